"""Compounds: taking a written-together Dutch word apart (dagbestedingslocatie → dagbesteding, locatie)."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from msgspec import Struct, field

from kb.search.tables import KEEP_WHOLE

SHORTEST = 7
"""Letters of the shortest word that is tried; shorter compounds stand in the editors' list."""

LINKS = (("", 0.0), ("s", 0.2), ("en", 0.4), ("n", 0.5), ("e", 0.6), ("er", 0.8))
"""What may stand between two parts, and what it costs against a split without."""

_PARTS = Path(__file__).with_name("parts.txt")
_SHORTEST_PART = 3

Split = tuple[float, tuple[str, ...]]


@lru_cache(maxsize=1)
def known_parts() -> frozenset[str]:
    """The words of parts.txt: what Dutch compounds are made of (made by tests/tools/make_parts.py from OpenTaal)."""
    return frozenset(_PARTS.read_text(encoding="utf-8").split())


class Splitter(Struct, frozen=True):
    """Takes words apart with the list of parts, after what editors say: `keep` words whole, `rules` (word → parts)."""

    keep: frozenset[str] = frozenset()
    rules: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def parts(self, form: str) -> tuple[tuple[str, int], ...]:
        """The parts of a folded form with their depth: 1 for its own parts, 2 for parts of parts.

        loonkostensubsidie → (loonkosten, 1), (subsidie, 1), (loon, 2), (kosten, 2). Empty when it is no compound.
        """
        first = self._split(form)
        if not first:
            return ()
        # Of three parts the last two may be a word too, and the first two; editors' parts need not stand in the word.
        pairs = _pairs(form, first) if len(first) > 2 and form not in self.rules else ()  # noqa: PLR2004 - see above
        deeper = (part for word in first for part in self._split(word))
        return (*((part, 1) for part in (*first, *pairs)), *((part, 2) for part in deeper))

    def _split(self, form: str) -> tuple[str, ...]:
        if form in self.rules:
            return self.rules[form]
        if form in self.keep or form in KEEP_WHOLE or len(form) < SHORTEST:
            return ()
        return _cheapest(form, whole=False)[1]


def _pairs(form: str, parts: tuple[str, ...]) -> tuple[str, str]:
    """What stands behind the first part of a compound, and before the last: dierenvoedselbank → voedselbank."""
    behind = form.index(parts[1], len(parts[0]))
    before = form.rindex(parts[-2], 0, len(form) - len(parts[-1])) + len(parts[-2])
    return form[behind:], form[:before]


NONE: Split = (float("inf"), ())


@lru_cache(maxsize=1 << 16)
def _cheapest(rest: str, *, whole: bool = True) -> Split:
    """The cheapest row of parts that is exactly `rest`; with `whole` the rest may be one part itself."""
    parts = known_parts()
    best: Split = (_cost(rest), (rest,)) if whole and rest in parts else NONE
    for end in range(_SHORTEST_PART, len(rest) - _SHORTEST_PART + 1):
        if rest[:end] in parts:
            best = min(best, _after(rest, end))
    return best


def _after(rest: str, end: int) -> Split:
    """The cheapest split whose first part is the first `end` letters."""
    best = NONE
    for link, price in LINKS:
        if rest.startswith(link, end):
            cost, row = _cheapest(rest[end + len(link) :])
            if row:
                best = min(best, (price + cost, row))
    cost, row = best
    return (_cost(rest[:end]) + cost, (rest[:end], *row)) if row else NONE


def _cost(part: str) -> float:
    """Few parts before many, long parts before short ones."""
    return 1 + 4 / len(part)
