"""Why a practice stands where it stands: what each word of a question adds to its score."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kb.search.document import FIELDS
from kb.search.index import Index
from kb.search.ranking import Ranking, frequency, norm, saturated
from kb.search.widening import Pool


@dataclass(frozen=True, slots=True)
class Found:
    """A key that was found for a word: its weight, its weighted occurrences, and the fields it stands in."""

    key: str
    weight: float
    occurrences: float
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """What one asked word adds: `score` = `boost` · saturated(tf); the boost is its idf, less for a light word."""

    word: str
    boost: float
    tf: float
    score: float
    found: tuple[Found, ...]


def reasons(index: Index, pools: Iterable[Pool], doc: int, ranking: Ranking) -> Iterator[Reason]:
    """The reasons for one practice, a word at a time; phrases and parts of split words are not taken apart."""
    body_norm = norm(index.collection.docs[doc].length, index.collection.average, ranking.b)
    for pool in pools:
        found = tuple(_found(index, pool, doc, body_norm, ranking))
        tf = sum(row.weight * row.occurrences for row in found)
        boost = pool.idf * (ranking.light if pool.ask.light else 1.0)
        yield Reason(pool.ask.form, boost, tf, boost * saturated(tf, ranking.k1), found)


def _found(index: Index, pool: Pool, doc: int, body_norm: float, ranking: Ranking) -> Iterator[Found]:
    for key, weight in sorted(pool.weights.items()):
        units = index.postings(key).get(doc)
        if units:
            fields = tuple(name for name, count in zip(FIELDS, units, strict=True) if count)
            yield Found(key, weight, frequency(units, body_norm, ranking.weights), fields)
