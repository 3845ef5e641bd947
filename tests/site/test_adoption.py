"""The line of a practice: everyone that hangs together with it, in order, and a map when it really went somewhere."""

import re
from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kb.model import AdoptedBy, AdoptedFrom, Organisation, Period, WholePractice
from kb.site.adoption_graph import MOST, adoption_graph, line_of, namers_of
from kb.site.adoption_view import Line, adoption_line
from kb.site.catalogue import catalogue, shown
from tests.corpora import with_practices
from tests.site.little import BARE, CORPUS, SETTINGS, TODAY


def made(
    name: str, region: str, start: str = "", by: Iterable[AdoptedBy] = (), of: Iterable[str] = ()
) -> WholePractice:
    """A practice of an organisation with the same name."""
    return replace(
        BARE,
        id=name,
        title=name.upper(),
        organisations=(Organisation(name),),
        facets={**BARE.facets, "region": (region,)},
        period=Period(start) if start else None,
        adopted_by=tuple(by),
        adopted_from=tuple(AdoptedFrom(practice=origin) for origin in of),
    )


def line(at: str, *practices: WholePractice) -> Line | None:
    """The line on the page of one of these."""
    corpus = with_practices(CORPUS, practices)
    library = catalogue(corpus, {}, SETTINGS, TODAY, shown(corpus))
    return adoption_line(library, library.by_id[at])


CHAIN = (
    made("een", "twente", "2014", by=[AdoptedBy("twee", "zeeland", "2016", "kleiner", "drie banen", "twee")]),
    made("twee", "zeeland", of=["een"], by=[AdoptedBy("Buiten", "achterhoek", "2020")]),
    made("los", "twente"),
)


def test_a_practice_that_nobody_took_over_has_no_line() -> None:
    assert line("los", *CHAIN) is None


def test_the_whole_line_stands_on_each_of_its_pages() -> None:
    for at in ("een", "twee"):
        found = line(at, *CHAIN)
        assert found
        assert [(stop.who[0].text, stop.year, stop.after, stop.here) for stop in found.stops] == [
            ("een", "2014", (), at == "een"),
            ("twee", "2016", (1,), at == "twee"),
            ("Buiten", "2020", (2,), False),
        ]
        assert found.stops[1].notes == ("Anders gedaan: kleiner", "Resultaat: drie banen")


def test_the_map_has_a_mark_for_each_place_and_says_the_same_in_words() -> None:
    found = line("een", *CHAIN)

    assert found
    assert found.drawing
    assert [mark.label for mark in found.drawing.marks] == ["1", "2", "3"]
    assert [mark.here for mark in found.drawing.marks] == [True, False, False]
    assert len(found.drawing.ways) == 2
    assert found.drawing.words == "1: Twente, 2: Zeeland (van 1) en 3: Achterhoek (van 2)"


def test_in_one_region_or_off_the_map_there_is_nothing_to_draw() -> None:
    near = made("een", "twente", by=[AdoptedBy("Buur", "twente", "2020")])
    off = made("een", "twente", by=[AdoptedBy("Land", "landelijk", "2020"), AdoptedBy("Weg", "atlantis", "2021")])

    for practice in (near, off):
        found = line("een", practice)
        assert found
        assert found.drawing is None


def test_two_stops_on_a_tile_share_a_mark() -> None:
    found = line("een", made("een", "twente", by=[AdoptedBy(name, "zeeland", "2020") for name in ("A", "B")]))

    assert found
    assert found.drawing
    assert [mark.label for mark in found.drawing.marks] == ["1", "2,3"]


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=12))
def test_whatever_takes_over_from_whatever_each_step_comes_once(pairs: list[tuple[int, int]]) -> None:
    practices = [
        made(f"p-{number}", "twente", of=[f"p-{origin}" for origin, adopter in pairs if adopter == number])
        for number in range(7)
    ]
    by_id = {practice.id: practice for practice in practices}
    graph = adoption_graph(by_id, namers_of(by_id))

    for practice in practices:
        steps = line_of(graph, practice.id)
        assert len(set(steps)) == len(steps)
        assert {(step.origin, step.adopter) for step in graph.get(practice.id, ())} <= {
            (step.origin, step.adopter) for step in steps
        }


def test_numbers_in_the_drawing_are_plain() -> None:
    found = line("een", *CHAIN)

    assert found
    assert found.drawing
    assert all(re.fullmatch(r"[MLlhvz\d. -]+", path) for path in (found.drawing.land, *found.drawing.ways))


def test_of_a_line_without_end_a_page_shows_what_is_near() -> None:
    """Whole on the page of each of its practices, a long line would make a site that grows with its square."""
    names = [f"nummer-{number:04}" for number in range(400)]
    chain = [made(name, "twente", of=names[at - 1 : at] if at else ()) for at, name in enumerate(names)]
    found = line(names[200], *chain)

    assert found
    assert found.goes_on
    shown = [stop.who[0].text for stop in found.stops]
    assert shown == names[200 - MOST // 2 : 201 + MOST // 2]
    assert [stop.here for stop in found.stops].index(True) == MOST // 2


def test_of_a_practice_that_very_many_took_over_a_page_shows_some() -> None:
    star = [made("ster", "twente"), *(made(f"nummer-{number}", "zeeland", of=["ster"]) for number in range(300))]
    found = line("ster", *star)
    short = line("een", *CHAIN)

    assert found
    assert short
    assert (len(found.stops), found.goes_on, short.goes_on) == (MOST + 1, True, False)
