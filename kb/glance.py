"""Sees at a glance that nothing changed since the last build: by what the disk says of each file, without reading any.

As git does (kb/seen.py). Where a file was written just now no glance is trusted, and the build compares what it holds.
"""

import hashlib
import os
import stat
import sys
import sysconfig
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from kb import memory, work
from kb.asked import BuildResult, Options
from kb.config import LISTS, PROJECT, PYPROJECT
from kb.seen import settled
from kb.site.publish import Published

_SECOND = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Look:
    """What the disk says of files: of each path its size, time and number. `settled`: no change could go unseen."""

    files: Mapping[str, str]
    settled: bool

    def digest(self, *told: str) -> str:
        """One digest of it all, and of what else is told; empty when it can't be trusted."""
        if not self.settled:
            return ""
        lines = sorted(f"{path}\0{said}" for path, said in self.files.items())
        return hashlib.sha256("\n".join((*told, *lines)).encode(errors="surrogateescape")).hexdigest()


def unchanged(options: Options) -> BuildResult | None:
    """What the last build gave, if all that it was made of and all that it made is as it left it."""
    start = time.perf_counter()
    if options.fresh or options.archive is not None:
        return None
    known = memory.recall(options.work)
    if known is None or not known.clean or not known.sources or not known.made:
        return None
    if (known.sources, known.made) != (sources(options), made(options).digest()):
        return None
    work.refuse_tracked(options.work)
    seconds = time.perf_counter() - start
    return BuildResult((), known.practices, Published(0, known.files, 0), {"compare": seconds, "total": seconds})


def sources(options: Options) -> str:
    """What the disk says of all that a site is made of, and what was asked; empty when that can't be trusted."""
    asked = (options.today, options.content, options.output, options.templates, options.base_url, Path.cwd())
    packages = Path(sysconfig.get_path("purelib"))
    alone = [f"{path}\0{path.stat().st_mtime_ns}" for path in (PYPROJECT, packages)]
    look = _look((options.content, LISTS, options.templates, PROJECT / "kb"))
    return look.digest(sys.version, repr(asked), *alone)


def made(options: Options) -> Look:
    """What the disk says of all that a build made: the site, and the index."""
    return _look((options.output, options.work / work.INDEX))


def made_again(before: Look, options: Options, changed: Iterable[str]) -> Look:
    """As `made`, where since `before` only these files of the site (relative paths) and the index were made anew."""
    index = f"{options.work / work.INDEX}{os.sep}"
    kept = {path: told for path, told in before.files.items() if not path.startswith(index)}
    anew = _look((options.work / work.INDEX,), [options.output / path for path in changed])
    for path in changed:
        kept.pop(str(options.output / path), None)
    return Look({**kept, **anew.files}, settled=before.settled and anew.settled)


def twin(options: Options, *, linked: bool) -> Look:
    """What the disk says of the second name of the site.

    `linked`: its files are those of the site, so a change in one shows there. Then only its folders are looked
    at: those tell of each file that came, went or took the place of another.
    """
    folder = options.work / work.SITE
    return _look((), [Path(each) for each in _folders(str(folder))]) if linked else _look((folder,))


def are_linked(options: Options, changed: Iterable[str] | None = None) -> bool:
    """True when the twin has the very files of the site, and no others.

    `changed`: the only files (relative paths) that may be others since that was so.
    """
    twin = options.work / work.SITE
    return _below(options.output, changed) == _below(twin, changed)


def _below(folder: Path, paths: Iterable[str] | None) -> list[tuple[str, str]]:
    """What the disk says of files in a folder, by their paths in there; None: of all."""
    look = _look((folder,)) if paths is None else _look((), [folder / path for path in paths])
    return sorted((path[len(str(folder)) :], said) for path, said in look.files.items())


def is_older(folder: Path, content: Path) -> bool:
    """True when something changed in the content after the last build whose index stands in the work folder."""
    built = [entry.stat().st_mtime_ns for entry in _files(str(folder / work.INDEX))]
    with suppress(OSError):  # a build that found all as it was left the index alone, and wrote this
        built.append(memory.record(folder).stat().st_mtime_ns)
    changed = [entry.stat(follow_symlinks=False).st_mtime_ns for entry in _files(str(content))]
    return bool(built and changed) and max(changed) > max(built)


def _look(places: Iterable[Path], alone: Iterable[Path] = ()) -> Look:
    """What the disk says of all files in the places, and of what stands alone; that may be gone."""
    now = time.time_ns()
    files: dict[str, str] = {}
    is_settled = True
    newest = newest_coarse = 0
    for path, found in _stands(places, alone):
        is_settled = is_settled and not stat.S_ISLNK(found.st_mode)
        newest = max(newest, found.st_mtime_ns)
        if not found.st_mtime_ns % _SECOND:
            newest_coarse = max(newest_coarse, found.st_mtime_ns)
        files[path] = f"{found.st_size}\0{found.st_mtime_ns}\0{found.st_ino}"
    return Look(files, settled=is_settled and settled(newest, now) and settled(newest_coarse, now))


def _stands(places: Iterable[Path], alone: Iterable[Path]) -> Iterator[tuple[str, os.stat_result]]:
    for place in places:
        for entry in _files(str(place)):
            yield entry.path, entry.stat(follow_symlinks=False)
    for path in alone:
        with suppress(FileNotFoundError):
            yield str(path), path.lstat()


def _folders(folder: str) -> Iterator[str]:
    """A folder, and all folders below it."""
    folders = [folder]
    while folders:
        folder = folders.pop()
        yield folder
        with suppress(OSError), os.scandir(folder) as entries:
            folders += (entry.path for entry in entries if entry.is_dir(follow_symlinks=False))


def _files(folder: str) -> Iterator[os.DirEntry[str]]:
    """All that lies in a folder and below it but folders and what Python keeps of modules; none where none stands."""
    folders = [folder]
    while folders:  # no call in a call: folders may be in each other deeper than Python goes
        try:
            entries = os.scandir(folders.pop())
        except OSError:
            continue
        with entries:
            for entry in entries:
                if not entry.is_dir(follow_symlinks=False):
                    yield entry
                elif entry.name != "__pycache__":
                    folders.append(entry.path)
