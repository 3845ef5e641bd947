"""Where each page stands: paths from the root of the site, with "/" and without a leading one."""

from collections.abc import Sequence
from urllib.parse import quote, urlencode, urlsplit

from kb.model import Facet

HOME = "index.html"
SEARCH = "zoeken.html"
MANIFEST = "zoek/manifest.js"
ORGANISATIONS = "organisaties.html"
OVERVIEW = "overzicht.html"
CHOICE = "keuzelijst.html"
COMPARE = "vergelijken.html"
MEMO = "memo.html"
MOST_CHOSEN = 12
"""So many practices fit in a list; it stands in choice/list.js too, as that script is on every page."""

CHOICE_PARTS = "keuze"
CHOICE_MANIFEST = f"{CHOICE_PARTS}/manifest.js"
NOT_FOUND = "404.html"
CONTRIBUTE = "bijdragen.html"
GLOSSARY = "begrippen.html"
TOO = "wij-ook.html"
FEED = "feed.xml"
JSON_DATA = "praktijken.json"
JSON_SCHEMA = "praktijken.schema.json"
OPEN_DATA = "open-data.html"
CSV_DATA = "praktijken.csv"


def practice(practice_id: str) -> str:
    """The page of a practice (or of an old id of one)."""
    return f"praktijken/{practice_id}.html"


def practice_file(practice_id: str) -> str:
    """The practice as Markdown."""
    return f"praktijken/{practice_id}.md"


def dossier(dossier_id: str) -> str:
    """The page of a dossier."""
    return f"dossiers/{dossier_id}.html"


def term(facet: Facet, term_id: str) -> str:
    """The page of a term of a facet."""
    return f"{facet.path}/{term_id}.html"


def term_feed(facet: Facet, term_id: str) -> str:
    """What is new and reviewed under a term, as Atom."""
    return f"{facet.path}/{term_id}.xml"


def reader(facet: Facet, term_id: str) -> str:
    """All practices of a term on one page, for a meeting."""
    return f"{facet.path}/{term_id}/reader.html"


def facet_index(facet: Facet) -> str:
    """The page on which all terms of a facet stand."""
    return f"{facet.path}/index.html"


def practice_list(number: int) -> str:
    """The page of the list of all practices with this number, counted from 1."""
    return "praktijken.html" if number == 1 else f"praktijken-{number}.html"


def media(name: str) -> str:
    """A picture of a practice."""
    return f"media/{quote(name)}"


def search(**filters: str) -> str:
    """The search page with these filters chosen."""
    return f"{SEARCH}?{urlencode(filters)}"


def too(practice_id: str, title: str) -> str:
    """The form with which a reader tells that they do this too, with the practice filled in."""
    return f"{TOO}?{urlencode({'praktijk': practice_id, 'titel': title})}"


def memo(ids: Sequence[str], dossier: str = "") -> str:
    """The memo of these practices, as many as fit, with the questions of a dossier."""
    questions = f"vragen={dossier}&" if dossier else ""
    return f"{MEMO}?{questions}k={','.join(ids[:MOST_CHOSEN])}"


def up_to_root(path: str) -> str:
    """What stands before a path from the root on the page at `path`: "" or "../" for each folder."""
    return "../" * path.count("/")


def root_of(path: str, base_url: str) -> str:
    """The same, but from the host's root for 404.html: a server shows that page at any address."""
    if path == NOT_FOUND and base_url:
        return urlsplit(base_url).path
    return up_to_root(path)
