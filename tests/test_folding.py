"""Folding: text without case and accents."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.content.words import fold
from kb.folding import FOLDS, folded, slug
from kb.search.dutch import fold as as_searched
from kb.site.words import order


@given(st.text())
def test_a_slug_is_a_part_of_an_address(text: str) -> None:
    made = slug(text)

    assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert slug(made) == made


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Één", "een"), ("Straße", "strasse"), ("Þór", "thor"), ("Ǿre", "ore"), ("ĲSSEL", "ijssel"), ("Łódź", "lodz")],
)
def test_a_name_is_folded_alike_wherever_it_is_compared_sorted_or_searched(text: str, expected: str) -> None:
    assert folded(text) == fold(text) == as_searched(text) == order(text)[0] == expected


@pytest.mark.parametrize("letter", FOLDS)
def test_letters_that_unicode_keeps_whole_become_what_people_type(letter: str) -> None:
    assert folded(letter) == folded(letter.upper()) == FOLDS[letter]
