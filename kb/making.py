"""From a corpus to the files of its site: the search, the pages, and what goes with them."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from kb import lastbuild, work
from kb.buildoptions import Options
from kb.editing import todo
from kb.forks import Runner, at_once
from kb.model import Corpus, Settings
from kb.pagestore import PageStore
from kb.perfile import PerFile
from kb.problems import KbError
from kb.progress import Stopwatch
from kb.search.delta import Delta, find_delta
from kb.search.indexrecord import Torn
from kb.search.related import Kinship, Near, still_related
from kb.site.catalogue import Shown, icons, shown
from kb.site.pages import Plan
from kb.site.render import Contents, Means, render_site
from kb.site.staging import Keep
from kb.sitefile import Earlier, File, Site

if TYPE_CHECKING:
    from kb.searching import Maker, Searched


class _Search(Struct, frozen=True):
    """A search in the making. `related`: which practices are, by id; `done`: waits for the rest, and is asked once."""

    related: Near
    done: "Callable[[], Searched]"


class SiteMaker(Struct, frozen=True):
    """Makes the site of a corpus, with its search index in the work folder on the way.

    `files`: what each of its files gives by itself. `stood`: what stands of an earlier build. `keep`: how a file is
    kept until it is published.
    """

    corpus: Corpus
    files: PerFile
    stood: Earlier
    options: Options
    settings: Settings
    stage: Stopwatch
    keep: Keep

    def site(self) -> Site:
        """All files of the site. KbError when it can't be made."""
        cards = shown(self.corpus, icons(self.options.templates))
        with self._explained():
            lastbuild.forget(self.options.work)
            found = find_delta(self.corpus, self._index, self.files)
            kinship = None if found is None else self._kinship(found)
        maker = partial(self._maker, found, cards)
        beside = self.files.workers.beside(len(self.corpus.practices)) or at_once
        search = self._renewed(kinship, maker, beside) if kinship else self._anew(maker, beside)
        with self.stage("render"), _awaited(search):
            pages = PageStore.at(self.options.work, self._made_of(), self.corpus, self.files, found)
            known = pages.known(kinship, self.stood)
            few = self.stood.digests and kinship
            means = Means(
                known=known,
                shown=replace(cards, totals=known.listing.totals) if known.listing else cards,
                beside=at_once if few else beside,
                keep=self.keep,
            )
            made = render_site(self._contents(search, maker), means)
            pages.remember(made, known)
            return made.files

    @property
    def _index(self) -> Path:
        return self.options.work / work.INDEX

    def _made_of(self) -> str:
        """The digest of what pages are made of besides the corpus."""
        options = self.options
        return lastbuild.digest((options.templates,), self.files.seen, self.files.given, self.settings, options.today)

    def _contents(self, search: _Search, maker: "Callable[[], Maker]") -> Contents:
        return Contents(
            self.corpus,
            self.settings,
            self.options.today,
            self.options.templates,
            related=search.related,
            search=self._parts(search, maker),
            extra={todo.TITLE: Plan(todo.ADDRESS, todo.todo_page)},
        )

    def _maker(self, found: Delta | None, cards: Shown) -> "Maker":
        """What makes the search."""
        from kb.searching import Maker  # noqa: PLC0415 - Whoosh takes long to load; where a copy can, that does

        return Maker(self.corpus, self.files, found, self._index, cards.cards, self.stood, self.keep)

    def _kinship(self, found: Delta) -> Kinship | None:
        """Which practices are related, where little changed since the index was made; None where all is made anew."""
        with suppress(Torn), self.stage("related"):
            kinship = still_related(self.corpus, found, self.files, self._index)
            _ = kinship.near  # found now: from here on another process is at work in the folder
            return kinship
        return None

    def _anew(self, maker: "Callable[[], Maker]", beside: Runner) -> _Search:
        """A search that is made anew: the parts are made beside the pages."""
        search = maker()
        with self.stage("index"), self._explained():
            begun = search.begun(beside)
        with self.stage("related"), self._explained():  # while the last of the index is written
            near = search.related(begun.index)
            index = begun.finish()
        done = beside(partial(search.parts, index))
        return _Search(near, cache(done))

    def _renewed(self, kinship: Kinship, maker: "Callable[[], Maker]", beside: Runner) -> _Search:
        """A search of which little changed: index and parts are made beside the pages."""

        def renewed() -> "Searched":
            with self._explained():
                return maker().renewed()

        self.stage.told("index")
        begun = beside(renewed)

        def done() -> "Searched":
            searched = begun()
            with self._explained():
                kinship.remember()
            return searched

        return _Search(kinship.near, cache(done))

    def _parts(self, search: _Search, maker: "Callable[[], Maker]") -> Iterator[File]:
        """The parts of the search, asked for when the pages are there; all anew if what is kept of them is damaged."""
        parts, seconds = search.done()
        self.stage.seconds.update(seconds)
        if parts is not None:
            made, stays = parts
            yield from made
            yield from filter(None, map(self.stood.file, stays))
            return
        try:
            with self._explained():
                yield from maker().anew()
        except Torn as torn:
            told = "wat er wordt geschreven, is niet te lezen. Is de schijf vol of kapot?"
            raise KbError(f"Werken in de map {self.options.work} lukt niet: {told}") from torn

    def _explained(self) -> AbstractContextManager[None]:
        """Says in Dutch why the work folder refuses."""
        return work.explained(self.options.work)


@contextmanager
def _awaited(search: _Search) -> Iterator[None]:
    """What goes wrong in the block does not stop the search halfway: its index stays of use."""
    try:
        yield
    except Exception:
        with suppress(Exception):
            search.done()
        raise
