"""The search against a slow and obvious one that knows only the texts: same practices, scores, order and counts.

The oracle takes a question as it was meant, knows the few words of these texts by heart, and looks through every text.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import log, log2

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from kb.model import Corpus, WholePractice
from kb.search import slots
from kb.search.index import Index
from kb.search.query import search
from kb.search.ranking import RANKING
from tests.corpora import texts_of
from tests.search.make import FACETS, corpus_of, index_of, practice


@dataclass(frozen=True, slots=True)
class Known:
    """What a Dutch reader knows of a word: which word it is a form of, and its parts with what they count."""

    word: str = ""
    parts: Mapping[str, float] | None = None


VOCABULARY = {
    **dict.fromkeys(("fiets", "Fietsen", "fietsen,"), Known("fiets")),
    **dict.fromkeys(("werkt", "gewerkt", "werken"), Known("werk")),
    **dict.fromkeys(("begeleiding", "begeleidt"), Known("begeleid")),
    "beleid": Known("beleid"),
    "café": Known("café"),
    "taal": Known("taal"),
    "taallessen": Known("taalles", {"taal": 0.4, "les": 0.4}),
    "lessen": Known("les"),
    "dagbesteding": Known("dagbesteding", {"dag": 0.4, "besteding": 0.4}),
    "dagbestedingslocatie": Known(
        "dagbestedingslocatie", {"dagbesteding": 0.4, "locatie": 0.4, "dag": 0.2, "besteding": 0.2}
    ),
    "locaties": Known("locatie"),
    **dict.fromkeys(("de", "van", "Het"), Known()),
}
QUESTION_WORDS = ["fietsen", "werken", "begeleiding", "beleid", "cafe", "taal", "taalles", "les", "dag", "dagbesteding"]
ASKED = {
    **{word: word for word in ("beleid", "taal", "taalles", "les", "dag", "dagbesteding")},
    "fietsen": "fiets",
    "werken": "werk",
    "begeleiding": "begeleid",
    "cafe": "café",
}
FORMS = {"fietsen,": "fietsen", "Fietsen": "fietsen", "café": "cafe", "Het": "het"}
FIELDS = ("title", "keywords", "labels", "summary", "headings", "body", "extra", "sources")
SHORT = FIELDS[: FIELDS.index("body")]


@dataclass(frozen=True, slots=True)
class Meant:
    """A question as it is meant: alternatives that must be there, what must not, chosen terms."""

    clauses: tuple[tuple[str | tuple[str, ...], ...], ...]
    excluded: tuple[str, ...]
    filters: Mapping[str, tuple[str, ...]]

    def typed(self) -> str:
        """As a reader types it."""
        parts = [" OF ".join(map(_typed, clause)) for clause in self.clauses]
        return " ".join((*parts, *(f"-{word}" for word in self.excluded), ""))


def _typed(item: str | tuple[str, ...]) -> str:
    return item if isinstance(item, str) else '"' + " ".join(item) + '"'


def _kept(count: float, whole: float) -> float:
    """The count as the index keeps it: 4/5 above a whole number says that the word stands in compounds only."""
    fifths = round(5 * count)
    if whole:
        return (fifths - 1 if fifths % 5 == 4 else fifths) / 5
    nearest = min((4 + 5 * n for n in range(fifths + 1)), key=lambda n: (abs(n - fifths), -n))
    return (fifths if fifths < 5 else nearest) / 5


@dataclass(frozen=True, slots=True)
class Oracle:
    """Looks through all texts for every question."""

    corpus: Corpus

    def texts(self, doc: WholePractice) -> Iterator[tuple[str, list[str]]]:
        """Each text with the name of its field, as a row of words; no label of these lists is asked for."""
        yield "title", doc.title.split()
        yield from (("keywords", text.split()) for text in doc.keywords)
        yield "summary", doc.summary.split()
        yield from (("headings", section.heading.split()) for section in doc.sections)
        yield from (("body", section.text.split()) for section in doc.sections)

    def count(self, doc: WholePractice, word: str, *, whole: bool = False) -> dict[str, float]:
        """How often a word stands in each field, parts of compounds for what they count."""
        found = dict.fromkeys(FIELDS, 0.0)
        for field, text in self.texts(doc):
            for each in text:
                known = VOCABULARY[each]
                found[field] += known.word == word
                if known.parts and not whole:
                    found[field] += known.parts.get(word, 0)
        return (
            found
            if whole
            else {field: _kept(n, self.count(doc, word, whole=True)[field]) for field, n in found.items()}
        )

    def norm(self, doc: WholePractice) -> float:
        """Of a body, against the average body."""
        lengths = [sum(VOCABULARY[w].word != "" for f, t in self.texts(d) if f == "body" for w in t) for d in self.all]
        average = sum(lengths) / len(lengths)
        length = lengths[self.all.index(doc)]
        about = 8 * (2 ** (min(31, round(4 * log2(1 + length / 8))) / 4) - 1)
        return 1 - RANKING.b + RANKING.b * about / average if average else 1

    @property
    def all(self) -> Sequence[WholePractice]:
        """All practices, by id."""
        return texts_of(self.corpus)

    def idf(self, word: str) -> float:
        """Rare words weigh more, those told in bodies only less; only parts of compounds count for what they are."""
        counts = [self.count(doc, word) for doc in self.all]
        df = sum(min(1.0, sum(count.values())) for count in counts)
        holders = [count for count in counts if any(count.values())]
        hidden = [count for count in holders if not any(n for field, n in count.items() if field in SHORT)]
        rare = log(1 + (len(self.all) - df + 0.5) / (df + 0.5))
        return rare * (1 - RANKING.telling * len(hidden) / (len(holders) + 1))

    def weigh(self, doc: WholePractice, counts: Mapping[str, float], rarity: float) -> float:
        """The score of something that stands so often in each field."""
        norms = dict.fromkeys(FIELDS, 1.0) | {"body": self.norm(doc)}
        weights = dict(zip(FIELDS, RANKING.weights, strict=True))
        tf = sum(weights[field] * count / norms[field] for field, count in counts.items())
        return rarity * tf * (RANKING.k1 + 1) / (tf + RANKING.k1)

    def item(self, doc: WholePractice, item: str | tuple[str, ...]) -> float | None:
        """What a word or phrase adds; None when it doesn't stand there."""
        if isinstance(item, str):
            counts, rarity = self.count(doc, ASKED[item]), self.idf(ASKED[item])
        else:
            counts = dict.fromkeys(FIELDS, 0.0)
            for field, text in self.texts(doc):
                counts[field] += sum(_begins(text[at:], item) for at in range(len(text)))
            rarity = sum(self.idf(VOCABULARY[word].word) for word in item if VOCABULARY[word].word)
        return self.weigh(doc, counts, rarity) if any(counts.values()) else None

    def scores(self, question: Meant) -> dict[str, float]:
        """All practices that fit the words, with their scores."""
        found: dict[str, float] = {}
        for doc in self.all:
            parts = [self.clause(doc, clause) for clause in question.clauses]
            there = [part for part in parts if part is not None]
            phrases = [p for p, c in zip(parts, question.clauses, strict=True) if any(isinstance(i, tuple) for i in c)]
            if (not there and parts) or None in phrases:
                continue
            share = len(there) / len(parts) if parts else 1
            found[doc.id] = sum(there) * (1 - RANKING.coverage * (1 - share))
        least = RANKING.least * max(found.values(), default=0)
        gone = {doc.id for doc in self.all for word in question.excluded if self.says(doc, ASKED[word])}
        return {name: score for name, score in found.items() if score >= least and name not in gone}

    def clause(self, doc: WholePractice, clause: tuple[str | tuple[str, ...], ...]) -> float | None:
        """The best of alternatives."""
        each = [score for score in (self.item(doc, item) for item in clause) if score is not None]
        return max(each) if each else None

    def says(self, doc: WholePractice, word: str) -> bool:
        """True when a practice says a word itself, not only in compounds."""
        return any(self.count(doc, word, whole=True).values())

    def fits(self, doc: WholePractice, filters: Mapping[str, tuple[str, ...]], but: str = "") -> bool:
        """True when a practice has a chosen term in every facet (but one)."""
        return all(
            name == but or not terms or {*terms} & {*doc.facets.get(name, ())} for name, terms in filters.items()
        )

    def counts(self, question: Meant) -> dict[str, dict[str, int]]:
        """How many would be left with each term, were its own facet open."""
        found = self.scores(question)
        counts: dict[str, dict[str, int]] = {}
        for facet in FACETS:
            open_docs = [d for d in self.all if d.id in found and self.fits(d, question.filters, facet.name)]
            numbers = {t.id: sum(t.id in d.facets.get(facet.name, ()) for d in open_docs) for t in facet.terms}
            counts[facet.name] = {term: number for term, number in numbers.items() if number}
        return counts


def _begins(text: Sequence[str], phrase: tuple[str, ...]) -> bool:
    """True when a text begins with a phrase, any word standing in the place of a stop word."""
    if len(text) < len(phrase):
        return False
    wanted = [FORMS.get(word, word) if VOCABULARY[word].word else None for word in phrase]
    return all(w is None or w == FORMS.get(t, t) for w, t in zip(wanted, text, strict=False))


words = st.sampled_from(sorted(VOCABULARY))
rows = st.lists(words, max_size=12).map(" ".join)
days = st.sampled_from([None, date(2025, 1, 1), date(2026, 1, 1)])
terms = st.fixed_dictionaries(
    {facet.name: st.lists(st.sampled_from(facet.terms), max_size=2, unique=True) for facet in FACETS}
).map(lambda chosen: {name: tuple(term.id for term in row) for name, row in chosen.items()})
made = st.builds(
    practice,
    st.just(""),
    st.lists(rows, max_size=2),
    title=rows,
    summary=rows,
    headings=st.lists(rows, max_size=1),
    keywords=st.lists(rows, max_size=2),
    facets=terms,
    added=days,
)
practices = st.lists(made, min_size=1, max_size=6).map(
    lambda found: corpus_of(*(replace(each, id=f"p{place}") for place, each in enumerate(found)))
)

phrases = (
    st.lists(words, min_size=1, max_size=4)
    .map(tuple)
    .filter(lambda row: bool(VOCABULARY[row[0]].word and VOCABULARY[row[-1]].word))
)
items = st.one_of(st.sampled_from(QUESTION_WORDS), st.sampled_from(QUESTION_WORDS), phrases)
meant = st.builds(
    Meant,
    st.lists(st.lists(items, min_size=1, max_size=2).map(tuple), max_size=3).map(tuple),
    st.lists(st.sampled_from(QUESTION_WORDS), max_size=1).map(tuple),
    terms,
)


def assert_as_told(index: Index, oracle: Oracle, question: Meant) -> None:
    """The search answers what the oracle says."""
    answer = search(index, question.typed(), filters=question.filters, exact=True, limit=100)
    scores = oracle.scores(question)
    left = {doc.id for doc in oracle.all if doc.id in scores and oracle.fits(doc, question.filters)}

    assert {hit.id: hit.score for hit in answer.hits} == pytest.approx({name: scores[name] for name in left})
    assert answer.total == len(left)
    assert {name: dict(counts) for name, counts in answer.facets.items()} == oracle.counts(question)
    if question.clauses:
        order = [(-hit.score, slots.order(hit.id)) for hit in answer.hits]
        assert order == sorted(order)


@settings(max_examples=150)
@given(practices, st.lists(meant, min_size=1, max_size=4))
def test_the_search_answers_as_the_texts_say(corpus: Corpus, questions: list[Meant]) -> None:
    oracle = Oracle(corpus)
    with index_of(corpus) as index:
        for question in questions:
            assert_as_told(index, oracle, question)


@settings(max_examples=60)
@given(practices, meant)
def test_a_hit_lacks_just_what_does_not_stand_there(corpus: Corpus, question: Meant) -> None:
    oracle = Oracle(corpus)
    with index_of(corpus) as index:
        answer = search(index, question.typed(), exact=True, limit=100)

    for hit in answer.hits:
        doc = next(practice for practice in texts_of(corpus) if practice.id == hit.id)
        missing = [clause for clause in question.clauses if oracle.clause(doc, clause) is None]
        assert len(hit.lacks) == len(missing)


@settings(max_examples=60)
@given(practices, meant)
def test_widening_loses_nothing(corpus: Corpus, question: Meant) -> None:
    ranking = replace(RANKING, least=0.0)
    with index_of(corpus) as index:
        narrow = search(index, question.typed(), exact=True, limit=100, ranking=ranking)
        wide = search(index, question.typed(), limit=100, ranking=ranking)

    assert {hit.id for hit in narrow.hits} <= {hit.id for hit in wide.hits}


@settings(max_examples=60)
@given(practices, meant, st.sampled_from(["titel", "nieuwste"]))
def test_another_order_has_the_same_practices_and_counts(corpus: Corpus, question: Meant, sort: str) -> None:
    with index_of(corpus) as index:
        usual = search(index, question.typed(), filters=question.filters, limit=100)
        other = search(index, question.typed(), filters=question.filters, limit=100, sort=sort)
        days = {doc.id: doc.updated for doc in index.collection.docs}

    assert {hit.id for hit in other.hits} == {hit.id for hit in usual.hits}
    assert (other.total, other.facets) == (usual.total, usual.facets)
    if sort == "nieuwste":
        assert [days[hit.id] for hit in other.hits] == sorted((days[hit.id] for hit in other.hits), reverse=True)


@settings(max_examples=60)
@given(practices, meant, st.sampled_from([(facet.name, term.id) for facet in FACETS for term in facet.terms]))
def test_a_count_is_what_a_click_gives(corpus: Corpus, question: Meant, chosen: tuple[str, str]) -> None:
    """Choosing a term in a facet where nothing is chosen leaves just as many as its count said."""
    facet, term = chosen
    filters = {**question.filters, facet: ()}
    with index_of(corpus) as index:
        before = search(index, question.typed(), filters=filters, limit=0)
        after = search(index, question.typed(), filters={**filters, facet: (term,)}, limit=0)

    assert after.total == before.facets[facet].get(term, 0)
