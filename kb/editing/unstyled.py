"""What a Word file means without saying so: a heading that is only bold, a list of dashes, a heading with a number."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from kb.editing.markdown import Block

_BOLD = re.compile(r"\*\*(?!\*)([^*\n]{2,100})\*\*")
_DASHED = re.compile(r"(?:\\?[-*+•·–—]|o)\s+(?=\S)")
_NUMBER = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})+\\?\.?|\d{1,2}\\?[.)]|[A-Z]\\?\.)\s+(?=\S)")
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_CONTENTS = frozenset(("inhoud", "inhoudsopgave"))
_SUMS_UP = re.compile(r"[.!?…:;,]$")


def meant(found: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks as their writer means them; a text that has headings in a style keeps its bold lines as text."""
    styled = any(block.kind in _HEADINGS for block in found)
    read = [_unnumbered(block) if block.kind in _HEADINGS else block if styled else _heading(block) for block in found]
    titled = _titled(read) if not styled else read
    return tuple(_with_lists(titled))


def is_contents(heading: str) -> bool:
    """True above a table of contents, which says nothing that the text does not."""
    return heading.strip().lower() in _CONTENTS


def _unnumbered(block: Block) -> Block:
    """A heading without its number: the site has an order of its own."""
    return Block(block.kind, _NUMBER.sub("", block.text, count=1))


def _heading(block: Block) -> Block:
    """A line that is all bold as a heading, unless it is a sentence."""
    found = _BOLD.fullmatch(block.text) if block.kind == "p" else None
    text = found[1].strip() if found else ""
    return _unnumbered(Block("h2", text.rstrip(" :"))) if text and not _SUMS_UP.search(text.rstrip(":?")) else block


def _titled(found: list[Block]) -> list[Block]:
    """The first bold line is the title, when there are others below it."""
    bold = [number for number, block in enumerate(found) if block.kind == "h2"]
    if bold[:1] == [0] and len(bold) > 1:
        return [Block("title", found[0].text), *found[1:]]
    return found


def _with_lists(found: Iterable[Block]) -> Iterator[Block]:
    """Paragraphs that begin with a dash, one after the other, as one list."""
    for dashed, blocks in groupby(found, key=_is_dashed):
        if dashed:
            lines = [_DASHED.sub("", line) for block in blocks for line in block.text.split("\n")]
            yield Block("list", "\n".join(f"- {line}" for line in lines))
        else:
            yield from blocks


def _is_dashed(block: Block) -> bool:
    return block.kind == "p" and all(map(_DASHED.match, block.text.split("\n")))
