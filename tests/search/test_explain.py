"""Why a hit stands where it stands: the reasons add up to its score, and name what was found."""

from dataclasses import replace
from math import isclose
from typing import Any

import pytest
from msgspec import to_builtins

from kb.search.document import FIELDS
from kb.search.explain import Reason
from kb.search.index import Index
from kb.search.query import search
from tests.search.asking import questions
from tests.search.browser import Asked, Browser


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


def test_the_browser_gives_the_same_reasons(index: Index, browser_search: Browser) -> None:
    asked = [replace(each, sort="relevantie", limit=10) for each in questions(index, 120, seed=17)]
    asked += [
        Asked(text, limit=5) for text in ('"beschut werk" OF jobcoach', "kringloopwinkelmedewerker", "hoe goede taal")
    ]
    compared = 0
    for question, browser in zip(asked, browser_search.reasons(asked), strict=True):
        answer = search(index, question.text, filters=question.filters, limit=10, exact=question.exact, explain=True)
        for hit, other in zip(answer.hits[: question.limit], browser, strict=True):
            assert hit.id == other["id"]
            assert hit.coverage == pytest.approx(other["coverage"], abs=1e-9)
            assert [as_browser(reason) for reason in hit.reasons] == [rounded(reason) for reason in other["reasons"]]
            compared += len(hit.reasons)

    assert compared > 300


def as_browser(reason: Reason) -> Any:  # noqa: ANN401 - JSON
    """A reason as the browser has it: fields by their place."""
    plain = to_builtins(reason)
    return rounded(
        {**plain, "found": [{**f, "fields": [FIELDS.index(n) for n in f["fields"]]} for f in plain["found"]]}
    )


def rounded(value: Any) -> Any:  # noqa: ANN401 - JSON
    """The same with floats that may differ in their last digits cut."""
    if isinstance(value, dict):
        return {name: rounded(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [rounded(each) for each in value]
    return round(value, 7) if isinstance(value, float | int) and not isinstance(value, bool) else value
