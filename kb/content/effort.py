"""How much work a Markdown text is to read: what costs time is not its length but one block that holds too much."""

import re

MOST_EFFORT = 4_000_000
"""In units of about a quarter of a microsecond: a text that takes a second is no text that people wrote."""

_BLOCK_END = re.compile(r"\n[ \t]*\n")
_HEADING = re.compile(r"^[ \t>]*(?:#|[=*_-][=*_ \t-]*$)", re.MULTILINE)
"""A heading, the line below one, or a rule: what stands behind it is looked at anew."""
_MARK = re.compile(r"[*_`&<>!\\]|  $|://", re.MULTILINE)
_MARKS = ("*", "_", "`", "&", "<", ">", "!", "\\", "  ", "://")
_OPEN = re.compile(r"\[(?![^\[\]\\`]{0,500}\])|\]\((?![^\s()<>\"'\\`]{0,500}\))")
"""The begin of a link or its address of which the end is not plain to see: it may be sought to the end of the block."""
_DEEP = re.compile(r"\n[ \t>*+.0-9-]{12,}")
"""What stands before a text in six lists or quotes, or more; each takes two signs at least."""
_BELOW_A_TABLE_HEAD = re.compile(r"^[ \t>]*[|:-][|: \t-]*$", re.MULTILINE)
_MARKS_A_UNIT = 50
_UNITS_A_MARK = 45
_UNITS_A_LINE = 150
_UNITS_A_CELL = 30
_UNITS_A_NOTE = 2
_UNITS_A_SIGN = 2
_DEEP_CHARACTERS_A_UNIT = 9
_FENCED_CHARACTERS_A_UNIT = 25


def heaviest_block(text: str) -> int | None:
    """Where the heaviest block begins of a text that is too much work for Python-Markdown; None where none is.

    Within one block (what stands between two empty lines) it goes back to the start for every `[`, heading and mark, so
    its time grows with the square of their number, and for each `[` that nothing closes it walks to the end. Over
    blocks and lines it is a plain sum. Each note is looked for among all, and the end of each block of code in all that
    follows. The weights are measured.
    """
    beyond = _beyond_blocks(text)
    if beyond + _at_most(text) <= MOST_EFFORT and not _DEEP.search("\n" + text):
        return None
    starts = [0, *(found.end() for found in _BLOCK_END.finditer(text))]
    blocks = _BLOCK_END.split(text)
    efforts = [_of_block(block) + _of_cells(block) + _of_depth(block) for block in blocks]
    return starts[efforts.index(max(efforts))] if sum(efforts) + beyond > MOST_EFFORT else None


def _beyond_blocks(text: str) -> int:
    notes, fences = text.count("[^"), text.count("\n```") + text.count("\n~~~")
    return _UNITS_A_NOTE * notes**2 + fences * len(text) // _FENCED_CHARACTERS_A_UNIT


def _at_most(text: str) -> int:
    """What a text that is not deep can be at most, as if it were one block in which all that counts stands together.

    It is counted without a pattern, as nearly every text is far below.
    """
    marks = sum(map(text.count, _MARKS))
    lines = text.count("\n") + 1
    squared: int = text.count("[") ** 2 + marks**2 // _MARKS_A_UNIT
    cells = _UNITS_A_CELL * text.count("|") * lines
    sought = _UNITS_A_SIGN * (text.count("[") + text.count("](")) * len(text)
    return squared + sought + _UNITS_A_MARK * marks + (lines + _UNITS_A_LINE) * lines + cells


def _of_block(block: str) -> int:
    headings, marks = len(_HEADING.findall(block)), len(_MARK.findall(block))
    lines = block.count("\n") + 1
    squared: int = block.count("[") ** 2 + marks**2 // _MARKS_A_UNIT
    sought = _UNITS_A_SIGN * len(_OPEN.findall(block)) * len(block)
    return squared + sought + _UNITS_A_MARK * marks + (headings + _UNITS_A_LINE) * lines


def _of_cells(block: str) -> int:
    """For the cells of a table: each row gets as many as its head, also one that is shorter."""
    columns = max((line.count("|") for line in _BELOW_A_TABLE_HEAD.findall(block)), default=0)
    return _UNITS_A_CELL * columns * (block.count("\n") + 1)


def _of_depth(block: str) -> int:
    """For lists and quotes in each other, of which each reads anew what stands in it."""
    depth = max(map(len, _DEEP.findall("\n" + block)), default=0) // 2
    return len(block) * depth // _DEEP_CHARACTERS_A_UNIT
