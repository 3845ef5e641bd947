"""Whatever stands in the content: nothing of it runs, nothing comes into a page, and no request leaves."""

import csv
import json
import re
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Browser

from tests.hostile.conftest import HostileSite
from tests.hostile.payloads import ADDRESSES, CALL, ELSEWHERE, MARKDOWN, TEXTS
from tests.hostile.probe import Probe, probing, shapes
from tests.patience import PATIENCE
from tests.serving import serving

pytestmark = pytest.mark.browser
Window = Callable[[Path, str], AbstractContextManager[Probe]]
Dose = Callable[[int, int], int]
Tell = Callable[..., None]
RUN_RAW = 30
"""So many of the texts run where nothing stands in their way; the others are for other doors than that of HTML."""


@pytest.mark.parametrize("how", ["plain", "policy"])
def test_the_probe_sees_what_runs_and_the_policy_stops_it(tmp_path: Path, window: Window, how: str) -> None:
    """Without this, all other tests here could pass by looking away."""
    for number, text in enumerate(TEXTS):
        (tmp_path / f"{number}.html").write_text(f"<!doctype html><p>{text.replace(CALL, f'pwn({number})')}")
    frames = "".join(f"<iframe src={number}.html></iframe>" for number in range(len(TEXTS)))
    (tmp_path / "index.html").write_text(f"<!doctype html><link rel=icon href=data:,>{frames}")
    until = time.monotonic() + PATIENCE
    with window(tmp_path, how) as probe:
        seen = probe.look("index.html")
        while how == "plain" and not _all_was_seen(probe) and time.monotonic() < until:
            probe.page.evaluate("new Promise(requestAnimationFrame)")  # some run a little after the page is loaded

    assert "a frame" in seen["odd"]
    assert probe.ran == [] if how == "policy" else _all_was_seen(probe)


def _all_was_seen(probe: Probe) -> bool:
    """True when so many texts ran as can, and something was asked for elsewhere."""
    return len(set(probe.ran)) >= RUN_RAW and any(address.startswith(ELSEWHERE) for address in probe.asked)


@pytest.fixture(scope="module")
def allowed(hostile: HostileSite, browser: Browser) -> set[str]:
    """The kinds of elements, with their attributes, in the twin of the site that has harmless words."""
    found = {shape for path in hostile.twin.rglob("*.html") for shape in shapes(path.read_text("utf-8"))}
    with serving(hostile.twin) as address, probing(browser, address) as probe:
        for path in hostile.pages(1, 0):  # what scripts make, and what they show
            found |= set(probe.look(path)["shapes"])
        assert probe.trouble == {}
    return found


PAGES = {"plain": (100, 2), "policy": (8, 1), "disk": (2, 0)}
"""How many practices and how many pages of each other folder are looked at; all of them in `make torture`."""


@pytest.mark.parametrize("how", PAGES)
def test_no_vector_runs_or_comes_into_a_page(  # noqa: PLR0913, PLR0917 - the sites, and the fixtures of every test here
    hostile: HostileSite, allowed: set[str], window: Window, dose: Dose, tell: Tell, how: str
) -> None:
    pages = hostile.pages(*(dose(few, 1000) for few in PAGES[how]))
    if how == "disk":
        pages.remove("404.html")  # a server shows it at any address, so its own addresses begin at the root
    injected: list[str] = []
    with window(hostile.folder, how) as probe:
        for path in pages:
            seen = probe.look(path)
            scripts = (hostile.twin / path).read_text("utf-8").count("<script")
            injected += [f"{path}: {odd}" for odd in (*(set(seen["shapes"]) - allowed), *seen["odd"])]
            injected += [f"{path}: {seen['scripts']} scripts"] * (seen["scripts"] != scripts)
    what = f"vectors in pages, {how}"
    tell(what, pages=len(pages), vectors=len(hostile.vectors.places), ran=len(probe.ran))
    tell(what, injected=len(injected), requests=len(probe.asked))

    assert [hostile.vectors.places.get(int(number), number) for number in probe.ran] == []
    assert injected == []
    assert probe.trouble == {}


def test_a_page_that_moves_leads_to_a_page_of_ours(hostile: HostileSite) -> None:
    texts = {path: path.read_text("utf-8") for path in hostile.folder.rglob("*.html")}
    moves = {path: re.findall('http-equiv="refresh" content="([^"]*)"', text) for path, text in texts.items()}
    targets = [(path, target) for path, found in moves.items() for target in found]

    assert len(targets) > len(TEXTS)
    for path, target in targets:
        assert (path.parent / re.fullmatch(r"0; url=([\w./-]+)", target)[1]).resolve() in texts  # type: ignore[index]


def test_what_programs_read_holds_the_texts_as_texts(hostile: HostileSite) -> None:
    tags = [
        {element.tag for element in ET.parse(site / name).iter()}  # noqa: S314 - our own file
        for name in ("feed.xml", "sitemap.xml")
        for site in (hostile.folder, hostile.twin)
    ]
    assert tags[0] == tags[1]
    assert tags[2] == tags[3]
    record = json.loads((hostile.folder / "praktijken.json").read_bytes())
    assert any("<script>" in practice["title"] for practice in record["practices"])
    with (hostile.folder / "praktijken.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert [cell for row in rows for cell in row if re.match(r"\s*[=+@-]", cell)] == []


def test_no_script_of_the_search_can_be_ended_by_a_text(hostile: HostileSite) -> None:
    """What the search loads stands in scripts, and its manifest in the page itself."""
    for path in (hostile.folder / "zoek").iterdir():
        assert not re.search("<[/!a-z]|\u2028|\u2029", path.read_text("utf-8"), re.IGNORECASE), path.name


def test_there_are_enough_of_them(hostile: HostileSite) -> None:
    fields = {place.partition(":")[0] for place in hostile.vectors.places.values()}

    assert len(TEXTS) + len(MARKDOWN) + len(ADDRESSES) > 200
    assert len(fields) > 50
    assert len(hostile.vectors.places) >= len(fields) * len(TEXTS) * 0.5
