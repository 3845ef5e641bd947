"""A practice proposed from what somebody sent: what fits, its texts in order, and all that found no place."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct, field

from kb.content.fields import FIELDS, Field
from kb.content.practice import read_practice
from kb.content.reading import id_from_title
from kb.content.skeleton import explained
from kb.content.source import without_hidden
from kb.content.terms import Vocabulary
from kb.editing.labels import Labels
from kb.editing.sheets import Draft
from kb.editing.unstyled import is_contents
from kb.editing.values import parts_of, plain_text, take
from kb.editing.writing import Value, practice_text
from kb.model import SECTIONS, Lists
from kb.problems import Problem

_KEY = re.compile(r"^([a-z_]+):")
_LEFT = "Niet geplaatst. Zet hieruit op zijn plaats wat je kunt gebruiken, en haal de rest weg."
INTRODUCTION = "Inleiding"
_NAME = "voorstel.md"  # for the checks; its own name comes from its title


class Proposal(Struct, frozen=True):
    """The text of a practice file, what an editor must still fill in, and what found no place (both in Dutch)."""

    id: str
    title: str
    text: str
    missing: tuple[str, ...]
    left: tuple[str, ...]


def propose(draft: Draft, name: str, lists: Lists, day: date) -> Proposal:
    """The practice that a draft makes; `name` is its title when it has none.

    Only what is missing can be wrong with it: a value that the checks refuse is among what found no place.
    """
    desk = _Desk(Vocabulary(lists), Labels(lists))
    desk.sort(draft, name)
    desk.values["added"] = day.isoformat()
    for _ in range(len(desk.values) + len(desk.sections) + 1):  # each turn takes something out
        if wrong := _refused(desk.text(), lists):
            desk.put_back(wrong)
    title = str(desk.values.setdefault("title", name))  # one that nobody can see was put back
    problems = read_practice(desk.text().encode(), _NAME, lists).problems
    missing = [problem for problem in problems if problem.code == "ontbreekt"]
    text = _with_open_fields(desk.text(), desk.words) + _comment(desk.left, draft.lost)
    told = (*(f"{label}: {_shortened(words)}" for label, words in desk.left), *draft.lost)
    return Proposal(id_from_title(title), title, text, tuple(_told(problem) for problem in missing), told)


class _Desk(Struct):
    """What lies sorted so far."""

    words: Vocabulary
    labels: Labels
    values: dict[str, Value] = field(default_factory=dict)
    sections: dict[str, list[str]] = field(default_factory=dict)
    left: list[tuple[str, str]] = field(default_factory=list)

    def sort(self, draft: Draft, name: str) -> None:
        records: dict[str, dict[str, str]] = {}
        if draft.title:
            self._field("title", "Titel", draft.title, records)
        for label, text in draft.answers:
            self._one(label, text, records)
        for heading, text in sorted(draft.sections, key=lambda section: not section[0]):  # a summary may have its own
            self._one(heading, text, records, is_text=True)
        self.values.setdefault("title", name)
        for owner, record in records.items():
            self._record(owner, record)

    def text(self) -> str:
        """The file as it is now."""
        usual = [row.key for row in FIELDS]
        known = sorted(self.values, key=lambda key: usual.index(key) if key in usual else len(usual))
        order = {heading: number for number, heading in enumerate((INTRODUCTION, *SECTIONS))}
        headings = sorted(self.sections, key=lambda heading: order.get(heading, len(order)))
        texts = [(heading, "\n\n".join(self.sections[heading])) for heading in headings]
        return practice_text({key: self.values[key] for key in known}, texts)

    def put_back(self, wrong: str) -> None:
        """Take a value or a text that can't stand out of the practice."""
        if wrong in self.values:
            self.left.append((wrong, _as_text(self.values.pop(wrong))))
        elif wrong in self.sections:
            self.left.append((wrong, "\n\n".join(self.sections.pop(wrong))))
        else:
            self.left += [(heading, "\n\n".join(parts)) for heading, parts in self.sections.items()]
            self.sections.clear()

    def _one(self, label: str, text: str, records: dict[str, dict[str, str]], *, is_text: bool = False) -> None:
        if not text.strip():
            return
        heading, key = self.labels.heading(label), self.labels.field(label)
        if is_contents(label):
            self.left.append((label, plain_text(text)))
        elif key and not (is_text and self._is_prose(key, text)):
            self._field(key, label, text, records)
        elif heading:
            self._text(heading, text)
        elif not label and "summary" not in self.values and self._fits(text):
            self.values["summary"] = " ".join(plain_text(text).split())
        elif is_text or len(text) > _SENTENCE:
            self._text(" ".join(plain_text(label).split()) or INTRODUCTION, text)
        else:
            self.left.append((label, plain_text(text)))

    def _text(self, heading: str, text: str) -> None:
        self.sections.setdefault(heading, []).append(text)

    def _is_prose(self, key: str, text: str) -> bool:
        """True for sentences where a field has names or a number; they are a text about it."""
        row = self.words.fields[key.partition(".")[0]]
        return row.kind != "records" and key != "summary" and max(map(len, parts_of(text)), default=0) > _NAMES

    def _fits(self, text: str) -> bool:
        row = self.words.fields["summary"]
        return "\n\n" not in text.strip() and row.low <= len(plain_text(text)) <= row.high

    def _field(self, key: str, label: str, text: str, records: dict[str, dict[str, str]]) -> None:
        owner, _, part = key.partition(".")
        row = next((each for each in self.words.fields[owner].of if each.key == key), self.words.fields[owner])
        is_taken = part in records.get(owner, {}) if part else owner in self.values
        found = take(text, row, self.words)
        if is_taken or found.value is None:
            rest = found.rest if not is_taken and found.rest else (plain_text(text),)
            self.left += [(label, self._with_hint(row, each)) for each in rest]
            return
        if part:
            records.setdefault(owner, {})[part] = _as_text(found.value)
        else:
            self.values[owner] = found.value
        self.left += [(label, self._with_hint(row, rest)) for rest in found.rest]

    def _with_hint(self, row: Field, word: str) -> str:
        """A word that is no term, with the one that it looks like."""
        facet = self.words.facets.get(row.key)
        near = self.words.nearest_term(facet, word) if facet else None
        return f"{word} (bedoelde je {near}?)" if near else word

    def _record(self, owner: str, record: dict[str, str]) -> None:
        """A record of which the parts came one by one; without what it needs it can't stand."""
        row = self.words.fields[owner]
        names = self.values.get("organisation")
        if owner == "contact" and isinstance(names, tuple) and isinstance(names[0], str):
            record = {"organisation": names[0], **record}
        if owner in self.values or not {part.name for part in row.of if part.required} <= record.keys():
            self.left += [(f"{owner}.{name}", text) for name, text in record.items()]
        else:
            self.values[owner] = (record,) if row.kind == "records" else record


_NAMES = 60  # a longer part of an answer is no name
_SENTENCE = 120  # a longer answer to a question we don't know is a text


def _refused(text: str, lists: Lists) -> str:
    """The first field or heading that the checks refuse, empty when only something is missing."""
    found = read_practice(text.encode(), _NAME, lists).problems
    wrong = [problem for problem in found if problem.severity == "error" and not _is_missing(problem)]
    return _owner(text.split("\n"), wrong[0].place.line) if wrong else ""


def _is_missing(problem: Problem) -> bool:
    """True for a whole field that is not there; a part that a record lacks is a mistake."""
    return problem.code == "ontbreekt" and problem.place.line == 1


def _owner(lines: list[str], line: int) -> str:
    end = lines.index("---", 1)
    for text in reversed(lines[:line]):
        if line <= end + 1 and (key := _KEY.match(text)):
            return key[1]
        if line > end + 1 and text.startswith("## "):
            return text.removeprefix("## ")
    return "tekst"


def _with_open_fields(text: str, words: Vocabulary) -> str:
    """The file with an empty line for each required field that it lacks."""
    head, fence, body = text.partition("\n---\n")
    known = {found[1] for line in head.split("\n") if (found := _KEY.match(line))}
    lines = [
        line
        for row in words.fields.values()
        if row.required and row.key not in known
        for line in (*_asked(row, words), f"{row.key}:")
    ]
    return "\n".join([head, *lines]) + fence + body


def _asked(row: Field, words: Vocabulary) -> Iterator[str]:
    yield "# Nog invullen:"
    yield from explained(row, words.facets.get(row.key))


def _comment(left: Iterable[tuple[str, str]], lost: Iterable[str]) -> str:
    """What found no place, where no reader sees it."""
    parts = [*(f"{label}: {text}" for label, text in left), *(f"Niet meegekomen: {each}" for each in lost)]
    if not parts:
        return ""
    inside = "\n\n".join(without_hidden(part) for part in parts).replace("--", "- -").replace("```", "'''")
    return f"\n<!--\n{_LEFT}\n\n{inside}\n-->\n"


def _told(problem: Problem) -> str:
    return f"`{problem.message.split('`')[1]}`: {problem.hint}"


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SENTENCE else f"{line[:_SENTENCE]}…"


def _as_text(value: Value) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return "; ".join(value.values())
    return "\n".join(each if isinstance(each, str) else "; ".join(each.values()) for each in value)
