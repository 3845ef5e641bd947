"""Sees at a glance that nothing changed since the last build: by what the disk says of each file, without reading any.

As git does: a file with the same size, time and number is the same file, unless it was written so shortly before
that a later change could carry the same time. Then no glance is trusted, and the build compares what is in the files.
"""

import hashlib
import os
import sys
import sysconfig
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from kb import memory, work
from kb.asked import BuildResult, Options
from kb.config import LISTS, PROJECT, PYPROJECT
from kb.site.publish import Published

_SETTLED = 50_000_000
"""Nanoseconds after which a change gives a file another time, on disks that count in parts of a second …"""

_SETTLED_COARSE = 3_000_000_000
"""… and on those that count in seconds, or in twos."""

_SECOND = 1_000_000_000


def unchanged(options: Options) -> BuildResult | None:
    """What the last build gave, if all that it was made of and all that it made is as it left it."""
    start = time.perf_counter()
    if options.fresh or options.archive is not None:
        return None
    known = memory.recall(options.work)
    if known is None or not known.clean or not known.sources or not known.made:
        return None
    if (known.sources, known.made) != (sources(options), made(options)):
        return None
    work.refuse_tracked(options.work)
    seconds = time.perf_counter() - start
    return BuildResult((), known.practices, Published(0, known.files, 0), {"compare": seconds, "total": seconds})


def sources(options: Options) -> str:
    """What the disk says of all that a site is made of, and what was asked; empty when that can't be trusted."""
    asked = (options.today, options.content, options.output, options.templates, options.base_url, Path.cwd())
    packages = Path(sysconfig.get_path("purelib"))
    alone = [f"{path}\0{path.stat().st_mtime_ns}" for path in (PYPROJECT, packages)]
    return _digest((options.content, LISTS, options.templates, PROJECT / "kb"), sys.version, repr(asked), *alone)


def made(options: Options) -> str:
    """What the disk says of all that a build made: the site, and the index."""
    return _digest((options.output, options.work / work.INDEX))


def twin(options: Options) -> str:
    """What the disk says of the second name of the site."""
    return _digest((options.work / work.SITE,))


def is_older(folder: Path, content: Path) -> bool:
    """True when something changed in the content after the last build whose index stands in the work folder."""
    built = [entry.stat().st_mtime_ns for entry in _files(str(folder / work.INDEX))]
    with suppress(OSError):  # a build that found all as it was left the index alone, and wrote this
        built.append(memory.record(folder).stat().st_mtime_ns)
    changed = [entry.stat(follow_symlinks=False).st_mtime_ns for entry in _files(str(content))]
    return bool(built and changed) and max(changed) > max(built)


def _digest(places: Iterable[Path], *told: str) -> str:
    """The digest of names, sizes, times and numbers of all files; empty when one is too new, or a link."""
    now = time.time_ns()
    lines: list[str] = []
    newest = newest_coarse = 0
    for place in places:
        for entry in _files(str(place)):
            found = entry.stat(follow_symlinks=False)
            if entry.is_symlink():
                return ""
            newest = max(newest, found.st_mtime_ns)
            if not found.st_mtime_ns % _SECOND:
                newest_coarse = max(newest_coarse, found.st_mtime_ns)
            lines.append(f"{entry.path}\0{found.st_size}\0{found.st_mtime_ns}\0{found.st_ino}")
    if newest > now - _SETTLED or newest_coarse > now - _SETTLED_COARSE:
        return ""
    lines.sort()
    return hashlib.sha256("\n".join((*told, *lines)).encode(errors="surrogateescape")).hexdigest()


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
