"""Finds places in the source of a Markdown text, and takes its comments out."""

import re
from collections import deque
from collections.abc import Iterator

from kb.content.notes import Notes
from kb.problems import Place

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_HASH_HEADING = re.compile(r"(#{1,6})[^#]")
_UNDERLINE = re.compile(r"(=+|-+) *$")


class SourceText:
    """The source of a text; its first line is `first_line` of the file."""

    def __init__(self, text: str, notes: Notes, first_line: int) -> None:
        self._text = text
        self._notes = notes
        self._offset = first_line - 1
        self._found: dict[str, int] = {}
        self.start = notes.place(max(first_line - 1, 1))
        self.without_comments = self._blank_comments() if "<!--" in text else text
        self._headings = deque(self._scan_headings())
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
        while self._headings:
            found, line = self._headings.popleft()
            if found == level:
                return self._notes.place(line + self._offset)
        return self.start

    def later_than(self, number: int) -> int | None:
        """Remember the number of a heading; the highest one before it, if that is higher or the same."""
        highest = max(self._numbers, default=-1)
        self._numbers.append(number)
        return highest if highest >= number else None

    def place(self, offset: int) -> Place:
        """The place of a character of this text."""
        place = self._notes.place_of(self._text, offset)
        return self._notes.place(place.line + self._offset, place.column)

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
        code = {number for number, _, is_code in self._code_lines() if is_code}
        text, start = self._text, 0
        while (begin := text.find("<!--", start)) >= 0:
            start = begin + len("<!--")
            line_start = text.rfind("\n", 0, begin) + 1
            if text.count("\n", 0, begin) + 1 in code or text.count("`", line_start, begin) % 2:
                continue
            end = text.find("-->", start)
            if end < 0:
                message = "Dit commentaar is niet afgesloten; het komt als gewone tekst op de site."
                self._notes.add(self.place(begin), "open-commentaar", message, "Zet `-->` achter het commentaar.")
                break
            comment = text[begin : end + len("-->")]
            text = text.replace(comment, re.sub(r"[^\n]", " ", comment), 1)
        return text
