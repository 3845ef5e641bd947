"""A practice as a Markdown file again: all that is public, in the form that `kb check` accepts."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from kb.model import UNKNOWN, Facet, Practice, Settings, WholePractice
from kb.site.data import public_record

_JSON = json.JSONEncoder(ensure_ascii=False)

COMPUTED = frozenset({"id", "url", "sections", "level", "unknown"})
"""What the open data says of a practice and its file does not."""


def as_markdown(practice: WholePractice, facets: tuple[Facet, ...], settings: Settings) -> bytes:
    """The file, without comments, e-mail addresses and telephone numbers; each value written as JSON, which is YAML."""
    typed = tuple(facet for facet in facets if not facet.computed)
    lines = [f"{key}:{_yaml(value)}" for key, value in _header(practice, typed, settings)]
    return "\n".join(["---", *lines, "---", "", practice.body.strip(), ""]).encode()


def _header(practice: WholePractice, facets: tuple[Facet, ...], settings: Settings) -> Iterator[tuple[str, Any]]:
    record: Mapping[str, Any] = public_record(practice, facets, settings)
    for key, value in record.items():
        if key == "preconditions":
            yield key, [{"need": need["need"], "must": need["must"]} for need in value]
        elif key == "adopted_from":
            yield key, [origin.get("practice", origin) for origin in value]
        elif key not in COMPUTED:
            yield key, {**_unknown_parts(practice, key), **value} if isinstance(value, dict) else value
    yield from ((key, UNKNOWN) for key in sorted(practice.unknown) if "." not in key and not record.get(key))


def _unknown_parts(practice: Practice, key: str) -> dict[str, str]:
    """The parts of a field that nobody knows: `period.start`."""
    parts = (name.removeprefix(f"{key}.") for name in sorted(practice.unknown) if name.startswith(f"{key}."))
    return dict.fromkeys(parts, UNKNOWN)


def _yaml(value: object) -> str:
    """The value on one line; records each on a line of their own."""
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "".join(f"\n  - {_JSON.encode(record)}" for record in value)
    return f" {_JSON.encode(value)}"
