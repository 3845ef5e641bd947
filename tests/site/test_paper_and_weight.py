"""The real pages: how much they weigh, how many sheets they take, and what their buttons do."""

import gzip
import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from kb.content.corpus import read_corpus
from kb.model import Corpus, Related
from kb.site.render import Contents, render_site
from tests.axe import complaints
from tests.site import little, widths

pytestmark = pytest.mark.browser
DAY = date(2026, 12, 1)
SITE = Mapping[str, bytes]


@pytest.fixture(scope="module")
def real(root: Path) -> SITE:
    """The real site, without the search."""
    corpus = read_corpus(root / "practices", root / "practices/_lists", today=DAY).value
    assert corpus is not None
    related = alike(corpus)
    return {
        file.path: file.data
        for file in render_site(Contents(corpus, little.SETTINGS, DAY, little.TEMPLATES, related)).files
    }


def alike(corpus: Corpus) -> Mapping[str, tuple[Related, ...]]:
    """For each practice as many others as a page shows, those with the most to say of themselves."""
    longest = sorted(corpus.practices, key=lambda practice: -len(practice.title + practice.summary))
    others = {practice.id: [other.id for other in longest if other is not practice][:4] for practice in longest}
    reason = "zelfde thema, doelgroep en instrument, andere regio"
    return {name: tuple(Related(other, reason) for other in found) for name, found in others.items()}


@pytest.fixture(scope="module")
def folder(real: SITE, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, on disk."""
    root = tmp_path_factory.mktemp("real")
    for path, data in real.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    return root


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that may copy."""
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    yield context.new_page()
    context.close()


def heaviest(site: SITE, start: str, end: str = ".html") -> str:
    """The path of the largest page among these."""
    return max((path for path in site if path.startswith(start) and path.endswith(end)), key=lambda p: len(site[p]))


def loaded(page: Page, folder: Path, path: str) -> dict[str, float]:
    """The files that a browser asks for to show a page, in kB after gzip."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((folder / path).as_uri(), wait_until="load")
    files = {url.removeprefix(f"{folder.as_uri()}/") for url in asked}
    return {name: len(gzip.compress((folder / name).read_bytes(), 6)) / 1000 for name in files}


def test_a_practice_is_light_with_all_that_it_loads(page: Page, real: SITE, folder: Path) -> None:
    path = heaviest(real, "praktijken/")
    weight = loaded(page, folder, path)
    kinds = {re.sub(r"\..*\.", ".", name.rpartition("/")[2]) for name in weight if name != path}

    assert weight[path] <= 9
    assert sum(size for name, size in weight.items() if not name.endswith(".svg")) <= 14.6
    assert kinds <= {"stijl.css", "pagina.js", "bewaar.js", "icoon.svg"}


@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_where_most_is_told(browser: Browser, real: SITE, folder: Path, width: int) -> None:
    """The little sites of test_accessibility.py have each kind of page and state; these have real words and numbers."""
    kinds = ("praktijken/", "regio/", "thema/", "dossiers/", "organisaties", "overzicht", "index", "begrippen")
    readers = (heaviest(real, f"{kind}/", "/reader.html") for kind in ("regio", "thema"))
    lists = {path: data for path, data in real.items() if not path.endswith("reader.html")}
    found = {}
    with widths.Standing(folder.parent).page(browser, width) as page:
        for path in (*(heaviest(lists, kind) for kind in kinds), *readers):
            page.goto((folder / path).as_uri())
            found[path] = list(complaints(page))

    assert {path: said for path, said in found.items() if said} == {}


def test_the_home_page_is_light_with_all_that_it_loads(page: Page, folder: Path) -> None:
    assert sum(loaded(page, folder, "index.html").values()) <= 20


@pytest.mark.parametrize("kind", ["regio/", "thema/"])
def test_a_reader_is_not_too_heavy_to_open_in_a_meeting(real: SITE, kind: str) -> None:
    assert len(gzip.compress(real[heaviest(real, kind, "/reader.html")], 6)) / 1000 <= 30


def test_no_font_is_shipped(real: SITE) -> None:
    assert [path for path in real if path.endswith((".woff", ".woff2", ".ttf", ".otf"))] == []
    assert b"@font-face" not in b"".join(data for path, data in real.items() if path.endswith(".css"))


def sheets(page: Page, address: str) -> int:
    """On how many sheets of A4 a page is printed."""
    page.goto(address)
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(format="A4", prefer_css_page_size=True)))


def test_a_practice_is_printed_on_one_or_two_sheets(page: Page, real: SITE, folder: Path) -> None:
    largest = sorted((path for path in real if re.fullmatch("praktijken/.*html", path)), key=lambda p: -len(real[p]))

    assert {path: sheets(page, (folder / path).as_uri()) for path in largest[:12]} == dict.fromkeys(largest[:12], 2)


def test_a_reader_takes_less_than_a_sheet_for_each_practice(page: Page, folder: Path) -> None:
    """Twente has nine."""
    assert 3 <= sheets(page, (folder / "regio/twente/reader.html").as_uri()) <= 7


def test_the_overview_fits_on_one_sheet(page: Page, folder: Path) -> None:
    assert sheets(page, (folder / "overzicht.html").as_uri()) == 1


def test_a_dossier_is_printed_on_a_few_sheets(page: Page, real: SITE, folder: Path) -> None:
    assert sheets(page, (folder / heaviest(real, "dossiers/")).as_uri()) <= 4


def pasted(page: Page) -> str:
    """What stands on the clipboard."""
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_a_practice_is_copied_as_link_and_as_text(page: Page, folder: Path) -> None:
    address = (folder / "praktijken/arnhem-scalabor-doorstart.html").as_uri()
    page.goto(f"{address}#deel-bronnen")
    page.get_by_role("button", name="Kopieer de link").press("Enter")
    expect(page.get_by_role("status")).to_have_text("De link is gekopieerd.")
    link = pasted(page)
    page.get_by_role("button", name="Kopieer als tekst").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("De tekst is gekopieerd.")
    text = pasted(page)

    assert link == address
    assert text.startswith(f"Van Presikhaaf naar Scalabor: doorstart als sociaal ontwikkelbedrijf\n{address}\n\n")
    for told in (
        "Waar: Midden-Gelderland, Arnhem",
        "Kosten: nog niet ingevuld",
        "- 57%, Aandeel",
        "Bronnen\n- Scalabor",
    ):
        assert told in text
    assert "<https://arnhem.jaarverslag-2017.nl/p15539/scalabor-b-v>" in text


def test_who_does_this_too_fills_in_a_form_and_sends_it_by_mail_or_otherwise(page: Page, tmp_path: Path) -> None:
    for path, data in little.site(settings=little.PUBLIC).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    page.goto((tmp_path / "praktijken/kaal.html").as_uri())
    page.get_by_role("link", name="Wij doen dit ook").click()
    expect(page.get_by_label("Welke praktijk?")).to_have_value("Een kale praktijk")
    page.get_by_label("Jullie organisatie").fill("Werk & <b>Co</b>")
    page.get_by_label("Regio").select_option("Zeeland")
    mail = page.get_by_role("link", name="Mail dit naar de redactie").get_attribute("href") or ""
    issue = page.get_by_role("link", name="Meld dit in de opslag").get_attribute("href") or ""
    page.get_by_role("button", name="Kopieer deze tekst").click()
    expect(page.get_by_role("status")).to_have_text("De tekst is gekopieerd.")

    assert pasted(page).startswith(
        "Wij doen dit ook: Een kale praktijk\nBestand: kaal.md\n"
        "Organisatie: Werk & <b>Co</b>\nRegio: Zeeland\nSinds: (nog"
    )
    assert mail.startswith(
        "mailto:redactie@voorbeeld.nl?subject=Wij%20doen%20dit%20ook%3A%20Een%20kale%20praktijk&body="
    )
    assert issue.startswith("https://github.com/voorbeeld/kennis/issues/new?title=Wij%20doen")
    assert "Werk%20%26%20%3Cb%3ECo" in mail
    assert page.locator("pre b").count() == 0
