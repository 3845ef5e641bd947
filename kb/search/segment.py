"""Writes a whole collection as one plain Whoosh segment, from postings that are already counted and in order.

Whoosh's own writer takes texts and sorts their postings on disk: seven tenths of its time. Here they are gathered in
memory, term by term, and go straight into the blocks of Whoosh's codec (W3), which any Whoosh reads.
"""

import shutil
import struct
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import md5
from itertools import chain
from operator import sub
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from whoosh import fields
from whoosh.codec.whoosh3 import WHOOSH3_HEADER_MAGIC, W3Codec, W3Segment, W3TermInfo
from whoosh.compat import dumps
from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.filetables import OrderedHashWriter
from whoosh.filedb.structfile import StructFile
from whoosh.index import TOC
from whoosh.util.numeric import byte_to_length, length_to_byte

from kb.disk import second_name
from kb.model import WholePractice
from kb.search.analyser import UNITS
from kb.search.indexrecord import BASE
from kb.search.postings import FORMS, Postings, by_practice, is_alone, is_once, split
from kb.search.tokens import TOKEN, passages

NAME = "MAIN"
"""What Whoosh calls an index that was given no name."""

_WHOLE, _MOVED = "kb", "moved"
"""The names of the segment with all practices, and of the one with those that changed since it was written."""


_BLOCK = 128
"""Postings in a block, as in Whoosh's own."""

_SIZES, _EXTENT = struct.Struct("!ii"), struct.Struct("!qi")
"""How Whoosh writes the sizes of a term and what it says of it, and where the blocks of a term stand."""

_POINTER = "Iq"
"""How Whoosh writes where a term stands: its hash, and the place in the file."""

_INFO: struct.Struct = W3TermInfo._struct  # noqa: SLF001 - the same numbers without an object for each of 100,000 terms

_PROTOCOL, _WITH_BYTES = 2, 3
"""Of the pickles in Whoosh's files, which only Whoosh reads: of values, and of blocks, where bytes stay bytes."""


class Row(Struct, frozen=True):
    """The postings of one term: practices, weights, and what the field's format keeps of each (bytes, or of all)."""

    docs: Sequence[int]
    weights: Sequence[float]
    values: bytes | tuple[bytes, ...] | None


class Base(Struct, frozen=True):
    """The large segment: the folder of its index, and which of its documents stand there no longer."""

    folder: Path
    deleted: Sequence[int]


class Gathered(Struct, frozen=True):
    """What a segment holds: postings, and what it keeps besides of their practices, in the same order."""

    postings: Postings = field(default_factory=Postings)
    ids: list[str] = field(default_factory=list)
    passages: list[tuple[str, ...]] = field(default_factory=list)
    facets: dict[str, dict[str, "array[int]"]] = field(default_factory=dict)

    def add(self, practice: WholePractice) -> None:
        """Add what is kept of the next practice."""
        doc = len(self.ids)
        self.ids.append(practice.id)
        self.passages.append(passages(practice))
        for name, terms in practice.facets.items():
            table = self.facets.setdefault(f"facet_{name}", {})
            for term in dict.fromkeys(terms):
                table.setdefault(term, array("I")).extend((doc, 1))

    @property
    def lengths(self) -> dict[str, bytes]:
        """By field the length of each practice as Whoosh keeps it."""
        return {name: bytes(map(length_to_byte, row)) for name, row in self.postings.lengths.items()}

    def tables(self) -> Iterator[tuple[str, Mapping[str, "array[int]"], "Reader"]]:
        """Each field with its terms and what reads their postings, in the order that Whoosh wants."""
        ids = {practice_id: array("I", (doc, 1)) for doc, practice_id in enumerate(self.ids)}
        tables: dict[str, tuple[Mapping[str, array[int]], Reader]] = {
            "id": (ids, _id_row),
            FORMS: (self.postings.forms, _form_row),
            **{name: (table, _key_row) for name, table in self.postings.keys.items()},
            **{name: (table, _facet_row) for name, table in self.facets.items()},
        }
        for name in sorted(tables):
            yield name, *tables[name]


Reader = Callable[["array[int]"], Row]
"""Reads the postings of a term from what is gathered of it."""


def _key_row(packed: "array[int]") -> Row:
    docs, numbers = split(packed)
    return Row(docs, [*map(_WEIGHT.__getitem__, numbers)], b"".join(map(_COUNT.__getitem__, numbers)))


class _Weight(dict[int, float]):
    """What a key weighs by its number, which few others have: they come back."""

    def __missing__(self, number: int) -> float:
        self[number] = weight = number % TOKEN / UNITS
        return weight


class _Count(dict[int, bytes]):
    """How often a key stands there, by its number, as Whoosh keeps that."""

    def __missing__(self, number: int) -> bytes:
        self[number] = count = struct.pack("!I", number // TOKEN)
        return count


_WEIGHT, _COUNT = _Weight(), _Count()


def _form_row(packed: "array[int]") -> Row:
    docs, places = split(packed)
    if is_once(docs):
        return Row(docs, [1.0] * len(docs), tuple(map(_ONCE.__getitem__, places)))
    there = by_practice(docs, places)
    values = [_ONCE[row[0]] if len(row) == 1 else _placed(row) for row in there.values()]
    return Row([*there], [float(len(row)) for row in there.values()], tuple(values))


def _placed(places: Sequence[int]) -> bytes:
    """Rising positions as Whoosh keeps them."""
    steps = [places[0], *map(sub, places[1:], places)]
    kept: bytes = dumps(steps, _PROTOCOL)
    return struct.pack("!I", len(places)) + kept


class _Once(dict[int, bytes]):
    """The same of one position: most forms stand once in a practice, and positions come back."""

    def __missing__(self, place: int) -> bytes:
        self[place] = placed = _placed([place])
        return placed


_ONCE = _Once()


def _facet_row(packed: "array[int]") -> Row:
    docs, _ = split(packed)
    return Row(docs, [1.0] * len(docs), struct.pack("!I", 1) * len(docs))


def _id_row(packed: "array[int]") -> Row:
    return Row([packed[0]], [1.0], None)


def write_whole(gathered: Gathered, schema: fields.Schema, folder: Path) -> None:
    """Write the index of what was gathered into an empty folder."""
    storage = FileStorage(str(folder))
    segments = [_segment(gathered, schema, storage, _WHOLE)] if gathered.ids else []
    TOC(schema, segments, 1).write(storage, NAME)


def write_beside(gathered: Gathered, base: Base, schema: fields.Schema, folder: Path) -> None:
    """Write into an empty folder an index that stands elsewhere, with what moved as it is gathered now.

    The large segment stays the file that it is; what moved is deleted in it and stands in a small segment of its own.
    """
    storage = FileStorage(str(folder))
    (whole, *_) = TOC.read(FileStorage(str(base.folder)), NAME, schema=schema).segments
    for doc in base.deleted:
        whole.delete_document(doc)
    second_name(base.folder / BASE, folder / BASE)
    small = [_segment(gathered, schema, storage, _MOVED)] if gathered.ids else []
    TOC(schema, [whole, *small], 1).write(storage, NAME)


def _segment(gathered: Gathered, schema: fields.Schema, storage: FileStorage, name: str) -> W3Segment:
    codec = W3Codec(compression=0)
    segment = W3Segment(codec, NAME, doccount=len(gathered.ids), segid=name)
    _write_documents(codec, storage, segment, gathered, schema)
    shutil.rmtree(Path(storage.folder) / f"{NAME}.tmp")  # Whoosh's workshop for columns, left empty
    _write_terms(storage, segment, gathered)
    segment.create_compound_file(storage)  # one file, which Whoosh maps into memory
    return segment


def _write_documents(
    codec: W3Codec, storage: FileStorage, segment: W3Segment, gathered: Gathered, schema: fields.Schema
) -> None:
    """What is kept of each practice by itself: its id, its passages, and the length of its fields."""
    writer, all_lengths = codec.per_document_writer(storage, segment), gathered.lengths
    for doc, (practice_id, texts) in enumerate(zip(gathered.ids, gathered.passages, strict=True)):
        writer.start_doc(doc)
        writer.add_field("id", schema["id"], practice_id, 0)
        writer.add_field("text", schema["text"], texts, 0)
        for name, lengths in all_lengths.items():
            writer.add_field(name, schema[name], None, byte_to_length(lengths[doc]))
        writer.finish_doc()
    writer.close()


def _write_terms(storage: FileStorage, segment: W3Segment, gathered: Gathered) -> None:
    """All terms with their postings: what W3FieldWriter writes, a whole term at a time.

    Terms that stand in one practice only, alike, share their block: that is nine in ten of the keys in only one.
    """
    terms = _Terms(segment.create_file(storage, W3Codec.TERMS_EXT))
    postings = segment.create_file(storage, W3Codec.POSTS_EXT)
    numbers: dict[str, int] = terms.extras.setdefault("fieldmap", {})
    offset, write, all_lengths = 0, postings.file.write, gathered.lengths
    for number, (name, table, read) in enumerate(gathered.tables()):
        numbers[name] = number
        first = struct.pack("!H", number)
        lengths = all_lengths.get(name) or bytes(len(gathered.ids))
        alike: dict[bytes, bytes] = {}
        for term in sorted(table):  # the order of letters is that of bytes too
            packed = table[term]
            posting = packed.tobytes() if is_alone(packed) else b""
            info = alike.get(posting)
            if info is None:
                data, info = _term(read(packed), lengths)
                info += _EXTENT.pack(offset, len(data))
                offset += write(data)
                if posting:
                    alike[posting] = info
            terms.add(first + term.encode(), info)
    terms.close()
    postings.close()


class _Terms(OrderedHashWriter):  # type: ignore[misc]  # Whoosh has no types
    """Whoosh's own table of terms; adds a term in half the time, as it counts by itself where it is in the file."""

    def __init__(self, file: StructFile) -> None:
        super().__init__(file)
        self._at = file.tell()
        self._write = file.file.write

    def add(self, key: bytes, value: bytes) -> None:
        """Add a term; they come in the order of their bytes."""
        at = self._at
        self.index.append(at)
        digest = md5(key, usedforsecurity=False).digest()
        self.buckets[digest[-1]].append((int.from_bytes(digest[-4:], "big"), at))
        self._at = at + self._write(_SIZES.pack(len(key), len(value)) + key + value)

    def _write_hashes(self) -> None:
        """The tables of Whoosh's own, each written at once."""
        for entries in self.buckets:
            slots = 2 * len(entries)
            self.directory.append((self.dbfile.tell(), slots))
            table = [(0, 0)] * slots
            for number, at in entries:
                slot = (number >> 8) % slots
                while table[slot] != (0, 0):
                    slot = (slot + 1) % slots
                table[slot] = number, at
            self._write(struct.pack(f"!{_POINTER * slots}", *chain.from_iterable(table)))


def _term(row: Row, lengths: Sequence[int]) -> tuple[bytes, bytes]:
    """The blocks of one term, and what the term index says of it but where they stand."""
    docs, weights = row.docs, row.weights
    near = [lengths[doc] for doc in docs]
    least, most, heaviest = min(near), max(near), max(weights)
    in_one = len(docs) <= _BLOCK
    pieces = [_block(row, (least, most), heaviest, is_last=True)] if in_one else _blocks(row, near)
    info = _INFO.pack(0, sum(weights), len(docs), least, most, heaviest, docs[0], docs[-1])
    return b"".join([WHOOSH3_HEADER_MAGIC, *pieces]), info


def _blocks(row: Row, near: Sequence[int]) -> Iterator[bytes]:
    for start in range(0, len(row.docs), _BLOCK):
        end = start + _BLOCK
        part, lengths = _part(row, start), near[start:end]
        yield _block(part, (min(lengths), max(lengths)), max(part.weights), is_last=end >= len(row.docs))


def _part(row: Row, start: int) -> Row:
    """The postings of one block."""
    end = start + _BLOCK
    values = row.values
    if values is not None:
        size = 4 if isinstance(values, bytes) else 1
        values = values[start * size : end * size]
    return Row(row.docs[start:end], row.weights[start:end], values)


def _block(row: Row, lengths: tuple[int, int], most: float, *, is_last: bool) -> bytes:
    """Length (negative for the last block), what lets a reader skip it, and the postings themselves."""
    docs, weights = row.docs, row.weights
    steps = (docs[0], *map(sub, docs[1:], docs))
    kept: Any = (None if most == 1 else most) if most == min(weights) else tuple(weights)
    data = dumps((steps, kept, row.values), _WITH_BYTES)
    info = dumps((len(docs), docs[-1], most, 0, *lengths), _WITH_BYTES)
    size = len(info) + len(data)
    return b"".join([struct.pack("!i", -size if is_last else size), info, data])
