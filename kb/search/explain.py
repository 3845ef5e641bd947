"""Why a practice stands where it stands: what each word of a question adds to its score."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from kb.search.document import FIELDS
from kb.search.dutch import key
from kb.search.evidence import Norms, Part, phrase_idf, phrase_units, row_frequencies
from kb.search.index import Index
from kb.search.question import Item, Phrase
from kb.search.ranking import frequency
from kb.search.widening import Pool


class Found(Struct, frozen=True):
    """What was found for a word: a key (or the parts of a split word), its weight, weighted occurrences and fields."""

    key: str
    weight: float
    occurrences: float
    fields: tuple[str, ...]


class Reason(Struct, frozen=True):
    """What one asked word or phrase adds: `score` = `idf` · `share` · saturated(`tf`).

    `share` is less than 1 for a word that mostly fills a question. `tf` is the sum of weight · occurrences in `found`.
    `counts`: False for an alternative (OF) that adds less than another.
    """

    word: str
    idf: float
    share: float
    tf: float
    score: float
    found: tuple[Found, ...]
    counts: bool


def reasons(index: Index, parts: Sequence[Part], doc: int, norms: Norms) -> Iterator[Reason]:
    """The reasons for one practice, a word or phrase at a time. What counts adds up to its score before coverage."""
    for part in parts:
        scores = [each.get(doc, 0.0) for each in part.each]
        best = scores.index(max(scores))
        for place, (item, pool) in enumerate(zip(part.clause, part.pools, strict=True)):
            light = not isinstance(item, Phrase) and item.light
            found = tuple(_phrase(index, item, doc, norms) if pool is None else _word(index, pool, doc, norms))
            yield Reason(
                name(item),
                pool.idf if pool else _rarity(index, item, norms.ranking.telling),
                norms.ranking.light if light else 1.0,
                sum(each.weight * each.occurrences for each in found),
                scores[place],
                found,
                counts=place == best,
            )


def name(item: Item) -> str:
    """A word or phrase as it is said to a reader."""
    return '"' + " ".join(form or "…" for form in item.forms) + '"' if isinstance(item, Phrase) else item.form


def _rarity(index: Index, item: Item, telling: float) -> float:
    return phrase_idf(index, item, telling) if isinstance(item, Phrase) else 0.0


def _word(index: Index, pool: Pool, doc: int, norms: Norms) -> Iterator[Found]:
    for key_, weight in sorted(pool.weights.items()):
        units = index.postings(key_).get(doc)
        if units:
            yield Found(key_, weight, frequency(units, norms(doc), norms.ranking.weights), _fields(units))
    for row in pool.rows:
        value = row_frequencies(index, row, norms).get(doc)
        if value:
            tables = [index.postings(part).get(doc, ()) for part in row]
            yield Found(" + ".join(row), 1.0, value, tuple(f for f in FIELDS if any(f in _fields(t) for t in tables)))


def _phrase(index: Index, item: Item, doc: int, norms: Norms) -> Iterator[Found]:
    units = phrase_units(index, item).get(doc) if isinstance(item, Phrase) else None
    if units and isinstance(item, Phrase):
        keys = " ".join(key(form) if form else "…" for form in item.forms)
        yield Found(keys, 1.0, frequency(units, norms(doc), norms.ranking.weights), _fields(units))


def _fields(units: Sequence[int]) -> tuple[str, ...]:
    return tuple(field for field, count in zip(FIELDS, units, strict=False) if count)
