"""The formulas of the ranking and every number in them; the browser reads the same numbers from the manifest."""

from collections.abc import Collection, Iterable, Sequence
from math import log, log2, sqrt

from msgspec import Struct
from msgspec.structs import asdict, replace

from kb.search.analyser import UNITS
from kb.search.document import BODY

LENGTH_CLASSES = 32


class Ranking(Struct, frozen=True):
    """Weights and constants, each measured on the judged questions (table in kb/search/README.md)."""

    k1: float = 1.8
    b: float = 0.75
    telling: float = 0.3
    weights: tuple[float, ...] = (5.0, 3.0, 1.5, 1.5, 1.5, 0.85, 0.6, 0.6)
    light: float = 0.15
    concept: float = 0.6
    joined: float = 1.5
    split: float = 0.7
    weakest: float = 0.7
    partial: float = 0.1
    beginning: float = 0.6
    beginning_known: float = 0.2
    beginning_letters: int = 3
    beginnings: int = 100
    typo: tuple[float, ...] = (1.0, 0.7, 0.35)
    typo_letters: int = 5
    typo_two_letters: int = 8
    typo_first: int = 2
    ending_letters: int = 5
    typos: int = 4
    neighbour: float = 0.25
    neighbour_least: float = 0.4
    neighbour_window: int = 30
    neighbour_letters: int = 4
    neighbour_alike: int = 6
    neighbour_share: int = 6
    neighbours: int = 6
    coverage: float = 0.2
    least: float = 0.08
    shown: float = 0.25

    def without(self, field: int) -> "Ranking":
        """The same, with a field that counts for nothing."""
        weights = tuple(0.0 if number == field else weight for number, weight in enumerate(self.weights))
        return replace(self, weights=weights)

    def as_json(self) -> dict[str, object]:
        """All numbers by name, for the manifest."""
        return asdict(self)


RANKING = Ranking()


def length_class(length: int) -> int:
    """A text's length in words as one of 32 classes, a quarter octave wide: 0 for none, then 8·(2^(c/4) − 1) words."""
    return min(LENGTH_CLASSES - 1, round(4 * log2(1 + length / 8)))


def class_length(number: int) -> float:
    """The length in words that stands for a class."""
    return float(8 * (2 ** (number / 4) - 1))


def idf(n: int, df: float) -> float:
    """Inverse document frequency as in BM25 (Robertson & Zaragoza 2009, eq. 3.8, plus 1 so that it stays positive)."""
    return log(1 + (n - df + 0.5) / (df + 0.5))


def holders(table: Iterable[Sequence[int]]) -> float:
    """In how many practices a key stands, by its units in each; where only compounds have it, as much of one as it is.

    Else a name that is in all of them (Voorbeeldbedrijf) would make a word of it (bedrijf) worth nothing.
    """
    return sum(min(UNITS, sum(units)) for units in table) / UNITS


def rarity(n: int, table: Collection[Sequence[int]], telling: float) -> float:
    """The idf of a key by its units in each practice, less for a word that practices say in their body only.

    What somebody puts in a title, a keyword, a label, a summary or a heading says what a text is about; a verb like
    `bedenken` may be as rare, and says little. One practice more counts as having it there, so that a word that
    stands once is not judged by that alone.
    """
    hidden = sum(not any(units[:BODY]) for units in table)
    return idf(n, holders(table)) * (1 - telling * hidden / (len(table) + 1))


def frequency(units: Sequence[int], norm: float, weights: Sequence[float]) -> float:
    """Weighted occurrences of one key in one practice; the body's are divided by its length norm."""
    total = 0.0
    for number, count in enumerate(units):
        if count:
            total += weights[number] * count / UNITS / (norm if number == BODY else 1.0)
    return total


def norm(number: int, average: float, b: float) -> float:
    """The length norm of a body: 1 for one of average length, more for longer ones."""
    return 1 - b + b * class_length(number) / average if average else 1.0


def saturated(tf: float, k1: float) -> float:
    """A tenth occurrence adds less than a second."""
    return tf * (k1 + 1) / (tf + k1)


def trigrams(word: str) -> frozenset[str]:
    """All runs of three letters, with the word's beginning and end."""
    text = f"^{word}$"
    return frozenset(text[i : i + 3] for i in range(len(text) - 2))


def similarity(a: Iterable[str], b: Iterable[str]) -> float:
    """Cosine of two sets of trigrams."""
    one, two = frozenset(a), frozenset(b)
    return len(one & two) / sqrt(len(one) * len(two))


def distance(a: str, b: str, most: int) -> int:
    """Edits from a to b (optimal string alignment: insert, delete, replace, swap neighbours); most + 1 when more."""
    if abs(len(a) - len(b)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(b) + 1))
    for i, letter in enumerate(a, 1):
        row = [i]
        for j, other in enumerate(b, 1):
            cost = min(row[j - 1] + 1, last[j] + 1, last[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == b[j - 2] and a[i - 2] == other:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        before, last = last, row
    return min(last[-1], most + 1)
