"""The search page of a little site in Chromium, from disk and from a server with the strictest policy."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page

from kb.buildoptions import Options
from kb.pipeline import build
from tests.little import practice, write_content
from tests.serving import serving

SECTOR_NAMES = (
    "Alfa",
    "Bravo",
    "Charlie",
    "Delta",
    "Echo",
    "Foxtrot",
    "Golf",
    "Hotel",
    "India",
    "Juliett",
    "Kilo",
    "Lima",
)
SECTORS = "".join(f"  - {{id: sector-{number}, label: {name}}}\n" for number, name in enumerate(SECTOR_NAMES, 1))
SECTOR = f"facet: true\nlabel: Sector\nplural: Sectoren\npath: sector\nterms:\n{SECTORS}"
SYNONYMS = "groups:\n  - [jobcoach, werkbegeleider]\n"
DOSSIER = """\
---
title: Leren op het werk
summary: Voor wie erover besluit.
practices: [atelier-a, was-doen]
---

## Vragen voor aan tafel

1. Wat willen wij?
2. Wie doet het?
"""
ADDRESS = """async () => {
  for (let task = 0; task < 3; task += 1) {
    await new Promise((done) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = done;
      port2.postMessage(null);
    });
  }
  return location.href;
}"""
"""The address, some tasks later: the page writes it in a task of its own, after the titles."""

STANDS = """question => {
    const list = document.querySelector("#resultaten");
    return list.dataset.query === question && list.getAttribute("aria-busy") === "false";
}"""


@dataclass(frozen=True, slots=True)
class SearchPage:
    """The search page as a reader has it before them. `said`: all that the console said."""

    page: Page
    address: str
    said: list[str] = field(default_factory=list)

    @property
    def words(self) -> Locator:
        """The field."""
        return self.page.locator("form[role=search] input[name=q]")

    @property
    def status(self) -> Locator:
        """The number of practices."""
        return self.page.get_by_role("status")

    @property
    def results(self) -> Locator:
        """The results."""
        return self.page.locator("#resultaten > li")

    @property
    def question(self) -> str:
        """What stands in the address from the question mark on, when the page has done what it had begun."""
        address: str = self.page.evaluate(ADDRESS)
        return address.removeprefix(self.address)

    def titles(self) -> list[str]:
        """The titles of the results."""
        return self.page.locator("#resultaten h3").all_inner_texts()

    def visit(self, question: str = "") -> None:
        """Open the page at `?…` and wait for its results."""
        self.page.goto(self.address + question)
        self.page.wait_for_selector("#resultaten[aria-busy=false]", state="attached")

    def ask(self, words: str) -> None:
        """Put words in the field and wait for their results."""
        self.words.fill(words)
        self.settle(words)

    def settle(self, words: str) -> None:
        """Wait for the results of these words."""
        self.page.wait_for_function(STANDS, arg=words)

    def box(self, facet: str, term: str) -> Locator:
        """The checkbox of a term."""
        return self.page.locator(f"fieldset[data-facet={facet}] input[name={facet}][value={term}]")

    def count(self, facet: str, term: str) -> Locator:
        """The number behind a term."""
        return self.page.locator(f"label:has(input[name={facet}][value={term}]) [data-count]")


@pytest.fixture(scope="session")
def little_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of fifteen practices: twelve with a jobcoach in two regions, and three others."""
    folder = tmp_path_factory.mktemp("search-page")
    content = write_content(folder)
    (content / "_lists/synonyms.yaml").write_text(SYNONYMS)
    (content / "_lists/sector.yaml").write_text(SECTOR)
    for number, letter in enumerate("ABCDEFGHIJKL"):
        region = "zeeland" if number % 2 else "twente"
        text = practice(f"Atelier {letter}", region).replace("status: ", f"sector: sector-{number + 1}\nstatus: ")
        (content / f"atelier-{letter.lower()}.md").write_text(text)
    renamed = practice("De was doen", word="leermeester").replace("added:", "aliases: oude-wasserij\nadded:")
    (content / "was-doen.md").write_text(renamed)
    (content / "_dossiers").mkdir()
    (content / "_dossiers/leren.md").write_text(DOSSIER)
    done = build(Options(today=date(2026, 11, 22), content=content, output=folder / "site", work=folder / "work"))
    assert done.published is not None, done.problems
    return folder / "site"


@pytest.fixture(scope="session")
def served_site(little_site: Path) -> Iterator[str]:
    """The address of the same site on a server."""
    with serving(little_site) as address:
        yield address


@pytest.fixture
def site_address(request: pytest.FixtureRequest, little_site: Path, served_site: str) -> str:
    """Where the site stands: on a server, or where the test is run on disk too, there."""
    on_disk = getattr(request, "param", "server") == "disk"
    return f"{little_site.as_uri()}/" if on_disk else served_site


@pytest.fixture
def loose(browser: Browser, site_address: str) -> Iterator[SearchPage]:
    """The search page, not opened yet; what its console says is for the test to judge."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    opened = SearchPage(page, f"{site_address}zoeken.html")
    page.on("console", lambda message: opened.said.append(message.text))
    page.on("pageerror", lambda error: opened.said.append(str(error)))
    yield opened
    context.close()


@pytest.fixture
def search(loose: SearchPage) -> Iterator[SearchPage]:
    """The search page, opened without a question. Its console stays empty."""
    loose.visit()
    yield loose
    assert loose.said == []
