"""The practices as small files for the pages of the choice: who chooses five of ten thousand loads little.

A part is a script, `kbKeuze(name, value)`, as a page opened from disk can load nothing else; its name is a digest of
its value. A practice is a part of its own. The manifest divides all ids, former ones too, into stretches by their
first id; a stretch has a directory (which part an id is in) and the lines of the CSV table.
"""

import base64
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256

from msgspec import Struct, field
from msgspec.json import decode, encode

from kb.site import addresses, words
from kb.site.catalogue import Catalogue
from kb.site.choice_view import FACTS, TEXTS, questions
from kb.site.data import BOM
from kb.sitefile import SiteFile

FORMAT = 1
"""Version of the parts; the script of the choice refuses another."""

LEAST_STRETCH, MOST_STRETCH, ONE_IN = 24, 96, 32
"""A stretch ends at an id whose checksum says so, so that one practice more moves no other ends."""

NAME_LETTERS = 10

ASSIGNMENT = "self.kbKeuzeManifest="
"""What stands before the manifest's JSON in its script; the pages of the choice carry the same JSON."""


Stretch = Sequence[tuple[str, str]]
"""Ids and former ids, in their order, each with the id of the practice."""


class Made(Struct, frozen=True):
    """Some of the files, and what is told of them."""

    files: tuple[SiteFile, ...]
    told: str


class _Files(Struct, frozen=True):
    """The files that are made, by path."""

    made: dict[str, SiteFile] = field(default_factory=dict)

    def keep(self, value: object) -> str:
        """Make a value a part, and give its name."""
        name, file = part(value)
        self.made[file.path] = file
        return name


def lines(catalogue: Catalogue, line_of: Mapping[str, str]) -> Made:
    """The parts with the lines of the CSV table (by practice), and the names of those, as JSON, by stretch."""
    files = _Files()
    names = [
        files.keep([(name, line_of[name]) for name, _ in stretch if name in line_of])
        for stretch in _stretches(_named(catalogue, line_of))
    ]
    return Made((*files.made.values(),), json_text(names))


def choice(catalogue: Catalogue, part_of: Mapping[str, str], lines: str, head: str) -> Made:
    """All else that the pages of the choice load besides the parts of practices, and the manifest as JSON.

    `part_of`: the name of each practice's part; `lines`: what `lines` told; `head`: of the CSV table. The JSON can
    stand in a script block.
    """
    files = _Files()
    manifest = json_text(_manifest(catalogue, part_of, decode(lines, type=list[str]), head, files.keep))
    script = SiteFile(addresses.CHOICE_MANIFEST, f"{ASSIGNMENT}{manifest}\n".encode())
    return Made((*files.made.values(), script), manifest)


def part(value: object) -> tuple[str, SiteFile]:
    """A part by its name."""
    text = json_text(value)
    name = base64.b32encode(sha256(text.encode()).digest()).decode().lower()[:NAME_LETTERS]
    return name, SiteFile(f"{addresses.CHOICE_PARTS}/{name}.js", f'kbKeuze("{name}",{text})\n'.encode())


def json_text(value: object, marks: str = "<\u2028\u2029") -> str:
    """The value as JSON that can stand in a script: nothing in it can end the script, a line or a string.

    `marks`: what is escaped for that.
    """
    text = encode(value).decode()
    for mark in marks:
        text = text.replace(mark, f"\\u{ord(mark):04x}")
    return text


def _manifest(
    catalogue: Catalogue, part_of: Mapping[str, str], lines: Sequence[str], head: str, keep: Callable[[object], str]
) -> Mapping[str, object]:
    settings = catalogue.settings
    both = zip(_stretches(_named(catalogue, part_of)), lines, strict=True)
    return {
        "format": FORMAT,
        "site": settings.title,
        "base": settings.base_url,
        "day": words.day(catalogue.today),
        "facts": FACTS,
        "texts": TEXTS,
        "head": BOM + head,
        "stretches": [
            (stretch[0][0], keep([(name, part_of[practice]) for name, practice in stretch]), part_with_lines)
            for stretch, part_with_lines in both
        ],
        "dossiers": [
            (dossier.id, dossier.title, keep(asked)) for dossier in catalogue.dossiers if (asked := questions(dossier))
        ],
    }


def _named(catalogue: Catalogue, practices: Iterable[str]) -> Stretch:
    """Every id, and every former id that is nobody's now, with the practice that it stands for."""
    own = dict(zip(practices, practices, strict=True))
    return sorted(({**catalogue.former} | own).items())


def _stretches(named: Stretch) -> Iterator[Stretch]:
    stretch: list[tuple[str, str]] = []
    for name, practice in named:
        ends = len(stretch) >= LEAST_STRETCH and zlib.crc32(name.encode()) % ONE_IN == 0
        if ends or len(stretch) == MOST_STRETCH:
            yield stretch
            stretch = []
        stretch.append((name, practice))
    if stretch:
        yield stretch
