"""What there is to do: told when it is, not before, and as a page of the site."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from kb import buildoptions, pipeline, upkeep
from kb.editing.links import Link as Known
from kb.editing.links import keep
from kb.editing.todo import FEW, as_text, link_tasks, tasks, word_tasks
from kb.model import Corpus, Facet, GlossaryEntry, Level, Lists, Term, WholePractice
from tests.corpora import collected, texts_of
from tests.editing.make import practice
from tests.little import write_content

DAY = date(2026, 11, 22)
LISTS = Lists(
    (
        Facet("theme", "Thema", "Thema's", "thema", (Term("werk", "Werk"), Term("taal", "Taal"))),
        Facet("status", "Stand", "Standen", "stand", (Term("lopend", "Lopend"), Term("gestopt", "Gestopt"))),
    )
)
WORK = {"theme": ("werk",), "status": ("lopend",)}


def corpus(*practices: WholePractice) -> Corpus:
    return collected(practices, LISTS)


def told(found: Corpus, today: date = DAY) -> dict[str, list[str]]:
    """The cases by the title of their task."""
    return {
        task.title: [f"{case.text}: {case.note}" for case in task.cases]
        for task in tasks(found.practices, found.lists, today)
    }


@pytest.mark.parametrize(
    ("values", "due"),
    [
        ({"reviewed": date(2024, 10, 31)}, ["een: sinds 1 oktober 2026"]),
        ({"reviewed": date(2024, 11, 30)}, ["een: sinds 1 november 2026"]),
        ({"reviewed": date(2024, 12, 1)}, []),
        ({"added": date(2024, 1, 1), "reviewed": date(2026, 1, 1)}, []),
        ({"added": date(2024, 1, 1)}, ["een: sinds 1 januari 2026"]),
        ({"added": date(2026, 1, 1), "review_months": 3}, ["een: sinds 1 april 2026"]),
        ({"added": date(2024, 1, 1), "replaced_by": "twee"}, []),
        ({}, []),
    ],
)
def test_what_is_due_is_told(values: dict[str, Any], due: list[str]) -> None:
    found = told(corpus(practice("een", facets=WORK, **values)))

    assert found.get("Opnieuw nakijken", []) == due


def test_on_the_day_itself_nothing_is_due_yet() -> None:
    found = corpus(practice("een", facets=WORK, reviewed=date(2024, 11, 30)))

    assert "Opnieuw nakijken" not in told(found, date(2026, 11, 1))
    assert "Opnieuw nakijken" in told(found, date(2026, 11, 2))


def test_what_is_nearly_there_is_told_nearest_first() -> None:
    def level(number: int, *missing: str) -> Level:
        return Level(number, "x", (), missing)

    found = told(
        corpus(
            practice("twee", facets=WORK, level=level(1, "Schrijf a.", "Schrijf b.")),
            practice("drie", facets=WORK, level=level(1, "a", "b", "c")),
            practice("een", facets=WORK, level=level(1, "Schrijf a.")),
            practice("top", facets=WORK, level=level(5)),
            practice("weg", facets=WORK, level=level(1, "a"), replaced_by="een"),
        )
    )

    assert found["Bijna een stap verder"] == ["een: Schrijf a.", "twee: Schrijf a. Schrijf b."]


def test_terms_that_nobody_or_nearly_everybody_uses_are_told() -> None:
    full = corpus(*(practice(f"p{number}", facets=WORK) for number in range(FEW + 1)))

    assert told(full) == {
        "Termen die niemand gebruikt": ["Taal: Thema"],
        "Termen die erg vol zijn": [f"Werk: Thema, {FEW + 1} praktijken"],
    }
    assert "Termen die erg vol zijn" not in told(corpus(*texts_of(full)[1:]))


def test_frequent_words_are_told_unless_a_list_has_them() -> None:
    text = "De jobcoaching en de proefplaatsing, een proefplaatsing, en proefplaatsingen. Korte woorden vallen af."
    text += " Verschillende onderdelen en initiatieven ook. Een loonwaarde en een bouwhoek."  # ten letters, and nine
    many = corpus(practice("een", text, facets=WORK), practice("twee", text, facets=WORK))

    (task,) = word_tasks(many)
    assert [(case.text, case.note) for case in task.cases] == [
        ("jobcoaching", "2 praktijken, zoals een.md"),
        ("loonwaarde", "2 praktijken, zoals een.md"),
        ("proefplaatsing", "2 praktijken, zoals een.md"),
    ]
    lists = replace(LISTS, glossary=(GlossaryEntry("Proefplaatsingen", "x"),))
    (task,) = word_tasks(replace(many, lists=lists))
    assert [case.text for case in task.cases] == ["jobcoaching", "loonwaarde"]
    assert word_tasks(corpus(practice("een", text, facets=WORK))) == ()


def test_what_other_sites_answered_is_told_from_memory() -> None:
    known = {f"https://{state}.nl/": Known(state, "2026-11-01") for state in ("goed", "dood", "stil", "verhuisd")}
    used = [(address, name) for address in (*known, "https://onbekend.nl/") for name in ("een.md", "twee.md", "een.md")]

    (task,) = link_tasks(used, known)

    assert [f"{case.text} {case.note}" for case in task.cases] == [
        "https://dood.nl/ is er niet meer; in een.md, twee.md",
        "https://stil.nl/ doet het niet; in een.md, twee.md",
        "https://verhuisd.nl/ is verhuisd; in een.md, twee.md",
    ]
    assert link_tasks([("https://goed.nl/", "een.md")], known) == ()


def test_nothing_to_do_is_said_too() -> None:
    assert as_text((), Path("praktijken")) == "Er is niets te doen."


def test_the_text_names_the_file_and_says_once_what_is_missing() -> None:
    level = Level(1, "x", (), ("Schrijf a.",))
    three = corpus(
        practice("een", facets=WORK, level=level, added=date(2024, 1, 1)),
        practice("twee", facets=WORK, level=level),
        practice("drie", facets=WORK, level=replace(level, missing=("Schrijf b.",))),
    )
    found = tasks(three.practices, three.lists, DAY)

    lines = as_text(found, Path("praktijken")).split("\n")

    assert "  - praktijken/een.md: een (sinds 1 januari 2026)" in lines
    start = lines.index("  Schrijf a. (2)")
    assert lines[start:][:6] == [
        "  Schrijf a. (2)",
        "  - praktijken/een.md: een",
        "  - praktijken/twee.md: twee",
        "",
        "  Schrijf b. (1)",
        "  - praktijken/drie.md: drie",
    ]


def test_the_command_knows_what_the_links_answered(tmp_path: Path) -> None:
    content = write_content(tmp_path)
    path = content / "was-doen.md"
    path.write_text(path.read_text().replace("  - title: Jaarverslag", "  - title: J\n    url: https://a.nl/x#deel"))
    keep(tmp_path, {"https://a.nl/x": Known("dood", "2026-11-01")})

    found = upkeep.todo(content, DAY, tmp_path)

    said = as_text(found, content)
    assert "https://a.nl/x (is er niet meer; in was-doen.md)" in said
    assert "Opnieuw nakijken (3)" in said


def test_it_is_a_page_that_the_page_for_contributors_leads_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_content(tmp_path)

    pipeline.build(buildoptions.Options(today=DAY, jobs=1, base_url="https://a.nl/"))

    page = (tmp_path / "site/te-doen.html").read_text()
    assert '<meta name="robots" content="noindex' in page
    assert 'href="praktijken/was-doen.html"' in page
    assert 'href="te-doen.html">Te doen</a>' in (tmp_path / "site/bijdragen.html").read_text()
    assert "te-doen" not in (tmp_path / "site/sitemap.xml").read_text()
