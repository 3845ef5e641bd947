"""A monkey at the search page: whatever it does, nothing breaks, and the address always gives the same view again."""

import random
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import ADDRESS, SearchPage

pytestmark = pytest.mark.browser
WORDS = [
    "jobcoach",
    "leermeester",
    "groen goes",
    "werkbegeleider -was",
    '"er was weinig"',
    "atel*",
    "qwxz",
    "regio:zeeland",
]
WORDS += ["a", "", " ", "OF", '"', "-", "constructor", "<b>", "fiets fiets", "jobcoch", "%", "\u00eb"]
LETTERS = 'abegijkorstw -"*:'
ACT = """([kind, number, text]) => {
  const field = document.querySelector("form.search [name=q]");
  const pick = selector => {
    const all = [...document.querySelectorAll(selector)].filter(e => e.checkVisibility() && !e.disabled);
    return all[number % Math.max(all.length, 1)];
  };
  const type = value => {
    field.focus();
    field.value = value;
    field.dispatchEvent(new InputEvent("input", {bubbles: true}));
  };
  const acts = {
    words: () => type(text),
    letter: () => type(field.value + text),
    erase: () => type(field.value.slice(0, -1)),
    enter: () => field.form.requestSubmit(),
    escape: () => field.dispatchEvent(new KeyboardEvent("keydown", {key: "Escape", bubbles: true, cancelable: true})),
    filter: () => pick("fieldset[data-facet] input")?.click(),
    chip: () => pick("#gekozen button")?.click(),
    help: () => pick("#hulp button, #ook-gezocht button")?.click(),
    more: () => pick("#meer")?.click(),
    order: () => {
      const order = document.querySelector("select[name=sort]");
      order.selectedIndex = number % order.options.length;
      order.dispatchEvent(new Event("change", {bubbles: true}));
    },
    back: () => history.back(),
    forward: () => history.forward(),
  };
  acts[kind]();
}"""
KINDS = ["words", "letter", "letter", "letter", "erase", "enter", "escape", "filter", "filter", "chip", "help", "more"]
KINDS += ["order", "back", "back", "forward"]
STILL = """() => {
  const list = document.querySelector("#resultaten"), field = document.querySelector("form.search [name=q]");
  return list?.getAttribute("aria-busy") === "false" && list.dataset.query === field.value;
}"""
VIEW = """() => {
  const all = selector => [...document.querySelectorAll(selector)];
  const field = document.querySelector("form.search [name=q]");
  field.dispatchEvent(new Event("change", {bubbles: true}));
  return {
    address: location.search,
    words: field.value,
    filters: all("fieldset[data-facet] input:checked").map(box => `${box.name}=${box.value}`),
    order: document.querySelector("select[name=sort]").value,
    total: document.querySelector("[role=status]").textContent,
    results: all("#resultaten > li").map(item => item.dataset.id),
    counts: all("[data-count]").map(count => count.textContent),
    more: document.querySelector("#meer").hidden,
  };
}"""


def view(page: Page) -> dict[str, Any]:
    """What a reader sees, once it has come to rest."""
    page.wait_for_function(STILL)
    page.evaluate(ADDRESS)  # the counts come some tasks behind the titles
    page.wait_for_function(STILL)  # a pause in the typing may have ended just now
    found: dict[str, Any] = page.evaluate(VIEW)
    return found


def test_a_monkey(loose: SearchPage, dose: Callable[[int, int], int], tell: Callable[..., None]) -> None:
    monkey, steps, looks = random.Random(5), dose(200, 10_000), 0  # noqa: S311 - a monkey, no secret
    page, other = loose.page, loose.page.context.new_page()
    other.on("pageerror", lambda error: loose.said.append(str(error)))
    page.goto(loose.address)
    for step in range(1, steps + 1):
        if not page.url.startswith(loose.address):
            page.goto(loose.address)  # the monkey went back to before it came
        kind = monkey.choice(KINDS)
        text = monkey.choice(LETTERS) if kind == "letter" else monkey.choice(WORDS)
        page.evaluate(ACT, [kind, monkey.randrange(1000), text])
        if step % 20 == 0 and page.url.startswith(loose.address):
            seen = view(page)
            other.goto(loose.address + seen["address"])
            assert view(other) == seen, f"step {step}"
            looks += 1
    tell("monkey", steps=steps, looks=looks, exceptions=len(loose.said))

    assert loose.said == []
    assert looks >= steps // 40
