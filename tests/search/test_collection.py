"""What stands beside the Whoosh index: exact numbers, the order of titles, facets."""

import json
from datetime import date

import pytest

from kb.model import Corpus
from kb.search.analyser import analyser
from kb.search.collection import VERSION, Collection, collection, loads
from kb.search.ranking import length_class
from kb.search.tokens import Tokenizer
from tests.corpora import texts_of
from tests.search.make import corpus_of, practice


def made(corpus: Corpus) -> Collection:
    tokenizer = Tokenizer(corpus.lists)
    return collection(corpus, analyser(corpus.lists), [tokenizer.tokens(each).length for each in texts_of(corpus)])


def test_it_comes_back_as_it_was_written(corpus: Corpus) -> None:
    whole = made(corpus)

    assert loads(whole.dumps()) == whole
    assert loads(whole.dumps()) != made(corpus_of(practice("een")))
    assert whole.dumps() == made(corpus).dumps()


@pytest.mark.parametrize("version", [VERSION + 1, VERSION - 1, str(VERSION), None])
def test_another_version_is_not_read(version: object) -> None:
    raw = json.loads(made(corpus_of(practice("een"))).dumps())
    raw["version"] = version

    assert loads(json.dumps(raw).encode()) is None


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b"null", b'{"version": 1}', b"\xff", b"{"])
def test_what_is_no_collection_is_not_read(data: bytes) -> None:
    assert loads(data) is None


def test_a_field_that_is_gone_or_new_is_not_read() -> None:
    raw = json.loads(made(corpus_of(practice("een"))).dumps())
    (doc,) = raw["whole"]["docs"]
    more, less = [*doc, "red"], doc[:-1]

    for other in (more, less):
        assert loads(json.dumps({**raw, "whole": {**raw["whole"], "docs": [other]}}).encode()) is None
    assert loads(json.dumps({**raw, "whole": {**raw["whole"], "colour": "red"}}).encode()) is None


def test_titles_are_ordered_without_accents_articles_and_signs() -> None:
    titles = ["Zorg", "De aanpak", "Élan", "het Bos", "Een fiets", "’t Centrum", "Deventer", "“Groen” werk", "10 banen"]
    whole = made(corpus_of(*(practice(f"p{place}", title=title) for place, title in enumerate(titles))))

    ordered = [doc.title for doc in sorted(whole.docs, key=lambda doc: doc.rank)]

    assert ordered == [
        *("10 banen", "De aanpak", "het Bos", "’t Centrum", "Deventer", "Élan", "Een fiets", "“Groen” werk", "Zorg"),
    ]
    assert sorted(doc.rank for doc in whole.docs) == list(range(len(titles)))


def test_practices_with_one_title_are_ordered_by_id() -> None:
    whole = made(corpus_of(practice("b", title="Werk"), practice("a", title="Het werk")))

    assert [(doc.id, doc.rank) for doc in whole.docs] == [("a", 0), ("b", 1)]


def test_lengths_are_those_of_the_text_without_stop_words() -> None:
    whole = made(
        corpus_of(practice("a", ["de fiets van de baas", "fiets"]), practice("b", "werk " * 50, title="Fiets"))
    )

    assert [doc.length for doc in whole.docs] == [length_class(3), length_class(50)]
    assert whole.average == pytest.approx(26.5)


def test_no_practices_are_a_collection_too() -> None:
    whole = made(corpus_of())

    assert (whole.docs, whole.average) == ((), 0)
    assert loads(whole.dumps()) == whole


def test_facets_are_places_in_their_lists() -> None:
    (doc,) = made(corpus_of(practice("a", facets={"target_group": ("wsw", "jongeren"), "region": ("zeeland",)}))).docs

    assert doc.facets == ((1,), (2, 0))


def test_the_day_is_when_somebody_last_looked_at_it() -> None:
    (doc,) = made(corpus_of(practice("a", added=date(2026, 2, 1)))).docs

    assert doc.updated == "2026-02-01"
