"""What programs read to follow the site: the Atom feeds and the sitemap."""

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from heapq import nlargest
from xml.etree import ElementTree as ET

from msgspec import Struct

from kb.folding import slug
from kb.model import Facet, Practice, Settings, Term
from kb.site import addresses, words

ATOM = "http://www.w3.org/2005/Atom"
_FORBIDDEN = r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]"
"""What XML forbids; told by what it allows it takes thirty times as long to compile."""

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
ENTRIES = 100
TERM_ENTRIES = 30
TAG_YEAR = 2025
"""The year in which the names behind `tag:` were given out; it never changes, or readers see all entries anew."""


class Feed(Struct, frozen=True):
    """A feed: where it stands, which page it belongs to, what it is called, and how many entries it has at most."""

    path: str
    page: str
    title: str
    most: int = ENTRIES


def main_feed(settings: Settings) -> Feed:
    """The feed of the whole site."""
    return Feed(addresses.FEED, addresses.HOME, settings.title)


def term_feed(settings: Settings, facet: Facet, term: Term) -> Feed:
    """The feed of a term."""
    path = addresses.term_feed(facet, term.id)
    return Feed(path, addresses.term(facet, term.id), f"{term.label} – {settings.title}", TERM_ENTRIES)


def atom(feed: Feed, practices: Iterable[Practice], settings: Settings, today: date) -> bytes:
    """The latest practices. One without any date has no entry."""
    moments = ((_moment(practice, today), practice.id, practice) for practice in practices)
    dated = nlargest(feed.most, (each for each in moments if each[0]))
    place = settings.base_url or addresses.up_to_root(feed.path)
    root = ET.Element("feed", {"xmlns": ATOM, "xml:lang": "nl"})
    _text(root, "id", _identity(settings, feed.page))
    _text(root, "title", feed.title)
    _text(root, "subtitle", settings.tagline)
    _text(root, "updated", dated[0][0] if dated else _midnight(today.isoformat()))
    _text(ET.SubElement(root, "author"), "name", settings.publisher or settings.title)
    ET.SubElement(root, "link", {"rel": "alternate", "href": place + feed.page})
    ET.SubElement(root, "link", {"rel": "self", "href": place + feed.path})
    for _, _, practice in dated:
        _entry(root, practice, settings, today, place)
    return _bytes(root)


def sitemap(pages: Iterable[tuple[str, str]], base_url: str) -> bytes:
    """The sitemap of these pages: pairs of a path and the day it changed ("" when not known)."""
    urls = ET.Element("urlset", {"xmlns": SITEMAP})
    for path, changed in pages:
        url = ET.SubElement(urls, "url")
        _text(url, "loc", base_url + ("" if path == addresses.HOME else path))
        if changed:
            _text(url, "lastmod", changed)
    return _bytes(urls)


def _entry(feed: ET.Element, practice: Practice, settings: Settings, today: date, place: str) -> None:
    path = addresses.practice(practice.id)
    entry = ET.SubElement(feed, "entry")
    _text(entry, "id", _identity(settings, path))
    _text(entry, "title", practice.title)
    _text(entry, "updated", _moment(practice, today))
    if practice.added:
        _text(entry, "published", _midnight(practice.added.isoformat()))
    ET.SubElement(entry, "link", {"rel": "alternate", "href": place + path})
    kind, said = _news(practice)
    ET.SubElement(entry, "category", {"term": kind, "label": said})
    _text(entry, "summary", f"{said}. {practice.summary}")


def _news(practice: Practice) -> tuple[str, str]:
    """Whether an entry is new or looked at again: as a word for programs, and as one for readers."""
    if practice.reviewed and (not practice.added or practice.reviewed > practice.added):
        return "nagekeken", f"Nagekeken op {words.day(practice.reviewed)}"
    return ("nieuw", f"Nieuw op {words.day(practice.added)}") if practice.added else ("eerder", "Van eerder")


def _identity(settings: Settings, path: str) -> str:
    """A name that stays: the address, or a `tag:` URI when the site has none."""
    if settings.base_url:
        return settings.base_url + path
    return f"tag:{slug(settings.title) or 'kennisbank'}.invalid,{TAG_YEAR}:{path}"


def _moment(practice: Practice, today: date) -> str:
    """When the practice changed, as Atom wants it; never later than today; empty when no date is known."""
    return _moment_of(practice.updated, today.isoformat())


@lru_cache(maxsize=1024)
def _moment_of(updated: str, today: str) -> str:
    match = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", updated)
    if not match:
        return ""
    year, month, day = match.groups(default="01")
    return _midnight(min(f"{year}-{month}-{day}", today))


def _midnight(day: str) -> str:
    return f"{day}T00:00:00Z"


def _text(parent: ET.Element, tag: str, text: str) -> None:
    """A child with this text, without the control characters that XML forbids."""
    ET.SubElement(parent, tag).text = re.sub(_FORBIDDEN, "", text)


def _bytes(root: ET.Element) -> bytes:
    ET.indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(root, encoding="unicode")}\n'.encode()
