"""Everybody can use the pages: axe, the keyboard, large text, forced colours, and the names that a reader hears.

What pages/toegankelijkheid.html says was tested is what stands here, in test_states.py and in test_search_access.py.
"""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.axe import WHOLE, complaints
from tests.site.little import FULL
from tests.site.states import KINDS
from tests.site.widths import Standing

pytestmark = pytest.mark.browser
PRACTICE = f"praktijken/{FULL.id}.html"
OVERFLOWING = """() => [...document.querySelectorAll('main *, header *, footer *')].filter(e => {
    const style = getComputedStyle(e);
    return style.overflow === 'hidden' && !e.closest('.unseen, .map-name') && e.scrollWidth > e.clientWidth + 1;
}).map(e => e.outerHTML.slice(0, 80))"""
SPACED = """() => {
    for (const e of document.querySelectorAll('*')) {
        e.style.lineHeight = '1.5'; e.style.letterSpacing = '.12em'; e.style.wordSpacing = '.16em';
    }
    for (const p of document.querySelectorAll('p')) p.style.marginBottom = '2em';
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing(browser: Browser, standing: Standing, width: int, scheme: str) -> None:
    found = {}
    with standing.page(browser, width, color_scheme=scheme) as page:
        for name, path in KINDS:
            page.goto(standing.address(name, path))
            found[name, path] = list(complaints(page, whole=(width, scheme) in WHOLE))

    assert {kind: said for kind, said in found.items() if said} == {}


def test_axe_would_find_something(browser: Browser, standing: Standing) -> None:
    with standing.page(browser) as page:
        page.goto(standing.address("all", "index.html"))
        page.evaluate("document.querySelector('#zoekveld').previousElementSibling.remove(); document.title = ''")

        assert {said.split(":")[0] for said in complaints(page)} >= {"document-title"}
        page.evaluate("document.querySelectorAll('main *').forEach(e => { e.style.color = '#ddd'; })")

        assert {said.split(":")[0] for said in complaints(page, whole=False)} == {"color-contrast"}


@pytest.mark.parametrize(
    "enlarge",
    ["() => { document.documentElement.style.fontSize = '225%'; }", SPACED],
    ids=["text twice as large", "text with more space (WCAG 1.4.12)"],
)
@pytest.mark.parametrize("width", [640, 1280])
def test_large_or_spaced_text_is_still_all_there(
    browser: Browser, standing: Standing, width: int, enlarge: str
) -> None:
    """640 pixels is what is left of 1280 at a zoom of 200 %."""
    lost = {}
    with standing.page(browser, width) as page:
        for name, path in KINDS:
            page.goto(standing.address(name, path))
            page.evaluate(enlarge)
            wide = page.evaluate("document.documentElement.scrollWidth") > width
            if cut := page.evaluate(OVERFLOWING) + (["the page"] if wide else []):
                lost[name, path] = cut

    assert lost == {}


def style(page: Page, selector: str, name: str) -> str:
    """A computed property of the first such element."""
    return str(page.eval_on_selector(selector, f"e => getComputedStyle(e).{name}"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_forced_colours_leave_nothing_out(browser: Browser, standing: Standing, scheme: str) -> None:
    with standing.page(browser, forced_colors="active", color_scheme=scheme) as page:
        page.goto(standing.address("all", "index.html"))
        tiles = [style(page, f".map {shade}", "borderTopStyle") for shade in (".shade-1", ".shade-4")]
        button = [style(page, ".search-field button", name) for name in ("color", "backgroundColor", "borderTopStyle")]
        field = style(page, ".band .search-field input", "borderTopWidth")
        page.goto(standing.address("many", "praktijken-2.html"))
        current, other = (
            style(page, f".pager a{which}", "borderTopStyle") for which in ("[aria-current]", ":not([aria-current])")
        )
        page.keyboard.press("Tab")
        focus = [style(page, ":focus", name) for name in ("outlineStyle", "outlineWidth", "outlineColor")]

        assert tiles == ["solid", "solid"]
        assert button[0] != button[1]
        assert (button[2], field) == ("solid", "2px")
        assert (current, other) == ("solid", "none")
        assert focus[:2] == ["solid", "3px"]
        assert focus[2] != style(page, "body", "backgroundColor")


def test_names_and_roles_are_what_a_screen_reader_says(browser: Browser, standing: Standing) -> None:
    with standing.page(browser) as page:
        page.goto(standing.address("all", PRACTICE))

        expect(page.get_by_role("banner")).to_match_aria_snapshot("""
            - banner:
              - link "Wat werkt waar"
              - navigation "Hoofdmenu":
                - list:
                  - listitem:
                    - link "Zoeken"
              - search:
                - searchbox "Zoek in de praktijken"
                - button "Zoek"
            """)
        expect(page.get_by_role("complementary", name="In het kort")).to_match_aria_snapshot("""
            - complementary "In het kort":
              - heading "In het kort" [level=2]
              - term: Waar
              - definition:
                - link "Twente"
            """)
        expect(page.get_by_role("main")).to_match_aria_snapshot("""
            - main:
              - article:
                - heading [level=1]
                - region "Resultaten in cijfers":
                  - heading "Resultaten in cijfers" [level=2]
                - paragraph:
                  - link "Wij doen dit ook"
                  - link "Verbeter deze pagina"
                  - button "Kopieer de link"
                  - button "Kopieer als tekst"
                  - status
            """)
        page.goto(standing.address("all", "index.html"))
        expect(page.get_by_role("list", name="Kaart van de arbeidsmarktregio's")).to_match_aria_snapshot("""
            - list "Kaart van de arbeidsmarktregio's":
              - listitem:
                - link "Twente 2"
            """)


def test_the_keyboard_goes_past_everything_in_the_order_of_the_page(browser: Browser, standing: Standing) -> None:
    with standing.page(browser) as page:
        page.goto(standing.address("all", PRACTICE))
        expected = page.evaluate(
            "[...document.querySelectorAll('a[href], button, input, summary')].filter(e => e.checkVisibility()).length"
        )
        seen = []
        for _ in range(expected):
            page.keyboard.press("Tab")
            seen.append(
                page.evaluate(
                    "(e => [e.getBoundingClientRect().height > 0, getComputedStyle(e).outlineWidth, e.innerText])"
                    "(document.activeElement)"
                )
            )

        assert [one for one in seen if one[:2] != [True, "3px"]] == []
        assert len({str(one) for one in seen}) > expected / 2
        assert seen[0][2] == "Naar de inhoud"
        assert seen[-1][2] == "Nieuws volgen (Atom)"


def test_the_menu_of_a_phone_opens_and_closes_by_keyboard(browser: Browser, standing: Standing) -> None:
    with standing.page(browser, 360) as page:
        page.goto(standing.address("all", PRACTICE))
        page.get_by_role("button", name="Menu").press("Enter")
        page.keyboard.press("Tab")
        first = page.get_by_role("navigation", name="Hoofdmenu").get_by_role("link", name="Zoeken")

        expect(first).to_be_focused()
        page.keyboard.press("Escape")
        expect(first).to_be_hidden()
        expect(page.get_by_role("button", name="Menu")).to_be_focused()
