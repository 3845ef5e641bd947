"""Where each page stands: paths from the root of the site, with "/" and without a leading one."""

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
CHOICE_PARTS = "keuze"
CHOICE_MANIFEST = f"{CHOICE_PARTS}/manifest.js"
NOT_FOUND = "404.html"
FEED = "feed.xml"
JSON_DATA = "praktijken.json"
CSV_DATA = "praktijken.csv"


def practice(practice_id: str) -> str:
    """The page of a practice (or of an old id of one)."""
    return f"praktijken/{practice_id}.html"


def dossier(dossier_id: str) -> str:
    """The page of a dossier."""
    return f"dossiers/{dossier_id}.html"


def term(facet: Facet, term_id: str) -> str:
    """The page of a term of a facet."""
    return f"{facet.path}/{term_id}.html"


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


def up_to_root(path: str) -> str:
    """What stands before a path from the root on the page at `path`: "" or "../" for each folder."""
    return "../" * path.count("/")


def root_of(path: str, base_url: str) -> str:
    """The same, but from the host's root for 404.html: a server shows that page at any address."""
    if path == NOT_FOUND and base_url:
        return urlsplit(base_url).path
    return up_to_root(path)
