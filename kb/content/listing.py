"""Lists as people write them, put so that Python-Markdown sees them: GitHub and editors show them as lists too.

It wants an empty line above a list, four spaces before a list in a list, and knows no dots of Word and no `1)`.
"""

import re
from collections.abc import Iterator

_ITEM = re.compile(r" *([-+*•·▪◦‣\uf0b7\uf0a7\uf0d8]|\d{1,9}[.)]) +(?=\S)")
_NO_ITEM = re.compile(r" *(?:(?:[-*] *){3,}|[ |:-]+)$")  # a rule, and what stands below the head of a table
_MEANT = re.compile(
    r"^ *(?:(?P<item>(?:[-+*•·▪◦‣\uf0b7\uf0a7\uf0d8]|\d{1,9}[.)])[ \t]+\S)"
    r"|(?:[–—→➢➤►✓✔][ \t]+\S|[oØü§](?:\t| {2,})\S|-[^\W\d_]|\*[^\W\d_][^*\n]*$|\d{1,2}[.)][^\W\d_]|[a-z]\)[ \t]+\S))",
    re.MULTILINE,
)
"""An item, or what people and word processors write for one that Markdown does not know without a space behind it."""
_SIGNS = "-+*"
_CODE, _DEEPER = 4, 2
"""Spaces that make code of a line outside lists; and those more than the line above that put a list in a list."""


def as_lists(lines: list[str]) -> list[str]:
    """The lines of a text; those of lists as Python-Markdown wants them."""
    made: list[str] = []
    within: list[tuple[int, bool]] = []  # the items in which we are: how far they stand in, and whether by number
    is_below_text = False
    moved = 0  # how far the last item went to the right
    top = None  # in how many items that one stands with which began what stands since the last empty line
    for line in lines:
        indent = _indent(line)
        depth = _depth(within, indent)
        beside = within[depth][1] if depth < len(within) else None
        found = _ITEM.match(line)
        if found and _is_item(line, found[1], beside, is_below_text=is_below_text, may_be_code=not within):
            is_number = found[1][0].isdigit()
            if is_below_text and (top is None or depth < top or beside == (not is_number)):
                made.append("")
                top = depth
            elif not is_below_text:
                top = depth
            within[depth:] = [(indent, is_number)]
            moved = len(_room(indent, depth)) - indent
            made.append(f"{_room(indent, depth)}{_mark(found[1])}{line[found.end(1) :]}")
        elif within and line.strip() and not is_below_text:
            del within[depth:]
            made.append(_room(indent, depth) + line[indent:])
            top = None
        else:  # a number that begins no list keeps its place below its item: left behind, it would stand beside it
            made.append(" " * moved + line if within and found and depth == len(within) else line)
            top = top if is_below_text else None
        is_below_text = bool(line.strip())
    return made


def nearly(text: str) -> Iterator[int]:
    """Where the first line begins that is none, in each run of lines that were meant as items of a list."""
    first, length, end = -1, 0, -1
    for found in _MEANT.finditer(text):
        if found.start() != end:
            if first >= 0 and length > 1:
                yield first
            first, length = -1, 0
        length += 1
        if first < 0 and not found["item"]:
            first = found.start()
        end = text.find("\n", found.start()) + 1
    if first >= 0 and length > 1:
        yield first


def _is_item(line: str, mark: str, beside: bool | None, *, is_below_text: bool, may_be_code: bool) -> bool:  # noqa: FBT001 - the kind of the item before it, if any
    """Whether a line is an item. Right below a text it begins at one: a year may come at the start of a line."""
    if _NO_ITEM.match(line) or (may_be_code and _indent(line) >= _CODE):
        return False
    return not (is_below_text and mark[0].isdigit() and mark[:-1] != "1" and not beside)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _depth(within: list[tuple[int, bool]], indent: int) -> int:
    """In how many of these items a line stands."""
    depth = len(within)
    while depth and indent < within[depth - 1][0] + _DEEPER:
        depth -= 1
    return depth


def _room(indent: int, depth: int) -> str:
    return " " * max(indent, _CODE * depth)


def _mark(written: str) -> str:
    if written[0].isdigit():
        return f"{written[:-1]}."
    return written if written in _SIGNS else "-"
