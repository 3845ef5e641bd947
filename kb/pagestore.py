"""What is remembered of the pages of a site: what each was made of, and which can stay after a change."""

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Self

from msgspec import Struct, msgpack
from msgspec.json import decode, encode

from kb.model import Corpus
from kb.perfile import PerFile
from kb.search.delta import Delta
from kb.search.delta import files as files_of
from kb.search.related import Kinship
from kb.search.slots import by_slot
from kb.site.pieces import Known
from kb.site.render import PRACTICE, Rendered
from kb.site.watch import Listing, looks_at
from kb.sitefile import Earlier
from kb.store import Key, Row, Store

_FILE = "pages.sqlite"
_PIECE, _PRACTICE, _LISTING, _STOOD = "piece", "practice", "listing", "stood"
"""Kinds of rows: what is remembered of pieces, those of practices apart, and twice one row about all."""

_MANY = 64
"""Who asks for more pieces of practices than this, one by one, may ask for all: they are fetched together then."""


class _Listed(Struct, frozen=True):
    """What was told of practices where they are listed, when they had this name (`PerFile.alike`)."""

    alike: str
    listing: Listing


class _Stood(Struct, frozen=True):
    """The state of the practices' files when the pages were made, and the digest of dossiers and pictures."""

    state: str
    besides: str


class PageStore(Struct, frozen=True):
    """What is remembered, in a file of the work folder, of the pages of a corpus as its files were read.

    `found`: what changed since the index was made, if that is known.
    """

    store: Store
    corpus: Corpus
    files: PerFile
    found: Delta | None

    @classmethod
    def at(cls, work: Path, make: str, corpus: Corpus, files: PerFile, found: Delta | None) -> Self:
        """Of pages that besides the corpus are made of what has the digest `make`."""
        return cls(Store(work / _FILE, make), corpus, files, found)

    def known(self, kinship: Kinship | None, stood: Earlier) -> Known:
        """What the last build tells, of which these files stand. `kinship`: which practices are related, if known."""
        found, digests = self.found, self.files.digests
        listing = self._listing(found) if found else None
        if not (found and kinship and listing and self._is_as_indexed(found)):
            pieces = self._pieces() if stood.digests else {}
            return Known(pieces, stood, digests, listing)
        texts = [found.ids[number] for number in found.changed]
        others = frozenset((*looks_at("whole", texts), *looks_at("related", kinship.changed)))
        if not stood.digests:
            return Known({}, stood, digests, listing, others)
        touched = frozenset((*texts, *kinship.changed))
        return Known(_Pieces(self.store), stood, digests, listing, others, touched)

    def _pieces(self) -> dict[str, str]:
        """What is remembered of all pieces."""
        return {row.path: row.data for kind in (_PIECE, _PRACTICE) for row in self.store.rows(kind)}

    def remember(self, made: Rendered, known: Known) -> None:
        """Keep what was made for the next build, with what was `known` of the last."""
        rows = [Row(*_key(name), data) for name, data in made.fresh.items()]
        if made.listing:
            files = self.found.files if self.found else files_of(by_slot(self.corpus), self.files)
            rows.append(_row(_STOOD, _Stood(_state(files), self._besides())))
            if made.listing is not known.listing:
                rows.append(_row(_LISTING, _Listed(self.files.alike, made.listing)))
        self.store.remember(rows, _Needed(self.corpus.whole, made.pieces))

    def _listing(self, found: Delta) -> Listing | None:
        """What was told of practices where they are listed, if that is the same now."""
        for row in self.store.rows(_LISTING) if found.is_listed_alike else ():
            known = decode(row.data, type=_Listed)
            if known.alike == self.files.alike:
                return known.listing
        return None

    def _is_as_indexed(self, found: Delta) -> bool:
        """True when the pages were made of the same files as the index, and what is no practice is the same now."""
        then = [decode(row.data, type=_Stood) for row in self.store.rows(_STOOD)]
        return then == [_Stood(_state(found.made.files), self._besides())]

    def _besides(self) -> str:
        return hashlib.sha256(msgpack.encode((self.corpus.dossiers, self.corpus.media))).hexdigest()


class _Pieces(Mapping[str, str]):
    """What is remembered of each piece, by its name; of practices fetched when asked for: seldom all are."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._here = {row.path: row.data for row in store.rows(_PIECE)}
        self._asked = 0

    def __getitem__(self, name: str) -> str:
        if name.startswith(PRACTICE) and name not in self._here:
            self._fetch(name)
        return self._here[name]

    def _fetch(self, name: str) -> None:
        self._asked += 1
        if self._asked <= _MANY:
            self._here |= {row.path: row.data for row in self._store.read([_key(name)])}
        elif self._asked == _MANY + 1:
            self._here |= self._practices()

    def _practices(self) -> dict[str, str]:
        return {row.path: row.data for row in self._store.rows(_PRACTICE)}

    def __iter__(self) -> Iterator[str]:
        return iter(self._here | self._practices())

    def __len__(self) -> int:
        return len(self._here | self._practices())


class _Needed(Struct, frozen=True):
    """The keys of what stays: the pieces of these practices, by id, and of these names."""

    practices: Collection[str]
    names: Collection[str]

    def __contains__(self, key: Key) -> bool:
        kind, name, _ = key
        if kind == _PRACTICE:
            return name.removeprefix(PRACTICE) in self.practices
        return kind != _PIECE or name in self.names

    def __len__(self) -> int:
        return len(self.practices) + len(self.names)


def _key(name: str) -> Key:
    """Where what is remembered of a piece stands."""
    return _PRACTICE if name.startswith(PRACTICE) else _PIECE, name, ""


def _row(kind: str, told: Struct) -> Row:
    return Row(kind, "", "", encode(told).decode())


def _state(files: Sequence[tuple[str, str]]) -> str:
    """The digest of the files (path and digest) of all practices."""
    return hashlib.sha256(encode(files)).hexdigest()
