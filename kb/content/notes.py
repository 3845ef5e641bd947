"""The notebook in which the readers of one file write what they find wrong."""

import re
from bisect import bisect_right
from collections import Counter

from kb.content.codes import WARNINGS
from kb.problems import Place, Problem, Severity

MOST = 20
"""So many problems of one kind are told of a file; the rest is counted."""


class Notes:
    """Problems of one file, in the order in which they were met; `path` as the problems will show it."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.problems: list[Problem] = []
        self._counts: Counter[str] = Counter()
        self._counted: dict[str, int] = {}
        self._text, self._starts = "", [0]

    def place(self, line: int, column: int = 1) -> Place:
        """A place in this file."""
        return Place(self.path, line, column)

    def place_of(self, text: str, offset: int) -> Place:
        """The place of a character of the file's text (its lines end in a newline)."""
        if text is not self._text:  # a long text of nothing but mistakes is asked for each of them
            self._text, self._starts = text, [0, *(found.end() for found in re.finditer("\n", text))]
        line = bisect_right(self._starts, offset)
        return self.place(line, offset - self._starts[line - 1] + 1)

    def add(self, place: Place, code: str, message: str, hint: str = "") -> None:
        """Write a problem down; whether it is an error or a warning follows from its code."""
        severity: Severity = "warning" if code in WARNINGS else "error"
        self._counts[code] += 1
        more = self._counts[code] - MOST
        if more > 1:
            at = self._counted[code]
            place, message = self.problems[at].place, f"Dit komt hierna nog {more} keer voor in dit bestand."
            self.problems[at] = Problem(place, code, message, "Verbeter eerst wat hierboven staat.", severity)
            return
        self._counted[code] = len(self.problems)
        self.problems.append(Problem(place, code, message, hint, severity))

    def only_counts(self, code: str) -> bool:
        """True when another problem of this kind is no longer told: its hint need not be looked for."""
        return self._counts[code] > MOST

    def forget(self, since: int) -> None:
        """Take back all but the first `since` problems."""
        del self.problems[since:]
        self._counts = Counter(problem.code for problem in self.problems)

    @property
    def failed(self) -> bool:
        """True when an error has been noted."""
        return any(problem.severity == "error" for problem in self.problems)
