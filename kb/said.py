"""What practice files said together, so that a build in which only texts changed need not look at all of them again."""

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


class Said(Struct, frozen=True):
    """The files by path, in their order and each with its digest, and names for what they say besides their texts.

    As long as the practices are the same but for their texts, `alike` is; as long as nothing changes against which
    other files are checked either, `faces` is. A name is a digest of the files of which it was first said.
    """

    files: Mapping[str, str]
    alike: str
    faces: str

    @classmethod
    def first(cls, files: Mapping[str, str]) -> Self:
        """What files say of which nothing was said before."""
        name = digest_of(repr([*files.items()]).encode())
        return cls(files, name, name)

    def changed(self, now: Mapping[str, str]) -> list[str] | None:
        """The files that are others now; None where there are other paths, or where what stands there is not known."""
        if [*self.files] != [*now] or "" in now.values():
            return None
        return [path for path, digest in now.items() if digest != self.files[path]]

    def again(self, files: Mapping[str, str], before: Mapping[str, Reading], after: Mapping[str, Reading]) -> Self:
        """What the files say now, of which the others said this `before`."""
        pairs = [(before.get(path), reading) for path, reading in after.items()]
        alike = all(old and old.practice == new.practice for old, new in pairs)
        faces = alike and all(old and _face(old) == _face(new) for old, new in pairs)
        if faces:
            return replace(self, files=files)
        first = self.first(files)
        return replace(first, alike=self.alike) if alike else first


def recalled(store: Store) -> Said | None:
    """What was said the last time."""
    for row in store.read([(SAID, "", "")]):
        with suppress(ValueError):
            return decode(row.data, type=Said)
    return None


def _face(reading: Reading) -> Reading:
    """What others are checked against; where in the file it stands is of no matter."""
    return replace(reading, references=tuple(replace(each, place=_NOWHERE) for each in reading.references))


class Memory(Struct, frozen=True):
    """What is remembered of files as a whole. `practice`: what is known of the practice at a path, without its text.

    `needed`: the rows that stay when one is added.
    """

    store: Store
    said: Said
    practice: Callable[[str], Practice]
    needed: Keys

    def digest(self, path: str) -> str:
        """The digest of the bytes of a file; empty where there is none."""
        return self.said.files.get(path, "")

    def recall(self) -> str:
        """What followed from files with the same faces; empty where that is not known."""
        for row in self.store.read([(FOLLOWED, "", "")]):
            faces, _, told = row.data.partition("\n")
            return told if faces == self.said.faces else ""
        return ""

    def keep_said(self) -> None:
        """Remember what these files say."""
        self.store.remember([Row(SAID, "", "", text_of(self.said))], self.needed)

    def keep(self, told: str) -> None:
        """Remember what followed from these files."""
        self.store.remember([Row(FOLLOWED, "", "", f"{self.said.faces}\n{told}")], self.needed)
