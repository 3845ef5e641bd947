"""Compounds are taken apart, words that only look like them stay whole, and editors have the last word."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.model import WordRules
from kb.search.analyser import PART_UNITS, UNITS, Analyser, analyser
from kb.search.compounds import SHORTEST, Splitter, known_parts
from kb.search.dutch import fold, key
from kb.search.tables import NO_PARTS
from tests.search.make import lists

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "tests" / "data"
PARTS = ROOT / "kb" / "search" / "parts.txt"
OPEN_TAAL = Path("/usr/share/dict/dutch")
COMPOUNDS = [line.split() for line in (DATA / "compounds.txt").read_text("utf-8").splitlines()]
WHOLE = (DATA / "not-compounds.txt").read_text("utf-8").split()


def units(text: str, using: Analyser | None = None) -> dict[str, int]:
    """What a text adds to each key."""
    found: dict[str, int] = {}
    for token in (using or Analyser()).keys(text):
        found[token.text] = found.get(token.text, 0) + token.units
    return found


@pytest.mark.parametrize(("word", "parts"), [(word, parts) for word, *parts in COMPOUNDS])
def test_a_compound_is_found_by_its_parts(word: str, parts: list[str]) -> None:
    assert {key(fold(part)) for part in parts} <= units(word).keys()


@pytest.mark.parametrize("word", WHOLE)
def test_a_word_that_is_no_compound_stays_whole(word: str) -> None:
    assert Splitter().parts(word) == ()


def test_the_parts_of_parts_are_deeper() -> None:
    assert Splitter().parts("loonkostensubsidie") == (("loonkosten", 1), ("subsidie", 1), ("loon", 2), ("kosten", 2))


def test_of_three_parts_two_may_be_a_word_too() -> None:
    parts = Splitter().parts("participatieketenpartner")

    assert {part for part, depth in parts if depth == 1} == {
        *("participatie", "keten", "partner"),
        *("participatieketen", "ketenpartner"),
    }


def test_a_part_counts_less_than_the_word_and_a_part_of_a_part_less_again() -> None:
    counted = units("loonkostensubsidie")

    whole, part, deeper = (counted[key(word)] for word in ("loonkostensubsidie", "subsidie", "loon"))
    assert (whole, part, deeper) == (UNITS, PART_UNITS[1], PART_UNITS[2])
    assert whole > part > deeper > 0


def test_words_that_editors_keep_are_not_taken_apart() -> None:
    assert Splitter().parts("vuurwerk")
    assert Splitter(keep=frozenset({"vuurwerk"})).parts("vuurwerk") == ()
    assert Splitter(keep=frozenset({"vuurwerk"})).parts("vuurwerkproject") == (("vuurwerk", 1), ("project", 1))


def test_editors_say_how_a_word_is_taken_apart() -> None:
    rules = {
        "zonnepanelen": ("zon", "paneel"),
        "zonnepanelenpark": ("zon", "paneel", "park"),
        "jobhub": ("job", "hub"),
        "vuurwerk": ("vuur", "werk"),
    }

    splitter = Splitter(keep=frozenset(rules), rules=rules)

    assert splitter.parts("zonnepanelen") == (("zon", 1), ("paneel", 1))
    assert splitter.parts("zonnepanelenpark") == (("zon", 1), ("paneel", 1), ("park", 1))
    assert len("jobhub") < SHORTEST
    assert splitter.parts("jobhub") == (("job", 1), ("hub", 1))
    assert splitter.parts("vuurwerk") == (("vuur", 1), ("werk", 1))


def test_what_editors_write_is_folded() -> None:
    rules = WordRules(("Geïnd",), {"Cliëntenhub": ("Cliënten", "Hub")})

    splitter = analyser(lists(words=rules)).splitter

    assert splitter.parts("clientenhub") == (("clienten", 1), ("hub", 1))
    assert "geind" in splitter.keep


@given(st.lists(st.sampled_from(sorted(known_parts())[::40]), min_size=1, max_size=3), st.sampled_from(["", "s", "en"]))
def test_parts_stand_in_the_word_and_there_is_never_just_one(words: list[str], link: str) -> None:
    word = link.join(words)
    parts = [part for part, _ in Splitter().parts(word)]

    assert len(parts) != 1
    assert all(part in word and part != word for part in parts)
    assert word.startswith(tuple(parts[:1]) or word)
    assert not {*parts} & NO_PARTS


def test_the_list_of_parts_is_sorted_and_has_each_word_once() -> None:
    lines = PARTS.read_text("utf-8").splitlines()

    assert lines == sorted({*lines})
    assert all(line == fold(line) and line.isascii() and line.isalpha() for line in lines)


@pytest.mark.skipif(not OPEN_TAAL.exists(), reason="Debian's package wdutch is not here")
def test_the_list_of_parts_is_what_its_maker_makes() -> None:
    maker = ROOT / "tests" / "tools" / "make_parts.py"
    made = subprocess.run([sys.executable, maker, OPEN_TAAL], capture_output=True, check=True)

    assert made.stdout == PARTS.read_bytes()
