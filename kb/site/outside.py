"""Addresses outside the site: which ones a browser may follow, and how a reader sees them."""

from urllib.parse import quote, urlsplit


def web(url: str) -> str:
    """The address when it is http or https, else empty: a link never runs a script."""
    return url if _parts(url)[0] in {"http", "https"} else ""


def host(url: str) -> str:
    """The host of an address without "www.": what a reader sees of it."""
    return _parts(url)[1].removeprefix("www.")


def edit_address(repository: str, source_path: str) -> str:
    """Where a practice's file can be changed; empty when the repository is not known."""
    if not repository:
        return ""
    return f"{repository.rstrip('/')}/edit/main/practices/{quote(source_path)}"


def _parts(url: str) -> tuple[str, str]:
    """Scheme and host; both empty when it is no address at all."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "", ""
    return parts.scheme.lower(), parts.netloc.rpartition("@")[2]
