"""Collections put together by hand: practices with their texts, as a reading of files would give them."""

from collections.abc import Iterable
from typing import Any

from msgspec.structs import replace

from kb.model import Corpus, Lists, WholePractice
from kb.search.slots import by_slot


def collected(practices: Iterable[WholePractice], lists: Lists, **others: Any) -> Corpus:  # noqa: ANN401 - its fields
    """A corpus of these practices, in their order."""
    whole = {practice.id: practice for practice in practices}
    return Corpus(tuple(practice.known() for practice in whole.values()), whole, lists, **others)


def with_practices(corpus: Corpus, practices: Iterable[WholePractice], **others: Any) -> Corpus:  # noqa: ANN401 - its fields
    """A corpus with these practices, in their order, and nothing else changed but what is told."""
    other = collected(practices, corpus.lists)
    return replace(corpus, practices=other.practices, whole=other.whole, **others)


def whole_by_slot(corpus: Corpus) -> list[WholePractice]:
    """The same in the order in which the search numbers them."""
    return [corpus.whole[practice.id] for practice in by_slot(corpus)]


def texts_of(corpus: Corpus) -> tuple[WholePractice, ...]:
    """The practices of a corpus with their texts, in its order."""
    return tuple(corpus.whole.values())
