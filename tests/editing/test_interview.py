"""`kb new` asks what it is not told: with help for who doesn't know the lists by heart."""

import codecs
import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.config import PROJECT
from kb.content.practice import read_practice
from kb.editing.interview import asked, completions, explained, interview
from kb.editing.questions import Question
from kb.model import Lists

COMPLETE = {
    "title": "Koken in de wijk",
    "summary": "Jongeren zaten thuis. Nu koken zij voor de buurt, en acht van hen hebben werk.",
    "organisation": "Werkplaats; Gemeente Goes",
    "region": "Twente, zeeuwse eilanden",
    "theme": "Groen, schoonmaak en werk, leren",
    "target_group": "JONGEREN",
    "status": "lopend",
}


def answered(lists: Lists, *typed: tuple[str, str]) -> tuple[dict[str, tuple[str, ...]], list[str]]:
    """What comes of answers that are typed one after the other, by question; and what was said of them."""
    left = [*typed]
    said: list[str] = []

    def ask(question: Question) -> str:
        number = next((n for n, (name, _) in enumerate(left) if name == question.name), None)
        return "" if number is None else left.pop(number)[1]

    return interview(lists, ask, said.append), said


def question(lists: Lists, name: str) -> Question:
    return next(one for one in asked(lists) if one.name == name)


def test_all_that_every_practice_has_is_asked_except_its_sources(lists: Lists) -> None:
    assert [one.name for one in asked(lists)] == list(COMPLETE)


def test_answers_become_values(lists: Lists) -> None:
    answers, said = answered(lists, *COMPLETE.items())

    assert said == []
    assert answers == {
        "title": ("Koken in de wijk",),
        "summary": (COMPLETE["summary"],),
        "organisation": ("Werkplaats", "Gemeente Goes"),
        "region": ("twente", "zeeland"),
        "theme": ("groen", "leren"),
        "target_group": ("jongeren",),
        "status": ("lopend",),
    }


def test_only_the_title_can_not_wait(lists: Lists) -> None:
    answers, said = answered(lists, ("title", ""), ("title", "!!!"), ("title", "Koken"))

    assert answers == {"title": ("Koken",)}
    assert said == ["Geef een titel met letters of cijfers. Daarvan maken we de naam van het bestand."] * 2


def test_a_text_that_is_too_short_or_long_is_asked_again(lists: Lists) -> None:
    answers, said = answered(
        lists, ("title", "K" * 101), ("title", "Koken"), ("summary", "Kort."), ("summary", "?"), ("summary", "")
    )

    assert answers == {"title": ("Koken",)}
    assert said == [
        "Dit is te lang: 101 tekens, en het moet 1–100 tekens zijn.",
        "Dit is te kort: 5 tekens, en het moet 40–400 tekens zijn. Weet je het nog niet? Druk op Enter.",
        question(lists, "summary").explain,
    ]


def test_what_stands_in_no_list_is_asked_again_with_the_nearest(lists: Lists) -> None:
    answers, said = answered(
        lists, ("title", "Koken"), ("region", "Twnte"), ("region", "?"), ("region", "qqq"), ("region", "Enschede"),
        ("region", "Twente"), ("theme", "schoon"), ("theme", "Jongeren"), ("theme", "Leren"),
        ("status", "lopend, gestopt"), ("status", "gestopt"),
    )  # fmt: skip

    assert answers["region"] == ("twente",)
    assert answers["status"] == ("gestopt",)
    assert said == [
        "“Twnte” staat niet in de lijst. Bedoelde je Twente? Typ ? om alles te zien.",
        "  Twente\n  Zeeland",
        "“qqq” staat niet in de lijst. Typ ? om alles te zien.",
        "“Enschede” is een gemeente. Die ligt in Twente.",
        "“schoon” staat niet in de lijst. Bedoelde je Groen, schoonmaak en werk? Typ ? om alles te zien.",
        "“Jongeren” hoort bij Doelgroep. Typ ? om alles te zien.",
        "Kies er hoogstens 1.",
    ]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", ("Werk", "Leren", "Groen, schoonmaak en werk")),
        ("wer", ("Werk",)),
        ("Leren, w", ("Leren, Werk",)),
        ("Leren,gr", ("Leren, Groen, schoonmaak en werk",)),
        ("schoon", ("Groen, schoonmaak en werk",)),
        ("x", ()),
    ],
)
def test_a_few_letters_are_completed(lists: Lists, typed: str, found: tuple[str, ...]) -> None:
    assert completions(question(lists, "theme"), typed) == found


def test_how_to_answer_is_said(lists: Lists) -> None:
    assert "Zet er een komma tussen. Typ ? om" in explained(question(lists, "region"))
    assert "komma" not in explained(question(lists, "status"))
    assert "Zet er ; tussen" in explained(question(lists, "organisation"))


class Terminal:
    """`kb new` on a terminal of its own."""

    def __init__(self, folder: Path) -> None:
        self.screen, inside = pty.openpty()
        environment = os.environ | {"PYTHONPATH": str(PROJECT), "TERM": "dumb", "NO_COLOR": "1"}
        command = [sys.executable, "-m", "kb", "new", "--today", "2026-03-01"]
        self.run = subprocess.Popen(
            command, cwd=folder, env=environment, stdin=inside, stdout=inside, stderr=inside, start_new_session=True
        )
        os.close(inside)
        self.seen, self.letters = "", codecs.getincrementaldecoder("utf-8")()

    def until(self, words: str) -> None:
        """Wait until these words are on the screen."""
        while words not in self.seen:
            try:
                part = os.read(self.screen, 4096)
            except OSError:
                part = b""
            assert part, f"{words!r} did not come: {self.seen}"
            self.seen += self.letters.decode(part)  # the end of a part may be half a letter
        self.seen = self.seen.partition(words)[2]

    def type(self, text: str) -> None:
        """Type, as somebody would."""
        os.write(self.screen, text.encode())


@pytest.fixture
def terminal(content: Path) -> Iterator[Terminal]:
    made = Terminal(content.parent)
    yield made
    made.run.kill()
    made.run.wait()
    os.close(made.screen)


def test_on_a_terminal_the_tab_key_completes(terminal: Terminal, content: Path, lists: Lists) -> None:
    for label, typed in [
        ("Titel van de praktijk:", "Koken in de wijk\n"), ("Samenvatting:", f"{COMPLETE['summary']}\n"),
        ("Organisaties:", "Werkplaats\n"), ("Regio:", "Zee\t\n"), ("Thema:", "Gro\t, wer\t\n"),
        ("Doelgroep:", "\n"), ("Stand van zaken:", "lop\t\n"),
    ]:  # fmt: skip
        terminal.until(label)
        terminal.until("> ")
        terminal.type(typed)
    terminal.until("koken-in-de-wijk.md staat klaar.")
    assert terminal.run.wait() == 0
    text = (content / "koken-in-de-wijk.md").read_text("utf-8")

    assert "\nregion: [zeeland]\n" in text
    assert "\ntheme: [groen, werk]\n" in text
    assert "\nstatus: [lopend]\n" in text
    assert '\norganisation: ["Werkplaats"]\n' in text
    problems = read_practice(text.encode(), "koken-in-de-wijk.md", lists).problems
    assert {problem.message for problem in problems if problem.severity == "error"} == {
        "Het veld `sources` is nog leeg.",
        "Het veld `target_group` is nog leeg.",
    }


def test_who_stops_leaves_nothing_behind(terminal: Terminal, content: Path) -> None:
    before = sorted(content.rglob("*"))
    terminal.until("> ")
    terminal.type("Koken\n")
    terminal.until("Samenvatting:")
    terminal.until("> ")
    terminal.type("\x04")
    terminal.until("Gestopt.")

    assert terminal.run.wait() == 130
    assert sorted(content.rglob("*")) == before
