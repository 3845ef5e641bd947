"""Lazy mappings and sequences: values are made on first access, as a build in which little changed uses few of them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Generic, TypeVar, overload

_MANY = 64
"""After so many single values of a sequence all others are made together: the reader may well want each of them."""

T = TypeVar("T")
V = TypeVar("V")


class LazyMapping(Mapping[str, V], Generic[V]):
    """A mapping that is made, as a whole, when it is first read."""

    def __init__(self, make: Callable[[], Mapping[str, V]]) -> None:
        self._make = make

    @cached_property
    def _made(self) -> Mapping[str, V]:
        return self._make()

    def __getitem__(self, key: str) -> V:
        return self._made[key]

    def __contains__(self, key: object) -> bool:
        return key in self._made

    def __iter__(self) -> Iterator[str]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)


class LazyValues(Mapping[str, V], Generic[T, V]):
    """A mapping that makes each value, when first asked for, from the value of `inner` at that key."""

    def __init__(self, inner: Mapping[str, T], make: Callable[[T], V]) -> None:
        self._inner, self._make = inner, make
        self._made: dict[str, V] = {}

    def __getitem__(self, key: str) -> V:
        if key not in self._made:
            self._made[key] = self._make(self._inner[key])
        return self._made[key]

    def __contains__(self, key: object) -> bool:
        return key in self._inner

    def __iter__(self) -> Iterator[str]:
        return iter(self._inner)

    def __len__(self) -> int:
        return len(self._inner)


class LazySequence(Sequence[V]):
    """A sequence of known length that is made when first read. `one` makes a single value, where that is less work."""

    def __init__(self, length: int, make: Callable[[], Sequence[V]], one: Callable[[int], V] | None = None) -> None:
        self._length, self._make, self._one = length, make, one
        self._here: dict[int, V] = {}

    @cached_property
    def _made(self) -> Sequence[V]:
        self._one = None
        return self._make()

    @overload
    def __getitem__(self, at: int) -> V: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[V]: ...
    def __getitem__(self, at: int | slice) -> V | Sequence[V]:
        if self._one is None or isinstance(at, slice) or len(self._here) > _MANY:
            return self._made[at]
        if at not in self._here:
            self._here[at] = self._one(at)
        return self._here[at]

    def __iter__(self) -> Iterator[V]:
        return iter(self._made)

    def __len__(self) -> int:
        return self._length


class Keyed(Mapping[str, V]):
    """The values of a sequence by their keys, which are given in the same order."""

    def __init__(self, keys: Sequence[str], row: Sequence[V]) -> None:
        self._places, self._row = {key: place for place, key in enumerate(keys)}, row

    def __getitem__(self, key: str) -> V:
        return self._row[self._places[key]]

    def __contains__(self, key: object) -> bool:
        return key in self._places

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)
