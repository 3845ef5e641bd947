"""The tokens of a practice are those of its texts, word for word, however quickly they are found."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.model import SynonymGroup
from kb.search.analyser import FIELD_POSITIONS, GAP, UNITS, analyser, counted, forms
from kb.search.document import BODY
from kb.search.dutch import key
from kb.search.postings import Postings
from kb.search.tokens import TOKEN, Tokenizer, Tokens
from tests.search.make import lists, practice

LISTS = lists([SynonymGroup(("fiets", "stalen ros")), SynonymGroup(("ov",), ("trein", "de bus"))])
WORDS = ["fiets", "stalen", "ros", "bus", "de", "e", "P", "wet", "re", "integratie", "loonkostensubsidie", "2019", "'t"]
SIGNS = ["-", "\u2011", " ", " ", " ", ".", "'", "\u2019", "\n", "é", "ß", "ĳ", "x" * 64, "``", "--"]
texts = st.lists(st.sampled_from([*WORDS, *SIGNS]) | st.text(max_size=3), max_size=40).map("".join)


def tokens_of(*body: str) -> Tokens:
    return Tokenizer(LISTS).tokens(practice("een", body))


@given(texts)
def test_keys_count_what_the_analyser_finds_in_a_text(text: str) -> None:
    found = list(analyser(LISTS).keys(" ".join(text.split())))
    taken = tokens_of(text).keys[BODY]

    assert {key: number % TOKEN for key, number in taken.items()} == counted(found)
    assert {key: number // TOKEN for key, number in taken.items()} == Counter(token.text for token in found)


@given(texts)
def test_forms_stand_where_the_analyser_finds_them(text: str) -> None:
    expected: dict[str, list[int]] = {}
    for token in forms(" ".join(text.split()), BODY * FIELD_POSITIONS):
        expected.setdefault(token.text, []).append(token.position)

    assert {form: [*places] for form, places in tokens_of(text).forms.items()} == expected


@given(texts, texts)
def test_a_text_stands_behind_the_one_before(one: str, two: str) -> None:
    first, last = (
        tokens_of(one).forms,
        max((place for places in tokens_of(one).forms.values() for place in places), default=BODY * FIELD_POSITIONS),
    )
    moved = {
        form: [place - BODY * FIELD_POSITIONS + last + GAP for place in places]
        for form, places in tokens_of(two).forms.items()
    }
    both = {form: [*first.get(form, ()), *moved.get(form, ())] for form in {*first, *moved}}

    assert {form: [*places] for form, places in tokens_of(one, two).forms.items()} == both


@pytest.mark.parametrize(
    ("text", "form"), [("re-integratie", "reintegratie"), ("P-wet", "pwet"), ("leer-werk-plek", "leerwerkplek")]
)
def test_words_that_a_hyphen_binds_are_found_as_one(text: str, form: str) -> None:
    assert form in tokens_of(f"Een {text} nu").forms


@pytest.mark.parametrize(("times", "tokens"), [(4_095, 4_095), (4_096, 4_095), (150_000, 4_095)])
def test_the_number_of_a_word_that_keeps_coming_back_fits_in_a_posting(times: int, tokens: int) -> None:
    taken = tokens_of("fiets " * times)
    number = taken.keys[BODY][key("fiets")]
    Postings().add(taken)  # which takes four bytes for each number

    assert (number // TOKEN, number % TOKEN) == (tokens, times * UNITS)
    assert taken.length == times
