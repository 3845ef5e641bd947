"""Dutch wording for readers."""

import re
from datetime import date
from pathlib import Path

import pytest

from kb.content.corpus import read_corpus
from kb.model import Period
from kb.site import words


@pytest.mark.parametrize(
    ("value", "expected"),
    [(0, "nog geen praktijken"), (1, "1 praktijk"), (2, "2 praktijken"), (12345, "12.345 praktijken")],
)
def test_numbers_of_practices(value: int, expected: str) -> None:
    assert words.practices(value) == expected


@pytest.mark.parametrize(
    ("items", "expected"), [([], ""), (["a"], "a"), (["a", "b"], "a en b"), (["a", "b", "c"], "a, b en c")]
)
def test_enumerations(items: list[str], expected: str) -> None:
    assert words.enumeration(items) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2016", "2016"),
        ("2016-03", "maart 2016"),
        ("2016-03-09", "9 maart 2016"),
        ("2016-13", "2016-13"),
        ("voorjaar 2016", "voorjaar 2016"),
        ("", ""),
    ],
)
def test_moments(text: str, expected: str) -> None:
    assert words.moment(text) == expected


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        (Period("2016"), "sinds 2016"),
        (Period("2016", "2016"), "2016"),
        (Period("2016-03", "2018"), "maart 2016 tot en met 2018"),
    ],
)
def test_periods(period: Period, expected: str) -> None:
    assert words.span(period) == expected


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 1)),
        (date(2024, 12, 1), 24, date(2026, 12, 1)),
        (date(2024, 5, 1), 999999, date(9999, 8, 1)),
    ],
)
def test_months_later(start: date, months: int, expected: date) -> None:
    assert words.months_later(start, months) == expected


@pytest.mark.parametrize(
    ("amount", "expected"),
    [("50000", "€ 50.000"), ("999", "€ 999"), ("50 mille", "50 mille"), ("1.500", "1.500"), ("٥", "٥")],
)
def test_amounts(amount: str, expected: str) -> None:
    assert words.euros(amount) == expected


def test_names_are_ordered_as_a_dutch_reader_expects() -> None:
    names = ["Zorg", "Één loket", "De Brug", "'t Atelier", "“Citaat”", "Eb"]

    assert sorted(names, key=words.order) == ["'t Atelier", "De Brug", "“Citaat”", "Eb", "Één loket", "Zorg"]


@pytest.mark.parametrize(("name", "expected"), [("Élan", "E"), ("2Switch", "0–9"), ("De Brug", "B"), ("…", "0–9")])
def test_letters(name: str, expected: str) -> None:
    assert words.letter(name) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("Regio's", "regio's"), ("SW-bedrijf", "SW-bedrijf"), ("Stand van zaken", "stand van zaken")]
)
def test_a_small_first_letter_but_for_abbreviations(text: str, expected: str) -> None:
    assert words.lower_first(text) == expected


@pytest.mark.parametrize(
    ("advice", "expected"),
    [
        ("Vul de kosten in (`cost`), of schrijf `onbekend`.", "De kosten."),
        ("Schrijf iets onder de kop Wat heb je nodig.", "Een tekst onder “Wat heb je nodig”."),
        ("Kort", "Kort"),
    ],
)
def test_an_advice_for_readers_names_no_keys(advice: str, expected: str) -> None:
    assert words.for_readers(advice) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Noord-Holland Noord", "NHN"), ("Helmond-De Peel", "HDP"), ("Drenthe", "Drent"), ("'s-Hertogenbosch", "'s-He")],
)
def test_a_name_for_a_small_tile(name: str, expected: str) -> None:
    assert words.short(name) == expected


def test_no_two_regions_look_the_same_on_a_small_map(root: Path) -> None:
    corpus = read_corpus(root / "practices", root / "practices/_lists", today=date(2026, 12, 1)).value
    assert corpus is not None
    names = [words.short(term.label) for term in corpus.lists.facet("region").terms]

    assert len(set(names)) == len(names) > 30


def test_no_practice_tells_a_reader_how_to_write_its_file(root: Path) -> None:
    corpus = read_corpus(root / "practices", root / "practices/_lists", today=date(2026, 12, 1)).value
    assert corpus is not None
    said = {words.for_readers(gap) for practice in corpus.practices for gap in practice.level.missing}

    assert len(said) > 3
    assert [text for text in said if re.search(r"onder de kop|of schrijf|`|_", text)] == []
