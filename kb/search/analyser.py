"""From a text to the tokens of the index: keys with their compound parts and concepts, and forms with positions."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache

from msgspec import Struct, field
from msgspec.json import decode, encode

from kb.model import Lists, SynonymGroup, WordRules
from kb.search.compounds import Splitter
from kb.search.concepts import Concepts, concepts, found
from kb.search.dutch import Word, fold, key, words

UNITS = 5
"""Occurrences are counted in fifths, so that parts of compounds stay whole numbers …"""

PART_UNITS = {1: 2, 2: 1}
"""… a part of a compound counts 2/5, a part of a part 1/5 (measured: 0.4 in `../README.md` of this room)."""

GAP = 100
"""Positions left free between two texts of a field, so that no phrase runs across."""

FIELD_POSITIONS = 1 << 20
"""Each field has its own stretch of positions: position // FIELD_POSITIONS is the field's number."""

LONGEST_JOINED = 40
_NUMBER = re.compile("[0-9]+")


class Token(Struct, frozen=True):
    """A key with the units that it adds, or (`units` 0) a form at its position."""

    text: str
    units: int = 0
    position: int = 0


class Analyser(Struct, frozen=True):
    """Dutch for one collection: the editors' compounds and synonyms on top of the tables. Equal lists, equal tokens."""

    splitter: Splitter = field(default_factory=Splitter)
    concepts: Concepts = field(default_factory=lambda: Concepts({}, {}, {}))
    _known: dict[str, tuple[Token, ...]] = field(default_factory=dict)

    def keys(self, text: str) -> Iterator[Token]:
        """The keys of a text: of its words, of their parts, of hyphenated words joined, and its concepts."""
        return self.keys_of(tuple(words(text)))

    def keys_of(self, row: Sequence[Word]) -> Iterator[Token]:
        """As `keys`, of the words of a text."""
        for word in row:
            if not word.stop:
                yield from self._known.get(word.form) or self._word(word.form)
        yield from (Token(key(form), UNITS) for _, form in joined(row))
        yield from (Token(name, UNITS) for _, _, name in found(row, self.concepts.said))

    def _word(self, form: str) -> tuple[Token, ...]:
        """A word's own key and those of its parts; remembered, as most words of a text stand in others too."""
        parts = [Token(key(part), PART_UNITS[depth]) for part, depth in self.splitter.parts(form)]
        self._known[form] = tokens = (Token(key(form), UNITS), *parts)
        return tokens


def counted(tokens: Iterable[Token]) -> dict[str, int]:
    """The units of each key in one field, as the index keeps them."""
    units: Counter[str] = Counter()
    whole = set()
    for token in tokens:
        units[token.text] += token.units
        whole |= {token.text} if token.units == UNITS else set()
    return {text: kept(n, whole=text in whole) for text, n in units.items()}


def kept(units: int, *, whole: bool) -> int:
    """Units that also tell whether the word itself stands there (`whole`, says_whole), and not only compounds with it.

    So that both fit in one number, it may be off by a fifth or two: more precision changes no order.
    """
    if whole:
        return units - (units % UNITS == UNITS - 1)
    return units if units < UNITS else (units + UNITS // 2 + 1) // UNITS * UNITS - 1


def says_whole(units: int) -> bool:
    """True when these are the units of a word that stands there itself, not only in compounds."""
    return units >= UNITS and units % UNITS != UNITS - 1


def forms(text: str, start: int = 0) -> Iterator[Token]:
    """The forms of a text with their positions, rising (stop words leave a hole), hyphenated words also joined."""
    return forms_of(tuple(words(text)), start)


def forms_of(row: Sequence[Word], start: int = 0) -> Iterator[Token]:
    """As `forms`, of the words of a text."""
    whole = dict(joined(row))
    for at, word in enumerate(row):
        if not word.stop:
            yield Token(word.form, 0, start + at)
        if at in whole:
            yield Token(whole[at], 0, start + at)


def joined(row: Sequence[Word]) -> Iterator[tuple[int, str]]:
    """Words that hyphens hold together, as one: (place of the first in the row, form). re-integratie → reintegratie."""
    return chained([word.form for word in row], {at for at, word in enumerate(row) if word.glued})


def chained(row: Sequence[str], glued: Collection[int]) -> Iterator[tuple[int, str]]:
    """As `joined`, of the forms of words and the places of those that are glued to the one before."""
    if not glued:
        return
    chain: list[str] = []
    at = 0
    for place, word in enumerate((*row, "")):
        if place in glued:
            chain.append(word)
            continue
        form = "".join(chain)
        if len(chain) > 1 and len(form) <= LONGEST_JOINED and not _NUMBER.fullmatch(form):
            yield at, form
        chain, at = [word], place


def analyser(lists: Lists) -> Analyser:
    """The analyser of these lists; in one process the same for equal lists, with the words that it remembers."""
    return _analyser(encode((lists.words, lists.synonyms)))


@lru_cache(maxsize=1)
def _analyser(told: bytes) -> Analyser:
    rules, groups = decode(told, type=tuple[WordRules, tuple[SynonymGroup, ...]])
    split = {fold(word): tuple(fold(p) for p in parts) for word, parts in rules.split.items()}
    return Analyser(Splitter(frozenset(map(fold, rules.keep)), split), concepts(groups))
