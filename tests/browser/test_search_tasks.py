"""The search page does its work in pieces, so that it answers in between on a slow processor too."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import SearchPage

pytestmark = pytest.mark.browser

WATCH = """
    window.came = [];
    new MutationObserver((changes) => {
        const facets = changes.filter(({ target }) => target.matches("fieldset[data-facet]"));
        if (facets.length) came.push(facets.length);
    }).observe(document, { subtree: true, attributeFilter: ["hidden"] });
"""


def test_the_facets_come_one_at_a_time(search: SearchPage) -> None:
    search.page.add_init_script(WATCH)
    search.visit("?q=jobcoach")
    facets = search.page.locator("fieldset[data-facet]")
    expect(facets.last).to_be_visible()
    assert search.page.evaluate("came") == [1] * facets.count()


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
