"""What a reader typed, taken apart: words, phrases, exclusions, alternatives and filters."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kb.search.collection import FacetTerms
from kb.search.dutch import fold, words
from kb.search.tables import LIGHT_WORDS

LONGEST_QUESTION = 2000
"""Letters of a question that are read; what follows is not looked at."""

_SPACES = r"\t-\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
"""What \\s is in a browser; Python's own has others."""

_CHUNK = re.compile(rf'-?(?:[^{_SPACES}":]+:)?"[^"]*"|[^{_SPACES}"]+|"')
_FILTER = re.compile(rf'^([^{_SPACES}":]+):"?([^"]+)"?$')
_CLOSED = re.compile(f"[{_SPACES}]\\Z")
_OR = ("OF", "OR")


@dataclass(frozen=True, slots=True)
class Ask:
    """A word that is asked for: its folded form.

    `beginning`: it may be unfinished. `star`: it is meant as a beginning (werk*). `light`: it mostly fills a question.
    `glued`: a hyphen binds it to the word before.
    """

    form: str
    beginning: bool = False
    star: bool = False
    light: bool = False
    glued: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that must stand in a row: folded forms, "" where any word may stand."""

    forms: tuple[str, ...]


Item = Ask | Phrase
Clause = tuple[Item, ...]
"""Alternatives: one of them is enough (OF). Mostly just one."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question taken apart. `filters`: places of terms by place of the facet, as they were typed (regio:twente)."""

    clauses: tuple[Clause, ...]
    excluded: tuple[Item, ...]
    filters: tuple[tuple[int, int], ...]


def parse(text: str, facets: Sequence[FacetTerms]) -> Question:
    """A question from what was typed. Never fails: signs without a meaning are passed over."""
    read = text[:LONGEST_QUESTION]
    chunks = _CHUNK.findall(read)
    open_end = bool(chunks) and not _CLOSED.search(read)
    clauses: list[Clause] = []
    excluded: list[Item] = []
    filters: list[tuple[int, int]] = []
    alternative = False
    for place, chunk in enumerate(chunks):
        if chunk in _OR and clauses and place + 1 < len(chunks):
            alternative = True
            continue
        chosen = _filter(chunk, facets)
        if chosen:
            filters.append(chosen)
        elif chunk.startswith("-") and len(chunk) > 1:
            excluded.extend(_items(chunk[1:], open_end=False))
        else:
            items = tuple(_items(chunk, open_end=open_end and place == len(chunks) - 1))
            if alternative and items:
                clauses[-1] = (*clauses[-1], *items)
            else:
                clauses.extend((item,) for item in items)
            alternative = alternative and not items
    return Question(tuple(clauses), tuple(excluded), tuple(dict.fromkeys(filters)))


def _filter(chunk: str, facets: Sequence[FacetTerms]) -> tuple[int, int] | None:
    match = _FILTER.match(chunk)
    if not match:
        return None
    name, value = fold(match[1]), fold(match[2])
    for place, facet in enumerate(facets):
        if name in facet.names:
            return next(((place, at) for at, names in enumerate(facet.term_names) if value in names), None)
    return None


def _items(chunk: str, *, open_end: bool) -> Iterator[Item]:
    if len(chunk) > 1 and chunk.startswith('"') and chunk.endswith('"'):
        row = ["" if word.stop else word.form for word in words(chunk)]
        while row and not row[-1]:
            row.pop()
        while row and not row[0]:
            row.pop(0)
        if row:
            yield Phrase(tuple(row))
        return
    found = tuple(words(chunk))
    for word in found:
        ends = word is found[-1]
        star = ends and chunk[word.end :] == "*"
        beginning = star or (open_end and ends and word.end == len(chunk) and len(word.form) > 2)  # noqa: PLR2004 - de
        if not word.stop or beginning:
            light = not star and (word.stop or word.form in LIGHT_WORDS)
            yield Ask(word.form, beginning, star, light, word.glued)
