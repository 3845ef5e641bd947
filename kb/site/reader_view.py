"""What stands in a reader: all practices of a region or a theme on one page, to print for a meeting."""

import re

from msgspec import Struct

from kb.model import Facet, Practice, SafeHtml, Section, Term
from kb.site import addresses, words
from kb.site.catalogue import Catalogue
from kb.site.practice_view import age, facts, figures, notices, sources
from kb.site.views import Card, Fact, Figure, Link, Prose

FACETS = frozenset({"region", "theme"})
MOST = 40
"""So many practices can still be read for a meeting; of more there is no reader."""

_ONLY_AT_HOME = re.compile(r'</?(?:a|img)\b(?:[^>"]|"[^"]*")*>| id="[^"]*"')
"""Links and pictures are relative to another folder, and an id may stand on a page once. Taking away keeps it safe."""

SECTIONS = ("Aanpak", "Resultaten", "Geleerde lessen")


class Excerpt(Struct, frozen=True):
    """A section of the text, without what only leads somewhere on the practice's own page."""

    heading: str
    prose: Prose


class ReaderItem(Struct, frozen=True):
    """A practice in a reader. `unknown` names the facts that are missing, in one line."""

    card: Card
    anchor: str
    notices: tuple[str, ...]
    facts: tuple[Fact, ...]
    unknown: str
    age: str
    figures: tuple[Figure, ...]
    excerpts: tuple[Excerpt, ...]
    sources: tuple[Link, ...]


class ReaderView(Struct, frozen=True):
    """A reader of one term."""

    term: Link
    description: str
    count: str
    today: str
    items: tuple[ReaderItem, ...]


def has_reader(catalogue: Catalogue, facet: Facet, term: Term) -> bool:
    """True when the term has a reader: it is of a kind that people meet about, and can be read through."""
    return facet.name in FACETS and 0 < catalogue.numbers[facet.name].get(term.id, 0) <= MOST


def reader_view(catalogue: Catalogue, facet: Facet, term: Term) -> ReaderView:
    """The reader of a term."""
    shelf = catalogue.shelf(facet, term.id)
    return ReaderView(
        term=Link(words.breakable(term.label), addresses.term(facet, term.id)),
        description=term.description,
        count=words.practices(len(shelf)),
        today=words.day(catalogue.today),
        items=tuple(_item(catalogue, practice) for practice in shelf),
    )


def _item(catalogue: Catalogue, practice: Practice) -> ReaderItem:
    rows, texts = tuple(facts(catalogue, practice)), catalogue.whole[practice.id].sections
    return ReaderItem(
        card=catalogue.card(practice.id),
        anchor=f"praktijk-{practice.id}",
        notices=tuple(notices(catalogue, practice)),
        facts=tuple(fact for fact in rows if not fact.gap),
        unknown=words.enumeration([words.lower_first(fact.label) for fact in rows if fact.gap]),
        age=age(practice, catalogue.today.year),
        figures=figures(practice),
        excerpts=tuple(_excerpt(section) for section in texts if section.heading in SECTIONS),
        sources=sources(practice),
    )


def _excerpt(section: Section) -> Excerpt:
    return Excerpt(section.heading, Prose(SafeHtml(_ONLY_AT_HOME.sub("", section.html))))
