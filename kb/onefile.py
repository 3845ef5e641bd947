"""What one practice file gives by itself, as text: its reading, its practice with its text, and its tokens.

A pure function of its bytes and the lists, so it can be done anywhere, in any order, and travels and is kept as text.
"""

import hashlib
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.json import Decoder, encode

from kb.content.reading import Reading
from kb.content.terms import Vocabulary
from kb.model import Lists, WholePractice
from kb.search.tokens import Tokenizer, Tokens
from kb.workers import uncollected

if TYPE_CHECKING:
    from kb.content.practice import Read

Work = tuple[str, bytes]
"""A file that must be read: its path, relative to the content folder, and its bytes."""


class Made(Struct, frozen=True):
    """What one file gave, as text: its reading, its practice with its text, and its tokens (empty without one)."""

    path: str
    digest: str
    reading: str
    whole: str
    tokens: str


def read_files(lists: str, work: Iterable[Work], *, with_tokens: bool) -> list[Made]:
    """What these files give; all that it needs is in its arguments, so that any process can do it."""
    read, tokenizer = _tools(lists)
    made = []
    with uncollected():
        for path, data in work:
            whole, reading = read(data, path)
            tokens = text_of(tokenizer.tokens(whole)) if with_tokens and whole and not whole.draft else ""
            made.append(Made(path, digest_of(data), text_of(reading), text_of(whole) if whole else "", tokens))
    return made


@lru_cache(maxsize=1)
def _tools(lists: str) -> tuple[Callable[[bytes, str], "Read"], Tokenizer]:
    """What reads a file, and what takes it apart, by these lists."""
    known, read = as_lists(lists), load()
    words = Vocabulary(known)
    return lambda data, path: read(data, path, words), Tokenizer(known)


def load() -> Callable[[bytes, str, Vocabulary], "Read"]:
    """Load what it takes to read a practice, and give what does."""
    from kb.content.practice import read  # noqa: PLC0415 - it needs YAML and Markdown: slow to load, and often in vain

    return read


def digest_of(data: bytes) -> str:
    """The digest by which the bytes of a file are known again."""
    return hashlib.sha256(data).hexdigest()


def text_of(record: Struct) -> str:
    """A record as text, of which one of these makes the same record again."""
    return encode(record).decode()


as_reading = Decoder(Reading).decode
as_whole = Decoder(WholePractice).decode
as_tokens = Decoder(Tokens).decode
as_lists = Decoder(Lists).decode
