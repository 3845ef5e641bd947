"""The search of a site: the index, which practices are related, and the parts for the browser."""

from pathlib import Path

from msgspec import Struct

from kb.forks import Runner
from kb.model import Corpus
from kb.progress import Stopwatch
from kb.search.delta import Delta, Taken
from kb.search.docparts import Cards
from kb.search.index import Index
from kb.search.indexrecord import Torn
from kb.search.related import Near, related
from kb.search.shards import search_files
from kb.search.writing import Begun, begin_index, write_index
from kb.site.staging import Keep
from kb.sitefile import Earlier, File, KeptFile
from kb.workers import uncollected

Parts = tuple[list[File], list[str]] | None
"""The parts of the search for the browser: those that were made, and the paths of those that stay as they stood: it
takes long to send thousands of files to another process. None where what they are made of was damaged."""


Searched = tuple[Parts, dict[str, float]]
"""What was made of a search, and how many seconds that took, by stage. A plain value: who gets it from a copy of its
process need not load what made it."""


class Maker(Struct, frozen=True):
    """Makes the search of a corpus, with its index in a folder.

    `taken`: what is known of the practices; `found`: what changed since the index was made, if that is known;
    `cards`: how practices are shown; `stood`: the files of an earlier build; `keep`: how a file is kept until it is
    published.
    """

    corpus: Corpus
    taken: Taken
    found: Delta | None
    folder: Path
    cards: Cards
    stood: Earlier
    keep: Keep

    def begun(self, beside: Runner) -> Begun:
        """The index, but for what somebody `beside` this process is still writing."""
        return begin_index(self.corpus, self.folder, self.taken, beside)

    def related(self, index: Index) -> Near:
        """Which practices are related, by id."""
        return related(index, self.taken.alike)

    def parts(self, index: Index) -> Searched:
        """The parts of an index that was written just now."""
        stage = Stopwatch()
        with uncollected(), stage("search"):
            parts = self._parts(index)
        return parts, stage.seconds

    def renewed(self) -> Searched:
        """Index and parts of a search of which little changed."""
        stage = Stopwatch()
        with stage("index"):
            index = begin_index(self.corpus, self.folder, self.taken, found=self.found).finish()
        with stage("search"):
            parts = self._parts(index)
        return parts, stage.seconds

    def anew(self) -> tuple[File, ...]:
        """The parts, with nothing trusted that is known. Torn when not even what is written now can be read."""
        return tuple(map(self.keep, search_files(write_index(self.corpus, self.folder), self.cards, self.stood)))

    def _parts(self, index: Index) -> Parts:
        made: list[File] = []
        stays: list[str] = []
        try:
            for file in map(self.keep, search_files(index, self.cards, self.stood)):
                if isinstance(file, KeptFile) and file.folder == self.stood.folder:
                    stays.append(file.path)
                else:
                    made.append(file)
        except Torn:
            return None
        return made, stays
