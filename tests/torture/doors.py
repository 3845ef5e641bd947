"""The doors through which content comes in, and what no input may do there; for the fuzzer and for what it found."""

import ast
import re
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path

from kb.content.codes import PROBLEMS
from kb.content.dossiers import read_dossier
from kb.content.lists import read_lists
from kb.content.markup import PREFIX
from kb.content.notes import Notes
from kb.content.practice import read_practice
from kb.content.prose import read_prose
from kb.content.source import read_text
from kb.model import Lists
from kb.problems import Outcome, Problem
from tests.content.pages import LISTS_FOLDER

CORPUS = Path(__file__).resolve().parent / "corpus"
LIST_NAMES = ("theme", "region", "organisations", "synonyms", "words", "removed", "glossary", "preconditions", "nieuw")
URL_ATTRIBUTES = {"href", "src", "action", "formaction", "data", "poster", "srcset"}


class FoundError(Exception):
    """What an input may not do."""


class _Tags(HTMLParser):
    """The tags of safe HTML, as another parser than the cleaner's sees them."""

    def __init__(self) -> None:
        super().__init__()
        self.odd: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Called by the parser."""
        if tag in {"script", "style", "iframe", "object", "svg", "math", "form", "meta", "base", "link", "template"}:
            self.odd.append(tag)
        for name, value in attrs:
            scheme, colon, _ = re.split("[/?#]", value or "")[0].partition(":")
            if name.startswith("on") or name in {"style", "srcdoc", "name"}:
                self.odd.append(f"{tag} {name}")
            if name in URL_ATTRIBUTES and colon and scheme.lower() not in {"http", "https"}:
                self.odd.append(f"{tag} {name}={value}")
            if name == "id":
                self.ids.append(value or "")


def answered(problems: tuple[Problem, ...], data: bytes, *, silent: bool) -> None:
    """Each problem has its place in the file, words and a cure; without a value there is an error."""
    notes = Notes("x")
    text = read_text(data, notes)
    lines = (data.decode("latin-1") if text is None else text).split("\n")
    if silent:
        raise FoundError("nothing is read and no error is told")
    for problem in problems:
        if problem.code not in PROBLEMS or not problem.message or not problem.hint:
            raise FoundError(f"without words or cure: {problem}")
        if not 1 <= problem.place.line <= len(lines) or problem.place.column < 1:
            raise FoundError(f"without place: {problem}")
        if text is not None and problem.place.column > len(lines[problem.place.line - 1]) + 1:
            raise FoundError(f"beside its line: {problem}")


def _silent(outcome: Outcome[object]) -> bool:
    return outcome.value is None and not any(problem.severity == "error" for problem in outcome.problems)


def header(data: bytes, lists: Lists) -> None:
    """A practice file with this header; what is accepted has a text for every reader."""
    whole = b"---\n" + data + b"\n---\nEen tekst.\n"
    outcome = read_practice(whole, "een-praktijk.md", lists)
    answered(outcome.problems, whole, silent=_silent(outcome))


def prose(data: bytes, lists: Lists) -> None:  # noqa: ARG001 - all doors are called alike
    """A text of a practice: its HTML is safe to another parser too, and its ids are ours and unique."""
    notes = Notes("x")
    text = read_text(data, notes)
    if text is None:
        answered(tuple(notes.problems), data, silent=not notes.failed)
        return
    read = read_prose(text, notes)
    answered(tuple(notes.problems), data, silent=False)
    safe([section.html for section in read.sections], [section.anchor for section in read.sections])


def safe(parts: Iterable[str], ids: Iterable[str]) -> None:
    """No part holds what may not stand in a page; all ids, with those given, are ours and stand there once."""
    tags = _Tags()
    for part in parts:
        tags.feed(part)
    tags.close()
    every = [*ids, *tags.ids]
    if tags.odd or len(set(every)) != len(every) or not all(name.startswith(PREFIX) for name in every):
        raise FoundError(f"in the page: {tags.odd} {every}")


def dossier(data: bytes, lists: Lists) -> None:  # noqa: ARG001 - all doors are called alike
    """A dossier with this header."""
    whole = b"---\n" + data + b"\n---\nEen tekst.\n"
    found = read_dossier(whole, "_dossiers/een-dossier.md")
    answered(found.problems, whole, silent=_silent(Outcome(found.dossier, found.problems)))


def one_list(data: bytes, lists: Lists) -> None:  # noqa: ARG001 - all doors are called alike
    """One list file beside nothing; its first byte says which list it is."""
    name = LIST_NAMES[data[0] % len(LIST_NAMES)] if data else "theme"
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as temporary:  # noqa: S108 - faster
        file = Path(temporary) / f"{name}.yaml"
        file.write_bytes(data[1:])
        outcome = read_lists(Path(temporary), "x")
    own = tuple(problem for problem in outcome.problems if problem.place.path == f"x/{name}.yaml")
    answered(own, data[1:], silent=_silent(outcome))


DOORS: dict[str, Callable[[bytes, Lists], None]] = {
    "header": header,
    "prose": prose,
    "dossier": dossier,
    "lists": one_list,
}


def tried(door: str, data: bytes, lists: Lists) -> float:
    """Give an input to a door; how long it took. FoundError when the answer is wrong."""
    begin = time.process_time()
    DOORS[door](data, lists)
    return time.process_time() - begin


def corpus(door: str) -> Iterator[bytes]:
    """The inputs that are kept for a door."""
    for line in (CORPUS / f"{door}.txt").read_text("ascii").splitlines():
        if not line.startswith("#"):
            yield ast.literal_eval(line)


def little_lists() -> Lists:
    """The lists by which the doors read."""
    lists = read_lists(LISTS_FOLDER, "lists").value
    if lists is None:
        raise FoundError("there are no lists")
    return lists
