"""What stands beside the Whoosh index: exact numbers and terms of each practice, so that no merge changes a score."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.json import decode, encode
from msgspec.structs import replace

from kb.model import Corpus, Facet, Practice, Term
from kb.search.analyser import Analyser
from kb.search.belonging import MARK, belonging
from kb.search.concepts import Pattern
from kb.search.dutch import fold, words
from kb.search.ranking import length_class
from kb.search.slots import by_slot, room_for, slots
from kb.search.suggestions import organisations

VERSION = 5
"""Of all that the work folder holds for the search; what has another version is built anew, never read."""

Rows = tuple[tuple[Pattern, str], ...]

_ARTICLES = ("de ", "het ", "een ", "'t ")


class Doc(Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """A practice as the search knows it, numbered by its place in the order of their slots (slots.py).

    `length` is the class of its body's length (ranking.length_class), `rank` its place in the order of titles,
    `facets` the places of its terms in each facet's list.
    """

    id: str
    title: str
    length: int
    rank: int
    updated: str
    facets: tuple[tuple[int, ...], ...]


class FacetTerms(Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """A facet as the search knows it: the names it is asked by, and its terms (id, and names in folded form).

    `others`: what else leads to terms, as editors wrote it (synonyms, municipalities, provinces), with their places.
    """

    name: str
    names: tuple[str, ...]
    terms: tuple[str, ...]
    term_names: tuple[tuple[str, ...], ...]
    others: tuple[tuple[str, tuple[int, ...]], ...]


class Collection(Struct, frozen=True, forbid_unknown_fields=True):
    """The numbers of the whole: practices, average body length in words, facets, which questions ask a concept.

    `slots`: that of each practice, rising. `said`: the words for each concept, as editors wrote them. `asked` also
    has what belongs to a term.
    """

    docs: tuple[Doc, ...]
    slots: tuple[int, ...]
    average: float
    facets: tuple[FacetTerms, ...]
    asked: Mapping[str, tuple[tuple[Pattern, str], ...]]
    said: Mapping[str, tuple[str, ...]]
    organisations: tuple[str, ...]

    @property
    def room(self) -> int:
        """Over how many slots the practices are spread; the last may be a little behind those."""
        return room_for(len(self.docs))

    def meant(self, mark: str) -> str:
        """What a mark of belonging stands for, for a reader: `regio:twente`, or an organisation."""
        place, _, term = mark.removeprefix(MARK).partition(":")
        if not (place.isdecimal() and term.isdecimal()):
            return mark.removeprefix(MARK)
        facet = self.facets[int(place)]
        return f"{facet.names[-1]}:{facet.terms[int(term)]}"

    def dumps(self) -> bytes:
        """As JSON, the same bytes for the same collection."""
        return encode(_Kept(VERSION, self))


class _Kept(Struct, frozen=True, forbid_unknown_fields=True):
    version: int
    whole: Collection


def loads(data: bytes) -> Collection | None:
    """The collection that `dumps` wrote; None when it is of another version or no collection at all."""
    try:
        kept = decode(data, type=_Kept)
    except ValueError:
        return None
    return kept.whole if kept.version == VERSION else None


def collection(
    corpus: Corpus, analyser: Analyser, lengths: Sequence[int], orders: Sequence[str] | None = None
) -> Collection:
    """The numbers of a corpus; `lengths` are those of the practices' bodies in words, without stop words.

    `orders`: by what each title is sorted (title_order), where that is known. Both in the order of their slots.
    """
    practices = by_slot(corpus)
    rows = enumerate(orders or map(title_order, practices))
    ranks = [0] * len(practices)
    for rank, number in enumerate(sorted((order, practices[number].id, number) for number, order in rows)):
        ranks[number[-1]] = rank
    placed = _Placed(corpus.lists.facets)
    docs = tuple(
        Doc(practice.id, practice.title, length_class(length), rank, practice.updated, placed.of(practice))
        for practice, length, rank in zip(practices, lengths, ranks, strict=True)
    )
    return Collection(
        docs,
        tuple(slots([doc.id for doc in docs], room_for(len(docs)))),
        _average(lengths),
        tuple(_facets(corpus)),
        _merged(analyser.concepts.asked, belonging(corpus, placed.used)),
        analyser.concepts.words,
        organisations(corpus),
    )


def renewed_collection(before: Collection, lengths: Sequence[int], changed: Iterable[int]) -> Collection:
    """The same of a corpus in which nothing but the texts of the practices with these numbers changed since."""
    docs = [*before.docs]
    for number in changed:
        docs[number] = replace(docs[number], length=length_class(lengths[number]))
    return replace(before, docs=tuple(docs), average=_average(lengths))


def _average(lengths: Sequence[int]) -> float:
    return sum(lengths) / max(1, len(lengths))


def places(corpus: Corpus) -> list[tuple[tuple[int, ...], ...]]:
    """Of each practice the places of its terms in the list of each facet, as a Doc has them, in their order."""
    return list(map(_Placed(corpus.lists.facets).of, by_slot(corpus)))


class _Placed:
    """The places of terms in the lists of their facets; remembers what many practices have alike."""

    def __init__(self, facets: Sequence[Facet]) -> None:
        self._places = {f.name: {term.id: place for place, term in enumerate(f.terms)} for f in facets}
        self._known: dict[tuple[str, tuple[str, ...]], tuple[int, ...]] = {}

    @property
    def used(self) -> frozenset[tuple[str, str]]:
        """The terms that were placed, each with its facet."""
        return frozenset((name, term) for name, terms in self._known for term in terms)

    def of(self, practice: Practice) -> tuple[tuple[int, ...], ...]:
        return tuple([self._terms(name, practice.facets.get(name, ())) for name in self._places])

    def _terms(self, name: str, terms: tuple[str, ...]) -> tuple[int, ...]:
        known = self._known.get((name, terms))
        if known is None:
            known = self._known[name, terms] = tuple(self._places[name][term] for term in terms)
        return known


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


def title_order(practice: Practice) -> str:
    """By what a title is sorted as a reader sorts it: without accents, signs and a leading article."""
    folded = fold(practice.title)
    bare = next((folded.removeprefix(a) for a in _ARTICLES if folded.startswith(a)), folded)
    return " ".join(word.form for word in words(bare))
