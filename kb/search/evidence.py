"""What each word and phrase of a question adds to the score of each practice in which it stands."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from kb.search.analyser import FIELD_POSITIONS, UNITS
from kb.search.document import FIELDS
from kb.search.dutch import key
from kb.search.index import Index
from kb.search.question import Clause, Item, Phrase
from kb.search.ranking import Ranking, frequency, norm, rarity, saturated
from kb.search.widening import Pool

Scores = dict[int, float]
"""Practice (its number) → score."""


class Part(Struct, frozen=True):
    """What one clause adds: `each` of its alternatives by itself (with the pool of a word), and the `best` of them.

    `hints`: it is no answer by itself.
    """

    clause: Clause
    pools: tuple[Pool | None, ...]
    each: tuple[Scores, ...]
    best: Scores
    hints: bool


class Norms(Struct, frozen=True):
    """The length norm of each practice's body."""

    index: Index
    ranking: Ranking

    def __call__(self, doc: int) -> float:
        """The norm of one practice."""
        collection = self.index.collection
        return norm(collection.docs[doc].length, collection.average, self.ranking.b)


def part_of(index: Index, clause: Clause, pools: Sequence[Pool | None], norms: Norms) -> Part:
    """What a clause adds; `pools` has one for each word in it, and None for a phrase."""
    each = tuple(_evidence(index, item, pool, norms) for item, pool in zip(clause, pools, strict=True))
    return Part(clause, tuple(pools), each, _best(each), any(pool.hints for pool in pools if pool))


def _evidence(index: Index, item: Item, pool: Pool | None, norms: Norms) -> Scores:
    """What an item adds to the score of each practice in which it stands."""
    ranking = norms.ranking
    if isinstance(item, Phrase):
        found = {doc: frequency(units, norms(doc), ranking.weights) for doc, units in phrase_units(index, item).items()}
        boost = phrase_idf(index, item, ranking.telling)
    else:
        found = _frequencies(index, pool, norms) if pool else {}
        boost = pool.idf * (ranking.light if item.light else 1.0) if pool else 0.0
    return {doc: boost * saturated(value, ranking.k1) for doc, value in found.items() if value > 0}


def _frequencies(index: Index, pool: Pool, norms: Norms) -> Scores:
    """The weighted occurrences of all that an asked word stands for."""
    tf: Scores = {}
    for key_ in sorted(pool.weights):
        for doc, units in index.postings(key_).items():
            tf[doc] = tf.get(doc, 0.0) + pool.weights[key_] * frequency(units, norms(doc), norms.ranking.weights)
    for row in pool.rows:
        for doc, value in row_frequencies(index, row, norms).items():
            tf[doc] = tf.get(doc, 0.0) + value
    return tf


def row_frequencies(index: Index, row: Sequence[str], norms: Norms) -> Scores:
    """A split word counts where all its parts stand, most by the part that stands there least.

    Where only its first part stands (dagbesteding of dagbestedingslocatie) it counts a little.
    """
    ranking = norms.ranking
    first, *rest = (index.postings(part) for part in row)
    whole = [doc for doc in first if all(doc in table for table in rest)]
    scores = {doc: ranking.partial * frequency(units, norms(doc), ranking.weights) for doc, units in first.items()}
    for doc in whole:
        each = [frequency(table[doc], norms(doc), ranking.weights) for table in (first, *rest)]
        mean = sum(each) / len(each)
        scores[doc] = ranking.split * (ranking.weakest * min(each) + (1 - ranking.weakest) * mean)
    return scores


def phrase_idf(index: Index, phrase: Phrase, telling: float) -> float:
    """A phrase is as rare as its words together."""
    n = len(index.collection.docs)
    return sum(rarity(n, index.postings(key(form)).values(), telling) for form in phrase.forms if form)


def phrase_units(index: Index, phrase: Phrase) -> Mapping[int, Sequence[int]]:
    """The units of a phrase in each field, by practice."""
    found = {}
    for doc, starts in phrase_places(index, phrase).items():
        units = [0] * len(FIELDS)
        for start in starts:
            units[start // FIELD_POSITIONS] += UNITS
        found[doc] = units
    return found


def phrase_places(index: Index, phrase: Phrase) -> Mapping[int, Sequence[int]]:
    """Where a phrase begins, by practice."""
    rows = [(at, index.positions(form)) for at, form in enumerate(phrase.forms) if form]
    docs = set(rows[0][1]).intersection(*(table for _, table in rows[1:]))
    places: dict[int, list[int]] = {}
    for doc in sorted(docs):
        starts = set(rows[0][1][doc]).intersection(*({p - at for p in table[doc]} for at, table in rows[1:]))
        if starts:
            places[doc] = sorted(starts)
    return places


def _best(evidence: Sequence[Scores]) -> Scores:
    """Of alternatives the best counts."""
    best: Scores = {}
    for scores in evidence:
        for doc, score in scores.items():
            best[doc] = max(score, best.get(doc, 0.0))
    return best
