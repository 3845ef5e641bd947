"""Pages, templates and assets become the bytes of the site."""

import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, TemplateError, TemplateSyntaxError
from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from kb.forks import Runner, at_once, handed_out
from kb.model import Corpus, Facet, Related, Settings, Term
from kb.problems import KbError
from kb.site import addresses
from kb.site.assets import Assets, read_assets
from kb.site.catalogue import Catalogue, Shown, catalogue, icons, shown
from kb.site.choice_parts import json_text, part
from kb.site.choice_view import choice_record
from kb.site.data import csv_line, json_record
from kb.site.feeds import atom, main_feed, term_feed
from kb.site.gathered import Gathered
from kb.site.pages import CHOICE, FrameView, Page, Plan, frame_view, plans, practice_page
from kb.site.pieces import Known, Piece, Pieces
from kb.site.practice_file import as_markdown
from kb.site.practice_view import PracticeView
from kb.site.staging import Keep, in_memory
from kb.site.views import Link
from kb.site.watch import Listing
from kb.sitefile import File, Site, SiteFile

HOLES = {addresses.SEARCH: "\0zoek\0", **dict.fromkeys(CHOICE, "\0keuze\0")}
"""Pages that carry a manifest: made with this in its place, and filled when those files are there. No text holds it."""


class Render(Struct, frozen=True):
    """Renders a page. `keep`: how a file is kept until it is published."""

    page: Callable[[Page], SiteFile]
    keep: Keep


class Contents(Struct, frozen=True):
    """What a site is made of: the same gives the same files, in the same order.

    `related`: which practices are, by id. `search`: the files of the search, passed through and asked for last, as
    another process may still be making them. `extra`: pages of others for who keeps the collection, by title;
    bijdragen.html leads to them.
    """

    corpus: Corpus
    settings: Settings
    today: date
    templates: Path
    related: Mapping[str, tuple[Related, ...]] = MappingProxyType({})
    search: Iterable[File] = ()
    extra: Mapping[str, Plan] = MappingProxyType({})


class Means(Struct, frozen=True):
    """How a site is made; nothing of it changes a byte.

    `known`: what an earlier build tells. `shown`: the cards of the practices, where those are made already. `beside`:
    who renders practices beside this process. `keep`: how a file is kept until it is published.
    """

    known: Known = Known()
    shown: Shown | None = None
    beside: Runner = at_once
    keep: Keep = in_memory


_IN_MEMORY = Means()


class Rendered(Struct, frozen=True):
    """All files of a site, the names of the pieces that were looked at, and what to remember of those that were made.

    `listing`: what they were made of, where practices are listed.
    """

    files: Site
    pieces: frozenset[str]
    fresh: Mapping[str, str]
    listing: Listing | None


class _Pages(Struct, frozen=True):
    """The pieces of pages: of practices (by id), of others, and those around a manifest, which wait for it."""

    practices: dict[str, Piece]
    others: Sequence[Piece]
    around: Sequence[Piece]


def render_site(contents: Contents, means: Means = _IN_MEMORY) -> Rendered:
    """All files of the site."""
    templates, keep = contents.templates, means.keep
    cards = means.shown or shown(contents.corpus, icons(templates))
    library = catalogue(contents.corpus, contents.related, contents.settings, contents.today, cards)
    assets, environment_ = _assets(templates), environment(templates)
    environment_.globals["for_editors"] = tuple(Link(title, plan.path) for title, plan in contents.extra.items())
    render = _renderer(environment_, library, assets, keep)
    pieces = Pieces(library, means.known)
    pages = _pages((*plans(library), *contents.extra.values()), library, render, pieces, means)
    whole = Gathered(library, pieces, means.known, pages.practices, partial(_one, render=render, pieces=pieces))
    table = whole.table(keep)
    chosen = whole.choice(table, keep)
    media = (SiteFile(addresses.media(file.name), file.data) for file in contents.corpus.media)
    besides = map(keep, (*assets.files, *media, *whole.data(table, (*pages.others, *pages.around))))
    waited = (*table.files, *chosen.files, *besides)
    deque((file.digest for file in waited), maxlen=0)  # of thirty megabytes of open data too: found while others work
    parts = tuple(contents.search)  # from here on there is nothing to do but wait for them
    manifests = dict.fromkeys(CHOICE, chosen.told["manifest"]) | {addresses.SEARCH: _carried(parts)}
    filled = (_filled(piece, manifests, keep) for piece in pages.around)
    made = (file for piece in (*pages.practices.values(), *pages.others, *filled) for file in piece.files)
    return Rendered(whole.site((*waited, *made, *parts)), frozenset(pieces.names), pieces.fresh, pieces.listing)


def _pages(planned: Sequence[Plan], library: Catalogue, render: Render, pieces: Pieces, means: Means) -> _Pages:
    """The pages of the site; of practices those that an earlier build can't vouch for."""
    touched = means.known.touched
    names = list(library.by_id) if touched is None else sorted(touched)
    with handed_out(names) as turns:
        rest = means.beside(partial(_practices, turns, render, pieces))
        others = [pieces.piece(plan.path, partial(_single, plan, render)) for plan in planned if plan.path not in HOLES]
        others += (pieces.piece(path, make) for path, make in _feeds(library, render.keep))
        around = [pieces.piece(plan.path, partial(_around, plan, render)) for plan in planned if plan.path in HOLES]
        here, _ = _practices(turns, render, pieces)
        more, fresh = rest()
    pieces.fresh |= fresh
    return _Pages({name: here.get(name) or more[name] for name in names}, others, around)


PRACTICE = "praktijk "
"""Begins the name of a practice's piece; after it comes its id."""


def _one(name: str, render: Render, pieces: Pieces) -> Piece:
    """The piece of a practice."""
    return pieces.piece(f"{PRACTICE}{name}", partial(_practice, name, render))


def _practices(names: Iterable[str], render: Render, pieces: Pieces) -> tuple[dict[str, Piece], Mapping[str, str]]:
    """The pieces of practices, and what to remember of those that were made."""
    made = {name: _one(name, render, pieces) for name in names}
    return made, {name: told for name, told in pieces.fresh.items() if name.startswith(PRACTICE)}


def _practice(name: str, render: Render, library: Catalogue) -> Piece:
    """A practice: its page, its Markdown beside it (with its links to others right), and its part of the choice.

    It sees no text but its own: where another's changed, nobody has to look at it.
    """
    library = replace(library, whole={name: library.whole[name]}, related={name: library.related.get(name, ())})
    page, practice = practice_page(name, library), library.whole[name]
    facets, settings = library.lists.facets, library.settings
    if not isinstance(page.view, PracticeView):
        raise TypeError(page.path)
    part_name, part_file = part(choice_record(library, page.view))
    markdown = SiteFile(addresses.practice_file(name), as_markdown(practice, facets, settings))
    told = {"part": part_name, "csv": csv_line(practice, facets, settings)}
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

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """What every template sees: one dict. Jinja's own is a chain, which takes longer to copy at each use of one."""
        return super().make_globals(d) if d else self.globals


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
    return Markup(json_text(values, "<>&\u2028\u2029"))  # noqa: S704 - the five marks that matter in it are escaped


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
