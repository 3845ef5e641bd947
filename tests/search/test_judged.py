"""How good the answers are: the judged questions, with a floor for each kind. No number of the ranking is pinned here.

A floor lies a little below what was measured when it was set. When answers get better, raise it.
"""

from math import log2

import pytest

from kb.model import Corpus
from kb.search.index import Index
from tests.search.judged import judged_questions, ndcg
from tests.search.scoring import NONE, Scored, by_kind, overall, scored, table, told, weakest

FLOORS = {
    "exact": 0.95,
    "inflected": 0.90,
    "compound": 0.91,
    "typo": 0.96,
    "synonym": 0.91,
    "phrase": 0.98,
    "topical": 0.75,
    "prefix": 0.94,
    "diacritics": 0.89,
    "place": 0.98,
}
OVERALL = 0.92
WEAKEST = 12


@pytest.fixture(scope="module")
def rows(index: Index) -> list[Scored]:
    """All questions as the search answers them."""
    return scored(index, judged_questions())


def report(rows: list[Scored]) -> str:
    """The weakest questions, with what was found first and where the wanted practices stand."""
    return told(weakest(rows, WEAKEST))


@pytest.mark.parametrize("kind", FLOORS)
def test_questions_of_each_kind_are_answered_well(kind: str, rows: list[Scored]) -> None:
    of_kind = by_kind(rows)[kind]
    reached = overall(of_kind)

    assert reached >= FLOORS[kind], f"{kind}: {reached:.3f} is below {FLOORS[kind]}\n{report([*of_kind])}"


def test_questions_are_answered_well_overall(rows: list[Scored]) -> None:
    reached = overall(rows)

    assert reached >= OVERALL, f"overall: {reached:.3f} is below {OVERALL}\n{table(rows)}\n{report(rows)}"


def test_questions_without_an_answer_get_none(rows: list[Scored]) -> None:
    answered = [row for row in by_kind(rows)[NONE] if row.answer]

    assert not answered, f"nothing fits these, and something was found\n{report(answered)}"


def test_every_question_is_judged_once_and_of_a_known_kind() -> None:
    questions = judged_questions()

    assert len({each.id for each in questions}) == len(questions)
    assert {each.kind for each in questions} == {*FLOORS, NONE}
    assert all(bool(each.relevant) == (each.kind != NONE) for each in questions)
    assert {grade for each in questions for grade in each.relevant.values()} == {1, 2, 3}


def test_every_judged_practice_is_there(corpus: Corpus) -> None:
    judged = {practice for each in judged_questions() for practice in each.relevant}

    assert judged - {practice.id for practice in corpus.practices} == set()


RELEVANT = {"a": 3, "b": 2, "c": 1}
IDEAL = 7 + 3 / log2(3) + 1 / 2


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (["a", "b", "c"], 1),
        ([], 0),
        (["x", "y"], 0),
        (["c", "b", "a"], (1 + 3 / log2(3) + 7 / 2) / IDEAL),
        (["x", "a"], 7 / log2(3) / IDEAL),
        (["a", "a", "b", "c"], 1),
        ([*"qrstuvwxyz", "a"], 0),
    ],
)
def test_the_measure_itself(answer: list[str], expected: float) -> None:
    assert ndcg(answer, RELEVANT) == pytest.approx(expected)
