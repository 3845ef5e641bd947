#!/usr/bin/env python3
"""Measure filters in a real browser where there are many: eight facets of forty terms, a table in Markdown.

    python tests/benchmarks/facets.py [--size 10000] [--times 5]

Makes so many practices with three terms of each facet (kept in the temporary folder) and builds the site. First the
page's own answers to some questions with filters are held against those of `kb search`: it stops where they differ.
Then a reader opens it with a question in the address and presses a filter, with the processor as it is and four times
slower. Each figure: median / most.
"""

import argparse
import random
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from playwright.sync_api import Browser, Page, sync_playwright

from kb.operations import find
from tests import chromium
from tests.benchmarks import sites
from tests.benchmarks.documents import SEED, Document, Question, documents, dutch, practice_file, questions, terms_of
from tests.benchmarks.figures import median
from tests.benchmarks.line import Line, serving
from tests.benchmarks.visit import SLOWER, WATCH

OWN = ("theme", "target_group", "status", "instrument", "law", "sector")
MADE = ("soort", "vorm")
TERMS = 40
EACH = 3
"""Terms of each facet that a practice has."""
SMALLEST = 300
COMPARED = 20
COUNTED = """() => new Promise((done) => {
    const facets = document.querySelector("#facetten");
    const look = () => "counted" in facets.dataset && done(performance.now());
    new MutationObserver(look).observe(facets, {attributes: true});
    look();
})"""
PRESSED = """() => new Promise((done) => {
    const list = document.querySelector("#resultaten");
    const box = document.querySelector("fieldset[data-facet=vorm] input");
    const from = performance.now();
    let ran = false;
    new MutationObserver(() => {
        ran ||= list.ariaBusy === "true";
        if (ran && list.ariaBusy === "false") done(performance.now() - from);
    }).observe(list, {attributes: true, attributeFilter: ["aria-busy"]});
    box.click();
})"""


@dataclass(frozen=True, slots=True)
class Times:
    """Ms from opening the page until the titles and the counts stand, from pressing a filter until the titles do."""

    titles: float
    counts: float
    pressed: float
    longest: float
    """Ms of the longest task of all this."""
    size: int
    """Bytes of the parts with facets."""


def main() -> None:
    """Read the command line, build, compare, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=10_000, help="number of practices")
    parser.add_argument("--times", type=int, default=5, help="visits for each speed")
    options = parser.parse_args()
    path = chromium.find()
    if path is None:
        sys.exit("no Chromium or Chrome here: run `bash .ci/chromium`, or name one in CHROMIUM")
    language, terms = dutch(), terms_of(sites.ROOT / "practices" / "_lists")
    asked = questions([*documents(SMALLEST, language, terms)])
    work = Path(tempfile.gettempdir()) / f"wat-werkt-waar-bench-{SEED}" / f"facets-{options.size}"
    _write(documents(options.size, language, terms), work / "practices")
    site = sites.own(work)
    with sync_playwright() as playwright, serving(site.folder) as line:
        browser = playwright.chromium.launch(executable_path=path, args=list(chromium.FLAGS))
        _compare(browser, line, work, asked)
        _say("| processor | titles ms | counts ms | filter pressed → titles ms | longest task ms | KiB of facets |")
        _say("|---|---:|---:|---:|---:|---:|")
        for slower in (1, SLOWER):
            visits = [_visit(browser, line, site, asked[at], slower) for at in range(options.times)]
            _say(f"| {slower} × slower | " + " | ".join(_cells(visits)) + " |")
        browser.close()


def _write(made: Iterator[Document], folder: Path) -> None:
    """The practices and the lists: eight facets of forty terms, beside the regions."""
    shutil.copytree(sites.ROOT / "practices" / "_lists", folder / "_lists", dirs_exist_ok=True)
    for order, name in enumerate((*OWN, *MADE), 2):
        head = f"facet: true\norder: {order}\nlabel: {name.capitalize()}\nplural: {name} alle\npath: {_slug(name)}\n"
        lines = (f"  - {{id: {_slug(name)}-{at}, label: {name} {at}}}\n" for at in range(TERMS))
        (folder / "_lists" / f"{name}.yaml").write_text(f"{head}terms:\n{''.join(lines)}", "utf-8")
    for document in made:
        chance = random.Random(f"{SEED}-{document.id}-facets")  # noqa: S311 - the same every time, on purpose
        drawn = {
            name: tuple(f"{_slug(name)}-{at}" for at in chance.sample(range(TERMS), EACH)) for name in (*OWN, *MADE)
        }
        text = practice_file(replace(document, facets={"region": document.facets["region"], **drawn}))
        file = folder / f"{document.id}.md"
        if not file.exists() or file.read_text("utf-8") != text:
            file.write_text(text, "utf-8")


def _slug(name: str) -> str:
    return name.replace("_", "-")


def _compare(browser: Browser, line: Line, work: Path, asked: Sequence[Question]) -> None:
    """Stop where the page counts otherwise than the reference."""
    page = browser.new_page()
    page.goto(f"{line.address}/zoeken.html")
    for at, question in enumerate(asked[:COMPARED]):
        filters = {"vorm": (f"vorm-{at}",), "law": (f"law-{at}", f"law-{at + 1}")}
        chosen = {name: filters[name] for name in [*filters][: at % 3]}
        reference = find(work / ".kb", question.text, chosen, limit=10, sort="relevantie", exact=False)
        options = {"filters": {name: list(terms) for name, terms in chosen.items()}}
        answer = page.evaluate("([words, options]) => kb.search(words, options)", [question.text, options])
        facets = {name: dict(counts) for name, counts in reference.facets.items()}
        ids = [hit.id for hit in reference.hits]
        if (answer["total"], answer["facets"], [h["id"] for h in answer["hits"]]) != (reference.total, facets, ids):
            sys.exit(f"the browser answers otherwise: {question.text} {chosen}")
    page.context.close()
    _say(f"{COMPARED} questions with no, one and three filters: totals, counts and titles as `kb search` gives them.\n")


def _visit(browser: Browser, line: Line, site: sites.Site, question: Question, slower: float) -> Times:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, service_workers="block")
    context.add_init_script(path=WATCH)
    page = context.new_page()
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
    line.clear()
    page.goto(f"{line.address}/zoeken.html?q={question.text}", wait_until="commit")
    titles = page.evaluate("(text) => bench.stood(text)", question.text)["ms"]
    counts = page.evaluate(COUNTED)
    pressed = page.evaluate(PRESSED)
    size = sum(each.size for each in line.sent if site.kind(each.path) == "facetten")
    longest = _longest(page)
    context.close()
    return Times(titles, counts, pressed, longest, size)


def _longest(page: Page) -> float:
    return max((task["ms"] for task in page.evaluate("() => bench.tasks")), default=0.0)


def _cells(visits: Sequence[Times]) -> Iterator[str]:
    for name in ("titles", "counts", "pressed", "longest"):
        each = [getattr(visit, name) for visit in visits]
        yield f"{median(each):.0f} / {max(each):.0f}"
    yield f"{median(visit.size for visit in visits) / 1024:.1f}"


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
