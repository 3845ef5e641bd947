"""The parts that the browser loads: scripts that hand over one text each, named by a digest of it."""

import base64
import hashlib
import json
from collections.abc import Callable, Iterable, Mapping

from msgspec import Struct, field

from kb.search.coding import between, shared
from kb.sitefile import NOTHING, Earlier, File, SiteFile

FOLDER = "zoek"

NAME_LETTERS = 8
"""Of the digest that names a part, 40 bits. Each name stands in a list that readers load, so each letter counts."""

Keep = Callable[[str], str]
"""Makes a text a part and gives its name."""

Known = Mapping[str, tuple[str, str]]
"""What earlier builds made: by what a text was made of, the name of its part and the digest of its file."""


class Parts(Struct):
    """The parts made so far, by name. One that is known, and stands as an earlier build left it, is not made again."""

    earlier: Earlier = NOTHING
    known: Known = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)
    made_of: dict[str, tuple[str, str]] = field(default_factory=dict)
    clashed: bool = False

    def standing(self, made_of: str) -> str | None:
        """The name of the part that was made of this, if it still stands."""
        name, digest = self.known.get(made_of, ("", ""))
        file = self.earlier.file(_path(name)) if name else None
        if file is None or file.digest != digest:
            return None
        self.made_of[made_of] = name, digest
        return self._named(name, file)

    def keep(self, text: str, made_of: str = "") -> str:
        """The name of the part with this text. Where another text has the name already, the digest is taken anew."""
        seed = text
        while True:
            seed = _digest(seed)
            name = seed[:NAME_LETTERS]
            file = SiteFile(_path(name), escaped(f"kbPart({as_json(name)},{as_json(text)})"))
            if self._named(name, file):
                if made_of:
                    self.made_of[made_of] = name, file.digest
                return name

    def all_of(self, told: bytes, make: Callable[[Keep], object]) -> list[str]:
        """The names of all parts that follow from what is `told`; `make` makes them, one after the other."""
        names: list[str] = []
        made_of = f"{hashlib.sha256(told).hexdigest()}:"

        def keep(text: str) -> str:
            names.append(self.keep(text, f"{made_of}{len(names)}"))
            return names[-1]

        while name := self.standing(f"{made_of}{len(names)}"):
            names.append(name)
        if not names or f"{made_of}{len(names)}" in self.known:  # none is known, or one of them stands no more
            names.clear()
            make(keep)
        return names

    def _named(self, name: str, file: File) -> str | None:
        """The name, if it is free for this file or the file's already."""
        there = self.files.setdefault(name, file)
        if there is file or there.digest == file.digest:
            return name
        self.clashed = True
        return None


def _path(name: str) -> str:
    return f"{FOLDER}/{name}.js"


def _digest(text: str) -> str:
    return base64.b32encode(hashlib.sha256(text.encode()).digest()).decode().lower()


def as_json(value: object) -> str:
    """JSON without spaces."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def escaped(script: str) -> bytes:
    """A script in which only strings hold signs that could end it or one of its lines."""
    return (script.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("<", "\\u003c") + "\n").encode()


Listed = tuple[str, str]
"""A list of parts with sorted words: the word from which each holds, a line each, and their names in a row."""


def listed(parts: Iterable[tuple[str, str, str]]) -> Listed:
    """The list of parts, given the last word before each, its first word and its name.

    A part is listed with the shortest beginning that tells its first word from the word before.
    """
    starts, names, before = [], [], ""
    for last, first, name in parts:
        start = between(last, first)
        starts.append(shared(before, start))
        names.append(name)
        before = start
    return "\n".join(starts), "".join(names)
