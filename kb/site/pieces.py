"""What of a site is made together, and kept together as long as all that it was made from stays the same."""

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import TypeAlias

from msgspec import Struct, field, json

from kb.site.catalogue import Catalogue
from kb.site.watch import Listing, Watch
from kb.sitefile import NOTHING, Earlier, File


class Piece(Struct, frozen=True):
    """What was made together: its files, their addresses for the sitemap (path and day), and texts for other files.

    `record`: what stands in another file of the site as it is; empty where the piece is kept (`is_kept`), and that file
    has it.
    """

    files: tuple[File, ...]
    listed: tuple[tuple[str, str], ...] = ()
    told: Mapping[str, str] = field(default_factory=dict)
    record: bytes = b""
    is_kept: bool = False


Make: TypeAlias = Callable[[Catalogue], Piece]
"""Makes a piece of what it looks up in the catalogue, and of what the whole site is made of."""


class _Remembered(Struct, frozen=True, array_like=True):
    """Of a piece: the stamp of what was looked up for it, what that was, the digests of its files, and the rest."""

    stamp: str
    looks: Sequence[str]
    digests: Mapping[str, str]
    listed: tuple[tuple[str, str], ...]
    told: Mapping[str, str]


_decoded = json.Decoder(_Remembered).decode


class Known(Struct, frozen=True):
    """What an earlier build tells this one.

    `pieces`: what it remembered of each piece, by name; of the same lists, templates, settings, day and code.
    `digests`: of the files of the practices as they are now, by path; None: remember nothing. `listing`: what was told
    of practices where they are listed, if that is the same now; `others`: the looks that find something else now, if
    that is known. `touched`: the practices of which the pieces can be others now, where nothing changed but texts and
    the whole earlier site stands; None: any can.
    """

    pieces: Mapping[str, str] = field(default_factory=dict)
    earlier: Earlier = NOTHING
    digests: Mapping[str, str] | None = None
    listing: Listing | None = None
    others: AbstractSet[str] | None = None
    touched: AbstractSet[str] | None = None


class Pieces:
    """Makes pieces, or keeps those of an earlier build; `fresh` is what to remember of those that were made.

    `names`: of the pieces that were asked for; `stood`: the paths of the files that those had in the earlier build.
    """

    def __init__(self, catalogue: Catalogue, known: Known) -> None:
        self._catalogue = catalogue
        self._known = known
        self._watch = None if known.digests is None else Watch(catalogue, known.digests, known.listing, known.others)
        self.names: list[str] = []
        self.stood: set[str] = set()
        self.fresh: dict[str, str] = {}

    def piece(self, name: str, make: Make) -> Piece:
        """The piece of this name."""
        return self._piece(name, make, may_stay=True)

    def gathered(self, name: str, of: Sequence[str], make: Make) -> Piece:
        """A piece that is also made `of` what the others tell, which are there by now: kept while that is the same."""
        return self._piece(name, make, may_stay=all(self._tells_the_same(each, of) for each in self.fresh))

    def told(self, name: str) -> Mapping[str, str]:
        """What a piece told the last time; nothing if that is not known."""
        before = self._before(name)
        return before.told if before else {}

    @property
    def listed_alike(self) -> bool:
        """True when each piece that was made stands in the sitemap as it did the last time."""
        both = ((self._before(name), _decoded(now)) for name, now in self.fresh.items())
        return all(before is not None and before.listed == now.listed for before, now in both)

    @property
    def listing(self) -> Listing | None:
        """What is told of practices where they are listed, if anything is to be remembered."""
        return self._watch.listing if self._watch else None

    def _tells_the_same(self, name: str, of: Sequence[str]) -> bool:
        """True when a piece that was made tells this as it did the last time."""
        before, now = self._before(name), _decoded(self.fresh[name])
        return before is not None and all(before.told.get(what) == now.told.get(what) for what in of)

    def _piece(self, name: str, make: Make, *, may_stay: bool) -> Piece:
        self.names.append(name)
        if self._watch is None:
            return make(self._catalogue)
        before = self._before(name)
        if before:
            self.stood.update(before.digests)
        kept = self._kept(before, self._watch) if before and may_stay else None
        return kept or self._made(name, make, self._watch)

    def _before(self, name: str) -> _Remembered | None:
        remembered = self._known.pieces.get(name)
        return None if remembered is None else _decoded(remembered)

    def _kept(self, before: _Remembered, watch: Watch) -> Piece | None:
        """The piece as it was, if nothing that it was made from changed and its files still stand."""
        earlier = self._known.earlier
        files = [
            file for path, digest in before.digests.items() if (file := earlier.file(path)) and file.digest == digest
        ]
        if len(files) < len(before.digests) or not watch.finds_the_same(before.looks, before.stamp):
            return None
        return Piece((*files,), before.listed, before.told, is_kept=True)

    def _made(self, name: str, make: Make, watch: Watch) -> Piece:
        looks: dict[str, None] = {}
        piece = make(watch.catalogue(looks.setdefault))
        digests = {file.path: file.digest for file in piece.files}
        remembered = _Remembered(watch.stamp(looks), [*looks], digests, piece.listed, piece.told)
        self.fresh[name] = json.encode(remembered).decode()
        return piece
