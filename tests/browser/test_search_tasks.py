"""The search page does its work in pieces, so that it answers in between on a slow processor too."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import SearchPage

pytestmark = pytest.mark.browser

FOLLOWING = 4
"""`Node.DOCUMENT_POSITION_FOLLOWING`."""

WATCH = """
    window.came = [];
    new MutationObserver((changes) => {
        const facets = changes.filter(({ target }) => target.matches("fieldset[data-facet]"));
        if (facets.length) came.push(facets.length);
    }).observe(document, { subtree: true, attributeFilter: ["hidden"] });
"""
FRAMES = """
    let frame = 0;
    const count = () => requestAnimationFrame(count, frame += 1);
    count();
    window.seen = {};
    new MutationObserver((changes) => {
        for (const { type, target } of changes) {
            if (type === "childList" && target.id === "resultaten") seen.titles ??= frame;
            if (type === "attributes" && target.matches("fieldset[data-facet]")) seen.facet ??= frame;
        }
    }).observe(document, { subtree: true, childList: true, attributeFilter: ["hidden"] });
"""
"""In which frame the first titles were put on the page, and the first facet."""


def test_the_facets_come_one_at_a_time(search: SearchPage) -> None:
    search.page.add_init_script(WATCH)
    search.visit("?q=jobcoach")
    facets = search.page.locator("fieldset[data-facet]")
    expect(facets.last).to_be_visible()
    assert search.page.evaluate("came") == [1] * facets.count()


@pytest.mark.parametrize("address", ["", "?q=jobcoach"])
def test_the_facets_come_in_a_later_frame_than_the_titles(search: SearchPage, address: str) -> None:
    search.page.add_init_script(FRAMES)
    search.visit(address)
    expect(search.page.locator("fieldset[data-facet]").first).to_be_visible()
    seen = search.page.evaluate("seen")
    assert seen["titles"] + 1 < seen["facet"]  # the callbacks of a frame run before it is drawn


def test_the_facets_come_also_when_there_is_no_answer(loose: SearchPage) -> None:
    loose.page.route("**/zoek/*.js", lambda route: route.abort())
    loose.visit("?q=jobcoach")
    expect(loose.page.get_by_role("alert")).to_be_visible()
    expect(loose.page.locator("fieldset[data-facet][hidden]")).to_have_count(0)


def test_the_foot_is_read_after_the_script_and_stands_without_it(loose: SearchPage) -> None:
    loose.page.route("**/assets/zoeken.*.js", lambda route: route.abort())
    loose.page.goto(loose.address)
    before = "document.querySelector('body > script[src]').compareDocumentPosition(document.querySelector('.footer'))"
    assert loose.page.evaluate(before) == FOLLOWING
    expect(loose.page.get_by_role("contentinfo")).to_be_visible()


def test_on_a_phone_the_facets_come_when_they_are_opened(loose: SearchPage) -> None:
    loose.page.set_viewport_size({"width": 360, "height": 640})
    loose.visit()
    facets = loose.page.locator("fieldset[data-facet]")
    hidden = loose.page.locator("fieldset[data-facet][hidden]")
    assert hidden.count() == facets.count() > 1
    loose.page.get_by_role("button", name="Filters").click()
    expect(hidden).to_have_count(0)


def test_a_letter_stands_before_what_it_asks_is_looked_for(search: SearchPage) -> None:
    search.visit("?q=jobcoac")
    begun = search.page.evaluate("""() => {
        const field = document.querySelector("input[name=q]");
        field.value = "jobcoach";
        field.dispatchEvent(new Event("input", { bubbles: true }));
        return document.querySelector("#resultaten").ariaBusy;
    }""")
    search.settle("jobcoach")
    assert begun == "false"
