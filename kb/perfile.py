"""What each practice file gives by itself: read and taken apart once, remembered, over several processes.

The work on one file is a pure function of its bytes and the lists, so it can be done anywhere, in any order, and its
outcome travels and is kept as text. What comes from memory and what was made just now go through the same door.
"""

import hashlib
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from itertools import chain
from pathlib import Path

from kb.content.corpus import Text
from kb.content.practice import Reading, read
from kb.content.terms import Vocabulary
from kb.crew import Crew, uncollected
from kb.model import Lists
from kb.records import Coder
from kb.search.tokens import Tokenizer, Tokens
from kb.store import Key, Row, Store

_CHUNK = 24
"""Files that are handed to a process at once."""

FILE = "per-file.sqlite"
_READING, _TOKENS = "reading", "tokens"

Work = tuple[str, bytes]
"""A file that must be read: its path, relative to the content folder, and its bytes."""


@dataclass(frozen=True, slots=True)
class Made:
    """What one file gave, as text: its reading, and the tokens of its practice (empty without one)."""

    path: str
    digest: str
    reading: str
    tokens: str


@dataclass(slots=True)
class PerFile:
    """Reads practice files, and keeps what each gave at hand. `make`: the digest of the code and packages that do it.

    `folder`: where earlier work is remembered. `crew`: who does the rest. `indexed`: of which files (path and digest)
    the index was made; their tokens are kept beside those of now, so that both can be compared. `digests`: of the files
    that were read. `given`: the digest of the code and the lists with which they were.
    """

    folder: Path
    make: str
    crew: Crew
    with_tokens: bool = True
    indexed: Collection[tuple[str, str]] = ()
    digests: dict[str, str] = field(default_factory=dict)
    given: str = ""

    def readings(self, texts: Iterable[Text], lists: Lists) -> Iterator[Reading]:
        """The readings of these files, in their order."""
        told = _lists_coder().dump(lists)
        self.given = _digest(f"{self.make}\n{told}".encode())
        store = self._store()
        there, known = store.keys(), {row.path: row for row in store.rows(_READING)}
        readings: dict[str, Reading | None] = {}
        work: list[Work] = []
        for text in texts:
            self.digests[text.path] = digest = _digest(text.data)
            row = known.pop(text.path, None)
            if row and row.digest == digest and (not self.with_tokens or (_TOKENS, text.path, digest) in there):
                readings[text.path] = _reading_coder().load(row.data)
            else:
                readings[text.path] = None
                work.append((text.path, text.data))
        rows = self._rows(self._work(told, work), readings)
        store.remember(rows, self._kept())
        deque(rows, maxlen=0)  # what could not be remembered is made all the same
        return (reading for reading in readings.values() if reading)

    def digest(self, path: str) -> str:
        """The digest of the bytes of a file that was read."""
        return self.digests[path]

    def tokens(self, files: Iterable[tuple[str, str]]) -> Iterator[tuple[str, Tokens]]:
        """By path the tokens of files (path and digest) as they are or were, without those that are not known."""
        for row in self._store().read((_TOKENS, path, digest) for path, digest in files):
            yield row.path, _tokens_coder().load(row.data)

    def _store(self) -> Store:
        return Store(self.folder / FILE, self.given)

    def _kept(self) -> frozenset[Key]:
        """What of earlier work stays: all of files that kept their bytes, and the tokens that the index was made of."""
        now = self.digests.items()
        both = (*((_TOKENS, *file) for file in (*now, *self.indexed)), *((_READING, *file) for file in now))
        return frozenset(both)

    def _rows(self, fresh: Iterable[Made], readings: dict[str, Reading | None]) -> Iterator[Row]:
        """What is to be remembered, while the readings are put in their places."""
        for made in fresh:
            readings[made.path] = _reading_coder().load(made.reading)
            yield Row(_READING, made.path, made.digest, made.reading)
            if self.with_tokens:  # a check takes nothing apart, and "nothing" would be believed by the next build
                yield Row(_TOKENS, made.path, made.digest, made.tokens)

    def _work(self, lists: str, work: Sequence[Work]) -> Iterator[Made]:
        make = partial(_make, lists, with_tokens=self.with_tokens)
        chunks = [work[start : start + _CHUNK] for start in range(0, len(work), _CHUNK)]
        return chain.from_iterable(self.crew.for_tasks(len(work)).map(make, chunks))


def _make(lists: str, work: Iterable[Work], *, with_tokens: bool) -> list[Made]:
    """What these files give; all that it needs is in its arguments, so that any process can do it."""
    vocabulary, tokenizer = _tools(lists)
    made = []
    with uncollected():
        for path, data in work:
            reading = read(data, path, vocabulary)
            tokens = ""
            if with_tokens and reading.practice and not reading.practice.draft:
                tokens = _tokens_coder().dump(tokenizer.tokens(reading.practice))
            made.append(Made(path, _digest(data), _reading_coder().dump(reading), tokens))
    return made


@lru_cache(maxsize=1)
def _tools(lists: str) -> tuple[Vocabulary, Tokenizer]:
    known = _lists_coder().load(lists)
    return Vocabulary(known), Tokenizer(known)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@lru_cache(maxsize=1)
def _reading_coder() -> Coder[Reading]:
    return Coder(Reading)


@lru_cache(maxsize=1)
def _tokens_coder() -> Coder[Tokens]:
    return Coder(Tokens)


@lru_cache(maxsize=1)
def _lists_coder() -> Coder[Lists]:
    return Coder(Lists)
