#!/usr/bin/env python3
"""Measure the search in a real browser, beside its peers over the same practices: tables in Markdown.

    python tests/benchmarks/search.py --sizes 300,1000 [--peers DIR] [--bytes]

Makes so many practices (kept in the temporary folder), builds the site, and visits zoeken.html in Chromium over a line
that counts every byte: 15 questions of one word and 15 of three, each in a browser that knows nothing yet. `DIR` is a
folder with the npm packages `pagefind` and `minisearch` in its node_modules; what isn't there is left out. Bytes,
requests and steps are exact; times hold for this machine, as ratios within one run. What is counted, see README.md.
"""

import argparse
import os
import platform
import shlex
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from playwright.sync_api import Browser, sync_playwright

from tests import chromium
from tests.benchmarks import sites
from tests.benchmarks.documents import SEED, Document, documents, dutch, practice_file, questions, terms_of
from tests.benchmarks.measure import measure
from tests.benchmarks.tables import costs, overview

SMALLEST = 300
"""The questions come from the first so many practices, whatever the size, so that each size answers the same ones."""


def main() -> None:
    """Read the command line, measure, print."""
    options = _options()
    path = chromium.find()
    if path is None:
        sys.exit("no Chromium or Chrome here: run `bash .ci/chromium`, or name one in CHROMIUM")
    language, terms = dutch(), terms_of(sites.ROOT / "practices" / "_lists")
    asked = questions([*documents(SMALLEST, language, terms)])
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(chromium.FLAGS))
        _say(_heading(browser))
        for count in options.sizes:
            made = [*documents(count, language, terms)]
            found = []
            for site in _sites(made, options.peers):
                _tell(f"{site.name}: measuring")
                found.append(measure(browser, site, asked, timed=not options.bytes))
            _say(f"\n{overview(count, found)}\n\nKiB naar soort, gemiddeld:", *(f"\n{costs(each)}" for each in found))
        browser.close()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=_sizes, default=[300, 1000], help="numbers of practices, with commas between")
    parser.add_argument("--bytes", action="store_true", help="no times: for a machine that does other work too")
    parser.add_argument("--peers", type=Path, help="folder with the npm packages of the peers")
    return parser.parse_args()


def _sizes(text: str) -> list[int]:
    return [int(size) for size in text.split(",")]


def _sites(made: Sequence[Document], tools: Path | None) -> Iterator[sites.Site]:
    """Our site and the peers', built from these practices."""
    work = Path(tempfile.gettempdir()) / f"wat-werkt-waar-bench-{SEED}" / str(len(made))
    _write(made, work / "practices")
    _tell(f"{len(made)} practices: building")
    begun = time.monotonic()
    own = sites.own(work)
    _tell(f"built in {time.monotonic() - begun:.0f} s")
    yield own
    if tools is None:
        _tell("no --peers: only our own site")
    else:
        yield from sites.peers(tools.resolve(), work, made)


def _write(made: Sequence[Document], folder: Path) -> None:
    """The practice files; those of an earlier run that say the same stay as they are."""
    folder.mkdir(parents=True, exist_ok=True)
    for document in made:
        file, text = folder / f"{document.id}.md", practice_file(document)
        if not file.exists() or file.read_text("utf-8") != text:
            file.write_text(text, "utf-8")


def _heading(browser: Browser) -> str:
    command = shlex.join(["python", *sys.argv])
    where = (
        f"Chromium {browser.version}, Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} kernen"
    )
    return f"Gemeten op {datetime.now(UTC):%Y-%m-%d} met `{command}`: {where}."


def _say(*lines: str) -> None:
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


def _tell(line: str) -> None:
    sys.stderr.write(f"{line}\n")


if __name__ == "__main__":
    main()
