"""From a text to tokens: what counts under which key, and where each form stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.search.analyser import UNITS, Analyser, forms
from kb.search.dutch import key


def placed(text: str, start: int = 0) -> list[tuple[str, int]]:
    return [(token.text, token.position) for token in forms(text, start)]


def keys(text: str) -> list[str]:
    return [token.text for token in Analyser().keys(text) if token.units == UNITS]


def test_stop_words_leave_a_hole() -> None:
    assert placed("de fiets van de baas") == [("fiets", 1), ("baas", 4)]


def test_words_that_a_hyphen_binds_also_stand_there_as_one() -> None:
    assert placed("een re-integratie nu en leer-werk-plek") == [
        *(("re", 1), ("reintegratie", 1), ("integratie", 2)),
        *(("leer", 5), ("leerwerkplek", 5), ("werk", 6), ("plek", 7)),
    ]


def test_years_are_not_joined() -> None:
    assert "20192020" not in dict(placed("in 2019-2020"))


def test_positions_begin_where_they_are_told() -> None:
    assert placed("fiets maken", 700) == [("fiets", 700), ("maken", 701)]


@given(st.text(alphabet=st.sampled_from("ab -de."), max_size=80), st.integers(0, 10_000))
def test_positions_rise(text: str, start: int) -> None:
    places = [place for _, place in placed(text, start)]

    assert places == sorted(places)
    assert all(place >= start for place in places)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("De fietsen", ["fietsen"]),
        ("re-integratie", ["re", "integratie", "reintegratie"]),
        ("P-wet", ["pwet"]),
        ("van het en de", []),
    ],
)
def test_whole_words_count_wholly(text: str, expected: list[str]) -> None:
    assert keys(text) == [key(form) for form in expected]
