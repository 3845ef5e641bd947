"""A reader keeps practices, puts them in order, compares them and mails a memo; nothing is stored unasked."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests import chromium
from tests.axe import WHOLE, complaints
from tests.conftest import be_patient

pytestmark = pytest.mark.browser
on_disk_too = pytest.mark.parametrize("site_address", ["disk", "server"], indirect=True)
FIVE = ["atelier-a", "atelier-b", "atelier-c", "atelier-d", "atelier-e"]
STORED = "[document.cookie, localStorage.length, sessionStorage.length].join()"


class Reader:
    """Someone with a browser of their own. `said`: all that its console said."""

    def __init__(self, context: BrowserContext, site: str) -> None:
        self.page = context.new_page()
        self.site = site
        self.said: list[str] = []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))

    def visit(self, address: str) -> Page:
        """Open a page of the site; of the pages of the choice wait until they stand."""
        self.page.goto(self.site + address)
        self.stands()
        return self.page

    def stands(self) -> None:
        """Wait until the page of the choice shows its list."""
        self.page.wait_for_selector("main:not(:has([data-choice])), [data-choice][aria-busy=false]", state="attached")

    def keeps(self, *ids: str) -> None:
        """Wait until the list in the address is this one."""
        expect(self.page).to_have_url(re.compile(f"[?&]k={'(,|%2C)'.join(ids)}(&|#|$)"))

    def titles(self) -> list[str]:
        """The practices on the page of the list."""
        return self.page.locator(".choices h2").all_inner_texts()

    @contextmanager
    def leaving(self) -> Iterator[None]:
        """What is done in the block leads to another page; wait until that stands."""
        self.page.evaluate("window.stillHere = true")
        yield
        self.page.wait_for_function("() => !window.stillHere && document.readyState === 'complete'")
        self.stands()

    def follow(self, link: Locator) -> None:
        """Follow a link by the keyboard."""
        with self.leaving():
            link.press("Enter")

    def tab(self, name: str) -> None:
        """Go to another page of the choice."""
        self.follow(self.page.locator(".choice-tabs").get_by_role("link", name=name))


@pytest.fixture
def reader(browser: Browser, site_address: str) -> Iterator[Reader]:
    """A reader; the console stays empty."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    one = Reader(context, site_address)
    yield one
    context.close()
    assert one.said == []


def a_list(*ids: str, page: str = "keuzelijst") -> str:
    return f"{page}.html?k={','.join(ids)}"


@on_disk_too
def test_from_five_kept_by_keyboard_to_a_mailed_memo(reader: Reader, browser: Browser) -> None:
    page = reader.visit("zoeken.html?q=jobcoach&sort=titel")
    page.wait_for_selector("#resultaten [data-keep]")
    for id_ in FIVE:
        page.locator(f"#resultaten [data-keep={id_}]").press("Enter")
    expect(page.locator(".masthead [data-kept]")).to_have_text("5")
    reader.keeps(*FIVE)
    assert page.evaluate(STORED) == ",0,0"

    reader.follow(page.locator("a.kept"))
    page.get_by_role("button", name="Omlaag Atelier A").press("Enter")
    expect(page.locator(".kept-said")).to_have_text("“Atelier A” staat nu op plaats 2 van 5.")
    expect(page.get_by_role("button", name="Omlaag Atelier A")).to_be_focused()
    order = ["Atelier B", "Atelier A", "Atelier C", "Atelier D", "Atelier E"]
    assert reader.titles() == order

    reader.tab("Vergelijken")
    assert page.locator(".compare-scroll thead th").all_inner_texts() == order

    reader.tab("Memo")
    page.get_by_label("Titel").fill("Wat past bij ons? <b>&</b>")
    page.get_by_label("Waarom leg je dit voor?").fill("Eerste regel\nTweede regel")
    page.get_by_text("Een opmerking bij een praktijk").press("Enter")
    page.get_by_role("textbox", name="Atelier A").fill("Bel hen")
    page.wait_for_function("() => location.hash.includes('Bel')")

    other = browser.new_context()
    mailed = Reader(other, page.evaluate("location.href"))
    sheet = mailed.visit("")
    expect(sheet.locator(".memo h2").first).to_have_text("Wat past bij ons? <b>&</b>")
    expect(sheet.locator(".memo-own")).to_have_text("Eerste regelTweede regel")
    titles = [re.sub(r"^\d\. ", "", title) for title in sheet.locator(".memo-practice h3").all_inner_texts()]
    assert titles == order
    expect(sheet.locator(".memo-practice:has-text('Atelier A')")).to_contain_text("Onze opmerking: Bel hen")
    assert sheet.evaluate(STORED) == ",0,0"
    assert mailed.said == []
    other.close()


@on_disk_too
def test_going_back_loses_nothing(reader: Reader) -> None:
    page = reader.visit("praktijken.html")
    page.locator(".card h3 a").first.click()
    page.get_by_role("button", name="Bewaar in je keuzelijst").click()
    reader.keeps("atelier-a")  # nobody is back before the page has done what was asked
    page.go_back()

    expect(page).to_have_url(re.compile("/praktijken.html"))
    expect(page.locator(".masthead [data-kept]")).to_have_text("1")
    reader.keeps("atelier-a")
    expect(page.locator("[data-keep=atelier-a]")).to_contain_text("✓ Bewaard")


@pytest.fixture(scope="module")
def ordinary(browser: Browser, chromium_path: str) -> Iterator[Browser]:
    """A browser as readers have it: it keeps pages whole for who goes back, which Playwright switches off."""
    kept = ["--disable-back-forward-cache"]
    running = browser.browser_type.launch(
        executable_path=chromium_path, args=list(chromium.FLAGS), ignore_default_args=kept
    )
    running.on("context", be_patient)
    yield running
    running.close()


def test_a_page_that_the_browser_kept_whole_learns_what_was_chosen_since(ordinary: Browser, served_site: str) -> None:
    page = Reader(ordinary.new_context(), served_site).visit("praktijken.html")
    page.evaluate("addEventListener('pageshow', ({ persisted }) => (window.persisted = persisted))")
    page.locator(".card h3 a").first.click()
    page.get_by_role("button", name="Bewaar in je keuzelijst").click()
    page.evaluate("history.back()")

    page.wait_for_function("() => window.persisted && location.search === '?k=atelier-a'")
    assert page.locator(".masthead [data-kept]").inner_text() == "1"
    assert "✓ Bewaard" in page.locator("[data-keep=atelier-a]").inner_text()
    page.locator("[data-keep=atelier-a]").click()
    page.evaluate("history.forward()")
    page.wait_for_function("() => location.pathname.includes('/praktijken/') && location.search === ''")


def test_the_menu_is_closed_for_who_comes_back(ordinary: Browser, served_site: str) -> None:
    page = Reader(ordinary.new_context(viewport={"width": 360, "height": 800}), served_site).visit("index.html")
    page.evaluate("addEventListener('pageshow', ({ persisted }) => (window.persisted = persisted))")
    page.get_by_role("button", name="Menu").click()
    page.locator("#menu a[href='praktijken.html']").click()
    page.wait_for_url("**/praktijken.html")
    page.evaluate("history.back()")

    page.wait_for_function("() => window.persisted")
    expect(page.locator("#menu")).to_be_hidden()


def test_the_search_page_keeps_the_list_through_all_that_changes_its_address(reader: Reader) -> None:
    page = reader.visit("zoeken.html?k=was-doen&q=jobcoach")
    page.wait_for_selector("#resultaten[aria-busy=false]")
    expect(page.locator("#hulp")).to_be_empty()
    page.locator("[data-keep=atelier-a]").click()
    page.locator("input[name=region][value=zeeland]").check()
    page.wait_for_url(lambda address: "region=zeeland" in address)
    reader.keeps("was-doen", "atelier-a")

    page.go_back()
    page.wait_for_url(lambda address: "region" not in address)
    reader.keeps("was-doen", "atelier-a")


def test_a_suggested_practice_takes_the_list_along(reader: Reader) -> None:
    page = reader.visit("zoeken.html?k=was-doen")
    page.wait_for_selector("#resultaten [data-keep]")
    page.locator("#zoekveld").press_sequentially("fiets")
    page.get_by_role("option", name="Praktijk: Fietsen maken").click()

    page.wait_for_url(lambda address: "/praktijken/" in address)
    reader.keeps("was-doen")
    page.go_back()
    reader.keeps("was-doen")


@on_disk_too
def test_a_list_that_was_emptied_does_not_come_back(reader: Reader) -> None:
    page = reader.visit("praktijken.html?k=was-doen")
    page.evaluate("localStorage.setItem('kb-keuzelijst', 'atelier-a')")
    reader.follow(page.locator("a.kept"))
    with reader.leaving():
        page.get_by_role("button", name="Maak de lijst leeg").click()
        page.get_by_role("link", name="Zoeken").first.click()

    expect(page.locator(".masthead [data-kept]")).to_have_text("")


def test_words_typed_in_the_head_take_the_list_along(reader: Reader) -> None:
    page = reader.visit("praktijken.html?k=atelier-a")
    page.get_by_role("searchbox").fill("was")
    page.get_by_role("searchbox").press("Enter")
    page.wait_for_selector("#resultaten[aria-busy=false]", state="attached")

    reader.keeps("atelier-a")


def test_a_renamed_practice_is_found_and_said(reader: Reader) -> None:
    page = reader.visit("memo.html?k=oude-wasserij#bij-oude-wasserij=Ooit+gezien")

    expect(page.locator("[data-choice-notes]")).to_have_text("“oude-wasserij” heet nu “De was doen”.")
    expect(page.locator(".memo-remark")).to_have_text("Onze opmerking: Ooit gezien")
    reader.keeps("was-doen")


@on_disk_too
def test_a_former_address_sends_the_list_along(reader: Reader) -> None:
    page = reader.visit("praktijken/oude-wasserij.html?k=atelier-a,atelier-b")

    expect(page).to_have_title(re.compile("^De was doen"))
    expect(page).to_have_url(re.compile("/praktijken/was-doen.html"))
    reader.keeps("atelier-a", "atelier-b")


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("name", ["keuzelijst", "vergelijken", "memo"])
def test_nothing_moves_while_the_list_comes(browser: Browser, served_site: str, name: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    context.add_init_script(
        "window.moved = 0; new PerformanceObserver(list => list.getEntries().forEach(e => { moved += e.value; }))"
        ".observe({type: 'layout-shift', buffered: true});"
    )
    page = Reader(context, served_site).visit(a_list(*FIVE, page=name))
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")

    assert page.evaluate("moved") == 0
    context.close()


MANY = ",".join(f"praktijk-{number}" for number in range(1000))


@pytest.mark.parametrize(
    "address",
    [
        f"?k={MANY}",
        "?k=__proto__,constructor,toString,atelier-a",
        "?k=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E,atelier-a&vragen=__proto__",
        "?k=atelier-a#titel=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E&bij-atelier-a=%3Cscript%3E&bij-__proto__=x&%E0%A4%A",
        f"?k=atelier-a,{'x' * 20_000}#opmerking={'y' * 80_000}",
        "?k=../../zoeken,//example.org,javascript:alert(1),atelier-a,,atelier-a",
    ],
    ids=["many", "prototype", "markup", "markup-behind", "long", "paths"],
)
def test_a_hostile_address_does_nothing(reader: Reader, address: str) -> None:
    for page_name in ("keuzelijst", "vergelijken", "memo"):
        page = reader.visit(f"{page_name}.html{address}")

        assert page.locator("main img, main script:not([type])").count() == 0
        assert page.evaluate("Object.prototype.title ?? Object.prototype.x ?? 'clean'") == "clean"
        if "atelier-a" in address:
            reader.keeps("atelier-a")
        else:
            expect(page.locator("[data-choice-notes]")).to_contain_text("988 niet")
            expect(page.locator("[data-choice-status]")).to_have_text("Je keuzelijst is leeg")


def test_no_more_than_twelve_fit(reader: Reader) -> None:
    page = reader.visit(a_list(*(f"atelier-{letter}" for letter in "abcdefghijkl"), page="praktijken"))
    page.locator("[data-keep=was-doen]").click()

    expect(page.locator(".kept-said")).to_contain_text("Er passen 12 praktijken in je keuzelijst.")
    reader.keeps(*(f"atelier-{letter}" for letter in "abcdefghijkl"))


@on_disk_too
def test_what_is_taken_away_can_be_put_back(reader: Reader) -> None:
    page = reader.visit(a_list("atelier-a", "atelier-b"))
    page.get_by_role("button", name="Haal weg Atelier A").press("Enter")
    expect(page.get_by_role("button", name="Zet terug")).to_be_focused()
    assert reader.titles() == ["Atelier B"]

    page.get_by_role("button", name="Zet terug").press("Enter")
    expect(page.locator(".choices h2")).to_have_count(2)
    reader.keeps("atelier-a", "atelier-b")


@on_disk_too
def test_the_device_remembers_only_what_it_was_asked_to(reader: Reader) -> None:
    page = reader.visit(a_list("atelier-a"))
    assert page.evaluate(STORED) == ",0,0"
    page.get_by_role("button", name="Onthoud op dit apparaat").click()
    reader.visit("praktijken.html")
    reader.keeps("atelier-a")
    page.locator("[data-keep=atelier-b]").click()
    reader.visit("keuzelijst.html")
    assert reader.titles() == ["Atelier A", "Atelier B"]

    reader.visit(a_list("was-doen"))
    expect(page.get_by_text("Dit apparaat onthoudt een andere lijst.")).to_be_visible()
    reader.follow(page.get_by_role("link", name="Open die lijst"))
    page.get_by_role("button", name="Vergeet").click()
    assert page.evaluate(STORED) == ",0,0"


def test_a_dossier_is_kept_as_a_whole_and_becomes_a_memo_with_its_questions(reader: Reader) -> None:
    page = reader.visit("dossiers/leren.html")
    page.get_by_role("button", name="Bewaar deze 2 praktijken").click()
    reader.keeps("atelier-a", "was-doen")

    reader.follow(page.get_by_role("link", name="Maak er een memo van"))
    expect(page.locator(".memo-questions li")).to_have_text(["Wat willen wij?", "Wie doet het?"])
    page.get_by_label("Vragen uit een dossier erbij").select_option("")
    expect(page.locator(".memo-questions")).to_have_count(0)


def test_boxes_on_the_page_of_a_region_become_a_reader_and_ones_own_list_comes_back(reader: Reader) -> None:
    page = reader.visit("regio/zeeland.html?k=was-doen")
    page.get_by_text("Memo: kies zelf praktijken").press("Enter")
    for name in ("Atelier B", "Atelier D"):
        page.get_by_label(name, exact=True).check()
    page.get_by_label("Vragen voor aan tafel").select_option(label="Leren op het werk")
    with reader.leaving():
        page.get_by_role("button", name="Maak de memo").click()
    reader.keeps("atelier-b", "atelier-d")
    expect(page.locator(".memo-questions li")).to_have_count(2)

    page.get_by_role("button", name="Zet die terug").click()
    expect(page.locator(".memo-practice h3")).to_have_text(["De was doen"])


def test_side_by_side_says_what_is_the_same_and_what_nobody_knows(reader: Reader) -> None:
    page = reader.visit(a_list("atelier-a", "atelier-b", page="vergelijken"))
    table = page.locator(".compare-scroll table")

    expect(table.locator("tr:has(th:has-text('Voor wie')) .verdict")).to_have_text("overal gelijk")
    expect(table.locator("tr:has(th:has-text('Waar')) .verdict")).to_have_text("verschilt")
    costs = table.locator("tr:has(th:has-text('Kosten'))")
    expect(costs.locator("td").first).to_have_text("Nog niet ingevuld")  # nobody has an address here

    page.get_by_label("Verberg wat overal gelijk").check()
    expect(costs).to_be_hidden()
    expect(table.get_by_text("Twente")).to_be_visible()


def test_on_a_phone_one_practice_stands_there_at_a_time(browser: Browser, served_site: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 700}, has_touch=True, is_mobile=True)
    reader = Reader(context, served_site)
    page = reader.visit(a_list(*FIVE, page="vergelijken"))
    heads = page.locator(".compare-scroll thead th:visible")
    expect(heads).to_have_text(["Atelier A"])

    page.get_by_role("button", name="Volgende").tap()
    expect(heads).to_have_text(["Atelier B"])
    expect(page.locator(".compare-where")).to_have_text("2 van 5")
    for start, end, seen in ((300, 60, "Atelier C"), (60, 300, "Atelier B")):
        page.locator(".compare-scroll table").evaluate(SWIPE, [start, end])
        expect(heads).to_have_text([seen])
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert reader.said == []
    context.close()


SWIPE = """(table, [start, end]) => {
    const touch = x => new Touch({identifier: 1, target: table, clientX: x, clientY: 300});
    table.dispatchEvent(new TouchEvent("touchstart", {touches: [touch(start)], changedTouches: [touch(start)]}));
    table.dispatchEvent(new TouchEvent("touchend", {touches: [], changedTouches: [touch(end)]}));
}"""


def saved(page: Page, name: str) -> bytes:
    """The file that a button saves."""
    with page.expect_download() as found:
        page.get_by_role("button", name=name).click()
    return Path(found.value.path()).read_bytes()


def lines(little_site: Path) -> list[bytes]:
    return (little_site / "praktijken.csv").read_bytes().splitlines(keepends=True)


@on_disk_too
def test_the_table_of_a_list_has_its_practices_in_their_order(reader: Reader, little_site: Path) -> None:
    page = reader.visit(a_list("was-doen", "atelier-b"))
    table = saved(page, "Download als CSV").splitlines(keepends=True)

    head, *rows = lines(little_site)
    assert table == [head, *(row for name in (b"was-doen", b"atelier-b") for row in rows if row.startswith(name))]


@on_disk_too
def test_the_table_of_a_search_has_all_hits_and_not_only_those_shown(reader: Reader, little_site: Path) -> None:
    page = reader.visit("zoeken.html?sort=titel&theme=werk")
    page.wait_for_selector("#resultaten[aria-busy=false]")
    assert saved(page, "Download alle resultaten als CSV").splitlines()[0] == lines(little_site)[0].rstrip()

    page.locator("input[name=region][value=zeeland]").check()
    page.wait_for_url(lambda address: "zeeland" in address)
    table = saved(page, "Download alle resultaten als CSV").splitlines(keepends=True)
    assert len(table) == 1 + 7
    assert set(table) <= set(lines(little_site))


def test_a_memo_is_copied_with_headings_and_tables_and_as_plain_text(browser: Browser, served_site: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    reader = Reader(context, served_site)
    page = reader.visit(a_list("atelier-a", "atelier-b", page="memo") + "#titel=Voor+<het>+bestuur")
    page.get_by_role("button", name="Kopieer als tekst").click()
    expect(page.locator(".kept-said")).to_have_text("Gekopieerd.")
    read = "async kind => (await (await navigator.clipboard.read())[0].getType(kind)).text()"
    html, text = page.evaluate(read, "text/html"), page.evaluate(read, "text/plain")

    assert "<h1>Voor &lt;het&gt; bestuur</h1>" in html
    assert html.count("<table") == 1
    assert f'<a href="{served_site}praktijken/atelier-a.html">' in html
    assert "VOOR <HET> BESTUUR" in text
    assert "  Waar: Twente" in text
    assert reader.said == []
    context.close()


@on_disk_too
def test_on_paper_the_comparison_lies_and_the_memo_stands(reader: Reader) -> None:
    sizes = {}
    for name in ("vergelijken", "memo"):
        page = reader.visit(a_list(*FIVE, page=name))
        paper = page.pdf(prefer_css_page_size=True)
        sizes[name] = {tuple(map(float, box.split())) for box in re.findall(rb"/MediaBox \[0 0 ([\d. ]+)\]", paper)}
        page.emulate_media(media="print")
        for hidden in (".masthead", ".footer", "button", ".choice-tabs"):
            assert page.locator(f"{hidden}:visible").count() == 0, hidden
        page.emulate_media(media="screen")

    assert all(wide > high for wide, high in sizes["vergelijken"])
    assert all(wide < high for wide, high in sizes["memo"])
    assert sizes["vergelijken"]


def test_a_part_that_does_not_come_is_said_and_can_be_tried_again(browser: Browser, served_site: str) -> None:
    context = browser.new_context()
    reader = Reader(context, served_site)
    reader.page.route("**/keuze/*.js*", lambda route: route.abort())
    page = reader.visit(a_list("atelier-a"))
    expect(page.get_by_role("alert")).to_contain_text("Een deel van de site is nu niet bereikbaar.")

    page.unroute_all()
    page.get_by_role("button", name="Probeer het opnieuw").click()
    expect(page.locator(".choices h2")).to_have_text(["Atelier A"])
    expect(page.get_by_role("alert")).to_have_count(0)
    context.close()


def test_links_in_a_memo_lead_to_their_place_and_leave_the_remarks_in_the_address(reader: Reader) -> None:
    page = reader.visit(a_list("atelier-a", "atelier-b", page="memo") + "#titel=Blijft")
    page.locator(".memo-contents").get_by_role("link", name="Bronnen").press("Enter")

    expect(page.locator("#memo-bronnen")).to_be_focused()
    expect(page).to_have_url(re.compile("#titel=Blijft$"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing(browser: Browser, served_site: str, width: int, scheme: Literal["light", "dark"]) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    reader = Reader(context, served_site)
    found = {}
    pages = ("keuzelijst", "vergelijken", "memo")
    for address in (*(a_list(*FIVE, page=name) for name in pages), *(f"{name}.html" for name in pages), "te-doen.html"):
        found[address] = list(complaints(reader.visit(address), whole=(width, scheme) in WHOLE))

    assert {address: said for address, said in found.items() if said} == {}
    context.close()
