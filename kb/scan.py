"""What the disk says of files, without reading any: size, time and number."""

import hashlib
import os
import stat
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from operator import attrgetter, itemgetter
from pathlib import Path

from msgspec import Struct

from kb.filedigests import settled
from kb.forks import Runner, at_once

_SECOND = 1_000_000_000

MANY = 16_384
"""With fewer files a copy of this process takes longer than it saves."""

_Stand = tuple[int, int, int, int, int]
"""What the disk says of a file: its size, time, number and kind; and the time of its entry, or once more its own."""

_stand: Callable[[os.stat_result], _Stand] = attrgetter("st_size", "st_mtime_ns", "st_ino", "st_mode", "st_mtime_ns")

_strict_stand: Callable[[os.stat_result], _Stand] = attrgetter(
    "st_size", "st_mtime_ns", "st_ino", "st_mode", "st_ctime_ns"
)
"""Of a file that others write, who may set its time, as an archive does. Links of our own change that of an entry."""

_times: Callable[[os.stat_result], tuple[int, int, int, int]] = attrgetter(
    "st_size", "st_mtime_ns", "st_ctime_ns", "st_ino"
)

_BETWEEN = "\0"
"""Stands in a line between the name of a file and what the disk says of it; no name holds it."""


class Scan(Struct, frozen=True):
    """What the disk says of files: a text for each folder, by what that is called here, with a line for each file.

    `settled`: a change after this scan could not go unseen. False where a file is too new, or a link.
    """

    folders: Mapping[str, str]
    settled: bool

    def digest(self, *told: str) -> str:
        """One digest of it all, and of what else is told; empty when it can't be trusted."""
        if not self.settled:
            return ""
        folders = sorted(f"{name}{_BETWEEN}{_digest(lines)}" for name, lines in self.folders.items())
        return _digest("\n".join((*told, *folders)))

    def below(self, name: str) -> "Scan":
        """Of this, what is in the folder of this name and below it."""
        within = {folder: lines for folder, lines in self.folders.items() if f"{folder}/".startswith(f"{name}/")}
        return Scan(within, self.settled)

    def also(self, other: "Scan") -> "Scan":
        """This, with what another says of other folders."""
        return Scan({**self.folders, **other.folders}, settled=self.settled and other.settled)

    def updated(self, paths: Mapping[str, Path]) -> "Scan":
        """This, where only the files at these paths may be others by now, or gone: they are looked at again."""
        now = at(paths)
        folders = dict(self.folders)
        for folder in {path.rpartition("/")[0] for path in paths}:
            lines = _lines(folders.pop(folder, ""))
            kept = [line for line in lines if f"{folder}/{line.partition(_BETWEEN)[0]}" not in paths]
            if lines := [*kept, *_lines(now.folders.get(folder, ""))]:
                folders[folder] = _text(lines)
        return Scan(folders, settled=self.settled and now.settled)


_COMPILED = "__pycache__"
"""The folder in which Python keeps what it made of modules."""


class _Folder(Struct, frozen=True):
    """A folder: what it is called here, where it stands, and whether what lies in its folders counts too."""

    name: str
    place: str
    is_deep: bool = True


Stands = dict[str, tuple[int, int, int, int]]
"""By the path of a file what the disk says of it: its size, the times of its bytes and of its entry, its number."""


def below(places: Mapping[str, Path], noted: Stands | None = None) -> Scan:
    """What the disk says of all files in folders, by what those are called here; of one that is gone, nothing.

    `noted`: hears what it says of each; then the time of its entry counts too.
    """
    return _all([_Folder(name, str(place)) for name, place in places.items()], time.time_ns(), noted)


class Scanning(Struct, frozen=True):
    """A scan that was begun: of some folders it is left to this process, of others who works beside it does it.

    `now`: a moment before it began; `theirs`: what the other saw, asked for once.
    """

    left: Sequence[_Folder]
    now: int
    theirs: Callable[[], Scan]

    def mine(self) -> Scan:
        """What this process had left, looked at now."""
        return _all(self.left, self.now)

    def whole(self, mine: Scan) -> Scan:
        """All of it, of which this is `mine`."""
        return mine.also(self.theirs())


def begun(places: Mapping[str, Path], beside: Runner, first: Mapping[str, Path] | None = None) -> Scanning:
    """A scan as that of `below`; who works `beside` this process takes half of it, and begins at once.

    `first`: the folders at which this process looks before it does its own part.
    """
    now = time.time_ns()
    roots = [_Folder(name, str(place)) for name, place in places.items()]
    if beside is at_once:
        return Scanning(roots, now, lambda: Scan({}, settled=True))
    here, there = _shared(roots, sum(_weight(str(place)) for place in (first or {}).values()))
    return Scanning(here, now, beside(partial(_all, there, now)))


def at(paths: Mapping[str, Path]) -> Scan:
    """What the disk says of files and folders themselves, by what they are called here; of what is gone, nothing."""
    now = time.time_ns()
    found: dict[str, list[tuple[str, _Stand]]] = {}
    for name, path in paths.items():
        folder, _, last = name.rpartition("/")
        with suppress(FileNotFoundError):
            found.setdefault(folder, []).append((last, _stand(path.lstat())))
    return _looked(found.items(), now)


def times(folder: Path) -> list[int]:
    """When each file in a folder and below it was written; none where none stands."""
    return [stand[1] for _, stands in _walked([_Folder("", str(folder))]) for _, stand in stands]


def _shared(roots: Iterable[_Folder], ahead: int) -> tuple[list[_Folder], list[_Folder]]:
    """The folders of two processes, the largest first, each to who has least to do. The first has `ahead` already."""
    parts = [part for root in roots for part in (_Folder(root.name, root.place, is_deep=False), *_opened(root)[0])]
    weights = [(_weight(part.place), part) for part in parts]
    shares: tuple[list[_Folder], list[_Folder]] = ([], [])
    loads = [ahead, 0]
    for weight, part in sorted(weights, key=itemgetter(0), reverse=True):
        least = loads.index(min(loads))
        shares[least].append(part)
        loads[least] += weight
    return shares


def _weight(place: str) -> int:
    """How much work a folder is: the more names it has, the more room it takes on the disk."""
    with suppress(OSError):
        return os.stat(place).st_size  # noqa: PTH116 - as it stands in a _Folder
    return 0


def _walked(folders: Iterable[_Folder], noted: Stands | None = None) -> Iterator[tuple[str, list[tuple[str, _Stand]]]]:
    """These folders, by what they are called here, each with what the disk says of the files in it."""
    waiting = [*folders]
    while waiting:  # no call in a call: folders may be in each other deeper than Python goes
        folder = waiting.pop()
        within, found = _opened(folder, noted)
        yield folder.name, found
        if folder.is_deep:
            waiting += within


def _opened(folder: _Folder, noted: Stands | None = None) -> tuple[list[_Folder], list[tuple[str, _Stand]]]:
    """The folders in a folder, and what the disk says of the files. What goes meanwhile is no more, as what went."""
    within, found = [], []
    stand = _stand if noted is None else _strict_stand
    with suppress(OSError), _entries(folder.place) as entries:
        for entry in entries:
            if not entry.is_dir(follow_symlinks=False):
                said = entry.stat(follow_symlinks=False)
                found.append((entry.name, stand(said)))
                if noted is not None:
                    noted[f"{folder.place}{os.sep}{entry.name}"] = _times(said)
            elif entry.name != _COMPILED:
                within.append(_Folder(f"{folder.name}/{entry.name}", f"{folder.place}{os.sep}{entry.name}"))
    return within, found


@contextmanager
def _entries(place: str) -> Iterator[Iterable[os.DirEntry[str]]]:
    """What lies in a folder; of an open one where the system can: names are found there faster than by their path."""
    if os.scandir not in os.supports_fd:
        with os.scandir(place) as entries:
            yield entries
        return
    opened = os.open(place, os.O_RDONLY)
    try:
        with os.scandir(opened) as entries:
            yield entries
    finally:
        os.close(opened)


def _all(folders: Iterable[_Folder], now: int, noted: Stands | None = None) -> Scan:
    return _looked(_walked(folders, noted), now)


def _looked(found: Iterable[tuple[str, Sequence[tuple[str, _Stand]]]], now: int) -> Scan:
    """`found`: by folder its files. `now`: a moment before the first was looked at."""
    folders, is_settled = {}, True
    for folder, stands in found:
        if stands:
            folders[folder] = _text(
                f"{name}{_BETWEEN}{size} {at} {ino}" if entry == at else f"{name}{_BETWEEN}{size} {at} {ino} {entry}"
                for name, (size, at, ino, _, entry) in stands
            )
            is_settled = is_settled and _settled([stand for _, stand in stands], now)
    return Scan(folders, settled=is_settled)


def _settled(stands: Sequence[_Stand], now: int) -> bool:
    """Whether none of these files is a link, or may change without showing another time."""
    times = [stand[1] for stand in stands]
    newest, newest_coarse = max(times), max([each for each in times if not each % _SECOND], default=0)
    links = any(map(stat.S_ISLNK, {stand[3] for stand in stands}))
    return not links and settled(newest, now) and settled(newest_coarse, now)


def _text(lines: Iterable[str]) -> str:
    return "\n".join(sorted(lines))


def _lines(text: str) -> list[str]:
    return text.split("\n") if text else []


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode(errors="surrogateescape")).hexdigest()
