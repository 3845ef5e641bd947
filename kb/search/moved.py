"""What changed since the large segment of the index was written: which practices moved, and which words went."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.json import decode, encode

MOVED = "moved.json"


class Moved(Struct, frozen=True):
    """The ids of the practices in the `large` segment when it was written, and in the `small` one, in their order.

    `keys` and `forms`: those that the large segment knows, but that stand in no practice any more.
    """

    large: Sequence[str] = ()
    small: Sequence[str] = ()
    keys: Sequence[str] = ()
    forms: Sequence[str] = ()

    def also(self, small: Sequence[str], keys: Mapping[str, bool], forms: Mapping[str, bool]) -> "Moved":
        """With these practices in the small segment, and of keys and forms whether they stand somewhere now."""
        return Moved(self.large, small, _gone(self.keys, keys), _gone(self.forms, forms))

    def docs(self) -> dict[str, int]:
        """What Whoosh numbers each practice: those of the small segment after all others."""
        return {each: doc for doc, each in enumerate((*self.large, *self.small))}

    def write(self, folder: Path) -> None:
        """Keep it in the folder of the index."""
        (folder / MOVED).write_bytes(encode(self))


def read(folder: Path) -> Moved:
    """What moved in the index in a folder. OSError or ValueError when that can't be read."""
    return decode((folder / MOVED).read_bytes(), type=Moved)


def _gone(before: Sequence[str], now: Mapping[str, bool]) -> list[str]:
    went = {word for word, stands in now.items() if not stands}
    return sorted({*before} - now.keys() | went)
