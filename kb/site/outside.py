"""Addresses outside the site: which ones a browser may follow, and how a reader sees them."""

from urllib.parse import quote, urlsplit

from kb.model import Settings

EDITORS = {
    "github.com": "/edit/main/practices/{path}",
    "gitlab.com": "/-/edit/main/practices/{path}",
    "codeberg.org": "/_edit/main/practices/{path}",
}
"""Where these hosts let a file be changed, behind the address of the repository."""


def web(url: str) -> str:
    """The address when it is http or https, else empty: a link never runs a script."""
    return url if _parts(url)[0] in {"http", "https"} else ""


def host(url: str) -> str:
    """The host of an address without "www.": what a reader sees of it."""
    return _parts(url)[1].removeprefix("www.")


def edit_address(settings: Settings, source_path: str) -> str:
    """Where a practice's file can be changed; empty when nobody said, and the host is none whose addresses we know."""
    repository = settings.repository_url.removesuffix("/").removesuffix(".git")
    known = EDITORS.get(host(repository))
    pattern = settings.edit_url or (known and f"{repository}{known}") or ""
    return pattern.replace("{path}", quote(source_path))


def issue_address(settings: Settings) -> str:
    """Where a message to the editors can be begun, to be ended with title and text; empty when that is not known."""
    repository = settings.repository_url.removesuffix("/").removesuffix(".git")
    return f"{repository}/issues/new" if host(repository) == "github.com" else ""


def _parts(url: str) -> tuple[str, str]:
    """Scheme and host; both empty when it is no address at all."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "", ""
    return parts.scheme.lower(), parts.netloc.rpartition("@")[2]
