"""Which practices belong together, and why."""

from collections.abc import Iterator, Mapping, Sequence

from kb.model import Related
from kb.search.document import BODY, EXTRA
from kb.search.index import Index
from kb.search.ranking import RANKING, frequency, idf

MOST = 4
"""Related practices shown with each practice."""

COMMON = 0.25
"""Keys that stand in a larger share of the practices say nothing about kinship …"""

MANY = 60
"""… nor do keys in more practices than this; it also keeps the work for a large collection in line with its size."""

TERM = {"theme": 4.0, "target_group": 2.0, "instrument": 2.0, "sector": 1.5, "region": 1.0}
"""What a shared term of a facet counts, times its idf."""

_NAMES = {"theme": "thema", "target_group": "doelgroep", "instrument": "instrument", "sector": "sector"}

Weighed = Sequence[tuple[float, Mapping[int, float]]]
"""For one practice its telling keys: idf, and the weighted occurrences by practice."""


def related(index: Index) -> Mapping[str, tuple[Related, ...]]:
    """For each practice the nearest others with the reason, by id, nearest first.

    Nearness: shared telling words (title, keywords, labels, summary; the lesser of both, times idf), and for those that
    share any the terms of facets that they share.
    """
    telling: list[list[tuple[float, Mapping[int, float]]]] = [[] for _ in index.collection.docs]
    for rarity, weights in _telling(index):
        for doc in weights:
            telling[doc].append((rarity, weights))
    shares = tuple(_shares(index))
    return {
        doc.id: tuple(_nearest(index, number, telling[number], shares))
        for number, doc in enumerate(index.collection.docs)
    }


def _telling(index: Index) -> Iterator[tuple[float, Mapping[int, float]]]:
    """The keys that few practices share, with their idf and their occurrences in the short fields."""
    n = len(index.collection.docs)
    limit = max(2, min(MANY, COMMON * n))
    for key in sorted(index.keys):
        least, most = index.spread(key)
        table = index.postings(key) if most > 1 and least <= limit else {}
        if 1 < len(table) <= limit:
            weights = {doc: frequency(_short(units), 1.0, RANKING.weights) for doc, units in table.items()}
            yield idf(n, len(table)), {doc: weight for doc, weight in weights.items() if weight}


def _short(units: Sequence[int]) -> list[int]:
    return [0 if field in (BODY, EXTRA) else count for field, count in enumerate(units)]


def _shares(index: Index) -> Iterator[Mapping[int, float]]:
    """What a shared term counts, by facet: term → weight."""
    docs = index.collection.docs
    for place, facet in enumerate(index.collection.facets):
        counts = [sum(term in doc.facets[place] for doc in docs) for term in range(len(facet.terms))]
        yield {term: TERM.get(facet.name, 0.0) * idf(len(docs), count) for term, count in enumerate(counts)}


def _nearest(index: Index, one: int, telling: Weighed, shares: Sequence[Mapping[int, float]]) -> Iterator[Related]:
    docs = index.collection.docs
    near: dict[int, float] = {}
    for rarity, weights in telling:
        for other, weight in weights.items():
            near[other] = near.get(other, 0.0) + rarity * min(weight, weights[one])
    near.pop(one, None)
    for other in near:
        for share, own, others in zip(shares, docs[one].facets, docs[other].facets, strict=True):
            near[other] += sum(share[term] for term in own if term in others)
    for other in sorted(near, key=lambda other: (-near[other], other))[:MOST]:
        yield Related(docs[other].id, _reason(index, one, other))


def _reason(index: Index, one: int, other: int) -> str:
    """In Dutch: "zelfde thema en doelgroep, andere regio"."""
    docs = index.collection.docs
    shared = {
        facet.name: not set(docs[one].facets[place]).isdisjoint(docs[other].facets[place])
        for place, facet in enumerate(index.collection.facets)
    }
    names = [name for facet, name in _NAMES.items() if shared.get(facet)]
    if not names:
        return "gaat over hetzelfde" + (", zelfde regio" if shared.get("region") else "")
    same = names[0] if len(names) == 1 else ", ".join(names[:-1]) + " en " + names[-1]
    return f"zelfde {same}, {'zelfde' if shared.get('region') else 'andere'} regio"
