"""The snapshot of the last build's output: tells whether the site and its twin still are what that build wrote."""

import time
from collections.abc import Callable, Iterable
from pathlib import Path
from pathlib import PurePosixPath as Named
from typing import Self

from msgspec import Struct
from msgspec.structs import replace

from kb import lastbuild, scan, uptodate, work
from kb.buildoptions import Options
from kb.filedigests import settled
from kb.forks import at_once, copies
from kb.lastbuild import LastBuild
from kb.scan import Scan, Scanning
from kb.site.publish import Published, manifest_digest, set_back
from kb.site.twin import earlier, keep, put_back
from kb.sitefile import NOTHING, Earlier
from kb.uptodate import INDEX, SITE


class Snapshot(Struct, frozen=True):
    """The output of the last build, as far as the next one can use it.

    `files`: the files that it published; none when somebody changed the site or its twin since.
    `made`: what the disk says of site and index (sizes, times, inode numbers); None when nothing can be trusted.
    `linked`: the files of the twin are hard links to those of the site.
    """

    files: Earlier = NOTHING
    made: Scan | None = None
    linked: bool = False

    def after(self, published: Published, options: Options) -> Self:
        """The same of the site that was published since."""
        _set_back(options.work / work.INDEX)
        if published.changed is None or self.made is None:
            made = uptodate.made(options)
            return replace(self, made=made, linked=_is_linked(options, made))
        made = _made_again(self.made, options, published.changed)
        return replace(self, made=made, linked=self.linked and _are_linked(options, published.changed))


def _set_back(index: Path) -> None:
    """Let the files of an index carry times that no later change gives them: else it was written too short ago."""
    now = time.time_ns()
    for path in index.iterdir():
        if not settled(path.stat().st_mtime_ns, now):
            set_back(path)


def looked_for(options: Options, begun: Scanning | None = None) -> Callable[[], Snapshot]:
    """What stands of the last build, looked for beside this process where that is much work.

    `begun`: a scan of what that made which was begun already.
    """
    known = lastbuild.recall(options.work)
    if known is None or not (known.made and known.twin):
        return Snapshot
    scanning = begun or uptodate.scanning(options)
    mine = (copies(options.jobs) if known.files >= scan.MANY else at_once)(scanning.mine)

    def stood() -> Snapshot:
        files = earlier(options.work / work.SITE)
        made = scanning.whole(mine())
        twin = _twin(options, made, linked=known.linked)
        is_as_left = (known.made, known.twin) == (made.digest(), twin.digest())
        return Snapshot(files, made, known.linked) if is_as_left else Snapshot()

    return stood


def remember(options: Options, known: LastBuild, now: Snapshot) -> None:
    """Keep what is known of a build that is done, and what the disk says of what it made. OSError when it can't say."""
    made = now.made.digest() if now.made else ""
    twin = _twin(options, now.made, linked=now.linked).digest() if now.made else ""
    told = replace(known, made=made, twin=twin, linked=now.linked, site=manifest_digest(options.output))
    lastbuild.remember(options.work, told)


def returned(options: Options, known: LastBuild) -> Published | None:
    """The site of the last build put where none stands, unread, and remembered as that.

    None where its twin may be another one by now, or where the disk can't let it be the same files.
    """
    folder = options.work / work.SITE
    if options.output.exists() or not known.linked:
        return None
    if scan.below({SITE: folder, INDEX: options.work / work.INDEX}).digest() != known.made:
        return None
    if not put_back(folder, options.output):
        return None
    lastbuild.remember(options.work, known)
    return Published(known.files, 0, 0)


def twinned(options: Options) -> None:
    """Have the twin be that of the site that stands; whether somebody was at work in it is not known. OSError."""
    if not _is_linked(options, scan.below({SITE: options.output})):
        keep(options.output, options.work / work.SITE)


def _made_again(before: Scan, options: Options, changed: Iterable[str]) -> Scan:
    """What the disk says of what was made, where only these files of the site and the index are others now."""
    site = before.below(SITE).updated({f"{SITE}/{path}": options.output / path for path in changed})
    return site.also(scan.below({INDEX: options.work / work.INDEX}))


def _twin(options: Options, made: Scan, *, linked: bool) -> Scan:
    """What the disk says of the twin of what was `made`.

    `linked`: its files are those of the site, so a change in one shows there. Then only its folders are looked
    at: those tell of each file or folder that came, went or took the place of another.
    """
    folder = options.work / work.SITE
    if not linked:
        return scan.below({SITE: folder})
    within = {place for name in made.below(SITE).folders for place in (Named(name), *Named(name).parents)}
    return scan.at({str(place): folder / place.relative_to(SITE) for place in within if place.name})


def _is_linked(options: Options, made: Scan) -> bool:
    """True when the twin has the very files of the site that was `made`, and no others."""
    return made.below(SITE).folders == scan.below({SITE: options.work / work.SITE}).folders


def _are_linked(options: Options, changed: Iterable[str]) -> bool:
    """The same of these files alone."""
    places = (options.output, options.work / work.SITE)
    site, twin = (scan.at({path: place / path for path in changed}) for place in places)
    return site.folders == twin.folders
