"""Which pages there are, at which address, from which template, with what on them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kb.model import Corpus, Facet, Practice, Settings, Term
from kb.site import addresses, words
from kb.site.catalogue import Catalogue
from kb.site.contact_view import EditorsView, editors
from kb.site.facet_views import facet_view, map_tiles, matrix_view, term_view
from kb.site.glossary import explained
from kb.site.linked_data import article, dataset
from kb.site.practice_view import practice_view
from kb.site.reader_view import has_reader, reader_view
from kb.site.reading_views import (
    dossier_links,
    dossier_view,
    home_view,
    list_views,
    organisations_view,
    search_view,
    too_view,
)
from kb.site.schema import VERSION
from kb.site.views import Explained, Link

SEARCH_PAGE = "pages/search.html"
"""The one template that shows something of the search files themselves."""

PAGE_SIZE = 50
DESCRIPTION_LENGTH = 160


@dataclass(frozen=True, slots=True)
class Page:
    """A page to be rendered. `view` is what its template shows; `noindex` keeps it out of search engines and sitemap.

    `changed` is a day or empty. `own_search`: the page has its search field in its text, so none in the header.
    `linked` is what search engines read of it (JSON-LD), `feed` what follows it.
    """

    path: str
    template: str
    title: str
    description: str
    view: object = None
    noindex: bool = False
    changed: str = ""
    lang: str = "nl"
    own_search: bool = False
    linked: Mapping[str, object] | None = None
    feed: Link | None = None

    @property
    def canonical(self) -> str:
        """The path by which the page is known: the home page is the folder itself."""
        return "" if self.path == addresses.HOME else self.path


@dataclass(frozen=True, slots=True)
class FrameView:
    """What stands around every page."""

    title: str
    tagline: str
    navigation: tuple[Link, ...]
    browse: tuple[Link, ...]
    about: tuple[Link, ...]
    publisher: str
    licence: str
    repository: str


@dataclass(frozen=True, slots=True)
class AboutView:
    """What the texts about the site need to know."""

    practices: str
    regions: str
    editors: EditorsView
    repository: str
    publisher: str
    content_licence: str
    code_licence: str
    glossary: tuple[Explained, ...]
    dossiers: tuple[Link, ...]
    today: str
    schema_version: str


def frame_view(settings: Settings, corpus: Corpus) -> FrameView:
    """The frame: the same on every page."""
    facets = corpus.lists.facets
    indexes = {facet.name: Link(facet.plural, addresses.facet_index(facet)) for facet in facets}
    practices = Link("Praktijken", addresses.practice_list(1))
    organisations, overview = Link("Organisaties", addresses.ORGANISATIONS), Link("Overzicht", addresses.OVERVIEW)
    return FrameView(
        title=settings.title,
        tagline=settings.tagline,
        navigation=(
            Link("Zoeken", addresses.SEARCH),
            practices,
            indexes["region"],
            indexes["theme"],
            organisations,
            overview,
        ),
        browse=(practices, *indexes.values(), organisations, overview, Link("Begrippen", "begrippen.html")),
        about=tuple(Link(title, path) for path, (title, _) in ABOUT.items() if path != "begrippen.html"),
        publisher=settings.publisher,
        licence=settings.content_licence,
        repository=settings.repository_url,
    )


ABOUT = {
    "over.html": ("Over deze site", "Wat Wat werkt waar is, voor wie, en hoe de praktijken zijn gemaakt."),
    "bijdragen.html": ("Bijdragen", "Zo voeg je een praktijk toe of verbeter je er een."),
    "begrippen.html": ("Begrippen", "Woorden uit het vak, uitgelegd in gewone taal."),
    "toegankelijkheid.html": ("Toegankelijkheid", "Wat we deden zodat iedereen deze site kan gebruiken, en hoe."),
    "privacy.html": ("Privacy", "Wat deze site wel en niet van je weet."),
    "open-data.html": ("Open data", "Alle praktijken als JSON en CSV, om verder te gebruiken."),
}


CHOICE = {
    addresses.CHOICE: ("Keuzelijst", "De praktijken die je onderweg bewaarde, bij elkaar."),
    addresses.COMPARE: ("Vergelijken", "De praktijken van je keuzelijst naast elkaar."),
    addresses.MEMO: ("Memo", "De praktijken van je keuzelijst als memo, om te printen of te kopiëren."),
}
"""The pages of the choice: shells, filled by the browser from the list in their address."""


def site_pages(catalogue: Catalogue) -> Iterator[Page]:
    """Every page of the site, redirects included, in a fixed order."""
    yield from _reading_pages(catalogue)
    for practice in catalogue.corpus.practices:
        yield _practice_page(catalogue, practice)
    for facet in catalogue.lists.facets:
        yield from _facet_pages(catalogue, facet)
    for dossier in catalogue.corpus.dossiers:
        yield Page(
            addresses.dossier(dossier.id),
            "pages/dossier.html",
            dossier.title,
            dossier.summary,
            dossier_view(catalogue, dossier),
        )
    yield from _about_pages(catalogue)
    yield from _redirects(catalogue)


def _reading_pages(catalogue: Catalogue) -> Iterator[Page]:
    settings = catalogue.settings
    home, search = home_view(catalogue), search_view(catalogue)
    yield Page(addresses.HOME, "pages/home.html", "", settings.tagline, home, own_search=True)
    yield Page(
        addresses.SEARCH,
        SEARCH_PAGE,
        "Zoeken",
        "Zoek in alle praktijken op woord, regio, thema en doelgroep.",
        search,
        own_search=True,
    )
    for view in list_views(catalogue, PAGE_SIZE):
        title = "Alle praktijken" if view.number == 1 else f"Alle praktijken, pagina {view.number}"
        yield Page(addresses.practice_list(view.number), "pages/list.html", title, f"{view.total}, van A tot Z.", view)
    yield Page(
        addresses.ORGANISATIONS,
        "pages/organisations.html",
        "Organisaties",
        "Wie deed wat? Alle organisaties van A tot Z, ook onder hun vroegere naam.",
        organisations_view(catalogue),
    )
    yield Page(
        addresses.OVERVIEW,
        "pages/overview.html",
        "Overzicht",
        "Regio's en thema's naast elkaar: waar is ervaring, en waar nog niet.",
        matrix_view(catalogue),
    )
    for path, (title, description) in CHOICE.items():
        yield Page(path, f"pages/{path}", title, description, noindex=True)


def _practice_page(catalogue: Catalogue, practice: Practice) -> Page:
    return Page(
        path=addresses.practice(practice.id),
        template="pages/practice.html",
        title=practice.title,
        description=shortened(practice.summary),
        view=practice_view(catalogue, practice),
        changed=practice.updated if len(practice.updated) == len("2026-01-31") else "",
        lang=practice.language,
        linked=article(catalogue, practice),
    )


def shortened(text: str) -> str:
    """The text, cut at a word where a search engine would cut it."""
    if len(text) <= DESCRIPTION_LENGTH:
        return text
    return text[:DESCRIPTION_LENGTH].rpartition(" ")[0].rstrip(" ,;:.") + "…"


def _facet_pages(catalogue: Catalogue, facet: Facet) -> Iterator[Page]:
    """The index of a facet and a page for each of its terms, also for those that nobody used yet."""
    view = facet_view(catalogue, facet)
    lead = f"Praktijken per {words.lower_first(facet.label)}: alle {words.lower_first(facet.plural)} met hun aantal."
    yield Page(addresses.facet_index(facet), "pages/facet.html", facet.plural, lead, view)
    for term in facet.terms:
        yield _term_page(catalogue, facet, term)
        if has_reader(catalogue, facet, term):
            yield _reader_page(catalogue, facet, term)


def _term_page(catalogue: Catalogue, facet: Facet, term: Term) -> Page:
    view = term_view(catalogue, facet, term)
    about = f"{term.label}: {view.count}. {term.description}".strip()
    title = f"{term.label} ({words.lower_first(facet.label)})"
    empty = not view.cards
    feed = None if empty else Link(term.label, addresses.term_feed(facet, term.id))
    path = addresses.term(facet, term.id)
    return Page(path, "pages/term.html", title, shortened(about), view, noindex=empty, feed=feed)


def _reader_page(catalogue: Catalogue, facet: Facet, term: Term) -> Page:
    view = reader_view(catalogue, facet, term)
    title = f"Reader: {term.label} ({words.lower_first(facet.label)})"
    about = f"{view.count} bij elkaar, om te printen voor een vergadering."
    return Page(addresses.reader(facet, term.id), "pages/reader.html", title, about, view, noindex=True)


def _about_pages(catalogue: Catalogue) -> Iterator[Page]:
    view = _about_view(catalogue)
    for path, (title, description) in ABOUT.items():
        linked = dataset(catalogue) if path == addresses.OPEN_DATA else None
        yield Page(path, f"pages/{path}", title, description, view, linked=linked)
    yield Page(
        addresses.TOO,
        "pages/wij-ook.html",
        "Wij doen dit ook",
        "Vertel dat jullie een praktijk hebben overgenomen, en wat jullie anders deden.",
        too_view(catalogue),
        noindex=True,
    )
    title = "Deze pagina is er niet"
    yield Page(addresses.NOT_FOUND, "pages/404.html", title, "Deze pagina bestaat niet (meer).", view, noindex=True)


def _about_view(catalogue: Catalogue) -> AboutView:
    settings = catalogue.settings
    return AboutView(
        practices=words.practices(len(catalogue.practices)),
        regions=words.number(sum(bool(tile.number) for tile in map_tiles(catalogue))),
        editors=editors(settings),
        repository=settings.repository_url,
        publisher=settings.publisher or settings.title,
        content_licence=settings.content_licence,
        code_licence=settings.code_licence,
        glossary=explained(catalogue.lists.glossary),
        dossiers=dossier_links(catalogue),
        today=words.day(catalogue.today),
        schema_version=VERSION,
    )


def _redirects(catalogue: Catalogue) -> Iterator[Page]:
    """A page for each former address; where another page stands already, that one stays."""
    for practice in catalogue.corpus.practices:
        for alias in practice.aliases:
            if alias not in catalogue.by_id:
                yield _redirect(addresses.practice(alias), Link(practice.title, addresses.practice(practice.id)))
    known = {*catalogue.by_id, *(alias for practice in catalogue.corpus.practices for alias in practice.aliases)}
    for name, why in catalogue.lists.removed.items():
        if name not in known:
            title = "Deze praktijk is weggehaald"
            yield Page(addresses.practice(name), "pages/removed.html", title, title, why, noindex=True)
    for facet in catalogue.lists.facets:
        taken = {term.id for term in facet.terms} | {"index", ""}
        for term in facet.terms:
            for former in dict.fromkeys(words.slug(name) for name in term.formerly):
                if former not in taken:
                    yield _redirect(addresses.term(facet, former), Link(term.label, addresses.term(facet, term.id)))
                    taken.add(former)


def _redirect(path: str, target: Link) -> Page:
    return Page(path, "pages/redirect.html", f"Verhuisd: {target.text}", target.text, target, noindex=True)
