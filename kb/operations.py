"""The operations behind commands that build no site: search, a new practice, a form taken in, forms renewed."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from kb import work
from kb.buildoptions import refuse_missing
from kb.config import LISTS, PROJECT
from kb.content.lists import read_lists
from kb.content.reading import id_from_title
from kb.content.skeleton import skeleton
from kb.content.terms import Vocabulary
from kb.content.words import likely
from kb.disk import reason, write_new
from kb.editing import generated, issue
from kb.editing.issue import Intake
from kb.folding import slug
from kb.model import Facet, Lists
from kb.problems import IndexMissing, KbError, UsageError
from kb.search.collection import FacetTerms
from kb.search.dutch import fold
from kb.search.index import Index, open_index
from kb.search.query import Answer, search

_SHOWN_TERMS = 40
"""Terms of a facet that are named when a word looks like none of them."""

Chosen = Mapping[str, tuple[str, ...]]
"""Terms by the name of their facet, as somebody typed them."""


def find(  # noqa: PLR0913 - the folder, and what `kb search` takes
    folder: Path, words: str, chosen: Chosen, *, limit: int, sort: str, exact: bool, explain: bool = False
) -> Answer:
    """What the index of the last build answers to these words, among what has the chosen terms.

    IndexMissing when there is no index, UsageError for a term that is in no list, KbError when git keeps the folder.
    """
    index = _index(folder)
    facets = {facet.name: facet for facet in index.collection.facets}
    filters = {name: tuple(_searched_term(facets[name], term) for term in terms) for name, terms in chosen.items()}
    return search(index, words, filters=filters, limit=limit, sort=sort, exact=exact, explain=explain)


def searched_facets(folder: Path) -> dict[str, str]:
    """The facets in the index of the last build by name, with what a reader types for them.

    Those of the project's own lists where there is no index.
    """
    try:
        return {facet.name: facet.names[-1] for facet in _index(folder).collection.facets}
    except IndexMissing:
        return {facet.name: facet.path for facet in lists_of(LISTS.parent).facets}


def start(title: str, content: Path, chosen: Chosen, day: date) -> Path:
    """A new file for a practice, for an editor to fill in. KbError when it can't be made, or stands there already."""
    lists = lists_of(content)
    words = Vocabulary(lists)
    terms = {
        name: tuple(_listed_term(words, words.facets[name], term) for term in asked) if name in words.facets else asked
        for name, asked in chosen.items()
    }
    if not slug(title):
        raise UsageError(f"In de titel “{title}” staat geen letter of cijfer, en daarvan komt de naam van het bestand.")
    path = content / f"{id_from_title(title)}.md"
    if not write_new(path, skeleton(title, lists, terms, day)):
        raise KbError(f"{path} is er al. Kies een andere titel, of vul dat bestand aan.")
    return path


def take_in(event: Path, answer: Path, content: Path, day: date) -> Intake:
    """The practice of a form that was filled in on GitHub, with the answer for whoever did so written to a file."""
    lists = lists_of(content)
    try:
        taken = issue.take_in(event.read_bytes(), content, lists, LISTS, day)
        answer.write_text(taken.answer, encoding="utf-8", newline="\n")
    except OSError as trouble:
        raise KbError(f"{trouble.filename} is niet te lezen of te schrijven: {reason(trouble)}.") from trouble
    return taken


def renew_forms() -> tuple[str, ...]:
    """Make the files anew that follow the fields and the lists of the project; gives those that changed."""
    return generated.renew(lists_of(LISTS.parent), PROJECT)


def lists_of(content: Path) -> Lists:
    """The lists of a content folder, or those of the project. UsageError without the folder, KbError without lists."""
    refuse_missing(content)
    own = content / LISTS.name
    lists = read_lists(own if own.is_dir() else LISTS, own.as_posix()).value
    if lists is None:
        raise KbError(f"Er zijn geen lijsten in {own}. Kijk wat er mis is met: kb check")
    return lists


def _index(folder: Path) -> Index:
    work.refuse_tracked(folder)
    return open_index(folder / work.INDEX)


def _searched_term(facet: FacetTerms, word: str) -> str:
    """The id of the term that somebody typed, as the search understands it."""
    names = {name: term for term, names in zip(facet.terms, facet.term_names, strict=True) for name in names}
    if fold(word) not in names:
        raise _unknown_term(facet.name, word, names)
    return names[fold(word)]


def _listed_term(words: Vocabulary, facet: Facet, word: str) -> str:
    """The id of the term that an editor typed, as the lists understand it."""
    term = words.term(facet.name, word)
    if term is None:
        names = {name: known.id for known in facet.terms for name in known.names}
        places = (
            {place: words.regions_of(place)[0] for place in words.municipality_names} if facet.name == "region" else {}
        )
        raise _unknown_term(facet.name, word, names | places)
    return term


def _unknown_term(facet: str, word: str, names: Mapping[str, str]) -> UsageError:
    """What to say of a word that is no term; `names` leads from all that a term may be called to its id."""
    near, ids = likely(word, names), list(dict.fromkeys(names.values()))
    if near:
        hint = f"Bedoelde je {near}?"
    else:
        hint = f"Kies uit: {', '.join(ids[:_SHOWN_TERMS])}{' …' if len(ids) > _SHOWN_TERMS else ''}."
    return UsageError(f"“{word}” staat niet in de lijst {facet}. {hint}")
