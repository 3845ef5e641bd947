"""Which practices belong together, and what is said of it."""

import re

import pytest

from kb.model import Corpus
from kb.search.index import Index
from kb.search.related import MOST, _Kin, _touched, related
from tests.search.make import corpus_of, index_of, practice


def test_every_practice_has_others_and_never_itself(corpus: Corpus, index: Index) -> None:
    found = related(index)

    assert found.keys() == {each.id for each in corpus.practices}
    for name, others in found.items():
        ids = [other.practice for other in others]
        assert len(ids) == len({*ids}) <= MOST
        assert name not in ids
        assert {*ids} <= found.keys()


def test_what_is_said_is_true(corpus: Corpus, index: Index) -> None:
    names = {"thema": "theme", "doelgroep": "target_group", "instrument": "instrument", "sector": "sector"}
    facets = {practice.id: practice.facets for practice in corpus.practices}
    for name, others in related(index).items():
        own = facets[name]
        for other in others:
            theirs = facets[other.practice]
            same_region = not {*own["region"]}.isdisjoint(theirs["region"])
            said = re.findall("|".join(names), other.reason.partition(", andere regio")[0])
            true = [word for word, facet in names.items() if {*own.get(facet, ())} & {*theirs.get(facet, ())}]
            assert said == true, (name, other)
            assert ("zelfde regio" in other.reason) == same_region
            assert "andere regio" not in other.reason or not same_region


@pytest.mark.parametrize("others", [1, 8], ids=["in a collection that was just begun", "among many"])
def test_shared_rare_words_make_practices_related(others: int) -> None:
    rows = [practice(f"p{place}", title=f"woord{place} naam{place}") for place in range(others)]
    twins = (practice("een", title="Zwerfafval opruimen"), practice("twee", title="Zwerfafval sorteren"))
    with index_of(corpus_of(*rows, *twins)) as index:
        found = related(index)

    assert [other.practice for other in found["een"]] == ["twee"]
    assert found["een"][0].reason == "gaat over hetzelfde"
    assert found["p0"] == ()


def test_shared_terms_make_practices_related_and_are_said() -> None:
    both = {"target_group": ("wsw",), "region": ("twente",)}
    rows = [practice(f"p{place}", title=f"woord{place}") for place in range(8)]
    twins = (practice("een", facets=both), practice("twee", facets={**both, "region": ("zeeland",)}))
    with index_of(corpus_of(*rows, *twins)) as index:
        (other,) = related(index)["een"]

    assert (other.practice, other.reason) == ("twee", "zelfde doelgroep, andere regio")


class Counted(dict[str, float]):
    """What a practice tells, with how often it is asked for a key."""

    asked = 0

    def __contains__(self, key: object) -> bool:
        Counted.asked += 1
        return super().__contains__(key)


def test_when_all_changed_nobody_compares_each_with_each() -> None:
    """Of 10,000 practices whose words another version takes apart otherwise, that took minutes."""
    then, now = ([Counted({f"{word}{one}": 1.0}) for one in range(100)] for word in ("was", "is"))
    terms = [((),)] * 100
    touched = _touched(_Kin(now, terms, ["theme"]), _Kin(then, terms, ["theme"]), None)

    assert [*touched] == [*range(100)]
    assert Counted.asked == 0
