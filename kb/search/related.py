"""Which practices belong together, and why."""

from collections.abc import Mapping, Sequence

from kb.model import Related
from kb.search.document import BODY, EXTRA
from kb.search.index import Index
from kb.search.ranking import RANKING, frequency, idf

MOST = 4
"""Related practices shown with each practice."""

COMMON = 0.25
"""Keys that stand in a larger share of the practices say nothing about kinship."""

TERM = {"theme": 4.0, "target_group": 2.0, "instrument": 2.0, "sector": 1.5, "region": 1.0}
"""What a shared term of a facet counts, times its idf."""

_NAMES = {"theme": "thema", "target_group": "doelgroep", "instrument": "instrument", "sector": "sector"}


def related(index: Index) -> Mapping[str, tuple[Related, ...]]:
    """For each practice the nearest others with the reason, by id, nearest first.

    Nearness: shared words (title, keywords, labels, summary; tf·idf) plus shared terms of facets.
    """
    near = _by_words(index)
    _add_terms(index, near)
    docs = index.collection.docs
    return {
        doc.id: tuple(
            Related(docs[other].id, _reason(index, number, other))
            for other in sorted(near[number], key=lambda o: (-near[number][o], o))[:MOST]
        )
        for number, doc in enumerate(docs)
    }


Near = Sequence[dict[int, float]]


def _by_words(index: Index) -> Near:
    n = len(index.collection.docs)
    near: Near = [{} for _ in range(n)]
    for key in sorted(index.keys):
        table = index.postings(key)
        if 1 < len(table) <= max(2, COMMON * n):
            weights = {doc: frequency(_short(units), 1.0, RANKING.weights) for doc, units in table.items()}
            _link(near, {doc: weight for doc, weight in weights.items() if weight}, idf(n, len(table)))
    return near


def _short(units: Sequence[int]) -> list[int]:
    return [0 if field in (BODY, EXTRA) else count for field, count in enumerate(units)]


def _add_terms(index: Index, near: Near) -> None:
    docs = index.collection.docs
    for place, facet in enumerate(index.collection.facets):
        for term in range(len(facet.terms)) if facet.name in TERM else ():
            having = [number for number, doc in enumerate(docs) if term in doc.facets[place]]
            if 1 < len(having) <= max(2, COMMON * len(docs)):
                _link(near, dict.fromkeys(having, TERM[facet.name]), idf(len(docs), len(having)))


def _link(near: Near, weights: Mapping[int, float], rarity: float) -> None:
    for one, weight in weights.items():
        for other, second in weights.items():
            if one != other:
                near[one][other] = near[one].get(other, 0.0) + rarity * min(weight, second)


def _reason(index: Index, one: int, other: int) -> str:
    """In Dutch: "zelfde thema en doelgroep, andere regio"."""
    shared = {
        facet.name: not set(index.collection.docs[one].facets[place]).isdisjoint(
            index.collection.docs[other].facets[place]
        )
        for place, facet in enumerate(index.collection.facets)
    }
    names = [name for facet, name in _NAMES.items() if shared.get(facet)]
    if not names:
        return "gaat over hetzelfde" + (", zelfde regio" if shared.get("region") else "")
    same = names[0] if len(names) == 1 else ", ".join(names[:-1]) + " en " + names[-1]
    return f"zelfde {same}, {'zelfde' if shared.get('region') else 'andere'} regio"
