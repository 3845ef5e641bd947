"""The slot of each practice in the parts of the search: a number that hardly moves when practices come or go.

Numbers in the order of ids would all shift when one practice is added, and with them nearly every part. So slots are
those of a hash table with linear probing: a digest of the id chooses one, in a table with more slots than practices;
where that is taken, the next free one is. They are filled in the order of the digests, so that the same practices have
the same slots, whatever came or went before.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from hashlib import blake2b

from kb.model import Corpus, Practice

_BITS = 64

_LEAST, _GROWTH = 16, 1.25
"""The smallest room, and how much larger each next one is: only who outgrows a room gets other slots."""

_SPARE = 1.8
"""Slots for each practice, at least: with fewer free ones one newcomer moves more neighbours."""


def room_for(n: int) -> int:
    """Over how many slots so many practices are spread: the same for nearly as many."""
    room = float(_LEAST)
    while room < n * _SPARE:
        room *= _GROWTH
    return int(room)


@lru_cache(maxsize=1 << 16)  # asked several times in one build
def order(practice_id: str) -> tuple[int, str]:
    """By what practices are sorted in the index: by slot, however many there are."""
    return int.from_bytes(blake2b(practice_id.encode(), digest_size=_BITS // 8).digest(), "big"), practice_id


def slots(ids: Iterable[str], room: int) -> Iterator[int]:
    """The slots of practices, rising, given their ids in that order."""
    last = -1
    for practice_id in ids:
        digest, _ = order(practice_id)
        last = max(last + 1, digest * room >> _BITS)
        yield last


def by_slot(corpus: Corpus) -> list[Practice]:
    """The practices in the order of their slots."""
    return sorted(corpus.practices, key=lambda practice: order(practice.id))
