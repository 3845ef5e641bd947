"""The line is slow or breaks, the reader is quick, the browser refuses: the search page copes and says so."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import SearchPage

pytestmark = pytest.mark.browser
PARTS = "**/zoek/*.js*"
WATCH = """() => {
    const list = document.querySelector("#resultaten");
    window.stood = [];
    new MutationObserver(() => window.stood.push(list.dataset.query)).observe(list, {attributeFilter: ["data-query"]});
}"""


def hold(page: Page, pattern: str) -> list[Route]:
    """What the page asks for and does not get yet."""
    held: list[Route] = []

    def keep(route: Route) -> None:
        held.append(route)

    page.route(pattern, keep)
    return held


def test_a_part_that_is_missing_is_said_and_can_be_tried_again(loose: SearchPage) -> None:
    loose.visit()
    loose.page.route(PARTS, lambda route: route.abort())
    loose.words.fill("leermeester")
    expect(loose.page.get_by_role("alert")).to_contain_text("Het zoeken lukt nu niet")
    expect(loose.results).to_have_count(0)
    expect(loose.page.locator("#resultaten")).to_have_attribute("aria-busy", "false")
    assert loose.page.locator("#resultaten").get_attribute("data-query") is None

    loose.page.unroute(PARTS)
    loose.page.get_by_role("button", name="Probeer het opnieuw").click()
    loose.settle("leermeester")

    assert loose.titles() == ["De was doen"]
    expect(loose.page.get_by_role("alert")).to_have_count(0)


def test_an_answer_to_an_older_question_is_not_shown(search: SearchPage) -> None:
    held = hold(search.page, PARTS)
    search.page.evaluate(WATCH)
    with search.page.expect_request(PARTS):
        search.words.fill("leermeester")
    search.words.fill("groen")
    assert held
    search.page.unroute(PARTS)  # what was held goes on, and nothing more is held
    search.settle("groen")

    assert search.page.evaluate("window.stood") == ["groen"]


def test_typing_letter_by_letter_loads_nothing_until_the_reader_pauses(loose: SearchPage) -> None:
    loose.page.clock.install()
    loose.visit()
    loose.page.clock.pause_at("2100-01-01")
    asked: list[str] = []
    loose.page.on("request", lambda request: asked.append(request.url))
    loose.words.press_sequentially("leermeester")
    assert [url for url in asked if "/zoek/" in url] == []
    assert "leer" not in loose.question

    loose.page.clock.run_for(140)
    loose.settle("leermeester")
    assert loose.question == "?q=leermeester"
    loose.words.press_sequentially(" groen")
    loose.settle("leermeester groen")

    assert set(loose.titles()) == {"De was doen", "Groen in Goes"}


def test_words_from_before_the_script_ran_are_searched_for(loose: SearchPage) -> None:
    held = hold(loose.page, "**/assets/zoeken.*.js")
    with loose.page.expect_request("**/assets/zoeken.*.js"):
        loose.page.goto(loose.address, wait_until="commit")
    loose.words.fill("leermeester")
    held[0].continue_()
    loose.settle("leermeester")

    assert loose.titles() == ["De was doen"]
    assert loose.question == "?q=leermeester"


def test_a_browser_that_keeps_its_address_still_searches(loose: SearchPage) -> None:
    refuse = "history.replaceState = history.pushState = () => { throw new DOMException('te vaak', 'SecurityError'); }"
    loose.page.add_init_script(refuse)
    loose.visit()
    loose.ask("leermeester")

    assert loose.titles() == ["De was doen"]
    assert loose.said == []


def test_an_answer_that_is_there_at_once_does_not_move_the_results(search: SearchPage) -> None:
    search.ask("jobcoach")
    top = "() => document.querySelector('#resultaten').getBoundingClientRect().top"
    before = search.page.evaluate(top)
    search.ask("werkbegeleider")

    assert search.page.evaluate(top) == before
