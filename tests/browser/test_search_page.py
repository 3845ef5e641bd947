"""A reader searches: words, filters, order, address, keyboard."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import SearchPage

pytestmark = pytest.mark.browser
on_disk_too = pytest.mark.parametrize("site_address", ["disk", "server"], indirect=True)


@on_disk_too
def test_without_words_all_practices_stand_there_by_title(search: SearchPage) -> None:
    expect(search.status).to_have_text("15 praktijken")
    expect(search.status).to_have_attribute("data-total", "15")
    assert search.titles()[:2] == ["Atelier A", "Atelier B"]
    assert search.page.evaluate("document.documentElement.dataset.search") == "ready"


@on_disk_too
def test_typing_shows_marked_results_and_keeps_the_focus(search: SearchPage) -> None:
    search.words.press_sequentially("leermeester")
    search.settle("leermeester")

    expect(search.status).to_have_text("1 praktijk")
    expect(search.results.locator("h3 a")).to_have_attribute("href", "praktijken/was-doen.html")
    expect(search.results.locator(".card-summary mark")).to_have_text("leermeester")
    expect(search.words).to_be_focused()
    assert search.question == "?q=leermeester"


def test_the_results_name_the_question_with_its_spaces(search: SearchPage) -> None:
    search.ask("  groen ")

    assert search.titles() == ["Groen in Goes"]


@on_disk_too
def test_the_place_where_it_was_found_comes_into_view(search: SearchPage) -> None:
    search.ask("leermeester weinig")

    expect(search.results.first.locator(".card-passage")).to_contain_text("Er was weinig werk.")
    expect(search.results.first.locator(".card-passage mark").first).to_have_text("weinig")


def test_a_result_says_which_word_it_lacks(search: SearchPage) -> None:
    search.ask("leermeester groen")

    assert sorted(search.results.locator(".card-lacks").all_inner_texts()) == ["Zonder: groen", "Zonder: leermeester"]


@on_disk_too
def test_filters_work_without_words_and_count_what_would_be_left(search: SearchPage) -> None:
    expect(search.count("region", "zeeland")).to_have_text("7")
    expect(search.count("theme", "werk")).to_have_text("15")

    search.box("region", "zeeland").check()
    search.settle("")

    expect(search.status).to_have_text("7 praktijken")
    expect(search.count("theme", "werk")).to_have_text("7")
    expect(search.count("region", "twente")).to_have_text("8")
    assert search.question == "?region=zeeland"


def test_two_terms_of_a_facet_give_the_practices_of_both(search: SearchPage) -> None:
    search.box("region", "zeeland").check()
    search.box("region", "twente").check()
    search.settle("")

    expect(search.status).to_have_text("15 praktijken")
    assert search.question == "?region=twente&region=zeeland"


def test_a_term_that_gives_nothing_is_shown_as_such_and_can_be_chosen(search: SearchPage) -> None:
    search.ask("leermeester")
    expect(search.count("region", "zeeland")).to_have_text("0")
    expect(search.count("region", "zeeland")).to_have_css("font-style", "italic")

    search.box("region", "zeeland").check()
    search.settle("leermeester")

    expect(search.status).to_have_text("Geen praktijken")
    expect(search.box("region", "zeeland")).to_be_checked()


def test_a_chip_takes_its_filter_away_and_hands_on_the_focus(search: SearchPage) -> None:
    search.box("region", "zeeland").check()
    search.box("theme", "werk").check()
    for left in ("?theme=werk", ""):
        search.page.locator("#gekozen button").first.press("Enter")
        search.settle("")
        assert search.question == left

    expect(search.page.locator("#gekozen button")).to_have_count(0)
    expect(search.status).to_be_focused()


def test_all_chips_go_at_once(search: SearchPage) -> None:
    search.box("region", "zeeland").check()
    search.box("region", "twente").check()
    expect(search.page.get_by_role("button", name="Zeeland: haal dit filter weg")).to_be_visible()

    search.page.get_by_role("button", name="Haal alle filters weg").click()
    search.settle("")

    expect(search.box("region", "zeeland")).not_to_be_checked()
    assert search.question == ""


def test_another_order_is_part_of_the_address(search: SearchPage) -> None:
    search.ask("jobcoach")
    search.page.get_by_label("Volgorde").select_option("titel")
    search.settle("jobcoach")

    assert search.question == "?q=jobcoach&sort=titel"
    assert search.titles()[0] == "Atelier A"


@on_disk_too
def test_more_results_come_below_and_the_first_of_them_has_the_focus(search: SearchPage) -> None:
    search.results.first.evaluate("item => { item.dataset.same = 'yes'; }")
    search.page.get_by_role("button", name="Meer resultaten").click()

    expect(search.results).to_have_count(15)
    expect(search.results.nth(10).locator("a")).to_be_focused()
    expect(search.results.first).to_have_attribute("data-same", "yes")
    expect(search.page.get_by_role("button", name="Meer resultaten")).to_be_hidden()
    assert search.question == "?n=20"


IN_SIGHT = """() => new Promise((done) => {
  new IntersectionObserver(done).observe(document.querySelector("#resultaten > li"));
})"""
"""Answered when the page has been told too which results are in sight."""


@on_disk_too
def test_what_comes_while_the_reader_presses_takes_no_click(loose: SearchPage) -> None:
    """Passages take other room than was kept: the button went from under the pointer, and the click with it."""
    loose.page.clock.install()
    loose.visit()
    expect(loose.page.locator("#resultaten [data-waiting]")).to_have_count(0)
    loose.page.clock.pause_at(loose.page.evaluate("Date.now()") + 1000)
    loose.ask("jobcoach")
    more = loose.page.get_by_role("button", name="Meer resultaten")
    more.hover()
    loose.page.mouse.down()
    loose.page.clock.run_for(200)
    loose.page.evaluate(IN_SIGHT)
    assert loose.question == "?q=jobcoach"
    loose.page.mouse.up()
    loose.page.clock.resume()

    expect(loose.results).to_have_count(14)
    assert loose.said == []


@on_disk_too
def test_back_and_forward_return_to_what_the_reader_settled_on(search: SearchPage) -> None:
    search.ask("jobcoach")
    search.words.press("Enter")
    search.box("region", "zeeland").check()
    search.settle("jobcoach")
    search.page.go_back()
    expect(search.status).to_have_text("14 praktijken")
    expect(search.box("region", "zeeland")).not_to_be_checked()
    search.page.go_back()
    search.settle("")
    expect(search.words).to_have_value("")
    search.page.go_forward()
    search.page.go_forward()
    search.settle("jobcoach")

    expect(search.status).to_have_text("7 praktijken")
    expect(search.box("region", "zeeland")).to_be_checked()
    expect(search.words).to_have_value("jobcoach")


@on_disk_too
def test_coming_back_from_a_practice_finds_the_results_as_they_were(search: SearchPage) -> None:
    search.ask("jobcoach")
    search.page.get_by_role("button", name="Meer resultaten").click()
    expect(search.results).to_have_count(14)
    search.results.nth(11).locator("a").click()
    expect(search.page).to_have_title(re.compile("^Atelier|^Fietsen|^Groen"))
    search.page.go_back()
    search.settle("jobcoach")

    expect(search.results).to_have_count(14)
    expect(search.words).to_have_value("jobcoach")


def test_an_address_says_it_all(search: SearchPage) -> None:
    question = "?q=jobcoach&region=zeeland&sort=nieuwste&n=20&breed=0&uitleg=1"
    search.visit(question)

    assert search.question == question
    assert search.page.title().startswith("jobcoach – ")
    expect(search.page.get_by_label("Volgorde")).to_have_value("nieuwste")
    expect(search.box("region", "zeeland")).to_be_checked()
    expect(search.results.first.locator("summary")).to_have_text(re.compile(r"Score \d+,\d\d$"))


@on_disk_too
def test_an_unknown_value_in_the_address_is_said_and_dropped(search: SearchPage) -> None:
    search.visit("?q=groen&region=atlantis")
    expect(search.page.locator("#hulp")).to_contain_text("region=atlantis")
    assert search.question == "?q=groen"

    search.ask("jobcoach")
    expect(search.page.locator("#hulp")).to_be_empty()


def test_what_was_also_searched_for_is_said_and_can_be_switched_off_and_on(search: SearchPage) -> None:
    search.ask("werkbegeleider")
    expect(search.page.locator("#ook-gezocht")).to_contain_text("Ook gezocht op: jobcoach (ander woord voor")
    expect(search.status).to_have_text("14 praktijken")

    search.page.get_by_role("button", name="Zoek alleen op mijn woorden").press("Enter")
    expect(search.status).to_have_text("Geen praktijken")
    assert search.question == "?q=werkbegeleider&breed=0"

    wide = search.page.get_by_role("button", name="Zoek ook op verwante woorden")
    expect(wide).to_be_focused()
    wide.press("Enter")
    expect(search.status).to_have_text("14 praktijken")


def test_an_empty_answer_names_the_filter_that_blocks_and_what_comes_without(search: SearchPage) -> None:
    search.visit("?q=leermeester&region=zeeland&theme=werk")
    ways = search.page.locator("#hulp li")
    expect(ways).to_have_text(
        ["Zonder het filter Zeeland: 1 praktijk", "Zonder alle filters: 1 praktijk", "Zonder zoekwoorden: 7 praktijken"]
    )
    said = search.page.locator("#hulp > p").first
    expect(said).to_have_text(
        "Met de filters Zeeland en Werk staat hier nog niets over “leermeester”. Zo vind je wel iets:"
    )

    ways.first.get_by_role("button").click()
    search.settle("leermeester")

    assert search.titles() == ["De was doen"]
    assert search.question == "?q=leermeester&theme=werk"
    expect(search.page.locator("#hulp")).to_be_empty()


def test_a_phrase_that_stands_nowhere_is_offered_without_its_quotes(search: SearchPage) -> None:
    for filters in ("&region=twente", ""):  # with or without, it is not the filter that holds it back
        search.visit(f'?q="buurt vak leermeester"{filters}')
        expect(search.status).to_have_text("Geen praktijken")
        expect(search.page.locator("#hulp > p").first).to_have_text("Zo vind je wel iets:")

    search.page.get_by_role("button", name="Zonder aanhalingstekens").click()
    search.settle("buurt vak leermeester")

    assert search.titles()[0] == "De was doen"
    expect(search.words).to_have_value("buurt vak leermeester")


def test_an_unknown_word_is_named_as_text(search: SearchPage) -> None:
    search.ask("<img/src=x/onerror=alert(1)>qqqwww")

    expect(search.page.locator("#hulp")).to_contain_text("qqqwww” staa")
    expect(search.page.locator("#hulp a").first).to_have_attribute("href", "praktijken.html")
    expect(search.page.locator("main img")).to_have_count(0)


def test_escape_empties_the_field(search: SearchPage) -> None:
    search.ask("jobcoach")
    search.words.press("Escape")
    search.settle("")

    expect(search.words).to_have_value("")
    expect(search.words).to_be_focused()
    assert search.question == ""


@on_disk_too
def test_other_scripts_get_the_answer_of_kb_search(search: SearchPage) -> None:
    answer = search.page.evaluate(
        "kb.search('jobcoach', {filters: {region: ['zeeland'], vreemd: ['x']}, limit: 2, exact: false})"
    )

    assert (answer["query"], answer["total"], len(answer["hits"])) == ("jobcoach", 7, 2)
    assert set(answer["hits"][0]) == {"id", "title", "score"}
    assert answer["facets"]["region"] == {"twente": 7, "zeeland": 7}


def test_everything_can_be_done_with_the_keyboard(search: SearchPage) -> None:
    search.words.focus()
    search.page.keyboard.type("jobcoach")
    search.settle("jobcoach")
    search.page.keyboard.press("Tab")
    search.page.keyboard.press("Tab")
    search.page.keyboard.press("Tab")
    expect(search.box("region", "twente")).to_be_focused()
    search.page.keyboard.press("Space")
    search.settle("jobcoach")

    expect(search.status).to_have_text("7 praktijken")
    expect(search.box("region", "twente")).to_be_focused()


def test_the_results_are_two_keys_behind_the_field(search: SearchPage) -> None:
    search.words.focus()
    search.page.keyboard.press("Tab")
    search.page.keyboard.press("Tab")
    expect(search.page.get_by_role("link", name="Naar de resultaten")).to_be_focused()
    search.page.keyboard.press("Enter")

    expect(search.results.first.locator("a")).to_be_focused()
    assert search.question == ""


def test_a_long_facet_is_folded_for_the_tab_key_and_unfolds(search: SearchPage) -> None:
    sectors = search.page.locator("fieldset[data-facet=sector]")
    expect(sectors.locator("input[type=checkbox][name=sector][value]")).to_have_count(12)
    expect(sectors.locator("input:not([tabindex='-1'])")).to_have_count(6)
    search.box("sector", "sector-6").focus()
    search.page.keyboard.press("Tab")
    unfold = sectors.get_by_role("button", name="Toon alle 12 keuzes")
    expect(unfold).to_be_focused()
    expect(unfold).to_have_attribute("aria-expanded", "false")
    search.page.keyboard.press("Enter")

    expect(search.box("sector", "sector-7")).to_be_focused()
    expect(sectors.get_by_role("button", name="Toon er minder")).to_have_attribute("aria-expanded", "true")
    expect(sectors.locator("input:not([tabindex='-1'])")).to_have_count(12)


def test_a_folded_term_can_be_chosen_and_is_in_the_way_of_the_tab_key_then(search: SearchPage) -> None:
    search.box("sector", "sector-12").check()
    search.settle("")

    assert search.question == "?sector=sector-12"
    expect(search.box("sector", "sector-12")).to_have_attribute("tabindex", "0")
    expect(search.box("sector", "sector-11")).to_have_attribute("tabindex", "-1")


@pytest.mark.parametrize("typed", ["b", "c++", "OF", '"de van"', "de van ", "w" * 70])
def test_a_question_that_holds_nothing_says_why_nothing_is_found(search: SearchPage, typed: str) -> None:
    search.ask(typed)

    expect(search.status).to_have_attribute("data-total", "0")
    expect(search.page.locator("#hulp")).to_contain_text("te kort of te gewoon om op te zoeken")
    search.ask("")
    expect(search.status).to_have_text("15 praktijken")


def test_a_place_finds_its_region_and_that_is_said(search: SearchPage) -> None:
    search.ask("enschede ")
    expect(search.page.locator("#ook-gezocht")).to_contain_text("regio Twente (daar hoort “enschede” bij)")
    search.ask("jobcoach regio:Enschede")

    expect(search.status).to_have_text("7 praktijken")
    expect(search.page.locator("#ook-gezocht")).to_contain_text("regio Twente (daar hoort “Enschede” bij)")


def test_a_typed_filter_that_is_unknown_is_said_with_the_nearest(search: SearchPage) -> None:
    search.ask("jobcoach regio:twnte")
    expect(search.status).to_have_text("14 praktijken")
    expect(search.page.locator("#hulp")).to_contain_text("“regio:twnte” kennen we niet, dus dat telt niet mee.")

    search.page.get_by_role("button", name="Bedoelde je regio:twente?").click()
    search.settle("jobcoach regio:twente")
    expect(search.status).to_have_text("7 praktijken")


def test_typed_filters_that_exclude_each_other_offer_a_way_out(search: SearchPage) -> None:
    search.ask("doelgroep:jongeren stand:gestopt")

    expect(search.page.locator("#hulp li")).to_have_text(["Zonder stand:gestopt: 15 praktijken"])


def test_a_known_term_without_practices_is_a_filter_that_gives_nothing(search: SearchPage) -> None:
    search.visit("?theme=leren")

    expect(search.status).to_have_text("Geen praktijken")
    expect(search.box("theme", "leren")).to_be_checked()
    expect(search.page.locator("#hulp")).not_to_contain_text("kennen we niet")


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("?regio=twente", "Dit in het adres kennen we niet, dus dat telt niet mee: regio=twente."),
        ("?n=99999", "Meer dan 1.000 praktijken laten we niet tegelijk zien."),
    ],
)
def test_what_the_address_asks_for_in_vain_is_said(search: SearchPage, question: str, said: str) -> None:
    search.visit(question)

    expect(search.page.locator("#hulp")).to_contain_text(said)


SAME_HEIGHT = """() => {
    const { id, top } = history.state.place, item = document.querySelector(`li[data-id="${id}"]`);
    return scrollY > 500 && Math.abs(item.getBoundingClientRect().top - top) < 2;
}"""
"""What the reader saw last stands where it stood; it comes there with the passages of the results above."""


def test_coming_back_finds_the_same_result_at_the_same_height(search: SearchPage) -> None:
    search.visit("?q=jobcoach&n=20")
    left = search.results.nth(11).locator("a")
    left.scroll_into_view_if_needed()
    search.page.wait_for_function("() => document.querySelectorAll('.card-passage:not([data-waiting])').length > 3")
    left.click()
    expect(search.page).to_have_title(re.compile("^Atelier|^Fietsen|^Groen"))
    search.page.go_back()
    search.settle("jobcoach")

    search.page.wait_for_function(SAME_HEIGHT)


def test_other_scripts_hear_what_they_did_wrong(search: SearchPage) -> None:
    assert search.page.evaluate("kb.search().then(({total}) => total)") == 15
    for call, said in (
        ("kb.search(3)", "woorden zijn een tekst"),
        ("kb.search('a', {filters: {region: 'x'}})", "lijsten"),
    ):
        assert said in search.page.evaluate(f"{call}.catch(error => error.message)")


def test_without_javascript_the_lists_are_offered_and_nothing_dead(browser: Browser, served_site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served_site}zoeken.html")

    expect(page.get_by_role("link", name="Alle praktijken op een rij")).to_be_visible()
    expect(page.get_by_role("link", name="Praktijken per regio")).to_have_attribute("href", "regio/index.html")
    expect(page.locator("main :is(input, button, select)").filter(visible=True)).to_have_count(0)
    context.close()


def test_on_a_phone_the_filters_stand_behind_a_button_with_their_number(browser: Browser, served_site: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    phone = SearchPage(context.new_page(), f"{served_site}zoeken.html")
    phone.visit("?q=jobcoach")
    expect(phone.box("region", "zeeland")).to_be_hidden()
    phone.page.get_by_role("button", name="Filters").tap()
    phone.box("region", "zeeland").check()
    phone.page.get_by_role("button", name="Toon 7 praktijken").tap()

    expect(phone.box("region", "zeeland")).to_be_hidden()
    expect(phone.page.get_by_role("button", name="Filters (1)")).to_be_visible()
    assert phone.page.evaluate("document.documentElement.scrollWidth") == 360
    context.close()


def test_on_paper_stand_the_question_and_its_filters_and_no_empty_rooms(search: SearchPage) -> None:
    search.visit("?q=jobcoach&region=twente&region=zeeland&n=20")
    search.page.wait_for_selector(".card-passage")
    rooms, buttons = search.page.locator("[data-waiting]"), search.page.locator("main button").filter(visible=True)
    assert rooms.count() > 1, "as many results as don't fit in the window"
    search.page.emulate_media(media="print")

    expect(search.words).to_be_visible()
    expect(search.words).to_have_value("jobcoach")
    expect(buttons).to_have_text(["Twente", "Zeeland"])
    expect(rooms.filter(visible=True)).to_have_count(0)
    assert search.page.evaluate("document.querySelector('[data-waiting]').offsetHeight") == 0
    search.visit()
    expect(search.words).to_be_hidden()


def small(page: Page) -> list[str]:
    """What can be touched and is lower than a finger needs."""
    found: list[str] = page.eval_on_selector_all(
        "main button, main select, main .option, main input:not([type=checkbox])",
        "all => all.filter(e => e.checkVisibility() && e.offsetHeight < 44).map(e => e.outerHTML)",
    )
    return found


@pytest.mark.parametrize("question", ["?q=werkbegeleider&region=twente", "?q=leermeester&region=zeeland"])
def test_on_a_phone_what_is_touched_is_large_enough(browser: Browser, served_site: str, question: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 700}, has_touch=True, is_mobile=True)
    phone = SearchPage(context.new_page(), f"{served_site}zoeken.html")
    phone.visit(question)

    assert small(phone.page) == []
    assert phone.page.evaluate("document.documentElement.scrollWidth") == 320
    phone.page.get_by_role("button", name="Filters").tap()
    assert small(phone.page) == []
    context.close()
