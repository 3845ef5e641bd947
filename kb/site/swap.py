"""One folder put in the place of another in one move, with a workshop beside it that a killed run may leave behind.

The workshop of `site` is `.site.kb-werk`, on the same disk. In it stand `nieuw` (the tree being made; after the move
the tree that was) and, only where the system can't swap two folders at once, `oud`: the old tree between two renames.
So a run that is killed leaves one of two things, and `heal` at the next start knows what to do:

- the folder stands: it is wholly old or wholly new, and the workshop is litter;
- the folder is gone and `oud` stands in the workshop: the kill came between the renames, and `oud` goes back.
"""

import ctypes
import errno
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from kb.disk import exclusive

_NEW = "nieuw"
_OLD = "oud"
_LOCK = "slot"

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_TELLS = (5, 12)
_CANNOT_EXCHANGE = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP})


@contextmanager
def workshop(target: Path) -> Iterator[Path]:
    """The path at which a new tree for `target` can be made; nothing of it is left afterwards.

    BusyError when another process is at work for this folder, OSError when the disk refuses.
    """
    shop = _shop(target)
    try:
        with exclusive(shop / _LOCK, f"Een andere build is bezig met de map {target}. Wacht tot die klaar is."):
            _restore(shop, target)
            try:
                yield shop / _NEW
            finally:
                _restore(shop, target)
    finally:
        with suppress(OSError):  # not empty: another build started here
            shop.rmdir()


def heal(target: Path) -> None:
    """Put `target` right after a run that was killed; nothing happens where no workshop stands."""
    if _shop(target).is_dir():
        with workshop(target):
            pass


def put_in_place(new: Path, target: Path) -> None:
    """Let the tree `new` of the workshop stand at `target`; what stood there goes to the workshop, for removal."""
    if not target.exists():
        new.replace(target)
    elif not exchanged(new, target):
        target.replace(new.with_name(_OLD))
        new.replace(target)
    with suppress(OSError):  # the tree stands; to say now that it does not would be wrong
        sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Have the names in `folder` on the disk itself. Windows does this by itself and opens no folders."""
    if sys.platform == "win32":
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


@contextmanager
def whole_disk(folder: Path) -> Iterator[Callable[[], bool]]:
    """What has all that is written in the block on the disk itself, at once, with what others wrote on that disk.

    It says False where the system can't, or would not tell of what failed; OSError when the disk refuses.
    """
    if not _tells_of_failures():
        yield lambda: False
        return
    opened = os.open(folder, os.O_RDONLY)  # the system tells of what fails since then
    try:
        yield partial(sync_disk, opened)
    finally:
        os.close(opened)


def sync_disk(opened: int) -> bool:
    """Have the disk of an open folder synced; False where the system can't."""
    libc = ctypes.CDLL(None, use_errno=True)
    if not hasattr(libc, "syncfs"):
        return False
    if libc.syncfs(opened):
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return True


def _tells_of_failures() -> bool:
    """Linux does when a whole disk is synced, since 5.8; where one disk lies over another (a container), since 5.12."""
    if sys.platform != "linux":
        return False
    found = re.match(r"(\d+)\.(\d+)", os.uname().release)
    return found is not None and (int(found[1]), int(found[2])) >= _TELLS


def _shop(target: Path) -> Path:
    return target.with_name(f".{target.name}.kb-werk")


def _restore(shop: Path, target: Path) -> None:
    """The old tree back if the new one did not come, and the rest thrown away."""
    old = shop / _OLD
    if old.exists() and not target.exists():
        old.replace(target)
    for litter in (shop / _NEW, old):
        shutil.rmtree(litter, ignore_errors=True)  # what can't be thrown away must not spoil a site that stands


def exchanged(one: Path, other: Path) -> bool:
    """Swap two folders in one move; False where the system or this disk can't. OSError when it refuses."""
    if sys.platform != "linux":
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    if not hasattr(libc, "renameat2"):
        return False
    names = (_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other))
    if libc.renameat2(*names, _RENAME_EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in _CANNOT_EXCHANGE:
        return False
    raise OSError(number, os.strerror(number), str(other))
