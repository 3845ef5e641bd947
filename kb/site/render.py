"""Pages, templates and assets become the bytes of the site."""

import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from datetime import date
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, TemplateError, TemplateSyntaxError
from markupsafe import Markup
from msgspec import Struct
from msgspec.json import encode

from kb.beside import Beside, at_once, handed_out
from kb.model import Corpus, Facet, Related, Settings, Term
from kb.problems import KbError
from kb.site import addresses
from kb.site.assets import Assets, read_assets
from kb.site.catalogue import Catalogue, Shown, catalogue, icons, shown
from kb.site.choice_parts import choice, lines, part
from kb.site.choice_view import choice_record
from kb.site.data import as_csv, as_json, csv_head, csv_line, json_record, records_of, with_records
from kb.site.feeds import atom, main_feed, sitemap, term_feed
from kb.site.headers import headers_file
from kb.site.pages import CHOICE, FrameView, Page, Plan, frame_view, plans, practice_page
from kb.site.pieces import Known, Piece, Pieces
from kb.site.practice_file import as_markdown
from kb.site.practice_view import PracticeView
from kb.site.schema import schema
from kb.site.staging import Keep, in_memory
from kb.site.views import Link
from kb.site.watch import Listing
from kb.sitefile import Earlier, File, SiteFile

HOLES = {addresses.SEARCH: "\0zoek\0", **dict.fromkeys(CHOICE, "\0keuze\0")}
"""Pages that carry a manifest: made with this in its place, and filled when those files are there. No text holds it."""


class Render(Struct, frozen=True):
    """Renders a page. `keep`: how a file is kept until it is published."""

    page: Callable[[Page], SiteFile]
    keep: Keep


class Rendered(Struct, frozen=True):
    """All files of a site, the names of its pieces, and what to remember of those that were made just now.

    `listing`: what they were made of, where practices are listed.
    """

    files: tuple[File, ...]
    pieces: tuple[str, ...]
    fresh: Mapping[str, str]
    listing: Listing | None


def render_site(  # noqa: PLR0913 - the five things a site is made of, the day, and what an earlier build tells
    corpus: Corpus,
    related: Mapping[str, tuple[Related, ...]],
    search: Iterable[File],
    settings: Settings,
    *,
    today: date,
    templates: Path,
    extra: Mapping[str, Plan] = MappingProxyType({}),
    known: Known | None = None,
    beside: Beside | None = None,
    keep: Keep = in_memory,
    shown_: Shown | None = None,
) -> Rendered:
    """All files of the site. The same input gives the same files in the same order; `search` is passed through.

    `search` is asked for last, as another process may still be making it. `extra` are pages of others for who
    keeps the collection, by title; bijdragen.html leads to them. What `known` tells changes no byte of it, nor does who
    renders practices `beside` this process, nor how files are kept until they are published. `shown_`: the cards of the
    practices, where those are made already.
    """
    library = catalogue(corpus, related, settings, today, shown_ or shown(corpus, icons(templates)))
    assets, environment_ = _assets(templates), environment(templates)
    environment_.globals["for_editors"] = tuple(Link(title, plan.path) for title, plan in extra.items())
    render = _renderer(environment_, library, assets, keep)
    known = known or Known()
    pieces = Pieces(library, known)
    names = list(library.by_id)
    with handed_out(names) as turns:
        rest = (beside or at_once)(partial(_practices, turns, render, pieces))
        planned = (*plans(library), *extra.values())
        others = [pieces.piece(plan.path, partial(_single, plan, render)) for plan in planned if plan.path not in HOLES]
        others += (pieces.piece(path, make) for path, make in _feeds(library, keep))
        around = [pieces.piece(plan.path, partial(_around, plan, render)) for plan in planned if plan.path in HOLES]
        here, _ = _practices(turns, render, pieces)
        more, fresh = rest()
    practices = {name: here.get(name) or more[name] for name in names}
    pieces.fresh |= fresh
    table = pieces.gathered("tabel", ("csv",), partial(_table, practices, keep))
    chosen = pieces.gathered("keuze", ("part", "lines"), partial(_choice, practices, table.told["lines"], keep))
    pages = (*practices.values(), *others)
    listed = [listed for piece in (*pages, *around) for listed in piece.listed]
    media = (SiteFile(addresses.media(file.name), file.data) for file in corpus.media)
    told = _json(library, practices, known.earlier, is_same=table.is_kept)
    data = _data(library, told, listed)
    besides = (*table.files, *chosen.files, *map(keep, (*assets.files, *media, *data)))
    parts = tuple(search)  # from here on there is nothing to do but wait for them
    manifests = dict.fromkeys(CHOICE, chosen.told["manifest"]) | {addresses.SEARCH: _carried(parts)}
    filled = (_filled(piece, manifests, keep) for piece in around)
    whole = (*besides, *(file for piece in (*pages, *filled) for file in piece.files), *parts)
    return Rendered(whole, (*map(_called, names), *pieces.names), pieces.fresh, pieces.listing)


def _called(name: str) -> str:
    """How the piece of a practice is called."""
    return f"praktijk {name}"


def _practices(names: Iterable[str], render: Render, pieces: Pieces) -> tuple[dict[str, Piece], Mapping[str, str]]:
    """The pieces of practices, and what to remember of those that were made."""
    made = {name: pieces.piece(_called(name), partial(_practice, name, render)) for name in names}
    return made, {name: pieces.fresh[name] for name in map(_called, made) if name in pieces.fresh}


def _practice(name: str, render: Render, library: Catalogue) -> Piece:
    """A practice: its page, its Markdown beside it (with its links to others right), and its part of the choice."""
    page, practice, facets, settings = (
        practice_page(name, library),
        library.whole[name],
        library.lists.facets,
        library.settings,
    )
    if not isinstance(page.view, PracticeView):
        raise TypeError(page.path)
    part_name, part_file = part(choice_record(library, page.view))
    markdown = SiteFile(addresses.practice_file(name), as_markdown(practice, facets, settings))
    told = {
        "part": part_name,
        "csv": csv_line(practice, facets, settings),
    }
    record = json_record(practice, facets, settings)
    files = (render.page(page), markdown, part_file)
    return Piece((*map(render.keep, files),), ((page.path, page.changed),), told, record)


def _single(plan: Plan, render: Render, library: Catalogue) -> Piece:
    return _piece(plan.make(library), render)


def _piece(page: Page, render: Render) -> Piece:
    return Piece((render.keep(render.page(page)),), _listed(page))


def _listed(page: Page) -> tuple[tuple[str, str], ...]:
    return () if page.noindex else ((page.path, page.changed),)


def _around(plan: Plan, render: Render, library: Catalogue) -> Piece:
    """A page that waits for a manifest: told, not yet a file."""
    page = plan.make(library)
    return Piece((), _listed(page), {"path": page.path, "html": render.page(page).data.decode()})


def _filled(piece: Piece, manifests: Mapping[str, str], keep: Keep) -> Piece:
    path, html = piece.told["path"], piece.told["html"]
    file = SiteFile(path, html.replace(HOLES[path], manifests[path]).encode())
    return Piece((keep(file),), piece.listed)


def _table(practices: Mapping[str, Piece], keep: Keep, library: Catalogue) -> Piece:
    """The CSV table, whole and in the parts of the choice."""
    lines_of = {name: piece.told["csv"] for name, piece in practices.items()}
    table, made = SiteFile(addresses.CSV_DATA, as_csv(_csv_head(library), lines_of.values())), lines(library, lines_of)
    return Piece(tuple(map(keep, (table, *made.files))), told={"lines": made.told})


def _choice(practices: Mapping[str, Piece], lines: str, keep: Keep, library: Catalogue) -> Piece:
    """What the pages of the choice load besides, and their manifest."""
    made = choice(library, {name: piece.told["part"] for name, piece in practices.items()}, lines, _csv_head(library))
    return Piece(tuple(map(keep, made.files)), told={"manifest": made.told})


def _csv_head(library: Catalogue) -> str:
    return csv_head(library.by_id.values(), library.lists.facets, library.settings)


class _Templates(Environment):
    """Knows by its name alone a template that was loaded: small ones are asked for fifty times a page."""

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401 - Jinja's own
        super().__init__(**settings)
        self._loaded: dict[str, Template] = {}

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - Jinja's name
    ) -> Template:
        """The template."""
        if isinstance(name, Template) or globals:
            return super().get_template(name, parent, globals)
        known = self._loaded.get(name)
        if known is None:
            known = self._loaded[name] = super().get_template(name, parent)
        return known


def environment(templates: Path) -> Environment:
    """The templates' environment: everything escaped but `Prose`, and a name that does not exist is an error."""
    return _Templates(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,  # made for one build; else each file is asked for its time at each use
    )


def json_ld(values: Mapping[str, object]) -> Markup:
    """The values as JSON that can stand in a script block: nothing in it can end the block or a line of script."""
    text = encode(values).decode()
    for mark in "<>&\u2028\u2029":
        text = text.replace(mark, f"\\u{ord(mark):04x}")
    return Markup(text)  # noqa: S704 - the five marks that matter in a script block are escaped above


def _carried(search: Iterable[File]) -> str:
    """The manifest of the search as JSON for the search page, which then has one thing less to wait for."""
    script = next((file.data.decode() for file in search if file.path == addresses.MANIFEST), "")
    return script.partition("=")[2]  # a script of ours, in which every "<" is escaped


def _renderer(environment_: Environment, library: Catalogue, assets: Assets, keep: Keep) -> Render:
    """What renders a page."""
    frame, base_url = frame_view(library.settings, library.lists), library.settings.base_url
    return Render(lambda page: _page(environment_, page, frame, assets, base_url), keep)


def _page(environment_: Environment, page: Page, frame: FrameView, assets: Assets, base_url: str) -> SiteFile:
    try:
        html = environment_.get_template(page.template).render(
            page=page,
            view=page.view,
            frame=frame,
            assets=assets,
            root=addresses.root_of(page.path, base_url),
            base_url=base_url,
            linked=json_ld(page.linked) if page.linked else "",
            hole=HOLES.get(page.path, ""),
        )
    except TemplateError as wrong:
        said = (wrong.message or "").removesuffix(".")
        raise KbError(f"Het sjabloon {_where(wrong, page.template)} klopt niet: {said}.") from wrong
    except UnicodeDecodeError as wrong:
        raise KbError(f"Het sjabloon {page.template}, of een deel ervan, is niet opgeslagen als UTF-8.") from wrong
    return SiteFile(page.path, html.encode())


def _assets(templates: Path) -> Assets:
    try:
        return read_assets(templates)
    except (OSError, UnicodeDecodeError) as wrong:
        raise KbError(f"De map met sjablonen {templates} is niet compleet: {wrong}.") from wrong


def _where(wrong: TemplateError, template: str) -> str:
    """File and line of a mistake in a template; Jinja names them, or leaves its lines in the traceback."""
    if isinstance(wrong, TemplateSyntaxError):
        return f"{wrong.filename or wrong.name}, regel {wrong.lineno},"
    frames = traceback.extract_tb(wrong.__traceback__)
    lines = [f"{frame.filename}, regel {frame.lineno}," for frame in frames if not frame.filename.endswith(".py")]
    return (lines or [template])[-1]


def _data(library: Catalogue, told: bytes, listed: Iterable[tuple[str, str]]) -> Iterator[SiteFile]:
    """What programs read of the whole. `told`: the open data; `listed`: the pages of the sitemap, with their days."""
    yield headers_file()
    yield SiteFile(addresses.JSON_DATA, told)
    yield SiteFile(addresses.JSON_SCHEMA, schema(library.lists.facets))
    if library.settings.base_url:
        yield SiteFile("sitemap.xml", sitemap(listed, library.settings.base_url))


def _json(library: Catalogue, practices: Mapping[str, Piece], earlier: Earlier, *, is_same: bool) -> bytes:
    """The practices as open data; of a piece that is kept the record stands in the file that stood.

    `is_same`: there are the same practices as then.
    """
    made = {name: piece.record for name, piece in practices.items() if piece.record}
    stood = earlier.file(addresses.JSON_DATA) if len(made) < len(practices) else None
    before = stood.data if stood else b""
    if is_same and before and (spliced := with_records(before, made.values())):
        return spliced
    records = records_of(before) | made
    return as_json([records[name] for name in practices], library.lists.facets, library.settings)


def _feeds(library: Catalogue, keep: Keep) -> Iterator[tuple[str, Callable[[Catalogue], Piece]]]:
    """The feed of the whole site, and of each term that has practices."""
    yield addresses.FEED, partial(_main_feed, keep)
    for facet in library.lists.facets:
        for term in library.used(facet):
            yield addresses.term_feed(facet, term.id), partial(_feed, facet, term, keep)


def _main_feed(keep: Keep, library: Catalogue) -> Piece:
    data = atom(main_feed(library.settings), library.practices, library.settings, library.today)
    return Piece((keep(SiteFile(addresses.FEED, data)),))


def _feed(facet: Facet, term: Term, keep: Keep, library: Catalogue) -> Piece:
    feed = term_feed(library.settings, facet, term)
    data = atom(feed, library.shelf(facet, term.id), library.settings, library.today)
    return Piece((keep(SiteFile(feed.path, data)),))
