"""What stands beside the Whoosh index: exact numbers and terms of each practice, so that no merge changes a score."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from kb.model import Corpus, Practice, Term
from kb.search.analyser import Analyser
from kb.search.belonging import MARK, belonging
from kb.search.concepts import Pattern
from kb.search.dutch import fold, words
from kb.search.ranking import length_class
from kb.search.suggestions import organisations

VERSION = 2
"""Of all that the work folder holds for the search; what has another version is built anew, never read."""

Rows = tuple[tuple[Pattern, str], ...]

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
    """A facet as the search knows it: the names it is asked by, and its terms (id, and names in folded form).

    `others`: what else leads to terms, as editors wrote it (synonyms, municipalities, provinces), with their places.
    """

    name: str
    names: tuple[str, ...]
    terms: tuple[str, ...]
    term_names: tuple[tuple[str, ...], ...]
    others: tuple[tuple[str, tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True)
class Collection:
    """The numbers of the whole: practices, average body length in words, facets, which questions ask a concept.

    `said`: the words for each concept, as editors wrote them. `asked` also has what belongs to a term.
    """

    docs: tuple[Doc, ...]
    average: float
    facets: tuple[FacetTerms, ...]
    asked: Mapping[str, tuple[tuple[Pattern, str], ...]]
    said: Mapping[str, tuple[str, ...]]
    organisations: tuple[str, ...]

    def meant(self, mark: str) -> str:
        """What a mark of belonging stands for, for a reader: `regio:twente`, or an organisation."""
        place, _, term = mark.removeprefix(MARK).partition(":")
        if not (place.isdecimal() and term.isdecimal()):
            return mark.removeprefix(MARK)
        facet = self.facets[int(place)]
        return f"{facet.names[-1]}:{facet.terms[int(term)]}"

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
            _tuples(raw["organisations"]),
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
        _merged(analyser.concepts.asked, belonging(corpus)),
        analyser.concepts.words,
        organisations(corpus),
    )


def _merged(one: Mapping[str, Rows], two: Mapping[str, Rows]) -> dict[str, Rows]:
    return {first: tuple(sorted((*one.get(first, ()), *two.get(first, ())))) for first in sorted({*one, *two})}


def _facets(corpus: Corpus) -> Iterator[FacetTerms]:
    for facet in corpus.lists.facets:
        names = (facet.name, facet.name.replace("_", "-"), fold(facet.label).replace(" ", "-"), facet.path)
        yield FacetTerms(
            facet.name,
            tuple(dict.fromkeys(names)),
            tuple(term.id for term in facet.terms),
            tuple(tuple(dict.fromkeys(map(fold, (t.id, t.label, *t.formerly)))) for t in facet.terms),
            tuple(_others(facet.terms)),
        )


def _others(terms: Sequence[Term]) -> Iterator[tuple[str, tuple[int, ...]]]:
    """What else leads to terms: first what names one of them, then its municipalities, then its provinces.

    A name that means several things leads to the first: Utrecht is a municipality before it is a province.
    """
    ways: dict[str, list[int]] = {}
    for names_of in (_synonyms, _municipalities, _parts, _provinces):
        found: dict[str, list[int]] = {}
        for place, term in enumerate(terms):
            for name in names_of(term):
                found.setdefault(name, []).append(place)
        ways = found | ways
    yield from ((name, tuple(dict.fromkeys(ways[name]))) for name in sorted(ways))


def _synonyms(term: Term) -> Sequence[str]:
    return term.synonyms


def _municipalities(term: Term) -> Sequence[str]:
    return [municipality.name for municipality in term.municipalities]


def _parts(term: Term) -> Sequence[str]:
    return [name for municipality in term.municipalities for name in municipality.also]


def _provinces(term: Term) -> Sequence[str]:
    return term.provinces


def _title_order(practice: Practice) -> tuple[str, str]:
    """Titles as a reader sorts them: without accents, signs and a leading article."""
    folded = fold(practice.title)
    bare = next((folded.removeprefix(a) for a in _ARTICLES if folded.startswith(a)), folded)
    return " ".join(word.form for word in words(bare)), practice.id
