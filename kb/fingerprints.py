"""Fingerprints of all practice files together: they stay the same as long as nothing but the running text changed."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Self

from msgspec import Struct
from msgspec.json import decode
from msgspec.structs import replace

from kb.content.reading import Reading
from kb.model import Practice
from kb.onefile import digest_of, text_of
from kb.problems import Place
from kb.store import Keys, Row, Store

SAID, FOLLOWED = "said", "followed"
"""Kinds of rows: there is one of each."""

_NOWHERE = Place("")


class Fingerprints(Struct, frozen=True):
    """The practice files of a build, and two fingerprints of what they hold besides their running text.

    `files`: the digest of each file by its path, in any order: the paths alone tell where each stands in the folder.
    `alike`: the same from one build to the next as long as no field of any practice changes.
    `faces`: the same as long as, besides that, nothing changes that checks of other files look at, such as links.

    A fingerprint is not worked out from what it stands for, which would take reading all files: it is the digest of
    the files with which it began, carried along while the comparison of the changed files finds no difference.
    """

    files: Mapping[str, str]
    alike: str
    faces: str

    @classmethod
    def first(cls, files: Mapping[str, str]) -> Self:
        """New fingerprints, for files of which no earlier build is known."""
        name = digest_of(repr([*files.items()]).encode())
        return cls(files, name, name)

    def changed(self, now: Mapping[str, str]) -> list[str] | None:
        """The paths whose bytes changed; None when files came or went, or one has no known digest."""
        if self.files.keys() != now.keys() or "" in now.values():
            return None
        return [path for path, digest in now.items() if digest != self.files[path]]

    def updated(self, files: Mapping[str, str], before: Mapping[str, Reading], after: Mapping[str, Reading]) -> Self:
        """The fingerprints of `files`. `before` and `after`: by path what the changed ones held and hold now."""
        pairs = [(before.get(path), reading) for path, reading in after.items()]
        alike = all(old and old.practice == new.practice for old, new in pairs)
        faces = alike and all(old and _face(old) == _face(new) for old, new in pairs)
        if faces:
            return replace(self, files=files)
        first = self.first(files)
        return replace(first, alike=self.alike) if alike else first


def recalled(store: Store) -> Fingerprints | None:
    """The fingerprints of the last build; None when there are none, or they can't be read."""
    for row in store.read([(SAID, "", "")]):
        with suppress(ValueError):
            return decode(row.data, type=Fingerprints)
    return None


def _face(reading: Reading) -> Reading:
    """What the checks between files look at: all but the places where it stands in its file."""
    return replace(reading, references=tuple(replace(each, place=_NOWHERE) for each in reading.references))


class Memory(Struct, frozen=True):
    """What the store remembers of the practice files as a whole.

    `practice`: gives the practice at a path, without its text. `needed`: keys of the rows to keep when one is added.
    """

    store: Store
    said: Fingerprints
    practice: Callable[[str], Practice]
    needed: Keys

    def digest(self, path: str) -> str:
        """The digest of the bytes of a file; empty where there is none."""
        return self.said.files.get(path, "")

    def recall(self) -> str:
        """What was kept for files with the same `faces`; empty when nothing was."""
        for row in self.store.read([(FOLLOWED, "", "")]):
            faces, _, told = row.data.partition("\n")
            return told if faces == self.said.faces else ""
        return ""

    def keep_said(self) -> None:
        """Store the fingerprints."""
        self.store.remember([Row(SAID, "", "", text_of(self.said))], self.needed)

    def keep(self, told: str) -> None:
        """Store what a build concluded from these files, for builds in which `faces` stays the same."""
        self.store.remember([Row(FOLLOWED, "", "", f"{self.said.faces}\n{told}")], self.needed)
