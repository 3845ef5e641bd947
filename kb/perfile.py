"""What each practice file gives by itself: read and taken apart once, remembered, over several processes.

The work on one file is a pure function of its bytes and the lists, so it can be done anywhere, in any order, and its
outcome travels and is kept as text. What comes from memory and what was made just now go through the same door.
"""

import hashlib
import os
from bisect import bisect_left
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.json import Decoder, encode

from kb.beside import Beside
from kb.content.corpus import Readers
from kb.content.reading import Reading, Readings, Source
from kb.content.terms import Vocabulary
from kb.crew import Crew, uncollected
from kb.model import Lists, WholePractice
from kb.problems import KbError, Outcome
from kb.search.postings import Postings
from kb.search.tokens import Tokenizer, Tokens
from kb.seen import Seen
from kb.store import Key, Row, Store

if TYPE_CHECKING:
    from kb.content.dossiers import DossierReading
    from kb.content.practice import Read

_CHUNK = 24
"""Files that are handed to a process at once."""

FILE = "per-file.sqlite"
_LISTS_FILE = "lists.sqlite"
_READING, _CHECKED, _WHOLE, _TOKENS, _LISTS = "reading", "checked", "whole", "tokens", "lists"
"""Kinds of rows. A check takes nothing apart: what it read has no tokens beside it, so it stands by another name."""

_STRETCH = 64
"""Practices that are fetched at once with their texts, where one is asked for after the other: the file opens once."""

Work = tuple[str, bytes]
"""A file that must be read: its path, relative to the content folder, and its bytes."""


class Made(Struct, frozen=True):
    """What one file gave, as text: its reading, its practice with its text, and its tokens (empty without one)."""

    path: str
    digest: str
    reading: str
    whole: str
    tokens: str


class PerFile(Struct):
    """Reads practice files, and keeps what each gave at hand. `make`: the digest of the code and packages that do it.

    `folder`: where earlier work is remembered. `seen`: the digests of files. `crew`: who does what is left, and
    `reader` (if there is one) what is left of few files. `meanwhile`: what this process does while others read.
    `indexed`: of which files (path and digest) the index was made; their tokens are kept beside those of now, so that
    both can be compared. `digests`: of the files that were read. `given`: the digest of the code and the lists with
    which they were. `fresh`: the files of which postings were gathered while they were read, with those.
    """

    folder: Path
    make: str
    seen: Seen
    crew: Crew
    with_tokens: bool = True
    reader: Beside | None = None
    meanwhile: Callable[[], object] = lambda: None
    indexed: Collection[tuple[str, str]] = ()
    digests: dict[str, str] = field(default_factory=dict)
    given: str = ""
    fresh: tuple[list[str], Postings] | None = None

    def lists(self, folder: Path, shown: str) -> Outcome[Lists]:
        """The lists in a folder; those with problems are not remembered, as they have to be told again."""
        store, stand = Store(self.folder / _LISTS_FILE, self.make), self._stand(folder)
        for row in store.read([(_LISTS, shown, stand)] if stand else ()):
            return Outcome(_lists().decode(row.data), ())
        outcome = _plain().lists(folder, shown)
        if stand and outcome.value and not outcome.problems:
            store.remember([Row(_LISTS, shown, stand, _text(outcome.value))], ())
        return outcome

    def dossier(self, data: bytes, path: str) -> "DossierReading":
        """The dossier in a file; there are few, so none is remembered."""
        return _plain().dossier(data, path)

    def _stand(self, folder: Path) -> str:
        """The digest of the files in a folder; empty where one is a link: that may lead outside now."""
        if folder.is_symlink() or not folder.is_dir():
            return ""
        told = [(path.name, self.seen.plain(str(path))) for path in sorted(folder.iterdir())]
        return _digest(repr(told).encode()) if all(digest for _, digest in told) else ""

    def readings(self, sources: Iterable[Source], lists: Lists) -> Readings:
        """The readings of these files, in their order. A text that is known is fetched when it is asked for."""
        told, sources = _text(lists), tuple(sources)
        self.given = _digest(f"{self.make}\n{told}".encode())
        store = self._store()
        known = self._known(store, sources)
        readings = dict[str, Reading | None].fromkeys(each.path for each in sources) | known
        made = self._begun(told, self._left(sources, known, readings))
        self.meanwhile()
        fresh: dict[str, WholePractice] = {}
        rows = self._rows(made(), readings, fresh)
        indexed = frozenset(self.indexed) if self.with_tokens else None
        store.remember(rows, _Needed(self._kinds, self.digests, indexed))
        deque(rows, maxlen=0)  # what could not be remembered is made all the same
        found = tuple(reading for reading in readings.values() if reading)
        files = {each.path: (each, self.digests[each.path]) for each in sources if each.path in self.digests}
        return Readings(found, _Fetched(store, files, told, fresh).whole)

    def _known(self, store: Store, sources: Iterable[Source]) -> dict[str, Reading | None]:
        """By path the readings that are remembered of what the files hold now."""
        now = {each.path: self.seen.plain(f"{each.content}{os.sep}{each.path}") for each in sources}
        known: dict[str, Reading | None] = {}
        for row in chain.from_iterable(map(store.rows, self._kinds)):
            if row.digest == now.get(row.path):
                known[row.path] = _readings().decode(row.data)
                self.digests[row.path] = row.digest
        return known

    def _left(
        self, sources: Sequence[Source], known: Collection[str], readings: dict[str, Reading | None]
    ) -> Sequence[Work]:
        """What must be read; a file that can't be gets a reading that says so."""
        work: list[Work] = []
        for source in sources:
            data = None if source.path in known else source.read()
            if isinstance(data, Reading):
                readings[source.path] = data
            elif data is not None:
                self.digests[source.path] = _digest(data)
                work.append((source.path, data))
        if work and len(work) == len(sources) and self.with_tokens:
            self.fresh = [], Postings()
            work.sort(key=_by_name)
        return work

    @property
    def _kinds(self) -> tuple[str, ...]:
        """The kinds of readings that will do, first that of those which are made."""
        return (_READING,) if self.with_tokens else (_CHECKED, _READING)

    def digest(self, path: str) -> str:
        """The digest of the bytes of a file that was read."""
        return self.digests[path]

    def tokens(self, files: Iterable[tuple[str, str]]) -> Iterator[tuple[str, Tokens]]:
        """By path the tokens of files (path and digest) as they are or were, without those that are not known."""
        for row in self._store().read((_TOKENS, path, digest) for path, digest in files):
            yield row.path, _tokens().decode(row.data)

    def postings(self, paths: Sequence[str]) -> Postings | None:
        """The postings of exactly these files in this order, if they were gathered while all was read; asked once."""
        there, self.fresh = self.fresh, None
        return there[1] if there and there[0] == [*paths] else None

    def _store(self) -> Store:
        return Store(self.folder / FILE, self.given)

    def _rows(
        self, fresh: Iterable[Made], readings: dict[str, Reading | None], whole: dict[str, WholePractice]
    ) -> Iterator[Row]:
        """What is to be remembered, while readings and practices are put in their places."""
        for made in fresh:
            readings[made.path] = _readings().decode(made.reading)
            if made.whole:
                whole[made.path] = _whole().decode(made.whole)
            yield Row(self._kinds[0], made.path, made.digest, made.reading)
            yield Row(_WHOLE, made.path, made.digest, made.whole)
            if self.fresh and made.tokens:
                self.fresh[0].append(made.path)
                self.fresh[1].add(_tokens().decode(made.tokens))
            if self.with_tokens:
                yield Row(_TOKENS, made.path, made.digest, made.tokens)

    def _begun(self, lists: str, work: Sequence[Work]) -> Callable[[], Iterable[Made]]:
        """Have the work begin; it is waited for when the outcome is asked for."""
        make = partial(_make, lists, with_tokens=self.with_tokens)
        if not work:
            return tuple
        if self.reader and len(work) <= _CHUNK:
            return self.reader(partial(make, work))
        chunks = [work[start : start + _CHUNK] for start in range(0, len(work), _CHUNK)]
        made = self.crew.for_tasks(len(work)).map(make, chunks)
        return partial(chain.from_iterable, made)


class _Needed(Struct, frozen=True):
    """The keys of what stays: all of files that kept their bytes, and the tokens of which the index was made.

    `kinds`: of readings; `files`: paths with digests; `indexed`: the same of the index, None where a check runs, which
    doesn't know them.
    """

    kinds: tuple[str, ...]
    files: Mapping[str, str]
    indexed: Collection[tuple[str, str]] | None

    def __contains__(self, key: Key) -> bool:
        kind, path, digest = key
        now = self.files.get(path) == digest
        if kind == _TOKENS:
            return now or self.indexed is None or (path, digest) in self.indexed
        return now and kind in (*self.kinds, _WHOLE)

    def __len__(self) -> int:
        return (len(self.kinds) + 2) * len(self.files)


def _by_name(work: Work) -> str:
    """The order of the index: that of ids, which are the names of files."""
    return work[0].rpartition("/")[2].removesuffix(".md")


def _make(lists: str, work: Iterable[Work], *, with_tokens: bool) -> list[Made]:
    """What these files give; all that it needs is in its arguments, so that any process can do it."""
    read, tokenizer = _tools(lists)
    made = []
    with uncollected():
        for path, data in work:
            whole, reading = read(data, path)
            tokens = _text(tokenizer.tokens(whole)) if with_tokens and whole and not whole.draft else ""
            made.append(Made(path, _digest(data), _text(reading), _text(whole) if whole else "", tokens))
    return made


class _Fetched:
    """Practices with their texts: those that were read just now, and those that are known, fetched when asked for.

    `files`: where they stand, and the digests that those had when they were read. `lists`: as `_make` wants them.
    """

    def __init__(
        self, store: Store, files: Mapping[str, tuple[Source, str]], lists: str, here: dict[str, WholePractice]
    ) -> None:
        self._store, self._files, self._lists, self._here = store, files, lists, here
        self._paths = sorted(files)
        self._next = 0

    def whole(self, path: str) -> WholePractice:
        """The practice in the file at this path, in which one was found when it was read."""
        if path not in self._here:
            start = bisect_left(self._paths, path)
            end = start + (_STRETCH if start == self._next else 1)
            near = [name for name in self._paths[start:end] if name not in self._here]
            self._next = end
            rows = self._store.read((_WHOLE, name, self._files[name][1]) for name in near)
            self._here |= {row.path: _whole().decode(row.data) for row in rows if row.data}
        if path not in self._here:  # it was damaged since it was found among what is known
            self._here[path] = self._read(path)
        return self._here[path]

    def _read(self, path: str) -> WholePractice:
        source, digest = self._files[path]
        data = source.read()
        if isinstance(data, Reading) or _digest(data) != digest:
            raise KbError(f"Het bestand {path} veranderde terwijl de site werd gemaakt. Probeer het opnieuw.")
        return _whole().decode(_make(self._lists, [(path, data)], with_tokens=False)[0].whole)


@lru_cache(maxsize=1)
def _tools(lists: str) -> tuple[Callable[[bytes, str], "Read"], Tokenizer]:
    """What reads a file, and what takes it apart, by these lists."""
    known, read = _lists().decode(lists), load()
    words = Vocabulary(known)
    return lambda data, path: read(data, path, words), Tokenizer(known)


def load() -> Callable[[bytes, str, Vocabulary], "Read"]:
    """Load what it takes to read a practice, and give what does."""
    from kb.content.practice import read  # noqa: PLC0415 - it needs YAML and Markdown: slow to load, and often in vain

    return read


def _plain() -> Readers:
    """Who reads what is not remembered."""
    from kb.content.readers import PLAIN  # noqa: PLC0415 - as above

    return PLAIN


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _text(record: Struct) -> str:
    return encode(record).decode()


@lru_cache(maxsize=1)
def _readings() -> Decoder[Reading]:
    return Decoder(Reading)


@lru_cache(maxsize=1)
def _whole() -> Decoder[WholePractice]:
    return Decoder(WholePractice)


@lru_cache(maxsize=1)
def _tokens() -> Decoder[Tokens]:
    return Decoder(Tokens)


@lru_cache(maxsize=1)
def _lists() -> Decoder[Lists]:
    return Decoder(Lists)
