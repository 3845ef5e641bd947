"""Pages, templates and assets become the bytes of the site."""

import json
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError, TemplateSyntaxError
from markupsafe import Markup

from kb.model import Corpus, Related, Settings
from kb.problems import KbError
from kb.site import addresses
from kb.site.assets import Assets, read_assets
from kb.site.catalogue import Catalogue, catalogue
from kb.site.choice_parts import choice
from kb.site.data import as_csv, as_json
from kb.site.feeds import atom, main_feed, sitemap, term_feed
from kb.site.headers import headers_file
from kb.site.pages import SEARCH_PAGE, FrameView, Page, frame_view, site_pages
from kb.site.practice_file import as_markdown
from kb.site.practice_view import PracticeView
from kb.site.schema import schema
from kb.site.views import Link, Prose
from kb.sitefile import SiteFile


def render_site(  # noqa: PLR0913 - the five things a site is made of, and the day
    corpus: Corpus,
    related: Mapping[str, tuple[Related, ...]],
    search: Iterable[SiteFile],
    settings: Settings,
    *,
    today: date,
    templates: Path,
    extra: tuple[Page, ...] = (),
) -> Iterator[SiteFile]:
    """All files of the site. The same input gives the same files in the same order; `search` is passed through.

    `search` is asked for last, as another process may still be making it. `extra` are pages that others made for who
    keeps the collection; bijdragen.html leads to them.
    """
    icons = frozenset(path.relative_to(templates).as_posix() for path in templates.glob("icons/**/*.svg"))
    library = catalogue(corpus, related, settings, today, icons)
    assets = _assets(templates)
    yield from assets.files
    yield from (SiteFile(addresses.media(file.name), file.data) for file in corpus.media)
    pages = (*site_pages(library), *extra)
    chosen = choice(library, {page.view.card.id: page.view for page in pages if isinstance(page.view, PracticeView)})
    yield from chosen.files
    links = tuple(Link(page.title, page.path) for page in extra)
    manifest = Markup(chosen.manifest)  # noqa: S704 - ours, escaped
    carried = {"choice_manifest": manifest, "for_editors": links}
    render = _renderer(library, assets, templates, carried)
    yield from (render(page) for page in pages if page.template != SEARCH_PAGE)
    yield from _data(library, pages)
    parts = tuple(search)
    yield from parts
    render = _renderer(library, assets, templates, {"manifest": _carried(parts)})
    yield from (render(page) for page in pages if page.template == SEARCH_PAGE)


def environment(templates: Path) -> Environment:
    """The templates' environment: everything escaped but `Prose`, and a name that does not exist is an error."""
    return Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_safe,
    )


def json_ld(values: Mapping[str, object]) -> Markup:
    """The values as JSON that can stand in a script block: nothing in it can end the block or a line of script."""
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    for mark in "<>&\u2028\u2029":
        text = text.replace(mark, f"\\u{ord(mark):04x}")
    return Markup(text)  # noqa: S704 - the five marks that matter in a script block are escaped above


def _safe(value: object) -> object:
    """The one door for HTML that is not escaped: what content.prose cleaned."""
    return Markup(value.html) if isinstance(value, Prose) else value  # noqa: S704 - SafeHtml comes from content.prose


def _carried(search: tuple[SiteFile, ...]) -> Markup:
    """The manifest of the search as JSON for the search page, which then has one thing less to wait for."""
    script = next((file.data.decode() for file in search if file.path == addresses.MANIFEST), "")
    return Markup(script.partition("=")[2])  # noqa: S704 - a script of ours, in which every "<" is escaped


def _renderer(
    library: Catalogue, assets: Assets, templates: Path, carried: Mapping[str, object]
) -> Callable[[Page], SiteFile]:
    """What renders a page; `carried` is what some pages hold besides their view."""
    environment_ = environment(templates)
    environment_.globals.update(carried)
    frame = frame_view(library.settings, library.corpus)
    return lambda page: _page(environment_, page, frame, assets, library.settings.base_url)


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


def _data(library: Catalogue, pages: tuple[Page, ...]) -> Iterator[SiteFile]:
    """What programs read. The Markdown of a practice stands beside its page, and has its links to others right."""
    practices, facets, settings = library.corpus.practices, library.lists.facets, library.settings
    yield headers_file()
    yield SiteFile(addresses.JSON_DATA, as_json(practices, facets, settings))
    yield SiteFile(addresses.CSV_DATA, as_csv(practices, facets, settings))
    yield SiteFile(addresses.JSON_SCHEMA, schema(facets))
    for practice in practices:
        yield SiteFile(addresses.practice_file(practice.id), as_markdown(practice, facets, settings))
    yield from _feeds(library)
    if settings.base_url:
        listed = ((page.path, page.changed) for page in pages if not page.noindex)
        yield SiteFile("sitemap.xml", sitemap(listed, settings.base_url))


def _feeds(library: Catalogue) -> Iterator[SiteFile]:
    """The feed of the site, and one for each term that has practices."""
    settings, today = library.settings, library.today
    yield SiteFile(addresses.FEED, atom(main_feed(settings), library.practices, settings, today))
    for facet in library.lists.facets:
        for term in library.used(facet):
            feed = term_feed(settings, facet, term)
            yield SiteFile(feed.path, atom(feed, library.shelf(facet, term.id), settings, today))
