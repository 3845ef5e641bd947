"""A practice file that is to be read, and what it gave beside its text; its id, and which warnings it silences."""

from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Protocol

from msgspec import Struct

from kb.content.files import read_bytes
from kb.content.nodes import Scalar, Table
from kb.content.notes import Notes
from kb.content.sheet import Reference, items
from kb.content.values import is_id
from kb.folding import slug
from kb.model import Practice, WholePractice
from kb.problems import Problem

MAX_ID = 80


class Reading(Struct, frozen=True):
    """What one file gave beside its text: the practice if it has no errors, and what must be checked against others.

    `silenced` are the codes of warnings that the editor lets stand; `ids` the ids in its text.
    """

    id: str
    path: str
    practice: Practice | None
    problems: tuple[Problem, ...]
    references: tuple[Reference, ...] = ()
    ids: frozenset[str] = frozenset()
    silenced: frozenset[str] = frozenset()
    is_draft: bool = False


class Source(Struct, frozen=True):
    """A practice file, that need not have been opened: its path, relative to the content folder."""

    path: str
    content: Path

    def read(self) -> bytes | Reading:
        """Its bytes; where it can't be read, the reading that says so."""
        notes = Notes(self.path)
        data = read_bytes(self.content / self.path, self.content, notes)
        return Reading(id_of(self.path, notes), self.path, None, tuple(notes.problems)) if data is None else data


class Memory(Protocol):
    """What is remembered of files as a whole."""

    @property
    def practice(self) -> Callable[[str], Practice]:
        """The practice at a path, without its text."""

    def digest(self, path: str) -> str:
        """The digest of the bytes of a file; empty where there is none."""

    def recall(self) -> str:
        """What was kept of files that said the same, but for their texts; empty where nothing was."""

    def keep(self, told: str) -> None:
        """Keep this, which followed from these files."""


class Readings(Struct, frozen=True):
    """What files gave, and the practice with its text by the path of its file."""

    readings: Sequence[Reading]
    whole: Callable[[str], WholePractice]
    memory: Memory | None = None


def silenced_in(header: Table | None) -> frozenset[str]:
    """The checks that a file silences; read from the nodes, so that they are silent in a file with errors too."""
    node = header.get("silence") if header else None
    checks = (entry.get("check") for entry in (items(node) if node else ()) if isinstance(entry, Table))
    return frozenset(check.text for check in checks if isinstance(check, Scalar))


def is_told(problem: Problem, silenced: Collection[str]) -> bool:
    """True unless it is a warning that its file silences."""
    return problem.severity == "error" or problem.code not in silenced


def id_in(path: str) -> str:
    """The id that a file name gives."""
    return path.rpartition("/")[2].removesuffix(".md")


def id_of(path: str, notes: Notes) -> str:
    """As `id_in`; noted when it can't be one."""
    name = id_in(path)
    if not is_id(name):
        hint = f"Noem het `{id_from_title(name)}.md`."
        notes.add(notes.place(1), "bestandsnaam", f"`{name}` kan geen id van een praktijk zijn.", hint)
    return name


def id_from_title(title: str) -> str:
    """An id that fits a title: whole words, at most 80 characters; always a good one."""
    name = slug(title)
    if len(name) > MAX_ID:
        name = name[: MAX_ID + 1].rpartition("-")[0] or name[:MAX_ID]
    return name if is_id(name) else f"praktijk-{name}".strip("-")[:MAX_ID]
