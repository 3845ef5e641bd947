"""Texts written as YAML that reads back as the same text, whatever stands in them."""

import json
import textwrap

from kb.content.source import without_hidden
from kb.content.words import fold

_WIDTH = 110
_INDENT = "  "


def quoted(text: str) -> str:
    """The text on one line between double quotes."""
    return json.dumps(_one_line(text), ensure_ascii=False)


def plain(text: str) -> str:
    """The text without quotes where it is one simple word, else with them."""
    is_word = text.replace("-", "").isalnum() and text.isascii() and fold(text) == text
    return text if is_word else quoted(text)


def folded(text: str) -> str:
    """A long text over lines of a comfortable width, a short one as `quoted`."""
    line = _one_line(text)
    if len(line) <= _WIDTH:
        return quoted(line)
    # Broken at plain spaces only: a reader folds a newline to one of those.
    lines = textwrap.wrap(line, _WIDTH, break_long_words=False, break_on_hyphens=False)
    return "\n".join([">-", *(_INDENT + part for part in lines)])


def _one_line(text: str) -> str:
    whole = text.encode("utf-8", "replace").decode("utf-8")  # half of a surrogate pair is no character
    return " ".join(without_hidden(whole.replace("\x85", " ")).split())
