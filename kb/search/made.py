"""What an index was made of, and the lines of its parts: kept beside it, so that a change makes little of it anew.

Trusted only with its checksum and for what was made with the same. What does not hold is `Torn`: then all is made anew.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from msgspec import Struct
from msgspec.json import Decoder, decode, encode

from kb.search.lines import Line, as_text, from_text
from kb.search.parts import Known
from kb.store import Row, Store

MADE = "made.json"
LINES = "lines.sqlite"
NAMES = "parts.json"

File = tuple[str, str]
"""The path and the digest of a practice's file."""


class Torn(Exception):  # noqa: N818 - a state, no mistake of anybody
    """What is kept beside the index is not whole, or not of this index."""


class Kept(Struct, frozen=True):
    """The lines of one part, as they are kept: the first and the last word, and the digest of them all."""

    first: str
    last: str
    digest: str


class Made(Struct, frozen=True):
    """What an index was made of, in the order of its practices. `make`: the digest of all else that it depends on.

    `computed`: terms that a practice has because of other files; `lengths`: the exact length of each body;
    `orders`: by what titles are sorted; `rests`: what questions put in lines of words; `parts`: by kind what is kept of
    each; `state`: of the files of Whoosh.
    """

    make: str
    files: Sequence[File]
    computed: Sequence[str]
    lengths: Sequence[int]
    orders: Sequence[str]
    rests: Mapping[str, str]
    parts: Mapping[str, Sequence[Kept]]
    state: str

    def write(self, folder: Path) -> None:
        """Keep it in the folder of the index."""
        text = encode(self).decode()
        (folder / MADE).write_text(f"{digest_of(text)}\n{text}", encoding="utf-8")


def recall(folder: Path) -> Made | None:
    """What the index in a folder was made of, if that is known."""
    try:
        digest, _, text = (folder / MADE).read_text(encoding="utf-8").partition("\n")
        return _decoder().decode(text) if digest_of(text) == digest else None
    except (OSError, ValueError):
        return None


class KeptLines(Struct, frozen=True):
    """The lines of parts in the folder of an index."""

    folder: Path
    make: str

    def write(self, parts: Iterable[tuple[str, Kept, str]], keep: Iterable[tuple[str, Kept]]) -> None:
        """Keep the lines of these parts, each with its kind, and those that are there of the parts in `keep`."""
        rows = (Row(kind, part.first, part.digest, text) for kind, part, text in parts)
        self._store().remember(rows, {_key(kind, kept) for kind, kept in keep})

    def read(self, parts: Iterable[tuple[str, Kept]]) -> Iterator[list[Line]]:
        """The lines of these parts. Torn when some are not there."""
        asked = [_key(kind, kept) for kind, kept in parts]
        found = self._store().read(asked)
        for key in asked:
            row = next(found, None)
            if row is None or row.key != key:
                raise Torn
            yield from_text(row.data)

    def _store(self) -> Store:
        return Store(self.folder / LINES, self.make)


def read_known(folder: Path, make: str) -> Known:
    """The parts that earlier builds made with the same, by what each was made of."""
    try:
        digest, _, text = (folder / NAMES).read_text(encoding="utf-8").partition("\n")
        if digest != digest_of(make + text):
            return {}
        return decode(text, type=dict[str, tuple[str, str]])
    except (OSError, ValueError):
        return {}


def write_known(folder: Path, make: str, known: Known) -> None:
    """Keep for the next build which parts this one has, and what each was made of."""
    text = encode(known).decode()
    new = folder / f"{NAMES}.new"
    new.write_text(f"{digest_of(make + text)}\n{text}", encoding="utf-8")
    new.replace(folder / NAMES)


def kept(lines: Sequence[Line]) -> tuple[Kept, str]:
    """How the lines of a part are known, and as what they are kept."""
    text = as_text(lines)
    return Kept(lines[0].word, lines[-1].word, digest_of(text)), text


def digest_of(text: str | bytes) -> str:
    """The digest by which a text is known again."""
    data = text.encode() if isinstance(text, str) else text
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def _key(kind: str, part: Kept) -> tuple[str, str, str]:
    return kind, part.first, part.digest


@lru_cache(maxsize=1)
def _decoder() -> Decoder[Made]:
    return Decoder(Made)
