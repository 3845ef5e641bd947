"""What can be wrong: an editor's mistake with its place and cure (a value), and other trouble (an exception)."""

from collections.abc import Iterable
from typing import Generic, Literal, TypeVar

from msgspec import Struct

Severity = Literal["error", "warning"]
T_co = TypeVar("T_co", covariant=True)


class KbError(Exception):
    """Trouble that is no mistake in a practice: a folder that can't be written, a site that is not ours.

    The message is one Dutch sentence for whoever gave the command. The family:

        KbError
        ├── UsageError      the command was given wrongly (exit code 2)
        ├── PublishError    the site could not be put in place; what was published is untouched
        ├── BusyError       another build is working here
        └── IndexMissing    there is no search index (yet) in the work folder
    """


class UsageError(KbError):
    """The command was given wrongly."""


class PublishError(KbError):
    """The site could not be put in place; what was published is untouched."""


class BusyError(KbError):
    """Another build is working in this work folder."""


class IndexMissing(KbError):  # noqa: N818 - it names a state, as FileNotFoundError does
    """There is no search index in the work folder, or it is of another version."""


class Place(Struct, frozen=True, order=True):
    """A place in a file: path as the editor knows it, line and column counted from 1 (columns in characters)."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


class Problem(Struct, frozen=True, order=True):
    """One mistake: where, which rule (`code`), what is wrong (`message`) and what to do (`hint`), in Dutch."""

    place: Place
    code: str
    message: str
    hint: str = ""
    severity: Severity = "error"


class Outcome(Struct, Generic[T_co], frozen=True):
    """What reading gave: a value (None when nothing usable is left) and the problems met on the way."""

    value: T_co | None
    problems: tuple[Problem, ...] = ()

    @property
    def ok(self) -> bool:
        """True when there is a value and no problem is an error."""
        return self.value is not None and not errors(self.problems)


def errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Only the problems that stop a build."""
    return tuple(p for p in problems if p.severity == "error")
