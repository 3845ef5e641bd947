"""The lines of words, endings and positions: made of the whole collection, or changed where one practice changed.

A line is the same whatever part it comes to stand in, so it can be kept and changed by itself; wordparts.py makes the
parts of lines.
"""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, chain, repeat
from operator import sub
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import astuple

from kb.search.coding import deltas, ending, number, numbers, read_numbers, read_row, row
from kb.search.concepts import Pattern
from kb.search.document import FIELDS
from kb.search.dutch import key
from kb.search.postings import Postings, by_practice, is_alone, is_once, split
from kb.search.tokens import TOKEN, Tokens

BETWEEN = "\t"
"""Between the columns of a line; no word, name or concept holds it."""


class Line(Struct, frozen=True):
    """A word, what follows it, and (of words only) its practices, its signature in each, and their length classes."""

    word: str
    rest: str = ""
    docs: str = ""
    signs: str = ""
    lengths: str = ""


Posting = tuple[str, str]
"""A signature (the units of a key by field), and the letter of the class of the body's length."""

T = TypeVar("T")
Places = Sequence[int]
"""Where a form stands in one practice: rising positions."""


class Wording(Struct, frozen=True):
    """What stands behind words besides postings: which questions ask a concept, and what editors call it."""

    asked: Mapping[str, Sequence[tuple[Pattern, str]]]
    said: Mapping[str, Sequence[str]]

    def rest(self, word: str, *, is_form: bool) -> str:
        """What follows the postings in the line of a word; empty where only its postings make it a word."""
        rest = ""
        if is_form:
            its_key = key(word)
            rest = "." if its_key == word else "=" + ending(word, its_key)
        if word in self.asked:
            rest += ";" + ",".join(f"{' '.join(pattern[1:])}>{name}" for pattern, name in self.asked[word])
        if word in self.said:
            rest += "!" + "|".join(" ".join(said.replace("|", " ").split()) for said in self.said[word])
        return rest

    def rests(self) -> dict[str, str]:
        """All of it, by word."""
        return {word: self.rest(word, is_form=False) for word in {*self.asked, *self.said}}


def is_form(line: Line | None) -> bool:
    """Whether the word of a line stands like that in some practice."""
    return line is not None and line.rest[:1] in {".", "="}


def word_lines(postings: Postings, slots: Sequence[int], letters: Sequence[str], wording: Wording) -> Iterator[Line]:
    """All forms, keys, concepts and beginnings of asked patterns, in the order of their letters.

    `slots`: that of each practice; `letters`: the class of its length, as it is written.
    """
    found: dict[str, list[tuple[int, array[int]]]] = {}
    for field, table in enumerate(postings.keys.values()):
        for word, packed in table.items():
            found.setdefault(word, []).append((field, packed))
    alone = [_Alone(field, slots, letters) for field in range(len(FIELDS))]
    for word in sorted({*postings.forms, *found, *wording.asked}):
        rest = wording.rest(word, is_form=word in postings.forms)
        where = found.get(word)
        if where is None:
            yield Line(word, rest)
        elif len(where) == 1 and is_alone(where[0][1]):
            ((field, packed),) = where
            yield Line(word, rest, *alone[field][packed.tobytes()])
        else:
            docs, signs = _postings(where)
            taken, sized = row([slots[doc] for doc in docs]), "".join([letters[doc] for doc in docs])
            yield Line(word, rest, taken, " ".join(signs), sized)


class _Alone(dict[bytes, tuple[str, str, str]]):
    """What the line of a word says of the one posting that it has: most words of a practice have the same."""

    def __init__(self, field: int, slots: Sequence[int], letters: Sequence[str]) -> None:
        super().__init__()
        self._field, self._slots, self._letters = field, slots, letters

    def __missing__(self, posting: bytes) -> tuple[str, str, str]:
        doc, counts = array("I", posting)
        self[posting] = told = row([self._slots[doc]]), _SIGNS[self._field][counts], self._letters[doc]
        return told


def _postings(found: Sequence[tuple[int, "array[int]"]]) -> tuple[Sequence[int], Sequence[str]]:
    """The practices of a key, and its signature in each."""
    if len(found) == 1:  # most keys
        field, packed = found[0]
        docs, counts = split(packed)
        return docs, [*map(_SIGNS[field].__getitem__, counts)]
    signs: dict[int, str] = {}
    for field, packed in found:
        sign = _SIGNS[field]
        for doc, count in zip(*split(packed), strict=True):
            signs[doc] = signs.get(doc, "") + sign[count]
    docs = sorted(signs)
    return docs, [signs[doc] for doc in docs]


class _Signs(dict[int, str]):
    """By its number (Tokens.keys) the signature of a key in one field: few, so all are remembered."""

    def __init__(self, field: int) -> None:
        super().__init__()
        self._field = field

    def __missing__(self, counts: int) -> str:
        self[counts] = sign = f"{self._field}{number(counts % TOKEN)}"
        return sign


_SIGNS = [_Signs(field) for field in range(len(FIELDS))]


def end_lines(forms: Mapping[str, object]) -> Iterator[Line]:
    """All forms, written backwards, in that order."""
    yield from map(Line, sorted(form[::-1] for form in forms))


def position_lines(postings: Postings, slots: Sequence[int]) -> Iterator[Line]:
    """Where each form stands: practice (its slot), how often, positions."""
    for form in sorted(postings.forms):
        row_ = postings.forms[form]
        numbers_, places = split(row_)
        docs = [slots[number] for number in numbers_]
        if is_alone(row_):
            yield Line(form, ":" + numbers((docs[0], 1, places[0])))
        elif is_once(docs):
            yield Line(form, ":" + numbers(chain.from_iterable(zip(deltas(docs), repeat(1), places, strict=False))))
        else:
            yield Line(form, _placed(by_practice(docs, places).items()))


def _placed(places: Iterable[tuple[int, Places]]) -> str:
    """Practices (rising) with positions, as they are written."""
    values: list[int] = []
    last = 0
    for doc, each in places:
        values += (doc - last, len(each), each[0])
        if len(each) > 1:
            values += map(sub, each[1:], each)
        last = doc
    return ":" + numbers(values)


def _read_placed(text: str) -> dict[int, Places]:
    """What `_placed` wrote."""
    values, doc = iter(read_numbers(text[1:])), 0
    places: dict[int, Places] = {}
    for step in values:
        doc += step
        places[doc] = list(accumulate(next(values) for _ in range(next(values))))
    return places


def signatures(tokens: Tokens) -> dict[str, str]:
    """The signature of each key of a practice."""
    signs: dict[str, str] = {}
    for field, counted in enumerate(tokens.keys):
        for word, counts in counted.items():
            signs[word] = signs.get(word, "") + _SIGNS[field][counts]
    return signs


def with_postings(line: Line, changes: Mapping[int, Posting | None]) -> Line:
    """A line of words with other postings for some practices; None takes a practice away."""
    docs = read_row(line.docs) if line.docs else []
    there = dict(zip(docs, zip(line.signs.split(" "), line.lengths, strict=True), strict=True)) if docs else {}
    after = _changed(there, changes)
    signs, lengths = zip(*after.values(), strict=True) if after else ((), ())
    return Line(line.word, line.rest, row(list(after)) if after else "", " ".join(signs), "".join(lengths))


def with_places(line: Line, changes: Mapping[int, Places]) -> Line | None:
    """A line of positions with others for some practices (none takes a practice away); None when it stands nowhere."""
    after = _changed(_read_placed(line.rest), {doc: places or None for doc, places in changes.items()})
    return Line(line.word, _placed(after.items())) if after else None


def _changed(there: Mapping[int, T], changes: Mapping[int, T | None]) -> dict[int, T]:
    return dict(sorted((doc, each) for doc, each in {**there, **changes}.items() if each is not None))


def as_text(lines: Sequence[Line]) -> str:
    """Lines as they are kept."""
    return "\n".join([BETWEEN.join(astuple(line)).rstrip(BETWEEN) for line in lines])


def from_text(text: str) -> list[Line]:
    """What `as_text` wrote."""
    return [Line(*line.split(BETWEEN)) for line in text.split("\n")]
