"""What of a site is made together, and kept together as long as all that it was made from stays the same."""

import json
from collections.abc import Callable, Mapping
from typing import TypeAlias

from msgspec import Struct, field

from kb.site.catalogue import Catalogue
from kb.site.watch import Watch
from kb.sitefile import NOTHING, Earlier, File


class Piece(Struct, frozen=True):
    """What was made together: its files, their addresses for the sitemap (path and day), and texts for other files."""

    files: tuple[File, ...]
    listed: tuple[tuple[str, str], ...] = ()
    told: Mapping[str, str] = field(default_factory=dict)


Make: TypeAlias = Callable[[Catalogue], Piece]
"""Makes a piece of what it looks up in the catalogue, and of what the whole site is made of."""


class Known(Struct, frozen=True):
    """What an earlier build tells this one.

    `pieces`: what it remembered of each piece, by name; of the same lists, templates, settings, day and code.
    `digests`: of the files of the practices as they are now, by path; None: remember nothing.
    """

    pieces: Mapping[str, str] = field(default_factory=dict)
    earlier: Earlier = NOTHING
    digests: Mapping[str, str] | None = None


class Pieces:
    """Makes pieces, or keeps those of an earlier build; `fresh` is what to remember of those that were made."""

    def __init__(self, catalogue: Catalogue, known: Known) -> None:
        self._catalogue = catalogue
        self._known = known
        self._watch = None if known.digests is None else Watch(catalogue, known.digests)
        self.names: list[str] = []
        self.fresh: dict[str, str] = {}

    def piece(self, name: str, make: Make) -> Piece:
        """The piece of this name."""
        self.names.append(name)
        if self._watch is None:
            return make(self._catalogue)
        return self._kept(name, self._watch) or self._made(name, make, self._watch)

    def _kept(self, name: str, watch: Watch) -> Piece | None:
        """The piece as it was, if nothing that it was made from changed and its files still stand."""
        remembered = self._known.pieces.get(name)
        if remembered is None:
            return None
        stamp, looks, digests, listed, told = json.loads(remembered)
        files = [self._known.earlier.file(path) for path in digests]
        if any(file is None or file.digest != digests[file.path] for file in files) or watch.stamp(looks) != stamp:
            return None
        return Piece(tuple(file for file in files if file), tuple((path, day) for path, day in listed), told)

    def _made(self, name: str, make: Make, watch: Watch) -> Piece:
        looks: dict[str, None] = {}
        piece = make(watch.catalogue(looks.setdefault))
        digests = {file.path: file.digest for file in piece.files}
        remembered = (watch.stamp(looks), list(looks), digests, piece.listed, dict(piece.told))
        self.fresh[name] = json.dumps(remembered, ensure_ascii=False, separators=(",", ":"))
        return piece
