"""Choosing practices for a meeting on the page of a region or a theme."""

import pytest
from msgspec.structs import replace

from kb.model import Facet
from kb.site.catalogue import Catalogue, catalogue, shown
from kb.site.pick_view import LONGEST, pick
from tests.corpora import with_practices
from tests.site.little import BARE, CORPUS, FULL, LISTS, SETTINGS, TODAY


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
