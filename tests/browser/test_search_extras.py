"""What only some readers need on the search page: suggestions while typing, and why a result stands where it stands."""

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import SearchPage

pytestmark = pytest.mark.browser
on_disk_too = pytest.mark.parametrize("site_address", ["disk", "server"], indirect=True)


def options(page: Page) -> Locator:
    """The suggestions."""
    return page.get_by_role("option").and_(page.locator("#suggesties > *"))


def suggested(search: SearchPage, words: str, first: str) -> None:
    """Type words, and wait for their first suggestion."""
    search.words.fill("")
    search.words.press_sequentially(words)
    expect(options(search.page).first).to_have_text(first)


@on_disk_too
def test_what_may_be_meant_is_suggested_and_announced(search: SearchPage) -> None:
    field = search.page.get_by_role("combobox", name="Zoek in de praktijken")
    expect(field).to_have_attribute("aria-expanded", "false")
    suggested(search, "ensch", "Enschede → regio Twente")

    expect(field).to_have_attribute("aria-expanded", "true")
    expect(search.page.get_by_role("listbox", name="Suggesties")).to_be_visible()
    expect(search.page.locator("#suggesties-stand")).to_have_text("1 suggestie, te kiezen met de pijltjes")
    assert search.page.locator("#zoekveld").get_attribute("aria-controls") == "suggesties"
    suggested(search, "zeel", "Regio: Zeeland")
    suggested(search, "werkpl", "Organisatie: Werkplaats")
    suggested(search, "fiets", "Praktijk: Fietsen maken")


def test_the_tree_that_a_screen_reader_reads_has_the_combobox_its_list_and_the_active_option(
    search: SearchPage,
) -> None:
    suggested(search, "zee", "Regio: Zeeland")
    search.page.keyboard.press("ArrowDown")

    expect(search.page.locator("form")).to_match_aria_snapshot("""
        - combobox "Zoek in de praktijken" [expanded] [active]: zee
        - button "Zoek"
        - listbox "Suggesties":
          - 'option "Regio: Zeeland" [selected]'
    """)
    expect(search.words).to_have_attribute("aria-activedescendant", "suggestie-0")
    expect(search.words).to_be_focused()


def test_arrows_go_through_the_options_and_back_to_the_field(search: SearchPage) -> None:
    suggested(search, "zee", "Regio: Zeeland")
    count = options(search.page).count()
    for place in [*range(count), None, 0]:
        search.page.keyboard.press("ArrowDown")
        if place is None:
            expect(search.words).not_to_have_attribute("aria-activedescendant", re.compile(""))
        else:
            expect(search.words).to_have_attribute("aria-activedescendant", f"suggestie-{place}")
    search.page.keyboard.press("ArrowUp")
    search.page.keyboard.press("ArrowUp")
    expect(search.words).to_have_attribute("aria-activedescendant", f"suggestie-{count - 1}")
    search.page.keyboard.type("l")

    expect(search.words).not_to_have_attribute("aria-activedescendant", re.compile(""))
    expect(search.words).to_have_value("zeel")


def test_enter_searches_unless_an_option_is_active(search: SearchPage) -> None:
    suggested(search, "zee", "Regio: Zeeland")
    search.page.keyboard.press("Enter")
    expect(options(search.page)).to_have_count(0)
    assert search.question == "?q=zee"

    suggested(search, "jobcoach zee", "Regio: Zeeland")
    search.page.keyboard.press("ArrowDown")
    search.page.keyboard.press("Enter")
    search.settle("jobcoach ")
    assert search.question == "?q=jobcoach+&region=zeeland"
    expect(search.box("region", "zeeland")).to_be_checked()
    expect(search.words).to_be_focused()
    expect(search.words).to_have_attribute("aria-expanded", "false")


def test_enter_closes_the_list_until_somebody_types_on(loose: SearchPage) -> None:
    loose.page.clock.install()
    loose.visit()
    suggested(loose, "zee", "Regio: Zeeland")
    loose.page.keyboard.press("Enter")
    loose.settle("zee")
    loose.page.clock.run_for(1000)
    assert loose.question == "?q=zee"
    expect(loose.words).to_have_attribute("aria-expanded", "false")
    expect(options(loose.page)).to_have_count(0)

    loose.words.press_sequentially("l")
    expect(options(loose.page).first).to_have_text("Regio: Zeeland")


def test_escape_closes_the_list_first_and_empties_the_field_then(search: SearchPage) -> None:
    suggested(search, "zee", "Regio: Zeeland")
    search.page.keyboard.press("Escape")
    expect(search.page.get_by_role("listbox")).to_be_hidden()
    expect(search.words).to_have_value("zee")
    search.page.keyboard.press("ArrowDown")
    expect(search.words).to_have_attribute("aria-activedescendant", "suggestie-0")
    search.page.keyboard.press("Escape")
    search.page.keyboard.press("Escape")
    search.settle("")

    expect(search.words).to_have_value("")


def test_a_mouse_chooses_and_the_focus_stays(search: SearchPage) -> None:
    suggested(search, "ensch", "Enschede → regio Twente")
    options(search.page).first.click()
    search.settle("")

    assert search.question == "?region=twente"
    expect(search.words).to_be_focused()
    expect(search.status).to_have_text("8 praktijken")


def test_an_organisation_is_looked_for_as_a_phrase(search: SearchPage) -> None:
    suggested(search, "werkpl", "Organisatie: Werkplaats")
    options(search.page).first.click()
    search.settle('"Werkplaats" ')

    expect(search.status).to_have_text("15 praktijken")


@on_disk_too
def test_a_practice_is_opened(search: SearchPage) -> None:
    suggested(search, "fiets", "Praktijk: Fietsen maken")
    search.page.keyboard.press("ArrowDown")
    search.page.keyboard.press("Enter")

    expect(search.page).to_have_title(re.compile("^Fietsen maken"))


def test_leaving_the_field_closes_the_list_and_nothing_was_covered_or_moved(search: SearchPage) -> None:
    search.ask("jobcoach zee")
    before = search.results.first.locator("h3").bounding_box()
    search.words.press("End")
    expect(options(search.page).first).to_have_text("Regio: Zeeland")
    assert search.results.first.locator("h3").bounding_box() == before
    search.results.first.locator("a").click(trial=True)
    search.page.keyboard.press("Tab")

    expect(search.page.get_by_role("listbox")).to_be_hidden()
    expect(search.words).to_have_value("jobcoach zee")


def test_nothing_for_suggestions_is_loaded_before_somebody_types(loose: SearchPage) -> None:
    asked: list[str] = []
    loose.page.on("request", lambda request: asked.append(request.url))
    loose.visit("?q=jobcoach")
    loose.page.wait_for_selector(".card-passage")
    assert not [url for url in asked if "zoeken-extra" in url]

    suggested(loose, "zee", "Regio: Zeeland")
    assert len([url for url in asked if "zoeken-extra" in url]) == 1


def test_when_the_script_with_extras_is_gone_the_search_goes_on(loose: SearchPage) -> None:
    loose.page.route("**/zoeken-extra.*.js", lambda route: route.abort())
    loose.page.clock.install()
    loose.visit("?uitleg=1")
    with loose.page.expect_request("**/zoeken-extra.*.js"):
        loose.words.press_sequentially("jobcoach")
    loose.settle("jobcoach")
    loose.page.clock.run_for(1000)  # now suggestions are due too
    assert loose.question == "?q=jobcoach&uitleg=1"

    expect(loose.status).to_have_text("14 praktijken")
    assert [line for line in loose.said if "Failed to load resource" not in line] == []


@on_disk_too
def test_the_reasons_stand_below_each_result_and_add_up(search: SearchPage) -> None:
    search.visit("?q=leermeester+groen&uitleg=1")
    reasons = search.results.locator("details.reasons")
    expect(reasons).to_have_count(search.results.count())
    reasons.first.locator("summary").click()

    expect(reasons.first.get_by_role("columnheader")).to_have_text(
        ["Gevraagd", "Gevonden als", "Staat in", "Telt", "Gewicht", "Zeldzaam", "Punten"]
    )
    expect(reasons.first).to_contain_text("want niet alle woorden staan er")
    score = reasons.first.locator("summary").inner_text().rpartition(" Score ")[2]
    expect(reasons.first).to_contain_text(f"score {score}.")


def test_more_results_have_their_reasons_too(search: SearchPage) -> None:
    search.visit("?q=jobcoach&uitleg=1")
    expect(search.results.locator("details.reasons")).to_have_count(10)
    search.page.get_by_role("button", name="Meer resultaten").click()

    expect(search.results.locator("details.reasons")).to_have_count(14)


def test_a_filter_with_a_minus_excludes_its_practices_and_stands_among_the_chips(search: SearchPage) -> None:
    search.ask("jobcoach")
    all_of_them = search.status.inner_text()
    search.ask("jobcoach -regio:enschede")
    expect(search.status).to_have_text("7 praktijken")
    expect(search.count("region", "twente")).to_have_text("0")
    expect(search.count("region", "zeeland")).to_have_text("7")

    search.page.get_by_role("button", name="Niet regio Twente: haal dit filter weg").press("Enter")
    search.settle("jobcoach")

    expect(search.status).to_have_text(all_of_them)
    expect(search.words).to_have_value("jobcoach")
    expect(search.page.locator("#gekozen button")).to_have_count(0)


@pytest.mark.parametrize(
    ("site_address", "said"),
    [("server", "De link is gekopieerd."), ("disk", "De link is gekopieerd. Hij werkt alleen op deze computer.")],
    indirect=["site_address"],
)
def test_the_address_of_a_question_is_copied(search: SearchPage, said: str) -> None:
    search.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    search.ask("jobcoach")
    search.page.get_by_role("button", name="Kopieer de link naar deze zoekvraag").click()
    expect(search.page.locator("[data-said]")).to_have_text(said)
    assert search.page.evaluate("navigator.clipboard.readText()") == f"{search.address}?q=jobcoach"

    search.ask("leermeester")
    expect(search.page.locator("[data-said]")).to_have_text("")


def test_a_link_that_can_not_be_copied_is_said(search: SearchPage) -> None:
    search.page.evaluate("() => (navigator.clipboard.writeText = async () => { throw new Error('nee'); })")
    search.page.get_by_role("button", name="Kopieer de link").click()

    expect(search.page.locator("[data-said]")).to_contain_text("Kopiëren lukte niet.")


def test_without_results_there_is_nothing_to_order_or_to_take_along(search: SearchPage) -> None:
    order = search.page.get_by_label("Volgorde")
    table = search.page.get_by_role("button", name="Download alle resultaten als CSV")
    for words, shown in (("jobcoach", True), ("wqzx", False), ("leermeester", True)):
        search.ask(words)
        expect(order).to_be_visible(visible=shown)
        expect(table).to_be_visible(visible=shown)


def test_the_script_that_keeps_practices_comes_behind_the_titles_and_the_list_travels_along(loose: SearchPage) -> None:
    asked: list[str] = []
    loose.page.on("request", lambda request: asked.append(request.url.rpartition("/")[2].partition(".")[0]))
    loose.visit("?q=jobcoach&k=was-doen")
    loose.settle("jobcoach")
    expect(loose.page.locator("[data-kept]")).to_have_text("1")

    assert asked.index("bewaar") > asked.index("zoeken")
    assert loose.question == "?q=jobcoach&k=was-doen"
    expect(loose.results.first.get_by_role("button", name="Bewaar")).to_be_visible()


def test_on_a_phone_terms_are_counted_when_the_filters_are_opened(browser: Browser, served_site: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    search = SearchPage(context.new_page(), f"{served_site}zoeken.html")
    search.visit()
    search.ask("leermeester")
    assert search.count("region", "zeeland").text_content() == "7"

    search.page.get_by_role("button", name="Filters").click()
    expect(search.count("region", "zeeland")).to_have_text("0")
    search.page.get_by_role("button", name="Toon 1 praktijk").click()
    context.close()


SHIFTS = """new PerformanceObserver((list) => {
    for (const {value} of list.getEntries()) window.moved = (window.moved ?? 0) + value;
}).observe({type: "layout-shift", buffered: true});"""


@pytest.mark.parametrize("width", [360, 768, 1280])
@pytest.mark.parametrize("question", ["", "?region=twente", "?q=wqzx"])
def test_nothing_moves_when_the_page_opens(browser: Browser, served_site: str, width: int, question: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    search = SearchPage(context.new_page(), f"{served_site}zoeken.html")
    search.page.add_init_script(SHIFTS)
    search.visit(question)
    expect(search.page.locator("html")).to_have_attribute("data-k", "")
    search.page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")

    assert search.page.evaluate("window.moved ?? 0") == 0
    context.close()
