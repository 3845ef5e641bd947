"""The practices as small files for the pages of the choice: who chooses five of ten thousand loads little.

A part is a script, `kbKeuze(name, value)`, as a page opened from disk can load nothing else; its name is a digest of
its value. A practice is a part of its own. The manifest divides all ids, former ones too, into stretches by their
first id; a stretch has a directory (which part an id is in) and the lines of the CSV table.
"""

import base64
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import sha256

from msgspec import Struct
from msgspec.json import encode

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


class Choice(Struct, frozen=True):
    """The files, and the manifest as JSON that can stand in a script block."""

    files: tuple[SiteFile, ...]
    manifest: str


class Chosen(Struct, frozen=True):
    """What the choice knows of a practice: the name of its part, and its line of the CSV table."""

    part: str
    line: str


def choice(catalogue: Catalogue, chosen: Mapping[str, Chosen], head: str) -> Choice:
    """All that the pages of the choice load besides the parts of practices. `head`: of the CSV table."""
    files: dict[str, SiteFile] = {}

    def keep(value: object) -> str:
        name, file = part(value)
        files[file.path] = file
        return name

    manifest = json_text(_manifest(catalogue, chosen, head, keep))
    files[addresses.CHOICE_MANIFEST] = SiteFile(addresses.CHOICE_MANIFEST, f"{ASSIGNMENT}{manifest}\n".encode())
    return Choice(tuple(files.values()), manifest)


def part(value: object) -> tuple[str, SiteFile]:
    """A part by its name."""
    text = json_text(value)
    name = base64.b32encode(sha256(text.encode()).digest()).decode().lower()[:NAME_LETTERS]
    return name, SiteFile(f"{addresses.CHOICE_PARTS}/{name}.js", f'kbKeuze("{name}",{text})\n'.encode())


def json_text(value: object) -> str:
    """The value as JSON that can stand in a script: nothing in it can end the script, a line or a string."""
    text = encode(value).decode()
    for mark in "<\u2028\u2029":
        text = text.replace(mark, f"\\u{ord(mark):04x}")
    return text


def _manifest(
    catalogue: Catalogue, chosen: Mapping[str, Chosen], head: str, keep: Callable[[object], str]
) -> Mapping[str, object]:
    settings = catalogue.settings
    named = sorted(_names(catalogue, chosen))
    return {
        "format": FORMAT,
        "site": settings.title,
        "base": settings.base_url,
        "day": words.day(catalogue.today),
        "facts": FACTS,
        "texts": TEXTS,
        "head": BOM + head,
        "stretches": [
            (stretch[0][0], keep(stretch), keep([(name, chosen[name].line) for name, _ in stretch if name in chosen]))
            for stretch in _stretches(named)
        ],
        "dossiers": [
            (dossier.id, dossier.title, keep(asked)) for dossier in catalogue.dossiers if (asked := questions(dossier))
        ],
    }


def _names(catalogue: Catalogue, chosen: Mapping[str, Chosen]) -> Iterator[tuple[str, str]]:
    """Every id, and every former id that is nobody's now, with the part in which its practice stands."""
    for practice in catalogue.by_id.values():
        part_name = chosen[practice.id].part
        yield practice.id, part_name
        yield from ((alias, part_name) for alias in practice.aliases if alias not in chosen)


def _stretches(named: Sequence[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    stretch: list[tuple[str, str]] = []
    for name, part in named:
        ends = len(stretch) >= LEAST_STRETCH and zlib.crc32(name.encode()) % ONE_IN == 0
        if ends or len(stretch) == MOST_STRETCH:
            yield stretch
            stretch = []
        stretch.append((name, part))
    if stretch:
        yield stretch
