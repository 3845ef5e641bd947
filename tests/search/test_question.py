"""What a reader typed, taken apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kb.model import Corpus, Lists, Municipality, Term
from kb.search.analyser import Analyser
from kb.search.collection import FacetTerms, collection
from kb.search.question import LONGEST_QUESTION, Item, Named, Phrase, Question, Strange, parse
from tests.search.make import REGION, corpus_of

FACETS: tuple[FacetTerms, ...] = collection(corpus_of(), Analyser(), ()).facets


def ask(text: str) -> Question:
    return parse(text, FACETS)


def shown(item: Item) -> str:
    """An item in short: `fiets`, `fiets…` when unfinished, `fiets*` with a star, `"een fiets"`, `(is)` when light."""
    if isinstance(item, Phrase):
        return '"' + " ".join(form or "_" for form in item.forms) + '"'
    end = "*" if item.star else "…" if item.beginning else ""
    return f"({item.form}{end})" if item.light else item.form + end


def clauses(text: str) -> list[str]:
    return [" OF ".join(map(shown, clause)) for clause in ask(text).clauses]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \t ", []),
        ("fiets", ["fiets…"]),
        ("fiets ", ["fiets"]),
        ("Fietsen repareren", ["fietsen", "repareren…"]),
        ("fiets.", ["fiets"]),
        ("fi", ["fi"]),
        ("de fiets van", ["fiets", "(van…)"]),
        ("de ", []),
        ("hoe doe je dat ", ["(doe)"]),
        ("re-integratie ", ["re", "integratie"]),
        ("P-wet ", ["pwet"]),
        ("werk/leren ", ["werk", "leren"]),
        ("fiet*", ["fiet*"]),
        ("fiet* maken ", ["fiet*", "(maken)"]),
        ("werken OF leren ", ["werken OF leren"]),
        ("werken OR leren OF doen zorg ", ["werken OF leren OF (doen)", "zorg"]),
        ("werken of leren ", ["werken", "leren"]),
        ("OF leren ", ["leren"]),
        ("leren OF", ["leren"]),
        ('"beschut werk"', ['"beschut werk"']),
        ('"beschut werk" OF garantiebaan ', ['"beschut werk" OF garantiebaan']),
        ('"een school voor de zorg en"', ['"school _ _ zorg"']),
        ('"van de"', []),
        ('""', []),
        ('"re-integratie/werk"', ['"re integratie werk"']),
        ('"Financiële HULP"', ['"financiele hulp"']),
        ('"beschut werk', ["beschut", "werk…"]),
        ('beschut"werk"', ["beschut", '"werk"']),
        ("???", []),
        ("-", []),
        ("C++ ", []),
        ("jobcoach:traject ", ["jobcoach", "traject"]),
        ("https://example.org ", ["https", "example", "org"]),
    ],
)
def test_words_and_phrases(text: str, expected: list[str]) -> None:
    assert clauses(text) == expected
    assert ask(text).excluded == ()
    assert ask(text).filters == ()


@pytest.mark.parametrize(
    ("text", "kept", "excluded"),
    [
        ("werk -groen", ["werk"], ["groen"]),
        ("-groen werk ", ["werk"], ["groen"]),
        ('werk -"beschut werk"', ["werk"], ['"beschut werk"']),
        ("re-integratie ", ["re", "integratie"], []),
        ("werk - groen ", ["werk", "groen"], []),
        ("-re-integratie ", [], ["re", "integratie"]),
        ("werk OF -groen zorg ", ["werk", "zorg"], ["groen"]),
    ],
)
def test_a_minus_after_a_space_excludes(text: str, kept: list[str], excluded: list[str]) -> None:
    assert clauses(text) == kept
    assert [shown(item) for item in ask(text).excluded] == excluded


TWENTE, ZEELAND, WSW = (0, 0), (0, 1), (1, 2)


@pytest.mark.parametrize(
    ("text", "kept", "filters"),
    [
        ("regio:twente", [], [TWENTE]),
        ("region:Twente werk ", ["werk"], [TWENTE]),
        ("REGIO:twente regio:zeeland regio:twente", [], [TWENTE, ZEELAND]),
        ('regio:"Zeeuwse eilanden"', [], [ZEELAND]),
        ("target_group:wsw", [], [WSW]),
        ("target-group:wsw", [], [WSW]),
        ("doelgroep:wsw'ers", [], [WSW]),
        ("doelgroep:Wsw’ers", [], [WSW]),
        ("regio:nergens ", [], []),
        ("fiets OF regio:twente werk ", ["fiets", "werk"], [TWENTE]),
        ("kleur:rood ", ["kleur", "rood"], []),
        ("regio: twente ", ["regio", "twente"], []),
        ("regio:", ["regio"], []),
    ],
)
def test_known_facets_filter(text: str, kept: list[str], filters: list[tuple[int, int]]) -> None:
    assert clauses(text) == kept
    assert list(ask(text).filters) == filters


@pytest.mark.parametrize(
    ("text", "without"),
    [
        ("-regio:twente", [Named("-regio:twente", (TWENTE,))]),
        ("werk -REGION:Twente -REGION:Twente", [Named("-REGION:Twente", (TWENTE,))]),
        ('-regio:"Zeeuwse eilanden" ', [Named('-regio:"Zeeuwse eilanden"', (ZEELAND,))]),
        ("-doelgroep:wsw -regio:zeeland", [Named("-doelgroep:wsw", (WSW,)), Named("-regio:zeeland", (ZEELAND,))]),
        ("-kleur:rood re-regio:twente --regio:twente", []),
    ],
)
def test_a_minus_before_a_filter_excludes_its_terms(text: str, without: list[Named]) -> None:
    assert list(ask(text).without) == without
    assert ask(text).filters == ()


@pytest.mark.parametrize(
    ("text", "name", "filters"),
    [
        ("regio:hengelo ", "hengelo", [TWENTE]),
        ("werk regio:Beckum", "Beckum", [TWENTE]),
        ("regio:overijssel", "overijssel", [TWENTE, (0, 2)]),
        ('regio:"Sint Jansteen" ', "Sint Jansteen", [ZEELAND]),
        ("regio:sint-jansteen ", "sint-jansteen", [ZEELAND]),
    ],
)
def test_a_municipality_or_another_name_leads_to_its_term(text: str, name: str, filters: list[tuple[int, int]]) -> None:
    terms = (
        Term("twente", "Twente", provinces=("Overijssel",), municipalities=(Municipality("Hengelo", ("Beckum",)),)),
        Term("zeeland", "Zeeland", synonyms=("Sint-Jansteen",)),
        Term("ijsselland", "IJsselland", provinces=("Overijssel",)),
    )
    lists = Lists((replace(REGION, terms=terms),))
    question = parse(text, collection(corpus_of(words=lists), Analyser(), ()).facets)

    assert question.named == (Named(name, tuple(filters)),)
    assert list(question.filters) == filters
    assert question.strange == ()


@pytest.mark.parametrize(
    ("text", "typed", "nearest"),
    [
        ("regio:atlantis", "regio:atlantis", ""),
        ("regio:zee ", "regio:zee", "regio:zeeland"),
        ("region:Twnte werk", "region:Twnte", "region:twente"),
        ("regio:bec", "regio:bec", "regio:twente"),
        ("regio:tw", "regio:tw", ""),
        ('doelgroep:"jongren"', 'doelgroep:"jongren"', "doelgroep:jongeren"),
        ("-region:Twnte werk", "-region:Twnte", "-region:twente"),
    ],
)
def test_an_unknown_value_of_a_known_facet_is_named_with_the_nearest(text: str, typed: str, nearest: str) -> None:
    assert ask(text).strange == (Strange(typed, nearest),)
    assert ask(text).filters == ()


@pytest.mark.parametrize(
    ("text", "hollow"),
    [
        ("", False),
        (" ", False),
        ("b", True),
        ("c++", True),
        ("w" * 70, True),
        ("OF", True),
        ('"de van"', True),
        ("de van ", True),
        ("regio:atlantis", True),
        ("de fiets ", False),
        ("-fiets", False),
        ("-regio:twente", False),
        ("-regio:atlantis", True),
        ("de regio:twente ", False),
    ],
)
def test_a_question_is_hollow_when_it_holds_nothing_to_look_for(text: str, *, hollow: bool) -> None:
    assert ask(text).hollow is hollow


def test_what_is_too_long_is_not_read() -> None:
    text = "fiets " * LONGEST_QUESTION

    assert len(ask(text).clauses) == -(-LONGEST_QUESTION // len("fiets "))


@given(st.text(alphabet=st.one_of(st.sampled_from('"-:* OFRoraegiotwnt\n'), st.characters()), max_size=60))
def test_nothing_that_is_typed_fails(text: str) -> None:
    question = ask(text)

    assert all(clause for clause in question.clauses)
    for item in (*(item for clause in question.clauses for item in clause), *question.excluded):
        if isinstance(item, Phrase):
            assert item.forms[0]
            assert item.forms[-1]
        else:
            assert item.form


def test_terms_of_a_facet_are_asked_by_id_label_and_former_name(corpus: Corpus) -> None:
    facets = collection(corpus, Analyser(), [0] * len(corpus.practices)).facets
    for place, facet in enumerate(corpus.lists.facets):
        for at, term in enumerate(facet.terms):
            for name in (term.id, term.label, *term.formerly):
                typed = f'{facet.path}:"{name}"'
                assert parse(typed, facets).filters == ((place, at),), typed
