"""Why a hit stands where it stands: the reasons add up to its score, and name what was found."""

from math import isclose

import pytest

from kb.search.index import Index
from kb.search.query import search
from tests.search.asking import questions


def test_the_reasons_of_every_hit_add_up_to_its_score(index: Index) -> None:
    for asked in questions(index, 150, seed=5):
        answer = search(index, asked.text, filters=asked.filters, exact=asked.exact, explain=True)
        for hit in answer.hits:
            total = hit.coverage * sum(reason.score for reason in hit.reasons if reason.counts)
            assert isclose(total, hit.score, abs_tol=1e-9), (asked, hit.id)


@pytest.mark.parametrize(
    "question", ["detachering werkgever", '"beschut werk" OF jobcoach', "kringloopwinkelmedewerker"]
)
def test_a_reason_follows_from_what_was_found(index: Index, question: str) -> None:
    hits = search(index, question, explain=True).hits
    assert hits

    for hit in hits:
        for reason in hit.reasons:
            assert reason.tf == sum(found.weight * found.occurrences for found in reason.found)
            assert (reason.score > 0) == bool(reason.found)
            assert all(found.fields for found in reason.found)


def test_of_alternatives_one_counts(index: Index) -> None:
    for hit in search(index, "detachering OF jobcoach OF taal werk ", explain=True).hits:
        counted = [reason.word for reason in hit.reasons if reason.counts]

        assert len(counted) == 2
        assert counted[-1] == "werk"


def test_without_asking_there_are_no_reasons(index: Index) -> None:
    assert all(hit.reasons == () for hit in search(index, "werk ").hits)
