"""What a reader typed, taken apart: words, phrases, exclusions, alternatives and filters."""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from kb.search.collection import FacetTerms
from kb.search.dutch import fold, words
from kb.search.ranking import distance
from kb.search.tables import LIGHT_WORDS

LONGEST_QUESTION = 2000
"""Letters of a question that are read; what follows is not looked at."""

_SPACES = r"\t-\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
"""What \\s is in a browser; Python's own has others."""

_CHUNK = re.compile(rf'-?(?:[^{_SPACES}":]+:)?"[^"]*"|[^{_SPACES}"]+|"')
_FILTER = re.compile(rf'^([^{_SPACES}":]+):"?([^"]+)"?$')
_CLOSED = re.compile(f"[{_SPACES}]\\Z")
_OR = ("OF", "OR")
_MINUS = "-"
_SHORTEST_NAME = 3
_MOST_EDITS = 2


class Ask(Struct, frozen=True):
    """A word that is asked for: its folded form.

    `beginning`: it may be unfinished. `star`: it is meant as a beginning (werk*). `light`: it mostly fills a question.
    """

    form: str
    beginning: bool = False
    star: bool = False
    light: bool = False


class Phrase(Struct, frozen=True):
    """Words that must stand in a row: folded forms, "" where any word may stand."""

    forms: tuple[str, ...]


Item = Ask | Phrase
Clause = tuple[Item, ...]
"""Alternatives: one of them is enough (OF). Mostly just one."""


class Named(Struct, frozen=True):
    """A filter that was typed by another name of its terms (regio:enschede): the name, and facet and term by place."""

    name: str
    terms: tuple[tuple[int, int], ...]


class Strange(Struct, frozen=True):
    """A filter that was typed with a value its facet doesn't know, and the nearest that it does (or "")."""

    typed: str
    nearest: str


class Question(Struct, frozen=True):
    """A question taken apart. `filters`: places of terms by place of the facet, as they were typed (regio:twente).

    `without`: filters that were typed with a minus (-regio:twente), each with all that was typed as its name.
    `hollow`: something was typed, but nothing that can be looked for.
    """

    clauses: tuple[Clause, ...]
    excluded: tuple[Item, ...]
    filters: tuple[tuple[int, int], ...]
    without: tuple[Named, ...]
    named: tuple[Named, ...]
    strange: tuple[Strange, ...]
    hollow: bool


def parse(text: str, facets: Sequence[FacetTerms]) -> Question:
    """A question from what was typed. Never fails: signs without a meaning are passed over."""
    read = text[:LONGEST_QUESTION]
    chunks = _CHUNK.findall(read)
    open_end = bool(chunks) and not _CLOSED.search(read)
    clauses: list[Clause] = []
    excluded: list[Item] = []
    chosen: list[Named | Strange] = []
    without: list[Named] = []
    alternative = False
    for place, chunk in enumerate(chunks):
        if chunk in _OR and clauses and place + 1 < len(chunks):
            alternative = True
            continue
        picked = _filter(chunk, facets)
        if picked:
            if chunk.startswith(_MINUS) and isinstance(picked, Named):
                without.append(Named(chunk, picked.terms))
            else:
                chosen.append(picked)
            alternative = False  # an OF before what is no alternative has no meaning
        elif chunk.startswith(_MINUS) and len(chunk) > 1:
            excluded.extend(_items(chunk[1:], open_end=False))
            alternative = False
        else:
            items = tuple(_items(chunk, open_end=open_end and place == len(chunks) - 1))
            if alternative and items:
                clauses[-1] = (*clauses[-1], *items)
            else:
                clauses.extend((item,) for item in items)
            alternative = alternative and not items
    known = [each for each in chosen if isinstance(each, Named)]
    filters = tuple(dict.fromkeys(term for each in known for term in each.terms))
    return Question(
        tuple(clauses),
        tuple(excluded),
        filters,
        tuple(dict.fromkeys(without)),
        tuple(dict.fromkeys(each for each in known if each.name)),
        tuple(dict.fromkeys(each for each in chosen if isinstance(each, Strange))),
        hollow=bool(chunks) and not (clauses or excluded or filters or without),
    )


def _filter(chunk: str, facets: Sequence[FacetTerms]) -> Named | Strange | None:
    match = _FILTER.match(chunk.removeprefix(_MINUS))
    name = fold(match[1]) if match else ""
    place = next((place for place, facet in enumerate(facets) if name in facet.names), -1)
    if not match or place < 0:
        return None
    facet, value = facets[place], fold(match[2])
    own = [at for at, names in enumerate(facet.term_names) if value in names]
    if own:
        return Named("", ((place, own[0]),))
    spoken = plain(match[2])
    others = [(plain(other), terms) for other, terms in facet.others]
    terms = next((terms for other, terms in others if other == spoken), ())
    if terms:
        return Named(match[2], tuple((place, term) for term in terms))
    ways = [
        *((plain(n), at) for at, names in enumerate(facet.term_names) for n in names),
        *((o, t[0]) for o, t in others),
    ]
    near = _nearest(spoken, ways)
    minus = _MINUS if chunk.startswith(_MINUS) else ""
    return Strange(chunk, f"{minus}{match[1]}:{facet.terms[near]}" if near is not None else "")


def plain(name: str) -> str:
    """A name as people type it: its words without accents, signs and capitals."""
    return " ".join(word.form for word in words(name))


def _nearest(spoken: str, ways: Sequence[tuple[str, int]]) -> int | None:
    """The term with a name that begins as what was typed, or else with the fewest edits; None when none comes near."""
    if len(spoken) < _SHORTEST_NAME:
        return None
    begun = next((term for name, term in ways if name.startswith(spoken)), None)
    if begun is not None:
        return begun
    edits = [(distance(spoken, name, _MOST_EDITS), place) for place, (name, _) in enumerate(ways)]
    fewest, place = min(edits, default=(_MOST_EDITS + 1, 0))
    return ways[place][1] if fewest <= _MOST_EDITS else None


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
            yield Ask(word.form, beginning, star, light)
