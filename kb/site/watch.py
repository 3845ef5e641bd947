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

_TABLES = ("media", "related", "cards", "organisations", "adoptions", "anchors")
_PRACTICES = ("by_id", "whole")
_NESTED = ("shelves", "numbers", "pairs")
_ROWS = ("dossiers", "practices", "order")


class Watch:
    """What can be looked up in a catalogue, each with a stamp that changes when it does.

    `digests`: of the files of the practices, by their path; from that and the lists a practice follows with its text,
    but for its computed terms. Of a practice without its text all that it has counts. The lists, the settings, the day
    and the icons are no part of a stamp.
    """

    def __init__(self, catalogue: Catalogue, digests: Mapping[str, str]) -> None:
        self._catalogue = catalogue
        self._stamps = _Stamps(_stamps(catalogue, digests))

    def catalogue(self, note: Note) -> Catalogue:
        """The catalogue, of which every look is noted."""
        whole = self._catalogue
        tables: dict[str, Any] = {name: _Table(name, getattr(whole, name), note) for name in (*_TABLES, *_PRACTICES)}
        for name in _NESTED:
            tables[name] = _Nested(name, getattr(whole, name), note)
        for name in _ROWS:
            tables[name] = _Row(name, getattr(whole, name), note)
        return replace(whole, **tables)

    def stamp(self, looks: Iterable[str]) -> str:
        """One stamp for all of these looks."""
        return _digest(b"".join(map(self._stamps.__getitem__, looks))).hex()


class _Stamps(dict[str, bytes]):
    """By look the stamp of what it found."""

    def __missing__(self, look: str) -> bytes:
        return _NOTHING


_NOTHING = bytes(16)
"""The stamp of what is not there."""


def _stamps(catalogue: Catalogue, digests: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    """Every look that finds something, with its stamp."""
    listed = {practice.id: _digest(encode(practice)) for practice in catalogue.by_id.values()}

    def row(practices: Iterable[Practice]) -> bytes:
        return b"".join([listed[practice.id] for practice in practices])

    def whole(practice: Practice) -> bytes:
        return encode((practice.source_path, digests[practice.source_path], practice.facets))

    told: dict[str, Callable[[Any], bytes]] = dict.fromkeys(("shelves", "organisations"), row)
    for name in _ROWS:
        yield name, _digest(row(catalogue.practices) if name == "practices" else encode(getattr(catalogue, name)))
    yield from _looks("by_id", listed)
    yield from _of_table("whole", catalogue.by_id, whole)
    for name in _TABLES:
        yield from _of_table(name, getattr(catalogue, name), told.get(name, encode))
    for name in _NESTED:
        inner = [(key, table, told.get(name, encode)) for key, table in getattr(catalogue, name).items()]
        stamps = {look: stamp for key, table, tell in inner for look, stamp in _of_table(f"{name}/{key}", table, tell)}
        yield from stamps.items()
        yield name, _digest(encode([(key, stamps[f"{name}/{key}"]) for key, _, _ in inner]))


def _of_table(path: str, table: Mapping[str, object], tell: Callable[[Any], bytes]) -> Iterator[tuple[str, bytes]]:
    """The looks at a table: at each of its keys, and at the whole, in its order."""
    return _looks(path, {key: _digest(tell(value)) for key, value in table.items()})


def _looks(path: str, stamps: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """The same, of which each key has its stamp."""
    yield from ((f"{path}\n{key}", stamp) for key, stamp in stamps.items())
    yield path, _digest(encode(stamps))


def _digest(told: bytes) -> bytes:
    return hashlib.blake2b(told, digest_size=len(_NOTHING)).digest()


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
