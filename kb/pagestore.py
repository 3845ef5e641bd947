"""What is remembered of the pages of a site: what each was made of, and which can stay after a change."""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Self

from msgspec import Struct, msgpack
from msgspec.json import decode, encode

from kb.model import Corpus
from kb.perfile import PerFile
from kb.search.few import Few
from kb.search.few import files as files_of
from kb.search.related import Kinship
from kb.site.pieces import Known
from kb.site.render import Rendered
from kb.site.watch import Listing, looks_at
from kb.sitefile import Earlier
from kb.store import Row, Store

_FILE = "pages.sqlite"
_PIECE, _LISTING = "piece", "listing"


class _Listed(Struct, frozen=True):
    """What was told of practices where they are listed, when their files were in this state.

    `besides`: the digest of what is no practice: dossiers and pictures.
    """

    state: str
    listing: Listing
    besides: str


class PageStore(Struct, frozen=True):
    """What is remembered, in a file of the work folder, of the pages of a corpus as its files were read.

    `found`: what changed since the index was made, if that is known.
    """

    store: Store
    corpus: Corpus
    files: PerFile
    found: Few | None

    @classmethod
    def at(cls, work: Path, make: str, corpus: Corpus, files: PerFile, found: Few | None) -> Self:
        """Of pages that besides the corpus are made of what has the digest `make`."""
        return cls(Store(work / _FILE, make), corpus, files, found)

    def known(self, kinship: Kinship | None, stood: Earlier) -> Known:
        """What the last build tells, of which these files stand. `kinship`: which practices are related, if known."""
        found = self.found
        pieces = {row.path: row.data for row in self.store.rows(_PIECE)} if stood.digests else {}
        then = self._listed(found) if found else None
        if found is None or then is None:
            return Known(pieces, stood, self.files.digests)
        others = None
        if kinship and then.besides == self._besides():
            others = frozenset(self._others(found, kinship))
        return Known(pieces, stood, self.files.digests, then.listing, others)

    def remember(self, made: Rendered) -> None:
        """Keep what was made for the next build."""
        rows = [Row(_PIECE, name, "", data) for name, data in made.fresh.items()]
        if made.listing:
            files = self.found.files if self.found else files_of(self.corpus, self.files)
            now = _Listed(_state(files), made.listing, self._besides())
            rows.append(Row(_LISTING, "", "", encode(now).decode()))
        self.store.remember(rows, {(_LISTING, "", ""), *((_PIECE, name, "") for name in made.pieces)})

    def _listed(self, found: Few) -> _Listed | None:
        """What was told of practices where they are listed, if that is the same now."""
        for row in self.store.rows(_LISTING) if found.is_listed_alike else ():
            known = decode(row.data, type=_Listed)
            if known.state == _state(found.made.files):
                return known
        return None

    def _others(self, found: Few, kinship: Kinship) -> Iterator[str]:
        """The looks that find something else than when the index was made, where all is listed as it was."""
        yield from looks_at("whole", (self.corpus.practices[number].id for number in found.changed))
        yield from looks_at("related", kinship.changed)

    def _besides(self) -> str:
        return hashlib.sha256(msgpack.encode((self.corpus.dossiers, self.corpus.media))).hexdigest()


def _state(files: Sequence[tuple[str, str]]) -> str:
    """The digest of the files (path and digest) of all practices."""
    return hashlib.sha256(encode(files)).hexdigest()
