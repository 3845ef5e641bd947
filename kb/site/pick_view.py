"""On the page of a region or theme: choosing practices for a meeting, with boxes to tick that work without script."""

from collections.abc import Sequence

from msgspec import Struct

from kb.model import Facet, Practice
from kb.site import addresses, words
from kb.site.catalogue import Catalogue
from kb.site.choice_view import questions
from kb.site.views import Link

BY = {"region": "theme", "theme": "region"}
"""By what the practices of a term are grouped: about a region one meets by theme, about a theme by region."""

LONGEST = 60
"""Of more practices the search is the better way to choose."""


class PickGroup(Struct, frozen=True):
    """The practices of one theme or region: id and title of each."""

    label: str
    practices: tuple[tuple[str, str], ...]


class Pick(Struct, frozen=True):
    """What can be ticked. `whole` leads to a memo of all when they fit; `dossiers` have questions (id and title)."""

    most: int
    groups: tuple[PickGroup, ...]
    whole: Link | None
    dossiers: tuple[tuple[str, str], ...]


def pick(catalogue: Catalogue, facet: Facet, shelf: Sequence[Practice]) -> Pick | None:
    """The choice among the practices of a term; None for other facets, and where there is nothing to choose."""
    if facet.name not in BY or not 1 < len(shelf) <= LONGEST:
        return None
    ids = [practice.id for practice in shelf]
    fits = len(shelf) <= addresses.MOST_CHOSEN
    return Pick(
        most=addresses.MOST_CHOSEN,
        groups=tuple(_groups(catalogue.lists.facet(BY[facet.name]), shelf)),
        whole=Link(f"neem ze alle {words.number(len(shelf))}", addresses.memo(ids)) if fits else None,
        dossiers=tuple((dossier.id, dossier.title) for dossier in catalogue.dossiers if questions(dossier)),
    )


def _groups(facet: Facet, shelf: Sequence[Practice]) -> list[PickGroup]:
    """Each practice once, under its first term."""
    groups: dict[str, list[tuple[str, str]]] = {term.id: [] for term in facet.terms}
    for practice in shelf:
        first = practice.facets.get(facet.name, ("",))[0]
        groups.setdefault(first, []).append((practice.id, practice.title))
    labels = {term.id: term.label for term in facet.terms}
    return [PickGroup(labels.get(term, "Overig"), tuple(found)) for term, found in groups.items() if found]
