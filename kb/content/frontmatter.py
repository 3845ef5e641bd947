"""Splits header from body, and reads YAML in which every key and value knows its place and every scalar is text."""

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import yaml
from msgspec import Struct
from msgspec.structs import replace
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)

from kb.content.nodes import Listing, Node, Scalar, Table
from kb.content.notes import Notes
from kb.content.source import hidden, without_hidden
from kb.content.yamlwords import explain, without_colon
from kb.problems import Place, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_DEPTH = 8
MAX_VALUES = 2000
"""So many keys and values may stand in a header; a practice with all that there is has some two hundred."""
_READ_AGAIN = 256 * 1024
"""So many letters are gone through once more for what can be read, where not all can."""
_FENCE = "---"
_HASH = re.compile(r"#[^\s#!]")
_CUT_OFF = re.compile(r"[ \t]+(#[^\s#!]\S{0,39})")
"""A number or a word behind a hash; who begins a comment writes a space there."""
_LIKE_A_FENCE = re.compile(r"[ \t]*(?:[\u2010-\u2015\u2212]+-*|-[ -]+|\.\.\.)")
"""What somebody or a word processor makes of three dashes, so long as it is no list."""
_KEY = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)[ ]?[:;=]")
_LIST_BELOW = re.compile(r"\w+[ ]?:\s*(?:#.*)?")
_ITEM = re.compile(r"([ ]*)-(?:\s|$)")
# The C scanner is some twenty times faster; without libyaml the pure one gives the same nodes.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Document(Struct, frozen=True):
    """A file in two parts: the header (None if it could not be read) and the body, which begins on `body_line`."""

    header: Table | None
    body: str
    body_line: int


def read_document(text: str, notes: Notes) -> Document | None:
    """Header and body of a file's text; None when it can't be said which is which."""
    lines = text.split("\n")
    start = 0 if _first_line(text) == _FENCE else _later_start(lines)
    if start is None:
        _note_no_header(text, notes)
        return None
    if start:
        above = "tekst die erboven staat" if any(map(str.strip, lines[:start])) else "lege regels erboven"
        notes.add(notes.place(1), "geen-velden", "De eerste regel moet `---` zijn.", f"Haal de {above} weg.")
    end = next((number for number, line in enumerate(lines[start + 1 :], start + 1) if line.rstrip() == _FENCE), 0)
    if not end:
        meant = next((number for number, line in enumerate(lines[1:], 1) if _LIKE_A_FENCE.fullmatch(line.rstrip())), 0)
        _note_fence(notes, meant + 1, lines[meant]) if meant else _note_open(notes, 1)
        return None
    header = _read_header(lines[start + 1 : end], notes, first_line=start + 2)
    return Document(header, "\n".join(lines[end + 1 :]), end + 2)


def _later_start(lines: list[str]) -> int | None:
    """Where the fields begin in a file that has something above them; None where they stand nowhere."""
    fences = (number for number, line in enumerate(lines) if line.rstrip() == _FENCE)
    start, end = next(fences, None), next(fences, None)
    if start is None or not any(map(str.strip, lines[:start])):
        return start
    return start if end and any(line.startswith("title:") for line in lines[start:end]) else None  # else it is a rule


def _read_header(lines: list[str], notes: Notes, first_line: int) -> Table | None:
    before = len(notes.problems)
    header = read_yaml("\n".join(lines) + "\n", notes, first_line=first_line, most=MAX_VALUES)
    if isinstance(header, Table):
        return header
    if header is not None:
        message = "Tussen de twee `---` horen regels `veld: waarde`."
        notes.add(header.place, "velden-vorm", message, "Bijvoorbeeld: `title: Werken in de buurt`.")
    elif len(notes.problems) == before:
        message = "Tussen de twee `---` staat niets."
        notes.add(notes.place(first_line - 1), "velden-vorm", message, "Zet er de velden in (`title: …`).")
    elif any(line.startswith("## ") for line in lines):
        # The `---` that was found is probably a rule further down in the text.
        notes.forget(before)
        _note_open(notes, next(number for number, line in enumerate(lines, first_line) if line.startswith("## ")))
    else:
        return _read_what_can_be([*lines, ""], notes, before, first_line=first_line, most=MAX_VALUES)
    return None


def read_fields(text: str, notes: Notes) -> Node | None:
    """As `read_yaml`, for a file of nothing but fields: where some can't be read, those that can be."""
    before = len(notes.problems)
    node = read_yaml(text, notes)
    failed = node is None and len(notes.problems) > before
    return _read_what_can_be(text.split("\n"), notes, before) if failed else node


def _read_what_can_be(
    lines: list[str], notes: Notes, before: int, *, first_line: int = 1, most: int = 0
) -> Table | None:
    """The fields that can be read, where others can't: of each of those it is told what is wrong.

    None where it can't be said which field is to blame; then what is noted since `before` stays as it is.
    """
    starts = [number for number, line in enumerate(lines) if _KEY.match(line)]
    parts = len(starts) + sum(1 for line in lines if _ITEM.match(line))
    if not starts or parts > MAX_VALUES or sum(map(len, lines)) > _READ_AGAIN:
        return None
    readable, unread, problems = list(lines), set[str](), list[Problem]()
    for start, end in pairwise((*starts, len(lines))):
        for part, wrong in _to_blame(lines, range(start, end), first_line, notes.path).items():
            unread.update(_KEY.findall(lines[start])[:1])
            problems += wrong
            readable[part.start : part.stop] = [""] * len(part)
    rest = Notes(notes.path)
    table = read_yaml("\n".join(readable), rest, first_line=first_line, most=most)
    if not unread or not isinstance(table, Table):
        return None
    notes.forget(before)
    for problem in (*rest.problems, *problems):
        notes.add(problem.place, problem.code, problem.message, problem.hint)
    return replace(table, unread=frozenset(unread))


def _to_blame(lines: list[str], field: range, first_line: int, path: str) -> dict[range, list[Problem]]:
    """The lines of a field that can't be read, with what is wrong: some items of its list, or else all of it."""
    whole = _wrong_with(lines, field, first_line, path)
    if not whole:
        return {}
    items = _items(lines, field)
    wrong = {item: found for item in items if (found := _wrong_with(lines, item, first_line, path))}
    if wrong and len(wrong) == len(items):
        wrong[range(field.start, items[0].start)] = []  # the key by itself would be one that was left empty
    return wrong or {field: whole}


def _items(lines: list[str], field: range) -> list[range]:
    """The lines of each item of the list below a key; none where no list stands there."""
    if not _LIST_BELOW.fullmatch(lines[field.start]):
        return []
    dashes = [(number, len(found[1])) for number in field if (found := _ITEM.match(lines[number]))]
    starts = [number for number, indent in dashes if indent == dashes[0][1]]
    return [range(*part) for part in pairwise((*starts, field.stop))]


def _wrong_with(lines: list[str], part: range, first_line: int, path: str) -> list[Problem]:
    """Why the lines of one field or item can't be read; empty if they can."""
    notes = Notes(path)
    node = read_yaml("\n".join(lines[part.start : part.stop]), notes, first_line=part.start + first_line)
    if isinstance(node, Scalar):
        notes.add(node.place, "yaml", *without_colon(lines[part.start]))
    return [problem for problem in notes.problems if problem.code == "yaml"]


def _note_fence(notes: Notes, line: int, written: str) -> None:
    message = f"Hier hoort een regel met precies drie streepjes, en er staat `{written.strip()[:20]}`."
    code = "geen-velden" if line == 1 else "velden-open"
    notes.add(notes.place(line), code, message, "Maak er `---` van, zonder spatie ervoor.")


def _note_open(notes: Notes, line: int) -> None:
    hint = "Zet een regel met alleen `---` tussen de velden en de tekst."
    notes.add(notes.place(line), "velden-open", "De velden van dit bestand zijn niet afgesloten.", hint)


def read_yaml(text: str, notes: Notes, *, first_line: int = 1, most: int = 0) -> Node | None:
    """The one value of a YAML text, None when there is none or when it can't be read (then that is noted).

    `most` is how many keys and values it may hold (0: no limit but that of the file).
    """
    try:
        return _Reader(text, notes, first_line, most).document()
    except yaml.MarkedYAMLError as error:
        line, column, message, hint = explain(error, text)
        last = text.count("\n") + first_line
        notes.add(notes.place(min(line + first_line, last), column + 1), "yaml", message, hint)
    except _TooManyError as error:
        message = f"Hier staan meer dan {MAX_VALUES} velden en waarden; vanaf hier lezen we ze niet."
        notes.add(error.place, "te-veel", message, "Zet lange lijsten in een document, en verwijs daarnaar.")
    except _TooDeepError as error:
        message = f"De gegevens zijn hier meer dan {MAX_DEPTH} lagen diep genest."
        notes.add(error.place, "yaml-diep", message, "Maak het eenvoudiger.")
    return None


def _first_line(text: str) -> str:
    return text.partition("\n")[0].rstrip()


def _note_no_header(text: str, notes: Notes) -> None:
    if _LIKE_A_FENCE.fullmatch(_first_line(text)):
        _note_fence(notes, 1, _first_line(text))
        return
    hint = "Zet bovenaan een regel `---`, dan de velden (`title: …`), en dan weer een regel `---`."
    notes.add(notes.place(1), "geen-velden", "Dit bestand heeft geen velden.", hint)


class _LimitError(Exception):
    def __init__(self, place: Place) -> None:
        self.place = place


class _TooDeepError(_LimitError):
    """Tables and lists in each other."""


class _TooManyError(_LimitError):
    """Keys and values."""


class _Reader:
    """Builds nodes from YAML events: events show anchors and tags that composed nodes have already lost."""

    def __init__(self, text: str, notes: Notes, first_line: int, most: int) -> None:
        self._events = _events(text)
        self._notes = notes
        self._first_line = first_line
        self._depth = 0
        self._most = most
        self._values = 0
        self._lines = text.split("\n") if _HASH.search(text) else []

    def document(self) -> Node | None:
        node: Node | None = None
        seen = False
        for event in self._events:
            if isinstance(event, StreamEndEvent):
                break
            if not isinstance(event, DocumentStartEvent):
                continue
            if seen:
                message = "Hier begint een tweede YAML-document."
                self._note(event, "yaml-meer", message, "Haal de regel `---` of `...` weg.")
                break
            seen = True
            node = self._node(next(self._events))
        return None if node is None or _is_nothing(node) else node

    def _node(self, event: Event) -> Node:
        self._check(event)
        self._values += 1
        if self._values == self._most:
            raise _TooManyError(self._place(event))
        if isinstance(event, ScalarEvent):
            return self._scalar(event)
        if isinstance(event, AliasEvent):
            return Scalar(f"*{event.anchor}", self._place(event), quoted=True)
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise _TooDeepError(self._place(event))
        node = self._table(event) if isinstance(event, MappingStartEvent) else self._listing(event)
        self._depth -= 1
        return node

    def _scalar(self, event: ScalarEvent) -> Scalar:
        # Written as an escape ("\u202e") it passed the check of the text.
        if event.style == '"' and (name := hidden(event.value)):
            self._note(event, "stuurteken", f"In deze waarde staat een onzichtbaar teken ({name}).", "Haal het weg.")
        elif self._lines and not event.style:
            self._note_cut_off(event)
        return Scalar(without_hidden(event.value), self._place(event), quoted=bool(event.style))

    def _note_cut_off(self, event: ScalarEvent) -> None:
        line, column = (event.end_mark.line, event.end_mark.column) if event.end_mark else (len(self._lines), 0)
        found = _CUT_OFF.match(self._lines[line], column) if line < len(self._lines) else None
        if found:
            message = f"Vanaf `{found[1]}` telt deze regel niet mee: zo begint in YAML een opmerking."
            hint = "Hoort het bij de waarde? Zet er aanhalingstekens om. Zo niet, zet dan een spatie achter `#`."
            self._notes.add(self._notes.place(line + self._first_line, found.start(1) + 1), "hekje", message, hint)

    def _listing(self, start: Event) -> Listing:
        items = []
        while not isinstance(event := next(self._events), SequenceEndEvent):
            items.append(self._node(event))
        return Listing(tuple(items), self._place(start))

    def _table(self, start: Event) -> Table:
        entries: dict[str, tuple[Scalar, Node]] = {}
        while not isinstance(event := next(self._events), MappingEndEvent):
            key = self._node(event)
            value = self._node(next(self._events))
            if not isinstance(key, Scalar) or not key.text:
                self._note(
                    event, "veld-vorm", "De naam van een veld moet gewone tekst zijn.", "Schrijf `veld: waarde`."
                )
            elif key.text == "<<" and not key.quoted:
                self._note(event, "yaml-samenvoegen", "`<<` gebruiken we niet.", "Schrijf de velden zelf uit.")
            elif first := entries.get(key.text):
                message = f"Het veld `{key.text}` staat er twee keer; het eerste staat op regel {first[0].place.line}."
                self._note(event, "dubbel-veld", message, "Haal een van de twee weg.")
            else:
                entries[key.text] = (key, value)
        return Table(tuple(entries.values()), self._place(start))

    def _check(self, event: Event) -> None:
        anchor = getattr(event, "anchor", None)
        if anchor is not None:
            sign = "*" if isinstance(event, AliasEvent) else "&"
            message = f"`{sign}{anchor}` is in YAML een verwijzing; die gebruiken we niet."
            self._note(event, "yaml-anker", message, "Zet de waarde tussen aanhalingstekens, of schrijf haar uit.")
        tag = getattr(event, "tag", None)
        if tag is not None:
            written = tag.replace("tag:yaml.org,2002:", "!!")
            message = f"`{written}` is in YAML een tag; die gebruiken we niet."
            self._note(event, "yaml-tag", message, "Zet de waarde tussen aanhalingstekens.")

    def _place(self, event: Event) -> Place:
        mark = event.start_mark
        return self._notes.place(mark.line + self._first_line, mark.column + 1) if mark else self._notes.place(1)

    def _note(self, event: Event, code: str, message: str, hint: str) -> None:
        self._notes.add(self._place(event), code, message, hint)


def _events(text: str) -> "Iterator[Event]":
    """As `yaml.parse`, which asks of each event twice whether it is there."""
    loader = _Loader(text)
    try:
        event = loader.get_event()
        while event is not None:
            yield event
            event = loader.get_event()
    finally:
        loader.dispose()


def _is_nothing(node: Node) -> bool:
    return isinstance(node, Scalar) and not node.text and not node.quoted
