"""The lines of the parts of an index, kept beside it: a change makes anew only those that it changes.

Trusted only with their checksums and for what was made with the same. What does not hold is `Torn`: then all is made.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.json import decode, encode

from kb.search.indexrecord import Kept, Torn, digest_of
from kb.search.lines import Line, as_text, from_text
from kb.search.parts import Known
from kb.store import Row, Store

LINES = "lines.sqlite"
NAMES = "parts.json"


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


def _key(kind: str, part: Kept) -> tuple[str, str, str]:
    return kind, part.first, part.digest
