"""What an editor writes on one line about a source or a document, taken apart into its fields."""

import re
from collections.abc import Mapping

from kb.content.fields import Field

_ADDRESS = re.compile(r"(?:https?://|\bwww\.)[^\s<>\"]+", re.IGNORECASE)
_LINK = re.compile(r"\[([^\]]*)\]\((https?://[^\s)]+)\)", re.IGNORECASE)
_BRACKETS = re.compile(r"<((?:https?://|www\.)[^\s<>]+)>", re.IGNORECASE)
_DATE = re.compile(r"(?:^|[,;(|]\s*)(\d{4}(?:-\d{2}){0,2})\)?[.\s]*$")
_BEHIND = ".,;)"  # what ends a sentence and no address
_BETWEEN = " ,;|–—:-"


def record_of(line: str, parts: tuple[Field, ...]) -> Mapping[str, str]:
    """The fields in a line: an address anywhere, a date at the end behind a comma, and the rest is the text."""
    line = _BRACKETS.sub(r"\1", _LINK.sub(r"\1 \2", line))
    found: dict[str, str] = {}
    address = _ADDRESS.search(line)
    if address:
        written = address[0].rstrip(_BEHIND)
        found["url"] = written if "://" in written else f"https://{written}"
        before, _, after = line.partition(written)
        line = f"{before.rstrip(_BETWEEN)}, {after.lstrip(_BEHIND + _BETWEEN)}"
    date = _DATE.search(line.strip())
    if date:
        found["date"] = date[1]
        line = line.strip()[: date.start()]
    found["title"] = line.strip(_BETWEEN)
    return {part.name: found[part.name] for part in parts if found.get(part.name)}
