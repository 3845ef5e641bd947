"""From a corpus to the files of its site: the search, the pages, and what goes with them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from kb import memory, work
from kb.buildoptions import Options
from kb.editing import todo
from kb.forks import Runner, at_once
from kb.model import Corpus, Settings
from kb.pagestore import PageStore
from kb.perfile import PerFile
from kb.problems import KbError
from kb.progress import Stopwatch
from kb.search.delta import Delta, find_delta
from kb.search.made import Torn
from kb.search.related import Kinship, Near, still_related
from kb.site.catalogue import icons, shown
from kb.site.pages import Plan
from kb.site.render import render_site
from kb.site.staging import Keep
from kb.sitefile import Earlier, File, Site

if TYPE_CHECKING:
    from kb.searching import Maker, Searched


class _Search(Struct, frozen=True):
    """A search in the making. `related`: which practices are, by id; `done`: waits for the rest, and is asked once."""

    related: Near
    done: "Callable[[], Searched]"


def site(  # noqa: PLR0913 - what a site is made of, what is known of it, and the watch
    corpus: Corpus,
    files: PerFile,
    stood: Earlier,
    *,
    options: Options,
    settings: Settings,
    stage: Stopwatch,
    keep: Keep,
) -> Site:
    """All files of the site, with the search index in the work folder on the way."""
    beside = files.workers.beside(len(corpus.practices))
    shown_ = shown(corpus, icons(options.templates))
    folder = options.work / work.INDEX

    def maker() -> "Maker":
        from kb.searching import Maker  # noqa: PLC0415 - Whoosh takes long to load; where a copy can, that does

        return Maker(corpus, files, found, folder, shown_.cards, stood, keep)

    with work.explained(options.work):
        memory.forget(options.work)
        found = find_delta(corpus, folder, files)
        kinship = None if found is None else _kinship(corpus, found, files, folder, stage)
    begin = _anew if kinship is None else partial(_renewed, kinship)
    search = begin(maker, beside or at_once, options, stage)
    with stage("render"), _awaited(search):
        told = memory.digest((options.templates,), files.seen, files.given, settings, options.today)
        pages = PageStore.at(options.work, told, corpus, files, found)
        known = pages.known(kinship, stood)
        made = render_site(
            corpus,
            search.related,
            _parts(search, maker, stood, options, stage),
            settings,
            today=options.today,
            templates=options.templates,
            extra={todo.TITLE: Plan(todo.ADDRESS, todo.todo_page)},
            shown_=replace(shown_, totals=known.listing.totals) if known.listing else shown_,
            known=known,
            beside=None if stood.digests and kinship else beside,
            keep=keep,
        )
        pages.remember(made, known)
        return made.files


def _kinship(corpus: Corpus, found: Delta, files: PerFile, folder: Path, stage: Stopwatch) -> Kinship | None:
    """Which practices are related, where little changed since the index was made; None where all is made anew."""
    with suppress(Torn), stage("related"):
        kinship = still_related(corpus, found, files, folder)
        _ = kinship.near  # found now: from here on another process is at work in the folder
        return kinship
    return None


def _anew(maker: "Callable[[], Maker]", beside: Runner, options: Options, stage: Stopwatch) -> _Search:
    """A search that is made anew: the parts are made beside the pages."""
    search = maker()
    with stage("index"), work.explained(options.work):
        begun = search.begun(beside)
    with stage("related"), work.explained(options.work):  # while the last of the index is written
        near = search.related(begun.index)
        index = begun.finish()
    done = beside(partial(search.parts, index))
    return _Search(near, cache(done))


def _renewed(
    kinship: Kinship, maker: "Callable[[], Maker]", beside: Runner, options: Options, stage: Stopwatch
) -> _Search:
    """A search of which little changed: index and parts are made beside the pages."""

    def renewed() -> "Searched":
        with work.explained(options.work):
            return maker().renewed()

    stage.told("index")
    begun = beside(renewed)

    def done() -> "Searched":
        searched = begun()
        with work.explained(options.work):
            kinship.remember()
        return searched

    return _Search(kinship.near, cache(done))


@contextmanager
def _awaited(search: _Search) -> Iterator[None]:
    """What goes wrong in the block does not stop the search halfway: its index stays of use."""
    try:
        yield
    except Exception:
        with suppress(Exception):
            search.done()
        raise


def _parts(
    search: _Search, maker: "Callable[[], Maker]", stood: Earlier, options: Options, stage: Stopwatch
) -> Iterator[File]:
    """The parts of the search, asked for when the pages are there; all anew if what is kept of them is damaged."""
    parts, seconds = search.done()
    stage.seconds.update(seconds)
    if parts is not None:
        made, stays = parts
        yield from made
        yield from filter(None, map(stood.file, stays))
        return
    try:
        with work.explained(options.work):
            yield from maker().anew()
    except Torn as torn:
        told = "wat er wordt geschreven, is niet te lezen. Is de schijf vol of kapot?"
        raise KbError(f"Werken in de map {options.work} lukt niet: {told}") from torn
