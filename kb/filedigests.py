"""The digests of files, remembered between runs: a file whose size, times and inode number are the same is not read.

Git's index works alike. A file that was written so shortly before its digest was taken that a later change could carry
the same time is not remembered. In doubt a file is read.
"""

import hashlib
import os
import stat
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType

from msgspec.json import decode, encode

from kb.disk import read_plain

_FILE = "seen.json"

_MOST = 64 * 1024 * 1024
"""Bytes that are read, of a file and of what is kept."""

_SETTLED = 50_000_000
"""Nanoseconds after which a change gives a file another time, on disks that count in parts of a second …"""

_SETTLED_COARSE = 3_000_000_000
"""… and on those that count in seconds, or in twos."""

_SECOND = 1_000_000_000

_Stand = tuple[int, ...]
"""What the disk says of a file: size, times of its bytes and of its entry, number."""


def settled(changed: int, now: int) -> bool:
    """True when a file that carries this time (in nanoseconds) can't change any more without getting another."""
    return changed <= now - (_SETTLED if changed % _SECOND else _SETTLED_COARSE)


class FileDigests:
    """Gives digests of files (sha256, in hexadecimal), each worked out at most once in a run.

    `folder`: where the digests of earlier runs are kept; without it every file is read.
    `stands`: by path what the disk said of files a moment ago, so that it need not be asked again.
    """

    def __init__(self, folder: Path | None = None, stands: Mapping[str, _Stand] = MappingProxyType({})) -> None:
        self._record = None if folder is None else folder / _FILE
        self._earlier = {} if self._record is None else _recalled(self._record)
        self._stands = stands
        self._now = time.time_ns()
        self._digests: dict[str, str] = {}
        self._kept: dict[str, tuple[_Stand, str]] = {}
        self._links: set[str] = set()

    def digest(self, path: str) -> str:
        """The digest of a file, looked at once in a run. OSError when it can't be read."""
        known = self._digests.get(path)
        if known is None:
            known = self._digests[path] = self._looked_at(path)
        return known

    def plain(self, path: str) -> str:
        """As `digest`; empty for a link, and for what can't be read."""
        with suppress(OSError):
            digest = self.digest(path)
            return "" if path in self._links else digest
        return ""

    def _looked_at(self, path: str) -> str:
        known = self._earlier.get(path)
        if known is not None and known[0] == self._stands.get(path):
            self._kept[path] = known
            return known[1]
        found = os.lstat(path)  # before it is read: what changes meanwhile shows another time to the next run
        stand = (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)
        if known is not None and known[0] == stand:
            self._kept[path] = known
            return known[1]
        with open(path, "rb") as file:  # noqa: PTH123 - thousands of files: a Path for each takes a third more
            digest = hashlib.sha256(file.read(min(found.st_size, _MOST) + 1)).hexdigest()
        if not stat.S_ISREG(found.st_mode):
            self._links.add(path)
        elif _is_text(path) and all(settled(at, self._now) for at in stand[1:3]):
            self._kept[path] = (stand, digest)
        return digest

    def keep(self) -> None:
        """Keep what this run saw, for the next one. OSError when it can't be written."""
        if self._record is not None and self._kept != self._earlier:
            told = encode(self._kept)
            self._record.write_bytes(_checksum(told) + b"\n" + told)


def _recalled(record: Path) -> dict[str, tuple[_Stand, str]]:
    """What was kept; nothing when that is damaged."""
    with suppress(OSError, ValueError):
        checksum, _, told = read_plain(record, _MOST).partition(b"\n")
        if checksum == _checksum(told):
            return decode(told, type=dict[str, tuple[_Stand, str]])
    return {}


def _is_text(path: str) -> bool:
    """False for a name that is no UTF-8."""
    return path.isascii() or path == path.encode(errors="replace").decode()


def _checksum(told: bytes) -> bytes:
    return hashlib.blake2b(told, digest_size=16).hexdigest().encode()
