"""What an index was made of: kept beside it, so that a change makes little anew, and trusted only with its checksum."""

import hashlib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from msgspec import Struct
from msgspec.json import Decoder, encode

MADE = "made.json"

BASE = "MAIN_kb.seg"
"""The file of Whoosh's segment with all practices."""

CONTENTS = "_MAIN_1.toc"
"""The file in which Whoosh says which segments there are."""

File = tuple[str, str]
"""The path and the digest of a practice's file."""


class Torn(Exception):  # noqa: N818 - a state, no mistake of anybody
    """What is kept beside the index is not whole, or not of this index."""


class Kept(Struct, frozen=True):
    """The lines of one part, as they are kept: the first and the last word, and the digest of them all."""

    first: str
    last: str
    digest: str


class IndexRecord(Struct, frozen=True):
    """What an index was made of, in the order of its practices. `make`: the digest of all else that it depends on.

    `computed`: terms that a practice has because of other files; `alike`: a name for what the practices are but for
    their texts, empty when that is not known; `collection`: the digest of the file with the numbers of the whole;
    `slots`: that of each; `lengths`: the exact length of each body;
    `orders`: by what titles are sorted; `rests`: what questions put in lines of words; `parts`: by kind what is kept of
    each; `profiles`: the digest of the profiles of practices (profiles.py); `state`: of the files of Whoosh.
    """

    make: str
    files: Sequence[File]
    computed: Sequence[str]
    alike: str
    collection: str
    slots: Sequence[int]
    lengths: Sequence[int]
    orders: Sequence[str]
    rests: Mapping[str, str]
    parts: Mapping[str, Sequence[Kept]]
    profiles: str
    state: str

    def write(self, folder: Path) -> None:
        """Keep it in the folder of the index."""
        text = encode(self).decode()
        (folder / MADE).write_text(f"{digest_of(text)}\n{text}", encoding="utf-8")


def recall(folder: Path) -> IndexRecord | None:
    """What the index in a folder was made of, if that is known."""
    try:
        digest, _, text = (folder / MADE).read_text(encoding="utf-8").partition("\n")
        return _decoded(text) if digest_of(text) == digest else None
    except (OSError, ValueError):
        return None


def indexed(folder: Path) -> Sequence[File]:
    """The files of which the index in a folder was made, as far as that is known."""
    made = recall(folder)
    return made.files if made else ()


def digest_of(text: str | bytes) -> str:
    """The digest by which a text is known again."""
    data = text.encode() if isinstance(text, str) else text
    return hashlib.blake2b(data, digest_size=16).hexdigest()


@lru_cache(maxsize=1)
def _decoder() -> Decoder[IndexRecord]:
    return Decoder(IndexRecord)


@lru_cache(maxsize=1)  # a build asks for it three times
def _decoded(text: str) -> IndexRecord:
    return _decoder().decode(text)
