"""The lists: facets without a change in code, their order, and what the other lists hold."""

from pathlib import Path
from shutil import copytree

import pytest

from kb.content.lists import read_lists
from kb.content.practice import read_practice
from kb.content.words import likely, nearest
from kb.model import GlossaryEntry, KnownOrganisation, Lists, Municipality, SynonymGroup, Term
from tests.content.pages import LISTS_FOLDER, page


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the little lists, to change."""
    return Path(copytree(LISTS_FOLDER, tmp_path / "_lists"))


def test_a_new_file_is_a_new_facet(folder: Path) -> None:
    facet = "facet: true\nlabel: Kleur\npath: kleur\nterms:\n  - {id: rood, label: Rood}\n"
    (folder / "colour.yaml").write_text(facet, "utf-8")
    lists = read_lists(folder, "_lists").value
    assert lists is not None
    outcome = read_practice(page(colour="[ROOD]").encode(), "een.md", lists)

    assert lists.facet("colour").plural == "Kleur"
    assert outcome.ok
    assert outcome.value is not None
    assert outcome.value.facets["colour"] == ("rood",)


def test_facets_stand_in_the_order_of_the_pages(folder: Path, lists: Lists) -> None:
    base = ["region", "theme", "target_group", "status"]
    assert [facet.name for facet in lists.facets] == [*base, "sector"]

    for name, order in (("beta", ""), ("alfa", ""), ("voorop", "order: 1\n")):
        text = f"facet: true\n{order}label: X\npath: map-{name}\nterms:\n  - {{id: a, label: A}}\n"
        (folder / f"{name}.yaml").write_text(text, "utf-8")
    changed = read_lists(folder, "_lists").value

    assert changed is not None
    assert [facet.name for facet in changed.facets] == ["region", "voorop", *base[1:], "alfa", "beta", "sector"]


def test_a_term_of_region_has_its_places(lists: Lists) -> None:
    assert lists.facet("region").term("twente") == Term(
        "twente",
        "Twente",
        "Het oosten van Overijssel.",
        provinces=("Overijssel",),
        municipalities=(Municipality("Enschede"), Municipality("Hof van Twente", ("Goor", "Markelo", "Ambt"))),
        tile=(7, 3),
    )


def test_the_other_lists(lists: Lists) -> None:
    assert lists.synonyms == (
        SynonymGroup(("jobcoach", "werkcoach")),
        SynonymGroup(("WSP",), ("werkgeversservicepunt",)),
    )
    assert [bool(group.to) for group in lists.synonyms] == [False, True]
    assert lists.glossary[0].word == "Wsw"
    assert isinstance(lists.glossary[0], GlossaryEntry)
    assert lists.words.keep == ("werkplaats",)
    assert lists.words.split == {"jobcoachtraject": ("jobcoach", "traject")}
    assert lists.preconditions == (Term("vaste-begeleiding", "Een vaste begeleider"),)
    assert lists.organisations[0] == KnownOrganisation(
        "Werkbedrijf De Brug",
        ("De Brug", "WB De Brug"),
        "sw-bedrijf",
        "https://www.voorbeeld.nl",
        "Enschede",
        "twente",
    )


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    outcome = read_lists(tmp_path / "weg", "practices/_lists")

    assert outcome.value is None
    assert [str(problem.place) for problem in outcome.problems] == ["practices/_lists:1:1"]


@pytest.mark.parametrize("name", ["title", "sort", "limit", "json", "synonyms2", "content", "no_cache"])
def test_a_facet_has_a_name_of_its_own(folder: Path, name: str) -> None:
    text = f"facet: true\nlabel: X\npath: map-{name.replace('_', '-')}\nterms:\n  - {{id: a, label: A}}\n"
    (folder / f"{name}.yaml").write_text(text, "utf-8")
    codes = [problem.code for problem in read_lists(folder, "_lists").problems]

    assert codes == ([] if name == "synonyms2" else ["lijst-naam"])


def test_two_regions_do_not_share_a_municipality_or_a_tile(folder: Path) -> None:
    region = folder / "region.yaml"
    term = "  - {id: nieuw, label: Nieuw, tile: [7, 3], municipalities: [enschede, Vlissingen]}\n"
    region.write_text(region.read_text("utf-8").replace("Vlissingen\n", "Vlissingen\n" + term), "utf-8")
    messages = [problem.message for problem in read_lists(folder, "_lists").problems]

    assert any("[7, 3]" in message for message in messages)
    assert any("Vlissingen" in message for message in messages)
    assert any("Enschede" in message or "enschede" in message for message in messages)


def test_what_can_be_read_of_a_list_is_judged_where_the_rest_can_not(folder: Path) -> None:
    text = (
        "label: 'Kleur' en vorm\nfacet: ach\nterms:\n  - id: rood: 1\n  - id: Groen!\n    label: Groen\n  - id: blauw\n"
    )
    (folder / "colour.yaml").write_text(text, "utf-8")
    problems = read_lists(folder, "_lists").problems

    told = [(problem.place.line, problem.code) for problem in problems]
    assert told == [(1, "ontbreekt"), (1, "yaml"), (2, "ja-nee"), (4, "yaml"), (5, "vorm"), (7, "ontbreekt")]
    assert "`path`" in problems[0].message


@pytest.mark.parametrize(
    ("word", "found"),
    [("twnte", "Twente"), ("ENSCHEDÉ", "Enschede"), ("iets anders", None), ("", None), ("x" * 10_000, None)],
)
def test_the_nearest_word(word: str, found: str | None) -> None:
    assert nearest(word, ["Twente", "Enschede", "Zeeland"]) == found


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("mensen met een arbeidsbeprking", "Mensen met een arbeidsbeperking"),
        ("mensen met een uitkering", None),
        ("mense met een arbeidsbeperking", "Mensen met een arbeidsbeperking"),
    ],
)
def test_words_that_both_begin_with_make_nothing_alike(word: str, found: str | None) -> None:
    assert nearest(word, ["Mensen met een arbeidsbeperking", "Jongeren"]) == found


NAMES = {
    "groen-en-wijk": "groen-en-wijk",
    "Groen, schoonmaak en wijk": "groen-en-wijk",
    "Noord-Limburg": "a",
    "Noord-Holland": "b",
}


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("groen", "groen-en-wijk"),
        ("Groén", "groen-en-wijk"),
        ("Nord-Limburg", "a"),
        ("groe", None),
        ("noord", None),
        ("", None),
    ],
)
def test_what_a_word_most_likely_means(word: str, found: str | None) -> None:
    assert likely(word, NAMES) == found


def test_a_word_that_is_too_short_begins_nothing() -> None:
    assert likely("de", {"De Brug en de rest van een lange naam": "x"}) is None
