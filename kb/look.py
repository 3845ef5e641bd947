"""What the disk says of files, without reading any: size, time and number."""

import hashlib
import os
import stat
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import chain
from pathlib import Path

from msgspec import Struct

from kb.seen import settled

_SECOND = 1_000_000_000


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


def below(places: Mapping[str, Path]) -> Look:
    """What the disk says of all files in folders, by what those are called here; of one that is gone, nothing."""
    now = time.time_ns()
    return _looked(chain.from_iterable(_stands(name, str(place)) for name, place in places.items()), now)


def at(paths: Mapping[str, Path]) -> Look:
    """What the disk says of files and folders themselves, by what they are called here; of what is gone, nothing."""
    now = time.time_ns()
    return _looked(_found(paths), now)


def files(folder: Path) -> Iterator[os.DirEntry[str]]:
    """All that lies in a folder and below it but folders and what Python keeps of modules; none where none stands."""
    return (entry for entry, is_folder in _entries(str(folder)) if not is_folder)


def folders(folder: Path) -> Iterator[Path]:
    """A folder, and those below it."""
    yield folder
    yield from (Path(entry) for entry, is_folder in _entries(str(folder)) if is_folder)


def _stands(name: str, place: str) -> Iterator[tuple[str, os.stat_result]]:
    """The files below a place, by what they are called here, each with what the disk says of it."""
    start = len(place)
    for entry, is_folder in _entries(place):
        if not is_folder:
            yield name + entry.path[start:], entry.stat(follow_symlinks=False)


def _entries(folder: str) -> Iterator[tuple[os.DirEntry[str], bool]]:
    """All that lies below a folder, and whether it is one."""
    places = [folder]
    while places:  # no call in a call: folders may be in each other deeper than Python goes
        with suppress(OSError), os.scandir(places.pop()) as entries:
            for entry in entries:
                if entry.name == "__pycache__":
                    continue
                is_folder = entry.is_dir(follow_symlinks=False)
                yield entry, is_folder
                if is_folder:
                    places.append(entry.path)


def _found(paths: Mapping[str, Path]) -> Iterator[tuple[str, os.stat_result]]:
    for name, path in paths.items():
        with suppress(FileNotFoundError):
            yield name, path.lstat()


def _looked(found: Iterable[tuple[str, os.stat_result]], now: int) -> Look:
    """`now`: a moment before the first was found."""
    told: dict[str, str] = {}
    newest = newest_coarse = links = 0
    for name, stand in found:
        links += stat.S_ISLNK(stand.st_mode)
        newest = max(newest, stand.st_mtime_ns)
        if not stand.st_mtime_ns % _SECOND:
            newest_coarse = max(newest_coarse, stand.st_mtime_ns)
        told[name] = f"{stand.st_size}\0{stand.st_mtime_ns}\0{stand.st_ino}"
    return Look(told, settled=not links and settled(newest, now) and settled(newest_coarse, now))
