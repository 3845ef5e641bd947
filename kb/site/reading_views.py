"""What stands on the pages that lead to practices: home, search, the list, organisations and dossiers."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from msgspec import Struct

from kb.folding import slug
from kb.model import Dossier, Facet, Practice
from kb.site import addresses, words
from kb.site.catalogue import Catalogue
from kb.site.contact_view import EditorsView, editors
from kb.site.facet_views import map_tiles
from kb.site.outside import issue_address, web
from kb.site.views import Block, Card, Link, Prose, Tile

NEWEST = 6

AROUND = 2
"""So many pages of a long list stand on each side of the one that is read."""

FEW = 6
"""Terms of a long facet that stand on the search page before a reader asks for all of them."""


class HomeView(Struct, frozen=True):
    """The home page."""

    numbers: tuple[tuple[str, Link], ...]
    map: tuple[Tile, ...]
    regions: tuple[Tile, ...]
    themes: tuple[Tile, ...]
    newest: tuple[Card, ...]
    dossiers: tuple[Link, ...]


class Option(Struct, frozen=True):
    """A term to filter by. `rest`: it stands behind the fold of a long facet."""

    value: str
    label: str
    number: int
    rest: bool


class SearchFacet(Struct, frozen=True):
    """The terms of a facet, in the order of the list, each with its number; those without practices come last.

    `folded`: how many there are, when only the first stand there until a reader asks for all; else 0. `index`: the page
    that lists them all.
    """

    name: str
    label: str
    options: tuple[Option, ...]
    folded: int
    index: Link


class SearchView(Struct, frozen=True):
    """The shell of the search page."""

    facets: tuple[SearchFacet, ...]


class ListView(Struct, frozen=True):
    """One page of the list of all practices."""

    total: str
    cards: tuple[Card, ...]
    number: int
    last: int
    pages: tuple[Link, ...]
    previous: str
    following: str


class OrganisationView(Struct, frozen=True):
    """An organisation with what it did; `see` instead of that under another or former name."""

    name: str
    anchor: str
    kind: str
    site: Link | None
    also: str
    practices: tuple[Link, ...]
    see: Link | None


class LetterView(Struct, frozen=True):
    """The organisations under one letter."""

    letter: str
    anchor: str
    organisations: tuple[OrganisationView, ...]


class OrganisationsView(Struct, frozen=True):
    """All organisations from A to Z."""

    count: str
    letters: tuple[LetterView, ...]


class DossierView(Struct, frozen=True):
    """A path over practices, each with the sentence that says why it stands there.

    `keep`: what one press on "Bewaar" keeps, ids with commas between; `memo`: the memo of the same.
    """

    summary: str
    blocks: tuple[Block, ...]
    steps: tuple[Card, ...]
    keep: str
    keep_label: str
    memo: str


class TooView(Struct, frozen=True):
    """The form "Wij doen dit ook": the regions to choose from, and where what is written can go."""

    regions: tuple[str, ...]
    editors: EditorsView
    email: str
    issues: str


def too_view(catalogue: Catalogue) -> TooView:
    """The form as values."""
    settings = catalogue.settings
    return TooView(
        regions=tuple(term.label for term in catalogue.lists.facet("region").terms),
        editors=editors(settings),
        email=settings.editors_email,
        issues=issue_address(settings),
    )


def home_view(catalogue: Catalogue) -> HomeView:
    """The home page as values."""
    region, theme = catalogue.lists.facet("region"), catalogue.lists.facet("theme")
    placed = [term for term in catalogue.used(region) if term.tile]
    return HomeView(
        numbers=(
            (words.number(len(catalogue.order)), Link("praktijken", addresses.practice_list(1))),
            (words.number(len(placed)), Link("regio's", addresses.facet_index(region))),
            (words.number(len(catalogue.used(theme))), Link("thema's", addresses.facet_index(theme))),
            (words.number(len(catalogue.organisations)), Link("organisaties", addresses.ORGANISATIONS)),
        ),
        map=map_tiles(catalogue),
        regions=catalogue.tiles(region, region.terms),
        themes=catalogue.tiles(theme, theme.terms),
        newest=tuple(catalogue.card(practice.id) for practice in newest(catalogue.practices)[:NEWEST]),
        dossiers=dossier_links(catalogue),
    )


def newest(practices: Iterable[Practice]) -> list[Practice]:
    """The practices that were added or reviewed, the latest first."""
    dated = [practice for practice in practices if practice.reviewed or practice.added]
    return sorted(dated, key=lambda practice: (practice.updated, practice.id), reverse=True)


def dossier_links(catalogue: Catalogue) -> tuple[Link, ...]:
    """The dossiers with their summaries."""
    return tuple(
        Link(dossier.title, addresses.dossier(dossier.id), note=dossier.summary) for dossier in catalogue.dossiers
    )


def search_view(catalogue: Catalogue) -> SearchView:
    """The shell of the search page as values."""
    used = (facet for facet in catalogue.lists.facets if catalogue.used(facet))
    return SearchView(tuple(_search_facet(catalogue, facet) for facet in used))


def _search_facet(catalogue: Catalogue, facet: Facet) -> SearchFacet:
    numbers = catalogue.numbers[facet.name]
    terms = sorted(facet.terms, key=lambda term: not numbers.get(term.id))
    folded = len(terms) if len(terms) > FEW + 2 else 0  # a button for two terms more is no help
    options = tuple(
        Option(term.id, term.label, numbers.get(term.id, 0), rest=folded > 0 and place >= FEW)
        for place, term in enumerate(terms)
    )
    index = Link(f"Praktijken per {words.lower_first(facet.label)}", addresses.facet_index(facet))
    return SearchFacet(facet.name, facet.label, options, folded, index)


def last_page(catalogue: Catalogue, size: int) -> int:
    """The number of the last page of the list of all practices, `size` to a page; 1 when there are none."""
    return max(1, -(-len(catalogue.order) // size))


def list_view(catalogue: Catalogue, number: int, size: int) -> ListView:
    """One page of that list."""
    last = last_page(catalogue, size)
    return ListView(
        total=words.practices(len(catalogue.order)),
        cards=tuple(catalogue.card(name) for name in catalogue.order[(number - 1) * size : number * size]),
        number=number,
        last=last,
        pages=tuple(_pager(number, last)),
        previous=addresses.practice_list(number - 1) if number > 1 else "",
        following=addresses.practice_list(number + 1) if number < last else "",
    )


def _pager(number: int, last: int) -> Iterator[Link]:
    """The first page, the last, and those around this one; with "…" where more than one is left out."""
    shown = sorted({1, last, *range(max(1, number - AROUND), min(last, number + AROUND) + 1)})
    before = 0
    for page in shown:
        if page - before == 2:  # noqa: PLR2004 - one left out takes no more room than a gap
            yield Link(str(page - 1), addresses.practice_list(page - 1))
        elif page - before > 1:
            yield Link("…")
        yield Link(str(page), addresses.practice_list(page))
        before = page


def organisations_view(catalogue: Catalogue) -> OrganisationsView:
    """Who did what, from A to Z, with other and former names that lead to today's."""
    entries = sorted(_organisations(catalogue), key=lambda entry: words.order(entry.name))
    by_letter = groupby(sorted(entries, key=lambda entry: words.letter(entry.name)), lambda e: words.letter(e.name))
    letters = tuple(LetterView(letter, f"letter-{slug(letter)}", tuple(group)) for letter, group in by_letter)
    count = words.count(len(catalogue.organisations), "organisatie", "organisaties")
    return OrganisationsView(count, letters)


def _organisations(catalogue: Catalogue) -> Iterator[OrganisationView]:
    kinds = {term.id: term.label for term in catalogue.lists.organisation_types}
    for name, shelf in catalogue.organisations.items():
        known = catalogue.known.get(name)
        links = tuple(Link(p.title, addresses.practice(p.id), note=catalogue.cards[p.id].meta) for p in shelf)
        url = web(known.url) if known else ""
        kind = kinds.get(known.type, "") if known else ""
        also = words.enumeration(known.aliases) if known else ""
        site = Link("Website", outside=url) if url else None
        yield OrganisationView(name, catalogue.anchors[name], kind, site, also, links, None)
        for alias in known.aliases if known else ():
            if alias not in catalogue.organisations:
                yield OrganisationView(alias, "", "", None, "", (), catalogue.organisation(name))


def dossier_view(catalogue: Catalogue, dossier: Dossier) -> DossierView:
    """A dossier as values; a practice that is not published is left out."""
    steps = [step for step in dossier.steps if step.practice in catalogue.by_id]
    ids = [step.practice for step in steps]
    kept = ids[: addresses.MOST_CHOSEN]
    return DossierView(
        summary=dossier.summary,
        blocks=tuple(Block(section.heading, section.anchor, Prose(section.html)) for section in dossier.sections),
        steps=tuple(catalogue.card(step.practice, step.note) for step in steps),
        keep=",".join(kept),
        keep_label=f"Bewaar {'deze' if kept == ids else 'de eerste'} {words.practices(len(kept))}",
        memo=addresses.memo(ids, dossier.id),
    )
