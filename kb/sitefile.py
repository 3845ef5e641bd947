"""The files of a site: made just now, or kept from an earlier build without being read."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct


class SiteFile(Struct, frozen=True, dict=True):
    """One file of the site: path with "/" relative to the output folder, and its bytes."""

    path: str
    data: bytes

    @cached_property
    def digest(self) -> str:
        """The sha256 of the bytes, in hex."""
        return hashlib.sha256(self.data).hexdigest()


class KeptFile(Struct, frozen=True):
    """A file that stays as an earlier build made it: it stands in `folder`, with bytes of this digest (sha256, hex)."""

    path: str
    digest: str
    folder: Path

    @property
    def data(self) -> bytes:
        """The bytes. OSError when they can't be read."""
        return (self.folder / self.path).read_bytes()


File: TypeAlias = SiteFile | KeptFile


class Earlier(Struct, frozen=True):
    """The files of an earlier build that are known to stand in `folder` as it left them: paths with their digests."""

    folder: Path
    digests: Mapping[str, str]

    def file(self, path: str) -> KeptFile | None:
        """The file at this path, to be kept as it is; None when the earlier build had none there."""
        digest = self.digests.get(path)
        return None if digest is None else KeptFile(path, digest, self.folder)


NOTHING = Earlier(Path(), {})
"""What is known of an earlier build where there was none, or where it can't be trusted."""


class Site(Struct, frozen=True):
    """All files of a site: those that were told one by one, and (by path) those of an earlier build that stay."""

    files: tuple[File, ...]
    stays: Sequence[str] = ()
    earlier: Earlier = NOTHING

    def __iter__(self) -> Iterator[File]:
        yield from self.files
        yield from filter(None, map(self.earlier.file, self.stays))

    def __len__(self) -> int:
        return len(self.files) + len(self.stays)

    @property
    def digests(self) -> dict[str, str]:
        """The digests of all, by path. ValueError when two files would stand in one place."""
        told = {file.path: file.digest for file in self.files}
        every = {path: self.earlier.digests[path] for path in self.stays} | told
        if len(every) < len(self):
            double, _ = Counter(file.path for file in self).most_common(1)[0]
            raise ValueError(f"two files would stand at {double!r}")
        return every
