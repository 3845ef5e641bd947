"""The reference search: a question and filters in, ranked practices, counts and what was widened out."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kb.search.analyser import FIELD_POSITIONS, UNITS, says_whole
from kb.search.document import EXTRA
from kb.search.dutch import key
from kb.search.excerpt import Passage, passage
from kb.search.explain import Reason, reasons
from kb.search.index import Index
from kb.search.question import Ask, Clause, Item, Phrase, Question, Strange, parse
from kb.search.ranking import RANKING, Ranking, frequency, idf, norm, saturated
from kb.search.widening import Pool, Widening, pools

Scores = dict[int, float]
Filters = Mapping[str, Sequence[str]]
SORTS = ("relevantie", "nieuwste", "titel")


@dataclass(frozen=True, slots=True)
class Hit:
    """A practice that was found. `lacks`: words of the question that it does not have.

    `passage`: the piece of its text that shows the question's words best; None when only its title or labels have them.
    `reasons`: what each word adds to the score, when it was asked for.
    """

    id: str
    title: str
    score: float
    lacks: tuple[str, ...]
    passage: Passage | None
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question gives: `total` practices, the first of them, counts by facet and term, what was widened.

    A count says how many practices would be left if that term were chosen (or added) in its facet.
    `unknown`: words that stand nowhere and for which nothing stands in. `strange`: typed filters with an unknown value.
    `hollow`: something was typed, but its words are too short or too common to look for.
    """

    query: str
    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, Mapping[str, int]]
    widened: tuple[Widening, ...]
    unknown: tuple[str, ...]
    strange: tuple[Strange, ...] = ()
    hollow: bool = False


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
    return Answer(
        text,
        len(left),
        tuple(_hit(index, found, doc, ranking if explain else None) for doc in hits),
        _counts(index, found.scores, chosen),
        (*_resolved(index, question), *(note for pool in found.pools for note in pool.notes)),
        tuple(p.ask.form for p in found.pools if not p.weights and not p.rows and not p.ask.light),
        question.strange,
        question.hollow or (not found.scores and bool(question.clauses) and all(map(_light, question.clauses))),
    )


def _resolved(index: Index, question: Question) -> Iterator[Widening]:
    """What typed filters were taken for: regio:enschede is regio:twente."""
    facets = index.collection.facets
    for name, terms in ((each.name, each.terms) for each in question.named):
        yield Widening(name, "hoort", tuple(f"{facets[at].names[-1]}:{facets[at].terms[term]}" for at, term in terms))


@dataclass(frozen=True, slots=True)
class _Found:
    scores: Scores
    pools: tuple[Pool, ...]
    clauses: tuple[tuple[str, Scores], ...]
    keys: frozenset[str]
    beginnings: tuple[str, ...]


def _found(index: Index, question: Question, ranking: Ranking, *, exact: bool) -> _Found:
    docs = () if question.hollow else range(len(index.collection.docs))
    asks = [item for clause in question.clauses for item in clause if isinstance(item, Ask)]
    made = pools(index, asks, ranking, exact=exact)
    by_ask = iter(made)
    norms = _Norms(index, ranking)
    clauses = [
        (clause, [_evidence(index, item, next(by_ask) if isinstance(item, Ask) else None, norms) for item in clause])
        for clause in question.clauses
    ]
    parts = [(clause, _best(evidence)) for clause, evidence in clauses]
    scores = _total(parts, ranking) if parts else dict.fromkeys(docs, 0.0)
    for item in question.excluded:
        for doc in _having(index, item):
            scores.pop(doc, None)
    named = tuple((_name(clause), part) for clause, part in parts if not _light(clause))
    beginnings = tuple(pool.ask.form for pool in made if pool.ask.beginning and not pool.ask.light)
    return _Found(scores, made, named, _shown(question, made, ranking), beginnings)


def _shown(question: Question, made: Sequence[Pool], ranking: Ranking) -> frozenset[str]:
    """The keys that a passage shows: of the asked words, of what stands in for them, and of phrases."""
    keys = {key(pool.ask.form) for pool in made}
    keys |= {key_ for pool in made for key_, weight in pool.weights.items() if weight >= ranking.shown}
    parts = {part for pool in made for row in pool.rows for part in row}
    phrases = [item for clause in question.clauses for item in clause if isinstance(item, Phrase)]
    return frozenset(keys | parts | {key(form) for phrase in phrases for form in phrase.forms if form})


@dataclass(frozen=True, slots=True)
class _Norms:
    index: Index
    ranking: Ranking

    def __call__(self, doc: int) -> float:
        collection = self.index.collection
        return norm(collection.docs[doc].length, collection.average, self.ranking.b)


def _evidence(index: Index, item: Item, pool: Pool | None, norms: _Norms) -> Scores:
    """What an item adds to the score of each practice in which it stands."""
    ranking = norms.ranking
    if pool is None or isinstance(item, Phrase):
        return _phrase_evidence(index, item, norms) if isinstance(item, Phrase) else {}
    tf: Scores = {}
    for key_ in sorted(pool.weights):
        for doc, units in index.postings(key_).items():
            tf[doc] = tf.get(doc, 0.0) + pool.weights[key_] * frequency(units, norms(doc), ranking.weights)
    for row in pool.rows:
        for doc, value in _row(index, row, norms).items():
            tf[doc] = tf.get(doc, 0.0) + value
    boost = pool.idf * (ranking.light if pool.ask.light else 1.0)
    return {doc: boost * saturated(value, ranking.k1) for doc, value in tf.items() if value > 0}


def _row(index: Index, row: Sequence[str], norms: _Norms) -> Scores:
    """A split word counts where all its parts stand, most by the part that stands there least.

    Where only its first part stands (dagbesteding of dagbestedingslocatie) it counts a little, but only if the split
    makes sense: some practice has all parts.
    """
    ranking = norms.ranking
    first, *rest = (index.postings(part) for part in row)
    whole = [doc for doc in first if all(doc in table for table in rest)]
    if not whole:
        return {}
    scores = {doc: ranking.partial * frequency(units, norms(doc), ranking.weights) for doc, units in first.items()}
    for doc in whole:
        each = [frequency(table[doc], norms(doc), ranking.weights) for table in (first, *rest)]
        mean = sum(each) / len(each)
        scores[doc] = ranking.split * (ranking.weakest * min(each) + (1 - ranking.weakest) * mean)
    return scores


def _phrase_evidence(index: Index, phrase: Phrase, norms: _Norms) -> Scores:
    ranking, n = norms.ranking, len(index.collection.docs)
    places = _places(index, phrase)
    rare = sum(idf(n, len(index.postings(key(form)))) for form in phrase.forms if form)
    tf: Scores = {}
    for doc, starts in places.items():
        units = [0] * len(ranking.weights)
        for start in starts:
            units[start // FIELD_POSITIONS] += UNITS
        tf[doc] = frequency(units, norms(doc), ranking.weights)
    return {doc: rare * saturated(value, ranking.k1) for doc, value in tf.items() if value > 0}


def _places(index: Index, phrase: Phrase) -> Mapping[int, Sequence[int]]:
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


def _total(parts: Sequence[tuple[Clause, Scores]], ranking: Ranking) -> Scores:
    """The sum over the clauses, less for what lacks a clause; without phrases' strangers and the weakest hits."""
    scores: Scores = {}
    matched: dict[int, int] = {}
    weighty = sum(not _light(clause) for clause, _ in parts)
    for clause, part in parts:
        for doc, score in part.items():
            scores[doc] = scores.get(doc, 0.0) + score
            matched[doc] = matched.get(doc, 0) + (not _light(clause))
    for clause, part in parts:
        if any(isinstance(item, Phrase) for item in clause):
            scores = {doc: score for doc, score in scores.items() if doc in part}
    if weighty:
        scores = {d: s * (1 - ranking.coverage * (1 - matched[d] / weighty)) for d, s in scores.items() if matched[d]}
    least = ranking.least * max(scores.values(), default=0.0)
    return {doc: score for doc, score in scores.items() if score >= least}


def _light(clause: Clause) -> bool:
    return all(isinstance(item, Ask) and item.light for item in clause)


def _name(clause: Clause) -> str:
    return " OF ".join(
        i.form if isinstance(i, Ask) else '"' + " ".join(f or "…" for f in i.forms) + '"' for i in clause
    )


def _having(index: Index, item: Item) -> Iterable[int]:
    """The practices that an exclusion takes away: those that say the whole word, in any of its forms.

    Not those that have it in a compound only: who leaves out `werk` may still want a werkplaats. The units
    of a key tell the one from the other (analyser.counted).
    """
    if isinstance(item, Phrase):
        places = _places(index, item).items()
        return [doc for doc, starts in places if any(start // FIELD_POSITIONS != EXTRA for start in starts)]
    table = index.postings(key(item.form))
    return [doc for doc, units in table.items() if any(says_whole(u) for f, u in enumerate(units) if f != EXTRA)]


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
    lacks = tuple(name for name, part in found.clauses if doc not in part)
    why = tuple(reasons(index, found.pools, doc, ranking)) if ranking else ()
    shown = passage(index.passages(doc)[1:], found.keys, found.beginnings)
    return Hit(known.id, known.title, found.scores[doc], lacks, shown, why)
