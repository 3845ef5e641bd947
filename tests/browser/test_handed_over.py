"""The site as it is handed over: as one archive that opens from disk, and under a path of somebody's server."""

import re
import zipfile
from collections.abc import Iterator
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page, expect

from kb.buildoptions import Options
from kb.pipeline import build
from tests.axe import WHOLE, complaints
from tests.little import write_content

pytestmark = pytest.mark.browser
DAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a site for a server under `kennis/werk/`, and the same as an archive for disk."""
    folder = tmp_path_factory.mktemp("handed-over")
    content = write_content(folder)
    for output, address, archive in (
        (folder / "server/kennis/werk", "https://voorbeeld.nl/kennis/werk", None),
        (folder / "disk", "", folder / "site.zip"),
    ):
        output.parent.mkdir(parents=True, exist_ok=True)
        made = build(Options(DAY, content, output, folder / f"work-{output.name}", base_url=address, archive=archive))
        assert made.published is not None, made.problems
    return folder


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page whose console stays empty, but for what a server says of a page that is not there."""
    context = browser.new_context()
    page, said = context.new_page(), list[str]()
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    context.close()
    assert [line for line in said if "404" not in line] == []


def test_the_archive_opens_from_disk_and_can_be_searched(built: Path, page: Page, tmp_path: Path) -> None:
    with zipfile.ZipFile(built / "site.zip") as archive:
        archive.extractall(tmp_path)
    page.goto((tmp_path / "index.html").as_uri())
    page.get_by_role("searchbox").fill("jongeren")
    page.get_by_role("searchbox").press("Enter")

    expect(page.get_by_role("status")).to_have_text("3 praktijken")
    page.locator("#resultaten h3 a").first.click()
    expect(page.get_by_role("heading", level=2, name="Bronnen")).to_be_visible()


class _Server(SimpleHTTPRequestHandler):
    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """As a server does that was told of 404.html: that page, whatever the address."""
        del message, explain
        data = (Path(self.directory) / "kennis/werk/404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Nothing: a test says what it found."""


@pytest.fixture(scope="module")
def host(built: Path) -> Iterator[str]:
    """The address of the server; the site stands under kennis/werk/."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Server, directory=str(built / "server")))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def test_a_page_that_is_not_there_is_whole_however_deep_its_address(host: str, page: Page) -> None:
    answer = page.goto(f"{host}/kennis/werk/praktijken/oud/dieper/weg.html?q=1")
    assert answer

    assert answer.status == 404
    assert page.locator("main").evaluate("e => getComputedStyle(e).paddingBottom") != "0px"
    page.get_by_role("main").get_by_role("link", name="Zoek in de praktijken").click()
    expect(page).to_have_url(f"{host}/kennis/werk/zoeken.html")
    expect(page.get_by_role("status")).to_have_text("3 praktijken")


def test_search_works_under_a_path_and_pages_know_their_address(host: str, page: Page) -> None:
    page.goto(f"{host}/kennis/werk/zoeken.html?region=zeeland")
    page.locator("#resultaten h3 a").first.click()

    expect(page).to_have_url(re.compile(rf"^{host}/kennis/werk/praktijken/[a-z-]+\.html"))
    here = page.evaluate("location.origin + location.pathname")
    canonical = page.locator("link[rel=canonical]").get_attribute("href") or ""
    assert canonical == here.replace(host, "https://voorbeeld.nl")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_on_the_search_page(browser: Browser, built: Path, width: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type] # a literal of the table
    page, found = context.new_page(), {}
    for question in ("", "?q=jongeren", "?q=jongeren&region=zeeland", "?q=xyzzy"):
        page.goto(f"{(built / 'disk/zoeken.html').as_uri()}{question}")
        page.wait_for_selector("#resultaten[aria-busy=false]", state="attached")
        found[question] = list(complaints(page, whole=(width, scheme) in WHOLE))
    context.close()

    assert {question: said for question, said in found.items() if said} == {}


def test_chosen_filters_and_boxes_are_seen_in_forced_colours(browser: Browser, built: Path) -> None:
    context = browser.new_context(forced_colors="active")
    page = context.new_page()
    page.goto(f"{(built / 'disk/zoeken.html').as_uri()}?q=jongeren&region=zeeland")
    chip = page.locator("#gekozen button").first
    chip.focus()
    style = chip.evaluate(
        "e => (s => [s.borderTopStyle, s.outlineStyle, s.color, s.backgroundColor])(getComputedStyle(e))"
    )
    context.close()

    assert style[:2] == ["solid", "solid"]
    assert style[2] != style[3]
