"""The words of the collection as parts: where one ends and the next begins, and the text of each."""

import zlib
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from math import sqrt

from msgspec import Struct

from kb.search.coding import number, shared
from kb.search.lines import Line
from kb.search.parts import Keep, as_json, listed
from kb.search.ranking import RANKING
from kb.search.suggestions import names_by_word


class Sizes(Struct, frozen=True):
    """How large a part of sorted lines becomes, in letters: it may end from `least` on, and does soon after `most`.

    It ends between words with other first letters, where the checksum of those says so (one in `one_in`): so a change
    moves no other part's ends, and words that look alike stand together.
    """

    least: int
    most: int
    one_in: int

    def of(self, room: int) -> "Sizes":
        """For so many slots: small parts make a long list, so parts and list both grow, with the root of that."""
        growth = max(1.0, sqrt(room / LISTED_WELL))
        return Sizes(round(self.least * growth), round(self.most * growth), self.one_in)


LISTED_WELL = 4_100
"""Slots up to which parts stay as small as they are."""

NAMES = Sizes(6_000, 18_000, 4)


class Kind(Struct, frozen=True):
    """A kind of part. `signed`: its lines have postings."""

    name: str
    sizes: Sizes
    signed: bool = False


WORDS = Kind("words", Sizes(4_000, 12_000, 3), signed=True)
ENDS = Kind("ends", Sizes(6_000, 18_000, 12))
POSITIONS = Kind("positions", Sizes(10_000, 30_000, 4))
KINDS = (WORDS, ENDS, POSITIONS)
"""The parts whose lines are kept, so that a change makes few of them anew."""


Lines = Sequence[Line]


def name_parts(organisations: Sequence[str], room: int, keep: Keep) -> str:
    """Words in names of organisations: the name of the part that lists the parts, which only suggestions need."""
    made, last = [], ""
    for batch in batches(_name_lines(organisations), NAMES.of(room)):
        made.append((last, batch[0].word, keep(text_of(batch))))
        last = batch[-1].word
    return keep(as_json(listed(made)))


def _name_lines(organisations: Sequence[str]) -> Iterator[Line]:
    """The words of organisations' names, each with the names in which it stands."""
    for word, names in names_by_word(organisations):
        yield Line(word, "=" + "|".join(names))


def batches(lines: Iterable[Line], sizes: Sizes) -> Iterator[list[Line]]:
    """Sorted lines in parts."""
    batch: list[Line] = []
    size = 0
    for line in lines:
        if size >= sizes.least and _ends(size, batch[-1].word[: RANKING.neighbour_letters], line.word, sizes):
            yield batch
            batch, size = [], 0
        batch.append(line)
        size += len(line.word) // 2 + len(line.rest) + 4 * len(line.lengths)
    if batch:
        yield batch


def _ends(size: int, group: str, word: str, sizes: Sizes) -> bool:
    """A part ends before this word. A group that is too large by itself is cut where it must."""
    if word.startswith(group):
        return size >= 2 * sizes.most
    says = zlib.crc32(word[: RANKING.neighbour_letters].encode()) % sizes.one_in == 0
    return size >= sizes.most or (says and size >= sizes.least)


def place_of(word: str, firsts: Sequence[str]) -> int:
    """The part in which a word stands, or would stand."""
    return max(0, bisect_right(firsts, word) - 1)


def rebatched(
    firsts: Sequence[str],
    changed: Mapping[int, Sequence[Line]],
    lines_of: Callable[[int], Sequence[Line]],
    sizes: Sizes,
) -> Iterator[int | list[Line]]:
    """The parts after a change: the place of one that stays as it is, or the lines of a new one.

    `firsts`: the first word of each part. `changed`: by place the lines of parts in which something changed; `lines_of`
    gives those of others. Where a part ends follows from its own lines and the word behind them: one that begins where
    it began is the same, as long as the next does too.
    """
    at, left = 0, list[Line]()
    touched = {*changed, *(at - 1 for at, lines in changed.items() if not lines or lines[0].word != firsts[at])}
    while at < len(firsts):
        if at not in touched and not left:
            yield at
            at += 1
            continue
        *whole, left = list(batches([*left, *(changed[at] if at in changed else lines_of(at))], sizes)) or [[]]
        yield from whole
        at += 1
        if left and at not in changed and (at == len(firsts) or _ends_before(left, firsts[at], sizes)):
            yield left
            left = []
    if left:
        yield left


def _ends_before(batch: Sequence[Line], word: str, sizes: Sizes) -> bool:
    return len(list(batches([*batch, Line(word)], sizes))) > 1


def text_of(batch: Sequence[Line], *, signed: bool = False) -> str:
    """A part's text: with `signed` first its signatures (units by field, commonest first), then a line a word."""
    ranked = _by_count(" ".join([line.signs for line in batch if line.signs]).split(" ")) if signed else []
    places = {sign: number(place) for place, sign in enumerate(ranked)}
    text = [" ".join(ranked)] if signed else []
    before = ""
    for line in batch:
        signs = "".join(map(places.__getitem__, line.signs.split(" "))) if line.docs else ""
        postings = f":{line.docs}{signs}{line.lengths}" if line.docs else ""
        text.append(shared(before, line.word) + postings + line.rest)
        before = line.word
    return "\n".join(text)


def _by_count(signs: Iterable[str]) -> list[str]:
    counts = Counter(signs)
    return sorted(counts, key=lambda sign: (-counts[sign], sign))
