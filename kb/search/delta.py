"""The delta between a corpus and its index: which practices came, went or changed, where that is a small part."""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from kb.model import Corpus, Practice
from kb.search.indexrecord import BASE, CONTENTS, File, IndexRecord, recall
from kb.search.moved import Moved
from kb.search.moved import read as read_moved
from kb.search.slots import by_slot, room_for, slots

if TYPE_CHECKING:
    from kb.search.postings import Postings
    from kb.search.tokens import Tokens

_FEW, _SHARE = 16, 50
"""So many practices, or one in so many, may have moved to the small segment; with more the large one is made anew."""


class Taken(Protocol):
    """What is known of practices that were taken apart. `given`: the digest of all that does so, lists included.

    `alike`: a name for what the practices are but for their texts; empty when that is not known.
    """

    @property
    def given(self) -> str:
        """The digest of the code and the lists."""

    @property
    def alike(self) -> str:
        """The same name for practices that only differ in their texts."""

    def digest(self, path: str) -> str:
        """The digest of the bytes of a practice's file."""

    def tokens(self, files: Iterable[File]) -> Iterator[tuple[str, "Tokens"]]:
        """By path the tokens of files as they are or were, in that order, without those that are not known."""

    def postings(self, paths: Sequence[str]) -> "Postings | None":
        """The postings of the practices in exactly these files, in this order, if they were gathered on the way."""


class Delta(Struct, frozen=True, dict=True):
    """Which practices came, went or changed since the index was made.

    A practice has two numbers: its place in the order of slots now, and that when the index was made.
    `made`: what the index was made of. `moved`: what changed since its large segment was written.
    `ids`, `files`, `computed` (as in IndexRecord) and `slots`: one for each practice of now, by its number of now.
    `then`: in the same order, its number when the index was made; -1 for a new practice.
    `changed`: numbers of now of the practices that are new or changed. `is_listed_alike`: only running texts changed.
    """

    made: IndexRecord
    moved: Moved
    ids: Sequence[str]
    files: Sequence[File]
    computed: Sequence[str]
    slots: Sequence[int]
    then: Sequence[int]
    changed: Sequence[int]
    is_listed_alike: bool

    @cached_property
    def small(self) -> Sequence[int]:
        """The numbers of the practices that are to stand in the small segment, rising."""
        there = {*self.moved.small}
        moved = (number for number, each in enumerate(self.ids) if each in there) if there else ()
        return sorted({*moved, *self.changed})

    @property
    def gone(self) -> int:
        """How many practices stand beside the large segment, or how many went from it if those are more."""
        return max(len(self.small), len(self.moved.large) - len(self.files) + len(self.small))

    @cached_property
    def numbers(self) -> Mapping[int, int]:
        """Of each practice that is still there its number of now, by that of then."""
        return {then: number for number, then in enumerate(self.then) if then >= 0}

    @cached_property
    def moving(self) -> Collection[int]:
        """The numbers of now of practices that changed, came, or have another slot."""
        if self.is_listed_alike:
            return self.changed
        was = self.made.slots
        shifted = (number for then, number in self.numbers.items() if self.slots[number] != was[then])
        return {*self.changed, *shifted}

    @cached_property
    def before(self) -> Collection[int]:
        """The numbers then of those, and of practices that went."""
        went = () if self.is_listed_alike else {*range(len(self.made.files))} - self.numbers.keys()
        moved = (self.then[number] for number in self.moving)
        return {*went, *(then for then in moved if then >= 0)}

    def refilled(self) -> dict[int, tuple[int | None, int | None]]:
        """The slots where something else stands now: which practice had it then, and which has it now."""
        before = {self.made.slots[then]: then for then in self.before}
        after = {self.slots[number]: number for number in self.moving}
        return {slot: (before.get(slot), after.get(slot)) for slot in sorted({*before, *after})}


def find_delta(corpus: Corpus, folder: Path, taken: Taken) -> Delta | None:
    """The delta since the index in `folder` was made; None when the index must be made anew.

    That is so when many practices changed, when the index was made with other lists or code, or when it is damaged.
    """
    made = recall(folder)
    if not made or made.make != taken.given or not (made.make and made.files) or state(folder) != made.state:
        return None
    try:
        moved = read_moved(folder)
    except (OSError, ValueError):
        return None
    is_listed_alike = bool(taken.alike) and taken.alike == made.alike
    found = _texts(made, moved, taken) if is_listed_alike else _all(made, moved, corpus, taken)
    return found if found and found.gone <= max(_FEW, len(found.files) // _SHARE) else None


def _texts(made: IndexRecord, moved: Moved, taken: Taken) -> Delta:
    """What changed where that can be nothing but texts."""
    now = [(path, taken.digest(path)) for path, _ in made.files]
    changed = [number for number, (one, other) in enumerate(zip(now, made.files, strict=True)) if one != other]
    ids = [path.rpartition("/")[2].removesuffix(".md") for path, _ in now]
    return Delta(made, moved, ids, now, made.computed, made.slots, range(len(now)), changed, is_listed_alike=True)


def _all(made: IndexRecord, moved: Moved, corpus: Corpus, taken: Taken) -> Delta | None:
    """What changed where that can be anything; None where so many came or went that all have other slots."""
    practices = by_slot(corpus)
    now = files(practices, taken)
    room = room_for(len(now))
    if room != room_for(len(made.files)):
        return None
    ids, terms = [practice.id for practice in practices], computed(corpus, practices)
    places = {path: number for number, (path, _) in enumerate(made.files)}
    then = [places.get(path, -1) for path, _ in now]
    both = zip(now, terms, then, strict=True)
    changed = [
        number
        for number, (file, term, was) in enumerate(both)
        if was < 0 or file != made.files[was] or term != made.computed[was]
    ]
    return Delta(made, moved, ids, now, terms, [*slots(ids, room)], then, changed, is_listed_alike=False)


def files(practices: Iterable[Practice], taken: Taken) -> list[File]:
    """The files of these practices."""
    return [(each.source_path, taken.digest(each.source_path)) for each in practices]


def computed(corpus: Corpus, practices: Iterable[Practice]) -> list[str]:
    """The terms that each of these practices has because of other files, as one text."""
    names = [facet.name for facet in corpus.lists.facets if facet.computed]
    return [" ".join(term for name in names for term in each.facets.get(name, ())) for each in practices]


def state(folder: Path) -> str:
    """What shows that the files of Whoosh are those that were written."""
    try:
        contents = (folder / CONTENTS).read_bytes()
        size = (folder / BASE).stat().st_size
    except OSError:
        return ""
    return f"{size} {hashlib.sha256(contents).hexdigest()}"
