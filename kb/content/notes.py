"""The notebook in which the readers of one file write what they find wrong."""

from kb.content.codes import WARNINGS
from kb.problems import Place, Problem, Severity


class Notes:
    """Problems of one file, in the order in which they were met; `path` as the problems will show it."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.problems: list[Problem] = []

    def place(self, line: int, column: int = 1) -> Place:
        """A place in this file."""
        return Place(self.path, line, column)

    def place_of(self, text: str, offset: int) -> Place:
        """The place of a character of the file's text (its lines end in a newline)."""
        return self.place(text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))

    def add(self, place: Place, code: str, message: str, hint: str = "") -> None:
        """Write a problem down; whether it is an error or a warning follows from its code."""
        severity: Severity = "warning" if code in WARNINGS else "error"
        self.problems.append(Problem(place, code, message, hint, severity))

    @property
    def failed(self) -> bool:
        """True when an error has been noted."""
        return any(problem.severity == "error" for problem in self.problems)
