"""The collection as a reader walks through it: practices by id, by term and by organisation, each with its card."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from kb.folding import slug
from kb.lazy import Keyed, LazyMapping, LazySequence, LazyValues
from kb.model import (
    UNKNOWN,
    Corpus,
    Dossier,
    Facet,
    KnownOrganisation,
    Lists,
    MediaFile,
    Practice,
    Related,
    Settings,
    Term,
    WholePractice,
)
from kb.site import addresses, words
from kb.site.adoption_graph import Graph, adoption_graph, namers_of
from kb.site.views import Card, Link, Tile

ICONS = "icons/theme/{}.svg"
SHADES = 4


class Catalogue(Struct, frozen=True):
    """All that pages are made of. `practices` stand in the order of titles, as `order` has their ids; `by_id` by id.

    Only `whole` has their texts: what lists practices shows nothing of those, and stays when one is mended.
    `shelves` holds practices by facet name and term id, `numbers` how many those are, `pairs` how many by theme and
    region. `icons` names the templates of icons that exist; `organisations` has practices by canonical name.
    `adoptions` says, by the id of a practice, who took over from whom, `namers` which others tell that.
    `former` has the ids that practices had before, `anchors` the fragments of organisations.
    """

    lists: Lists
    dossiers: Sequence[Dossier]
    media: Mapping[str, MediaFile]
    related: Mapping[str, tuple[Related, ...]]
    settings: Settings
    today: date
    practices: Sequence[Practice]
    order: Sequence[str]
    by_id: Mapping[str, Practice]
    whole: Mapping[str, WholePractice]
    shelves: Mapping[str, Mapping[str, tuple[Practice, ...]]]
    numbers: Mapping[str, Mapping[str, int]]
    pairs: Mapping[str, Mapping[str, int]]
    cards: Mapping[str, Card]
    organisations: Mapping[str, tuple[Practice, ...]]
    adoptions: Graph
    namers: Mapping[str, Sequence[str]]
    former: Mapping[str, str]
    anchors: Mapping[str, str]
    known: Mapping[str, KnownOrganisation]
    icons: frozenset[str]

    def shelf(self, facet: Facet, term_id: str) -> tuple[Practice, ...]:
        """The practices with this term, by title."""
        return self.shelves[facet.name].get(term_id, ())

    def used(self, facet: Facet) -> tuple[Term, ...]:
        """The terms that at least one practice has, in the order of the list."""
        return tuple(term for term in facet.terms if self.numbers[facet.name].get(term.id))

    def card(self, practice_id: str, reason: str = "") -> Card:
        """The card of a practice, with the reason why it stands here; KeyError when it is not published."""
        card = self.cards[practice_id]
        return replace(card, reason=reason) if reason else card

    def links(self, facet: Facet, practice: Practice) -> tuple[Link, ...]:
        """The practice's terms of a facet, each leading to its page."""
        return tuple(
            Link(facet.term(term_id).label, addresses.term(facet, term_id))
            for term_id in practice.facets.get(facet.name, ())
        )

    def organisation(self, name: str) -> Link:
        """The organisation's name, leading to its place in the A–Z."""
        return Link(name, f"{addresses.ORGANISATIONS}#{self.anchors[name]}")

    def tiles(self, facet: Facet, terms: Iterable[Term], numbers: Mapping[str, int] | None = None) -> tuple[Tile, ...]:
        """A tile for each term, with its number (of all practices, or as told) and a shade that compares them."""
        numbers = self.numbers[facet.name] if numbers is None else numbers
        most = max((number for term_id, number in numbers.items() if facet.term(term_id).tile), default=0)
        most = most or max(numbers.values(), default=0)
        return tuple(self._tile(facet, term, numbers.get(term.id, 0), most) for term in terms)

    def _tile(self, facet: Facet, term: Term, number: int, most: int) -> Tile:
        column, row = term.tile or (0, 0)
        return Tile(
            label=words.breakable(term.label),
            href=addresses.term(facet, term.id),
            number=number,
            shade=min(SHADES, -(-SHADES * number // most)) if most else 0,
            icon=icon(facet, term.id, self.icons),
            description=term.description,
            column=column,
            row=row,
        )


class Totals(Struct, frozen=True):
    """What it takes all practices to tell; each as in a `Catalogue`."""

    numbers: Mapping[str, Mapping[str, int]]
    anchors: Mapping[str, str]
    namers: Mapping[str, Sequence[str]]
    former: Mapping[str, str]


def totals(catalogue: Catalogue) -> Totals:
    """The totals of a catalogue."""
    return Totals({**catalogue.numbers}, {**catalogue.anchors}, {**catalogue.namers}, {**catalogue.former})


class Shown(Struct, frozen=True):
    """How practices are shown in a list: their cards, by id, and the names of the icon templates that exist.

    `totals`: what it takes all practices to tell, if that is known already.
    """

    cards: Mapping[str, Card]
    icons: frozenset[str]
    totals: Totals | None = None


def catalogue(
    corpus: Corpus,
    related: Mapping[str, tuple[Related, ...]],
    settings: Settings,
    today: date,
    shown: Shown,
) -> Catalogue:
    """The catalogue of a corpus, which is `shown` so."""
    by_id = Keyed([*corpus.whole], corpus.practices)
    facets, size = corpus.lists.facets, len(by_id)
    ordered = LazySequence(
        size, lambda: sorted(by_id.values(), key=lambda practice: (words.order(practice.title), practice.id))
    )
    shelves = LazyMapping(lambda: _shelves(facets, ordered))
    known = shown.totals
    namers = known.namers if known else LazyMapping(lambda: namers_of(by_id))
    return Catalogue(
        lists=corpus.lists,
        dossiers=corpus.dossiers,
        media={file.name: file for file in corpus.media},
        related=related,
        settings=settings,
        today=today,
        practices=ordered,
        order=LazySequence(size, lambda: [practice.id for practice in ordered]),
        by_id=by_id,
        whole=corpus.whole,
        shelves=shelves,
        numbers=known.numbers if known else LazyMapping(lambda: _numbers(shelves)),
        pairs=LazyMapping(lambda: _pairs(by_id.values())),
        cards=shown.cards,
        organisations=LazyMapping(lambda: _by_organisation(ordered)),
        adoptions=adoption_graph(by_id, namers),
        namers=namers,
        former=known.former if known else LazyMapping(lambda: _former(by_id.values())),
        anchors=known.anchors if known else LazyMapping(lambda: _anchors(by_id.values())),
        known={known.name: known for known in corpus.lists.organisations},
        icons=shown.icons,
    )


def numbers_of(facet: Facet, practices: Iterable[Practice]) -> Mapping[str, int]:
    """How many of these practices have each term of a facet."""
    return dict(Counter(chain.from_iterable([practice.facets.get(facet.name, ()) for practice in practices])))


def icon(facet: Facet, term_id: str, icons: frozenset[str]) -> str:
    """The template with the icon of a theme; empty for other facets and for a theme that has none yet."""
    name = ICONS.format(term_id)
    return name if facet.name == "theme" and name in icons else ""


def year_of_facts(practice: Practice) -> int:
    """The year to which the facts belong: the newest date of a source, else the period's; 0 when none is known."""
    dated = [year for source in practice.sources for year in words.years(source.date)]
    if practice.period and not dated:
        dated = [*words.years(practice.period.start), *words.years(practice.period.end)]
    return max(dated, default=0)


def _shelves(
    facets: Iterable[Facet], practices: Iterable[Practice]
) -> Mapping[str, Mapping[str, tuple[Practice, ...]]]:
    shelves: dict[str, defaultdict[str, list[Practice]]] = {facet.name: defaultdict(list) for facet in facets}
    for practice in practices:
        for name, terms in practice.facets.items():
            for term_id in terms:
                shelves[name][term_id].append(practice)
    return {name: {term: tuple(shelf) for term, shelf in terms.items()} for name, terms in shelves.items()}


def _pairs(practices: Iterable[Practice]) -> Mapping[str, Mapping[str, int]]:
    """How many practices there are by theme and region."""
    pairs: dict[str, dict[str, int]] = {}
    for practice in practices:
        for theme in practice.facets.get("theme", ()):
            regions = pairs.setdefault(theme, {})
            for region in practice.facets.get("region", ()):
                regions[region] = regions.get(region, 0) + 1
    return pairs


def _numbers(shelves: Mapping[str, Mapping[str, Sequence[Practice]]]) -> Mapping[str, Mapping[str, int]]:
    return {name: {term: len(shelf) for term, shelf in terms.items()} for name, terms in shelves.items()}


def _former(practices: Iterable[Practice]) -> Mapping[str, str]:
    """The ids that practices had before, each with the one of now."""
    return {alias: practice.id for practice in practices for alias in practice.aliases}


def _by_organisation(practices: Iterable[Practice]) -> Mapping[str, tuple[Practice, ...]]:
    """The practices of each organisation that takes part, by its name."""
    shelves: dict[str, dict[str, Practice]] = {}
    for practice in practices:
        for name in _organisations(practice):
            shelves.setdefault(name, {})[practice.id] = practice
    return {name: tuple(shelves[name].values()) for name in sorted(shelves, key=words.order)}


def _organisations(practice: Practice) -> Iterator[str]:
    """The names of those that take part; partners and adopters count too."""
    for organisation in (*practice.organisations, *practice.partners):
        yield organisation.name
    for adoption in practice.adopted_by:
        yield adoption.organisation


def _anchors(practices: Iterable[Practice]) -> Mapping[str, str]:
    """A fragment for the name of each organisation; two names that look alike in an address are numbered."""
    anchors: dict[str, str] = {}
    taken: set[str] = set()
    for name in sorted({name for practice in practices for name in _organisations(practice)}, key=words.order):
        stem = slug(name) or "organisatie"
        anchor, number = stem, 1
        while anchor in taken:
            number += 1
            anchor = f"{stem}-{number}"
        taken.add(anchor)
        anchors[name] = anchor
    return anchors


def icons(templates: Path) -> frozenset[str]:
    """The names of the icon templates that exist."""
    return frozenset(path.relative_to(templates).as_posix() for path in templates.glob("icons/**/*.svg"))


def shown(corpus: Corpus, icons: frozenset[str] = frozenset()) -> Shown:
    """How the practices of a corpus are shown."""
    by_id = Keyed([*corpus.whole], corpus.practices)
    return Shown(LazyValues(by_id, lambda practice: _card(corpus.lists, practice, icons)), icons)


def _card(lists: Lists, practice: Practice, icons: frozenset[str]) -> Card:
    theme = lists.facet("theme")
    return Card(
        id=practice.id,
        href=addresses.practice(practice.id),
        title=practice.title,
        meta=" · ".join(_meta(lists, practice)),
        summary=practice.summary,
        level=practice.level.number,
        level_name=practice.level.name,
        icon=next((icon(theme, term_id, icons) for term_id in practice.facets.get("theme", ())), ""),
        lang="" if practice.language == "nl" else practice.language,
    )


def _meta(lists: Lists, practice: Practice) -> Iterable[str]:
    """Where, who, status and year, each only when known."""
    regions = [lists.facet("region").term(term_id).label for term_id in practice.facets.get("region", ())]
    if regions:
        yield _first_and_rest(regions, "regio's")
    if practice.organisations:
        yield _first_and_rest([organisation.name for organisation in practice.organisations], "anderen")
    for term_id in practice.facets.get("status", ()):
        if term_id != UNKNOWN:
            yield lists.facet("status").term(term_id).label
    if year := year_of_facts(practice):
        yield str(year)


def _first_and_rest(names: list[str], rest: str) -> str:
    """One or two names in full; of more the first, and how many there are besides."""
    if len(names) <= 2:  # noqa: PLR2004 - "a en b" is the longest that reads at a glance
        return words.enumeration(names)
    return f"{names[0]} en {len(names) - 1} {'andere ' + rest if rest != 'anderen' else rest}"
