"""What a fuzzer found, and what led it there: each input is answered, at once, without a traceback."""

import pytest

from kb.model import Lists
from kb.problems import Place, Problem
from tests.torture.doors import DOORS, FoundError, answered, corpus, little_lists, safe, tried

SECONDS = 3.0
"""A machine that runs other things too takes longer than the second that we promise."""


@pytest.fixture(scope="module")
def lists() -> Lists:
    """The lists by which the doors read."""
    return little_lists()


@pytest.mark.parametrize("door", DOORS)
def test_what_was_found_is_answered(door: str, lists: Lists) -> None:
    for data in corpus(door):
        try:
            took = tried(door, data, lists)
        except Exception as trouble:
            trouble.add_note(f"{door}: {data!r}")
            raise
        assert took < SECONDS, data


@pytest.mark.parametrize(
    ("problem", "told"),
    [
        (Problem(Place("x", 1, 1), "yaml", "Zo niet.", ""), "without words or cure"),
        (Problem(Place("x", 1, 1), "weet-niet", "Zo niet.", "Zo wel."), "without words or cure"),
        (Problem(Place("x", 3, 1), "yaml", "Zo niet.", "Zo wel."), "without place"),
        (Problem(Place("x", 2, 6), "yaml", "Zo niet.", "Zo wel."), "beside its line"),
    ],
)
def test_a_wrong_answer_is_seen(problem: Problem, told: str) -> None:
    """Without this the test above could look away."""
    with pytest.raises(FoundError, match=told):
        answered((problem,), b"een\ntwee", silent=False)


@pytest.mark.parametrize(
    "html",
    [
        "<script>x</script>",
        "<p onclick=x>",
        '<a href="java\tscript:x">',
        "<p style=x>",
        "<p id=t-a><p id=t-a>",
        "<p id=zoek>",
    ],
)
def test_unsafe_html_is_seen(html: str) -> None:
    with pytest.raises(FoundError):
        safe([html], [])
