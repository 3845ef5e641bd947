"""Words compared as an editor means them: whatever the case, the accents and the spaces."""

import re
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher, get_close_matches
from functools import lru_cache
from heapq import nlargest
from itertools import pairwise, takewhile

from kb.folding import folded

_COMPARED = 20
_ALIKE = 0.65
_SHORTEST_BEGINNING = 3
_SHORT = 60


def fold(text: str) -> str:
    """The text in small letters, without accents, with single spaces: equal for words that are meant alike."""
    return _known(text) if len(text) <= _SHORT else _folded(text)


def _folded(text: str) -> str:
    return folded(" ".join(text.split()))


_known = lru_cache(maxsize=4096)(_folded)
"""Headings, terms and `onbekend` come back in each practice."""


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate that looks most like the word; None if none comes near."""
    by_fold: dict[str, str] = {}
    for candidate in candidates:
        by_fold.setdefault(fold(candidate), candidate)
    wanted = fold(word)[:100]
    # Comparing two words well is slow, so among many only those are compared that share most pairs of letters.
    hopeful = nlargest(_COMPARED, by_fold, key=lambda candidate: _likeness(wanted, candidate))
    hopeful = [candidate for candidate in hopeful if _differ_little(wanted, candidate)]
    found = get_close_matches(wanted, hopeful, n=1, cutoff=_ALIKE)
    return by_fold[found[0]] if found else None


def _differ_little(word: str, candidate: str) -> bool:
    """False when what is left without the words that both begin with is another word: `gemeente noord`, `… zuid`."""
    first, second = word.split(), candidate.split()
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(first, second, strict=False)))
    mine, theirs = " ".join(first[shared:]), " ".join(second[shared:])
    return not (shared and mine and theirs) or SequenceMatcher(None, mine, theirs).ratio() >= _ALIKE


def likely(word: str, names: Mapping[str, str]) -> str | None:
    """Where the nearest name leads to, or else all names that begin with the word; None where those lead to many."""
    if found := nearest(word, names):
        return names[found]
    start = re.compile(rf"{re.escape(fold(word))}\b")
    begun = {target for name, target in names.items() if start.match(fold(name))}
    return begun.pop() if len(begun) == 1 and len(word) >= _SHORTEST_BEGINNING else None


def _likeness(word: str, candidate: str) -> float:
    return 2 * len(_pairs(word) & _pairs(candidate)) / (len(word) + len(candidate) + 1)


@lru_cache(maxsize=8192)
def _pairs(word: str) -> frozenset[str]:
    return frozenset(map("".join, pairwise(f" {word}")))


def did_you_mean(word: str, candidates: Iterable[str]) -> str:
    """The hint "Bedoelde je …?", empty if no candidate comes near."""
    found = likely(word, {candidate: candidate for candidate in candidates})
    return f"Bedoelde je `{found}`?" if found else ""
