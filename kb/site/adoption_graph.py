"""Which practices and places took over from which: one graph of the whole collection, walked from any practice."""

from collections import defaultdict, deque
from collections.abc import Container, Iterator, Mapping, Sequence
from typing import TypeAlias

from msgspec import Struct

from kb.model import AdoptedBy, AdoptedFrom, Practice

Told: TypeAlias = AdoptedBy | AdoptedFrom


class Step(Struct, frozen=True):
    """From an origin to an adopter, each the id of a practice or, when it has none, the key of an outsider.

    `told` is the record that tells most of it; `outsider` is the key of the one that is no practice of ours.
    """

    origin: str
    adopter: str
    told: Told
    outsider: str = ""


MOST = 60
"""Steps that one page shows: a line that goes on without end would stand on the page of each of its practices."""

Graph: TypeAlias = Mapping[str, tuple[Step, ...]]
"""The steps from and to each practice, by its id; a practice without any is not in it."""


def adoption_graph(practices: Mapping[str, Practice], namers: Mapping[str, Sequence[str]]) -> Graph:
    """All steps between practices (by id), and from and to others. What both sides tell is one step.

    `namers`: as `namers_of` these; so a step is told without looking at others than those that tell it.
    """
    return _Graph(practices, namers)


def namers_of(practices: Mapping[str, Practice]) -> Mapping[str, tuple[str, ...]]:
    """By practice the others that say they took it over, or handed it over to it."""
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for practice in practices.values():
        named = (*(it.practice for it in practice.adopted_from), *(it.practice for it in practice.adopted_by))
        for name in named:
            if name in practices:
                found[name][practice.id] = None
    return {name: tuple(ids) for name, ids in found.items()}


class _Graph(Mapping[str, tuple[Step, ...]]):
    def __init__(self, practices: Mapping[str, Practice], namers: Mapping[str, Sequence[str]]) -> None:
        self._practices, self._namers = practices, namers

    def __getitem__(self, practice_id: str) -> tuple[Step, ...]:
        steps: dict[tuple[str, str], Step] = {}
        for teller in sorted({practice_id, *self._namers.get(practice_id, ())}):
            for step in _steps(self._practices[teller], self._practices):
                ends = step.origin, step.adopter
                known = steps.get(ends)
                if practice_id in ends and (known is None or isinstance(known.told, AdoptedFrom)):
                    steps[ends] = step
        if not steps:
            raise KeyError(practice_id)
        return tuple(steps.values())

    def __iter__(self) -> Iterator[str]:
        for practice in self._practices.values():
            if practice.adopted_from or practice.adopted_by or practice.id in self._namers:
                yield practice.id

    def __len__(self) -> int:
        return sum(1 for _ in self)


def line_of(graph: Graph, practice_id: str) -> tuple[Step, ...]:
    """The steps that hang together with a practice, the nearest MOST, origins before their adopters, then by year."""
    seen, waiting = {practice_id}, deque([practice_id])
    steps: dict[Step, None] = {}
    while waiting:
        for step in graph.get(waiting.popleft(), ()):
            if len(steps) == MOST:
                return tuple(_in_order(set(steps)))
            steps[step] = None
            fresh = [end for end in (step.origin, step.adopter) if end != step.outsider and end not in seen]
            seen.update(fresh)
            waiting += fresh
    return tuple(_in_order(set(steps)))


def _steps(practice: Practice, ids: Container[str]) -> Iterator[Step]:
    for origin in practice.adopted_from:
        if origin.practice in ids:
            yield Step(origin.practice, practice.id, origin)
        else:
            key = f"{practice.id}<{origin.name or origin.practice}"
            yield Step(key, practice.id, origin, key)
    for adoption in practice.adopted_by:
        if adoption.practice in ids:
            yield Step(practice.id, adoption.practice, adoption)
        else:
            key = f"{practice.id}>{adoption.organisation}>{adoption.region}>{adoption.year}"
            yield Step(practice.id, key, adoption, key)


def _in_order(steps: set[Step]) -> Iterator[Step]:
    """Each step after those that lead to it; in a circle, which a check refuses, the first by name begins."""
    left = sorted(steps, key=lambda step: (_year(step), step.origin, step.adopter))
    while left:
        adopters = {step.adopter for step in left}
        following = next((step for step in left if step.origin not in adopters), left[0])
        left.remove(following)
        yield following


def _year(step: Step) -> str:
    return step.told.year if isinstance(step.told, AdoptedBy) else ""
