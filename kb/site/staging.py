"""The files of a first build, on the disk as soon as they are made: so that none waits in memory for the others."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct, field

from kb.site.publish import refuse_unsafe, write
from kb.sitefile import File, KeptFile, SiteFile

Keep: TypeAlias = Callable[[File], File]
"""Keeps a file that was made until it is published."""


def in_memory(file: File) -> File:
    """The file as it is."""
    return file


class Staging(Struct, frozen=True):
    """A folder in which a whole site is made, to be published from there and to stay as its twin."""

    folder: Path
    _folders: set[Path] = field(default_factory=set)

    def keep(self, file: File) -> File:
        """The file, from now on in this folder. OSError when the disk refuses; ValueError as when it is published."""
        if not isinstance(file, SiteFile):
            return file
        refuse_unsafe(file.path)
        target = self.folder / file.path
        if target.parent not in self._folders:
            target.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(target.parent)
        try:
            write(target, file.data)
        except FileExistsError as taken:
            raise ValueError(f"two files would stand at {file.path!r}") from taken
        return KeptFile(file.path, file.digest, self.folder)
