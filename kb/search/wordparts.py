"""The words of the collection as parts: their postings, their endings, and where they stand."""

import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt

from kb.search.coding import ALPHABET, deltas, ending, number, numbers, row, shared
from kb.search.dutch import key
from kb.search.index import Index
from kb.search.parts import Keep, Listed, as_json, listed
from kb.search.ranking import RANKING
from kb.search.suggestions import names_by_word


@dataclass(frozen=True, slots=True)
class Sizes:
    """How large a part of sorted lines becomes, in letters: it may end from `least` on, and does soon after `most`.

    It ends between words with other first letters, where the checksum of those says so (one in `one_in`): so a change
    moves no other part's ends, and words that look alike stand together.
    """

    least: int
    most: int
    one_in: int

    def of(self, n: int) -> "Sizes":
        """For so many practices: small parts make a long list, so parts and list both grow, with the root of n."""
        growth = max(1.0, sqrt(n / LISTED_WELL))
        return Sizes(round(self.least * growth), round(self.most * growth), self.one_in)


LISTED_WELL = 2_000
"""Practices up to which parts stay as small as they are."""

WORDS = Sizes(4_000, 12_000, 3)
ENDS = Sizes(6_000, 18_000, 12)
POSITIONS = Sizes(10_000, 30_000, 4)
NAMES = Sizes(6_000, 18_000, 4)

Line = tuple[str, str, tuple["Posting", ...]]
"""A word, what follows it in its line, and its postings (only lines of words have them)."""

Posting = tuple[int, tuple[int, ...], int]
"""A practice, the units of a key in each field, and the class of the body's length."""


def word_parts(index: Index, keep: Keep) -> Listed:
    """Forms and keys with their postings."""
    return _lines(_word_lines(index), WORDS.of(len(index.collection.docs)), keep, signed=True)


def end_parts(index: Index, keep: Keep) -> Listed:
    """Forms by their endings."""
    return _lines(_end_lines(index), ENDS.of(len(index.collection.docs)), keep)


def position_parts(index: Index, keep: Keep) -> str:
    """Forms with their positions: the name of the part that lists the parts, which only phrases need."""
    return keep(as_json(_lines(_position_lines(index), POSITIONS.of(len(index.collection.docs)), keep)))


def name_parts(index: Index, keep: Keep) -> str:
    """Words in names of organisations: the name of the part that lists the parts, which only suggestions need."""
    return keep(as_json(_lines(_name_lines(index), NAMES.of(len(index.collection.docs)), keep)))


def _lines(lines: Iterable[Line], sizes: Sizes, keep: Keep, *, signed: bool = False) -> Listed:
    made, last = [], ""
    for batch in _batches(lines, sizes):
        made.append((last, batch[0][0], keep(_text(batch, signed=signed))))
        last = batch[-1][0]
    return listed(made)


def _batches(lines: Iterable[Line], sizes: Sizes) -> Iterator[list[Line]]:
    batch: list[Line] = []
    size, group = 0, ""
    for line in lines:
        word, rest, postings = line
        if batch and _ends(size, group, word, sizes):
            yield batch
            batch, size = [], 0
        batch.append(line)
        size += len(word) // 2 + len(rest) + 4 * len(postings)
        group = word[: RANKING.neighbour_letters]
    if batch:
        yield batch


def _ends(size: int, group: str, word: str, sizes: Sizes) -> bool:
    """A part ends before this word. A group that is too large by itself is cut where it must."""
    if word.startswith(group):
        return size >= 2 * sizes.most
    says = zlib.crc32(word[: RANKING.neighbour_letters].encode()) % sizes.one_in == 0
    return size >= sizes.most or (says and size >= sizes.least)


def _text(batch: Sequence[Line], *, signed: bool) -> str:
    """A part's text: with `signed` first its signatures (units by field, commonest first), then a line a word."""
    rows = [_signature(units) for _, _, postings in batch for _, units, _ in postings]
    ranked = _by_count(rows)
    places = {row: place for place, row in enumerate(ranked)}
    text = [" ".join(ranked)] if signed else []
    before = ""
    for word, rest, postings in batch:
        text.append(shared(before, word) + (_postings(postings, places) if signed and postings else "") + rest)
        before = word
    return "\n".join(text)


def _by_count(rows: Sequence[str]) -> list[str]:
    counts = Counter(rows)
    return sorted(counts, key=lambda row: (-counts[row], row))


@lru_cache(maxsize=1 << 14)
def _signature(units: tuple[int, ...]) -> str:
    return "".join(f"{field}{number(count)}" for field, count in enumerate(units) if count)


def _postings(postings: Sequence[Posting], places: Mapping[str, int]) -> str:
    signs = [places[_signature(units)] for _, units, _ in postings]
    lengths = "".join(ALPHABET[length] for _, _, length in postings)
    return ":" + row([doc for doc, _, _ in postings]) + numbers(signs) + lengths


def _word_lines(index: Index) -> Iterator[Line]:
    """All forms, keys, concepts and beginnings of asked patterns, in the order of their letters."""
    asked, docs = index.collection.asked, index.collection.docs
    for word in sorted({*index.forms, *index.keys, *asked}):
        rest = ""
        if index.is_form(word):
            rest = "." if key(word) == word else "=" + ending(word, key(word))
        if word in asked:
            rest += ";" + ",".join(f"{' '.join(pattern[1:])}>{name}" for pattern, name in asked[word])
        if word in index.collection.said:
            rest += "!" + "|".join(" ".join(said.replace("|", " ").split()) for said in index.collection.said[word])
        yield word, rest, tuple((doc, units, docs[doc].length) for doc, units in index.postings(word).items())


def _end_lines(index: Index) -> Iterator[Line]:
    """All forms, written backwards, in that order."""
    yield from ((form, "", ()) for form in sorted(form[::-1] for form in index.forms))


def _position_lines(index: Index) -> Iterator[Line]:
    """Where each form stands: practice, how often, positions."""
    for form in index.forms:
        table = index.positions(form)
        rest = ""
        for step, doc in zip(deltas(list(table)), table, strict=True):
            rest += number(step) + row(table[doc])
        yield form, ":" + rest, ()


def _name_lines(index: Index) -> Iterator[Line]:
    """The words of organisations' names, each with the names in which it stands."""
    for word, names in names_by_word(index.collection.organisations):
        yield word, "=" + "|".join(names), ()
