"""Finds places in the source of a Markdown text, and takes its comments out."""

import re
from bisect import bisect_right
from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from functools import cached_property

from kb.content.notes import Notes
from kb.problems import Place

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_HASH_HEADING = re.compile(r"(#{1,6})[^#]")
_UNDERLINE = re.compile(r"(=+|-+) *$")
_TAB = 4  # spaces that Python-Markdown makes of a tab at most


class SourceText:
    """The source of a text; its first line is `first_line` of the file."""

    def __init__(self, text: str, notes: Notes, first_line: int) -> None:
        self._text = text
        self._notes = notes
        self._offset = first_line - 1
        self._found: dict[str, int] = {}
        self._rows: dict[str, int] = {}
        self._lines = [0, *(found.end() for found in re.finditer("\n", text))]
        self.start = notes.place(max(first_line - 1, 1))
        self.without_comments = self._blank_comments() if "<!--" in text else text
        self._headings: defaultdict[int, deque[int]] = defaultdict(deque)
        for level, line in self._scan_headings():
            self._headings[level].append(line)
        self._last_heading = 0
        self._numbers: list[int] = []

    def find(self, text: str, *better: str) -> Place:
        """The place of the next time that this text stands in the source; `better` are tried first."""
        for needle in (*better, text):
            at = self._text.find(needle, self._found.get(needle, 0)) if needle else -1
            if at >= 0:
                self._found[needle] = at + len(needle)
                inner = needle.find(text)
                return self.place(at + max(inner, 0))
        return self.start

    def next_heading(self, level: int) -> Place:
        """The place of the next heading of this level."""
        lines = self._headings[level]
        while lines and lines[0] <= self._last_heading:
            lines.popleft()
        if not lines:
            return self.start
        self._last_heading = lines.popleft()
        return self.line(self._last_heading)

    @cached_property
    def code(self) -> frozenset[int]:
        """The numbers (from 1) of the lines in blocks that are marked as code."""
        return frozenset(number for number, _, is_code in self._code_lines() if is_code)

    def is_code(self, place: Place) -> bool:
        """True for a place in such a block."""
        return place.line - self._offset in self.code

    def later_than(self, number: int) -> int | None:
        """Remember the number of a heading; the highest one before it, if that is higher or the same."""
        highest = max(self._numbers, default=-1)
        self._numbers.append(number)
        return highest if highest >= number else None

    def find_row(self, row: str) -> Place:
        """The place of the next line that holds this, in which tabs may be spaces; if it can, outside code."""
        for number, line in (*self.prose_lines(), *enumerate(self.without_comments.split("\n"), 1)):
            if number > self._rows.get(row, 0) and row in line.expandtabs(_TAB):
                self._rows[row] = number
                return self.line(number, line.find(row.split(maxsplit=1)[0]) + 1)
        return self.start

    def prose_lines(self) -> Iterator[tuple[int, str]]:
        """Number (from 1) and text of each line, without comments; of one in a block of code the text is empty."""
        lines = zip(self._code_lines(), self.without_comments.split("\n"), strict=True)
        return ((number, "" if is_code else line) for (number, _, is_code), line in lines)

    def line(self, number: int, column: int = 1) -> Place:
        """The place of a line of this text, by its number (from 1)."""
        return self._notes.place(number + self._offset, column)

    def place(self, offset: int) -> Place:
        """The place of a character of this text."""
        line = bisect_right(self._lines, offset)
        return self.line(line, offset - self._lines[line - 1] + 1)

    def _code_lines(self) -> Iterator[tuple[int, str, bool]]:
        """Number (from 1) and text of each line, and whether it is in a block of code."""
        fence = ""
        for number, line in enumerate(self._text.split("\n"), 1):
            found = _FENCE.match(line)
            inside = bool(fence)
            if found and not fence:
                fence, inside = found[1], True
            elif found and found[1].startswith(fence) and not line.strip(" `~"):
                fence = ""
            yield number, line, inside

    def _scan_headings(self) -> Iterator[tuple[int, int]]:
        before = ""
        for number, line, is_code in self._code_lines():
            found = _HASH_HEADING.match(line)
            if is_code:
                before = ""
                continue
            if found:
                yield len(found[1]), number
            elif before.strip() and _UNDERLINE.match(line):
                yield (1 if line.startswith("=") else 2), number - 1
            before = line

    def _blank_comments(self) -> str:
        """The text with spaces for comments, so that every line stays where it was."""
        text, kept, start = self._text, [""], 0
        in_code = self._in_code()
        while (begin := text.find("<!--", start)) >= 0:
            end = begin + len("<!--")
            if bisect_right(self._lines, begin) in self.code or in_code(begin, start):
                kept.append(text[start:end])
                start = end
                continue
            end = text.find("-->", end) + len("-->")
            if end < len("-->"):
                message = "Dit commentaar is niet afgesloten; het komt als gewone tekst op de site."
                self._notes.add(self.place(begin), "open-commentaar", message, "Zet `-->` achter het commentaar.")
                break
            kept += (text[start:begin], re.sub(r"[^\n]", " ", text[begin:end]))
            start = end
        return "".join((*kept, text[start:]))

    def _in_code(self) -> Callable[[int, int], bool]:
        """Says of one place after another whether a backtick stands open there; `since`: nothing before it counts."""
        line, ticks, counted = 0, 0, 0

        def is_open(at: int, since: int) -> bool:
            nonlocal line, ticks, counted
            if (now := bisect_right(self._lines, at)) != line:
                line, ticks, counted = now, 0, self._lines[now - 1]
            ticks += self._text.count("`", max(counted, since), at)
            counted = at
            return ticks % 2 == 1

        return is_open
