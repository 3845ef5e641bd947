"""The up-to-date check: whether nothing changed since the last build, by size and times of files, without reading any.

Git's index does the same (kb/filedigests.py). A file written moments ago may change again within the same time stamp:
then this check says nothing, and the build compares the contents.
"""

import sys
import sysconfig
import time
from contextlib import suppress
from pathlib import Path

from msgspec import Struct, field

from kb import lastbuild, scan, work
from kb.buildoptions import BuildResult, Options
from kb.config import LISTS, PROJECT, PYPROJECT
from kb.forks import at_once, copies
from kb.problems import Problem
from kb.scan import Scan, Scanning, Stands
from kb.site.publish import Published

SITE, INDEX = "site", "index"
"""What is made, by what its files are called in a scan: wherever the site stands, it is the same."""


class Status(Struct, frozen=True):
    """What the last build gave, if that still stands; else what the disk says of the sources, if that was asked.

    `made`: the scan of what was made, begun and not asked for. `stands`: what the disk says of each source.
    """

    result: BuildResult | None = None
    sources: str | None = None
    made: Scanning | None = None
    stands: Stands = field(default_factory=dict)


NOT_LOOKED = Status()
"""Nobody looked."""


def unchanged(options: Options) -> Status:
    """What the last build gave, if all that it was made of and all that it made is as it left it."""
    start = time.perf_counter()
    if options.fresh or options.archive is not None:
        return Status()
    known = lastbuild.recall(options.work)
    warned = warnings(options, known) if known else None
    if known is None or warned is None or not known.sources or not known.made:
        return Status()
    beside = copies(options.jobs) if known.files >= scan.MANY else at_once
    scanning = scan.begun(_made(options), beside, first=_sources(options))
    stands: Stands = {}
    now = sources(options, stands)
    if known.sources != now:
        return Status(sources=now, made=scanning, stands=stands)
    if known.made != scanning.whole(scanning.mine()).digest():
        return Status(sources=now)
    work.refuse_tracked(options.work)
    seconds = time.perf_counter() - start
    stages = {"compare": seconds, "total": seconds}
    return Status(BuildResult(warned, known.practices, Published(0, known.files, 0), stages), now)


def warnings(options: Options, known: lastbuild.LastBuild) -> tuple[Problem, ...] | None:
    """What the last build warned of, to be told again; None when that is not known, or stops this build."""
    warned = lastbuild.warnings(options.work, known, options.content)
    return None if warned and options.strict else warned


def sources(options: Options, noted: Stands | None = None) -> str:
    """What the disk says of all that a site is made of, and what was asked; empty when that can't be trusted.

    `noted`: hears what it says of each file.
    """
    asked = (options.today, options.content, options.output, options.templates, options.base_url, Path.cwd())
    packages = Path(sysconfig.get_path("purelib"))
    alone = [f"{path}\0{path.stat().st_mtime_ns}" for path in (PYPROJECT, packages)]
    stands = {} if noted is None else noted
    return scan.below(_sources(options), noted=stands).digest(sys.version, repr(asked), *alone)


def _sources(options: Options) -> dict[str, Path]:
    return {"content": options.content, "lists": LISTS, "templates": options.templates, "kb": PROJECT / "kb"}


def made(options: Options) -> Scan:
    """What the disk says of all that a build made: the site, and the index."""
    return scan.below(_made(options))


def scanning(options: Options) -> Scanning:
    """The same, begun and all left to do."""
    return scan.begun(_made(options), at_once)


def _made(options: Options) -> dict[str, Path]:
    return {SITE: options.output, INDEX: options.work / work.INDEX}


def is_older(folder: Path, content: Path) -> bool:
    """True when something changed in the content after the last build whose index stands in the work folder."""
    built = scan.times(folder / work.INDEX)
    with suppress(OSError):  # a build that found all as it was left the index alone, and wrote this
        built.append(lastbuild.record(folder).stat().st_mtime_ns)
    changed = scan.times(content)
    return bool(built and changed) and max(changed) > max(built)
