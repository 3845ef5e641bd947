"""The formulas of the ranking, against slow and obvious ones."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.search.analyser import UNITS
from kb.search.document import BODY, FIELDS
from kb.search.ranking import (
    LENGTH_CLASSES,
    RANKING,
    class_length,
    distance,
    frequency,
    holders,
    idf,
    length_class,
    norm,
    rarity,
    saturated,
    similarity,
    trigrams,
)

words = st.text(alphabet="abc", max_size=8)


def edits(a: str, b: str) -> int:
    """Edits from a to b by trying all of them: insert, delete, replace, swap neighbours."""
    if not a or not b:
        return len(a) + len(b)
    ways = [edits(a[1:], b) + 1, edits(a, b[1:]) + 1, edits(a[1:], b[1:]) + (a[0] != b[0])]
    if a[:2] == b[:2][::-1]:
        ways.append(edits(a[2:], b[2:]) + 1)
    return min(ways)


@given(st.text(alphabet="abc", max_size=6), st.text(alphabet="abc", max_size=6), st.integers(0, 3))
def test_the_distance_is_the_number_of_edits(a: str, b: str, most: int) -> None:
    assert distance(a, b, most) == min(edits(a, b), most + 1)


@given(words, words)
def test_the_distance_is_the_same_both_ways(a: str, b: str) -> None:
    assert distance(a, b, 9) == distance(b, a, 9)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("fiets", "fiets", 0),
        ("fiets", "fites", 1),
        ("fiets", "fets", 1),
        ("fiets", "fierts", 1),
        ("fiets", "fieden", 3),
    ],
)
def test_distances_worked_out_by_hand(a: str, b: str, expected: int) -> None:
    assert distance(a, b, 3) == expected


@given(st.integers(0, 5000))
def test_longer_texts_have_no_lower_class(length: int) -> None:
    assert 0 <= length_class(length) <= length_class(length + 1) < LENGTH_CLASSES


@given(st.integers(0, 1500))
def test_a_class_stands_for_about_its_length(length: int) -> None:
    assert class_length(length_class(length)) == pytest.approx(length, abs=0.1 * (length + 8))


def test_every_class_has_a_length_of_its_own() -> None:
    lengths = [class_length(number) for number in range(LENGTH_CLASSES)]

    assert lengths[0] == 0
    assert all(one < two for one, two in pairwise(lengths))
    assert [length_class(round(length)) for length in lengths[4:]] == list(range(4, LENGTH_CLASSES))


@given(st.integers(1, 5000), st.data())
def test_rare_words_weigh_more_and_none_weighs_nothing(n: int, data: st.DataObject) -> None:
    df = data.draw(st.integers(1, n))

    assert idf(n, df) > 0
    assert idf(n, df - 1) > idf(n, df)


@given(st.floats(0, 1000), st.floats(0.001, 1000))
def test_more_occurrences_count_more_but_less_and_less(tf: float, step: float) -> None:
    k1 = RANKING.k1
    first = saturated(tf + step, k1) - saturated(tf, k1)
    second = saturated(tf + 2 * step, k1) - saturated(tf + step, k1)

    assert first >= second >= 0
    assert saturated(tf, k1) < k1 + 1


def test_a_body_of_average_length_has_norm_one_and_longer_ones_more() -> None:
    for number in range(1, LENGTH_CLASSES):
        average = class_length(number)
        assert norm(number, average, 0.75) == pytest.approx(1)
        assert norm(number - 1, average, 0.75) < 1
    assert norm(5, 0.0, 0.75) == 1


def test_only_the_body_is_divided_by_its_length() -> None:
    weights = tuple(float(place + 1) for place in range(len(FIELDS)))
    for place, weight in enumerate(weights):
        row = [0] * len(FIELDS)
        row[place] = 2 * UNITS
        assert frequency(row, 4.0, weights) == pytest.approx(2 * weight / (4.0 if place == BODY else 1))


def test_there_is_a_weight_for_each_field_and_the_title_weighs_most() -> None:
    by_field = dict(zip(FIELDS, RANKING.weights, strict=True))

    assert max(by_field, key=lambda name: by_field[name]) == "title"
    assert min(by_field, key=lambda name: by_field[name]) == "extra"
    assert all(weight > 0 for weight in RANKING.weights)


def test_what_stands_in_for_a_word_never_counts_more_than_the_word() -> None:
    stand_ins = (
        RANKING.concept,
        RANKING.split,
        RANKING.beginning,
        RANKING.neighbour,
        *RANKING.typo[1:],
    )

    assert all(0 < weight < 1 for weight in stand_ins)
    assert list(RANKING.typo) == sorted(RANKING.typo, reverse=True)


def test_two_words_written_as_one_say_more_than_either() -> None:
    assert RANKING.joined > 1


@pytest.mark.parametrize(
    ("table", "found"),
    [
        ([], 0),
        ([(5, 0), (0, 25)], 2),
        ([(5, 5)], 1),
        ([(2, 0)], 0.4),
        ([(2, 2), (0, 4), (15, 0)], 2.6),
    ],
)
def test_a_key_is_as_frequent_as_practices_say_it_and_less_in_compounds(
    table: Sequence[Sequence[int]], found: float
) -> None:
    assert holders(table) == pytest.approx(found)


def test_trigrams_know_the_ends_of_a_word() -> None:
    assert trigrams("wet") == {"^we", "wet", "et$"}


@given(st.text(alphabet="abcd", min_size=1, max_size=12), st.text(alphabet="abcd", min_size=1, max_size=12))
def test_likeness_is_one_for_the_same_word_and_goes_both_ways(a: str, b: str) -> None:
    assert similarity(trigrams(a), trigrams(a)) == pytest.approx(1)
    assert similarity(trigrams(a), trigrams(b)) == similarity(trigrams(b), trigrams(a))
    assert 0 <= similarity(trigrams(a), trigrams(b)) <= 1 + 1e-9


@given(st.integers(0, 20), st.integers(0, 20), st.floats(0, 1))
def test_a_word_that_stands_in_bodies_only_says_less_the_more_bodies_there_are(
    told: int, hidden: int, less: float
) -> None:
    in_title, in_body = [[0] * len(FIELDS) for _ in range(2)]
    in_title[0] = in_body[BODY] = UNITS
    table = [in_title] * told + [in_body] * hidden

    assert rarity(50, table, less) == pytest.approx(idf(50, told + hidden) * (1 - less * hidden / (told + hidden + 1)))
