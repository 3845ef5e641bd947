"""Texts and addresses that try to get out of Markdown: what reaches a page is on the allow list, for a browser too."""

import html
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from msgspec.structs import replace

from kb.content.codes import ERRORS
from kb.content.lists import read_lists
from kb.content.notes import Notes
from kb.content.practice import read_practice
from kb.content.prose import read_prose
from kb.model import AdoptedFrom, Contact, Lists, Organisation
from tests.content.pages import LISTS_FOLDER, page
from tests.hostile.payloads import ADDRESSES, CALL, ELSEWHERE, MARKDOWN
from tests.hostile.probe import Probe
from tests.site import little

pytestmark = pytest.mark.browser
Window = Callable[[Path, str], AbstractContextManager[Probe]]
FORMS = ("[x]({})", "[x](<{}>)", "[x][a]\n\n[a]: {}", "<{}>", "![x]({})", "[![x]({0})]({0})", "[x]({} 'title')")
ALLOWED = {
    *(
        "p",
        "br",
        "hr",
        "h3 id",
        "h4 id",
        "h5 id",
        "h6 id",
        "ul",
        "ol",
        "li",
        "li id",
        "blockquote",
        "pre",
        "code",
        "em",
    ),
    *("strong", "a href", "a class href rel", "a class href", "a class href title", "a class href rel title", "sup id"),
    *("a href title", "img alt src", "img alt src title", "div class", "table", "thead", "tbody", "tr", "th scope"),
    "div aria-label class role tabindex",  # round a table, so that the keyboard can scroll it
    *("td", "th class scope", "td class", "ol start"),
}
"""What a text may bring into a page: elements with their attributes."""
LOOK = """() => [...document.querySelectorAll("main .tekst *")].map(element => {
    const names = element.getAttributeNames().sort();
    const protocols = [element.href, element.src].filter(Boolean).map(address => new URL(address).protocol);
    return [[element.localName, ...names].join(" "), protocols, element.id];
})"""


def texts() -> list[str]:
    """Every text, and every address in every form of a link; each call has the number of its text."""
    forms = [form.format(address) for address in ADDRESSES for form in FORMS]
    return [text.replace(CALL, f"pwn({number})") for number, text in enumerate((*MARKDOWN, *forms))]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The texts as safe HTML on pages, whatever the checks say of them: the last door must hold too."""
    folder = tmp_path_factory.mktemp("markdown")
    pages = [texts()[start : start + 100] for start in range(0, len(texts()), 100)]
    for number, some in enumerate(pages):
        parts = [section.html for text in some for section in read_prose(text, Notes("x.md")).sections]
        whole = "".join(f"<div class=tekst>{part}</div>" for part in parts)
        (folder / f"{number}.html").write_text(
            f"<!doctype html><link rel=icon href=data:,><main>{whole}</main>", "utf-8"
        )
    return folder


@pytest.mark.parametrize("how", ["plain", "policy"])
def test_what_a_text_brings_into_a_page_is_on_the_list(
    folder: Path, window: Window, tell: Callable[..., None], how: str
) -> None:
    with window(folder, how) as probe:
        found = []
        for path in sorted(folder.iterdir()):
            probe.look(path.name)
            found += probe.page.evaluate(LOOK)
    shapes = {shape for shape, _, _ in found}
    elsewhere = [address for address in probe.asked if "/_media/" not in address and "/media/" not in address]
    tell(f"texts and addresses, {how}", vectors=len(texts()), ran=len(probe.ran), injected=len(shapes - ALLOWED))

    assert len(texts()) > 400
    assert [texts()[int(number)] for number in probe.ran] == []
    assert shapes - ALLOWED == set()
    assert {protocol for _, protocols, _ in found for protocol in protocols} <= {"http:", "https:"}
    assert [name for _, _, name in found if name and not name.startswith("t-")] == []
    assert elsewhere == []


@pytest.fixture(scope="module")
def lists() -> Lists:
    outcome = read_lists(LISTS_FOLDER, "lists")
    assert outcome.value is not None
    return outcome.value


def codes(text: str, lists: Lists) -> set[str]:
    outcome = read_practice(text.encode("utf-8", "surrogatepass"), "een.md", lists)
    return {problem.code for problem in outcome.problems}


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_that_is_none_is_told(address: str, lists: Lists) -> None:
    """As a link and in a field; where Markdown sees no link at all, it is plain text or told otherwise."""
    told = codes(page(f"[x](<{address}>)"), lists)
    assert told & ERRORS.keys() or "x]" in plain(f"[x](<{address}>)")
    quoted = html.unescape(address).replace("\\", "\\\\").replace('"', '\\"')
    quoted = "".join(f"\\u{ord(sign):04x}" if ord(sign) < ord(" ") else sign for sign in quoted)
    field = codes(page(documents=f'[{{title: x, url: "{quoted}"}}]'), lists)
    assert field & {"webadres", "stuurteken"}, address


def plain(text: str) -> str:
    """What a reader sees of a text."""
    return " ".join(section.text for section in read_prose(text, Notes("x.md")).sections)


def test_the_pages_refuse_an_address_that_the_checks_let_through() -> None:
    """A second lock: the templates print no link that a browser would run, or follow to nowhere."""
    wrong = [address for address in ADDRESSES if not address.lower().startswith(("http:", "https:"))]
    full = little.FULL
    practice = replace(
        full,
        documents=tuple(replace(full.documents[0], url=address) for address in wrong),
        sources=tuple(replace(full.sources[0], url=address) for address in wrong),
        evidence=tuple(replace(full.evidence[0], url=address) for address in wrong),
        adopted_from=tuple(AdoptedFrom(name="Elders", url=address) for address in wrong),
        organisations=tuple(Organisation(f"Boos {number}", url=address) for number, address in enumerate(wrong)),
        contact=Contact("Boos", url=wrong[0]),
    )
    written = little.page(practice)
    addresses = [html.unescape(address) for address in re.findall(r'(?:href|src|action)="([^"]*)"', written)]

    assert len(wrong) > 50
    assert [address for address in addresses if address in wrong] == []
    assert ELSEWHERE not in addresses
