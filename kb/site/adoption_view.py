"""The line of a practice: where it came from, where it went and what was changed, as a list and as a drawing."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from kb.model import AdoptedBy, AdoptedFrom, Practice
from kb.site import addresses, words
from kb.site.adoption_graph import MOST, Step, Told, line_of
from kb.site.catalogue import Catalogue
from kb.site.outside import web
from kb.site.views import Link

TILE = 12
"""The side of a tile on the little map, in the drawing's own measure; the mark of a stop lies in its middle."""


class Stop(Struct, frozen=True):
    """A place on the line. `after` are the stops that it took over from, `origins` their numbers in words.

    `here` is the practice of this page.
    """

    number: int
    who: tuple[Link, ...]
    where: tuple[Link, ...]
    year: str
    after: tuple[int, ...]
    origins: str
    notes: tuple[str, ...]
    practice: Link | None
    here: bool


class Mark(Struct, frozen=True):
    """The stops on one tile, by their numbers, and the middle of that tile."""

    label: str
    x: int
    y: int
    here: bool


class Drawing(Struct, frozen=True):
    """A little map: all tiles as one path, the way from tile to tile, the marks, and all that in words."""

    box: str
    land: str
    ways: tuple[str, ...]
    marks: tuple[Mark, ...]
    words: str


class Line(Struct, frozen=True):
    """The stops of a line, and their drawing when at least two of them have a place of their own on the map.

    `goes_on`: further away there may be more.
    """

    stops: tuple[Stop, ...]
    drawing: Drawing | None
    goes_on: bool = False


def adoption_line(catalogue: Catalogue, practice: Practice) -> Line | None:
    """The line on which a practice stands; None when nobody took it over and it came from nowhere."""
    steps = line_of(catalogue.adoptions, practice.id)
    if not steps:
        return None
    stops = tuple(_stops(catalogue, practice.id, steps))
    return Line(stops, _drawing(catalogue, stops), len(steps) == MOST)


def _stops(catalogue: Catalogue, here: str, steps: Sequence[Step]) -> Iterator[Stop]:
    """Everyone on the line, once, in its order."""
    ends = tuple(dict.fromkeys(end for step in steps for end in (step.origin, step.adopter)))
    outsiders = {step.outsider: step.told for step in steps if step.outsider}
    for number, end in enumerate(ends, 1):
        taken = [step for step in steps if step.adopter == end]
        adoptions = [step.told for step in taken if isinstance(step.told, AdoptedBy)]
        told = outsiders.get(end)
        after = tuple(sorted(ends.index(step.origin) + 1 for step in taken))
        place = _outside(catalogue, told) if told else _ours(catalogue, catalogue.by_id[end])
        yield Stop(
            number=number,
            who=place.who,
            where=place.where,
            year=next((adoption.year for adoption in adoptions), place.year),
            after=after,
            origins=words.enumeration([str(number) for number in after]),
            notes=tuple(note for adoption in adoptions for note in _notes(adoption)),
            practice=None if end == here else place.practice,
            here=end == here,
        )


class _Place(Struct, frozen=True):
    """What is known of one stop by itself."""

    who: tuple[Link, ...]
    where: tuple[Link, ...] = ()
    year: str = ""
    practice: Link | None = None


def _ours(catalogue: Catalogue, practice: Practice) -> _Place:
    return _Place(
        who=tuple(catalogue.organisation(organisation.name) for organisation in practice.organisations),
        where=catalogue.links(catalogue.lists.facet("region"), practice),
        year=practice.period.start[:4] if practice.period else "",
        practice=Link(practice.title, addresses.practice(practice.id)),
    )


def _outside(catalogue: Catalogue, told: Told) -> _Place:
    if isinstance(told, AdoptedFrom):
        return _Place((Link(told.name or told.practice, outside=web(told.url)),))
    region = catalogue.lists.facet("region")
    where = (Link(term.label, addresses.term(region, term.id)) for term in region.terms if term.id == told.region)
    return _Place((catalogue.organisation(told.organisation),), tuple(where))


def _notes(adoption: AdoptedBy) -> Iterator[str]:
    if adoption.changed:
        yield f"Anders gedaan: {adoption.changed}"
    if adoption.result:
        yield f"Resultaat: {adoption.result}"


def _drawing(catalogue: Catalogue, stops: Sequence[Stop]) -> Drawing | None:
    """The map, when the line really goes somewhere on it. A stop stands in the first of its regions with a tile."""
    region = catalogue.lists.facet("region")
    tiles = {addresses.term(region, term.id): term.tile for term in region.terms if term.tile}
    places = {
        stop.number: next(tiles[link.href] for link in stop.where if link.href in tiles)
        for stop in stops
        if any(link.href in tiles for link in stop.where)
    }
    if len(set(places.values())) < 2:  # noqa: PLR2004 - one place is no way
        return None
    width, height = (max(tile[side] for tile in tiles.values()) + 1 for side in (0, 1))
    ways = dict.fromkeys(
        _way(places[before], places[stop.number])
        for stop in stops
        for before in stop.after
        if before in places and stop.number in places and places[before] != places[stop.number]
    )
    return Drawing(
        box=f"0 0 {width * TILE} {height * TILE}",
        land="".join(f"M{x * TILE} {y * TILE}h{TILE - 1}v{TILE - 1}h-{TILE - 1}z" for x, y in sorted(tiles.values())),
        ways=tuple(ways),
        marks=tuple(_marks(stops, places)),
        words=words.enumeration([_in_words(stop, places) for stop in stops if stop.number in places]),
    )


def _way(start: tuple[int, int], end: tuple[int, int]) -> str:
    """A line from middle to middle that stops short of the marks, with the point of an arrow."""
    x, y = _middle(start)
    aside, down = _middle(end)[0] - x, _middle(end)[1] - y
    length = (aside * aside + down * down) ** 0.5
    unit = (aside / length, down / length)
    margin = TILE * 0.45
    tip = (x + aside - unit[0] * margin, y + down - unit[1] * margin)
    barbs = ((-unit[0] - unit[1], unit[0] - unit[1]), (-unit[0] + unit[1], -unit[0] - unit[1]))
    head = "".join(f"M{tip[0]:.1f} {tip[1]:.1f}l{bx * 2.4:.1f} {by * 2.4:.1f}" for bx, by in barbs)
    return f"M{x + unit[0] * margin:.1f} {y + unit[1] * margin:.1f}L{tip[0]:.1f} {tip[1]:.1f}{head}"


def _middle(tile: tuple[int, int]) -> tuple[float, float]:
    return tile[0] * TILE + (TILE - 1) / 2, tile[1] * TILE + (TILE - 1) / 2


def _marks(stops: Sequence[Stop], places: Mapping[int, tuple[int, int]]) -> Iterator[Mark]:
    for tile in dict.fromkeys(places.values()):
        there = [stop for stop in stops if places.get(stop.number) == tile]
        label = ",".join(str(stop.number) for stop in there)
        x, y = _middle(tile)
        yield Mark(label, round(x), round(y), any(stop.here for stop in there))


def _in_words(stop: Stop, places: Mapping[int, tuple[int, int]]) -> str:
    befores = words.enumeration([str(before) for before in stop.after if before in places])
    return f"{stop.number}: {stop.where[0].text}{f' (van {befores})' if befores else ''}"
