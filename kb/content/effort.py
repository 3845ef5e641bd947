"""How much work a Markdown text is to read: what costs time is not its length but one block that holds too much."""

import re

MOST_EFFORT = 4_000_000
"""In units of about a quarter of a microsecond: a text that takes a second is no text that people wrote."""

_BLOCK_END = re.compile(r"\n[ \t]*\n")
_HEADING = re.compile(r"^(?:#|[=-]+[ \t]*$)", re.MULTILINE)
_MARK = re.compile(r"[*_`&<>!\\]|  $", re.MULTILINE)
_MARKS_A_UNIT = 50
_UNITS_A_LINE = 150


def effort(text: str) -> tuple[int, int]:
    """What Python-Markdown needs for a text, in units of about 0.25 µs, and where its heaviest block begins.

    Within one block (what stands between two empty lines) it goes back to the start for every `[`, heading and mark, so
    its time grows with the square of their number; over blocks and lines it is a plain sum. The weights are measured.
    """
    starts = [0, *(found.end() for found in _BLOCK_END.finditer(text))]
    efforts = [_of_block(block) for block in _BLOCK_END.split(text)]
    return sum(efforts), starts[efforts.index(max(efforts))]


def _of_block(block: str) -> int:
    headings, marks = len(_HEADING.findall(block)), len(_MARK.findall(block))
    lines = block.count("\n") + 1
    squared: int = block.count("[") ** 2 + marks**2 // _MARKS_A_UNIT
    return squared + (headings + _UNITS_A_LINE) * lines
