"""What the disk says of files, without reading any: size, time and number."""

import hashlib
import os
import stat
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from operator import attrgetter
from pathlib import Path

from msgspec import Struct

from kb.beside import Beside, at_once
from kb.seen import settled

_SECOND = 1_000_000_000

MANY = 16_384
"""With fewer files a copy of this process takes longer than it saves."""

_Stand = tuple[int, int, int, int]
"""What the disk says of a file: its size, time, number and kind."""

_stand: Callable[[os.stat_result], _Stand] = attrgetter("st_size", "st_mtime_ns", "st_ino", "st_mode")


class Look(Struct, frozen=True):
    """What the disk says of files, by name: what a place is called here, and the path in it.

    `settled`: a change after this look could not go unseen. False where a file is too new, or a link.
    """

    files: Mapping[str, str]
    settled: bool

    def digest(self, *told: str) -> str:
        """One digest of it all, and of what else is told; empty when it can't be trusted."""
        if not self.settled:
            return ""
        lines = sorted(f"{name}\0{said}" for name, said in self.files.items())
        return hashlib.sha256("\n".join((*told, *lines)).encode(errors="surrogateescape")).hexdigest()


def below(places: Mapping[str, Path], beside: Beside = at_once) -> Look:
    """What the disk says of all files in folders, by what those are called here; of one that is gone, nothing.

    `beside`: who can look at half of many files.
    """
    now = time.time_ns()
    names: list[str] = []
    entries: list[os.DirEntry[str]] = []
    for name, place in places.items():
        start, found = len(str(place)), files(place)
        names += [name + entry.path[start:] for entry in found]
        entries += found
    half = len(entries) // 2 if len(entries) >= MANY else 0
    rest = (beside if half else at_once)(partial(_stands, entries[:half]))
    here = _stands(entries[half:])
    return _looked(names, [*rest(), *here], now)


def at(paths: Mapping[str, Path]) -> Look:
    """What the disk says of files and folders themselves, by what they are called here; of what is gone, nothing."""
    now = time.time_ns()
    found = dict(_found(paths))
    return _looked(found, found.values(), now)


def files(folder: Path) -> list[os.DirEntry[str]]:
    """All that lies in a folder and below it but folders and what Python keeps of modules; none where none stands."""
    found: list[os.DirEntry[str]] = []
    folders = [str(folder)]
    while folders:  # no call in a call: folders may be in each other deeper than Python goes
        with suppress(OSError), os.scandir(folders.pop()) as entries:
            for entry in entries:
                if not entry.is_dir(follow_symlinks=False):
                    found.append(entry)
                elif entry.name != "__pycache__":
                    folders.append(entry.path)
    return found


def _stands(entries: Iterable[os.DirEntry[str]]) -> list[_Stand]:
    """What the disk says of these files."""
    return [_stand(entry.stat(follow_symlinks=False)) for entry in entries]


def _found(paths: Mapping[str, Path]) -> Iterator[tuple[str, _Stand]]:
    for name, path in paths.items():
        with suppress(FileNotFoundError):
            yield name, _stand(path.lstat())


def _looked(names: Iterable[str], stands: Collection[_Stand], now: int) -> Look:
    """`now`: a moment before the first was looked at."""
    told = {name: f"{size}\0{time_}\0{number}" for name, (size, time_, number, _) in zip(names, stands, strict=True)}
    times = [stand[1] for stand in stands]
    newest, newest_coarse = max(times, default=0), max([each for each in times if not each % _SECOND], default=0)
    links = any(map(stat.S_ISLNK, {stand[3] for stand in stands}))
    return Look(told, settled=not links and settled(newest, now) and settled(newest_coarse, now))
