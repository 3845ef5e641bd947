"""The line is slow or breaks, the reader is quick, the browser refuses: the search page copes and says so."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from kb.buildoptions import Options
from kb.pipeline import build
from tests.browser.conftest import SearchPage
from tests.little import practice, write_content
from tests.serving import serving

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


def cut_short(route: Route) -> None:
    body = route.fetch().body()
    route.fulfill(body=body[: len(body) // 2], content_type="text/javascript")


TROUBLES: dict[str, Callable[[Route], None]] = {
    "cut short": cut_short,
    "empty": lambda route: route.fulfill(body="", content_type="text/javascript"),
    "of something else": lambda route: route.fulfill(body="<!doctype html>Inloggen", content_type="text/html"),
    "404": lambda route: route.fulfill(status=404, body=""),
    "500": lambda route: route.fulfill(status=500, body="kbPart('x','y')"),
    "refused": lambda route: route.abort("connectionrefused"),
    "offline": lambda route: route.abort("internetdisconnected"),
    "of another format": lambda route: route.fulfill(body="kbManifestData={format:99}", content_type="text/javascript"),
}


@pytest.mark.parametrize("trouble", TROUBLES)
def test_a_part_that_is_no_good_is_said_and_a_retry_helps(loose: SearchPage, trouble: str) -> None:
    loose.visit()
    loose.page.route(PARTS, TROUBLES[trouble])
    loose.words.fill("leermeester")
    expect(loose.page.get_by_role("alert")).to_contain_text("Het zoeken lukt nu niet")
    expect(loose.page.get_by_role("link", name="Praktijken", exact=True).first).to_be_visible()
    loose.page.unroute(PARTS)
    loose.page.get_by_role("button", name="Probeer het opnieuw").click()
    loose.settle("leermeester")

    assert loose.titles() == ["De was doen"]


def test_a_script_that_does_not_come_is_said_after_a_while(loose: SearchPage) -> None:
    loose.page.route("**/assets/zoeken.*.js", lambda route: route.abort())
    loose.page.goto(loose.address)
    waiting = loose.page.get_by_text("Het zoeken laadt nog.")
    expect(waiting).to_be_hidden()
    loose.page.evaluate("document.getAnimations().forEach(animation => animation.finish())")

    expect(waiting).to_be_visible()
    expect(waiting.get_by_role("link")).to_have_attribute("href", "praktijken.html")


def test_nobody_waits_where_the_script_came(search: SearchPage) -> None:
    search.page.evaluate("document.getAnimations().forEach(animation => animation.finish())")

    expect(search.page.get_by_text("Het zoeken laadt nog.")).to_be_hidden()


@pytest.fixture
def moving(browser: Browser, tmp_path: Path) -> Iterator[tuple[SearchPage, Path]]:
    """A search page of a site that may be published anew while it stands open, with its folder."""
    content = write_content(tmp_path)
    options = Options(date(2026, 11, 22), content, tmp_path / "site", tmp_path / "work")
    build(options)
    with serving(tmp_path / "site") as address:
        context = browser.new_context()
        yield SearchPage(context.new_page(), f"{address}zoeken.html"), tmp_path
        context.close()


def test_a_page_of_one_version_recovers_with_the_parts_of_the_next(moving: tuple[SearchPage, Path]) -> None:
    page, folder = moving
    page.visit()
    for path in (folder / "practices").glob("*.md"):
        path.write_text(path.read_text("utf-8").replace("jobcoach", "klusmeester"), "utf-8")
    (folder / "practices/nieuw-werk.md").write_text(practice("Nieuw werk", word="klusmeester"), "utf-8")
    build(Options(date(2026, 11, 23), folder / "practices", folder / "site", folder / "work"))
    page.ask("klusmeester groen")
    page.ask("klusmeester")

    assert "Nieuw werk" in page.titles()
    expect(page.page.get_by_role("alert")).to_have_count(0)


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
    loose.page.clock.run_for(1)  # all of it is loaded: no pause, but a task of its own behind the letter
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
