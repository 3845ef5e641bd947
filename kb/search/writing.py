"""Writes the index of a corpus: whole, or, where few practices changed, only what that changes in it."""

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from kb.disk import second_name
from kb.forks import Runner, at_once
from kb.model import Corpus, Practice, WholePractice
from kb.search import profiles
from kb.search.analyser import Analyser, analyser
from kb.search.changes import NOBODY, Change, renewed
from kb.search.coding import ALPHABET
from kb.search.collection import Collection, collection, loads, renewed_collection, title_order
from kb.search.delta import Delta, Taken, computed, files, find_delta, state
from kb.search.index import COLLECTION, Index, schema
from kb.search.indexrecord import File, IndexRecord, Kept, Torn, digest_of
from kb.search.keptlines import LINES, KeptLines, kept
from kb.search.lines import Line, Wording, end_lines, position_lines, word_lines
from kb.search.moved import Moved
from kb.search.postings import Postings
from kb.search.ranking import length_class
from kb.search.related import PROFILES_THEN, RELATED
from kb.search.segment import Base, Gathered, write_beside, write_whole
from kb.search.slots import by_slot, room_for, slots
from kb.search.tokens import Tokenizer, Tokens
from kb.search.wordparts import ENDS, POSITIONS, WORDS, Kind, batches

T = TypeVar("T")


class _Nothing(Struct, frozen=True):
    """Of no practice anything is known."""

    given: str = ""
    alike: str = ""

    def digest(self, _path: str) -> str:
        """The same for all."""
        return ""

    def tokens(self, _files: Iterable[File]) -> Iterator[tuple[str, Tokens]]:
        """None."""
        yield from ()

    def postings(self, _paths: Sequence[str]) -> None:
        """None."""


NOTHING_KNOWN: Taken = _Nothing()


def write_index(corpus: Corpus, folder: Path, taken: Taken = NOTHING_KNOWN) -> Index:
    """Write the index of a corpus into a folder; what stood there is replaced when the new one is whole.

    `taken`: what is known of the practices. With it few changes cost little, and the index is that of a first time.
    """
    return begin_index(corpus, folder, taken).finish()


def begin_index(
    corpus: Corpus,
    folder: Path,
    taken: Taken = NOTHING_KNOWN,
    beside: Runner = at_once,
    found: Delta | None = None,
) -> "Begun":
    """As `write_index`, but for what somebody `beside` this process is still writing.

    `found`: what changed since the index there was made, if that was looked for already.
    """
    staging = folder.with_name(folder.name + ".new")
    work = _Work(corpus, analyser(corpus.lists), taken, folder, staging, beside)
    try:
        _empty(staging)
        begun = Begun(work.write_changes(found or find_delta(corpus, folder, taken)), folder)
    except Torn:
        _empty(staging)
        begun = work.write_whole()
    for name in (RELATED, PROFILES_THEN):  # trusted only by what they were made of
        if (folder / name).is_file():
            second_name(folder / name, staging / name)
    return begun


def _nothing() -> None:
    """All is written."""


class Begun(Struct, frozen=True):
    """An index in the folder where it is written: what practices tell stands there, Whoosh's files perhaps not yet.

    `folder`: where the index will stand. `end`: waits for the rest, and writes what that was made of.
    """

    index: Index
    folder: Path
    end: Callable[[], None] = _nothing

    def finish(self) -> Index:
        """The index in its place, once all of it is written."""
        self.end()
        shutil.rmtree(self.folder, ignore_errors=True)
        self.index.folder.rename(self.folder)
        return replace(self.index, folder=self.folder)


def _empty(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)


class _Work(Struct, frozen=True):
    """From what stands in `before`, if that is of use, to an index in the empty `folder`."""

    corpus: Corpus
    analyser: Analyser
    taken: Taken
    before: Path
    folder: Path
    beside: Runner

    def write_whole(self) -> Begun:
        """Write all of it, with the segment beside this process."""
        practices = by_slot(self.corpus)
        postings = self.taken.postings([each.source_path for each in practices]) or self._postings(practices)
        gathered, lengths = Gathered(postings), postings.bodies.tolist()
        for practice in practices:
            gathered.add(self.corpus.whole[practice.id])
        written = self.beside(partial(write_whole, gathered, schema(self.corpus.lists, self.analyser), self.folder))
        room = room_for(len(lengths))
        taken = [*slots(gathered.ids, room)]
        places = self.beside(lambda: [*_parts(POSITIONS, position_lines(postings, taken), room)])
        moved = Moved(gathered.ids)
        moved.write(self.folder)
        digest = profiles.write(profiles.profiles(postings), self.folder)
        orders = list(map(title_order, practices))
        whole = collection(self.corpus, self.analyser, lengths, orders)
        wording = Wording(whole.asked, whole.said)
        parts: dict[str, list[Kept]] = {kind.name: [] for kind in (WORDS, ENDS, POSITIONS)}
        words = _parts(WORDS, word_lines(postings, taken, list(map(_letter, lengths)), wording), room)
        ends = _parts(ENDS, end_lines(postings.forms), room)
        rows = _noted(chain(words, ends, _awaited(places)), parts)
        KeptLines(self.folder, self.taken.given).write(rows, ())

        def end() -> None:
            written()
            each = _Each(files(practices, self.taken), computed(self.corpus, practices), taken, lengths, orders)
            self._write_made(each, whole, wording, parts, digest)

        return Begun(Index(whole, moved, self.folder, dict(enumerate(gathered.passages))), self.before, end)

    def write_changes(self, found: Delta | None) -> Index:
        """Write what changed since the last time, beside what did not. Torn when that can't be, or would cost more."""
        if found is None:
            raise Torn
        made, changed = found.made, found.changed
        taken = self._taken(found)
        lengths, orders = _as_then(made.lengths, found, 0), _as_then(made.orders, found, "")
        for number in changed:
            practice, tokens = taken[number]
            lengths[number], orders[number] = tokens.length, title_order(practice)
        whole = self._renewed(found, lengths, orders)
        wording = Wording(whole.asked, whole.said)
        lines = KeptLines(self.before, self.taken.given)
        tokens_of = {number: tokens for number, (_, tokens) in taken.items()}
        before = self._known(made.files, found.before)
        changes = [*self._changes(found, lengths, before, tokens_of)]
        after = renewed(changes, made, lines, wording, whole.room)
        gathered = Gathered()
        for number in found.small:
            practice, tokens = taken[number]
            gathered.postings.add(tokens)
            gathered.add(practice)
        moved = found.moved.also(gathered.ids, after.keys, after.forms)
        stays = {*found.ids}.difference(gathered.ids)
        deleted = [doc for doc, each in enumerate(moved.large) if each not in stays]
        write_beside(gathered, Base(self.before, deleted), schema(self.corpus.lists, self.analyser), self.folder)
        moved.write(self.folder)
        digest = self._write_profiles(found, before, tokens_of)
        each = _Each(found.files, found.computed, found.slots, lengths, orders)
        now = self._write_made(each, whole, wording, after.parts, digest)
        known = [(kind, part) for kind, parts in (*made.parts.items(), *after.parts.items()) for part in parts]
        lines.write(after.fresh, known)  # with what stood there: whenever this is killed, one index has its lines
        (self.before / LINES).replace(self.folder / LINES)
        return Index(whole, moved, self.folder, dict(zip(found.small, gathered.passages, strict=True)), now)

    def _write_profiles(self, found: Delta, before: Mapping[int, Tokens], now: Mapping[int, Tokens]) -> str:
        """The profiles of the practices: often the same file as before. Gives their digest."""
        rows = profiles.renewed(self.before, found, before, now)
        if rows is not None:
            return profiles.write(rows, self.folder)
        second_name(self.before / profiles.PROFILES, self.folder / profiles.PROFILES)
        return found.made.profiles

    def _changes(
        self, found: Delta, lengths: Sequence[int], before: Mapping[int, Tokens], known: Mapping[int, Tokens]
    ) -> Iterator[Change]:
        """What becomes of the slots where something else stands now. Torn when it is not known what stands there."""
        refilled, was = found.refilled(), found.made.lengths
        came = {now for _, now in refilled.values() if now is not None}
        after = {**known, **self._known(found.files, came - known.keys())}
        for slot, (then, now) in refilled.items():
            old = NOBODY if then is None else (before[then], _letter(was[then]))
            new = NOBODY if now is None else (after[now], _letter(lengths[now]))
            yield Change(slot, old, new)

    def _known(self, files_: Sequence[File], numbers: Iterable[int]) -> dict[int, Tokens]:
        """The tokens of these of some files, by number. Torn when they are not known."""
        asked = {files_[number][0]: number for number in numbers}
        found = {asked[path]: tokens for path, tokens in self.taken.tokens(files_[number] for number in asked.values())}
        if len(found) < len(asked):
            raise Torn
        return found

    def _taken(self, found: Delta) -> dict[int, tuple[WholePractice, Tokens]]:
        """What is to stand in the small segment, by number, taken apart here where that is not known."""
        whole = [self.corpus.whole[found.ids[number]] for number in found.small]
        return dict(zip(found.small, self._tokens(whole), strict=True))

    def _tokens(self, practices: Iterable[WholePractice]) -> Iterator[tuple[WholePractice, Tokens]]:
        """The practices with their tokens, taken apart here where those are not known."""
        tokenizer, practices = Tokenizer(self.corpus.lists, self.analyser), [*practices]
        known = self.taken.tokens((each.source_path, self.taken.digest(each.source_path)) for each in practices)
        path, tokens = next(known, ("", None))
        for practice in practices:
            if tokens is None or path != practice.source_path:
                yield practice, tokenizer.tokens(practice)
            else:
                yield practice, tokens
                path, tokens = next(known, ("", None))

    def _postings(self, practices: Iterable[Practice]) -> Postings:
        """The postings of all practices."""
        postings = Postings()
        for _, tokens in self._tokens(self.corpus.whole[each.id] for each in practices):
            postings.add(tokens)
        return postings

    def _renewed(self, found: Delta, lengths: Sequence[int], orders: Sequence[str]) -> Collection:
        """The numbers of the whole, after a change. Torn where what stands of them is not what was written."""
        if not found.is_listed_alike:
            return collection(self.corpus, self.analyser, lengths, orders)
        with suppress(OSError):
            data = (self.before / COLLECTION).read_bytes()
            if digest_of(data) == found.made.collection and (before := loads(data)):
                return renewed_collection(before, lengths, found.changed)
        raise Torn

    def _write_made(
        self, each: "_Each", whole: Collection, wording: Wording, parts: Mapping[str, Sequence[Kept]], digest: str
    ) -> IndexRecord:
        """Write the numbers of the whole, and what the index was made of."""
        data = whole.dumps()
        (self.folder / COLLECTION).write_bytes(data)
        made = IndexRecord(
            make=self.taken.given,
            alike=self.taken.alike,
            files=each.files,
            computed=each.computed,
            slots=each.slots,
            collection=digest_of(data),
            lengths=each.lengths,
            orders=each.orders,
            rests=wording.rests(),
            parts=parts,
            profiles=digest,
            state=state(self.folder),
        )
        made.write(self.folder)
        return made


class _Each(Struct, frozen=True):
    """Of each practice its file, the terms it has because of others, its slot, its body's length, how it is sorted."""

    files: Sequence[File]
    computed: Sequence[str]
    slots: Sequence[int]
    lengths: Sequence[int]
    orders: Sequence[str]


_Part = tuple[str, Kept, str]
"""The lines of a part: their kind, how they are known, and as what they are kept."""


def _parts(kind: Kind, lines: Iterable[Line], room: int) -> Iterator[_Part]:
    """The lines of a kind, of practices over so many slots, in parts."""
    for batch in batches(lines, kind.sizes.of(room)):
        yield kind.name, *kept(batch)


def _awaited(outcome: Callable[[], Iterable[_Part]]) -> Iterator[_Part]:
    """What is made beside this process, asked for when the first of it is."""
    yield from outcome()


def _noted(rows: Iterable[_Part], parts: Mapping[str, list[Kept]]) -> Iterator[_Part]:
    """The same, while `parts` hears how they are known."""
    for row in rows:
        parts[row[0]].append(row[1])
        yield row


def _as_then(rows: Sequence[T], found: Delta, new: T) -> list[T]:
    """What each practice had when the index was made; something `new` of those that came."""
    return [rows[then] if then >= 0 else new for then in found.then]


def _letter(length: int) -> str:
    return ALPHABET[length_class(length)]
