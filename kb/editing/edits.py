"""Changes in the text of a file that leave all else as it stands: comments, quotes, layout and newlines."""

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct

from kb.content.nodes import Listing, Node, Scalar, Table
from kb.problems import Place

_QUOTED = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"\\]|\\.)*\"", re.DOTALL)
_BOM = b"\xef\xbb\xbf"


class CannotEditError(Exception):
    """A value is written in a way that we can't change without touching more; it stands at `place`."""

    def __init__(self, place: Place) -> None:
        super().__init__(str(place))
        self.place = place


class Edit(Struct, frozen=True, order=True):
    """Replace what stands from `start` to `end` (offsets in the text) by `new`."""

    start: int
    end: int
    new: str = ""


class Text(Struct, frozen=True):
    """The text of a file with newlines as we count them, and how to make its bytes again."""

    text: str
    bom: bool = False
    newline: str = "\n"

    @classmethod
    def of(cls, data: bytes) -> "Text":
        """The text in these bytes; UnicodeDecodeError when they are no UTF-8."""
        text = data.removeprefix(_BOM).decode("utf-8")
        newline = "\r\n" if "\r\n" in text and text.count("\r\n") == text.count("\n") else "\n"
        return cls(text.replace(newline, "\n"), data.startswith(_BOM), newline)

    def edited(self, edits: Iterable[Edit]) -> bytes:
        """The bytes with the edits done; two that overlap are a mistake of ours."""
        text, before = self.text, len(self.text)
        for edit in sorted(set(edits), reverse=True):
            if edit.end > before:
                raise ValueError("edits overlap")
            text, before = text[: edit.start] + edit.new + text[edit.end :], edit.start
        return (_BOM if self.bom else b"") + text.replace("\n", self.newline).encode()

    def offset(self, place: Place) -> int:
        """Where a place is in the text."""
        start = 0
        for _ in range(place.line - 1):
            start = self.text.index("\n", start) + 1
        return start + place.column - 1

    def replaced(self, value: Scalar, new: str) -> Edit:
        """`new`, as YAML writes it, in the place of a value; CannotEditError for one over more lines."""
        start = self.offset(value.place)
        return Edit(start, start + len(self._written(value, start)), new)

    def without_item(self, listing: Listing, item: Node) -> Edit:
        """The list without one of its values, which is not its only one."""
        start = self.offset(item.place)
        if self.text[self.offset(listing.place)] == "[":
            return self._without_flow_item(listing, item)
        line = self.text.rindex("\n", 0, start) + 1
        dash = self.text.rfind("-", line, start)
        if dash < 0 or self.text[line:dash].strip():
            raise CannotEditError(item.place)
        return Edit(line, self._end_of_block(line, dash - line))

    def without_key(self, table: Table, key: Scalar) -> Edit:
        """The table without one of its keys and its value. Keys between braces, and the first of a list, we can't."""
        start = self.offset(key.place)
        line = self.text.rfind("\n", 0, start) + 1
        if self.text[line:start].strip() or self.text[self.offset(table.place)] == "{":
            raise CannotEditError(key.place)
        return Edit(line, self._end_of_block(line, start - line))

    def before_key(self, key: Scalar, table: Table, new: str) -> Edit:
        """A new `key: value` before one that stands there, in the same layout."""
        start = self.offset(key.place)
        if self.text[self.offset(table.place)] == "{":
            return Edit(start, start, f"{new}, ")
        line = self.text.rfind("\n", 0, start) + 1
        return Edit(start, start, f"{new}\n{' ' * (start - line)}")

    def with_first(self, value: Node, new: Sequence[str]) -> Edit:
        """A list with more values in front (as they are written); a single value becomes a list."""
        start = self.offset(value.place)
        if isinstance(value, Scalar):
            written = self._written(value, start)
            return Edit(start, start + len(written), f"[{', '.join([*new, written])}]")
        if self.text[start] == "[":
            return Edit(start + 1, start + 1, "".join(f"{each}, " for each in new))
        indent = " " * (start - self.text.rfind("\n", 0, start) - 1)
        return Edit(start, start, "".join(f"- {each}\n{indent}" for each in new))

    def _written(self, value: Scalar, start: int) -> str:
        """How the value stands in the text."""
        found = _QUOTED.match(self.text, start) if value.quoted else None
        written = found[0] if found else value.text
        if not written or not self.text.startswith(written, start) or "\n" in written:
            raise CannotEditError(value.place)
        return written

    def _without_flow_item(self, listing: Listing, item: Node) -> Edit:
        if not isinstance(item, Scalar):
            raise CannotEditError(item.place)
        start = self.offset(item.place)
        end = start + len(self._written(item, start))
        behind = re.compile(r"\s*,\s*").match(self.text, end)
        if behind:
            return Edit(start, behind.end())
        before = re.compile(r",\s*$").search(self.text[self.offset(listing.place) : start])
        return Edit(start - len(before[0]) if before else start, end)

    def _end_of_block(self, line: int, indent: int) -> int:
        """Where the lines end that belong to the one at `line`: those that stand further in."""
        end = self.text.find("\n", line) + 1
        kept = end
        while end and end < len(self.text):
            following = self.text.find("\n", end) + 1 or len(self.text)
            content = self.text[end:following]
            inside = len(content) - len(content.lstrip(" ")) > indent
            if content.strip() and not inside:
                break
            end = following
            if content.strip():
                kept = end  # blank lines behind the block are not of it
        return kept or len(self.text)
