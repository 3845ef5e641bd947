"""Which pages there are, at which address, from which template, with what on them."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from msgspec import Struct

from kb.folding import slug
from kb.model import Facet, Lists, Settings, Term
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
    last_page,
    list_view,
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


class Page(Struct, frozen=True):
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


class Plan(Struct, frozen=True):
    """A page that is to be: its address, and what makes it from a catalogue; that alone tells it of practices."""

    path: str
    make: Callable[[Catalogue], Page]


class FrameView(Struct, frozen=True):
    """What stands around every page."""

    title: str
    tagline: str
    navigation: tuple[Link, ...]
    browse: tuple[Link, ...]
    about: tuple[Link, ...]
    publisher: str
    licence: str
    repository: str


class AboutView(Struct, frozen=True):
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


def frame_view(settings: Settings, lists: Lists) -> FrameView:
    """The frame: the same on every page."""
    facets = lists.facets
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
        browse=(practices, *indexes.values(), organisations, overview, Link("Begrippen", addresses.GLOSSARY)),
        about=tuple(Link(title, path) for path, (title, _) in ABOUT.items() if path != addresses.GLOSSARY),
        publisher=settings.publisher,
        licence=settings.content_licence,
        repository=settings.repository_url,
    )


ABOUT = {
    "over.html": ("Over deze site", "Wat Wat werkt waar is, voor wie, en hoe de praktijken zijn gemaakt."),
    addresses.CONTRIBUTE: ("Bijdragen", "Zo voeg je een praktijk toe of verbeter je er een."),
    addresses.GLOSSARY: ("Begrippen", "Woorden uit het vak, uitgelegd in gewone taal."),
    "toegankelijkheid.html": ("Toegankelijkheid", "Wat we deden zodat iedereen deze site kan gebruiken, en hoe."),
    "privacy.html": ("Privacy", "Wat deze site wel en niet van je weet."),
    addresses.OPEN_DATA: ("Open data", "Alle praktijken als JSON en CSV, om verder te gebruiken."),
}


CHOICE = {
    addresses.CHOICE: ("Keuzelijst", "De praktijken die je onderweg bewaarde, bij elkaar."),
    addresses.COMPARE: ("Vergelijken", "De praktijken van je keuzelijst naast elkaar."),
    addresses.MEMO: ("Memo", "De praktijken van je keuzelijst als memo, om te printen of te kopiëren."),
}
"""The pages of the choice: shells, filled by the browser from the list in their address."""


def plans(catalogue: Catalogue) -> Iterator[Plan]:
    """Every page of the site but those of practices, redirects included, in a fixed order."""
    yield from _reading_plans(catalogue)
    for facet in catalogue.lists.facets:
        yield Plan(addresses.facet_index(facet), partial(_facet_page, facet))
        yield from _term_plans(catalogue, facet)
    for dossier in catalogue.dossiers:
        yield Plan(addresses.dossier(dossier.id), partial(_dossier_page, dossier.id))
    for path in ABOUT:
        yield Plan(path, partial(_about_page, path))
    yield Plan(addresses.TOO, _too_page)
    yield Plan(addresses.NOT_FOUND, _not_found_page)
    yield from _redirects(catalogue)


def _reading_plans(catalogue: Catalogue) -> Iterator[Plan]:
    yield Plan(addresses.HOME, _home_page)
    yield Plan(addresses.SEARCH, _search_page)
    for number in range(1, last_page(catalogue, PAGE_SIZE) + 1):
        yield Plan(addresses.practice_list(number), partial(_list_page, number))
    yield Plan(addresses.ORGANISATIONS, _organisations_page)
    yield Plan(addresses.OVERVIEW, _overview_page)
    for path in CHOICE:
        yield Plan(path, partial(_choice_page, path))


def _home_page(catalogue: Catalogue) -> Page:
    view, tagline = home_view(catalogue), catalogue.settings.tagline
    return Page(addresses.HOME, "pages/home.html", "", tagline, view, own_search=True)


def _search_page(catalogue: Catalogue) -> Page:
    about = "Zoek in alle praktijken op woord, regio, thema en doelgroep."
    return Page(addresses.SEARCH, SEARCH_PAGE, "Zoeken", about, search_view(catalogue), own_search=True)


def _list_page(number: int, catalogue: Catalogue) -> Page:
    view = list_view(catalogue, number, PAGE_SIZE)
    title = "Alle praktijken" if number == 1 else f"Alle praktijken, pagina {number}"
    return Page(addresses.practice_list(number), "pages/list.html", title, f"{view.total}, van A tot Z.", view)


def _organisations_page(catalogue: Catalogue) -> Page:
    about = "Wie deed wat? Alle organisaties van A tot Z, ook onder hun vroegere naam."
    view = organisations_view(catalogue)
    return Page(addresses.ORGANISATIONS, "pages/organisations.html", "Organisaties", about, view)


def _overview_page(catalogue: Catalogue) -> Page:
    about = "Regio's en thema's naast elkaar: waar is ervaring, en waar nog niet."
    return Page(addresses.OVERVIEW, "pages/overview.html", "Overzicht", about, matrix_view(catalogue))


def _choice_page(path: str, _: Catalogue) -> Page:
    title, description = CHOICE[path]
    return Page(path, f"pages/{path}", title, description, noindex=True)


def practice_page(practice_id: str, catalogue: Catalogue) -> Page:
    """The page of a practice."""
    practice = catalogue.whole[practice_id]
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


def _facet_page(facet: Facet, catalogue: Catalogue) -> Page:
    """The index of a facet."""
    lead = f"Praktijken per {words.lower_first(facet.label)}: alle {words.lower_first(facet.plural)} met hun aantal."
    view = facet_view(catalogue, facet)
    return Page(addresses.facet_index(facet), "pages/facet.html", facet.plural, lead, view)


def _term_plans(catalogue: Catalogue, facet: Facet) -> Iterator[Plan]:
    """A page for each term of a facet, also for those that nobody used yet, and the readers."""
    for term in facet.terms:
        yield Plan(addresses.term(facet, term.id), partial(_term_page, facet, term))
        if has_reader(catalogue, facet, term):
            yield Plan(addresses.reader(facet, term.id), partial(_reader_page, facet, term))


def _term_page(facet: Facet, term: Term, catalogue: Catalogue) -> Page:
    view = term_view(catalogue, facet, term)
    about = f"{term.label}: {view.count}. {term.description}".strip()
    title = f"{term.label} ({words.lower_first(facet.label)})"
    empty = not view.cards
    feed = None if empty else Link(term.label, addresses.term_feed(facet, term.id))
    path = addresses.term(facet, term.id)
    return Page(path, "pages/term.html", title, shortened(about), view, noindex=empty, feed=feed)


def _reader_page(facet: Facet, term: Term, catalogue: Catalogue) -> Page:
    view = reader_view(catalogue, facet, term)
    title = f"Reader: {term.label} ({words.lower_first(facet.label)})"
    about = f"{view.count} bij elkaar, om te printen voor een vergadering."
    return Page(addresses.reader(facet, term.id), "pages/reader.html", title, about, view, noindex=True)


def _dossier_page(dossier_id: str, catalogue: Catalogue) -> Page:
    dossier = next(dossier for dossier in catalogue.dossiers if dossier.id == dossier_id)
    view = dossier_view(catalogue, dossier)
    return Page(addresses.dossier(dossier.id), "pages/dossier.html", dossier.title, dossier.summary, view)


def _about_page(path: str, catalogue: Catalogue) -> Page:
    title, description = ABOUT[path]
    linked = dataset(catalogue) if path == addresses.OPEN_DATA else None
    return Page(path, f"pages/{path}", title, description, _about_view(catalogue), linked=linked)


def _too_page(catalogue: Catalogue) -> Page:
    about = "Vertel dat jullie een praktijk hebben overgenomen, en wat jullie anders deden."
    return Page(addresses.TOO, "pages/wij-ook.html", "Wij doen dit ook", about, too_view(catalogue), noindex=True)


def _not_found_page(catalogue: Catalogue) -> Page:
    title, about = "Deze pagina is er niet", "Deze pagina bestaat niet (meer)."
    return Page(addresses.NOT_FOUND, "pages/404.html", title, about, _about_view(catalogue), noindex=True)


def _about_view(catalogue: Catalogue) -> AboutView:
    settings = catalogue.settings
    return AboutView(
        practices=words.practices(len(catalogue.order)),
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


def _redirects(catalogue: Catalogue) -> Iterator[Plan]:
    """A page for each former address; where another page stands already, that one stays."""
    for alias, practice_id in catalogue.former.items():
        if alias not in catalogue.by_id:
            yield Plan(addresses.practice(alias), partial(_moved_practice, alias, practice_id))
    for name in catalogue.lists.removed:
        if name not in catalogue.by_id and name not in catalogue.former:
            yield Plan(addresses.practice(name), partial(_removed_practice, name))
    for facet in catalogue.lists.facets:
        taken = {term.id for term in facet.terms} | {"index", ""}
        for term in facet.terms:
            for former in dict.fromkeys(slug(name) for name in term.formerly):
                if former not in taken:
                    path, now = addresses.term(facet, former), Link(term.label, addresses.term(facet, term.id))
                    yield Plan(path, partial(_redirect, path, now))
                    taken.add(former)


def _moved_practice(alias: str, practice_id: str, catalogue: Catalogue) -> Page:
    card = catalogue.cards[practice_id]
    return _redirect(addresses.practice(alias), Link(card.title, card.href), catalogue)


def _removed_practice(name: str, catalogue: Catalogue) -> Page:
    title, why = "Deze praktijk is weggehaald", catalogue.lists.removed[name]
    return Page(addresses.practice(name), "pages/removed.html", title, title, why, noindex=True)


def _redirect(path: str, target: Link, _: Catalogue) -> Page:
    return Page(path, "pages/redirect.html", f"Verhuisd: {target.text}", target.text, target, noindex=True)
