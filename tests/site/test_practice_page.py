"""The page of a practice: gaps are said, contact never ends blank, and nothing an editor writes becomes HTML."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import settings as trying
from hypothesis import strategies as st
from msgspec.structs import replace

from kb.model import (
    SECTIONS,
    AdoptedFrom,
    Contact,
    Cost,
    Image,
    Organisation,
    Result,
    SafeHtml,
    Scale,
    Section,
    Settings,
    Source,
    WholePractice,
)
from tests.corpora import with_practices
from tests.site.little import BARE, CORPUS, FULL, PUBLIC, SETTINGS, page, site
from tests.site.reading import Reading


def words(practice: WholePractice, today: date = date(2026, 3, 15)) -> str:
    """What a reader sees of the practice."""
    return Reading(page(practice, today=today)).words()


def test_a_field_that_nobody_knows_differs_from_one_that_nobody_filled_in() -> None:
    seen = words(BARE)

    assert "Kosten niet bekend" in seen
    assert "Betaald door niet bekend" in seen
    assert "Looptijd nog niet ingevuld" in seen
    assert "Resultaten in cijfers zijn niet bekend." in seen


def test_a_band_that_nobody_knows_is_said_with_its_note() -> None:
    seen = words(replace(BARE, cost=Cost("onbekend", note="staat niet in de bron"), unknown=()))

    assert "Kosten niet bekend staat niet in de bron" in seen


def test_facts_stand_in_words() -> None:
    seen = words(FULL)

    for told in (
        "Waar Twente Enschede en Hengelo",
        "Looptijd september 2014 tot en met 2016",
        "Invoeren duurt 3 tot 6 maanden",
        "€ 50.000 tot € 250.000 in het eerste jaar € 120.000 per jaar met begeleiding",
        "Betaald door Provincie € 50.000",
        "40 deelnemers 1,5 fte begeleiding 1 locatie",
        "Gegevens uit 2016; de wet kan veranderd zijn.",
    ):
        assert told in seen


def test_figures_are_large_with_unit_and_source_and_the_short_ones_come_first() -> None:
    seen = words(FULL)

    assert "62% Haalden hun examen eerst: 31% · 2016 · bron 1 ongeveer de helft Naar een gewone baas" in seen


def test_a_share_has_one_sign() -> None:
    assert "100% Uitstroom" in words(replace(FULL, results=(Result("Uitstroom", "100%", "%"),)))


def test_what_the_header_says_stands_in_the_section_it_belongs_to() -> None:
    seen = words(FULL)

    assert "Wat heb je nodig Tijd. Dit moet er zijn Een werkleider met tijd Dit helpt Een lokaal" in seen
    assert "Zo neem je dit over De kern: houd dit zo Elke dag een uur Dit mag je aanpassen Het niveau" in seen


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("", "Wat heb je nodig|Zo neem je dit over"),
        ("Aanpak|Ervaringen", "Aanpak|Wat heb je nodig|Zo neem je dit over|Ervaringen"),
        ("Aanpak|Meer|Geleerde lessen", "Aanpak|Meer|Wat heb je nodig|Geleerde lessen|Zo neem je dit over"),
        ("Ervaringen|Zo neem je dit over", "Wat heb je nodig|Ervaringen|Zo neem je dit over"),
    ],
)
def test_what_the_header_says_stands_in_its_usual_place_without_a_section(written: str, shown: str) -> None:
    names = [name for name in written.split("|") if name]
    sections = tuple(Section(name, f"deel-{at}", SafeHtml("<p>x</p>"), "x") for at, name in enumerate(names))
    headings = Reading(page(replace(FULL, sections=sections))).text("h2")

    ours = [heading for heading in headings if heading in {*SECTIONS, "Meer"}]
    assert "|".join(ours) == shown


def test_who_did_it_too_and_where_it_came_from() -> None:
    seen = words(FULL)

    assert "Waar deden ze dit ook? 2 3 Malmö Werkplaats , Gemeente Enschede , Twente , 2014 deze praktijk" in seen
    assert "nam het over van 1 Zeeuws Werk , Zeeland , 2018 nam het over van 2 Lees: Een kale praktijk" in seen
    assert "Anders gedaan: kleiner Resultaat: 12 banen" in seen


def test_an_adoption_that_one_of_the_two_tells_is_read_at_both() -> None:
    follower = replace(BARE, adopted_from=(AdoptedFrom(practice=FULL.id),))
    silent = with_practices(CORPUS, (follower, replace(FULL, adopted_from=(), adopted_by=())))
    pages = site(silent)

    for path, other in (("kaal", FULL.title), (FULL.id, BARE.title)):
        assert f"Lees: {other}" in Reading(pages[f"praktijken/{path}.html"].decode()).words()


def test_words_of_the_field_are_explained_where_they_stand() -> None:
    seen = words(FULL)

    assert "Woorden uitgelegd Wsw De wet van voor 2015." in seen
    assert "loonwaarde" not in seen


def test_the_level_invites_in_words_and_not_in_keys() -> None:
    assert "Voor de stap “herhaald” is nog nodig: Vul “adopted_by” in." in words(FULL)


@pytest.mark.parametrize(
    ("practice", "expected"),
    [
        (FULL, "Contact Werkplaats Teamleider an@werkplaats.example 053 123 werkplaats.example"),
        (replace(FULL, contact=Contact("Werkplaats")), "Contact Werkplaats werkplaats.example Werkplaats"),
        (replace(FULL, contact=None), "Contact werkplaats.example Werkplaats"),
        (replace(BARE, partners=(Organisation("Werkplaats"),)), "Contact werkplaats.example Werkplaats"),
        (replace(BARE, contact=Contact("Werkplaats")), "Contact Werkplaats werkplaats.example Werkplaats"),
        (BARE, "Contact geen adres bekend Kijk bij de bronnen"),
    ],
    ids=[
        *("contact", "contact without a way to reach it", "site of the organisation", "site of a partner"),
        *("site of who is named as contact", "nothing at all"),
    ],
)
def test_contact_never_ends_blank(practice: WholePractice, expected: str) -> None:
    assert expected in words(practice)


def test_contact_ends_at_the_editors_when_they_have_an_address() -> None:
    assert '<a href="mailto:redactie@voorbeeld.nl">Vraag het de redactie</a>' in page(BARE, PUBLIC)
    assert '<a href="../bijdragen.html#redactie">Vraag het' in page(BARE, replace(PUBLIC, editors_email=""))


@pytest.mark.parametrize("path", ["bijdragen.html", "over.html", "privacy.html", "toegankelijkheid.html"])
@pytest.mark.parametrize(
    ("settings", "told"),
    [
        (PUBLIC, "Mail de redactie: redactie@voorbeeld.nl ."),
        (replace(PUBLIC, editors_email=""), "Meld het de redactie in de opslag van deze site ."),
        (SETTINGS, "De redactie heeft hier nog geen adres. Vraag het aan degene van wie je deze site kreeg."),
    ],
    ids=["mail", "repository", "neither"],
)
def test_how_to_reach_the_editors_is_true_whatever_is_known(path: str, settings: Settings, told: str) -> None:
    assert told in Reading(site(settings=settings)[path].decode()).words()


@pytest.mark.parametrize(
    ("phone", "dialled"),
    [
        ("053 123 45 67", "0531234567"),
        ("+31 (0)53 123 45 67", "+31531234567"),
        ("0031 (0)53-1234567", "+31531234567"),
        ("(053) 1234567", "0531234567"),
        ("14 053", "14053"),
        ("06-12345678 / 06-87654321", ""),
        ("053-1234567 (ma t/m do 9-17 uur)", ""),
    ],
)
def test_a_telephone_number_can_be_dialled_where_it_is_one(phone: str, dialled: str) -> None:
    assert FULL.contact is not None
    html = page(replace(FULL, contact=replace(FULL.contact, phone=phone)))

    assert phone in html
    assert re.findall('href="tel:([^"]*)"', html) == ([dialled] if dialled else [])


def test_an_address_is_shown_only_with_consent() -> None:
    assert FULL.contact is not None
    html = page(replace(FULL, contact=replace(FULL.contact, consent=False)))

    assert "an@werkplaats.example" not in html
    assert "053 123" not in html


@pytest.mark.parametrize(
    ("today", "late"),
    [(date(2027, 5, 31), False), (date(2027, 6, 1), True)],
    ids=["in the month of the review", "a month later"],
)
def test_a_review_that_is_due_is_said(today: date, late: bool) -> None:  # noqa: FBT001 - a column of the table
    assert ("voor het laatst nagekeken in mei 2025" in words(FULL, today)) is late


def test_that_it_has_stopped_is_said_at_the_top() -> None:
    assert "Een kale praktijk Deze praktijk is gestopt." in words(BARE)


@pytest.mark.parametrize(
    ("sources", "told"),
    [
        ((Source("a", date="2012"), Source("b", date="voorjaar 2025")), "Gegevens uit 2025."),
        ((Source("a", date="2012-03-01"),), "Gegevens uit 2012; de wet kan veranderd zijn."),
        ((Source("a", date="nr. 12012"),), "Het jaar van deze gegevens is niet bekend; de wet kan veranderd zijn."),
    ],
    ids=["the newest source", "old", "no year"],
)
def test_the_year_of_the_facts(sources: tuple[Source, ...], told: str) -> None:
    assert told in words(replace(BARE, sources=sources))


def test_a_practice_that_was_replaced_says_by_which() -> None:
    assert "Hiervoor is een nieuwere praktijk: Taal & werk" in words(replace(BARE, replaced_by=FULL.id))


@pytest.mark.parametrize(
    ("repository", "edit", "expected"),
    [
        ("https://github.com/a/b/", "", "https://github.com/a/b/edit/main/practices/oud/kaal.md"),
        ("https://gitlab.com/a/b.git", "", "https://gitlab.com/a/b/-/edit/main/practices/oud/kaal.md"),
        ("https://codeberg.org/a/b", "", "https://codeberg.org/a/b/_edit/main/practices/oud/kaal.md"),
        ("https://code.voorbeeld.nl/b", "", "../bijdragen.html"),
        (
            "https://code.voorbeeld.nl/b",
            "https://code.voorbeeld.nl/b?f={path}",
            "https://code.voorbeeld.nl/b?f=oud/kaal.md",
        ),
        ("", "", "../bijdragen.html"),
    ],
)
def test_a_page_is_improved_where_that_is_known_and_never_at_a_guess(repository: str, edit: str, expected: str) -> None:
    html = page(BARE, replace(SETTINGS, repository_url=repository, edit_url=edit))

    assert f'<a class="button" href="{expected}">Verbeter deze pagina</a>' in html


def test_who_does_this_too_gets_a_form_with_the_practice_filled_in() -> None:
    assert "../wij-ook.html?praktijk=kaal&amp;titel=Een+kale+praktijk" in page(BARE)


def test_a_picture_has_its_size_and_one_that_is_not_there_is_left_out() -> None:
    assert '<img src="../media/les.png" alt="Een les in de kantine" width="640" height="480"' in page(FULL)
    assert "<img" not in page(replace(FULL, image=Image("weg.png", "weg")))


def test_another_language_is_marked_and_our_own_words_in_it_are_dutch() -> None:
    reading = Reading(page(replace(BARE, language="en")))

    assert [article["lang"] for article in reading.all("article") if "practice" in article.get("class", "")] == ["en"]
    assert {paragraph.get("lang") for paragraph in reading.all("p") if "notice" in paragraph.get("class", "")} == {"nl"}


@pytest.mark.parametrize("url", ["javascript:alert(1)", "JAVASCRIPT:x", "data:text/html,x", "//x", "http://[", "x"])
def test_an_address_that_is_no_web_address_is_never_a_link(url: str) -> None:
    practice = replace(
        BARE,
        sources=(Source("Bron", url),),
        adopted_from=(AdoptedFrom(name="Elders", url=url),),
        organisations=(Organisation("Zeeuws Werk", url=url),),
        contact=Contact("Zeeuws Werk", url=url),
    )

    assert url not in {link.get("href", "") for link in Reading(page(practice)).all("a")}


def filled(text: str) -> WholePractice:
    """The practice with everything, with this text wherever an editor writes one."""
    return replace(
        FULL,
        title=text,
        summary=text,
        organisations=(Organisation(text),),
        municipalities=(text,),
        scale=Scale(text),
        results=(Result(text, text, f"{text}x", text, text),),
        core_elements=(text,),
        sources=(Source(text, publisher=text, date=text),),
        contact=Contact(text, text),
    )


@pytest.fixture(scope="module")
def harmless() -> list[str]:
    """The elements of a page with a harmless text in each field."""
    return shape(page(filled("x")))


@trying(max_examples=25)
@given(text=st.text(alphabet="<>&\"'`{}%/\\a\u2028 ", min_size=1, max_size=8))
def test_no_text_of_an_editor_becomes_html(text: str, harmless: list[str]) -> None:
    assert shape(page(filled(text))) == harmless


def shape(html: str) -> list[str]:
    """The elements of a page in their order."""
    reading = Reading(html)
    assert reading.broken == []
    return [element.tag for element in reading.elements]


def test_safe_html_of_a_section_stands_as_it_is() -> None:
    section = Section("Kop", "kop", SafeHtml("<p>a <strong>b</strong></p>"), "a b")

    assert "<p>a <strong>b</strong></p>" in page(replace(BARE, sections=(section,)), SETTINGS)
