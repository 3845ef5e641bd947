"""A filled-in form becomes a practice, or an answer that helps; what is hostile in it stays text."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb.cli import main
from kb.content.fields import FIELDS
from kb.content.practice import read_practice
from kb.editing.answers import chosen, is_form, split_answers
from kb.editing.form import FORM
from kb.editing.issue import MAX_EVENT, take_in
from kb.editing.questions import questions
from kb.editing.sources import record_of
from kb.editing.writing import Value, below_heading, practice_text
from kb.model import SECTIONS, Lists, WholePractice
from kb.problems import KbError
from tests.editing.conftest import EVENTS, GOOD, TODAY, Take, body, event

SOURCES = next(field.of for field in FIELDS if field.key == "sources")


def files(content: Path) -> set[str]:
    return {path.relative_to(content.parent).as_posix() for path in content.parent.rglob("*") if path.is_file()}


def practice(path: Path, lists: Lists) -> WholePractice:
    outcome = read_practice(path.read_bytes(), path.name, lists)
    assert outcome.value is not None, outcome.problems
    return outcome.value


def recorded(name: str) -> bytes:
    return (EVENTS / f"{name}.json").read_bytes()


@pytest.mark.parametrize("name", ["goed", "gelabeld"])
def test_a_good_form_becomes_a_practice(take: Take, content: Path, lists: Lists, name: str) -> None:
    taken = take(recorded(name))
    assert taken.path == content / "koken-in-de-buurt.md"
    found = practice(taken.path, lists)

    assert found.title == "Koken in de buurt"
    assert found.summary.startswith("Jongeren zaten thuis zonder werk. Zij koken nu")
    assert [organisation.name for organisation in found.organisations] == ["Werkplaats", "Gemeente Goes"]
    assert found.facets["region"] == ("twente", "zeeland")
    assert found.facets["theme"] == ("groen", "leren")
    assert [(source.title, source.url, source.date) for source in found.sources] == [
        ("Jaarverslag 2024", "https://www.example.org/jaarverslag", "2025-02"),
        ("Gesprek met de kok", "", ""),
    ]
    assert found.period is not None
    assert found.period.start == "2024-05"
    assert found.contact is not None
    assert not found.contact.consent
    assert [section.heading for section in found.sections] == ["Aanleiding", "Aanpak", "Wat heb je nodig"]
    assert "Afspraken" not in taken.path.read_text("utf-8")
    assert taken.answer.startswith("Dank je wel! Alles is goed ingevuld.")


def test_it_looks_as_an_editor_would_write_it(take: Take) -> None:
    taken = take(recorded("goed"))
    assert taken.path is not None
    text = taken.path.read_text("utf-8")

    assert text.startswith('---\ntitle: "Koken in de buurt"\n')
    assert "\nregion:\n  - twente\n  - zeeland\n" in text
    assert "\nperiod:\n  start: 2024-05\n" in text
    assert "\nadded: 2026-03-01\n---\n\n## Aanleiding\n\nEr was *weinig* werk.\n" in text
    assert "\n## Aanpak\n\n### Stappen\n" in text


def test_after_a_change_of_the_title_it_has_another_name(take: Take, content: Path) -> None:
    assert take(recorded("gewijzigd")).path == content / "koken-in-de-wijk.md"


def test_half_a_form_is_answered_with_all_that_is_wrong(take: Take, content: Path) -> None:
    before = files(content)
    taken = take(recorded("half"))

    assert taken.path is None
    assert files(content) == before
    assert re.findall(r"^- (.+?): ", taken.answer, re.MULTILINE) == [
        "Titel van de praktijk",
        "Samenvatting",
        "Regio",
        "Thema",
        "Bronnen, regel 1",
        "Wanneer begon het?",
        "Contact",  # : organisatie
        "Contact",  # : mailadres
    ]
    assert "- Thema: hier ontbreekt nog iets. Waar het over gaat.\n" in taken.answer
    assert "Samenvatting: dit is te kort: 8 tekens" in taken.answer
    assert "Bedoelde je “Twente”?" in taken.answer
    assert "kies rechtsboven in je eigen bericht **…** en dan **Edit**" in taken.answer


def test_a_practice_that_is_there_stays(take: Take, content: Path) -> None:
    taken = take(recorded("goed"))
    assert taken.path is not None
    taken.path.write_text("van iemand anders")
    again = take(recorded("goed"))

    assert again.path is None
    assert "Er is al een praktijk met deze titel" in again.answer
    assert (content / "koken-in-de-buurt.md").read_text() == "van iemand anders"


def test_a_hostile_form_leaves_no_trace(take: Take, content: Path, lists: Lists) -> None:
    """Commands, breakouts and markup stay text in one new file with the headings of the form and no others."""
    before = files(content)
    taken = take(recorded("vijandig"))
    assert taken.path is not None
    found = practice(taken.path, lists)

    assert files(content) - before == {taken.path.as_posix()}
    assert re.fullmatch("[a-z0-9-]+", taken.path.stem)
    assert found.facets["status"] == ("lopend",)
    assert found.title.startswith("$(touch gehackt) `touch gehackt`")
    assert [section.heading for section in found.sections] == ["Aanleiding", "Aanpak", "Resultaten"]
    assert [
        name
        for name in ("<script", "<img", "<iframe", 'href="javascript')
        for section in found.sections
        if name in section.html
    ] == []
    assert "<" not in taken.answer


def test_what_is_hostile_does_nothing_in_the_answer(take: Take) -> None:
    answer = take(recorded("vijandig-en-fout")).answer

    assert "<" not in answer
    assert not re.search(r"@\w|#\d+ |://\w|www\.|\]\(|`|\*\*c", answer)
    assert "@\u200beveryone" in answer


@pytest.mark.parametrize("name", ["groot", "grote-titel"])
def test_sixty_kilobytes_are_read_like_any_other(take: Take, name: str) -> None:
    taken = take(recorded(name))

    assert (taken.path is None) == (name == "grote-titel")
    assert len(taken.answer) < 1000


TRICKS = {
    "Thema": "a, ",
    "Bronnen": "[a](x, 2024\n",
    "Gemeenten": "Enschedee\n",
    "Aanpak": "### Regio\n",
    "Resultaten": "```\n~~~\n[[**<!--\n",
    "Titel van de praktijk": " \t\u202e",
}


@pytest.mark.parametrize("label", TRICKS)
def test_sixty_kilobytes_of_one_trick_get_an_answer(take: Take, content: Path, label: str) -> None:
    before = files(content)
    taken = take(event(body(GOOD | {label: TRICKS[label] * (60_000 // len(TRICKS[label]))})))

    assert taken.answer.startswith("Dank je wel")
    assert len(taken.answer) < 10_000
    assert files(content) - before <= {"practices/koken-in-de-buurt.md"}


@pytest.mark.parametrize(
    "text", ["", None, "Zomaar een bericht.", "### Titel van de praktijk\n\nKoken", body(dict(reversed(GOOD.items())))]
)
def test_what_is_not_the_form_is_said(take: Take, text: object) -> None:
    taken = take(event(text))

    assert taken.path is None
    assert "Dit lijkt niet op het formulier" in taken.answer


def test_a_question_that_is_gone_is_named(take: Take) -> None:
    taken = take(event(body({label: answer for label, answer in GOOD.items() if label != "Regio"})))

    assert taken.path is None
    assert "- De vraag “Regio” is weg. Zet de regel “### Regio” terug, met daaronder je antwoord.\n" in taken.answer


@pytest.mark.parametrize(
    ("label", "answer", "said"),
    [
        ("Regio", "Enschede", "“Enschede” is geen keuze. Deze gemeente ligt in “Twente”."),
        ("Stand van zaken", "Lopnd", "“Lopnd” is geen keuze. Bedoelde je “Lopend”?"),
        ("Bronnen", "Verslag\nhttps://a.nl", "Bronnen, regel 2: hier ontbreekt nog iets. De titel van de bron."),
        ("Regio", "Twente en Zeeland", "Kies je er meer dan een? Zet er een komma tussen: “Twente, Zeeland”."),
        ("Wanneer begon het?", "circa 2019", "Wanneer begon het?: 'circa 2019' is geen goede waarde. Schrijf een jaar"),
        ("Gemeenten", "Xqzw", "De gemeente 'Xqzw' kennen we niet. Schrijf een gemeente per regel, met haar hele naam."),
        ("Kosten van het eerste jaar", "_No response_", "Weet je het niet? Kies “onbekend”."),
        ("Aanpak", "![foto](https://a.nl/b.jpg)", "Aanpak: een afbeelding kan niet mee met dit formulier."),
    ],
)
def test_what_is_wrong_is_told_in_the_words_of_the_form(take: Take, label: str, answer: str, said: str) -> None:
    taken = take(event(body(GOOD | {"Toelichting bij de kosten": "Zonder de huur."} | {label: answer})))

    assert taken.path is None
    assert said.replace("https://", "https://\u200b") in taken.answer


@pytest.mark.parametrize(
    ("label", "answer", "key", "value"),
    [
        ("Wanneer begon het?", "3-4-2021", "period", {"start": "2021-04"}),
        ("Wanneer begon het?", "maart 2021", "period", {"start": "2021-03"}),
        ("Wanneer stopte het?", "loopt nog", "period", {"start": "2024-05"}),
        ("Wanneer stopte het?", "2025", "period", {"start": "2024-05", "end": 2025}),
        ("Gemeenten", "Gemeente Enschede en Goes", "municipalities", ["Enschede", "Goes"]),
        ("Gemeenten", "Enschede, Goes", "municipalities", ["Enschede", "Goes"]),
        ("Kosten van het eerste jaar", "€ 10.000 tot € 50.000", "cost", {"band": "10-50k"}),
        ("Hoelang duurde het van plan tot start?", "langer dan een jaar", "lead_time", "langer"),
    ],
)
def test_what_people_write_is_what_the_field_wants(
    take: Take, label: str, answer: str, key: str, value: object
) -> None:
    taken = take(event(body(GOOD | {label: answer})))

    assert taken.path is not None, taken.answer
    header = yaml.safe_load(taken.path.read_text("utf-8").split("---\n")[1])
    assert header[key] == value


def test_an_address_of_a_person_can_be_agreed_to_in_the_form(take: Take) -> None:
    contact = {"Contact: organisatie": "Werkplaats", "Contact: mailadres": "jan.jansen@example.org"}
    taken = take(event(body(GOOD | contact)))

    assert taken.path is not None
    assert "- Contact: toestemming: zonder toestemming komt dit mailadres niet op de site." in taken.answer


@pytest.mark.parametrize(
    "nothing", ["_No response_", "-", "n.v.t.", "N.v.t.", "–", "n.v.t", "NVT", "Niet van toepassing."]
)
def test_what_people_write_for_nothing_is_no_answer(lists: Lists, nothing: str) -> None:
    answers, _ = split_answers(body(GOOD | {"Aanpak": nothing}), questions(lists))

    assert answers["Aanpak"] == ""


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"[]", b'{"issue": 3}', b'{"issue": {"body": 3}}', b"\xff", b"[" * 99_999, b" " * (MAX_EVENT + 1)],
)
def test_what_is_no_event_is_refused(take: Take, data: bytes) -> None:
    with pytest.raises(KbError, match=r"gebeurtenis"):
        take(data)


def test_a_question_that_stands_there_twice_is_said(take: Take) -> None:
    taken = take(event(body(GOOD | {"Aanpak": "Zo:\n\n### Regio\n\nZeeland"})))

    assert taken.path is None
    assert "De vraag “Regio” staat er twee keer." in taken.answer


def test_any_other_heading_belongs_to_the_answer(lists: Lists) -> None:
    answers, twice = split_answers(body(GOOD | {"Aanpak": "Zo:\n\n### Eerst dit\n\nDan dat"}), questions(lists))

    assert answers["Aanpak"] == "Zo:\n\n### Eerst dit\n\nDan dat"
    assert twice == ()


@pytest.mark.parametrize(
    ("answer", "values"),
    [
        ("Werk", ("werk",)),
        ("Werk, Leren", ("werk", "leren")),
        ("Groen, schoonmaak en werk, Werk", ("groen", "werk")),
        ("Werk, Groen, schoonmaak en werk", ("werk", "groen")),
        ("leren", ("leren",)),
        ("Iets, Werk", ("Iets", "werk")),
    ],
)
def test_choices_with_and_without_commas(lists: Lists, answer: str, values: tuple[str, ...]) -> None:
    theme = next(question for question in questions(lists) if question.name == "theme")

    assert chosen(answer, theme) == values


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Jaarverslag 2023", ("Jaarverslag 2023", "", "")),
        ("Jaarverslag, 2023", ("Jaarverslag", "", "2023")),
        ("Jaarverslag (2023-05)", ("Jaarverslag", "", "2023-05")),
        ("Jaarverslag 2023, https://a.nl/x.pdf, 2024-01-31.", ("Jaarverslag 2023", "https://a.nl/x.pdf", "2024-01-31")),
        ("[Jaarverslag](https://a.nl/x)", ("Jaarverslag", "https://a.nl/x", "")),
        ("Jaarverslag, <https://a.nl/x>, 2024", ("Jaarverslag", "https://a.nl/x", "2024")),
        ("https://a.nl/x - Jaarverslag", ("Jaarverslag", "https://a.nl/x", "")),
        ("https://a.nl/2024", ("", "https://a.nl/2024", "")),
        ("Zie https://a.nl/x.", ("Zie", "https://a.nl/x", "")),
        ("https://a.nl.", ("", "https://a.nl", "")),
        ("Verslag, www.a.nl/x, 2024", ("Verslag", "https://www.a.nl/x", "2024")),
        ("Samen werken, samen leren", ("Samen werken, samen leren", "", "")),
    ],
)
def test_a_source_on_one_line(line: str, found: tuple[str, str, str]) -> None:
    record = record_of(line, SOURCES)

    assert tuple(record.get(name, "") for name in ("title", "url", "date")) == found


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    title=st.text(),
    text=st.text(),
    heading=st.sampled_from(["#", "## ", "```", "~~~", "---", "===", "<!--", "- ## ", "> # ", ""]),
)
def test_no_answer_breaks_out_of_its_place(lists: Lists, title: str, text: str, heading: str) -> None:
    values: dict[str, Value] = {
        "title": f"x {title}", "summary": text + "x" * 40 + f" {title} " * 5, "organisation": (f"x{title}",),
        "region": ("twente",), "theme": ("werk",), "target_group": ("jongeren",), "status": "lopend",
        "sources": ({"title": f"x{text}"},), "added": "2026-01-01",
    }  # fmt: skip
    sections = [("Aanpak", f"x\n{heading}{text}\n{heading}{title}"), ("Resultaten", "klaar")]
    outcome = read_practice(practice_text(values, sections).encode(), "een.md", lists)
    own = {problem.code for problem in outcome.problems if problem.severity == "error"}

    assert own <= {"link-adres", "afbeelding-adres", "tekst-ingewikkeld"}
    if outcome.value:
        assert [section.heading for section in outcome.value.sections] == ["Aanpak", "Resultaten"]


@pytest.mark.parametrize(
    ("text", "below"),
    [
        ("# A", "### A"),
        ("##A", "###A"),
        ("### A", "### A"),
        ("a\n---", "a\n\n---"),
        ("a\r===\rb", "a\n\n===\nb"),
        ("```\n# a\n---", "```\n# a\n---\n```"),
        ("~~~~\n```\n# a", "~~~~\n```\n# a\n~~~~"),
        ("```\n# a\n```\n# b", "```\n# a\n```\n### b"),
        ("a <!-- b --> c", "a <! -- b --> c"),
    ],
)
def test_a_text_stays_below_its_heading(text: str, below: str) -> None:
    assert below_heading(text) == below


def test_the_command_writes_file_and_answer(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--content", str(content), "--answer", "antwoord.md", "--today", "2026-03-01"]
    good = main(["from-issue", str(EVENTS / "goed.json"), *arguments])
    bad = main(["from-issue", str(EVENTS / "half.json"), *arguments])
    out = capsys.readouterr().out

    assert (good, bad) == (0, 1)
    assert out == "practices/koken-in-de-buurt.md\nEr klopt nog iets niet; er is geen praktijk gemaakt.\n"
    assert Path("antwoord.md").read_text("utf-8").startswith("Dank je wel voor je praktijk! Er klopt nog iets niet:")
    assert main(["from-issue", "weg.json", *arguments]) == 1


def as_github(element: dict[str, Any]) -> str:
    """What GitHub writes for a question of the form when its example is filled in, or all choices that it may have."""
    attributes = element["attributes"]
    if element["type"] == "checkboxes":
        return "\n".join(f"- [X] {option['label']}" for option in attributes["options"])
    if element["type"] == "dropdown":
        return ", ".join(attributes["options"][: 4 if attributes["multiple"] else 1])
    return str(attributes.get("placeholder", "Dit schreven wij zelf."))


def test_the_form_itself_filled_in_with_its_examples_becomes_a_practice(
    tmp_path: Path, root: Path, real_lists: Lists
) -> None:
    form = yaml.safe_load((root / FORM).read_text("utf-8"))
    elements = [element for element in form["body"] if element["type"] != "markdown"]
    filled = body({element["attributes"]["label"]: as_github(element) for element in elements})
    taken = take_in(event(filled), tmp_path, real_lists, root / "practices/_lists", TODAY)

    assert taken.path is not None, taken.answer
    found = practice(taken.path, real_lists)
    assert len(found.sections) == len(SECTIONS)
    assert len(found.facets["theme"]) == 4
    assert found.contact is not None
    assert found.contact.consent
    assert found.cost is not None
    assert found.level.number >= 2


def test_the_recorded_events_hold_the_questions_of_the_form(lists: Lists) -> None:
    for path in EVENTS.iterdir():
        assert is_form(json.loads(path.read_bytes())["issue"]["body"], questions(lists)), path.name
