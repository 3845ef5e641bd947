"""What each practice says of itself in few words: the keys of its short fields and what they weigh, for related.py."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from kb.search.analyser import UNITS
from kb.search.document import BODY, EXTRA, FIELDS
from kb.search.made import Torn
from kb.search.parts import as_json
from kb.search.postings import DOC, Postings
from kb.search.ranking import RANKING
from kb.search.tokens import TOKEN, Tokens

TELLING = "telling.json"

SHORT = tuple(field for field in range(len(FIELDS)) if field not in {BODY, EXTRA})

Told = Mapping[str, float]
"""Of one practice the keys of its short fields, each with the weighted times that it stands there."""


def told(tokens: Tokens) -> Told:
    """What one practice tells."""
    row: dict[str, float] = {}
    for field in SHORT:
        for key, counts in tokens.keys[field].items():
            row[key] = row.get(key, 0.0) + _weight(field, counts % TOKEN)
    return row


def all_told(postings: Postings) -> Sequence[Told]:
    """What each practice tells, in their order."""
    rows: list[dict[str, float]] = [{} for _ in postings.bodies]
    for field in SHORT:
        for key, packed in postings.keys[FIELDS[field]].items():
            for posting in packed:
                row = rows[posting // DOC]
                row[key] = row.get(key, 0.0) + _weight(field, posting % TOKEN)
    return rows


def write(rows: Sequence[Told], folder: Path) -> None:
    """Keep it in the folder of the index: the same bytes for the same."""
    (folder / TELLING).write_text(as_json([dict(sorted(row.items())) for row in rows]), encoding="utf-8")


def read(folder: Path, name: str = TELLING) -> list[Told]:
    """What `write` kept. Torn when that can't be read."""
    try:
        rows: list[Told] = json.loads((folder / name).read_bytes())
    except (OSError, ValueError) as gone:
        raise Torn from gone
    return rows


def _weight(field: int, units: int) -> float:
    return RANKING.weights[field] * units / UNITS
