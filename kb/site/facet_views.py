"""What stands on the pages of facets and terms, on the map and in the matrix of regions and themes."""

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from kb.model import Facet, Practice, Term
from kb.site import addresses, words
from kb.site.catalogue import Catalogue, icon, numbers_of
from kb.site.pick_view import Pick, pick
from kb.site.reader_view import has_reader
from kb.site.views import Card, Link, Tile

FULL_CARDS = 60
"""A term page shows so many cards; what comes after is a line each, so that a page stays light."""

LINES = 240
"""So many lines can still be looked through; of more practices the search is the better way."""

DARKEST = 4
"""From so many practices a cell of the matrix is as dark as it gets."""

EXAMPLES = 3
"""So many regions are named where another region has nothing yet."""


class Cross(Struct, frozen=True):
    """The terms of another facet that the practices here have, with their numbers."""

    label: str
    tiles: tuple[Tile, ...]


class Gap(Struct, frozen=True):
    """A theme that a region has nothing about yet, and regions that do."""

    theme: Link
    elsewhere: tuple[Link, ...]


class TermView(Struct, frozen=True):
    """The page of a term. `count` is a sentence part ("3 praktijken").

    `more` are the practices after the cards; `beyond` says how many don't stand here at all, or nothing.
    `reader` has all of them, for on paper; `pick` lets a reader choose.
    """

    facet: str
    index: Link
    label: str
    description: str
    notes: tuple[tuple[str, str], ...]
    count: str
    search: str
    reader: str
    pick: Pick | None
    cards: tuple[Card, ...]
    more: tuple[Card, ...]
    beyond: str
    crosses: tuple[Cross, ...]
    gaps: tuple[Gap, ...]
    neighbours: tuple[Tile, ...]
    icon: str


class FacetView(Struct, frozen=True):
    """The page with all terms of a facet; `on_map` when they have a place on the map."""

    label: str
    plural: str
    tiles: tuple[Tile, ...]
    on_map: tuple[Tile, ...]


class Cell(Struct, frozen=True):
    """A region and a theme: how many practices, and the search that shows them. `shade` as in a tile."""

    number: int
    href: str
    label: str
    shade: int


class MatrixRow(Struct, frozen=True):
    """A region with a cell for each theme."""

    region: Link
    cells: tuple[Cell, ...]
    total: int


class MatrixView(Struct, frozen=True):
    """Regions by themes; `white` counts the pairs that nobody wrote about yet, of the regions on the map."""

    themes: tuple[Link, ...]
    rows: tuple[MatrixRow, ...]
    totals: tuple[int, ...]
    white: str


def facet_view(catalogue: Catalogue, facet: Facet) -> FacetView:
    """The index page of a facet."""
    tiles = catalogue.tiles(facet, facet.terms)
    return FacetView(facet.label, facet.plural, tiles, map_tiles(catalogue) if facet.name == "region" else ())


def map_tiles(catalogue: Catalogue) -> tuple[Tile, ...]:
    """The regions that have a place on the map, row by row, so that the keyboard follows the eye."""
    region = catalogue.lists.facet("region")
    placed = sorted((term for term in region.terms if term.tile), key=_row_by_row)
    tiles = catalogue.tiles(region, placed)
    return tuple(replace(tile, short=words.short(term.label)) for tile, term in zip(tiles, placed, strict=True))


def term_view(catalogue: Catalogue, facet: Facet, term: Term) -> TermView:
    """The page of one term."""
    shelf = catalogue.shelf(facet, term.id)
    cards = tuple(catalogue.card(practice.id) for practice in shelf[: FULL_CARDS + LINES])
    is_region = facet.name == "region"
    return TermView(
        facet=facet.label,
        index=Link(facet.plural, addresses.facet_index(facet)),
        label=words.breakable(term.label),
        description=term.description,
        notes=tuple(_notes(term)),
        count=words.practices(len(shelf)),
        search=addresses.search(**{facet.name: term.id}),
        reader=addresses.reader(facet, term.id) if has_reader(catalogue, facet, term) else "",
        pick=pick(catalogue, facet, shelf),
        cards=cards[:FULL_CARDS],
        more=cards[FULL_CARDS:],
        beyond=words.practices(len(shelf) - len(cards)) if len(shelf) > len(cards) else "",
        crosses=tuple(_crosses(catalogue, facet, shelf)),
        gaps=tuple(_gaps(catalogue, term)) if is_region and shelf else (),
        neighbours=_neighbours(catalogue, facet, term) if is_region else (),
        icon=icon(facet, term.id, catalogue.icons),
    )


def matrix_view(catalogue: Catalogue) -> MatrixView:
    """The matrix of regions and themes."""
    region, theme = catalogue.lists.facet("region"), catalogue.lists.facet("theme")
    rows = tuple(
        MatrixRow(
            Link(words.breakable(row.label), addresses.term(region, row.id)),
            tuple(_cell(row, column, catalogue.pairs.get(column.id, {}).get(row.id, 0)) for column in theme.terms),
            catalogue.numbers["region"].get(row.id, 0),
        )
        for row in region.terms
    )
    white = sum(
        not cell.number for row, term in zip(rows, region.terms, strict=True) if term.tile for cell in row.cells
    )
    return MatrixView(
        themes=tuple(Link(column.label, addresses.term(theme, column.id)) for column in theme.terms),
        rows=rows,
        totals=tuple(catalogue.numbers["theme"].get(column.id, 0) for column in theme.terms),
        white=words.number(white),
    )


def _cell(region: Term, theme: Term, number: int) -> Cell:
    if not number:
        return Cell(0, "", "", 0)
    label = f"{words.practices(number)}: {region.label}, {theme.label}"
    return Cell(number, addresses.search(region=region.id, theme=theme.id), label, min(number, DARKEST))


def _notes(term: Term) -> Iterator[tuple[str, str]]:
    """What else is known of a term, each with its label."""
    if term.provinces:
        yield ("Provincie" if len(term.provinces) == 1 else "Provincies"), words.enumeration(term.provinces)
    if term.municipalities:
        yield "Gemeenten", words.enumeration([municipality.name for municipality in term.municipalities])
    if term.synonyms:
        yield "Ook wel", words.enumeration(term.synonyms)
    if term.formerly:
        yield "Vroeger", words.enumeration(term.formerly)


def _crosses(catalogue: Catalogue, facet: Facet, shelf: tuple[Practice, ...]) -> Iterator[Cross]:
    """Which themes and regions the practices of a term cover."""
    for name in ("theme", "region"):
        other = catalogue.lists.facet(name)
        if name != facet.name and shelf:
            tiles = catalogue.tiles(other, other.terms, numbers_of(other, shelf))
            yield Cross(f"{other.plural} bij deze praktijken", tuple(tile for tile in tiles if tile.number))


def _gaps(catalogue: Catalogue, region: Term) -> Iterator[Gap]:
    """The themes without a practice in this region, with a few regions that have one."""
    regions, themes = catalogue.lists.facet("region"), catalogue.lists.facet("theme")
    for theme in themes.terms:
        numbers = catalogue.pairs.get(theme.id, {})
        if region.id not in numbers:
            others = sorted(catalogue.tiles(regions, regions.terms, numbers), key=lambda tile: -tile.number)
            elsewhere = tuple(Link(tile.label, tile.href) for tile in others[:EXAMPLES] if tile.number)
            yield Gap(Link(theme.label, addresses.term(themes, theme.id)), elsewhere)


def _neighbours(catalogue: Catalogue, facet: Facet, region: Term) -> tuple[Tile, ...]:
    """The regions that touch this one on the map and have practices."""
    near = [term for term in facet.terms if term is not region and _touch(term, region)]
    return tuple(tile for tile in catalogue.tiles(facet, near) if tile.number)


def _touch(one: Term, other: Term) -> bool:
    if not one.tile or not other.tile:
        return False
    return all(abs(here - there) <= 1 for here, there in zip(one.tile, other.tile, strict=True))


def _row_by_row(term: Term) -> tuple[int, int]:
    column, row = term.tile or (0, 0)
    return row, column
