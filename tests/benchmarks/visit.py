"""What a reader does at a search page in Chromium, and what it took: bytes, requests, steps, time."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from playwright.sync_api import Browser, Page

from tests.benchmarks.documents import Question
from tests.benchmarks.line import Line, Speed

WATCH = Path(__file__).with_name("watch.js")
ISSUED = "() => performance.getEntriesByType('resource').map((e) => [e.name, performance.timeOrigin + e.startTime])"
"""When the browser asked for what, in a page or a worker; a request may wait for a free connection after that."""

QUIET = 0.45  # seconds: longer than any page waits before it asks for more
PATIENCE = 180_000  # ms
STEPPED = Speed(round_trip=0.03)
"""On which requests that wait for one another can be told from those that don't."""
SLOW = Speed(round_trip=0.15, bits=1_600_000)
SLOWER = 4  # times: the processor of a cheap phone
KEY = 90  # ms between two letters of who types


@dataclass(frozen=True, slots=True)
class Asked:
    """A file that went over the line, its bytes, and when the browser asked for it and had it (epoch)."""

    path: str
    begun: float
    ended: float
    size: int


@dataclass(frozen=True, slots=True)
class Visit:
    """The files from opening the page until all is quiet; when the titles stood, in ms, and were seen (epoch)."""

    question: Question
    files: tuple[Asked, ...]
    ms: float
    seen: float

    @property
    def before(self) -> tuple[Asked, ...]:
        """The files that were asked for before the reader saw the titles."""
        return tuple(each for each in self.files if each.begun <= self.seen)


@dataclass(frozen=True, slots=True)
class Longest:
    """Ms of the longest task while the page opens, for pasted questions, and while a question is typed."""

    opening: float
    asking: float
    typing: float


@dataclass(frozen=True, slots=True)
class Reader:
    """Who visits one site, over a line that counts; each visit in a browser that knows nothing yet."""

    browser: Browser
    line: Line

    def pastes(self, question: Question, speed: Speed = STEPPED) -> Visit:
        """Opens the page, and pastes the question when all of it is loaded."""
        with self._page(speed) as page:
            page.goto(self._address(), timeout=PATIENCE)
            opened: float = page.evaluate("() => performance.now()")
            return self._visit(page, question, page.evaluate("(text) => bench.paste(text)", question.text), opened)

    def follows(self, question: Question, speed: Speed = STEPPED) -> Visit:
        """Opens the page with the question in its address, as from the field of another page."""
        with self._page(speed) as page:
            page.goto(self._address(question.text), wait_until="commit", timeout=PATIENCE)
            return self._visit(page, question, page.evaluate("(text) => bench.stood(text)", question.text))

    def types(self, question: Question) -> Visit:
        """Opens the page, and types the question letter by letter."""
        with self._page(STEPPED) as page:
            page.goto(self._address(), timeout=PATIENCE)
            _type(page, question.text)
            return self._visit(page, question, page.evaluate("(text) => bench.stood(text)", question.text))

    def goes_on(self, questions: Sequence[Question]) -> list[float]:
        """Ms from question to titles, at one page: of each question but the first, and then of all once more."""
        with self._page(Speed()) as page:
            page.goto(self._address(), timeout=PATIENCE)
            return [self._paste(page, question) for question in (*questions, *questions)][1:]

    def waits(self, questions: Sequence[Question]) -> Longest:
        """Pastes the questions at one page with a slow processor, then types the last one."""
        with self._page(Speed()) as page:
            slow = page.context.new_cdp_session(page)
            slow.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
            page.goto(self._address(), timeout=PATIENCE)
            self._hush(page)
            opened = page.evaluate("() => performance.now()")
            for question in questions:
                self._paste(page, question)
            asked = page.evaluate("() => performance.now()")
            page.fill("input[name=q]", "")
            _type(page, questions[-1].text)
            self._hush(page)
            tasks = page.evaluate("() => bench.tasks")
        return Longest(_longest(tasks, 0, opened), _longest(tasks, opened, asked), _longest(tasks, asked))

    @contextmanager
    def _page(self, speed: Speed) -> Iterator[Page]:
        self.line.clear()
        self.line.speed = speed
        context = self.browser.new_context(viewport={"width": 1280, "height": 900}, service_workers="block")
        context.add_init_script(path=WATCH)
        try:
            yield context.new_page()
        finally:
            context.close()
            self.line.speed = Speed()

    def _address(self, question: str = "") -> str:
        return f"{self.line.address}/zoeken.html" + (f"?q={quote(question)}" if question else "")

    def _paste(self, page: Page, question: Question) -> float:
        ms: float = page.evaluate("(text) => bench.paste(text)", question.text)["ms"]
        self._hush(page)
        return ms

    def _hush(self, page: Page) -> None:
        """Wait until nothing has gone over the line for a while."""
        begun = time.time()
        while min(self.line.quiet_for(), time.time() - begun) < QUIET:
            page.wait_for_timeout(50)

    def _visit(self, page: Page, question: Question, stood: dict[str, float], opened: float = 0) -> Visit:
        self._hush(page)
        entries: list[tuple[str, float]] = page.evaluate(ISSUED)
        for worker in page.workers:
            entries += worker.evaluate(ISSUED)
        issued = {urlsplit(address).path: begun / 1000 for address, begun in entries}
        files = [Asked(s.path, issued.get(s.path, s.begun), s.ended, s.size) for s in self.line.sent]
        return Visit(question, tuple(files), opened + stood["ms"], stood["seen"] / 1000)


def _type(page: Page, text: str) -> None:
    page.focus("input[name=q]")
    page.keyboard.type(text, delay=KEY)


def _longest(tasks: Sequence[dict[str, Any]], start: float, end: float = float("inf")) -> float:
    return max((task["ms"] for task in tasks if start <= task["start"] < end), default=0)
