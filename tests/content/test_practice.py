"""One practice: what each field becomes, and what an editor may write for it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from kb.content.practice import read_practice
from kb.content.reading import id_from_title
from kb.content.values import is_id, is_web_address
from kb.model import (
    AdoptedBy,
    AdoptedFrom,
    Contact,
    Cost,
    Evidence,
    Lists,
    Organisation,
    Period,
    Precondition,
    Result,
    Scale,
    Source,
    WholePractice,
)
from kb.problems import Outcome
from tests.content.pages import page

Read = Callable[..., Outcome[WholePractice]]


def good(outcome: Outcome[WholePractice]) -> WholePractice:
    """The practice; there may be warnings but no errors."""
    assert outcome.ok, outcome.problems
    assert outcome.value is not None
    return outcome.value


def test_a_practice_with_only_what_it_must_have(read: Read) -> None:
    outcome = read(page(), "map/werken-in-de-buurt.md")
    practice = good(outcome)

    assert outcome.problems == ()
    assert (practice.id, practice.source_path) == ("werken-in-de-buurt", "map/werken-in-de-buurt.md")
    assert practice.organisations == (Organisation("Werkbedrijf De Brug", "sw-bedrijf", "https://www.voorbeeld.nl"),)
    assert practice.facets == {
        "region": ("twente",),
        "theme": ("taal",),
        "target_group": ("wsw",),
        "status": ("lopend",),
    }
    assert practice.sources == (Source("Jaarverslag 2023"),)
    assert practice.added == date(2026, 2, 1)
    assert (practice.language, practice.review_months, practice.draft) == ("nl", 24, False)


@pytest.mark.parametrize(
    ("key", "text", "attribute", "value"),
    [
        (
            "organisation",
            "[Elders, {name: B, type: Gemeente}]",
            "organisations",
            (Organisation("Elders"), Organisation("B", "gemeente")),
        ),
        (
            "partners",
            "wb de brug",
            "partners",
            (Organisation("Werkbedrijf De Brug", "sw-bedrijf", "https://www.voorbeeld.nl"),),
        ),
        ("municipalities", "[GOOR, enschede]", "municipalities", ("Hof van Twente", "Enschede")),
        ("municipalities", "ambt", "municipalities", ("Ambt",)),
        ("period", "{start: 2020, end: 2021-03}", "period", Period("2020", "2021-03")),
        ("period", "{start: 2020-05, end: 2020}", "period", Period("2020-05", "2020")),
        ("scale", "{participants: ongeveer 40, staff_fte: '2,5'}", "scale", Scale("ongeveer 40", "2,5")),
        ("cost", "{band: 10-50K, one_off: 010, price_year: 2023}", "cost", Cost("10-50k", "010", price_year="2023")),
        ("lead_time", "3-6-mnd", "lead_time", "3-6-mnd"),
        (
            "preconditions",
            "[{need: een vaste begeleider, must: ja}, {need: Een bus, must: NEE}]",
            "preconditions",
            (
                Precondition("vaste-begeleiding", "Een vaste begeleider", must=True),
                Precondition("Een bus", "Een bus", must=False),
            ),
        ),
        ("core_elements", "[a, a, ' b ']", "core_elements", ("a", "b")),
        ("results", "{indicator: i, value: 1:30, source: 1}", "results", (Result("i", "1:30", source=1),)),
        ("evidence", "[{type: ervaring, title: t, year: 2020}]", "evidence", (Evidence("ervaring", "t", "2020"),)),
        (
            "adopted_from",
            "[{name: n, url: 'http://x.nl'}]",
            "adopted_from",
            (AdoptedFrom(name="n", url="http://x.nl"),),
        ),
        ("adopted_from", "een-ander.md", "adopted_from", (AdoptedFrom("een-ander"),)),
        (
            "adopted_by",
            "{organisation: o, region: Zeeuwse stromen, year: 2020}",
            "adopted_by",
            (AdoptedBy("o", "zeeland", "2020"),),
        ),
        (
            "contact",
            "{organisation: o, phone: 0612345678, consent: true}",
            "contact",
            Contact("o", phone="0612345678", consent=True),
        ),
        ("contact", "{organisation: o, email: Info@x.nl}", "contact", Contact("o", email="Info@x.nl")),
        ("keywords", "no", "keywords", ("no",)),
        ("reviewed", "'2026-01-31'", "reviewed", date(2026, 1, 31)),
        ("review_months", "6", "review_months", 6),
        ("aliases", "[oud-een, oud-twee]", "aliases", ("oud-een", "oud-twee")),
        ("draft", "Ja", "draft", True),
        ("draft", "false", "draft", False),
        ("title", '"Norway: NO"', "title", "Norway: NO"),
        ("title", "een\n  twee", "title", "een twee"),
    ],
)
def test_a_field_becomes(read: Read, key: str, text: str, attribute: str, value: object) -> None:
    practice = good(read(page(**{key: text})))

    assert getattr(practice, attribute) == value


@pytest.mark.parametrize("word", ["beschut-werk", "BESCHUT WERK", "Beschermd  werk", "[beschut werk]"])
def test_a_term_may_be_its_id_its_label_or_a_former_name(read: Read, word: str) -> None:
    assert good(read(page(theme=word))).facets["theme"] == ("beschut-werk",)


def test_accents_do_not_matter(read: Read) -> None:
    assert good(read(page(theme="financien"))).facets["theme"] == ("financien",)
    assert good(read(page(theme="FINANCIËN"))).facets["theme"] == ("financien",)


def test_a_synonym_is_no_term(read: Read) -> None:
    assert [problem.code for problem in read(page(theme="beschutte werkplek")).problems] == ["onbekende-term"]


@pytest.mark.parametrize(
    ("changes", "unknown", "attribute", "value"),
    [
        ({"lead_time": "Onbekend"}, {"lead_time"}, "lead_time", ""),
        ({"cost": "onbekend"}, {"cost"}, "cost", None),
        ({"cost": "{band: onbekend}"}, {"cost"}, "cost", Cost("onbekend")),
        ({"results": "[onbekend]"}, {"results"}, "results", ()),
        ({"period": "{start: 2020, end: onbekend}"}, {"period.end"}, "period", Period("2020")),
        ({"scale": "{participants: onbekend}"}, {"scale", "scale.participants"}, "scale", None),
        ({"sector": "onbekend"}, {"sector"}, "partners", ()),
        ({"partners": "onbekend"}, {"partners"}, "partners", ()),
        ({"funding": "[{source: onbekend}]"}, set(), "unknown", ()),
    ],
)
def test_not_known_is_information(
    read: Read, changes: dict[str, str], unknown: set[str], attribute: str, value: object
) -> None:
    outcome = read(page(**changes))
    practice = good(outcome)

    assert outcome.problems == ()
    assert set(practice.unknown) == unknown
    assert getattr(practice, attribute) == value
    assert "sector" not in practice.facets


def test_status_unknown_is_a_term(read: Read) -> None:
    practice = good(read(page(status="onbekend")))

    assert practice.facets["status"] == ("onbekend",)
    assert not practice.unknown


def test_what_has_no_consent_is_not_in_the_practice(read: Read) -> None:
    outcome = read(page(contact="{organisation: o, email: jan.jansen@x.nl, phone: '06', function: f}"))

    assert good(outcome).contact == Contact("o", "f")
    assert [problem.code for problem in outcome.problems] == ["toestemming"]


def test_all_problems_are_told_at_once_in_the_order_of_the_file(read: Read) -> None:
    outcome = read(page("# Aanpak\n[a](weg)", title="", theme="x", added="1", cost="{bnd: 1}", related="A B"))

    assert outcome.value is None
    assert [(problem.place.line, problem.code) for problem in outcome.problems] == [
        (2, "ontbreekt"),
        (6, "onbekende-term"),
        (10, "datum"),
        (11, "onbekend-veld"),
        (12, "id-vorm"),
        (14, "kop-niveau"),
        (15, "link-adres"),
    ]


def test_a_warning_can_be_silenced_in_its_file_and_an_error_cannot(read: Read) -> None:
    silence = "[{check: lengte, reason: bewust}, {check: kop-niveau, reason: bewust}]"
    outcome = read(page("# Aanpak\nx\n## Aanleiding\nx", summary="Kort.", silence=silence))

    assert [problem.code for problem in outcome.problems] == ["volgorde"]
    assert read(page(theme="x", silence="{check: onbekende-term, reason: nee}")).value is None


def test_a_warning_stays_silent_when_there_are_errors_too(read: Read) -> None:
    outcome = read(page(summary="Kort.", theme="x", silence="{check: lengte, reason: bewust}"))

    assert [problem.code for problem in outcome.problems] == ["onbekende-term"]


@pytest.mark.parametrize(
    ("title", "practice_id"),
    [
        ("Werken in de buurt", "werken-in-de-buurt"),
        ("  Één & twee: «drie»!  ", "een-twee-drie"),
        ("Straße Łódź ﬁets", "strasse-lodz-fiets"),
        ("CON", "praktijk-con"),
        ("!!", "praktijk"),
        ("ab", "praktijk-ab"),
        ("index", "praktijk-index"),
        ("woord " * 30, "-".join(["woord"] * 13)),
        ("x" * 200, "x" * 80),
        ("日本語", "praktijk"),
    ],
)
def test_an_id_from_a_title(title: str, practice_id: str) -> None:
    assert id_from_title(title) == practice_id
    assert is_id(practice_id)


@pytest.mark.parametrize("address", ["https://x.nl", "HTTP://x.nl:80/a?b#c", "https://é.nl/ü", "http://[::1]/"])
def test_web_addresses(address: str) -> None:
    assert is_web_address(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "x.nl",
        "ftp://x.nl",
        "mailto:a@b.nl",
        "https://",
        "https:///a",
        "http://x.nl/a b",
        'http://x.nl/"',
        "http://[",
        "https://x:y",
    ],
)
def test_what_is_no_web_address(address: str) -> None:
    assert not is_web_address(address)


def test_the_lists_stay_what_they_were(lists: Lists) -> None:
    """A reader that changes its input would give another outcome the second time."""
    before: Any = repr(lists)
    first = read_practice(page().encode(), "een.md", lists)

    assert read_practice(page().encode(), "een.md", lists) == first
    assert repr(lists) == before


def test_one_mistake_hides_no_other(read: Read) -> None:
    """What hangs on several fields is told in the same run as what is wrong with one of them."""
    outcome = read(
        page(
            title="[a]",
            period="{start: 2021, end: 2020}",
            municipalities="Vlissingen",
            contact="{organisation: X, phone: 06 12345678, url: x}",
            added=None,
        )
    )

    assert {problem.code for problem in outcome.problems} == {
        *("vorm", "periode", "gemeente-regio", "toestemming", "webadres", "toegevoegd"),
    }
