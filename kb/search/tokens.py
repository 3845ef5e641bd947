"""What one practice gives the index: its keys by field, its forms with their places, and what stands beside them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import itemgetter

from msgspec import Struct

from kb.model import Lists, WholePractice
from kb.search.analyser import FIELD_POSITIONS, GAP, UNITS, Analyser, analyser, chained, kept
from kb.search.concepts import found_in
from kb.search.document import BODY, texts
from kb.search.dutch import form_of, is_one, key, plain, written

TOKEN = 1 << 20
"""A key's number in a field is TOKEN for each of its tokens, plus the units of them all: one addition counts both."""

BETWEEN = "\u001e"
"""Stands between two texts of one field; no file of an editor may hold it."""

SHOWN_LETTERS = 24_000
"""Of a text this much can be shown as a passage: what a reader loads for one result stays under some ten kilobytes."""

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
    """One text taken apart: its keys with their numbers, its forms with positions from 0, and its telling words.

    `whole`: the keys that are words of their own, not only parts of compounds.
    """

    keys: Mapping[str, int]
    whole: frozenset[str]
    forms: Sequence[tuple[str, int]]
    length: int


class _Word(Struct, frozen=True):
    """What a word, as it is written, gives: its form, its keys with their numbers (none: it says nothing by itself).

    `begins`: its key begins the name of a concept.
    """

    form: str
    keys: tuple[tuple[str, int], ...]
    begins: bool


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
        keys = () if stop else tuple([(token.text, TOKEN + token.units) for token in self._analyser.word(form)])
        return _Word(form, keys, not stop and keys[0][0] in self._analyser.concepts.said)

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
            known = self._taken_apart(text)
            if len(text) <= _SHORT:
                self._known[text] = known
        return known

    def _taken_apart(self, text: str) -> _Text:
        row, joined = self._words.row(text)
        keys: dict[str, int] = {}
        whole, forms, says = set(), [], False
        for place, word in enumerate(row):
            if word.keys:
                forms.append((word.form, place))
                whole.add(word.keys[0][0])
                says = says or word.begins
                for key_, number in word.keys:
                    keys[key_] = keys.get(key_, 0) + number
        length = len(forms)
        names = [key(form) for _, form in joined]
        if says:
            row_keys = [word.keys[0][0] if word.keys else "" for word in row]
            names += [name for _, _, name in found_in(row_keys, self._analyser.concepts.said)]
        for name in names:
            keys[name] = keys.get(name, 0) + TOKEN + UNITS
        forms = sorted([*forms, *((form, place) for place, form in joined)], key=itemgetter(1)) if joined else forms
        return _Text(keys, frozenset(whole.union(names)), forms, length)


def by_field(practice: WholePractice, lists: Lists) -> Iterator[list[str]]:
    """The texts of each of the FIELDS, each on one line."""
    for row in texts(practice, lists).values():
        yield [" ".join(text.split()) for text in row]


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
    counts, whole = dict(first.keys), first.whole
    for text in others:
        whole |= text.whole
        for key_, number in text.keys.items():
            counts[key_] = counts.get(key_, 0) + number
    return {key_: (_WHOLE if key_ in whole else _PART)[number] for key_, number in counts.items()}


class _Kept(dict[int, int]):
    """Numbers of keys with units as the index keeps them: few, so all are remembered."""

    def __init__(self, *, whole: bool) -> None:
        super().__init__()
        self._whole = whole

    def __missing__(self, number: int) -> int:
        units = number % TOKEN
        self[number] = as_kept = number - units + kept(units, whole=self._whole)
        return as_kept


_WHOLE, _PART = _Kept(whole=True), _Kept(whole=False)


def _place(taken: Iterable[_Text], start: int, forms: dict[str, list[int]]) -> None:
    """Add the positions of a field's texts, each in a stretch of its own."""
    for text in taken:
        for form, position in text.forms:
            forms.setdefault(form, []).append(start + position)
        start += (text.forms[-1][1] if text.forms else 0) + GAP
