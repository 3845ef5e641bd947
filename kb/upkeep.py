"""What keeps the collection alive: links to other sites, the list of what to do, renaming and taking away."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct

from kb import operations, reading, work
from kb.config import read_settings
from kb.content.corpus import Folder
from kb.content.sheet import Reference
from kb.disk import write_new
from kb.editing import links, remove, rename, transaction
from kb.editing.asking import Manners
from kb.editing.edits import CannotEditError
from kb.editing.labels import Labels
from kb.editing.proposal import Proposal, propose
from kb.editing.sheets import read_drafts
from kb.editing.todo import Task, link_tasks, tasks, word_tasks
from kb.editing.transaction import Changes
from kb.model import Lists
from kb.problems import KbError, Problem, errors


class Asking(Struct, frozen=True):
    """How other sites are asked: with which manners, where answers are remembered, and who hears how far it is."""

    manners: Manners
    work: Path
    told: Callable[[int, int], None] = lambda _known, _left: None


def manners() -> Manners:
    """How we ask other sites: we say who we are."""
    about = read_settings().repository_url
    return Manners(f"wat-werkt-waar (controle van links{f'; {about}' if about else ''})")


def check_links(asking: Asking, day: date, folder: Folder) -> list[Problem]:
    """What is wrong with the links of a folder to other sites, after asking those of which too little is known."""
    places = [(_asked(each), each.place) for each in folder.outside]
    work.refuse_tracked(asking.work)
    known = links.read_known(asking.work)

    def told(found: links.Known, left: int) -> None:
        with work.explained(asking.work):  # after each site, so that a run that is stopped need not ask again
            work.make(asking.work)
            links.keep(asking.work, {**known, **found})
        asking.told(len(found), left)

    found = links.look_all((address for address, _ in places), known, asking.manners, day, told)
    return list(links.problems(places, found))


def todo(content: Path, day: date, folder: Path) -> tuple[Task, ...]:
    """What there is to do, with what the work folder `folder` remembers of links. KbError when nothing can be read."""
    found = reading.read_all(content, day)
    if found.outcome.value is None:
        raise KbError("Er is nog niets te lezen. Kijk wat er mis is met: kb check")
    work.refuse_tracked(folder)
    corpus, used = found.outcome.value, ((_asked(each), each.place.path) for each in found.outside)
    return (
        *tasks(corpus.practices, corpus.lists, day),
        *link_tasks(used, links.read_known(folder)),
        *word_tasks(corpus),
    )


def _asked(reference: Reference) -> str:
    """The address of a reference as it is asked: what stands behind "#" is for the browser."""
    return reference.target.partition("#")[0]


class Imported(Struct, frozen=True):
    """What became of one practice in a file that was sent: `is_new` unless a file stands at its path already."""

    path: Path
    is_new: bool
    proposal: Proposal


def imported(file: Path, content: Path, day: date) -> tuple[Imported, ...]:
    """Write a proposal for each practice in a Word, Excel or CSV file. A file that is there stays as it is.

    KbError when the file can't be read, or a practice not written.
    """
    lists = operations.lists_of(content)
    drafts = read_drafts(file, Labels(lists).knows)
    name = " ".join(file.stem.replace("_", " ").split())
    proposals = [propose(draft, name, lists, day) for draft in drafts]
    placed = ((content / f"{proposal.id}.md", proposal) for proposal in proposals)
    return tuple(Imported(path, write_new(path, proposal.text), proposal) for path, proposal in placed)


class Renaming(Struct, frozen=True):
    """What gets another name: a practice, or a term of `facet` (which may get another label too)."""

    old: str
    new: str
    facet: str = ""
    label: str = ""


class Removal(Struct, frozen=True):
    """What is taken away: a practice (with a page that says so), or the words for a person."""

    practice: str = ""
    person: str = ""
    why: str = "op verzoek"
    instead: str = "iemand"
    page: bool = True


def renamed(content: Path, asked: Renaming, day: date, *, dry: bool) -> Changes:
    """Give a practice or a term another id, in every file that names it; `dry` only tells which files that are.

    UsageError for a name that can't be; KbError when it can't be done, and then nothing has changed.
    """

    def planned(lists: Lists) -> Changes:
        if asked.facet:
            return rename.rename_term(content, lists, asked.facet, asked.old, asked.new, asked.label)
        return rename.rename_practice(content, lists, asked.old, asked.new)

    return _changed(content, planned, day, dry=dry)


def removed(content: Path, asked: Removal, day: date, *, dry: bool) -> Changes:
    """Take a practice or a person out of every file; as `renamed`."""

    def planned(lists: Lists) -> Changes:
        if asked.person:
            return remove.remove_person(content, asked.person, asked.instead)
        return remove.remove_practice(content, lists, asked.practice, asked.why, page=asked.page)

    return _changed(content, planned, day, dry=dry)


def _changed(content: Path, planned: Callable[[Lists], Changes], day: date, *, dry: bool) -> Changes:
    lists = operations.lists_of(content)
    with transaction.change(content):
        try:
            changes = planned(lists)
        except CannotEditError as stuck:
            raise KbError(f"Er is niets veranderd. Verander dit eerst met de hand: {stuck.place}") from stuck
        _refuse_harm(content, changes, day)
        if not dry:
            transaction.carry_out(content, changes)
    return changes


def _refuse_harm(content: Path, changes: Changes, day: date) -> None:
    """Raise KbError when the changes would bring errors that are not there now. They are tried on a copy first."""
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "inhoud"
        transaction.copied(content, changes, copy)
        before = {(each.code, each.message) for each in errors(reading.read(content, day).problems)}
        found = errors(reading.read(copy, day).problems)
    after = [each for each in found if (each.code, each.message) not in before]
    if after:
        told = [f"  {each.place}: {each.message}".replace(f"{copy.as_posix()}/", "") for each in after[:5]]
        raise KbError("\n".join(["Er is niets veranderd, want daarna klopt dit niet meer:", *told]))
