"""A catalogue that notes what is looked up in it, so that what was made from it can be told to be still good."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, Generic, TypeVar, overload

from msgspec import Struct
from msgspec.msgpack import encode
from msgspec.structs import replace

from kb.model import Practice
from kb.site.catalogue import Catalogue, Totals, totals

V = TypeVar("V")
Note = Callable[[str], None]
"""Hears of each look: the name of a table and, after a line end, the key; of a whole table only its name."""

_BESIDES = ("whole", "related", "media")
_TABLES = (*_BESIDES, "by_id", "cards", "organisations", "adoptions", "former", "anchors")
_NESTED = ("shelves", "numbers", "pairs")
_ROWS = ("dossiers", "practices", "order")


class Listing(Struct, frozen=True):
    """What is told of practices where they are listed: the stamp of each look at that, and what takes all to tell."""

    stamps: Mapping[str, bytes]
    totals: Totals


def listed(catalogue: Catalogue) -> Listing:
    """What is told of the practices of a catalogue where they are listed."""
    return Listing(dict(_stamps(catalogue)), totals(catalogue))


def looks_at(table: str, keys: Iterable[str]) -> Iterator[str]:
    """The looks that find something else when these keys of a table lead to something else."""
    for key in keys:
        yield f"{table}\n{key}"
        yield table


class Watch:
    """What can be looked up in a catalogue, each with a stamp that changes when it does.

    `digests`: of the files of the practices, by their path; from that and the lists a practice follows with its text,
    but for its computed terms. Of a practice without its text all that it has counts. The lists, the settings, the day
    and the icons are no part of a stamp. `listing`: of exactly these practices, if it is known. `others`: the looks
    that find something else than the last time, if that is known.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        digests: Mapping[str, str],
        listing: Listing | None = None,
        others: AbstractSet[str] | None = None,
    ) -> None:
        self._catalogue = catalogue
        self._others = others
        self.listing = listing or listed(catalogue)
        self._stamps = _Stamps(self.listing.stamps, _Besides(catalogue, digests, self.listing.stamps).stamp)

    def catalogue(self, note: Note) -> Catalogue:
        """The catalogue, of which every look is noted."""
        whole = self._catalogue
        tables: dict[str, Any] = {name: _Table(name, getattr(whole, name), note) for name in _TABLES}
        for name in _NESTED:
            tables[name] = _Nested(name, getattr(whole, name), note)
        for name in _ROWS:
            tables[name] = _Row(name, getattr(whole, name), note)
        return replace(whole, **tables)

    def stamp(self, looks: Iterable[str]) -> str:
        """One stamp for all of these looks."""
        return _digest(b"".join(map(self._stamps.__getitem__, looks))).hex()

    def finds_the_same(self, looks: Sequence[str], stamp: str) -> bool:
        """True when these looks, that had this stamp the last time, still find the same."""
        return self.stamp(looks) == stamp if self._others is None else self._others.isdisjoint(looks)


class _Stamps(dict[str, bytes]):
    """By look the stamp of what it finds; of those that are not there it is told when it is asked for."""

    def __init__(self, stamps: Mapping[str, bytes], tell: Callable[[str], bytes]) -> None:
        super().__init__(stamps)
        self._tell = tell

    def __missing__(self, look: str) -> bytes:
        stamp = self[look] = self._tell(look)
        return stamp


class _Besides(Struct, frozen=True):
    """What can be looked up besides a listing: texts, what they are related to, and what is no practice."""

    catalogue: Catalogue
    digests: Mapping[str, str]
    listed: Mapping[str, bytes]

    def stamp(self, look: str) -> bytes:
        """The stamp of a look."""
        name, of_one, key = look.partition("\n")
        if name == "dossiers":
            return _digest(encode(self.catalogue.dossiers))
        if name not in _BESIDES:
            return _NOTHING
        if of_one:
            return self._of(name, key) if key in self._table(name) else _NOTHING
        return _digest(encode([(each, self._of(name, each)) for each in self._table(name)]))

    def _table(self, name: str) -> Mapping[str, object]:
        """A table, of texts without those: none has to be fetched for its stamp."""
        table: Mapping[str, object] = getattr(self.catalogue, "by_id" if name == "whole" else name)
        return table

    def _of(self, name: str, key: str) -> bytes:
        if name == "whole":
            return self.listed[f"by_id\n{key}"] + self.digests[self.catalogue.by_id[key].source_path].encode()
        return _digest(encode(self._table(name)[key]))


_NOTHING = bytes(16)
"""The stamp of what is not there."""


def _stamps(catalogue: Catalogue) -> Iterator[tuple[str, bytes]]:
    """Every look at practices without their texts that finds something, with its stamp."""
    listed = {practice.id: _digest(encode(practice)) for practice in catalogue.by_id.values()}

    def row(practices: Iterable[Practice]) -> bytes:
        return b"".join([listed[practice.id] for practice in practices])

    yield from _looks("by_id", listed)
    yield "practices", _digest(row(catalogue.practices))
    yield "order", _digest(encode([*catalogue.order]))
    yield from _of_table("cards", catalogue.cards)
    yield from _of_table("organisations", catalogue.organisations, row)
    yield from _of_table("adoptions", catalogue.adoptions)
    yield from _of_table("former", catalogue.former)
    yield from _of_table("anchors", catalogue.anchors)
    yield from _of_tables("shelves", catalogue.shelves, row)
    yield from _of_tables("numbers", catalogue.numbers)
    yield from _of_tables("pairs", catalogue.pairs)


def _of_tables(
    path: str, tables: Mapping[str, Mapping[str, object]], tell: Callable[[Any], bytes] = encode
) -> Iterator[tuple[str, bytes]]:
    """The looks at tables in a table: at each key of each, at the whole of each, and at all."""
    whole = {}
    for key, table in tables.items():
        stamps = dict(_of_table(f"{path}/{key}", table, tell))
        yield from stamps.items()
        whole[key] = stamps[f"{path}/{key}"]
    yield path, _digest(encode(whole))


def _of_table(
    path: str, table: Mapping[str, object], tell: Callable[[Any], bytes] = encode
) -> Iterator[tuple[str, bytes]]:
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
