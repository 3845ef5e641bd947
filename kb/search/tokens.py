"""What one practice gives the index: its keys by field, its forms with their places, and what stands beside them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kb.model import Lists, Practice
from kb.search.analyser import FIELD_POSITIONS, GAP, UNITS, Analyser, analyser, forms_of, kept
from kb.search.document import BODY, texts
from kb.search.dutch import words

TOKEN = 1 << 20
"""A key's number in a field is TOKEN for each of its tokens, plus the units of them all: one addition counts both."""

BETWEEN = "\u001e"
"""Stands between two texts of one field; no file of an editor may hold it."""

SHOWN_LETTERS = 24_000
"""Of a text this much can be shown as a passage: what a reader loads for one result stays under some ten kilobytes."""

_SHORT = 80
"""Letters of a text that is remembered: names of terms, places and organisations come back in many practices."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """A practice taken apart. `keys`: key → number (TOKEN) for each of the FIELDS; `forms`: form → rising positions.

    `length`: the words of its body without stop words.
    """

    keys: tuple[Mapping[str, int], ...]
    forms: Mapping[str, Sequence[int]]
    length: int


@dataclass(frozen=True, slots=True)
class _Text:
    """One text taken apart: its keys with their numbers, its forms with positions from 0, and its telling words.

    `whole`: the keys that are words of their own, not only parts of compounds.
    """

    keys: Mapping[str, int]
    whole: frozenset[str]
    forms: tuple[tuple[str, int], ...]
    length: int


class Tokenizer:
    """Takes practices apart by the lists; remembers the short texts, which come back."""

    def __init__(self, lists: Lists, inner: Analyser | None = None) -> None:
        self._lists = lists
        self._analyser = inner or analyser(lists)
        self._known: dict[str, _Text] = {}

    def tokens(self, practice: Practice) -> Tokens:
        """The tokens of a practice."""
        keys: list[dict[str, int]] = []
        forms: dict[str, list[int]] = {}
        length = 0
        for number, row in enumerate(by_field(practice, self._lists)):
            taken = [self._text(text) for text in row]
            keys.append(_counted(taken))
            _place(taken, number * FIELD_POSITIONS, forms)
            if number == BODY:
                length = sum(text.length for text in taken)
        return Tokens(tuple(keys), forms, length)

    def _text(self, text: str) -> _Text:
        known = self._known.get(text)
        if known is None:
            known = _taken_apart(text, self._analyser)
            if len(text) <= _SHORT:
                self._known[text] = known
        return known


def by_field(practice: Practice, lists: Lists) -> Iterator[list[str]]:
    """The texts of each of the FIELDS, each on one line."""
    for row in texts(practice, lists).values():
        yield [" ".join(text.split()) for text in row]


def passages(practice: Practice) -> tuple[str, ...]:
    """The summary of a practice and the paragraphs of its text, of a long text the first SHOWN_LETTERS letters."""
    shown, left = [practice.summary], SHOWN_LETTERS
    for section in practice.sections:
        for paragraph in section.text.split("\n"):
            if len(paragraph) > left:
                beginning = paragraph[:left].rpartition(" ")[0]
                return (*shown, beginning) if beginning.strip() else tuple(shown)
            if paragraph.strip():
                shown.append(paragraph)
                left -= len(paragraph)
    return tuple(shown)


def _taken_apart(text: str, analyser: Analyser) -> _Text:
    row = tuple(words(text))
    keys: dict[str, int] = {}
    whole = set()
    for key, units, _ in analyser.keys_of(row):
        keys[key] = keys.get(key, 0) + TOKEN + units
        if units == UNITS:
            whole.add(key)
    forms = tuple((form, position) for form, _, position in forms_of(row))
    return _Text(keys, frozenset(whole), forms, sum(not word.stop for word in row))


def _counted(taken: Sequence[_Text]) -> dict[str, int]:
    counts: dict[str, int] = {}
    whole: set[str] = set()
    for text in taken:
        whole |= text.whole
        for key, number in text.keys.items():
            counts[key] = counts.get(key, 0) + number
    for key, number in counts.items():
        units = number % TOKEN
        counts[key] = number - units + kept(units, whole=key in whole)
    return counts


def _place(taken: Iterable[_Text], start: int, forms: dict[str, list[int]]) -> None:
    """Add the positions of a field's texts, each in a stretch of its own."""
    for text in taken:
        for form, position in text.forms:
            forms.setdefault(form, []).append(start + position)
        start += (text.forms[-1][1] if text.forms else 0) + GAP
