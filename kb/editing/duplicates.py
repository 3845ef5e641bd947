"""Practices that say nearly the same, found by the runs of words that they share."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import chain, combinations

from msgspec import Struct

from kb.model import WholePractice
from kb.problems import Place, Problem

RUN = 4
"""Words in a row that count as one thing said. Two texts on one subject share words, but hardly ever four in a row."""

ALIKE = 0.3
"""The share of the shorter text's runs from which two practices look like each other."""

LEAST = 24
"""Fewer runs than this are chance: a name, a law, a usual sentence."""

COMMON = 8
"""A run in more practices than this is a fixed phrase; it tells nothing, and comparing all its pairs costs most."""

_WORD = re.compile(r"\w+")


class Pair(Struct, frozen=True):
    """Two practices (the first by id and the other), and the share of the shorter one that stands in both."""

    one: WholePractice
    other: WholePractice
    share: float


def alike(practices: Iterable[WholePractice]) -> Iterator[Pair]:
    """The pairs that look like each other, the first by id first. One that replaces the other may do so."""
    runs = {practice.id: (practice, _runs(practice)) for practice in sorted(practices, key=lambda each: each.id)}
    for (one_id, other_id), shared in sorted(_shared(runs.values()).items()):
        (one, of_one), (other, of_other) = runs[one_id], runs[other_id]
        share = shared / min(len(of_one), len(of_other))
        if shared >= LEAST and share >= ALIKE and other_id != one.replaced_by and one_id != other.replaced_by:
            yield Pair(one, other, share)


def check_alike(practices: Iterable[WholePractice]) -> Iterator[Problem]:
    """A problem at both practices of a pair, so that either file may say why it stands."""
    for pair in alike(practices):
        for here, there in ((pair.one, pair.other), (pair.other, pair.one)):
            message = f"Dit lijkt op `{there.id}`: {pair.share:.0%} van de kortste tekst staat ook in de andere."
            hint = "Is het dezelfde praktijk? Maak er één van, of zet bij de oude `replaced_by`."
            yield Problem(Place(here.source_path), "lijkt-op", message, hint, "warning")


def _runs(practice: WholePractice) -> frozenset[int]:
    texts = (practice.title, practice.summary, *(section.text for section in practice.sections))
    return frozenset(chain.from_iterable(map(_runs_of, texts)))


def _runs_of(text: str) -> Iterator[int]:
    """A number for each run of words, the same for the same words as long as this process runs."""
    words = _WORD.findall(text.casefold())
    return map(hash, zip(*(words[start:] for start in range(RUN)), strict=False))


def _shared(practices: Collection[tuple[WholePractice, frozenset[int]]]) -> Counter[tuple[str, str]]:
    """How many runs each pair of practices shares, by their ids in order."""
    numbers = Counter(chain.from_iterable(runs for _, runs in practices))
    telling = {run for run, number in numbers.items() if 1 < number <= COMMON}
    holders: defaultdict[int, list[str]] = defaultdict(list)
    for practice, runs in practices:
        for run in runs & telling:
            holders[run].append(practice.id)
    return Counter(chain.from_iterable(combinations(ids, 2) for ids in holders.values()))
