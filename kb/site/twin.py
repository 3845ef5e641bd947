"""A twin of the published site: the same files under a second name, from which the next site is made in one move.

What changed is changed in the twin, then both folders swap names, and the one that was the site follows. So a change
costs what it changes, however large the site, and whoever reads meanwhile finds one site or the other.
"""

import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from kb.disk import second_name
from kb.site import swap
from kb.site.publish import MANIFEST, Published, absolute, explained, manifest, set_back, written
from kb.sitefile import NOTHING, Earlier, File, Site, SiteFile

_DIGEST, _PATH = 64, 66
"""Where a digest ends in a line of a manifest, and a path begins: cutting tens of thousands there is fastest."""


def keep(output: Path, folder: Path) -> None:
    """Let `folder` hold the site that stands in `output`: the same files where the disk can, else copies.

    Where the disk refuses there is no twin: the site stands, and the next is made anew.
    """
    new = folder.with_name(folder.name + ".new")
    with _whole(folder, new):
        shutil.rmtree(new, ignore_errors=True)
        shutil.copytree(output, new, copy_function=second_name)
        _replace(folder, new)


def adopt(made: Path, output: Path, folder: Path) -> None:
    """As `keep`, of a site all of which was made in the folder `made`."""
    with _whole(folder, made):
        second_name(absolute(output) / MANIFEST, made / MANIFEST)
        _replace(folder, made)


@contextmanager
def _whole(*folders: Path) -> Iterator[None]:
    """What is made of a site that stands is whole, or thrown away: it could fill a disk that is nearly full."""
    try:
        yield
    except OSError:
        for folder in folders:
            shutil.rmtree(folder, ignore_errors=True)


def _replace(folder: Path, new: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    new.rename(folder)
    for place, _, _ in os.walk(folder):
        set_back(Path(place))


def put_back(folder: Path, output: Path) -> bool:
    """Let the site of a twin stand in `output`, where none stands; False where the files can't be the same there.

    The twin must stand as a build left it. PublishError when the disk refuses, BusyError when another build is at work.
    """
    output = absolute(output)
    if not output.parent.is_dir() or output.parent.stat().st_dev != folder.stat().st_dev:
        return False
    with explained(output), swap.workshop(output) as new:
        for place, _, names in os.walk(folder):
            target = new / Path(place).relative_to(folder)
            target.mkdir()
            for name in names:
                os.link(f"{place}{os.sep}{name}", target / name)
            swap.sync_folder(target)
        swap.put_in_place(new, output)
    return True


def kept(folder: Path, digest: str) -> tuple[SiteFile, ...] | None:
    """The files that are kept, if they are those of the site with this digest and nobody changed them; else None."""
    try:
        lines = (folder / MANIFEST).read_bytes()
        if hashlib.sha256(lines).hexdigest() != digest:
            return None
        files = []
        for path, expected in _digests(lines).items():
            data = (folder / path).read_bytes()
            if hashlib.sha256(data).hexdigest() != expected:
                return None
            files.append(SiteFile(path, data))
    except (OSError, UnicodeDecodeError):
        return None
    return tuple(files)


def earlier(folder: Path) -> Earlier:
    """What a twin holds that is known to stand as it was left; NOTHING where none stands."""
    try:
        return Earlier(folder, _digests((folder / MANIFEST).read_bytes()))
    except (OSError, UnicodeDecodeError):
        return NOTHING


def renew(site: Site, output: Path, known: Earlier) -> Published | None:
    """As `publish`, by way of the twin `known`; None where this disk can't: then `output` is as it was.

    Site and twin must stand as an earlier build left them. What else is refused, is refused as by `publish`.
    """
    output = absolute(output)
    digests = site.digests
    told = site if site.earlier is not known else site.files  # what stays is the same
    fresh = [file for file in told if known.digests.get(file.path) != file.digest]
    removed = sorted(known.digests.keys() - digests.keys())
    if not fresh and not removed:
        return Published(0, len(digests), 0, frozenset())
    changed = [*fresh, manifest(digests, known.digests)]
    with explained(output), swap.workshop(output):
        if not _swapped(changed, removed, output, known.folder):
            return None
        _follow([file.path for file in changed], removed, output, known.folder)
    paths = frozenset((*(file.path for file in changed), *removed))
    return Published(len(fresh), len(digests) - len(fresh), len(removed), paths)


def _swapped(changed: Sequence[File], removed: Iterable[str], output: Path, twin: Path) -> bool:
    if not output.is_dir() or output.stat().st_dev != twin.stat().st_dev:
        return False
    shutil.copymode(output, twin)
    _remove(twin, removed)
    folders = {twin}
    for file in changed:
        target = twin / file.path
        target.unlink(missing_ok=True)  # never written into: the site has the same file
        target.parent.mkdir(parents=True, exist_ok=True)
        written(target, file.data)
        folders.update(parent for parent in target.parents if parent.is_relative_to(twin))
    for folder in folders:
        swap.sync_folder(folder)
    return swap.exchanged(twin, output)


def _follow(changed: Sequence[str], removed: Sequence[str], output: Path, twin: Path) -> None:
    """Make the folder that was the site a twin of the one that is; where the disk refuses there is none."""
    with _whole(twin):
        _remove(twin, removed)
        for path in changed:
            target = twin / path
            target.unlink(missing_ok=True)
            target.parent.mkdir(parents=True, exist_ok=True)
            second_name(output / path, target)
        for place in {twin, *(parent for path in (*changed, *removed) for parent in (twin / path).parents)}:
            if place.is_relative_to(twin) and place.is_dir():
                set_back(place)


def _remove(folder: Path, paths: Iterable[str]) -> None:
    """Remove files, and the folders that are empty then."""
    for path in paths:
        target = folder / path
        target.unlink(missing_ok=True)
        for parent in target.parents:
            if parent == folder:
                break
            with suppress(OSError):  # not empty, or gone
                parent.rmdir()


def _digests(manifest: bytes) -> dict[str, str]:
    """The paths that a manifest of ours names, each with its digest."""
    return {line[_PATH:]: line[:_DIGEST] for line in manifest.decode().splitlines()}
