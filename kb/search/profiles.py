"""The profile of each practice: the keys of its short fields and what they weigh, by which related.py compares."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.json import Decoder, encode

from kb.search.analyser import UNITS
from kb.search.document import BODY, EXTRA, FIELDS
from kb.search.indexrecord import Torn, digest_of
from kb.search.postings import Postings, split
from kb.search.ranking import RANKING
from kb.search.tokens import TOKEN, Tokens

if TYPE_CHECKING:
    from kb.search.delta import Delta

PROFILES = "profiles.json"

SHORT = tuple(field for field in range(len(FIELDS)) if field not in {BODY, EXTRA})

Profile = Mapping[str, float]
"""Of one practice the keys of its short fields, each with the weighted times that it stands there."""


def profile(tokens: Tokens) -> Profile:
    """The profile of one practice."""
    row: dict[str, float] = {}
    for field in SHORT:
        for key, counts in tokens.keys[field].items():
            row[key] = row.get(key, 0.0) + _weight(field, counts % TOKEN)
    return row


def profiles(postings: Postings) -> Sequence[Profile]:
    """The profile of each practice, in their order."""
    rows: list[dict[str, float]] = [{} for _ in postings.bodies]
    for field in SHORT:
        for key, packed in postings.keys[FIELDS[field]].items():
            for doc, counts in zip(*split(packed), strict=True):
                row = rows[doc]
                row[key] = row.get(key, 0.0) + _weight(field, counts % TOKEN)
    return rows


def renewed(
    folder: Path, found: "Delta", before: Mapping[int, Tokens], after: Mapping[int, Tokens]
) -> list[Profile] | None:
    """The profiles of all practices, of which few changed; None where they are the same.

    `before`, `after`: the tokens of those, by their numbers then and now. Torn when what is kept in the folder can't be
    read, or is of something else.
    """
    now = {number: profile(after[number]) for number in found.changed}
    same = found.is_listed_alike or len(found.numbers) == len(found.made.files) == len(found.files)
    if same and all(row == profile(before[found.then[number]]) for number, row in now.items()):
        return None
    rows = read(folder, found.made.profiles)
    return [now[number] if number in now else rows[then] for number, then in enumerate(found.then)]


def as_text(rows: Sequence[Profile]) -> str:
    """As it is kept: the same for the same."""
    return encode(rows, order="sorted").decode()


_as_rows = Decoder(list[Profile]).decode


def write(rows: Sequence[Profile], folder: Path) -> str:
    """Keep it in the folder of the index; gives its digest."""
    text = as_text(rows)
    (folder / PROFILES).write_text(text, encoding="utf-8")
    return digest_of(text)


def read(folder: Path, digest: str, name: str = PROFILES) -> list[Profile]:
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
