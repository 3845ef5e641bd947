"""What keeps the collection alive: the deeper checks, the list of what to do, renaming and taking away."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kb import pipeline, work
from kb.config import read_settings
from kb.content.corpus import Folder
from kb.editing import links
from kb.editing.alike import check_alike
from kb.editing.asking import Manners
from kb.model import Corpus
from kb.problems import Outcome, Problem


@dataclass(frozen=True, slots=True)
class Asking:
    """How other sites are asked: with which manners, where answers are remembered, and who hears how far it is."""

    manners: Manners
    work: Path
    told: Callable[[int, int], None] = lambda _known, _left: None


def check(content: Path, day: date, remembered: Path, asking: Asking | None = None) -> Outcome[Corpus]:
    """Every problem of a build and those that only show on a closer look; with `asking` also links to other sites.

    `remembered`: the work folder, where what is known of a file that kept its bytes is found.
    """
    folder = pipeline.read_remembered(content, day, remembered)
    corpus = folder.outcome.value
    deeper: list[Problem] = list(check_alike(corpus.practices)) if corpus else []
    if asking is not None:
        deeper += _check_links(folder, day, asking)
    return Outcome(corpus, tuple(sorted({*folder.outcome.problems, *folder.unsilenced(deeper)})))


def manners() -> Manners:
    """How we ask other sites: we say who we are."""
    about = read_settings().repository_url
    return Manners(f"wat-werkt-waar (controle van links{f'; {about}' if about else ''})")


def _check_links(folder: Folder, day: date, asking: Asking) -> list[Problem]:
    places = [(each.target.partition("#")[0], each.place) for each in folder.outside]
    work.refuse_tracked(asking.work)
    known = links.read_known(asking.work)

    def told(found: links.Known, left: int) -> None:
        with work.explained(asking.work):  # after each site, so that a run that is stopped need not ask again
            work.make(asking.work)
            links.keep(asking.work, {**known, **found})
        asking.told(len(found), left)

    found = links.look_all((address for address, _ in places), known, asking.manners, day, told)
    return list(links.problems(places, found))
