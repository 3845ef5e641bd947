"""The practices as parts: what a result shows of each, its own text, its terms, and the orders of all."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from math import isqrt
from typing import Protocol, TypeVar

from kb.search.coding import ALPHABET, row
from kb.search.index import Index
from kb.search.parts import as_json

FRONT = 10
"""Practices that stand on the search page before anything is asked; their cards come with the manifest."""

SMALL = 512
"""In a collection up to here few requests count for more than few bytes."""

ROOM = 8
"""Letters of a summary that come to be told together, so that a card can keep room for it."""

AT_ONCE = 1024
"""Practices of an order in one part, and a few more: practices of one day stay together."""


class CardText(Protocol):
    """What a result shows of a practice: one line where · who · status · year, the summary, and the level's name."""

    @property
    def meta(self) -> str:
        """The line."""

    @property
    def summary(self) -> str:
        """The summary."""

    @property
    def level_name(self) -> str:
        """The name of the level."""


Value = TypeVar("Value")
Own = Callable[[int], str]
"""The name of the part with a practice's own text (`own_text`)."""

Cards = Mapping[str, CardText]
"""By the id of the practice."""


def docs_per_card(n: int) -> int:
    """How many practices share a part of cards.

    Ten results need nearly all parts of a small collection: it has one. Of a large one they need ten, so those are
    small; but the list of all parts is on the way of every question, so both grow, with the root of the collection.
    """
    if n <= SMALL:
        return SMALL
    return max(8, 1 << (isqrt(n) // 8).bit_length())


def docs_per_facets(n: int) -> int:
    """How many practices share a part of facets: many, as an answer stands in most parts."""
    return SMALL if n <= SMALL else 8 * SMALL


def _stretches(values: Sequence[Value], size: int) -> Iterator[Sequence[Value]]:
    return (values[start : start + size] for start in range(0, len(values), size))


def facet_texts(index: Index) -> Iterator[str]:
    """For each stretch of practices the places in it of those that have a term, for each term of each facet."""
    docs = index.collection.docs
    for stretch in _stretches([doc.facets for doc in docs], docs_per_facets(len(docs))):
        yield "".join(
            "".join(_holders(stretch, place, len(facet.terms))) for place, facet in enumerate(index.collection.facets)
        )


def _holders(stretch: Sequence[Sequence[Sequence[int]]], place: int, terms: int) -> Iterator[str]:
    holders: list[list[int]] = [[] for _ in range(terms)]
    for number, facets in enumerate(stretch):
        for term in facets[place]:
            holders[term].append(number)
    yield from map(row, holders)


ORDERS = ("titel", "nieuwste")
"""By title, and the newest first."""


def order_texts(index: Index) -> Mapping[str, tuple[str, ...]]:
    """All practices by title, and the newest first: groups of those that stand level, in parts."""
    docs = index.collection.docs
    by_title = sorted(range(len(docs)), key=lambda number: docs[number].rank)
    by_day = sorted(range(len(docs)), key=lambda number: docs[number].updated, reverse=True)
    days = [sorted(group) for _, group in groupby(by_day, key=lambda number: docs[number].updated)]
    return {
        ORDERS[0]: tuple(_in_parts([number] for number in by_title)),
        ORDERS[1]: tuple(_in_parts(days)),
    }


def _in_parts(groups: Iterable[list[int]]) -> Iterator[str]:
    text, size = "", 0
    for group in groups:
        text += row(group)
        size += len(group)
        if size >= AT_ONCE:
            yield text
            text, size = "", 0
    if text:
        yield text


def card_stretches(n: int) -> Iterator[Sequence[int]]:
    """The practices, by number, whose cards share a part."""
    return _stretches(range(n), docs_per_card(n))


def card_text(index: Index, cards: Cards, numbers: Sequence[int], own: str) -> str:
    """What a result shows of each of these practices at once; `own`: the names of their own parts."""
    return as_json(_columns(index, cards, numbers, own))


def front_text(index: Index, cards: Cards, own: Own) -> str:
    """The first practices in the order of titles: their numbers, summaries and cards."""
    docs = index.collection.docs
    first = sorted(range(len(docs)), key=lambda number: docs[number].rank)[:FRONT]
    summaries = [cards[docs[number].id].summary for number in first]
    return as_json([first, summaries, *_columns(index, cards, first, "".join(map(own, first)))])


def _columns(index: Index, cards: Cards, numbers: Sequence[int], own: str) -> list[list[str] | str]:
    """Ids, titles, lines, levels, names of own parts, lengths of summaries: like beside like compresses best."""
    docs = [index.collection.docs[number] for number in numbers]
    return [
        [doc.id for doc in docs],
        [doc.title for doc in docs],
        [cards[doc.id].meta for doc in docs],
        [cards[doc.id].level_name for doc in docs],
        own,
        "".join(ALPHABET[min(-(-len(cards[doc.id].summary) // ROOM), len(ALPHABET) - 1)] for doc in docs),
    ]


def own_text(index: Index, cards: Cards, number: int) -> str:
    """The summary of a practice and its paragraphs, a line each."""
    return "\n".join((" ".join(cards[index.collection.docs[number].id].summary.split()), *index.passages(number)[1:]))
