"""The project in which `kb` stands: its folders, and the site's own settings under [tool.kb] of pyproject.toml."""

import tomllib
from pathlib import Path
from urllib.parse import urlsplit

from msgspec.structs import fields, replace

from kb.model import Settings
from kb.problems import KbError, UsageError

PROJECT = Path(__file__).resolve().parent.parent
"""The folder with pyproject.toml, the templates, and the lists for a content folder that has none of its own."""

LISTS = PROJECT / "practices" / "_lists"
TEMPLATES = PROJECT / "site_templates"
PYPROJECT = PROJECT / "pyproject.toml"
_NEEDED = {
    "editors_email": "lezers kunnen de redactie niet mailen",
    "repository_url": "lezers kunnen een praktijk niet zelf verbeteren",
}


def read_settings(pyproject: Path = PYPROJECT) -> Settings:
    """The site's settings; KbError when the file can't be read or says something that a site does not have."""
    try:
        table = tomllib.loads(pyproject.read_text(encoding="utf-8")).get("tool", {}).get("kb", {})
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as trouble:
        raise KbError(f"De instellingen in {pyproject} zijn niet te lezen: {trouble}") from trouble
    _refuse_wrong_settings(table, pyproject)
    _refuse_no_address(table, pyproject)
    settings = Settings(**table)
    return with_base_url(settings, settings.base_url)


def version() -> str:
    """The version of this program; also where only its packages are installed, as on Windows."""
    return str(tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["project"]["version"])


def not_set(settings: Settings) -> tuple[str, ...]:
    """What readers can't do because a setting is empty, in Dutch; a build says so, since no page can mend it."""
    return tuple(f"{name} ({lost})" for name, lost in _NEEDED.items() if not getattr(settings, name))


def with_base_url(settings: Settings, base_url: str) -> Settings:
    """The settings for a site that will stand at `base_url` (empty: not known); UsageError when it is no address."""
    return replace(settings, base_url=_address(base_url))


def _refuse_wrong_settings(table: object, pyproject: Path) -> None:
    """Raise KbError for what `Settings` does not know, for what is no text, and for what is missing."""
    if not isinstance(table, dict):
        raise KbError(f"In {pyproject} moet [tool.kb] een tabel zijn.")
    known = {field.name: field for field in fields(Settings)}
    unknown = sorted(table.keys() - known.keys())
    if unknown:
        raise KbError(f"In {pyproject} staat onder [tool.kb] iets onbekends: {', '.join(unknown)}.")
    no_text = sorted(name for name, value in table.items() if not isinstance(value, str))
    if no_text:
        raise KbError(f"In {pyproject} hoort onder [tool.kb] tekst tussen aanhalingstekens bij: {', '.join(no_text)}.")
    missing = sorted(name for name, field in known.items() if field.required and not table.get(name))
    if missing:
        raise KbError(f"In {pyproject} ontbreekt onder [tool.kb]: {', '.join(missing)}.")


def _refuse_no_address(table: dict[str, str], pyproject: Path) -> None:
    for name in ("repository_url", "edit_url"):
        if (address := table.get(name, "")) and not address.startswith(("https://", "http://")):
            raise KbError(f"In {pyproject} moet {name} een webadres zijn, en is “{address}”.")


def _address(base_url: str) -> str:
    """The address with one "/" at the end, or empty."""
    if not base_url:
        return ""
    try:
        parts = urlsplit(base_url)
        fits = parts.scheme in {"http", "https"} and parts.hostname and not parts.query and not parts.fragment
    except ValueError:
        fits = False
    if not fits or not base_url.isprintable() or " " in base_url:
        raise UsageError(f"“{base_url}” is geen webadres. Schrijf het zo: https://voorbeeld.nl/kennisbank/")
    return base_url.rstrip("/") + "/"
