"""Which practices changed since the index was made, where they are so few that little of it has to be made anew."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from kb.model import Corpus
from kb.search.made import BASE, CONTENTS, File, Made, recall
from kb.search.moved import Moved
from kb.search.moved import read as read_moved

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


class Few(Struct, frozen=True):
    """The practices (their numbers, rising) that `changed`; what the index was made of, and what moved in it since.

    `files`: those of all practices as they are now. `is_listed_alike`: nothing changed but texts.
    """

    made: Made
    moved: Moved
    changed: Sequence[int]
    files: Sequence[File]
    is_listed_alike: bool

    @property
    def numbers(self) -> Sequence[int]:
        """The practices that stand in the small segment then."""
        return sorted({*self.moved.numbers, *self.changed})


def few(corpus: Corpus, folder: Path, taken: Taken) -> Few | None:
    """What changed since the index in a folder was made, if that is little; None where all must be made anew.

    Then the index has other practices, was made with other lists or code, or does not stand as it was written.
    """
    made = recall(folder)
    if not made or made.make != taken.given or not (made.make and made.files) or state(folder) != made.state:
        return None
    is_listed_alike = bool(taken.alike) and taken.alike == made.alike
    now = _again(made.files, taken) if is_listed_alike else files(corpus, taken)
    if [path for path, _ in made.files] != [path for path, _ in now]:
        return None
    try:
        moved = read_moved(folder)
    except (OSError, ValueError):
        return None
    terms = made.computed if is_listed_alike else computed(corpus)
    both = zip(zip(now, terms, strict=True), zip(made.files, made.computed, strict=True), strict=True)
    changed = [number for number, (one, other) in enumerate(both) if one != other]
    found = Few(made, moved, changed, now, is_listed_alike)
    return found if len(found.numbers) <= max(_FEW, len(now) // _SHARE) else None


def _again(before: Iterable[File], taken: Taken) -> list[File]:
    """These files as they are now."""
    return [(path, taken.digest(path)) for path, _ in before]


def files(corpus: Corpus, taken: Taken) -> list[File]:
    """The files of the practices, in their order."""
    return [(each.source_path, taken.digest(each.source_path)) for each in corpus.practices]


def computed(corpus: Corpus) -> list[str]:
    """The terms that each practice has because of other files, as one text."""
    names = [facet.name for facet in corpus.lists.facets if facet.computed]
    return [" ".join(term for name in names for term in each.facets.get(name, ())) for each in corpus.practices]


def state(folder: Path) -> str:
    """What shows that the files of Whoosh are those that were written."""
    try:
        contents = (folder / CONTENTS).read_bytes()
        size = (folder / BASE).stat().st_size
    except OSError:
        return ""
    return f"{size} {hashlib.sha256(contents).hexdigest()}"
