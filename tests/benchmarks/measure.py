"""Measures one site with all questions: every figure of its column in the tables."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from playwright.sync_api import Browser

from tests.benchmarks.documents import Question
from tests.benchmarks.figures import median, steps
from tests.benchmarks.line import serving
from tests.benchmarks.sites import PAGE_KINDS, Site
from tests.benchmarks.visit import SLOW, Asked, Longest, Reader, Visit

SOME = 6
"""So many questions where each takes long: typed, without compression, on the slow line."""
FEW = 4
"""So many where all questions need the same files."""
AT_ONE_PAGE = 5
"""Questions to one page with a slow processor."""


@dataclass(frozen=True, slots=True)
class Measured:
    """All that was measured of a site; what takes time may be left out."""

    site: Site
    pasted: Sequence[Visit]
    followed: Sequence[Visit]
    typed: Sequence[Visit]
    plain: Sequence[Visit] = ()
    """Pasted, without compression."""
    slowly_pasted: Sequence[Visit] = ()
    slowly_followed: Sequence[Visit] = ()
    onward: Sequence[float] = ()
    """Ms of the next question, for which parts must be loaded."""
    again: Sequence[float] = ()
    """Ms of a question that was asked before."""
    waits: Sequence[Longest] = ()

    def steps(self, visit: Visit) -> int:
        """Dependent steps behind the page's own script, until the titles."""
        return steps((f.begun, f.ended) for f in visit.before if self.site.kind(f.path) not in PAGE_KINDS)

    def ratio(self, others: Iterable[Visit]) -> float:
        """How many times the bytes of pasting the same questions these took, until all was quiet; in the middle."""
        usual = {visit.question: size(visit.files) for visit in self.pasted}
        return median(size(visit.files) / usual[visit.question] for visit in others)


def size(files: Iterable[Asked]) -> int:
    """Bytes of the files together, heads included."""
    return sum(each.size for each in files)


def of(visits: Iterable[Visit], words: int) -> list[Visit]:
    """The visits with a question of so many words."""
    return [visit for visit in visits if visit.question.words == words]


def measure(browser: Browser, site: Site, questions: Sequence[Question], *, timed: bool) -> Measured:
    """Visit the site with all questions, with a few where that says it all; without times when not `timed`."""
    few = questions[:FEW] if site.whole else questions
    with serving(site.folder) as line:
        reader = Reader(browser, line)
        counted = Measured(
            site,
            pasted=[reader.pastes(question) for question in few],
            followed=[reader.follows(question) for question in few],
            typed=[reader.types(question) for question in few[:SOME]],
        )
        timed_too = _timed(reader, counted, questions) if timed else counted
        line.compressed = False
        return replace(timed_too, plain=[reader.pastes(question) for question in few[:SOME]])


def _timed(reader: Reader, counted: Measured, questions: Sequence[Question]) -> Measured:
    whole = counted.site.whole
    slow = questions[: FEW // 2 if whole else SOME]
    times = reader.goes_on(questions)
    return replace(
        counted,
        slowly_pasted=[reader.pastes(question, SLOW) for question in slow],
        slowly_followed=[reader.follows(question, SLOW) for question in slow],
        onward=times[: len(questions) - 1],
        again=times[len(questions) - 1 :],
        waits=[reader.waits(part) for part in _parts(questions[:AT_ONE_PAGE] if whole else questions)],
    )


def _parts(questions: Sequence[Question]) -> Iterable[Sequence[Question]]:
    return (questions[start : start + AT_ONE_PAGE] for start in range(0, len(questions), AT_ONE_PAGE))


def by_kind(measured: Measured, words: int, *, quiet: bool) -> dict[str, float]:
    """Bytes of each kind of file for a question of so many words, on average, largest first; pasted."""
    visits = of(measured.pasted, words)
    sums = Counter[str]()
    for visit in visits:
        for each in visit.files if quiet else visit.before:
            sums.update(dict(measured.site.split(each.path, each.size)))
    return {kind: total / len(visits) for kind, total in sums.most_common()}
