"""The disk as we use it: a lock that a killed process lets go, and what the system refuses, in Dutch."""

import errno
import os
import shutil
import stat
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from kb.problems import BusyError, KbError

_WRITING = 0o022  # the bits of a umask that keep a group and others from writing
_REASONS = {
    errno.ENOENT: "die plek bestaat niet",
    errno.ENOSPC: "de schijf is vol",
    errno.EDQUOT: "je ruimte op de schijf is op",
    errno.EROFS: "deze schijf is alleen om te lezen",
    errno.EACCES: "je mag daar niet schrijven",
    errno.EPERM: "je mag daar niet schrijven",
    errno.EBUSY: "de map is in gebruik",
    errno.ENAMETOOLONG: "een naam is te lang",
    errno.ENOTDIR: "een deel van het pad is geen map",
    errno.EIO: "de schijf geeft een fout",
    errno.EISDIR: "daar staat een map",
    errno.ELOOP: "daar staat een koppeling",
    errno.EFBIG: "een bestand mag hier niet zo groot zijn",
    errno.EMFILE: "dit programma mag niet meer bestanden openen",
    errno.ENFILE: "het systeem kan niet meer bestanden openen",
    errno.EAGAIN: "het systeem heeft geen ruimte voor nog een proces",
    errno.ENOMEM: "het geheugen is vol",
    errno.ENOSYS: "deze schijf kan dat niet",
    errno.EOPNOTSUPP: "deze schijf kan dat niet",
}


def reason(trouble: OSError) -> str:
    """Why the system refused, in Dutch where we know the word, with the file if it is known."""
    words = _REASONS.get(trouble.errno or 0) or trouble.strerror or str(trouble)
    return f"{words} ({trouble.filename})" if trouble.filename else words


@contextmanager
def worded(what: str, error: type[KbError] = KbError) -> Iterator[None]:
    """What the system refuses in the block, as an error: what could not be done, and why."""
    try:
        yield
    except OSError as trouble:
        raise error(f"{what}: {reason(trouble)}.") from trouble


@contextmanager
def readable() -> Iterator[None]:
    """Make what whoever may enter its folder may read too. Who may write follows the umask.

    A nightly job often has a strict one: pages that it changes would be closed, among others that are open.
    """
    strict = os.umask(_WRITING)
    os.umask(strict & _WRITING)
    try:
        yield
    finally:
        os.umask(strict)


def close(folder: Path) -> None:
    """Let those enter a folder whom the umask lets; where the disk knows no rights it stays as it is."""
    strict = os.umask(_WRITING)
    os.umask(strict)
    with suppress(OSError):
        folder.chmod(0o777 & ~strict)


def second_name(old: Path | str, new: Path | str) -> None:
    """Let a file that nobody writes into stand at `new` too: the same file where the disk can, else a copy."""
    try:
        os.link(old, new)
    except OSError:
        shutil.copy2(old, new)


def write_new(path: Path, text: str) -> bool:
    """Make a text file; False when one stands there, which stays as it is. KbError when it can't be made."""
    with worded(f"{path} is niet gemaakt"):
        try:
            with path.open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
        except FileExistsError:
            return False
    return True


def read_plain(path: Path, most: int) -> bytes:
    """The bytes of a plain file of our own; OSError for all else that may stand there, and for what is too large."""
    # O_NONBLOCK: a pipe is opened, and then refused, without waiting for whoever writes into it.
    opened = os.open(
        path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    )
    with os.fdopen(opened, "rb") as file:
        found = os.fstat(opened)
        if not stat.S_ISREG(found.st_mode) or found.st_size > most:
            raise OSError(errno.EFBIG, "geen gewoon bestand", str(path))
        return file.read()


@contextmanager
def exclusive(path: Path, busy: str) -> Iterator[None]:
    """Hold `path` (made if need be, with its folder; gone afterwards); BusyError with the words `busy` if it is taken.

    OSError when the file can't be made, or when the file system knows no locks.
    """
    file = _hold(path, busy)
    try:
        yield
    finally:
        # While it is still held: whoever opened it meanwhile then sees that it is gone, and makes a new one.
        with suppress(OSError):
            path.unlink()
        file.close()
        if sys.platform == "win32":  # there an open file can't be removed
            with suppress(OSError):
                path.unlink()


def _hold(path: Path, busy: str) -> BinaryIO:
    """The locked file that stands at `path` now."""
    while True:
        path.parent.mkdir(parents=True, exist_ok=True)
        # FileNotFoundError: another holder let go, and removed the file (or its folder) under our hands.
        with suppress(FileNotFoundError), ExitStack() as stack:
            file = stack.enter_context(path.open("ab"))
            _lock(file, busy)
            if os.path.samestat(path.stat(), os.fstat(file.fileno())):
                stack.pop_all()
                return file


def _lock(file: BinaryIO, busy: str) -> None:
    """Lock without waiting; BusyError when another process has the lock."""
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 - exists on Windows only

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415 - does not exist on Windows

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError) as taken:
        raise BusyError(busy) from taken
