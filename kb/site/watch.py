"""A catalogue that notes what is looked up in it, so that what was made from it can be told to be still good."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Generic, TypeVar, overload

from msgspec.msgpack import encode
from msgspec.structs import replace

from kb.model import Practice
from kb.site.catalogue import Catalogue

V = TypeVar("V")
Note = Callable[[str], None]
"""Hears of each look: the name of a table and, after a line end, the key; of a whole table only its name."""

_TABLES = ("media", "related", "by_id", "cards", "organisations", "adoptions", "anchors")
_NESTED = ("shelves", "numbers", "pairs")
_ROWS = ("dossiers", "practices", "order")


class Watch:
    """What can be looked up in a catalogue, each with a stamp that changes when it does.

    `digests`: of the files of the practices, by their path; from that and the lists a practice follows, but for its
    computed terms. Of a practice that is only listed all that it has counts, which is no text (Catalogue). The lists,
    the settings, the day and the icons are no part of a stamp.
    """

    def __init__(self, catalogue: Catalogue, digests: Mapping[str, str]) -> None:
        self._catalogue = catalogue
        self._digests = digests
        self._known: dict[str, bytes] = {}
        self._listed: dict[str, bytes] = {}

    def catalogue(self, note: Note) -> Catalogue:
        """The catalogue, of which every look is noted."""
        whole = self._catalogue
        tables: dict[str, Any] = {name: _Table(name, getattr(whole, name), note) for name in _TABLES}
        for name in _NESTED:
            tables[name] = _Nested(name, getattr(whole, name), note)
        for name in _ROWS:
            tables[name] = _Row(name, getattr(whole, name), note)
        return replace(whole, **tables)

    def stamp(self, looks: Iterable[str], given: bytes = b"") -> str:
        """One stamp for all of these looks, and for what is given besides."""
        return _digest(b"".join([*(self._known.get(look) or self._stamp(look) for look in looks), given])).hex()

    def _stamp(self, look: str) -> bytes:
        path, is_key, key = look.partition("\n")
        name, _, inner = path.partition("/")
        table = getattr(self._catalogue, name)
        if inner:
            table = table.get(inner, {})
        found = table.get(key) if is_key else table
        told = self._whole(found) if name == "by_id" else self._told(found)
        self._known[look] = _digest(told)
        return self._known[look]

    def _told(self, value: object) -> bytes:
        """The value in bytes that change when it does."""
        if isinstance(value, Practice):
            return self._listed.get(value.id) or self._once(value)
        if isinstance(value, Mapping):
            return encode([(key, self._told(inner)) for key, inner in value.items()])
        if isinstance(value, tuple) and value and isinstance(value[0], Practice):
            return b"".join(map(self._told, value))
        return encode(value)

    def _once(self, practice: Practice) -> bytes:
        """What tells of a practice that is listed; worked out once, as it stands on several shelves."""
        self._listed[practice.id] = _digest(encode(practice))
        return self._listed[practice.id]

    def _whole(self, value: object) -> bytes:
        """What tells of a practice with its texts; None, and the table of them all, are told too."""
        if isinstance(value, Practice):
            return encode((value.source_path, self._digests[value.source_path], value.facets))
        return encode([*map(self._whole, value.values())]) if isinstance(value, Mapping) else encode(value)


def _digest(told: bytes) -> bytes:
    return hashlib.blake2b(told, digest_size=16).digest()


class _Table(Mapping[str, V], Generic[V]):
    """A mapping that tells of every look."""

    def __init__(self, name: str, inner: Mapping[str, V], note: Note) -> None:
        self._name, self._inner, self._note = name, inner, note

    def __getitem__(self, key: str) -> V:
        self._note(f"{self._name}\n{key}")
        return self._inner[key]

    def __iter__(self) -> Iterator[str]:
        self._note(self._name)
        return iter(self._inner)

    def __len__(self) -> int:
        self._note(self._name)
        return len(self._inner)


class _Nested(_Table[Mapping[str, V]]):
    """A mapping of mappings, one for any key: opening one tells nothing, only what is looked up in it."""

    def __getitem__(self, key: str) -> Mapping[str, V]:
        return _Table(f"{self._name}/{key}", self._inner.get(key, {}), self._note)


class _Row(Sequence[V]):
    """A row of which any look is a look at the whole."""

    def __init__(self, name: str, inner: Sequence[V], note: Note) -> None:
        self._name, self._inner, self._note = name, inner, note

    @overload
    def __getitem__(self, at: int) -> V: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[V]: ...
    def __getitem__(self, at: int | slice) -> V | Sequence[V]:
        self._note(self._name)
        return self._inner[at]

    def __iter__(self) -> Iterator[V]:
        self._note(self._name)
        return iter(self._inner)

    def __len__(self) -> int:
        self._note(self._name)
        return len(self._inner)
