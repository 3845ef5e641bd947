"""What stands beside the Whoosh index: exact numbers and terms of each practice, so that no merge changes a score."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from kb.model import Corpus, Practice
from kb.search.analyser import Analyser
from kb.search.concepts import Pattern
from kb.search.dutch import fold, words
from kb.search.ranking import length_class

VERSION = 1
"""Of all that the work folder holds for the search; what has another version is built anew, never read."""

_ARTICLES = ("de ", "het ", "een ", "'t ")


@dataclass(frozen=True, slots=True)
class Doc:
    """A practice as the search knows it, numbered by its place in the order of ids.

    `length` is the class of its body's length (ranking.length_class), `rank` its place in the order of titles,
    `facets` the places of its terms in each facet's list.
    """

    id: str
    title: str
    length: int
    rank: int
    updated: str
    facets: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class FacetTerms:
    """A facet as the search knows it: the names it is asked by, and its terms (id, and names in folded form)."""

    name: str
    names: tuple[str, ...]
    terms: tuple[str, ...]
    term_names: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Collection:
    """The numbers of the whole: practices, average body length in words, facets, which questions ask a concept.

    `said`: the words for each concept, as editors wrote them.
    """

    docs: tuple[Doc, ...]
    average: float
    facets: tuple[FacetTerms, ...]
    asked: Mapping[str, tuple[tuple[Pattern, str], ...]]
    said: Mapping[str, tuple[str, ...]]

    def dumps(self) -> bytes:
        """As JSON, the same bytes for the same collection."""
        return json.dumps({"version": VERSION, **asdict(self)}, ensure_ascii=False, separators=(",", ":")).encode()


def loads(data: bytes) -> Collection | None:
    """The collection that `dumps` wrote; None when it is of another version or no collection at all."""
    try:
        raw = json.loads(data)
        if raw["version"] != VERSION:
            return None
        return Collection(
            tuple(Doc(**{**doc, "facets": _tuples(doc["facets"])}) for doc in raw["docs"]),
            raw["average"],
            tuple(FacetTerms(**{name: _tuples(value) for name, value in facet.items()}) for facet in raw["facets"]),
            {first: _tuples(rows) for first, rows in raw["asked"].items()},
            {name: _tuples(row) for name, row in raw["said"].items()},
        )
    except (ValueError, KeyError, TypeError):
        return None


def _tuples(value: Any) -> Any:  # noqa: ANN401 - JSON
    return tuple(_tuples(v) for v in value) if isinstance(value, list) else value


def collection(corpus: Corpus, analyser: Analyser, lengths: Sequence[int]) -> Collection:
    """The numbers of a corpus; `lengths` are those of the practices' bodies in words, without stop words."""
    ranks = {practice.id: rank for rank, practice in enumerate(sorted(corpus.practices, key=_title_order))}
    facets = corpus.lists.facets
    places = {f.name: {term.id: place for place, term in enumerate(f.terms)} for f in facets}
    docs = tuple(
        Doc(
            practice.id,
            practice.title,
            length_class(length),
            ranks[practice.id],
            practice.updated,
            tuple(tuple(places[f.name][t] for t in practice.facets.get(f.name, ())) for f in facets),
        )
        for practice, length in zip(corpus.practices, lengths, strict=True)
    )
    return Collection(
        docs,
        sum(lengths) / max(1, len(lengths)),
        tuple(_facets(corpus)),
        analyser.concepts.asked,
        analyser.concepts.words,
    )


def _facets(corpus: Corpus) -> Iterator[FacetTerms]:
    for facet in corpus.lists.facets:
        names = (facet.name, facet.name.replace("_", "-"), fold(facet.label).replace(" ", "-"), facet.path)
        yield FacetTerms(
            facet.name,
            tuple(dict.fromkeys(names)),
            tuple(term.id for term in facet.terms),
            tuple(tuple(dict.fromkeys(map(fold, (t.id, t.label, *t.formerly)))) for t in facet.terms),
        )


def _title_order(practice: Practice) -> tuple[str, str]:
    """Titles as a reader sorts them: without accents, signs and a leading article."""
    folded = fold(practice.title)
    bare = next((folded.removeprefix(a) for a in _ARTICLES if folded.startswith(a)), folded)
    return " ".join(word.form for word in words(bare)), practice.id
