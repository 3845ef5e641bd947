"""Rows of what was meant as a table and is none: pasted from Excel or Word, or without its row of dashes."""

import re
import textwrap
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from xml.etree.ElementTree import Element

_MOST_COLUMNS, _LONGEST_CELL = 6, 20  # of the row that a hint shows
_TEXTS = ("p", "h1", "h2")  # a row of dashes without bars makes a heading of the row above it
_MARKED = re.compile(r"\s*([^\w\s]|[oØü]|(\d+\.)+\d*|\(?(\w|\d+|[ivx]+)[.)]|\[[^]]*\]:)\s")
"""What stands before a tab in a list or note of Word: that tab is no end of a cell."""
_INDENTED = ("\t", "    ")
_NO_BARS = re.compile(r"\\.|`[^`]*`")
_NO_BAR = "\x02"  # Markdown takes it out of every text
_EMPTY_LINE_BETWEEN = re.compile(r"\|\n\n(?=\|)")
_DASHES = re.compile(r"[|:\s-]+")


def tabbed(lines: Iterable[tuple[int, str]]) -> Iterator[tuple[int, list[str]]]:
    """Each run of lines with tabs in them: the number of its first line, and the cells of that."""
    for is_tabbed, run in groupby(lines, key=lambda line: _has_tabs(line[1])):
        rows = list(run) if is_tabbed else []
        if len(rows) > 1 and not all(line.startswith(_INDENTED) for _, line in rows):
            cells = [line.rstrip().split("\t") for _, line in rows]
            yield rows[0][0], cells[0] + [""] * (max(map(len, cells)) - len(cells[0]))


def barred(root: Element) -> Iterator[tuple[str, list[str]]]:
    """Each run of rows with `|` in them that became a paragraph: its first row, and the cells of its head."""
    for parent in root.iter():
        for text in _texts(parent):
            lines = _EMPTY_LINE_BETWEEN.sub("|\n", text).split("\n") if "|" in text else []
            for has_bars, run in groupby(map(str.strip, lines), key=lambda line: len(_cells(line)) > 1):
                rows = list(run) if has_bars else []
                if any(_belong(one, other) for one, other in pairwise(rows)):
                    head = next((row for row in rows if not _DASHES.fullmatch(row)), rows[0])
                    yield rows[0], _cells(head.removeprefix("|").removesuffix("|"))


def opening(cells: list[str]) -> tuple[str, str]:
    """The two lines with which a table with these cells in its head begins; a wide one is cut off."""
    shown = [textwrap.shorten(cell, _LONGEST_CELL, placeholder="…") for cell in cells[:_MOST_COLUMNS]]
    end = " …" if len(cells) > _MOST_COLUMNS else ""
    head = f"| {' | '.join(shown)} |".replace("|  |", "| |")
    return head + end, "|---" * len(shown) + "|" + end.strip()


def _has_tabs(line: str) -> bool:
    return "\t" in line.rstrip() and "|" not in line and not _MARKED.match(line)


def _texts(parent: Element) -> Iterator[str]:
    """What an element says between its lists, tables and the like: paragraphs with an empty line between them."""
    together = [parent.text or ""] if parent.tag == "li" else []
    for child in parent:
        if child.tag in _TEXTS:
            together.append(child.text or "")
        else:
            yield "\n\n".join(together)
            together = []
        together.append(child.tail or "")
    yield "\n\n".join(text for text in together if text.strip())


def _belong(one: str, other: str) -> bool:
    """Whether two rows are of one table: each begins with a bar, or they have as many."""
    return (one[0] == other[0] == "|") or len(_cells(one)) == len(_cells(other))


def _cells(row: str) -> list[str]:
    """What stands between the bars; those in code and behind a backslash are none."""
    if "`" in row or "\\" in row:
        row = _NO_BARS.sub(lambda found: found[0].replace("|", _NO_BAR), row)
    return [cell.replace(_NO_BAR, "|").strip() for cell in row.split("|")]
