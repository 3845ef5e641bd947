"""Looks at pages in a real browser as a victim would: what ran, what left, and what came into the page."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from html.parser import HTMLParser
from typing import TypedDict

from playwright.sync_api import Browser, BrowserContext, Dialog, Page, Route

LOOK = """() => {
  const shapes = new Set(), odd = [], ids = new Set();
  let scripts = 0;
  for (const element of document.querySelectorAll("*")) {
    const names = element.getAttributeNames();
    shapes.add(`${element.localName} ${names.sort().join(" ")}`.toLowerCase());
    if (element.localName === "script") scripts += 1;
    if (element.id && ids.has(element.id)) odd.push(`two elements have the id ${element.id}`);
    ids.add(element.id);
    for (const name of names) {
      const value = element.getAttribute(name);
      if (/^on|^(style|srcdoc|autofocus|nonce|integrity|background|ping)$/i.test(name)) odd.push(`${name}=${value}`);
      if (element.matches("head > link[rel=icon]") && value.startsWith("data:image/svg+xml,")) continue; // ours
      if (!/^(href|src|action|formaction|data|poster|srcset|cite|longdesc|xlink:href)$/i.test(name)) continue;
      const protocol = new URL(value, document.baseURI).protocol;
      if (!["http:", "https:", "file:", "mailto:", "tel:"].includes(protocol)) odd.push(`${name}=${value}`);
    }
  }
  if (window.length) odd.push("a frame");
  return {shapes: [...shapes], odd, scripts};
}"""

STANDS = """() => {
    const list = document.getElementById("resultaten");
    if (list?.tagName !== "OL") return true;
    if (list.getAttribute("aria-busy") !== "false") return false;
    return list.children.length === 0 || list.querySelector("button") !== null;
}"""


class FileDigests(TypedDict):
    """What stands in a page: its kinds of elements with their attributes, what should not be there, and its scripts."""

    shapes: list[str]
    odd: list[str]
    scripts: int


@dataclass(frozen=True, slots=True)
class Probe:
    """A browser window that keeps count: `ran` are the numbers of the vectors that ran, `asked` requests elsewhere."""

    page: Page
    address: str
    ran: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def look(self, path: str) -> FileDigests:
        """Open a page and see what stands in it, once its search answered and what keeps practices is there."""
        self.page.goto(self.address + path)
        self.page.wait_for_function(STANDS)
        seen: FileDigests = self.page.evaluate(LOOK)
        return seen

    @property
    def trouble(self) -> dict[str, list[str]]:
        """All that should not have happened so far; empty when nothing did."""
        found = {"ran": self.ran, "asked": self.asked, "said": self.said}
        return {name: lines for name, lines in found.items() if lines}


class _Shapes(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Called by the parser."""
        self.found.add(f"{tag} {' '.join(sorted(name for name, _ in attrs))}".lower())


def shapes(html: str) -> set[str]:
    """The kinds of elements with their attributes in a page as it stands on disk, named as `look` names them."""
    parser = _Shapes()
    parser.feed(html)
    return parser.found


@contextmanager
def probing(browser: Browser, address: str) -> Iterator[Probe]:
    """A window for the site at `address`; whatever it asks for elsewhere is noted and refused."""
    context = browser.new_context()
    probe = Probe(context.new_page(), address)
    _listen(context, probe)
    yield probe
    context.close()


def _listen(context: BrowserContext, probe: Probe) -> None:
    def refuse(route: Route) -> None:
        probe.asked.append(route.request.url)
        route.abort()

    context.expose_function("pwn", lambda number=0: probe.ran.append(str(number)))
    context.route(re.compile(f"^(?!{re.escape(probe.address)}|data:)"), refuse)
    page = probe.page
    page.on("console", lambda message: probe.said.append(message.text))
    page.on("pageerror", lambda error: probe.said.append(str(error)))
    page.on("dialog", partial(_note_dialog, probe))
    page.on("popup", lambda popup: probe.asked.append(popup.url))
    page.on("download", lambda download: probe.asked.append(download.url))
    page.on("response", lambda response: _note_missing(probe, response.status, response.url))


def _note_dialog(probe: Probe, dialog: Dialog) -> None:
    probe.ran.append(dialog.message)
    dialog.dismiss()


def _note_missing(probe: Probe, status: int, url: str) -> None:
    if status >= 400:  # somebody put an address in the page
        probe.asked.append(f"{status}: {url}")
