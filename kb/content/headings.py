"""Headings that were meant to be one of the usual ones: with a typing error, in bold, or one level too low."""

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from kb.content.words import fold

_ALIKE = 0.82
"""Aanpakk and Resultaat are above it, Aanmelding beside Aanleiding is below."""
_AROUND = " .:?!0123456789"
_LONGEST = 40
_BESIDE = re.compile(r"\n(?:#{3,6}|\*\*|__)[ \t]*([^\n#*_]{1,40}?):?(?:\*\*|__|#+)?:?[ \t]*(?=\n|$)")


def meant(heading: str, usual: Iterable[str]) -> str:
    """The usual heading that this one nearly is; empty if it is another."""
    bare = fold(heading[:_LONGEST]).strip(_AROUND)
    found = max(usual, key=lambda name: SequenceMatcher(None, bare, fold(name)).ratio(), default="")
    return found if SequenceMatcher(None, bare, fold(found)).ratio() > _ALIKE else ""


def beside(text: str) -> Iterator[tuple[int, str]]:
    """Where lines in bold and lower headings stand in a Markdown text, and what they say."""
    if "\n###" in text or "\n**" in text or "\n__" in text:
        yield from ((found.start() + 1, found[1]) for found in _BESIDE.finditer(text))
