"""What a finished build was made of, as one digest: the same again need not be made again."""

import hashlib
import json
import os
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from msgspec import Struct
from msgspec.json import decode, encode
from msgspec.structs import asdict, astuple

from kb.disk import read_plain
from kb.filedigests import FileDigests
from kb.problems import Problem

_RECORD, _WARNINGS = "last-build.json", "last-warnings.json"
_MOST, _MOST_WARNINGS = 64 * 1024, 16 * 1024 * 1024
"""Bytes of what we write there at most; where a build warns of more, it is done again to hear it."""
_RECORDED = re.compile(r"(?i)(whoosh|markdown|markupsafe|jinja2|pyyaml|nh3|msgspec)-.*\.(dist|egg)-info")


class LastBuild(Struct, frozen=True):
    """A build that published: digests of what it was made of and of the site, and the numbers of both.

    `sources`, `made` and `twin`: what the disk said of the same and of the site's second name (kb/uptodate.py), empty
    when that can't be trusted. `linked`: the twin has the very files of the site. `warned`: the digest of what it
    warned of (`warnings`), which is told each time; empty when of nothing.
    """

    made_of: str
    site: str = ""
    practices: int = 0
    files: int = 0
    sources: str = ""
    made: str = ""
    twin: str = ""
    linked: bool = False
    warned: str = ""


_NOTHING = LastBuild("")


def digest(places: Iterable[Path], seen: FileDigests, *asked: object) -> str:
    """The digest of all that a build depends on: every file in the places, Python, the packages, and what was asked."""
    summed = hashlib.sha256(repr((sys.version, _versions(), asked)).encode())
    for place in map(str, places):
        told = ["\n\n"]
        for path in sorted(_files(place)):
            with suppress(OSError):  # reading the content will say so
                told.append(f"\n{path[len(place) :]}\0{seen.digest(path)}")
        summed.update("".join(told).encode(errors="surrogateescape"))
    return summed.hexdigest()


@lru_cache(maxsize=1)  # the code that runs is the one that was there when it began
def code() -> str:
    """The digest of all code and packages that work is done with."""
    return digest((Path(__file__).resolve().parent,), FileDigests())


def record(work: Path) -> Path:
    """The file in which a build is remembered."""
    return work / _RECORD


def _files(folder: str) -> Iterator[str]:
    """All files in a folder and below it but what Python keeps of modules; links to folders are not followed."""
    folders = [folder]
    while folders:  # no call in a call: folders may be in each other deeper than Python goes
        with suppress(OSError), os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
                elif entry.is_file() and not entry.name.endswith(".pyc"):
                    yield entry.path


def recall(work: Path) -> LastBuild | None:
    """What is known of the last build here; None when there was none, or when the record of it is damaged."""
    try:
        known = LastBuild(**json.loads(read_plain(record(work), _MOST)))
    except (OSError, ValueError, TypeError, RecursionError):
        return None
    whole = all(type(value) is type(meant) for value, meant in zip(astuple(known), astuple(_NOTHING), strict=True))
    return known if whole else None


def remember(work: Path, built: LastBuild) -> None:
    """Keep what is known of the build that is done. Where the disk refuses nothing is known: the site stands."""
    try:
        record(work).write_text(json.dumps(asdict(built)), encoding="utf-8")
    except OSError:
        with suppress(OSError):
            forget(work)


def warnings(work: Path, known: LastBuild, content: Path) -> tuple[Problem, ...] | None:
    """What the last build warned of in this content folder; None when that is not known."""
    if not known.warned:
        return ()
    with suppress(OSError, ValueError):
        told = read_plain(work / _WARNINGS, _MOST_WARNINGS)
        folder, problems = decode(told, type=tuple[str, tuple[Problem, ...]])
        if (folder, _digest_of(told)) == (str(content), known.warned):
            return problems
    return None


def keep_warnings(work: Path, content: Path, problems: tuple[Problem, ...]) -> str:
    """Keep what a build warned of in its content folder, for as long as it is the last; its digest for the record."""
    if not problems:
        return ""
    told = encode((str(content), problems))
    with suppress(OSError):  # then it is not known
        (work / _WARNINGS).write_bytes(told)
    return _digest_of(told)


def _digest_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def forget(work: Path) -> None:
    """From here on the work folder no longer holds what is remembered."""
    record(work).unlink(missing_ok=True)


def _versions() -> list[str]:
    """What pip says of the packages, by the names of its folders: reading them takes ten times as long."""
    found = []
    for place in {*map(os.path.abspath, sys.path)}:
        with suppress(OSError):
            found += [name for name in os.listdir(place) if _RECORDED.fullmatch(name)]  # noqa: PTH208 - names will do
    return sorted(found)
