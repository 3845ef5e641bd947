"""What a reader is told in each state of a page, and that none of them falls apart."""

from collections.abc import Mapping
from math import inf

import pytest
from playwright.sync_api import Browser, Page

from tests.site.little import site
from tests.site.reading import Reading
from tests.site.states import KINDS, LONG_WORD, SITES
from tests.site.widths import Standing

TOLD = [
    ("none", "index.html", "0 praktijken 0 regio's"),
    ("none", "praktijken.html", "nog geen praktijken, van A tot Z"),
    ("none", "regio/twente.html", "Over “Twente” is nog niets opgeschreven"),
    ("none", "organisaties.html", "0 organisaties"),
    ("one", "praktijken.html", "1 praktijk, van A tot Z"),
    ("one", "regio/zeeland.html", "1 praktijk Zoek en filter"),
    ("all", "praktijken/kaal.html", "Een kale praktijk Deze praktijk is gestopt."),
    ("all", "praktijken/kaal.html", "Contact geen adres bekend Kijk bij de bronnen"),
    ("all", "praktijken/oud.html", "voor het laatst nagekeken in maart 2012"),
    ("all", "praktijken/oud.html", "Gegevens uit 2011; de wet kan veranderd zijn."),
    ("all", "praktijken/vervangen.html", "Hiervoor is een nieuwere praktijk: Taal & werk"),
    ("all", "praktijken/lang.html", "Gemeente 0, Gemeente 1, Gemeente 2, Gemeente 3, Gemeente 4 en 7 andere gemeenten"),
    ("all", "regio/zeeland/reader.html", "Niet bekend of nog niet ingevuld: looptijd, invoeren duurt, kosten"),
    ("many", "praktijken-2.html", "Alle praktijken, pagina 2"),
    ("many", "regio/twente.html", "130 praktijken"),
    ("many", "regio/twente.html", "En verder Praktijk 00060"),
]


@pytest.fixture(scope="module")
def sites() -> Mapping[str, Mapping[str, bytes]]:
    """The files of each little site."""
    return {name: site(corpus) for name, corpus in SITES.items()}


@pytest.mark.parametrize(("name", "path", "told"), TOLD)
def test_the_state_is_said(sites: Mapping[str, Mapping[str, bytes]], name: str, path: str, told: str) -> None:
    assert told in Reading(sites[name][path].decode()).words()


def test_a_term_with_too_many_practices_to_read_has_no_reader(sites: Mapping[str, Mapping[str, bytes]]) -> None:
    assert "regio/twente/reader.html" in sites["all"]
    assert "regio/twente/reader.html" not in sites["many"]
    assert "reader" not in sites["many"]["regio/twente.html"].decode()


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 768, 1280])
def test_nothing_sticks_out_or_lies_over_something_else(browser: Browser, standing: Standing, width: int) -> None:
    """Also with one word that is wider than the smallest phone."""
    with standing.page(browser, width) as page:
        wide = []
        for name, path in KINDS:
            page.goto(standing.address(name, path))
            if page.evaluate("document.documentElement.scrollWidth") > width:
                wide.append((name, path))
        page.goto(standing.address("all", "praktijken/lang.html"))
        head, facts = page.locator("h1").bounding_box(), page.locator(".facts").bounding_box()

        assert wide == []
        assert head
        assert facts
        assert LONG_WORD in page.locator("h1").inner_text()
        assert head["x"] + head["width"] <= facts["x"] or head["y"] + head["height"] <= facts["y"]


SHIFTS = """window.moved = 0;
new PerformanceObserver((list) => list.getEntries().forEach(({ value }) => (window.moved += value)))
    .observe({ type: "layout-shift", buffered: true });"""
TWO_FRAMES = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


def least_moved(page: Page, address: str) -> float:
    """Nought when a page stood still in one of a few tries.

    A busy machine may show a page of which a button has come and its word not yet; what moves each time is ours.
    """
    least = inf
    for _ in range(3):
        page.goto(address)
        page.evaluate(TWO_FRAMES)
        least = min(least, page.evaluate("window.moved"))
        if not least:
            break
    return least


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_moves_while_a_page_appears(browser: Browser, standing: Standing, width: int) -> None:
    """The cumulative layout shift, as browsers measure it, is nought."""
    with standing.page(browser, width) as page:
        page.add_init_script(SHIFTS)
        moved = {(name, path): least_moved(page, standing.address(name, path)) for name, path in KINDS}

        assert {kind: shift for kind, shift in moved.items() if shift} == {}
