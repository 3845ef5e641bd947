"""What one practice gives the index: its keys by field, its forms with their places, and what stands beside them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import itemgetter

from msgspec import Struct

from kb.model import Lists, WholePractice
from kb.search.analyser import FIELD_POSITIONS, GAP, PART_UNITS, UNITS, Analyser, analyser, chained, kept
from kb.search.concepts import found_in
from kb.search.document import BODY, texts
from kb.search.dutch import form_of, is_one, key, plain, written

TOKEN = 1 << 20
"""A key's number in a field is TOKEN for each of its tokens, plus the units of them all: one addition counts both."""

_WHOLE = 1 << 40
"""Added, while a field is counted, for each time that a key is a word of its own and not only part of a compound."""

BETWEEN = "\u001e"
"""Stands between two texts of one field; no file of an editor may hold it."""

SHOWN_LETTERS = 24_000
"""Of a text this much can be shown as a passage: what a reader loads for one result stays under some ten kilobytes."""

_MOST_TOKENS = (1 << 12) - 1
"""What stands there more often counts as so often, so that a key's number fits in four bytes."""

_WORD = _WHOLE + TOKEN + UNITS
"""What a word that stands there adds to the number of its key …"""

_OF_DEPTH = {depth: TOKEN + units for depth, units in PART_UNITS.items()}
"""… and to that of a part of it, by how deep that lies."""

_SHORT = 80
"""Letters of a text that is remembered: names of terms, places and organisations come back in many practices."""


class Tokens(Struct, frozen=True):
    """A practice taken apart. `keys`: key → number (TOKEN) for each of the FIELDS; `forms`: form → rising positions.

    `length`: the words of its body without stop words.
    """

    keys: tuple[Mapping[str, int], ...]
    forms: Mapping[str, Sequence[int]]
    length: int


class _Text(Struct, frozen=True):
    """One text taken apart: its keys with their numbers, its forms with positions from 0, and its telling words."""

    keys: Mapping[str, int]
    forms: Sequence[tuple[str, int]]
    length: int


class _Word(Struct, frozen=True):
    """What a word, as it is written, gives: its form, its key (empty: it says nothing by itself), those of its parts.

    `begins`: its key begins the name of a concept.
    """

    form: str
    key: str = ""
    parts: tuple[tuple[str, int], ...] = ()
    begins: bool = False


class _Words(dict[str, _Word | None]):
    """By word as it is written what it gives, None for what is too long to be one; remembered, as words come back."""

    def __init__(self, inner: Analyser) -> None:
        super().__init__()
        self._analyser = inner

    def __missing__(self, raw: str) -> _Word | None:
        form, stop = form_of(raw)
        self[raw] = word = self.of(form, stop=stop) if form else None
        return word

    def of(self, form: str, *, stop: bool = False) -> _Word:
        """What a form gives."""
        if stop:
            return _Word(form)
        parts = tuple([(key(part), _OF_DEPTH[depth]) for part, depth in self._analyser.splitter.parts(form)])
        own = key(form)
        return _Word(form, own, parts, own in self._analyser.concepts.said)

    def row(self, text: str) -> tuple[list[_Word], Sequence[tuple[int, str]]]:
        """The words of a text, and those that hyphens hold together, as one, each with the place of the first."""
        bound = written(text)
        if bound is None:
            return [*filter(None, map(self.__getitem__, plain(text)))], ()
        row: list[_Word] = []
        glued = set()
        for hyphen, raw in bound:
            word = self[raw]
            if hyphen and row and word and is_one(row[-1].form, word.form):
                row[-1] = self.of(row[-1].form + word.form)
            elif word:
                if hyphen:
                    glued.add(len(row))
                row.append(word)
        return row, [*chained([word.form for word in row], glued)]


class Tokenizer:
    """Takes practices apart by the lists; remembers words, and the short texts, which come back."""

    def __init__(self, lists: Lists, inner: Analyser | None = None) -> None:
        self._lists = lists
        self._analyser = inner or analyser(lists)
        self._words = _Words(self._analyser)
        self._known: dict[str, _Text] = {}

    def tokens(self, practice: WholePractice) -> Tokens:
        """The tokens of a practice."""
        keys: list[dict[str, int]] = []
        forms: dict[str, list[int]] = {}
        length = 0
        for number, row in enumerate(texts(practice, self._lists).values()):
            taken = [self._known.get(text) or self._text(text) for text in row]
            keys.append(_counted(taken))
            _place(taken, number * FIELD_POSITIONS, forms)
            if number == BODY:
                length = sum(text.length for text in taken)
        return Tokens(tuple(keys), forms, length)

    def _text(self, text: str) -> _Text:
        taken = self._taken_apart(text)
        if len(text) <= _SHORT:
            self._known[text] = taken
        return taken

    def _taken_apart(self, text: str) -> _Text:
        row, joined = self._words.row(on_one_line(text))
        keys: dict[str, int] = {}
        forms, says = [], False
        for place, word in enumerate(row):
            own = word.key
            if own:
                forms.append((word.form, place))
                keys[own] = keys.get(own, 0) + _WORD
                says = says or word.begins
                for part, number in word.parts:
                    keys[part] = keys.get(part, 0) + number
        length = len(forms)
        names = [key(form) for _, form in joined]
        if says:
            names += [name for _, _, name in found_in([word.key for word in row], self._analyser.concepts.said)]
        for name in names:
            keys[name] = keys.get(name, 0) + _WORD
        forms = sorted([*forms, *((form, place) for place, form in joined)], key=itemgetter(1)) if joined else forms
        return _Text(keys, forms, length)


def by_field(practice: WholePractice, lists: Lists) -> Iterator[list[str]]:
    """The texts of each of the FIELDS, each on one line."""
    for row in texts(practice, lists).values():
        yield list(map(on_one_line, row))


def on_one_line(text: str) -> str:
    """The text with single spaces: no line or paragraph in it ends."""
    return " ".join(text.split())


def passages(practice: WholePractice) -> tuple[str, ...]:
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


def _counted(taken: Sequence[_Text]) -> dict[str, int]:
    if not taken:
        return {}
    first, *others = taken
    counts = first.keys
    if others:
        counts = dict(counts)
        for text in others:
            for key_, number in text.keys.items():
                counts[key_] = counts.get(key_, 0) + number
    return {key_: _KEPT[number] for key_, number in counts.items()}


class _Kept(dict[int, int]):
    """Numbers of keys with units as the index keeps them: few, so all are remembered."""

    def __missing__(self, number: int) -> int:
        whole, plain = divmod(number, _WHOLE)
        units = plain % TOKEN
        tokens = min(plain // TOKEN, _MOST_TOKENS)
        self[number] = as_kept = tokens * TOKEN + kept(units, whole=whole > 0)
        return as_kept


_KEPT = _Kept()


def _place(taken: Iterable[_Text], start: int, forms: dict[str, list[int]]) -> None:
    """Add the positions of a field's texts, each in a stretch of its own."""
    for text in taken:
        for form, position in text.forms:
            forms.setdefault(form, []).append(start + position)
        start += (text.forms[-1][1] if text.forms else 0) + GAP
