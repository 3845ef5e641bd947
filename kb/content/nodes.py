"""What stands in YAML: single values, lists and tables, each with its place; nothing here needs a reader of YAML."""

from typing import TypeAlias

from msgspec import Struct

from kb.problems import Place


class Scalar(Struct, frozen=True):
    """A single value, always text; `quoted` says that it stood between quotes."""

    text: str
    place: Place
    quoted: bool = False


class Listing(Struct, frozen=True):
    """A list of values."""

    items: tuple["Node", ...]
    place: Place


class Table(Struct, frozen=True):
    """Keys with their values, in the order of the file; each key once.

    `unread` are the keys of a file that do stand there, with something that can't be read. Where that is a list below
    its key, the items that can be read are the value.
    """

    entries: tuple[tuple[Scalar, "Node"], ...]
    place: Place
    unread: frozenset[str] = frozenset()

    def get(self, key: str) -> "Node | None":
        """The value of a key, None if it is not there."""
        return next((value for name, value in self.entries if name.text == key), None)


Node: TypeAlias = Scalar | Listing | Table
