"""Which passage shows the words of a question, and where they stand in it."""

from hypothesis import given
from hypothesis import strategies as st

from kb.search.dutch import key
from kb.search.excerpt import LETTERS, passage

PASSAGES = (
    "Dit gaat over iets anders.",
    "De jobcoach komt langs.",
    "Een jobcoach begeleidt mensen; jobcoaches werken samen met de werkgever.",
)


def keys(*words: str) -> frozenset[str]:
    return frozenset(key(word) for word in words)


def test_the_paragraph_with_most_different_words_is_shown() -> None:
    found = passage(PASSAGES, keys("jobcoach", "begeleiding"))

    assert found is not None
    assert found.text == PASSAGES[2]
    assert [found.text[start:end] for start, end in found.marks] == ["jobcoach", "begeleidt", "jobcoaches"]


def test_of_equals_the_first_is_shown() -> None:
    found = passage(PASSAGES, keys("jobcoach"))

    assert found is not None
    assert found.text == PASSAGES[1]


def test_unfinished_words_are_shown_too() -> None:
    found = passage(PASSAGES, frozenset(), ("werkg",))

    assert found is not None
    assert [found.text[start:end] for start, end in found.marks] == ["werkgever"]


def test_nothing_is_shown_where_no_word_stands() -> None:
    assert passage(PASSAGES, keys("fiets")) is None
    assert passage((), keys("fiets")) is None
    assert passage(PASSAGES, frozenset()) is None


def test_forms_of_one_word_count_once() -> None:
    found = passage(("foto en foto’s en foto's", "foto van een fiets"), keys("foto", "fiets"))

    assert found is not None
    assert found.text == "foto van een fiets"


def test_a_long_paragraph_is_cut_around_its_first_mark() -> None:
    long = "woord " * 200 + "jobcoach " + "woord " * 200

    found = passage((long,), keys("jobcoach"))

    assert found is not None
    assert found.text.startswith("… woord")
    assert found.text.endswith("woord …")
    assert [found.text[start:end] for start, end in found.marks] == ["jobcoach"]


@given(st.lists(st.sampled_from(["jobcoach", "de", "x" * 30, "fiets", "en", "y" * 300]), min_size=1, max_size=150))
def test_what_is_cut_stays_within_bounds_and_keeps_its_marks_right(row: list[str]) -> None:
    text = " ".join(row)
    found = passage((text,), keys("jobcoach"))
    if found is None:
        assert "jobcoach" not in row
        return

    bare = found.text.removeprefix("… ").removesuffix(" …")
    assert bare in text
    assert all(found.text[start:end] == "jobcoach" for start, end in found.marks)
    assert found.marks or max(map(len, row)) > LETTERS
    if max(map(len, row)) < LETTERS // 4:
        assert len(bare) <= LETTERS
        assert all(f" {word} " in f" {text} " for word in bare.split())
