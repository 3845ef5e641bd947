"""What is known of all practice files: each read and taken apart once, remembered, over several processes.

The work on one file is a pure function of its bytes and the lists, so it can be done anywhere, in any order, and its
outcome travels and is kept as text. What comes from memory and what was made just now go through the same door.
"""

import os
from bisect import bisect_left
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field

from kb.content.corpus import Readers
from kb.content.reading import Reading, Readings, Source
from kb.filedigests import FileDigests
from kb.fingerprints import FOLLOWED, SAID, Fingerprints, Memory, recalled
from kb.forks import Runner
from kb.lazy import LazySequence
from kb.model import Lists, Practice, WholePractice
from kb.onefile import Made, Work, as_lists, as_reading, as_tokens, as_whole, digest_of, read_files, text_of
from kb.problems import KbError, Outcome
from kb.search.postings import Postings
from kb.search.slots import order
from kb.search.tokens import Tokens
from kb.store import Key, Row, Store
from kb.workers import Workers

if TYPE_CHECKING:
    from kb.content.dossiers import DossierReading

_CHUNK = 24
"""Files that are handed to a process at once."""

FILE = "per-file.sqlite"
_LISTS_FILE = "lists.sqlite"
_READING, _CHECKED, _WHOLE, _TOKENS, _LISTS = "reading", "checked", "whole", "tokens", "lists"
"""Kinds of rows. A check takes nothing apart: what it read has no tokens beside it, so it stands by another name."""

_STRETCH = 64
"""Practices that are fetched at once with their texts, where one is asked for after the other: the file opens once."""


class PerFile(Struct):
    """Reads practice files, and keeps what each gave at hand. `make`: the digest of the code and packages that do it.

    `folder`: where earlier work is remembered. `seen`: the digests of files. `workers`: who does what is left, and
    `reader` (if there is one) what is left of few files. `meanwhile`: what this process does while others read.
    `indexed`: of which files (path and digest) the index was made; their tokens are kept beside those of now, so that
    both can be compared. `digests`: of the files that were read. `given`: the digest of the code and the lists with
    which they were. `alike`: a name for what the practices are but for their texts; empty when that is not known.
    `fresh`: the files of which postings were gathered while they were read, with those.
    """

    folder: Path
    make: str
    seen: FileDigests
    workers: Workers
    with_tokens: bool = True
    reader: Runner | None = None
    meanwhile: Callable[[], object] = lambda: None
    indexed: Collection[tuple[str, str]] = ()
    digests: dict[str, str] = field(default_factory=dict)
    given: str = ""
    alike: str = ""
    fresh: tuple[list[str], Postings] | None = None

    def lists(self, folder: Path, shown: str) -> Outcome[Lists]:
        """The lists in a folder; those with problems are not remembered, as they have to be told again."""
        store, stand = Store(self.folder / _LISTS_FILE, self.make), self._stand(folder)
        for row in store.read([(_LISTS, shown, stand)] if stand else ()):
            return Outcome(as_lists(row.data), ())
        outcome = _plain().lists(folder, shown)
        if stand and outcome.value and not outcome.problems:
            store.remember([Row(_LISTS, shown, stand, text_of(outcome.value))], ())
        return outcome

    def dossier(self, data: bytes, path: str) -> "DossierReading":
        """The dossier in a file; there are few, so none is remembered."""
        return _plain().dossier(data, path)

    def _stand(self, folder: Path) -> str:
        """The digest of the files in a folder; empty where one is a link: that may lead outside now."""
        if folder.is_symlink() or not folder.is_dir():
            return ""
        told = [(path.name, self.seen.plain(str(path))) for path in sorted(folder.iterdir())]
        return digest_of(repr(told).encode()) if all(digest for _, digest in told) else ""

    def readings(self, sources: Iterable[Source], lists: Lists) -> Readings:
        """The readings of these files, in their order. What is known is fetched when it is asked for."""
        told, sources = text_of(lists), tuple(sources)
        self.given = digest_of(f"{self.make}\n{told}".encode())
        batch = _Batch(self._store(), told, {each.path: each for each in sources})
        if not self.with_tokens:
            return Readings(self._all(batch), self._fetched(batch).whole)
        then = recalled(batch.store)
        now = self._few(batch, then) if then else None
        is_still = bool(then and now and then.faces == now.faces)
        found = LazySequence(len(sources), lambda: self._all(batch)) if is_still else self._all(batch)
        now = now or Fingerprints.first(self.digests)
        self.alike, fetched = now.alike, self._fetched(batch)
        memory = Memory(batch.store, now, fetched.practice, self._needed)
        if now != then:
            memory.keep_said()
        return Readings(found, fetched.whole, memory)

    def _few(self, batch: "_Batch", then: Fingerprints) -> Fingerprints | None:
        """What the files say now, told by the few that changed; None where that takes looking at all."""
        now = self._shown(batch.sources.values())
        changed = then.changed(now)
        if changed is None or len(changed) > _CHUNK:
            return None
        self.digests |= now
        keys = [(_READING, path, then.files[path]) for path in changed]
        before = {row.path: as_reading(row.data) for row in batch.store.read(keys)}
        after = self._read(batch, [batch.sources[path] for path in changed], {})
        return then.updated(self.digests, before, after)

    def _all(self, batch: "_Batch") -> tuple[Reading, ...]:
        """All readings."""
        sources = batch.sources.values()
        readings = self._read(batch, sources, self._known(batch.store, sources))
        return tuple(readings[path] for path in batch.sources if path in readings)

    def _read(self, batch: "_Batch", sources: Collection[Source], known: dict[str, Reading]) -> dict[str, Reading]:
        """The readings of these files, of which some are known; those that are read now are remembered."""
        readings = {**known}
        work = self._left(sources, readings)
        made = self._begun(batch.lists, work)
        self.meanwhile()
        rows = self._rows(made(), readings, batch.fresh)
        if work:  # else a copy of this process that looks at all practices would write beside it
            batch.store.remember(rows, self._needed)
        deque(rows, maxlen=0)  # what could not be remembered is made all the same
        return readings

    def _fetched(self, batch: "_Batch") -> "_Fetched":
        files = {path: (each, self.digests[path]) for path, each in batch.sources.items() if path in self.digests}
        return _Fetched(batch.store, files, batch.lists, batch.fresh)

    @property
    def _needed(self) -> "_Needed":
        return _Needed(self._kinds, self.digests, frozenset(self.indexed) if self.with_tokens else None)

    def _shown(self, sources: Iterable[Source]) -> dict[str, str]:
        """The digests of files as the disk shows them, by path; empty where one can't be told."""
        return {each.path: self.seen.plain(f"{each.content}{os.sep}{each.path}") for each in sources}

    def _known(self, store: Store, sources: Iterable[Source]) -> dict[str, Reading]:
        """By path the readings that are remembered of what the files hold now."""
        now = self._shown(sources)
        known: dict[str, Reading] = {}
        for row in chain.from_iterable(map(store.rows, self._kinds)):
            if row.digest == now.get(row.path):
                known[row.path] = as_reading(row.data)
                self.digests[row.path] = row.digest
        return known

    def _left(self, sources: Iterable[Source], readings: dict[str, Reading]) -> Sequence[Work]:
        """What must be read; a file that can't be gets a reading that says so."""
        work: list[Work] = []
        for source in sources:
            data = None if source.path in readings else source.read()
            if isinstance(data, Reading):
                readings[source.path] = data
            elif data is not None:
                self.digests[source.path] = digest_of(data)
                work.append((source.path, data))
        if work and len(work) == len(self.digests) and self.with_tokens:
            self.fresh = [], Postings()
            work.sort(key=_by_slot)
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
            yield row.path, as_tokens(row.data)

    def postings(self, paths: Sequence[str]) -> Postings | None:
        """The postings of exactly these files in this order, if they were gathered while all was read; asked once."""
        there, self.fresh = self.fresh, None
        return there[1] if there and there[0] == [*paths] else None

    def _store(self) -> Store:
        return Store(self.folder / FILE, self.given)

    def _rows(
        self, fresh: Iterable[Made], readings: dict[str, Reading], whole: dict[str, WholePractice]
    ) -> Iterator[Row]:
        """What is to be remembered, while readings and practices are put in their places."""
        for made in fresh:
            readings[made.path] = as_reading(made.reading)
            if made.whole:
                whole[made.path] = as_whole(made.whole)
            yield Row(self._kinds[0], made.path, made.digest, made.reading)
            yield Row(_WHOLE, made.path, made.digest, made.whole)
            if self.fresh and made.tokens:
                self.fresh[0].append(made.path)
                self.fresh[1].add(as_tokens(made.tokens))
            if self.with_tokens:
                yield Row(_TOKENS, made.path, made.digest, made.tokens)

    def _begun(self, lists: str, work: Sequence[Work]) -> Callable[[], Iterable[Made]]:
        """Have the work begin; it is waited for when the outcome is asked for."""
        read = partial(read_files, lists, with_tokens=self.with_tokens)
        if not work:
            return tuple
        reader, self.reader = self.reader, None  # it does one piece of work
        if reader and len(work) <= _CHUNK:
            return reader(partial(read, work))
        chunks = [work[start : start + _CHUNK] for start in range(0, len(work), _CHUNK)]
        made = self.workers.for_tasks(len(work)).map(read, chunks)
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
        return (now and kind in (*self.kinds, _WHOLE)) or kind in (SAID, FOLLOWED)

    def __len__(self) -> int:
        return (len(self.kinds) + 2) * len(self.files)


class _Batch(Struct, frozen=True):
    """Files to be read by the same lists (as text), and the practices of which the texts were read just now."""

    store: Store
    lists: str
    sources: Mapping[str, Source]
    fresh: dict[str, WholePractice] = field(default_factory=dict)


def _by_slot(work: Work) -> tuple[int, str]:
    """The order of the index: by ids, which are the names of files."""
    return order(work[0].rpartition("/")[2].removesuffix(".md"))


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
            self._here |= {row.path: as_whole(row.data) for row in rows if row.data}
        if path not in self._here:  # it was damaged since it was found among what is known
            self._here[path] = self._read(path)
        return self._here[path]

    def practice(self, path: str) -> Practice:
        """The same without its text."""
        _, digest = self._files[path]
        for row in self._store.read([(_READING, path, digest)]):
            if practice := as_reading(row.data).practice:
                return practice
        return self.whole(path).known()

    def _read(self, path: str) -> WholePractice:
        source, digest = self._files[path]
        data = source.read()
        if isinstance(data, Reading) or digest_of(data) != digest:
            raise KbError(f"Het bestand {path} veranderde terwijl de site werd gemaakt. Probeer het opnieuw.")
        return as_whole(read_files(self._lists, [(path, data)], with_tokens=False)[0].whole)


def _plain() -> Readers:
    """Who reads what is not remembered."""
    from kb.content.readers import PLAIN  # noqa: PLC0415 - as above

    return PLAIN
