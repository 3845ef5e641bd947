"""Tables and rows that are made when somebody first looks at them: a build in which little changed looks at few."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Generic, TypeVar, overload

T = TypeVar("T")
V = TypeVar("V")


class Table(Mapping[str, V], Generic[V]):
    """A mapping that is made then."""

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


class Made(Mapping[str, V], Generic[T, V]):
    """A mapping of which each value is made then, of what another has at that key."""

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


class Row(Sequence[V]):
    """A row of which the length is known, made then."""

    def __init__(self, length: int, make: Callable[[], Sequence[V]]) -> None:
        self._length, self._make = length, make

    @cached_property
    def _made(self) -> Sequence[V]:
        return self._make()

    @overload
    def __getitem__(self, at: int) -> V: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[V]: ...
    def __getitem__(self, at: int | slice) -> V | Sequence[V]:
        return self._made[at]

    def __iter__(self) -> Iterator[V]:
        return iter(self._made)

    def __len__(self) -> int:
        return self._length
