"""Reads and checks the content folder, with what the work folder remembers of it."""

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from kb import lastbuild, work
from kb.buildoptions import refuse_missing
from kb.config import LISTS
from kb.content.corpus import Folder, Readers, read_folder
from kb.editing.duplicates import check_alike
from kb.filedigests import FileDigests
from kb.forks import processors
from kb.model import Corpus
from kb.perfile import PerFile
from kb.problems import Outcome, Problem
from kb.workers import Workers, uncollected

Further = Callable[[Folder], Iterable[Problem]]
"""Looks for problems that neither a build nor a closer look at the texts finds."""


def read(content: Path, day: date, readers: Readers | None = None) -> Outcome[Corpus]:
    """All of a content folder, with every problem. UsageError when there is no such folder."""
    return read_all(content, day, readers).outcome


def read_all(content: Path, day: date, readers: Readers | None = None) -> Folder:
    """As `read`, with what checks need that look deeper than a build does."""
    refuse_missing(content)
    return read_folder(content, LISTS, today=day, shown=content.as_posix(), readers=readers)


def read_remembered(content: Path, day: date, folder: Path) -> Folder:
    """As `read_all`; what the work folder remembers need not be read again, if there is one."""
    work.refuse_tracked(folder)
    with Workers(processors()) as workers, uncollected():
        files = PerFile(folder, lastbuild.code(), FileDigests(folder), workers, with_tokens=False)
        return read_all(content, day, files)


def check(content: Path, day: date, folder: Path, further: Further | None = None) -> Outcome[Corpus]:
    """Every problem of a build, and those that only show on a closer look; `further` gives more.

    `folder`: the work folder, where what is known of a file that kept its bytes is found.
    """
    found = read_remembered(content, day, folder)
    corpus = found.outcome.value
    deeper = [*(check_alike(corpus.whole.values()) if corpus else ()), *(further(found) if further else ())]
    return Outcome(corpus, tuple(sorted({*found.outcome.problems, *found.unsilenced(deeper)})))


def stops(problems: tuple[Problem, ...], *, strict: bool) -> bool:
    """True when nothing may be published with these problems."""
    return any(strict or problem.severity == "error" for problem in problems)
