"""The content folder as a whole: every file read, the rules between files, and every problem in one run."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct
from msgspec.structs import replace

from kb.content.adoption import with_computed
from kb.content.between import Found, check_between
from kb.content.corpus_cache import Whole, media_files, recall, remember
from kb.content.exif import has_position
from kb.content.files import ASIDE, DOSSIERS, LISTS, MEDIA, read_bytes
from kb.content.notes import Notes
from kb.content.reading import Reading, Readings, Source, id_in, is_told
from kb.content.sheet import OUTSIDE, Reference
from kb.folding import slug
from kb.model import Corpus, Dossier, Lists, Practice, WholePractice
from kb.problems import Outcome, Place, Problem

if TYPE_CHECKING:
    from kb.content.dossiers import DossierReading

MAX_FOLDERS = 20
"""Folders in each other; what lies deeper is told, and not read."""
_RENAME = "Noem het `{name}`, of `_{other}` als het geen praktijk is."
_RETYPE = "Zet de tekst in een bestand `{name}`. Is het geen praktijk? Noem het `_{other}`."
_IMPORT = "Maak er een voorstel van met `kb import`, en zet dit bestand zelf ergens anders."
_PICTURE = f"Zet een afbeelding in `{MEDIA}/`."
_OTHER_FILES: Mapping[str, str] = {
    **dict.fromkeys(("md", "markdown", "mdown", "mkd", "txt"), _RENAME),
    **dict.fromkeys(("docx", "xlsx"), _IMPORT),
    **dict.fromkeys(("doc", "odt", "rtf", "pdf", "html", "htm"), _RETYPE),
    **dict.fromkeys(("jpg", "jpeg", "png", "gif", "webp"), _PICTURE),
}
"""What a file is called that an editor leaves between the practices, by its ending, and what to do with it."""
# When a list could not be read, what it would have known is no mistake in a practice.
_FOLLOW_UPS = frozenset({"onbekende-term", "onbekende-gemeente", "onbekend-veld", "gemeente-regio"})


class Folder(Struct, frozen=True):
    """A content folder as it was read: the outcome, and what checks need that look deeper than a build does.

    `found` is None when nothing was read, or nothing had to be: nothing is wrong then, and nothing changed but texts.
    `shown` is the folder as the editor typed it.
    """

    outcome: Outcome[Corpus]
    found: Found | None = None
    shown: str = ""

    @property
    def outside(self) -> tuple[Reference, ...]:
        """All addresses on other sites that the files name; their places are relative to the folder."""
        if self.found is None:
            return ()
        every = (reference for reading in self.found.readings for reference in reading.references)
        return tuple(each for each in (*every, *self.found.references) if each.kind == OUTSIDE)

    def unsilenced(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """Those of further problems (places relative to the folder) that no editor silenced, with whole paths."""
        silenced = self.found.silenced if self.found else {}
        return tuple(_at(problem, self.shown) for problem in _unsilenced(problems, silenced))


class Readers(Protocol):
    """Reads the files of a content folder, each by itself; one that remembers gives the same as one that doesn't."""

    def lists(self, folder: Path, shown: str) -> Outcome[Lists]:
        """The lists in a folder, which is shown so."""

    def dossier(self, data: bytes, path: str) -> "DossierReading":
        """The dossier in a file."""

    def readings(self, sources: Iterable[Source], lists: Lists) -> Readings:
        """The readings of practice files, in their order."""


def read_corpus(content: Path, fallback_lists: Path, *, today: date, shown: str = "") -> Outcome[Corpus]:
    """The outcome of `read_folder`, for who remembers nothing."""
    return read_folder(content, fallback_lists, today=today, shown=shown).outcome


def read_folder(
    content: Path, fallback_lists: Path, *, today: date, shown: str = "", readers: Readers | None = None
) -> Folder:
    """All that a content folder holds; `shown` is the folder as the editor typed it, `readers` read the practices.

    Without `_lists` in the folder the lists of `fallback_lists` count. The value is None when there are no lists;
    else it has all practices without errors (`Outcome.ok` says whether it may be published). Problems by place.
    """
    readers = readers or _readers()
    shown = (shown or str(content)).rstrip("/") or "/"
    if not content.is_dir():
        message = f"De map `{shown}` is er niet."
        problem = Problem(Place(shown), "geen-bestand", message, "Geef met `--content` de goede map.")
        return Folder(Outcome(None, (problem,)))
    lists = _lists(content, fallback_lists, shown, readers)
    if lists.value is None:
        return Folder(Outcome(None, lists.problems))
    problems: list[Problem] = []
    read = _readings(content, lists.value, problems, readers)
    apart = _read_apart(content, problems, today, readers)
    if not problems and (same := recall(content, lists.value, read, apart)):
        corpus, warnings = same
        everything = sorted({*lists.problems, *(_at(problem, shown) for problem in warnings)})
        return Folder(Outcome(corpus, tuple(everything)), None, shown)
    is_plain = not problems
    found = _whole(read.readings, apart, shown.rstrip("/"))
    problems += (problem for reading in found.readings for problem in reading.problems)
    problems += _unsilenced(check_between(found), found.silenced)
    corpus = _corpus(content, found, lists.value, problems, read.whole)
    if is_plain and all(problem.severity == "warning" for problem in problems):
        remember(read, apart, corpus, problems)
    if not lists.ok:
        problems = [problem for problem in problems if problem.code not in _FOLLOW_UPS]
    everything = sorted({*lists.problems, *(_at(problem, shown) for problem in problems)})
    return Folder(Outcome(corpus, tuple(everything)), found, shown)


def _readers() -> Readers:
    """Who remembers nothing."""
    from kb.content.readers import PLAIN  # noqa: PLC0415 - loads YAML and Markdown: slow, and who remembers seldom needs it

    return PLAIN


def _lists(content: Path, fallback: Path, shown: str, readers: Readers) -> Outcome[Lists]:
    own = content / LISTS
    there = own.exists() or own.is_symlink()
    return readers.lists(own, f"{shown}/{LISTS}") if there else readers.lists(fallback, str(fallback))


def _read_apart(content: Path, problems: list[Problem], today: date, readers: Readers) -> Found:
    """All but the practices."""
    silenced: dict[str, frozenset[str]] = {}
    dossiers: list[Dossier] = []
    references: list[Reference] = []
    paths = tuple(_markdown_files(content, DOSSIERS, problems))
    for path in paths:
        notes = Notes(path)
        data = read_bytes(content / path, content, notes)
        problems += notes.problems
        if data is not None:
            given = readers.dossier(data, path)
            problems += given.problems
            references += given.references
            silenced[path] = given.silenced
            dossiers += [given.dossier] if given.dossier else []
    ids = frozenset(map(id_in, paths))
    folder = content / MEDIA
    names = frozenset(entry.name for entry in folder.iterdir()) if folder.is_dir() else frozenset()
    dossiers.sort(key=lambda dossier: dossier.id)
    return Found((), tuple(dossiers), ids, tuple(references), silenced, names, today)


def _whole(readings: Sequence[Reading], apart: Found, shown: str) -> Found:
    """All that was read. `apart`: what is no practice."""
    silenced = {reading.path: reading.silenced for reading in readings}
    return replace(apart, readings=readings, silenced={**silenced, **apart.silenced}, shown=shown)


def _readings(content: Path, lists: Lists, problems: list[Problem], readers: Readers) -> Readings:
    """All practices, in the order of their paths."""
    return readers.readings((Source(path, content) for path in _markdown_files(content, "", problems)), lists)


def _markdown_files(content: Path, folder: str, problems: list[Problem]) -> Iterator[str]:
    """Paths of the Markdown files in a folder and below it, relative to the content folder, in order."""
    if not (content / folder).is_dir():
        return
    for entry in sorted(os.scandir(content / folder), key=lambda entry: entry.name):
        path = f"{folder}/{entry.name}".lstrip("/")
        if entry.name.startswith(ASIDE):
            continue
        if not path.isascii() and (shown := _shown(path)) != path:
            message = f"De naam `{shown}` is niet opgeslagen als UTF-8."
            problems.append(Problem(Place(shown), "bestandsnaam", message, "Geef een naam van gewone letters."))
        elif entry.is_dir(follow_symlinks=False) and path.count("/") >= MAX_FOLDERS:
            message = f"Hier staan meer dan {MAX_FOLDERS} mappen in elkaar; wat hierin staat, lezen we niet."
            problems.append(Problem(Place(path), "map-diep", message, "Zet de bestanden in een map hoger."))
        elif entry.is_dir(follow_symlinks=False):
            yield from _markdown_files(content, path, problems)
        elif entry.name.endswith(".md"):
            if entry.name != "README.md":
                yield path
        elif hint := _other_file(entry.name):
            message = "Dit bestand lezen we niet: een praktijk staat in een bestand dat op `.md` eindigt."
            problems.append(Problem(Place(path), "ander-bestand", message, hint, "warning"))


def _other_file(name: str) -> str:
    """What to do with a file that is no Markdown and that somebody may have meant to be read; empty for any other."""
    stem, _, ending = name.rpartition(".")
    if not stem or ending.lower() not in _OTHER_FILES:
        return ""
    return _OTHER_FILES[ending.lower()].format(name=f"{slug(stem)}.md", other=name)


def _shown(path: str) -> str:
    """The path, with a sign in the place of each byte that is no UTF-8."""
    return path.encode(errors="surrogateescape").decode(errors="replace")


def _unsilenced(problems: Iterable[Problem], silenced: Mapping[str, frozenset[str]]) -> Iterator[Problem]:
    return (problem for problem in problems if is_told(problem, silenced.get(problem.place.path, ())))


def _at(problem: Problem, shown: str) -> Problem:
    return replace(problem, place=replace(problem.place, path=f"{shown.rstrip('/')}/{problem.place.path}"))


def _corpus(
    content: Path, found: Found, lists: Lists, problems: list[Problem], whole: Callable[[str], WholePractice]
) -> Corpus:
    practices: dict[str, Practice] = {}
    for reading in found.readings:
        if reading.practice and not reading.practice.draft:
            practices.setdefault(reading.id, reading.practice)
    references = [*found.references]
    for reading in found.readings:
        if reading.id in practices:
            references += reading.references
    used = sorted({reference.target for reference in references if reference.kind == "image"} & found.media_names)
    media = media_files(content, used, problems)
    located = frozenset(file.name for file in media if has_position(file.data))
    problems += _unsilenced(_located(references, located), found.silenced)
    computed = with_computed((practices[practice_id] for practice_id in sorted(practices)), lists)
    return Corpus(
        practices=computed,
        whole=Whole({practice.id: practice for practice in computed}, whole),
        lists=lists,
        dossiers=found.dossiers,
        media=media,
    )


def _located(references: Iterable[Reference], names: frozenset[str]) -> Iterator[Problem]:
    """Told where a picture is used, so that whoever shows a place on purpose can silence it there."""
    for reference in references:
        if reference.kind == "image" and reference.target in names:
            message = f"In de foto `{reference.target}` staat op welke plek zij is gemaakt."
            hint = "Sla haar op zonder locatie: deel een schermafdruk, of haal de Exif-gegevens eruit."
            yield Problem(reference.place, "foto-positie", message, hint, "warning")
