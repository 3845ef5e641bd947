"""Python-Markdown, set up for texts that may hold no HTML: one instance, and its tree in parts by heading."""

import html
import re
from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import ParagraphProcessor, ReferenceProcessor
from markdown.extensions.fenced_code import FencedBlockPreprocessor, FencedCodeExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import ENTITY_RE, HTML_RE, InlineProcessor
from markdown.util import AtomicString
from msgspec import Struct, field

from kb.content.listing import as_lists
from kb.content.rows import barred

MOST_SIGNS = 4 * 1024 * 1024
"""In the addresses and titles of a whole text. One that is written once may be referred to very often."""
PREFIX = "t-"
"""Stands before every id in a text, so that no text can take the id of a part of the page."""
ALIGNMENTS = {"left": "links", "center": "midden", "right": "rechts"}
"""Class of a table cell by its alignment; `style=` would be refused by the site's security policy."""
_BEFORE_REFERENCES = 17  # the place of definitions of notes among what reads blocks, as Markdown's own extension has it
_FIRST = 1000  # before all else that reads blocks
_MARK = re.compile(r"[`\\\[\]<>&*_!\x02\x03]|  \n|://")
"""What any rule for a piece of a line begins with, and what Markdown puts in the place of what it set apart."""
_SECTION_LEVELS = ("h1", "h2")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


_FENCED = re.compile(
    FencedBlockPreprocessor.FENCED_BLOCK_RE.pattern.replace("[ ]*", "[ ]*+", 1),
    FencedBlockPreprocessor.FENCED_BLOCK_RE.flags,
)
"""Takes the spaces behind a fence at once: Markdown tries them in all ways, which took 87 s for 60,000 of them."""
_ADDRESS = r"\b(https?://\w[\w-]*(?:\.\w[\w-]*)+(?::\d+)?(?:[/?#][^\s<>\"“”„`\[\]|\\\x02\x03]*)?)"
"""An address that stands in a sentence as it is."""
_BEHIND = ".,:;!?*_~'’)"
"""Signs at the end of an address that belong to its sentence; a bracket only when it was not opened in the address."""


class SwollenError(Exception):
    """The addresses and titles of a text would be far longer than the text."""


class Part(Struct, frozen=True):
    """What stands under one heading: its level (0: before the first, 2: `##`), heading and content as raw HTML."""

    level: int
    heading: str
    content: str
    is_notes: bool = False


class Rules(Struct):
    """What to do with what is met on the way: each gets it as the editor wrote it."""

    link: Callable[[str], str | None]
    """Address in, address for the page out; None leaves only the words of the link."""
    image: Callable[[str, str], str | None]
    """Address and description in, address for the page out; None leaves only the description."""
    html: Callable[[str], None]
    """Called with each piece of HTML."""
    row: Callable[[str, list[str]], None]
    """Called with the first row of each table that became a paragraph, and with the cells of its head."""
    is_outside: Callable[[str], bool]
    heading_id: Callable[[str], str]
    """Plain text of a lower heading in, its id out."""
    seen_ids: set[str] = field(default_factory=set)
    own_ids: dict[str, str] = field(default_factory=dict)
    """The id on the page by the one that Markdown gave: two that differ in a kind of space only stay two."""


class _NoHtml(InlineProcessor):
    """Leaves HTML as the text that it is, and keeps a copy to warn about."""

    found: list[str]

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:  # type: ignore[override]  # noqa: N802, ARG002 - Markdown's names
        self.found.append(m.group(1))
        return AtomicString(m.group(1)), m.start(0), m.end(0)


class _Entity(InlineProcessor):
    """Turns `&euro;` into the character that it means."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:  # type: ignore[override]  # noqa: N802, ARG002 - Markdown's names
        return AtomicString(html.unescape(m.group(1))), m.start(0), m.end(0)


class _Address(InlineProcessor):
    """Makes a link of an address that stands in a sentence as it is, as GitHub does."""

    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]  # noqa: N802, ARG002 - Markdown's names
        address = _without_signs_behind(m.group(1))
        link = Element("a", {"href": address})
        link.text = AtomicString(address)
        return link, m.start(0), m.start(0) + len(address)


def _without_signs_behind(address: str) -> str:
    end, unopened = len(address), address.count(")") - address.count("(")
    while address[end - 1] in _BEHIND and not (address[end - 1] == ")" and unopened <= 0):
        unopened -= address[end - 1] == ")"
        end -= 1
    return address[:end]


class _Footnotes(FootnoteExtension):
    """A note may not define a note: Markdown would change the list of notes while it walks along it."""

    def setFootnote(self, id: str, text: str) -> None:  # noqa: N802, A002 - Markdown's names
        """Keep the text of a note; of two notes with one name, both texts."""
        known = self.footnotes.get(id)
        super().setFootnote(id, text if known is None else f"{known}\n\n{text}")

    def makeFootnotesDiv(self, root: Element) -> Element | None:  # noqa: N802 - Markdown's name
        """Make the list of notes; what looks like a note in one of them stays the text that it is."""
        processors = self.parser.blockprocessors
        finds = processors["footnote"]
        processors.deregister("footnote")
        try:
            return super().makeFootnotesDiv(root)
        finally:
            processors.register(finds, "footnote", _BEFORE_REFERENCES)


class _References(ReferenceProcessor):
    """`[^1]: …` is a note, or the text that it is: never an address that nobody sees."""

    RE = re.compile(ReferenceProcessor.RE.pattern.replace(r"\[(", r"\[(?!\^)("), ReferenceProcessor.RE.flags)


class _Line(ParagraphProcessor):
    """One line that begins with a letter is a paragraph: nothing else need be looked for in all of it. Most blocks."""

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002 - Markdown's name
        """Whether it is one."""
        return block[:1].isalpha() and "\n" not in block


class Engine:
    """One Markdown instance, used again for every text; not to be shared between threads."""

    def __init__(self) -> None:
        footnotes = _Footnotes(BACKLINK_TITLE="Terug naar noot {} in de tekst")
        tables = TableExtension(use_align_attribute=True)
        self._markdown = Markdown(extensions=[tables, FencedCodeExtension(), footnotes, SaneListExtension()])
        blocks = self._markdown.parser.blockprocessors
        blocks.deregister("reference")
        blocks.register(_References(self._markdown.parser), "reference", _BEFORE_REFERENCES - 2)
        blocks.register(_Line(self._markdown.parser), "line", _FIRST)
        vars(self._markdown.preprocessors["fenced_code_block"])["FENCED_BLOCK_RE"] = _FENCED
        self._markdown.preprocessors.deregister("html_block")
        self._markdown.inlinePatterns.deregister("automail")
        self._html = _NoHtml(HTML_RE, self._markdown)
        self._markdown.inlinePatterns.deregister("html")
        self._markdown.inlinePatterns.register(self._html, "html", 90)
        self._markdown.inlinePatterns.register(_Address(_ADDRESS, self._markdown), "address", 100)
        self._markdown.inlinePatterns.deregister("entity")
        self._markdown.inlinePatterns.register(_Entity(ENTITY_RE, self._markdown), "entity", 80)

    def parts(self, text: str, rules: Rules) -> list[Part]:
        """The text in parts by heading; footnotes last. The HTML is raw: it still has to be cleaned.

        SwollenError when a few long addresses or titles would be repeated until the page is full of them.
        """
        markdown = self._markdown.reset()
        self._html.found = []
        lines = text.split("\n")
        for preprocessor in markdown.preprocessors:
            lines = preprocessor.run(lines)
        root = Element("div")
        markdown.parser.parseChunk(root, "\n".join(as_lists(lines)))
        for row, cells in barred(root) if "|" in text else ():
            rules.row(row, cells)
        _leave_plain(root)
        for treeprocessor in markdown.treeprocessors:
            treeprocessor.run(root)  # those in use change the tree in its place
            if markdown.references:
                _refuse_swollen(root)
        for snippet in self._html.found:
            rules.html(snippet)
        _rewrite(root, rules)
        return [self._part(group) for group in _groups(root)]

    def _part(self, group: list[Element]) -> Part:
        head = group[0] if group and group[0].tag in _SECTION_LEVELS else None
        level = int(head.tag[1]) if head is not None else 0
        body = group if head is None else group[1:]
        content = "".join(self._serialize(element) for element in body)
        is_notes = len(body) == 1 and _is_notes(body[0])
        return Part(level, "" if head is None else self._serialize(head), content, is_notes)

    def _serialize(self, element: Element) -> str:
        output = self._markdown.serializer(element)
        for postprocessor in self._markdown.postprocessors:
            output = postprocessor.run(output)
        return output


def _groups(root: Element) -> Iterator[list[Element]]:
    group: list[Element] = []
    for child in root:
        if (child.tag in _SECTION_LEVELS or _is_notes(child)) and group:
            yield group
            group = []
        group.append(child)
    if group:
        yield group


def _is_notes(element: Element) -> bool:
    return element.get("class") == "footnote"


def _refuse_swollen(root: Element) -> None:
    """As long as it is a tree, all that refer to one address share it; as HTML each has a copy."""
    if sum(len(value) for element in root.iter() for value in element.attrib.values()) > MOST_SIGNS:
        raise SwollenError


def _leave_plain(root: Element) -> None:
    """Tell Markdown of texts without any mark that there is nothing in them to look for: most texts."""
    for element in root.iter():
        if element.text and not _MARK.search(element.text):
            element.text = AtomicString(element.text)


def _rewrite(root: Element, rules: Rules) -> None:
    """Make the tree fit for a page: its links, pictures, ids, tables and lower headings."""
    top = set(root)
    for parent in list(root.iter()):
        for element in list(parent):
            if element.tag == "a":
                _rewrite_link(element, rules)
            elif element.tag == "img":
                _rewrite_image(element, rules)
            elif element.tag == "table":
                _wrap(parent, element)
            elif element.tag == "hr" and _is_notes(parent):
                parent.remove(element)  # the notes get a heading instead
            elif element.tag in ("td", "th"):
                _align(element)
            elif element.tag in _HEADINGS and not (element in top and element.tag in _SECTION_LEVELS):
                element.tag = "h3" if element.tag in _SECTION_LEVELS else element.tag
                element.set("id", rules.heading_id("".join(element.itertext())))
            elif identifier := element.get("id"):
                element.set("id", _own_id(identifier, rules))


def _rewrite_link(element: Element, rules: Rules) -> None:
    href = element.get("href", "")
    if element.get("class") in ("footnote-ref", "footnote-backref"):
        element.set("href", "#" + _own_id(href.removeprefix("#"), rules))
        return
    address = rules.link(href)
    if address is None:
        element.tag = "span"
        element.attrib.clear()
        return
    element.set("href", address)
    if rules.is_outside(address):
        element.set("class", "extern")
        element.set("rel", "external noopener")


def _own_id(identifier: str, rules: Rules) -> str:
    if identifier not in rules.own_ids:
        own = base = PREFIX + re.sub(r"\s", "-", identifier)
        number = 1
        while own in rules.seen_ids:
            number += 1
            own = f"{base}-{number}"
        rules.seen_ids.add(own)
        rules.own_ids[identifier] = own
    return rules.own_ids[identifier]


def _rewrite_image(element: Element, rules: Rules) -> None:
    address = rules.image(element.get("src", ""), element.get("alt", ""))
    if address is None:
        element.tag, element.text = "span", element.get("alt", "")
        element.attrib.clear()
        return
    element.set("src", address)


def _wrap(parent: Element, table: Element) -> None:
    """A wide table scrolls in a box of its own."""
    if parent.get("class") == "tabel":
        return
    box = Element(
        "div", {"class": "tabel", "role": "group", "aria-label": "Tabel", "tabindex": "0"}
    )  # it can be scrolled
    box.tail, table.tail = table.tail, None
    parent[list(parent).index(table)] = box
    box.append(table)


def _align(cell: Element) -> None:
    align = cell.attrib.pop("align", None)
    if align in ALIGNMENTS:
        cell.set("class", ALIGNMENTS[align])
    if cell.tag == "th":
        cell.set("scope", "col")
