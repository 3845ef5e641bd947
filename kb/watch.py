"""Which files change below some folders: looked at by time and size, so that no package has to be trusted for it."""

import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

LOOK, LONGEST = 0.1, 1.0
"""Seconds between two looks; in a large folder more, so that looking takes a tenth of a processor at most."""

STILL = 0.03
"""Seconds in which nothing may change before it counts: an editor may write a file in more than one go."""

_SHARE = 10


def changes(places: Iterable[Path], wait: Callable[[float], None] = time.sleep) -> Iterator[None]:
    """Something each time that files below the places changed and then were still.

    Counted from this call on: also what changes while the caller works.
    """
    places = tuple(places)
    return _changes(places, _state(places), wait)


def _changes(places: tuple[Path, ...], known: Mapping[str, object], wait: Callable[[float], None]) -> Iterator[None]:
    cost = 0.0
    while True:
        wait(min(max(LOOK, cost * _SHARE), LONGEST))
        start = time.thread_time()  # of this thread alone: a busy machine makes no look costly
        now = _state(places)
        cost = time.thread_time() - start
        while now != known:
            wait(STILL)
            before, now = now, _state(places)
            if now == before:
                known = now
                yield


def _state(places: Iterable[Path]) -> dict[str, tuple[int, int]]:
    """Time and size of each file; not of what editors keep for themselves."""
    found: dict[str, tuple[int, int]] = {}
    for place in places:
        if place.is_dir():
            _add_folder(found, str(place))
        else:
            _add_file(found, place)
    return found


def _add_folder(found: dict[str, tuple[int, int]], folder: str) -> None:
    with suppress(OSError), os.scandir(folder) as entries:  # gone between the list and the look
        for entry in entries:
            if entry.name.startswith(".") or entry.name.endswith("~"):
                continue
            if entry.is_dir(follow_symlinks=False):
                _add_folder(found, entry.path)
            else:
                _add_file(found, entry)


def _add_file(found: dict[str, tuple[int, int]], file: "Path | os.DirEntry[str]") -> None:
    with suppress(OSError):
        status = file.stat()
        found[os.fspath(file)] = (status.st_mtime_ns, status.st_size)
