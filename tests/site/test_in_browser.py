"""The pages in a real browser: nothing sticks out, nothing complains, and the menu works without script."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.site.little import FULL

pytestmark = pytest.mark.browser
PHONE = {"width": 320, "height": 700}
PRACTICE = f"praktijken/{FULL.id}.html"
KINDS = (
    "index.html",
    "praktijken.html",
    PRACTICE,
    "regio/twente.html",
    "regio/index.html",
    "thema/index.html",
    "organisaties.html",
    "overzicht.html",
    "dossiers/taal.html",
    "over.html",
    "404.html",
)


@pytest.fixture(scope="module")
def folder(site: Mapping[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The little site on disk."""
    root = tmp_path_factory.mktemp("site")
    for path, data in site.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    return root


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A page of the width of the smallest phone."""
    context = browser.new_context(viewport={"width": PHONE["width"], "height": PHONE["height"]})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", KINDS)
def test_a_page_fits_the_smallest_phone_and_the_console_stays_empty(phone: Page, folder: Path, path: str) -> None:
    said: list[str] = []
    phone.on("console", lambda message: said.append(message.text))
    phone.on("requestfailed", lambda request: said.append(request.url))
    phone.goto((folder / path).as_uri())

    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert [line for line in said if "les.png" not in line] == []


def test_the_words_above_a_wide_table_stay_whole(phone: Page, folder: Path) -> None:
    """On a phone it scrolls; a column of letters is no word."""
    phone.goto((folder / PRACTICE).as_uri())
    cells = "".join(f"<{{0}}>{word}</{{0}}>" for word in ("Deelnemers", "Uitstroom", "Doorstroom", "Ziekteverzuim"))
    table = f"<div class=tabel><table><tr>{cells.format('th')}</tr><tr>{cells.format('td')}</tr></table></div>"
    phone.locator(".prose").first.evaluate("(place, table) => { place.innerHTML = table; }", table)
    heights = phone.locator(".prose :is(th, td)").evaluate_all("cells => cells.map((cell) => cell.clientHeight)")

    assert len(set(heights)) == 1
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_a_line_between_two_texts_is_as_wide_as_they_are(phone: Page, folder: Path) -> None:
    phone.goto((folder / PRACTICE).as_uri())
    phone.locator(".prose").first.evaluate("place => { place.innerHTML = '<p>Een</p><hr><p>Twee</p>'; }")
    wide = phone.locator(".prose").first.evaluate("place => [...place.children].map((one) => one.clientWidth)")

    assert len(set(wide)) == 1


def test_the_menu_opens_without_script(browser: Browser, folder: Path) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 700}, java_script_enabled=False)
    page = context.new_page()
    page.goto((folder / PRACTICE).as_uri())
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("navigation", name="Hoofdmenu").get_by_role("link", name="Regio's").click()

    expect(page).to_have_title("Regio's – Wat werkt waar")
    context.close()


def test_the_first_tab_leads_to_the_content(phone: Page, folder: Path) -> None:
    phone.goto((folder / PRACTICE).as_uri())
    phone.keyboard.press("Tab")

    expect(phone.get_by_role("link", name="Naar de inhoud")).to_be_focused()
    assert phone.evaluate("getComputedStyle(document.activeElement).outlineWidth") == "3px"


def test_what_is_touched_is_large_enough(browser: Browser, folder: Path) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 700}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto((folder / "index.html").as_uri())
    heights = page.eval_on_selector_all(
        ".map a, .tile-list a, button, .brand", "all => all.filter(e => e.checkVisibility()).map(e => e.offsetHeight)"
    )

    assert min(heights) >= 44
    context.close()


def test_on_paper_there_are_sources_with_their_address_and_no_menu(phone: Page, folder: Path) -> None:
    phone.goto((folder / PRACTICE).as_uri())
    phone.emulate_media(media="print")

    expect(phone.get_by_role("button", name="Menu")).to_be_hidden()
    written = phone.eval_on_selector(".sources a", "a => getComputedStyle(a, '::after').content")
    assert "href" in written or "bron.example" in written


def test_the_menu_of_a_phone_leads_to_the_list_of_choices(phone: Page, folder: Path) -> None:
    phone.goto((folder / PRACTICE).as_uri())
    phone.get_by_role("button", name="Menu").click()
    menu = phone.get_by_role("navigation", name="Hoofdmenu")
    expect(menu.get_by_role("link", name="Keuzelijst")).to_be_visible()
    phone.set_viewport_size({"width": 1280, "height": 700})

    expect(menu.get_by_role("link", name="Keuzelijst")).to_be_hidden()
    expect(phone.get_by_role("link", name="Keuzelijst")).to_be_visible()


def test_on_a_phone_the_name_gives_way_and_the_menu_opens_under_its_button(phone: Page, folder: Path) -> None:
    """A scroll bar leaves 308 of 320 pixels: the button used to fall to a second row, half under the menu."""
    phone.set_viewport_size({"width": 308, "height": 700})
    phone.goto((folder / PRACTICE).as_uri())
    button = phone.get_by_role("button", name="Menu")
    button.click()

    place = button.evaluate("it => it.getBoundingClientRect().bottom")
    assert place <= phone.locator("#menu").evaluate("it => it.getBoundingClientRect().top")


def test_the_head_takes_one_row_on_a_laptop(browser: Browser, folder: Path) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 700})
    page = context.new_page()
    page.goto((folder / PRACTICE).as_uri())
    tops = page.eval_on_selector_all(
        ".masthead-row > *", "all => all.filter(e => e.checkVisibility()).map(e => e.offsetTop + e.offsetHeight / 2)"
    )
    context.close()

    assert len(tops) == 4
    assert max(tops) - min(tops) < 5


@pytest.mark.parametrize(
    ("path", "link", "then"),
    [
        ("index.html", "Naar de lijst van regio's", "Naar de thema's"),
        ("regio/index.html", "Naar de lijst", "Twente"),
        ("overzicht.html", "Sla de tabel over", "Praktijken"),
    ],
)
def test_the_keyboard_goes_past_a_map_and_a_table(phone: Page, folder: Path, path: str, link: str, then: str) -> None:
    """`then` is what has the focus one Tab after the link was followed."""
    phone.goto((folder / path).as_uri())
    past = phone.get_by_role("link", name=link, exact=True)
    before = past.evaluate("e => getComputedStyle(e).position")
    past.focus()
    seen = past.bounding_box()
    phone.keyboard.press("Enter")
    phone.keyboard.press("Tab")

    assert before == "fixed"
    assert seen
    assert seen["y"] >= 0
    expect(phone.locator(":focus")).to_have_text(then)


def test_the_heads_of_the_overview_stand_above_their_column(browser: Browser, folder: Path) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 700})
    page = context.new_page()
    page.goto((folder / "overzicht.html").as_uri())
    off = page.evaluate("""() => {
        const middle = e => (r => r.x + r.width / 2)(e.getBoundingClientRect());
        const cells = [...document.querySelector('.matrix tbody tr').cells];
        const heads = [...document.querySelectorAll('.matrix thead th > *')];
        return heads.map((e, at) => Math.abs(middle(e) - middle(cells[at + 1])));
    }""")
    context.close()

    assert len(off) >= 3
    assert max(off) < 1


def test_a_region_in_the_overview_is_easy_to_touch(browser: Browser, folder: Path) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 700}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto((folder / "overzicht.html").as_uri())
    sizes = page.eval_on_selector_all(".matrix tbody a", "all => all.map(e => e.getBoundingClientRect().height)")
    hint = page.get_by_text("Schuif de tabel opzij")

    assert min(sizes) >= 44
    expect(hint).to_be_visible()
    page.set_viewport_size({"width": 1280, "height": 700})
    expect(hint).to_be_hidden()
    context.close()
