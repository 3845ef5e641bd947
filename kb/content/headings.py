"""Headings that were meant to be one of the usual ones: with a typing error, in bold, or one level too low."""

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from kb.content.words import fold

_ALIKE = 0.82
"""Aanpakk and Resultaat are above it, Aanmelding beside Aanleiding is below."""
_AROUND = " .:?!0123456789"
_LONGEST = 40
_BESIDE = re.compile(r"\n(?:#{3,6}|\*\*|__)[ \t]*([^\n#*_]{1,40}?):?(?:\*\*|__|#+)?:?[ \t]*(?=\n|$)")


def meant(heading: str, usual: Mapping[str, str]) -> str:
    """The usual heading (by itself folded) that this one nearly is; empty if it is another."""
    bare = fold(heading[:_LONGEST]).strip(_AROUND)
    found = get_close_matches(bare, usual, n=1, cutoff=_ALIKE)  # it looks at lengths and letters before it compares
    return usual[found[0]] if found else ""


def beside(text: str) -> Iterator[tuple[int, str]]:
    """Where lines in bold and lower headings stand in a Markdown text, and what they say."""
    if "\n###" in text or "\n**" in text or "\n__" in text:
        yield from ((found.start() + 1, found[1]) for found in _BESIDE.finditer(text))
