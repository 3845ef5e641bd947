"""What is put together of what all practices tell: the table, the choice, the open data and the sitemap."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain

from msgspec import Struct
from msgspec.json import decode, encode

from kb.lazy import LazyValues
from kb.site import addresses
from kb.site.catalogue import Catalogue
from kb.site.choice_parts import choice, lines
from kb.site.data import as_csv, as_json, csv_head, records_of, with_records
from kb.site.feeds import sitemap
from kb.site.headers import headers_file
from kb.site.pieces import Known, Piece, Pieces
from kb.site.schema import schema
from kb.site.staging import Keep
from kb.sitefile import File, Site, SiteFile

_TABLE, _CHOICE = "tabel", "keuze"
_SITEMAP = "sitemap.xml"


class Gathered(Struct, frozen=True):
    """Puts it together of the pieces of practices, and of what stands of an earlier build.

    `made`: the pieces that were looked at: of all practices, or of those that were touched (`Known.touched`); `fetch`
    gives the piece of another, which is one of them then.
    """

    library: Catalogue
    pieces: Pieces
    known: Known
    made: dict[str, Piece]
    fetch: Callable[[str], Piece]

    @property
    def _every(self) -> Mapping[str, Piece]:
        """The pieces of all practices, in their order."""
        return LazyValues({name: name for name in self.library.by_id}, self._piece)

    def _piece(self, name: str) -> Piece:
        if name not in self.made:
            self.made[name] = self.fetch(name)
        return self.made[name]

    def table(self, keep: Keep) -> Piece:
        """The CSV table, whole and in the parts of the choice."""

        def made(library: Catalogue) -> Piece:
            line_of = {name: piece.told["csv"] for name, piece in self._every.items()}
            table = SiteFile(addresses.CSV_DATA, as_csv(_head(library), line_of.values()))
            parts = lines(library, line_of)
            return Piece(tuple(map(keep, (table, *parts.files))), told={"lines": parts.told})

        return self.pieces.gathered(_TABLE, ("csv",), made)

    def choice(self, table: Piece, keep: Keep) -> Piece:
        """What the pages of the choice load besides, and their manifest."""

        def made(library: Catalogue) -> Piece:
            part_of = self._parts()
            files = choice(library, part_of, table.told["lines"], _head(library))
            told = {"manifest": files.told, "parts": encode(part_of).decode()}
            return Piece(tuple(map(keep, files.files)), told=told)

        return self.pieces.gathered(_CHOICE, ("part", "lines"), made)

    def _parts(self) -> dict[str, str]:
        """The name of the part of each practice in the choice."""
        before = self.pieces.told(_CHOICE).get("parts") if self.known.touched is not None else None
        known = decode(before, type=dict[str, str]) if before else {}
        pieces = self.made if known else self._every
        return known | {name: piece.told["part"] for name, piece in pieces.items()}

    def data(self, table: Piece, others: Iterable[Piece]) -> Iterator[SiteFile]:
        """What programs read of the whole. `others`: the pieces that are no practices."""
        library = self.library
        yield headers_file()
        yield SiteFile(addresses.JSON_DATA, self._json(is_same=table.is_kept))
        yield SiteFile(addresses.JSON_SCHEMA, schema(library.lists.facets))
        stays = self.known.touched is not None and self.pieces.listed_alike
        if library.settings.base_url and not stays:
            listed = chain.from_iterable(piece.listed for piece in chain(self._every.values(), others))
            yield SiteFile(_SITEMAP, sitemap(listed, library.settings.base_url))

    def _json(self, *, is_same: bool) -> bytes:
        """The practices as open data; of a piece that is kept the record stands in the file that stood.

        `is_same`: there are the same practices as then.
        """
        library = self.library
        made = {name: piece.record for name, piece in self.made.items() if piece.record}
        stood = self.known.earlier.file(addresses.JSON_DATA) if len(made) < len(library.by_id) else None
        before = stood.data if stood else b""
        if is_same and before and (spliced := with_records(before, made.values())):
            return spliced
        records = records_of(before) | made
        return as_json([records[name] for name in library.by_id], library.lists.facets, library.settings)

    def site(self, files: tuple[File, ...]) -> Site:
        """The whole site: these files, and those of the earlier one that stay without being looked at."""
        if self.known.touched is None:
            return Site(files)
        earlier, search = self.known.earlier, f"{addresses.MANIFEST.rpartition('/')[0]}/"
        others = self.pieces.stood.union(file.path for file in files)
        stays = [path for path in earlier.digests if path not in others and not path.startswith(search)]
        return Site(files, stays, earlier)


def _head(library: Catalogue) -> str:
    return csv_head(library.by_id.values(), library.lists.facets, library.settings)
