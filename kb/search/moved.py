"""What changed since the large segment of the index was written: which practices moved, and which words went."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.json import decode, encode

MOVED = "moved.json"


class Moved(Struct, frozen=True):
    """The practices (their numbers, rising) that stand in the small segment, in that order.

    `keys` and `forms`: those that the large segment knows, but that stand in no practice any more.
    """

    numbers: Sequence[int] = ()
    keys: Sequence[str] = ()
    forms: Sequence[str] = ()

    def also(self, numbers: Sequence[int], keys: Mapping[str, bool], forms: Mapping[str, bool]) -> "Moved":
        """With these practices too, and of keys and forms whether they stand somewhere now."""
        return Moved(sorted({*self.numbers, *numbers}), _gone(self.keys, keys), _gone(self.forms, forms))

    def number(self, doc: int, count: int) -> int:
        """The practice that Whoosh numbers so; `count`: of all practices."""
        return doc if doc < count else self.numbers[doc - count]

    def doc(self, number: int, count: int) -> int:
        """What Whoosh numbers a practice."""
        return count + self.numbers.index(number) if number in self.numbers else number

    def write(self, folder: Path) -> None:
        """Keep it in the folder of the index."""
        (folder / MOVED).write_bytes(encode(self))


def read(folder: Path) -> Moved:
    """What moved in the index in a folder. OSError or ValueError when that can't be read."""
    return decode((folder / MOVED).read_bytes(), type=Moved)


def _gone(before: Sequence[str], now: Mapping[str, bool]) -> list[str]:
    went = {word for word, stands in now.items() if not stands}
    return sorted({*before} - now.keys() | went)
