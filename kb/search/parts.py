"""The parts that the browser loads: scripts that hand over one text each, named by a digest of it."""

import base64
import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from kb.search.coding import between, shared
from kb.sitefile import SiteFile

FOLDER = "zoek"

NAME_LETTERS = 8
"""Of the digest that names a part, 40 bits. Each name stands in a list that readers load, so each letter counts."""

Keep = Callable[[str], str]
"""Makes a text a part and gives its name."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts made so far, by name."""

    files: dict[str, SiteFile] = field(default_factory=dict)

    def keep(self, text: str) -> str:
        """The name of the part with this text. Where another text has the name already, the digest is taken anew."""
        seed = text
        while True:
            seed = _digest(seed)
            name = seed[:NAME_LETTERS]
            file = SiteFile(f"{FOLDER}/{name}.js", escaped(f"kbPart({as_json(name)},{as_json(text)})"))
            if self.files.setdefault(name, file) == file:
                return name


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
