"""Adoptions between practices: what both sides must tell, what can't be, and the facet that follows from it."""

from collections.abc import Callable

import pytest

from kb.content.adoption import RULE
from kb.model import Corpus
from kb.problems import Outcome
from tests.content.pages import LISTS_FOLDER, page

ReadFolder = Callable[..., Outcome[Corpus]]
FACET = f"facet: true\ncomputed: {RULE}\nlabel: Toegepast\npath: toegepast\nterms: [{{id: vaker, label: Vaker}}]\n"


def adopted_by(practice: str, organisation: str = "De Brug", region: str = "twente", year: str = "2020") -> str:
    return f"[{{organisation: {organisation}, region: {region}, year: {year}, practice: {practice}}}]"


def found(outcome: Outcome[Corpus]) -> list[tuple[str, str]]:
    return [(problem.code, problem.place.path.rpartition("/")[2]) for problem in outcome.problems]


def test_an_adoption_that_both_tell_is_fine(read_folder: ReadFolder) -> None:
    files = {"een.md": page(adopted_by=adopted_by("twee")), "twee.md": page(adopted_from="een")}

    assert found(read_folder(files)) == []


@pytest.mark.parametrize(
    "files",
    [
        {"een.md": page(adopted_from="twee"), "twee.md": page(adopted_from="een")},
        {"een.md": page(adopted_by=adopted_by("twee"), adopted_from="twee"), "twee.md": page()},
        {
            "een.md": page(adopted_from="drie"),
            "twee.md": page(adopted_from="een"),
            "drie.md": page(adopted_from="twee"),
        },
    ],
    ids=["both", "one tells two things", "three"],
)
def test_a_circle_is_an_error_at_each_of_its_steps(read_folder: ReadFolder, files: dict[str, str]) -> None:
    circles = [place for code, place in found(read_folder(files)) if code == "overname-kring"]

    assert circles
    assert set(circles) == {name for name, text in files.items() if "adopted" in text}


def test_what_only_leads_to_a_circle_is_no_part_of_it(read_folder: ReadFolder) -> None:
    files = {
        "een.md": page(adopted_from="twee"),
        "twee.md": page(adopted_from="een"),
        "drie.md": page(adopted_from="een"),
    }

    assert ("overname-kring", "drie.md") not in found(read_folder(files))


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (adopted_by("twee", organisation="Anderen"), "`Anderen` nam het over, maar `twee` is van"),
        (adopted_by("twee", region="zeeland"), "De overname was in `zeeland`, maar `twee` noemt"),
        (adopted_by("twee", year="2010"), "De overname was in 2010, maar `twee` begon in 2015."),
    ],
)
def test_what_the_two_sides_say_differently_is_a_warning(read_folder: ReadFolder, told: str, said: str) -> None:
    files = {"een.md": page(adopted_by=told), "twee.md": page(adopted_from="een", period="{start: 2015}")}
    problems = read_folder(files).problems

    assert [problem.code for problem in problems] == ["overname-tegenspraak"]
    assert problems[0].message.startswith(said)
    assert problems[0].severity == "warning"


def facets(read_folder: ReadFolder, files: dict[str, str]) -> dict[str, tuple[str, ...]]:
    """The computed terms by practice."""
    lists = {f"_lists/{path.name}": path.read_text("utf-8") for path in LISTS_FOLDER.iterdir()}
    corpus = read_folder({**lists, "_lists/applied.yaml": FACET, **files}).value
    assert corpus
    return {practice.id: practice.facets.get("applied", ()) for practice in corpus.practices}


@pytest.mark.parametrize(
    "files",
    [
        {"een.md": page(adopted_by="[{organisation: Anderen, region: twente, year: 2020}]"), "los.md": page()},
        {"een.md": page(adopted_by="[{organisation: De Brug, region: zeeland, year: 2020}]"), "los.md": page()},
        {"een.md": page(adopted_from="{name: Malmö}"), "los.md": page()},
        {"een.md": page(adopted_from="twee"), "twee.md": page(), "los.md": page()},
        {"een.md": page(adopted_by=adopted_by("twee", "Anderen")), "twee.md": page(), "los.md": page()},
    ],
    ids=["another organisation", "another region", "from outside", "from one of ours", "by one of ours"],
)
def test_what_was_done_in_two_places_gets_the_computed_term(read_folder: ReadFolder, files: dict[str, str]) -> None:
    terms = facets(read_folder, files)

    assert terms.pop("los") == ()
    assert set(terms.values()) == {("vaker",)}


def test_the_same_organisation_in_the_same_region_is_one_place(read_folder: ReadFolder) -> None:
    again = "[{organisation: De Brug, region: twente, year: 2020}]"

    assert facets(read_folder, {"een.md": page(adopted_by=again)}) == {"een": ()}


def test_a_computed_facet_is_typed_by_nobody(read_folder: ReadFolder) -> None:
    lists = {f"_lists/{path.name}": path.read_text("utf-8") for path in LISTS_FOLDER.iterdir()}
    outcome = read_folder({**lists, "_lists/applied.yaml": FACET, "een.md": page(applied="vaker")})

    assert found(outcome) == [("onbekend-veld", "een.md")]


def test_a_computed_facet_has_one_term(read_folder: ReadFolder) -> None:
    lists = {f"_lists/{path.name}": path.read_text("utf-8") for path in LISTS_FOLDER.iterdir()}
    two = FACET.replace("Vaker}]", "Vaker}, {id: nooit, label: Nooit}]")

    assert found(read_folder({**lists, "_lists/applied.yaml": two, "een.md": page()})) == [("vorm", "applied.yaml")]
