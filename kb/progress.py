"""How far a build is: a bar on a terminal, lines in the log of a CI, nothing where nobody watches."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TextIO

from msgspec import Struct, field

STAGES = {
    "read": "praktijken lezen",
    "index": "zoekindex schrijven",
    "related": "verwante praktijken zoeken",
    "render": "pagina's maken",
    "publish": "site neerzetten",
}
"""The stages of a build that take long, in their order, in words."""

_CLEAR = "\r\x1b[K"

Told = Callable[[str], None]
"""Hears the name of each stage as it begins."""


def quiet(_stage: str) -> None:
    """Tells nothing."""


class Stopwatch(Struct, frozen=True):
    """How long each stage took, in seconds. `told` hears of each as it begins."""

    told: Told = quiet
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def __call__(self, stage: str) -> Iterator[None]:
        """Time the stage that is the block."""
        self.told(stage)
        start = time.perf_counter()
        yield
        self.seconds[stage] = time.perf_counter() - start


@contextmanager
def shown(stream: TextIO, environment: Mapping[str, str]) -> Iterator[Told]:
    """What tells of each stage on this stream; a bar is gone afterwards."""
    if stream.isatty() and environment.get("TERM") != "dumb":
        try:
            yield lambda stage: _bar(stream, stage)
        finally:
            stream.write(_CLEAR)
            stream.flush()
    elif environment.get("CI"):
        yield _lines(stream)
    else:
        yield quiet


def _bar(stream: TextIO, stage: str) -> None:
    if stage in STAGES:
        done = [*STAGES].index(stage)
        stream.write(f"{_CLEAR}[{'█' * (done + 1)}{'░' * (len(STAGES) - done - 1)}] {STAGES[stage]} …")
        stream.flush()


def _lines(stream: TextIO) -> Told:
    begun = time.monotonic()

    def told(stage: str) -> None:
        if stage in STAGES:
            passed = f"{time.monotonic() - begun:.1f}".replace(".", ",")
            stream.write(f"[{[*STAGES].index(stage) + 1}/{len(STAGES)}] na {passed} s: {STAGES[stage]}\n")
            stream.flush()

    return told
