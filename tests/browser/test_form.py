"""'Wij doen dit ook': what is filled in becomes a text to send, and stays one for who looks something up meanwhile."""

import pytest
from playwright.sync_api import Browser, expect

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("site_address", ["disk", "server"], indirect=True)
def test_what_is_filled_in_becomes_a_text_also_for_who_comes_back(browser: Browser, site_address: str) -> None:
    page = browser.new_context().new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"{site_address}wij-ook.html?praktijk=was-doen&titel=De+was+%3Cb%3Edoen")
    text = page.locator("[data-text]")
    expect(text).to_contain_text("Wij doen dit ook: De was <b>doen")
    expect(text).to_contain_text("Bestand: was-doen.md")
    expect(text).to_contain_text("Organisatie: (nog in te vullen)")

    page.locator("[name=organisatie]").fill("Larcom")
    expect(text).to_contain_text("Organisatie: Larcom")
    page.locator("[name=praktijk]").fill("Samen wassen")
    page.locator("#menu a[href^='praktijken.html']").click()
    page.wait_for_url("**/praktijken.html*")
    page.go_back()

    expect(page.locator("[name=organisatie]")).to_have_value("Larcom")
    expect(text).to_contain_text("Wij doen dit ook: Samen wassen")
    expect(text).to_contain_text("Organisatie: Larcom")
    assert said == []
