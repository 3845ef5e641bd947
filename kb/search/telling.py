"""What each practice says of itself in few words: the keys of its short fields and what they weigh, for related.py."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec.json import Decoder, encode

from kb.search.analyser import UNITS
from kb.search.document import BODY, EXTRA, FIELDS
from kb.search.made import Torn, digest_of
from kb.search.postings import Postings, split
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
            for doc, counts in zip(*split(packed), strict=True):
                row = rows[doc]
                row[key] = row.get(key, 0.0) + _weight(field, counts % TOKEN)
    return rows


def renewed(folder: Path, digest: str, changes: Mapping[int, tuple[Tokens, Tokens]]) -> list[Told] | None:
    """What all practices tell, where these (by number, before and after) were changed; None where that is the same.

    `digest`: of what was kept in the folder; Torn when that can't be read, or has another.
    """
    now = {number: told(after) for number, (_, after) in changes.items()}
    if all(now[number] == told(before) for number, (before, _) in changes.items()):
        return None
    return [now.get(number, row) for number, row in enumerate(read(folder, digest))]


def as_text(rows: Sequence[Told]) -> str:
    """As it is kept: the same for the same."""
    return encode(rows, order="sorted").decode()


_as_rows = Decoder(list[Told]).decode


def write(rows: Sequence[Told], folder: Path) -> str:
    """Keep it in the folder of the index; gives its digest."""
    text = as_text(rows)
    (folder / TELLING).write_text(text, encoding="utf-8")
    return digest_of(text)


def read(folder: Path, digest: str, name: str = TELLING) -> list[Told]:
    """What `write` kept. Torn when that can't be read, or has another digest."""
    try:
        data = (folder / name).read_bytes()
        if digest_of(data) == digest:
            return _as_rows(data)
    except (OSError, ValueError) as gone:
        raise Torn from gone
    raise Torn


def _weight(field: int, units: int) -> float:
    return RANKING.weights[field] * units / UNITS
