"""What is written for the browser can be read back."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.search.coding import (
    ALPHABET,
    LONGEST_SHARED,
    between,
    deltas,
    ending,
    number,
    numbers,
    read_numbers,
    row,
    shared,
)
from kb.search.dutch import LONGEST, key

forms = st.text(alphabet="abcdefghijklmnoprstuvwz", min_size=1, max_size=LONGEST)


@given(st.lists(st.integers(0, 1 << 40)))
def test_numbers_come_back(values: list[int]) -> None:
    written = numbers(values)

    assert read_numbers(written) == values
    assert re.fullmatch(r"[\w-]*", written, re.ASCII)


@pytest.mark.parametrize(("value", "letters"), [(0, 1), (31, 1), (32, 2), (1023, 2), (1024, 3)])
def test_small_numbers_are_short(value: int, letters: int) -> None:
    assert len(number(value)) == letters


@given(st.lists(st.integers(0, 10_000), unique=True).map(sorted))
def test_steps_add_up_to_the_numbers(values: list[int]) -> None:
    total, back = 0, []
    for step in deltas(values):
        total += step
        back.append(total)

    assert back == values
    assert all(step >= 0 for step in deltas(values))


@given(st.lists(st.text(alphabet="abc", min_size=1, max_size=90), unique=True).map(sorted))
def test_words_come_back_from_what_they_share(words: list[str]) -> None:
    before, back = "", []
    written = [shared(one, two) for one, two in zip(["", *words], words, strict=False)]
    for line in written:
        before = before[: ALPHABET.index(line[0])] + line[1:]
        back.append(before)

    assert back == words
    assert all(ALPHABET.index(line[0]) <= LONGEST_SHARED for line in written)


@given(forms)
def test_the_key_of_every_form_comes_back(form: str) -> None:
    rule = ending(form, key(form))

    assert form[: len(form) - ALPHABET.index(rule[0])] + rule[1:] == key(form)


@pytest.mark.parametrize("form", ["gewerkt", "ge" + "a" * (LONGEST - 7) + "werkt"])
def test_a_key_that_shares_nothing_with_its_form_comes_back(form: str) -> None:
    assert key(form)[0] != form[0]
    rule = ending(form, key(form))

    assert form[: len(form) - ALPHABET.index(rule[0])] + rule[1:] == key(form)


@given(st.sets(forms, min_size=2, max_size=2).map(sorted))
def test_a_beginning_tells_a_word_from_the_one_before(words: list[str]) -> None:
    before, word = words
    start = between(before, word)

    assert before < start <= word
    assert word.startswith(start)
    assert start[:-1] == before[: len(start) - 1], "a shorter one would do"


@given(st.lists(st.integers(0, 5000), unique=True).map(sorted))
def test_a_row_says_how_many_and_their_steps(values: list[int]) -> None:
    assert read_numbers(row(values)) == [len(values), *deltas(values)]
