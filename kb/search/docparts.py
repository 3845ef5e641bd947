"""The practices as parts: what a result shows of each, its own text, its terms, and the orders of all."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from math import isqrt
from typing import Protocol

from kb.search.coding import ALPHABET, row
from kb.search.collection import Collection
from kb.search.index import Index
from kb.search.parts import NAME_LETTERS, as_json

FRONT = 10
"""Practices that stand on the search page before anything is asked; their cards come with the manifest."""

SMALL = 900
"""In a collection with so many slots, or fewer, few requests count for more than few bytes."""

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


Own = Callable[[int], str]
"""The name of the part with a practice's own text (`own_text`)."""

Cards = Mapping[str, CardText]
"""By the id of the practice."""


def slots_per_card(room: int) -> int:
    """How many slots share a part of cards.

    Ten results need nearly all parts of a small collection: it has one. Of a large one they need ten, so those are
    small; but the list of all parts is on the way of every question, so both grow, with the root of the collection.
    """
    return SMALL if room <= SMALL else max(18, 2 * isqrt(room) // 9)


def slots_per_facets(room: int) -> int:
    """How many slots share a part of facets: many, as an answer stands in most parts."""
    return SMALL if room <= SMALL else 8 * SMALL


def slots_in(collection: Collection) -> int:
    """How many slots there are, up to the last that is taken."""
    return collection.slots[-1] + 1 if collection.slots else 0


Stretch = Sequence[int | None]
"""Which practices have the slots that share a part, by number; None for a free one."""


def _stretches(collection: Collection, size: int) -> Iterator[Stretch]:
    held: list[int | None] = [None] * slots_in(collection)
    for number, slot in enumerate(collection.slots):
        held[slot] = number
    return (held[start : start + size] for start in range(0, len(held), size))


def facet_texts(index: Index) -> Iterator[str]:
    """For each stretch of slots the places in it of practices that have a term, for each term of each facet."""
    whole = index.collection
    for stretch in _stretches(whole, slots_per_facets(whole.room)):
        terms = [() if number is None else whole.docs[number].facets for number in stretch]
        yield "".join("".join(_holders(terms, place, len(facet.terms))) for place, facet in enumerate(whole.facets))


def _holders(stretch: Sequence[Sequence[Sequence[int]]], place: int, terms: int) -> Iterator[str]:
    holders: list[list[int]] = [[] for _ in range(terms)]
    for at, facets in enumerate(stretch):
        for term in facets[place] if facets else ():
            holders[term].append(at)
    yield from map(row, holders)


ORDERS = ("titel", "nieuwste")
"""By title, and the newest first."""


def order_texts(index: Index) -> Mapping[str, tuple[str, ...]]:
    """The slots of all practices by title, and the newest first: groups of those that stand level, in parts."""
    docs, slots = index.collection.docs, index.collection.slots
    by_title = sorted(range(len(docs)), key=lambda number: docs[number].rank)
    by_day = sorted(range(len(docs)), key=lambda number: docs[number].updated, reverse=True)
    days = [
        sorted(map(slots.__getitem__, group)) for _, group in groupby(by_day, key=lambda number: docs[number].updated)
    ]
    return {
        ORDERS[0]: tuple(_in_parts([slots[number]] for number in by_title)),
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


def card_stretches(collection: Collection) -> Iterator[Stretch]:
    """The slots whose cards share a part."""
    return _stretches(collection, slots_per_card(collection.room))


def card_text(index: Index, cards: Cards, stretch: Stretch, own: str) -> str:
    """What a result shows of the practices at these slots at once, and nothing of free ones; `own`: `own_names`."""
    return as_json(_columns(index, cards, stretch, own))


def front_text(index: Index, cards: Cards, own: Own) -> str:
    """The first practices in the order of titles: their slots, summaries and cards."""
    docs, slots = index.collection.docs, index.collection.slots
    first = sorted(range(len(docs)), key=lambda number: docs[number].rank)[:FRONT]
    summaries = [cards[docs[number].id].summary for number in first]
    return as_json(
        [[slots[number] for number in first], summaries, *_columns(index, cards, first, own_names(first, own))]
    )


def _columns(index: Index, cards: Cards, stretch: Stretch, own: str) -> list[list[str] | str]:
    """Ids, titles, lines, levels, names of own parts, lengths of summaries: like beside like compresses best."""
    docs = [None if number is None else index.collection.docs[number] for number in stretch]
    return [
        [doc.id if doc else "" for doc in docs],
        [doc.title if doc else "" for doc in docs],
        [cards[doc.id].meta if doc else "" for doc in docs],
        [cards[doc.id].level_name if doc else "" for doc in docs],
        own,
        "".join(_length(cards[doc.id].summary) if doc else ALPHABET[0] for doc in docs),
    ]


def own_names(stretch: Stretch, own: Own) -> str:
    """The names of the own parts of the practices at these slots in a row, as long for free ones."""
    return "".join("-" * NAME_LETTERS if number is None else own(number) for number in stretch)


def _length(summary: str) -> str:
    """The letter that says how long a summary is."""
    return ALPHABET[min(-(-len(summary) // ROOM), len(ALPHABET) - 1)]


def own_text(index: Index, cards: Cards, number: int) -> str:
    """The summary of a practice and its paragraphs, a line each."""
    return "\n".join((" ".join(cards[index.collection.docs[number].id].summary.split()), *index.passages(number)[1:]))
