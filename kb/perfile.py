"""What each practice file gives by itself: read and taken apart once, remembered, over several processes.

The work on one file is a pure function of its bytes and the lists, so it can be done anywhere, in any order, and its
outcome travels and is kept as text. What comes from memory and what was made just now go through the same door.
"""

import hashlib
import os
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache, partial
from itertools import chain
from pathlib import Path

from msgspec import Struct, field
from msgspec.json import Decoder, encode

from kb.content.corpus import Readers, Source
from kb.content.lists import read_lists
from kb.content.practice import Reading, read
from kb.content.terms import Vocabulary
from kb.crew import Crew, uncollected
from kb.model import Lists
from kb.problems import Outcome
from kb.search.tokens import Tokenizer, Tokens
from kb.seen import Seen
from kb.store import Key, Row, Store

_CHUNK = 24
"""Files that are handed to a process at once."""

FILE = "per-file.sqlite"
_LISTS_FILE = "lists.sqlite"
_READING, _TOKENS, _LISTS = "reading", "tokens", "lists"

Work = tuple[str, bytes]
"""A file that must be read: its path, relative to the content folder, and its bytes."""


class Made(Struct, frozen=True):
    """What one file gave, as text: its reading, and the tokens of its practice (empty without one)."""

    path: str
    digest: str
    reading: str
    tokens: str


class PerFile(Readers, Struct):
    """Reads practice files, and keeps what each gave at hand. `make`: the digest of the code and packages that do it.

    `folder`: where earlier work is remembered. `seen`: the digests of files. `crew`: who does what is left.
    `indexed`: of which files (path and digest) the index was made; their tokens are kept beside those of now, so that
    both can be compared. `digests`: of the files that were read. `given`: the digest of the code and the lists with
    which they were.
    """

    folder: Path
    make: str
    seen: Seen
    crew: Crew
    with_tokens: bool = True
    indexed: Collection[tuple[str, str]] = ()
    digests: dict[str, str] = field(default_factory=dict)
    given: str = ""

    def lists(self, folder: Path, shown: str) -> Outcome[Lists]:
        """As its parent; lists with problems are not remembered, as those have to be told again."""
        store, stand = Store(self.folder / _LISTS_FILE, self.make), self._stand(folder)
        for row in store.read([(_LISTS, shown, stand)] if stand else ()):
            return Outcome(_lists().decode(row.data), ())
        outcome = read_lists(folder, shown)
        if stand and outcome.value and not outcome.problems:
            store.remember([Row(_LISTS, shown, stand, _text(outcome.value))], ())
        return outcome

    def _stand(self, folder: Path) -> str:
        """The digest of the files in a folder; empty where one is a link: that may lead outside now."""
        if folder.is_symlink() or not folder.is_dir():
            return ""
        told = [(path.name, self.seen.plain(str(path))) for path in sorted(folder.iterdir())]
        return _digest(repr(told).encode()) if all(digest for _, digest in told) else ""

    def readings(self, sources: Iterable[Source], lists: Lists) -> Iterator[Reading]:
        """The readings of these files, in their order."""
        told = _text(lists)
        self.given = _digest(f"{self.make}\n{told}".encode())
        store, readings = self._store(), dict[str, Reading | None]()
        work: list[Work] = []
        for source, known in self._known(store, sources):
            data = source.read() if known is None else known
            if isinstance(data, Reading):
                readings[source.path] = data
            else:
                readings[source.path] = None
                self.digests[source.path] = _digest(data)
                work.append((source.path, data))
        rows = self._rows(self._work(told, work), readings)
        store.remember(rows, self._kept(store))
        deque(rows, maxlen=0)  # what could not be remembered is made all the same
        return (reading for reading in readings.values() if reading)

    def _known(self, store: Store, sources: Iterable[Source]) -> list[tuple[Source, Reading | None]]:
        """The files, each with the reading that is remembered of what it holds now."""
        stand = [(source, self.seen.plain(f"{source.content}{os.sep}{source.path}")) for source in sources]
        now = {source.path: digest for source, digest in stand}
        there = store.keys() if self.with_tokens else frozenset()
        known: dict[str, Reading] = {}
        for row in store.rows(_READING):
            if row.digest == now.get(row.path) and (not self.with_tokens or (_TOKENS, row.path, row.digest) in there):
                known[row.path] = _readings().decode(row.data)
                self.digests[row.path] = row.digest
        return [(source, known.get(source.path)) for source, _ in stand]

    def digest(self, path: str) -> str:
        """The digest of the bytes of a file that was read."""
        return self.digests[path]

    def tokens(self, files: Iterable[tuple[str, str]]) -> Iterator[tuple[str, Tokens]]:
        """By path the tokens of files (path and digest) as they are or were, without those that are not known."""
        for row in self._store().read((_TOKENS, path, digest) for path, digest in files):
            yield row.path, _tokens().decode(row.data)

    def _store(self) -> Store:
        return Store(self.folder / FILE, self.given)

    def _kept(self, store: Store) -> frozenset[Key]:
        """What of earlier work stays: all of files that kept their bytes, and the tokens that the index was made of."""
        now = self.digests.items()
        readings = ((_READING, *file) for file in now)
        if self.with_tokens:
            return frozenset((*readings, *((_TOKENS, *file) for file in (*now, *self.indexed))))
        known = store.keys()  # a check doesn't know which of them an index was made of
        return frozenset((*readings, *(key for key in known if key[0] == _TOKENS)))

    def _rows(self, fresh: Iterable[Made], readings: dict[str, Reading | None]) -> Iterator[Row]:
        """What is to be remembered, while the readings are put in their places."""
        for made in fresh:
            readings[made.path] = _readings().decode(made.reading)
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
                tokens = _text(tokenizer.tokens(reading.practice))
            made.append(Made(path, _digest(data), _text(reading), tokens))
    return made


@lru_cache(maxsize=1)
def _tools(lists: str) -> tuple[Vocabulary, Tokenizer]:
    known = _lists().decode(lists)
    return Vocabulary(known), Tokenizer(known)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _text(record: Struct) -> str:
    return encode(record).decode()


@lru_cache(maxsize=1)
def _readings() -> Decoder[Reading]:
    return Decoder(Reading)


@lru_cache(maxsize=1)
def _tokens() -> Decoder[Tokens]:
    return Decoder(Tokens)


@lru_cache(maxsize=1)
def _lists() -> Decoder[Lists]:
    return Decoder(Lists)
