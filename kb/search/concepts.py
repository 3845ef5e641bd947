"""Synonyms: words and word groups that stand for one thing get one token of their own, in texts and in questions."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from kb.model import SynonymGroup
from kb.search.dutch import Word, key, words

MARK = "~"
"""No word begins with it, so a concept is never taken for one."""

Pattern = tuple[str, ...]
"""Keys of words in a row; "" stands for any word (in the place of a stop word)."""


class Concepts(Struct, frozen=True):
    """Which rows of keys give which concepts: `said` in a practice's text, `asked` in a reader's question.

    `words`: the editors' own words for each concept.
    """

    said: dict[str, tuple[tuple[Pattern, str], ...]]
    asked: dict[str, tuple[tuple[Pattern, str], ...]]
    words: dict[str, tuple[str, ...]]


def concepts(groups: Iterable[SynonymGroup]) -> Concepts:
    """The patterns by their first key. Equals are said and asked; in a one-way group `to` is said and `words` asked."""
    said: dict[str, set[tuple[Pattern, str]]] = {}
    asked: dict[str, set[tuple[Pattern, str]]] = {}
    names: dict[tuple[str, ...], str] = {}
    taken: Counter[str] = Counter()
    for group in groups:
        targets = group.to or group.words
        name = names.get(targets) or names.setdefault(targets, _name(targets, taken))
        for text in targets:
            _add(said, text, name)
        for text in group.words:
            _add(asked, text, name)
    return Concepts(_frozen(said), _frozen(asked), {name: targets for targets, name in names.items()})


def _name(targets: Sequence[str], taken: Counter[str]) -> str:
    """A name from the first word of the group, the same in every build; a number is added when it is taken."""
    base = MARK + "".join(key(w.form) for w in words(targets[0]))
    stem = base.rstrip("0123456789")
    taken[stem] += 1
    return f"{base}{taken[stem]}" if taken[stem] > 1 else base


def pattern(text: str) -> Pattern:
    """The row of keys of a text, without stop words at its ends."""
    row = ["" if w.stop else key(w.form) for w in words(text)]
    while row and not row[0]:
        row.pop(0)
    while row and not row[-1]:
        row.pop()
    return tuple(row)


def _add(table: dict[str, set[tuple[Pattern, str]]], text: str, name: str) -> None:
    row = pattern(text)
    if row:
        table.setdefault(row[0], set()).add((row, name))


def _frozen(table: dict[str, set[tuple[Pattern, str]]]) -> dict[str, tuple[tuple[Pattern, str], ...]]:
    return {first: tuple(sorted(rows)) for first, rows in sorted(table.items())}


def found(row: Sequence[Word], table: dict[str, tuple[tuple[Pattern, str], ...]]) -> Iterable[tuple[int, int, str]]:
    """The concepts in a row of words, as (first word, number of words, concept)."""
    return found_in(["" if w.stop else key(w.form) for w in row], table)


def found_in(keys: Sequence[str], table: dict[str, tuple[tuple[Pattern, str], ...]]) -> Iterator[tuple[int, int, str]]:
    """As `found`, of the keys of words ("" for a stop word)."""
    for start, first in enumerate(keys):
        for pattern_, name in table.get(first, ()) if first else ():
            part = keys[start : start + len(pattern_)]
            if len(part) == len(pattern_) and all(a in ("", b) for a, b in zip(pattern_, part, strict=True)):
                yield start, len(pattern_), name
