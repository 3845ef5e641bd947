"""A practice file written from values and texts: whatever they hold, it has one header and the headings it should."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from kb.content.source import without_hidden
from kb.content.yamltext import folded, plain, quoted

Record: TypeAlias = Mapping[str, str]
Value: TypeAlias = str | Sequence[str] | Record | Sequence[Record]
"""What a field can hold: a text, more texts, a record or more records."""

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r"^ {0,3}#{1,2}(?!#)")  # Markdown asks for no space behind it here
_UNDERLINE = re.compile(r"^ {0,3}(=+|-+)\s*$")


def practice_text(values: Mapping[str, Value], sections: Iterable[tuple[str, str]]) -> str:
    """The file: the values by field, in this order, and below them each text under its heading."""
    header = [line for key, value in values.items() for line in _field(key, value)]
    body = [f"\n## {heading}\n\n{below_heading(text)}" for heading, text in sections]
    return "\n".join(["---", *header, "---", *body, ""])


def below_heading(text: str) -> str:
    """A text that stays below its heading: no heading as high as that one, no comment, no block of code left open."""
    lines: list[str] = []
    fence = ""
    # A comment that begins here could end below another heading.
    whole = without_hidden(re.sub("\r\n?", "\n", text)).replace("<!--", "<! --")
    for line in whole.strip("\n").split("\n"):
        found = _FENCE.match(line)
        if found and not fence:
            fence = found[1]
        elif found and found[1].startswith(fence) and not line.strip(" `~"):
            fence = ""
        elif not fence:
            if _UNDERLINE.match(line) and lines and lines[-1].strip():
                lines.append("")  # else it makes a heading of the line before
            line = _HEADING.sub("###", line)  # noqa: PLW2901 - the line as it is kept
        lines.append(line.rstrip())
    return "\n".join([*lines, fence] if fence else lines)


def _field(key: str, value: Value) -> Iterator[str]:
    if isinstance(value, str):
        yield f"{key}: {folded(value) if ' ' in value else plain(value)}"
    elif isinstance(value, Mapping):
        yield f"{key}:"
        yield from (f"  {name}: {plain(text)}" for name, text in value.items())
    else:
        yield f"{key}:"
        for item in value:
            yield from _item(item)


def _item(item: str | Record) -> Iterator[str]:
    if isinstance(item, str):
        yield f"  - {plain(item)}"
        return
    for number, (name, text) in enumerate(item.items()):
        yield f"  {' ' if number else '-'} {name}: {quoted(text)}"
