"""Synonyms: who asks one word of a group finds the others; in a one-way group only in that direction."""

import time
from collections.abc import Iterable

import pytest

from kb.model import SynonymGroup
from kb.search.concepts import MARK, concepts, found, pattern
from kb.search.dutch import words
from kb.search.query import Answer, search
from tests.search.make import corpus_of, index_of, lists, practice

GROUPS = (
    SynonymGroup(("SROI", "social return", "social return on investment")),
    SynonymGroup(("uitlenen", "inlenen"), to=("detachering",)),
    SynonymGroup(("school voor speciaal onderwijs", "VSO")),
    SynonymGroup(("leer-werkbedrijf", "leerwerkbedrijf")),
)
PRACTICES = {
    "sroi": "De gemeente vraagt SROI van bedrijven",
    "return": "De gemeente vraagt social return van bedrijven",
    "detachering": "Wij kozen voor detachering bij een bedrijf",
    "uitlenen": "Wij gaan fietsen uitlenen aan buren",
    "vso": "Leerlingen van het VSO leren hier",
    "school": "Leerlingen van de scholen met speciaal onderwijs leren hier",
    "niets": "Wij doen iets anders",
}


def ask(text: str, *, exact: bool = False) -> Answer:
    corpus = corpus_of(*(practice(name, body) for name, body in PRACTICES.items()), words=lists(GROUPS))
    with index_of(corpus) as index:
        return search(index, text, exact=exact)


def ids(answer: Answer) -> set[str]:
    return {hit.id for hit in answer.hits}


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("sroi ", {"sroi", "return"}),
        ("social return", {"sroi", "return"}),
        ("vso ", {"vso", "school"}),
        ("school voor speciaal onderwijs", {"vso", "school"}),
        ("scholen speciaal onderwijs", {"vso", "school"}),
        ("uitlenen", {"uitlenen", "detachering"}),
        ("uitgeleend", {"uitlenen", "detachering"}),
        ("detachering", {"detachering"}),
    ],
)
def test_a_word_finds_its_equals_and_a_one_way_group_goes_one_way(question: str, expected: set[str]) -> None:
    assert ids(ask(question)) == expected


def test_synonyms_are_said() -> None:
    (note,) = ask("sroi ").widened

    assert (note.word, note.kind) == ("sroi", "synoniem")
    assert note.also == ("social return", "social return on investment")


def test_who_wants_only_the_own_words_gets_no_synonyms() -> None:
    assert ids(ask("sroi ", exact=True)) == {"sroi"}


def test_a_word_that_stands_there_comes_before_its_synonym() -> None:
    assert ask("sroi ").hits[0].id == "sroi"


def test_half_of_a_name_is_not_the_name() -> None:
    assert "sroi" not in ids(ask("social "))


def test_a_name_that_nobody_says_gives_nothing_and_nothing_is_said_of_it() -> None:
    corpus = corpus_of(practice("sroi", "SROI"), words=lists((SynonymGroup(("xbrand", "ybrand")),)))
    with index_of(corpus) as index:
        answer = search(index, "xbrand ")

    assert answer.total == 0
    assert [note.kind for note in answer.widened] == []
    assert answer.unknown == ("xbrand",)


def spots(text: str, groups: Iterable[SynonymGroup]) -> list[tuple[int, int]]:
    """Where concepts stand in a text: first word, number of words."""
    return [(start, count) for start, count, _ in found(tuple(words(text)), concepts(groups).said)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("het VSO", [(1, 1)]),
        ("een school voor speciaal onderwijs hier", [(1, 4)]),
        ("scholen met speciaal onderwijs", [(0, 4)]),
        ("school speciaal onderwijs", []),
        ("school voor onderwijs", []),
        ("school voor speciaal", []),
    ],
)
def test_a_group_of_words_stands_in_a_row_with_any_word_in_the_place_of_a_stop_word(
    text: str, expected: list[tuple[int, int]]
) -> None:
    assert spots(text, [GROUPS[2]]) == expected


def test_a_hyphenated_synonym_and_the_word_in_one_are_one_thing() -> None:
    assert spots("leer-werkbedrijf en leerwerkbedrijven", [GROUPS[3]]) == [(0, 2), (3, 1)]


def test_stop_words_at_the_ends_do_not_count() -> None:
    assert pattern("van de wet voor") == ("wet",)
    assert pattern("voor de") == ()


def test_every_group_has_a_name_of_its_own_that_is_no_word() -> None:
    groups = (
        SynonymGroup(("vso", "speciaal onderwijs")),
        SynonymGroup(("vso", "verbond")),
        SynonymGroup(("a",), to=("vso",)),
        SynonymGroup(("b",), to=("vso",)),
        SynonymGroup(("mbo 1",)),
        SynonymGroup(("mbo 2",)),
        SynonymGroup(("mbo",)),
    )
    names = concepts(groups).words

    assert sorted(names.values()) == sorted({group.to or group.words for group in groups})
    assert all(name.startswith(MARK) and list(words(name)) for name in names)


def test_a_group_without_words_gives_nothing() -> None:
    made = concepts([SynonymGroup(("de", "een"))])

    assert (made.said, made.asked) == ({}, {})


def test_a_word_in_very_many_groups_takes_no_square_of_them() -> None:
    begin = time.process_time()
    made = concepts([SynonymGroup(("taal", f"bb{number}")) for number in range(20_000)])

    assert len(made.said["taal"]) == 20_000
    assert time.process_time() - begin < 4  # one second here; looking through a list each time took nine
