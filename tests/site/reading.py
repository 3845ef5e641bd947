"""What a test sees of a page: its elements with their attributes, its text, and whether its structure is sound."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset({"meta", "link", "input", "img", "br", "hr", "path", "circle", "rect"})


@dataclass(frozen=True, slots=True)
class Element:
    """A start tag."""

    tag: str
    attributes: dict[str, str]


@dataclass(slots=True)
class Reading(HTMLParser):
    """The page, read once. `broken` names end tags that close nothing and elements that stay open."""

    html: str
    elements: list[Element] = field(default_factory=list)
    texts: list[tuple[str, str]] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    _open: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        HTMLParser.__init__(self)
        self.feed(self.html)
        self.close()
        self.broken += self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the element."""
        self.elements.append(Element(tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element that closes itself (in SVG)."""
        self.elements.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        """Close the innermost element, which must be this one."""
        if not self._open or self._open.pop() != tag:
            self.broken.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        """Note the text with the element that holds it."""
        if data.strip() and self._open:
            self.texts.append((self._open[-1], data))

    def all(self, tag: str) -> Iterator[dict[str, str]]:
        """The attributes of each element with this tag."""
        return (element.attributes for element in self.elements if element.tag == tag)

    def text(self, tag: str) -> list[str]:
        """The texts that stand right in elements with this tag."""
        return [text for holder, text in self.texts if holder == tag]

    def words(self) -> str:
        """All text that a reader sees, on one line."""
        seen = (text for holder, text in self.texts if holder not in {"script", "title"})
        return " ".join(" ".join(seen).split())
