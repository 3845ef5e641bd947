"""All files in the output folder in one move, or the folder as it was; files of others are never touched."""

import hashlib
import os
import re
import shutil
import stat
import time
from collections import Counter
from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from contextlib import contextmanager
from operator import attrgetter
from pathlib import Path

from msgspec import Struct

from kb.disk import reason
from kb.problems import PublishError, UsageError
from kb.site import swap
from kb.sitefile import File, KeptFile, Site, SiteFile

MANIFEST = ".wat-werkt-waar"
"""The file that says which files of the folder are ours, as `sha256sum` writes it (so `sha256sum -c` checks a site)."""

_MANIFEST_LINE = re.compile(r"[0-9a-f]{64}  (.+)")
_NAMED = 3  # how many files of others a message names
# Left by the file managers of macOS and Windows in every folder that somebody opens; they hold nothing of anybody.
_SYSTEM_FILES = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
_BACK = 100_000_000
"""Nanoseconds that a time which we set lies back: a later change gives another, however coarse the clock."""

_MANY = 1_000
"""So many new files are had on the disk all at once, with what others wrote: one by one takes four times as long."""

_LETTER, _LAST = r'[^/\x00-\x1f<>:"|?*\\]', r'[^/\x00-\x1f<>:"|?*\\. ]'
_SAFE = re.compile(rf"(?:{_LETTER}*{_LAST}/)*{_LETTER}*{_LAST}")
"""Names that every system can write, with "/" between them; none ends in a dot, so none leads elsewhere."""


class Published(Struct, frozen=True):
    """How many files were written anew, stayed as they were (bytes and time), and were removed.

    `changed`: the paths of those that came or went, the manifest too; None where any file may be another one now.
    """

    written: int
    unchanged: int
    removed: int
    changed: frozenset[str] | None = None


def prepare(output: Path, apart: Iterable[Path]) -> None:
    """Refuse an output folder in which no site may stand, and put right what a killed run left.

    UsageError when it is, holds or lies in one of the folders `apart`, when it is a home folder, the root, a link or a
    file, or when git keeps it as its working folder.
    """
    output = absolute(output)
    _refuse_place(output)
    _refuse_overlap(output, apart)
    with explained(output):
        swap.heal(output)


def refuse_foreign(output: Path) -> None:
    """PublishError when a folder in which a site is to stand holds files that we did not write."""
    output = absolute(output)
    with explained(output):
        _refuse_foreign(output)


def publish(files: Iterable[File], output: Path) -> Published:
    """Have exactly `files` in `output`, all at once; files that did not change keep their time stamp.

    PublishError or UsageError when that can't be done: then `output` is as it was, and nothing is left beside it.
    BusyError when another build is publishing there. ValueError for an unsafe or double path: a bug of the maker.
    """
    output = absolute(output)
    _refuse_place(output)
    complete = with_manifest(files)
    with explained(output), swap.workshop(output) as new:
        _refuse_foreign(output)
        stood = output.is_dir()
        changed = {file.path for file in complete if not (stood and _same(output / file.path, file))}
        removed = _manifest(output) - {file.path for file in complete}
        if changed:  # the manifest itself changes when a file comes or goes
            _make_tree(new, complete, changed, output)
            swap.put_in_place(new, output)
    written = len(changed - {MANIFEST})
    return Published(written, len(complete) - 1 - written, len(removed))


def standing(output: Path) -> str:
    """The digest of the manifest if just what it names stands in the folder, untouched; else empty."""
    output = absolute(output)
    try:
        _refuse_place(output)
        if any(_foreign(output)):
            return ""
        data = (output / MANIFEST).read_bytes()
        for line in data.decode().splitlines():
            expected, _, path = line.partition("  ")
            if hashlib.sha256((output / path).read_bytes()).hexdigest() != expected:
                return ""
    except (OSError, UnicodeDecodeError, UsageError):
        return ""
    return hashlib.sha256(data).hexdigest()


def manifest_digest(output: Path) -> str:
    """As `standing`, of a site that was published just now."""
    return hashlib.sha256((absolute(output) / MANIFEST).read_bytes()).hexdigest()


def with_manifest(files: Iterable[File]) -> tuple[File, ...]:
    """The files sorted by path, and the manifest that names them. ValueError for an unsafe or double path."""
    complete = tuple(sorted(files, key=attrgetter("path")))
    return (*complete, manifest(Site(complete).digests))


def manifest(digests: Mapping[str, str], stood: Container[str] = ()) -> SiteFile:
    """The manifest that names files, by path with their digests. ValueError for an unsafe or double path.

    `stood`: paths that were published before, so they are safe.
    """
    paths = sorted(digests)
    for path in paths:
        if path not in stood:
            refuse_unsafe(path)
    if len({*map(str.casefold, (MANIFEST, *paths))}) <= len(paths):  # on many disks "A" and "a" are one file
        double, _ = Counter(map(str.casefold, (MANIFEST, *paths))).most_common(1)[0]
        raise ValueError(f"two files would stand at {double!r}")
    return SiteFile(MANIFEST, "".join([f"{digests[path]}  {path}\n" for path in paths]).encode())


def absolute(output: Path) -> Path:
    """The absolute path of an output folder, with a link at its end still being a link."""
    return output.parent.resolve() / output.name if output.name not in {"", ".."} else output.resolve()


def _refuse_place(output: Path) -> None:
    """Refuse what is no folder of our own."""
    if output.is_symlink():
        raise UsageError(
            f"{output} is een koppeling naar een andere plek. Kies met --output een echte map voor de site."
        )
    if output.exists() and not output.is_dir():
        raise UsageError(f"{output} is een bestand. Kies met --output een map voor de site.")
    if _home().is_relative_to(output):
        raise UsageError(f"{output} is of bevat je thuismap. Kies met --output een eigen map voor de site.")
    if (output / ".git").exists():
        raise UsageError(f"{output} is een werkmap van git. Kies met --output een map daarbinnen voor de site.")
    if os.path.ismount(output):
        raise UsageError(f"{output} is een schijf of koppelpunt. Kies met --output een map daarbinnen voor de site.")


def _home() -> Path:
    try:
        return Path.home().resolve()
    except RuntimeError:  # a process without a home, as in some containers
        return Path("/").resolve()


def _refuse_overlap(output: Path, apart: Iterable[Path]) -> None:
    for other in apart:
        folder = other.resolve()
        if folder.is_relative_to(output) or output.is_relative_to(folder):
            raise UsageError(
                f"De site kan niet in {output}, want {_overlap(output, folder)}. Kies met --output een andere map."
            )


def _overlap(output: Path, folder: Path) -> str:
    if output == folder:
        return f"daar staan de bestanden waarvan de site wordt gemaakt ({folder})"
    return f"die map ligt in {folder}" if output.is_relative_to(folder) else f"die map bevat {folder}"


def _refuse_foreign(output: Path) -> None:
    foreign = sorted(_foreign(output))
    if foreign:
        named = ", ".join(foreign[:_NAMED]) + (f" en nog {len(foreign) - _NAMED}" if foreign[_NAMED:] else "")
        raise PublishError(f"In {output} staat iets dat kb niet maakte: {named}. Haal dat weg, of kies een andere map.")


def _foreign(output: Path) -> Iterator[str]:
    """The paths in the folder that our manifest does not name; a folder of others ends in "/"."""
    ours = _manifest(output) | {MANIFEST}
    folders = _parents(ours)
    for entry, path in _walk(output, ""):
        if entry.is_dir(follow_symlinks=False):
            if path not in folders:
                yield f"{path}/"
        elif not (path in ours and entry.is_file(follow_symlinks=False)) and entry.name not in _SYSTEM_FILES:
            yield path


def _parents(paths: Iterable[str]) -> set[str]:
    """The folders in which these paths lie, and those in which they lie."""
    found: set[str] = set()
    new = {path.rpartition("/")[0] for path in paths}
    while new:
        found |= new
        new = {path.rpartition("/")[0] for path in new} - found
    return found


def _walk(folder: Path, prefix: str) -> Iterator[tuple[os.DirEntry[str], str]]:
    """Everything in the folder, with its path from there; links are not followed."""
    if not folder.is_dir():
        return
    with os.scandir(folder) as entries:
        for entry in entries:
            yield entry, prefix + entry.name
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(Path(entry.path), f"{prefix}{entry.name}/")


def _manifest(output: Path) -> set[str]:
    """The paths that we published here, none where nothing (or something else) stands."""
    file = output / MANIFEST
    if file.is_symlink() or not file.is_file():
        return set()
    lines = file.read_bytes().decode(errors="replace").split("\n")
    return {found[1] for line in lines if (found := _MANIFEST_LINE.fullmatch(line))}


def refuse_unsafe(path: str) -> None:
    """Raise ValueError for a path that could lead outside the folder, or that not every system can write."""
    if not _SAFE.fullmatch(path):
        raise ValueError(f"unsafe path {path!r}")


def _same(path: Path, file: File) -> bool:
    """True when a plain file with exactly these bytes stands there."""
    try:
        found = path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    return stat.S_ISREG(found.st_mode) and found.st_size == len(file.data) and path.read_bytes() == file.data


def _make_tree(new: Path, files: Collection[File], changed: set[str], old: Path) -> None:
    """Write the tree `new`, with the unchanged files of `old` in it, down to the disk itself."""
    new.mkdir()
    if old.is_dir():
        shutil.copymode(old, new)
    with swap.whole_disk(new) as sync_disk:
        folders = sorted(_parents(file.path for file in files))
        for folder in filter(None, folders):  # the first is the tree itself
            (new / folder).mkdir()
        fresh: list[str] = []
        for file in files:
            target = f"{new}/{file.path}"  # thousands of files: a Path for each takes as long as linking them
            stands = _stands(file, old, is_changed=file.path in changed)
            is_linked = bool(stands) and _linked(stands, target)
            if not stands:
                write(Path(target), file.data)
            elif not is_linked:
                shutil.copy2(stands, target)
            if file.path in changed or not is_linked:
                fresh.append(target)
        if not (len(fresh) >= _MANY and sync_disk()):
            _sync_each([Path(path) for path in fresh], [new / folder for folder in folders])


def _stands(file: File, old: Path, *, is_changed: bool) -> str:
    """Where the bytes of a file stand already, in a file into which nobody writes; empty when they are in memory."""
    if not is_changed:
        return f"{old}/{file.path}"
    return f"{file.folder}/{file.path}" if isinstance(file, KeptFile) else ""


def _linked(old: str, target: str) -> bool:
    """Let an unchanged file stand in the new tree too, since nobody writes into it; False where a disk has no links."""
    try:
        os.link(old, target)
    except OSError:
        return False
    return True


def written(path: Path, data: bytes) -> None:
    """Write a new file down to the disk itself. OSError when the disk refuses, or when a file stands there."""
    write(path, data)
    _sync(path)


def write(path: Path, data: bytes) -> None:
    """Write a new file. OSError as `written`."""
    with path.open("xb") as stream:
        stream.write(data)
    set_back(path)


def _sync_each(files: Collection[Path], folders: Collection[Path]) -> None:
    """Have files and folders on the disk itself, one by one: several at a time where there is room for threads."""
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - slow to load, for one tree in many

    try:
        with ThreadPoolExecutor() as pool:
            list(pool.map(_sync, files))
            list(pool.map(swap.sync_folder, folders))
    except RuntimeError:  # there is none
        for path in files:
            _sync(path)
        for folder in folders:
            swap.sync_folder(folder)


def _sync(path: Path) -> None:
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


@contextmanager
def explained(output: Path) -> Iterator[None]:
    """What the system refuses, as a PublishError."""
    try:
        yield
    except OSError as trouble:
        raise PublishError(f"De site in {output} is niet vernieuwd: {reason(trouble)}.") from trouble


def set_back(path: Path) -> None:
    """Give a file or folder that was changed just now a time that no later change gives it."""
    now = time.time_ns()
    os.utime(path, ns=(now, now - _BACK))
