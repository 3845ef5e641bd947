"""Frozen records as JSON and back, by their own types: no pickle, so that reading one can only give that record.

A record becomes the list of its fields, a mapping stays one, sets are sorted. What does not fit its type is refused.
"""

import json
import types
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any, Generic, Literal, NewType, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")
Turn = Callable[[Any], Any]
"""Turns a value into what JSON can hold, or back."""

_PLAIN = (str, int, float, bool, type(None))


class Coder(Generic[T]):
    """Writes and reads records of one type. `load` raises ValueError for what `dump` did not write."""

    def __init__(self, kind: type[T]) -> None:
        self._out, self._back = _turns(kind)

    def dump(self, record: T) -> str:
        """The record as JSON: the same text for the same record."""
        return json.dumps(self._out(record), ensure_ascii=False, separators=(",", ":"))

    def load(self, text: str) -> T:
        """The record that `dump` wrote."""
        try:
            record: T = self._back(json.loads(text))
        except (TypeError, KeyError, ValueError, AttributeError, RecursionError) as wrong:
            raise ValueError(f"no record: {wrong}") from wrong
        return record


def _turns(kind: Any) -> tuple[Turn, Turn]:  # noqa: ANN401 - any annotation
    """How values of a type go out and come back."""
    if isinstance(kind, NewType):
        return _turns(kind.__supertype__)
    if get_origin(kind) is not None:
        return _composed(get_origin(kind), get_args(kind))
    if kind is date:
        return date.isoformat, date.fromisoformat
    return _record(kind) if is_dataclass(kind) else (_same, _checked(kind))


def _composed(origin: Any, inner: tuple[Any, ...]) -> tuple[Turn, Turn]:  # noqa: ANN401 - any annotation
    """As `_turns`, for a type of types: `origin[inner]`."""
    made: dict[Any, Callable[[], tuple[Turn, Turn]]] = {
        Literal: lambda: (_same, _checked(type(inner[0]))),
        Union: lambda: _optional(inner),
        types.UnionType: lambda: _optional(inner),
        tuple: lambda: _row(inner),
        frozenset: lambda: (sorted, frozenset),
        Mapping: lambda: _mapping(inner[1]),
        Sequence: lambda: _many(inner[0], list),
    }
    return made[origin]()


def _same(value: Any) -> Any:  # noqa: ANN401 - JSON
    return value


def _checked(kind: type) -> Turn:
    if kind not in _PLAIN:
        raise TypeError(f"no way to write {kind}")

    def back(value: Any) -> Any:  # noqa: ANN401 - JSON
        if type(value) is not kind:
            raise TypeError(f"{value!r} is no {kind.__name__}")
        return value

    return back


def _optional(inner: tuple[Any, ...]) -> tuple[Turn, Turn]:
    (kind,) = (each for each in inner if each is not type(None))
    out, back = _turns(kind)
    return (lambda value: None if value is None else out(value)), (lambda v: None if v is None else back(v))


def _row(inner: tuple[Any, ...]) -> tuple[Turn, Turn]:
    if inner[1:] == (...,):
        return _many(inner[0], tuple)
    outs, backs = zip(*map(_turns, inner), strict=True)
    return (
        lambda row: [out(value) for out, value in zip(outs, row, strict=True)],
        lambda row: tuple(back(value) for back, value in zip(backs, row, strict=True)),
    )


def _many(kind: Any, whole: Callable[[Any], Any]) -> tuple[Turn, Turn]:  # noqa: ANN401 - any annotation
    out, back = _turns(kind)
    if out is _same:
        return list, whole
    return (lambda row: [out(value) for value in row]), (lambda row: whole([back(value) for value in row]))


def _mapping(kind: Any) -> tuple[Turn, Turn]:  # noqa: ANN401 - any annotation
    out, back = _turns(kind)
    if out is _same:
        return dict, dict
    return (
        lambda table: {key: out(value) for key, value in table.items()},
        lambda table: {key: back(value) for key, value in table.items()},
    )


def _record(kind: Any) -> tuple[Turn, Turn]:  # noqa: ANN401 - any dataclass
    hints = get_type_hints(kind)
    names = tuple(field.name for field in fields(kind))
    turns = [_turns(hints[name]) for name in names]
    outs = tuple((name, out) for name, (out, _) in zip(names, turns, strict=True))
    backs = tuple(back for _, back in turns)

    def back_again(row: Any) -> Any:  # noqa: ANN401 - JSON
        return kind(*[back(value) for back, value in zip(backs, row, strict=True)])

    return (lambda record: [out(getattr(record, name)) for name, out in outs]), back_again
