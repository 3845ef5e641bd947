"""The reference search: a question and filters in, ranked practices, counts and what was widened out."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from kb.search.analyser import FIELD_POSITIONS, says_whole
from kb.search.document import EXTRA
from kb.search.dutch import key
from kb.search.evidence import Norms, Part, Scores, part_of, phrase_places
from kb.search.excerpt import Passage, passage
from kb.search.explain import Reason, name, reasons
from kb.search.index import Index
from kb.search.question import Ask, Clause, Item, Named, Phrase, Question, Strange, parse
from kb.search.ranking import RANKING, Ranking
from kb.search.widening import Pool, Widening, pools

Filters = Mapping[str, Sequence[str]]
SORTS = ("relevantie", "nieuwste", "titel")


class Hit(Struct, frozen=True):
    """A practice that was found. `lacks`: words of the question that it does not have.

    `passage`: the piece of its text that shows the question's words best; None when only its title or labels have them.
    `reasons`: what each word adds to the score, when it was asked for; `coverage` is what their sum is multiplied by.
    """

    id: str
    title: str
    score: float
    lacks: tuple[str, ...]
    passage: Passage | None
    reasons: tuple[Reason, ...] = ()
    coverage: float = 1.0


class Answer(Struct, frozen=True):
    """What a question gives: `total` practices, the first of them, counts by facet and term, what was widened.

    A count says how many practices would be left if that term were chosen (or added) in its facet.
    `unknown`: words that stand nowhere and for which nothing stands in. `strange`: typed filters with an unknown value.
    `hollow`: something was typed, but its words are too short or too common to look for.
    `without`: terms that were typed with a minus, by what was typed: no practice that has them is found.
    """

    query: str
    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, Mapping[str, int]]
    widened: tuple[Widening, ...]
    unknown: tuple[str, ...]
    strange: tuple[Strange, ...] = ()
    hollow: bool = False
    without: tuple[Widening, ...] = ()


def search(  # noqa: PLR0913 - the options of kb search
    index: Index,
    text: str,
    *,
    filters: Filters | None = None,
    limit: int = 10,
    sort: str = "relevantie",
    exact: bool = False,
    explain: bool = False,
    ranking: Ranking = RANKING,
) -> Answer:
    """The answer to a question. `exact`: no widening at all. Unknown facets and terms in `filters` are passed over."""
    facets = index.collection.facets
    ranking = ranking.without(EXTRA) if exact else ranking
    question = parse(text, facets)
    chosen = _chosen(index, question, filters or {})
    found = _found(index, question, ranking, exact=exact)
    left = _filtered(index, found.scores, chosen)
    order = _order(index, found.scores, sort, ranked=bool(question.clauses))
    hits = sorted(left, key=order)[: max(0, limit)]
    some = bool(found.scores)  # else it tells nothing what was looked for too
    return Answer(
        text,
        len(left),
        tuple(_hit(index, found, doc, ranking if explain else None) for doc in hits),
        _counts(index, found.scores, chosen),
        (*_taken_for(index, question.named, "hoort"), *(note for pool in found.pools if some for note in pool.notes)),
        tuple(p.ask.form for p in found.pools if not p.weights and not (some and p.rows) and not p.ask.light),
        question.strange,
        question.hollow or (not some and bool(question.clauses) and all(map(_light, question.clauses))),
        tuple(_taken_for(index, question.without, "zonder")),
    )


def _taken_for(index: Index, typed: Iterable[Named], kind: str) -> Iterator[Widening]:
    """What typed filters were taken for: regio:enschede is regio:twente."""
    facets = index.collection.facets
    for each in typed:
        also = (f"{facets[place].names[-1]}:{facets[place].terms[term]}" for place, term in each.terms)
        yield Widening(each.name, kind, tuple(also))


class _Found(Struct, frozen=True):
    scores: Scores
    pools: tuple[Pool, ...]
    parts: tuple[Part, ...]
    factors: Mapping[int, float]
    keys: frozenset[str]
    beginnings: tuple[str, ...]


def _found(index: Index, question: Question, ranking: Ranking, *, exact: bool) -> _Found:
    docs = () if question.hollow else range(len(index.collection.docs))
    asks = [item for clause in question.clauses for item in clause if isinstance(item, Ask)]
    made = pools(index, asks, ranking, exact=exact)
    by_ask = iter(made)
    norms = Norms(index, ranking)
    parts = tuple(part_of(index, clause, _pools(clause, by_ask), norms) for clause in question.clauses)
    factors = _coverage(parts, ranking)
    scores = _total(parts, factors, ranking) if parts else dict.fromkeys(docs, 0.0)
    for item in question.excluded:
        for doc in _having(index, item):
            scores.pop(doc, None)
    if question.without:
        scores = {doc: score for doc, score in scores.items() if not _has(index, doc, question.without)}
    beginnings = tuple(pool.ask.form for pool in made if pool.ask.beginning and not pool.ask.light)
    return _Found(scores, made, parts, factors, _shown(question, made, ranking), beginnings)


def _pools(clause: Clause, by_ask: Iterator[Pool]) -> list[Pool | None]:
    """The pools of the words in a clause. Of alternatives each must be found itself: none may be a hint."""
    own = [next(by_ask) if isinstance(item, Ask) else None for item in clause]
    for pool in own:
        if pool and pool.hints and len(clause) > 1:
            pool.rows, pool.notes, pool.hints = [], [], False
    return own


def _shown(question: Question, made: Sequence[Pool], ranking: Ranking) -> frozenset[str]:
    """The keys that a passage shows: of the asked words, of what stands in for them, and of phrases."""
    keys = {key(pool.ask.form) for pool in made}
    keys |= {key_ for pool in made for key_, weight in pool.weights.items() if weight >= ranking.shown}
    parts = {part for pool in made for row in pool.rows for part in row}
    phrases = [item for clause in question.clauses for item in clause if isinstance(item, Phrase)]
    return frozenset(keys | parts | {key(form) for phrase in phrases for form in phrase.forms if form})


def _coverage(parts: Sequence[Part], ranking: Ranking) -> Scores:
    """What the score of a practice is multiplied by: less for each clause that it lacks; 0 when it lacks them all."""
    weighty = [part.best for part in parts if not _light(part.clause)]
    if not weighty:
        return {doc: 1.0 for part in parts for doc in part.best}
    matched = Counter(doc for part in parts for doc in part.best if not (part.hints or _light(part.clause)))
    return {doc: 1 - ranking.coverage * (1 - count / len(weighty)) for doc, count in matched.items()}


def _total(parts: Sequence[Part], factors: Mapping[int, float], ranking: Ranking) -> Scores:
    """The sum over the clauses, less for what lacks a clause; without phrases' strangers and the weakest hits."""
    scores: Scores = {}
    for part in parts:
        for doc, score in part.best.items():
            scores[doc] = scores.get(doc, 0.0) + score
    for part in parts:
        if any(isinstance(item, Phrase) for item in part.clause):
            scores = {doc: score for doc, score in scores.items() if doc in part.best}
    scores = {doc: score * factors[doc] for doc, score in scores.items() if doc in factors}
    least = ranking.least * max(scores.values(), default=0.0)
    return {doc: score for doc, score in scores.items() if score >= least}


def _light(clause: Clause) -> bool:
    return all(isinstance(item, Ask) and item.light for item in clause)


def _name(clause: Clause) -> str:
    return " OF ".join(map(name, clause))


def _having(index: Index, item: Item) -> Iterable[int]:
    """The practices that an exclusion takes away: those that say the whole word, in any of its forms.

    Not those that have it in a compound only: who leaves out `werk` may still want a werkplaats. The units
    of a key tell the one from the other (analyser.counted).
    """
    if isinstance(item, Phrase):
        places = phrase_places(index, item).items()
        return [doc for doc, starts in places if any(start // FIELD_POSITIONS != EXTRA for start in starts)]
    table = index.postings(key(item.form))
    return [doc for doc, units in table.items() if any(says_whole(u) for f, u in enumerate(units) if f != EXTRA)]


def _has(index: Index, doc: int, typed: Iterable[Named]) -> bool:
    """True when a practice has a term of one of these filters."""
    own = index.collection.docs[doc].facets
    return any(term in own[place] for each in typed for place, term in each.terms)


def _chosen(index: Index, question: Question, filters: Filters) -> tuple[frozenset[int], ...]:
    """The chosen terms (their places) of each facet; empty where nothing is chosen."""
    chosen: list[set[int]] = [set() for _ in index.collection.facets]
    for place, term in question.filters:
        chosen[place].add(term)
    for place, facet in enumerate(index.collection.facets):
        chosen[place].update(facet.terms.index(t) for t in filters.get(facet.name, ()) if t in facet.terms)
    return tuple(map(frozenset, chosen))


def _fits(facets: Sequence[Sequence[int]], chosen: Sequence[frozenset[int]], open_facet: int = -1) -> bool:
    return all(
        place == open_facet or not terms or not terms.isdisjoint(facets[place]) for place, terms in enumerate(chosen)
    )


def _filtered(index: Index, docs: Iterable[int], chosen: Sequence[frozenset[int]]) -> list[int]:
    return [doc for doc in docs if _fits(index.collection.docs[doc].facets, chosen)]


def _counts(index: Index, docs: Iterable[int], chosen: Sequence[frozenset[int]]) -> dict[str, dict[str, int]]:
    facets = index.collection.facets
    counts = [[0] * len(facet.terms) for facet in facets]
    for doc in docs:
        own = index.collection.docs[doc].facets
        for place in range(len(facets)):
            if _fits(own, chosen, place):
                for term in own[place]:
                    counts[place][term] += 1
    return {
        facet.name: {term: count for term, count in zip(facet.terms, counts[place], strict=True) if count}
        for place, facet in enumerate(facets)
    }


def _order(index: Index, scores: Scores, sort: str, *, ranked: bool) -> Callable[[int], tuple[float, float, int]]:
    """The key to sort practices by; `ranked`: their scores say something."""
    docs = index.collection.docs
    if sort == "titel" or (sort == "relevantie" and not ranked):
        return lambda doc: (docs[doc].rank, 0.0, doc)
    if sort == "nieuwste":
        newest = {day: place for place, day in enumerate(sorted({d.updated for d in docs}, reverse=True))}
        return lambda doc: (newest[docs[doc].updated], -scores[doc], doc)
    return lambda doc: (-scores[doc], 0.0, doc)


def _hit(index: Index, found: _Found, doc: int, ranking: Ranking | None) -> Hit:
    known = index.collection.docs[doc]
    lacks = tuple(_name(p.clause) for p in found.parts if not _light(p.clause) and (p.hints or doc not in p.best))
    why = tuple(reasons(index, found.parts, doc, Norms(index, ranking))) if ranking else ()
    shown = passage(index.passages(doc)[1:], found.keys, found.beginnings)
    return Hit(known.id, known.title, found.scores[doc], lacks, shown, why, found.factors.get(doc, 1.0))
