"""`kb new`: what an editor begins with is a file that is accepted once it is filled in."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.content.fields import FIELDS
from kb.content.lists import read_lists
from kb.content.practice import read_practice
from kb.content.skeleton import skeleton
from kb.content.source import without_hidden
from kb.model import SECTIONS, Lists, Organisation, WholePractice
from kb.problems import Outcome

Read = Callable[..., Outcome[WholePractice]]
TODAY = date(2026, 3, 1)
FILLED = {
    "summary": "Mensen zaten thuis. Nu doen zij klussen voor hun buren, en twintig van hen hebben werk.",
    "theme": "taal",
    "target_group": "wsw",
    "status": "lopend",
    "organisation": "De Brug",
    "sources": "[{title: Jaarverslag}]",
}


def filled_in(text: str) -> str:
    for key, value in FILLED.items():
        text = text.replace(f"\n{key}:\n", f"\n{key}: {value}\n")
    return text


def test_what_is_left_to_fill_in_is_named(lists: Lists, read: Read) -> None:
    problems = read(skeleton("Werken in de buurt", lists, {"region": ["Twente"]}, TODAY)).problems

    assert {problem.code for problem in problems} == {"ontbreekt", "lege-sectie"}
    assert [problem.message.split("`")[1] for problem in problems if problem.code == "ontbreekt"] == list(FILLED)


def test_the_hash_marks_below_a_required_field_can_be_taken_away(lists: Lists, read: Read) -> None:
    text = skeleton("Werken in de buurt", lists, {"region": ["twente"]}, TODAY)
    opened = re.sub(r"^# (?=  (- )?(title|url|publisher|date):)", "", text.partition("# Wat nu")[0], flags=re.MULTILINE)
    problems = read(f"{opened}---\n").problems

    assert re.search(r"\nsources:\n# Haal .+\n  - title: ", opened)
    assert [problem for problem in problems if "sources" in problem.message or problem.code == "dubbel-veld"] == []


def test_filled_in_it_is_accepted(lists: Lists, read: Read) -> None:
    text = skeleton("Werken in de buurt", lists, {"region": ["Twente"], "sector": ["groen"]}, TODAY)
    outcome = read(filled_in(text).replace("<!--", "").replace("-->", ""))

    assert outcome.problems == ()
    assert outcome.value is not None
    assert outcome.value.added == TODAY
    assert outcome.value.facets["region"] == ("twente",)
    assert outcome.value.facets["sector"] == ("groen",)
    assert tuple(section.heading for section in outcome.value.sections) == SECTIONS


def test_every_example_is_a_good_one(root: Path) -> None:
    """With all optional fields opened, the examples stand in the lists of the project and give no errors."""
    lists = read_lists(root / "practices" / "_lists", "_lists").value
    assert lists is not None
    required, _, optional = filled_in(skeleton("Werken", lists, {"region": ["twente"]}, TODAY)).partition("# Wat nu")
    keys = "|".join(field.key for field in FIELDS)
    opened = re.sub(rf"^# (?=({keys}):|  [ -]*\w+:)", "", optional, flags=re.MULTILINE)
    outcome = read_practice(f"{required}# Wat nu{opened}".encode(), "een.md", lists)

    assert {problem.code for problem in outcome.problems} == {"lege-sectie", "gemeente-regio"}
    assert outcome.value is not None
    assert outcome.value.draft
    assert all(getattr(outcome.value, name) for name in ("cost", "contact", "image", "adopted_by", "evidence"))


def test_a_name_can_have_more_beside_it(lists: Lists, read: Read) -> None:
    """The line that shows how is a good value."""
    text = filled_in(skeleton("Werken", lists, {"region": ["twente"]}, TODAY))
    shown = dict(re.findall(r"# Met meer dan de naam: (.+)\n(?:# Bij type .+\n)?(?:# )?(\w+):", text))
    outcome = read(text.replace("organisation: De Brug", f"organisation: {next(iter(shown))}"))

    assert list(shown.values()) == ["organisation", "partners", "adopted_from"]
    assert outcome.value is not None
    assert outcome.value.organisations == (
        Organisation("Werkbedrijf De Brug", "sw-bedrijf", "https://www.voorbeeld.nl"),
    )


@pytest.mark.parametrize("word", ["zeeland", "ZEELAND", "Zeeuwse Stromen"])
def test_facets_that_were_given_become_ids(lists: Lists, word: str) -> None:
    assert "\nregion: [twente, zeeland]\n" in skeleton("Werken", lists, {"region": ["twente", word]}, TODAY)


@given(title=st.text())
def test_no_title_can_break_the_file(lists: Lists, read: Read, title: str) -> None:
    text = filled_in(skeleton(title, lists, {"region": ["twente", "x: [{"]}, TODAY))
    problems = read(text).problems
    expected = " ".join(without_hidden(title.replace("\x85", " ")).split())
    codes = {problem.code for problem in problems if problem.severity == "error"}

    assert codes == {"onbekende-term"} | (set() if expected else {"ontbreekt"})
