"""Choosing practices for a meeting on the page of a region or a theme."""

import pytest
from msgspec.structs import replace

from kb.model import DossierStep, Facet, Term
from kb.site.catalogue import Catalogue, catalogue, shown
from kb.site.pick_view import LONGEST, pick
from kb.site.reading_views import dossier_view, search_view
from tests.corpora import with_practices
from tests.site.little import BARE, CORPUS, DOSSIER, FULL, LISTS, SETTINGS, TODAY


def library(count: int) -> Catalogue:
    practices = tuple(replace(BARE, id=f"kaal-{number}", title=f"Kaal {number:03}") for number in range(count))
    corpus = with_practices(CORPUS, (*practices, FULL))
    return catalogue(corpus, {}, SETTINGS, TODAY, shown(corpus))


ZEELAND = LISTS.facet("region")


def test_each_practice_stands_there_once_under_its_first_theme() -> None:
    shelf = (*library(2).practices[:2], FULL)
    found = pick(library(2), ZEELAND, shelf)

    assert found
    assert [(group.label, [id_ for id_, _ in group.practices]) for group in found.groups] == [
        ("Taal", [FULL.id]),
        ("Zorg", ["kaal-0", "kaal-1"]),
    ]
    assert found.dossiers == (("taal", "Taal in een vergadering"),)


def test_all_at_once_goes_when_they_fit() -> None:
    few, many = (pick(library(count), ZEELAND, library(count).practices[:count]) for count in (12, 13))

    assert few
    assert few.whole
    assert few.whole.href.count("kaal-") == 12
    assert many
    assert many.whole is None


@pytest.mark.parametrize(
    ("facet", "count"), [(LISTS.facet("law"), 5), (ZEELAND, 0), (ZEELAND, 1), (ZEELAND, LONGEST + 1)]
)
def test_where_nobody_meets_or_nothing_can_be_chosen_there_is_no_form(facet: Facet, count: int) -> None:
    assert pick(library(count), facet, library(count).practices[:count]) is None


@pytest.mark.parametrize(
    ("count", "label"), [(12, "Bewaar deze 12 praktijken"), (13, "Bewaar de eerste 12 praktijken")]
)
def test_of_a_long_dossier_it_is_said_that_the_first_are_kept(count: int, label: str) -> None:
    dossier = replace(DOSSIER, steps=tuple(DossierStep(f"kaal-{number}") for number in range(count)))
    view = dossier_view(library(count), dossier)

    assert (view.keep_label, view.keep.count(",")) == (label, 11)


@pytest.mark.parametrize(("count", "rest"), [(8, 0), (9, 3)])
def test_a_long_facet_is_folded_behind_its_first_six_terms(count: int, rest: int) -> None:
    terms = tuple(Term(f"plek-{number}", f"Plek {number}") for number in range(count - 1))
    lists = replace(LISTS, facets=(replace(ZEELAND, terms=(ZEELAND.term("zeeland"), *terms)),))
    (facet,) = search_view(replace(library(1), lists=lists)).facets

    assert facet.folded == (count if rest else 0)
    assert [option.rest for option in facet.options] == [False] * (count - rest) + [True] * rest
