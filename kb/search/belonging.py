"""What leads to a term or an organisation by another name: found without being said, so the search says it."""

import re
from collections.abc import Container, Iterator, Sequence

from kb.model import Corpus, Lists, Term
from kb.search.concepts import Pattern, pattern

MARK = "@"
"""No word begins with it; a mark stands where a concept may be asked, but in no text, so it changes no score."""

_SIGNS = re.compile("[,;>!|]")
"""They have a meaning in the lines of words that the browser reads."""

Asked = dict[str, tuple[tuple[Pattern, str], ...]]


def belonging(corpus: Corpus, used: Container[tuple[str, str]]) -> Asked:
    """The marks by the first key of a name: `@0:27` for a term (places of facet and term), `@Senzer` for who it is.

    Only of what some practice has: another name leads nowhere. `used`: the terms that one has, each with its facet.
    """
    rows: dict[str, dict[tuple[Pattern, str], None]] = {}
    for name, own, mark in (*_terms(corpus.lists, used), *_organisations(corpus)):
        row = pattern(name)
        if row and row != pattern(own):
            rows.setdefault(row[0], {})[row, MARK + mark] = None
    return {first: tuple(found) for first, found in rows.items()}


def _terms(lists: Lists, used: Container[tuple[str, str]]) -> Iterator[tuple[str, str, str]]:
    for place, facet in enumerate(lists.facets):
        for at, term in enumerate(facet.terms):
            if (facet.name, term.id) in used:
                yield from ((name, term.label, f"{place}:{at}") for name in _names(term))


def _names(term: Term) -> Sequence[str]:
    places = [name for municipality in term.municipalities for name in (municipality.name, *municipality.also)]
    return (*term.synonyms, *term.formerly, *term.provinces, *places)


def _organisations(corpus: Corpus) -> Iterator[tuple[str, str, str]]:
    rows = [(*practice.organisations, *practice.partners) for practice in corpus.practices]
    used = {organisation.name for row in rows for organisation in row}
    for known in corpus.lists.organisations:
        if known.name in used:
            mark = " ".join(_SIGNS.sub(" ", known.name).split())
            names = (*known.aliases, known.municipality)
            yield from ((name, known.name, mark) for name in names if name)
