"""Lists as people write them become lists, and what is no list stays what it is."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kb.content.listing import as_lists
from kb.content.notes import Notes
from kb.content.prose import read_prose


def shown(text: str) -> str:
    """The HTML of a text, on one line."""
    sections = read_prose(text, Notes("een.md")).sections
    return "".join(section.html for section in sections).replace("\n", "")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("We deden:\n- een\n- twee", "<p>We deden:</p><ul><li>een</li><li>twee</li></ul>"),
        ("We deden:\n1. een\n2. twee", "<p>We deden:</p><ol><li>een</li><li>twee</li></ol>"),
        ("- een\n  - twee\n    - drie\n- vier",
         "<ul><li>een<ul><li>twee<ul><li>drie</li></ul></li></ul></li><li>vier</li></ul>"),
        ("1. een\n   - sub\n   - sub\n2. twee", "<ol><li>een<ul><li>sub</li><li>sub</li></ul></li><li>twee</li></ol>"),
        ("- een\n    - twee\n        - drie", "<ul><li>een<ul><li>twee<ul><li>drie</li></ul></li></ul></li></ul>"),
        ("1) een\n2) twee", "<ol><li>een</li><li>twee</li></ol>"),
        ("•\teen\n·   twee", "<ul><li>een</li><li>twee</li></ul>"),
        ("\uf0b7\teen\n\uf0a7\ttwee", "<ul><li>een</li><li>twee</li></ul>"),
        ("- een\n1. twee\n2. drie", "<ul><li>een</li></ul><ol><li>twee</li><li>drie</li></ol>"),
        ("- een\n\n  bij een\n- twee", "<ul><li><p>een</p><p>bij een</p></li><li><p>twee</p></li></ul>"),
        ("- een\n\n  bij een\n  - sub\n- twee",
         "<ul><li><p>een</p><p>bij een</p><ul><li>sub</li></ul></li><li><p>twee</p></li></ul>"),
        ("> zei zij\n- een", "<blockquote><p>zei zij</p></blockquote><ul><li>een</li></ul>"),
    ],
)  # fmt: skip
def test_a_list_is_a_list(text: str, html: str) -> None:
    assert shown(text) == html


@pytest.mark.parametrize(
    "text",
    [
        "Dat was in\n1984. Een goed jaar",
        "- een\n14. twee",
        "tekst\n\n    - code\n    1) code\n    • code",
        "Jaar | Aantal\n- | -\n2022 | 4",
        "- een\nen nog wat\n- twee",
        "een\n* * *\ntwee",
        "*een* twee\n**drie**",
        "10-12 mensen\n-5 graden",
        "- een\n\n        code\n\n- twee",
    ],
)
def test_what_is_no_list_or_is_one_already_stays(text: str) -> None:
    assert as_lists(text.split("\n")) == text.split("\n")


LINES = st.lists(st.from_regex(r"\A {0,9}(?:[-+*•] |1[.)] |7\. |[-|] ?)?(?:een|twee woorden)?\Z"))


@given(LINES)
@example(["• een", "  • een", "    1. een", "      7. een"])
@example(["• een", "  1. een", "7. een"])
def test_no_word_is_lost_and_once_is_enough(lines: list[str]) -> None:
    made = as_lists(lines)

    assert re.findall(r"\w+", "\n".join(made)) == re.findall(r"\w+", "\n".join(lines))
    assert [line.rstrip() for line in as_lists(made)] == [line.rstrip() for line in made]


@pytest.mark.parametrize(
    "text",
    [
        "– een gedachte die op een nieuwe regel begint",
        "*Een*\n*twee*",
        "**Een**\n**twee**",
        "1.500 euro\n2.500 euro",
        "- een\n- twee\n1. drie",
        "```\n-a\n-b\n```",
        "| a | b |\n|---|---|\n| c | d |",
        "ook zo\nof zo",
    ],
)
def test_what_is_a_list_or_is_not_meant_as_one_is_left_unsaid(text: str) -> None:
    notes = Notes("een.md")
    read_prose(text, notes)

    assert notes.problems == []
