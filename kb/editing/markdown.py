"""Simple HTML, as a Word file gives it, as blocks of Markdown: nothing active, and nothing lost unseen."""

import re
from html.parser import HTMLParser

from msgspec import Struct, field

from kb.content.values import is_web_address

_MARKS = {"strong": "**", "em": "*", "b": "**", "i": "*"}
_ENTITY = re.compile(r"&(?=#?\w+;)")
_SPECIAL = re.compile(r"([\\`*_\[\]])")
_LINE_START = re.compile(r"^(\s*\d*)([#>+.)-])(?=\s)", re.MULTILINE)
_MANY_SPACES = re.compile(r"[ \t\r\n\f\v\xa0]+")


class Block(Struct):
    """One block: `kind` is h1 to h6, title, p, list or table. Rows are those of a table, as Markdown by cell."""

    kind: str
    text: str = ""
    rows: list[list[str]] = field(default_factory=list)

    @property
    def markdown(self) -> str:
        """The block as Markdown."""
        if self.kind != "table":
            return self.text
        width = max((len(row) for row in self.rows), default=0)
        rows = [[*(_cell(cell) for cell in row), *[""] * (width - len(row))] for row in self.rows]
        lines = [f"| {' | '.join(row)} |" for row in rows]
        return "\n".join([*lines[:1], f"|{'---|' * width}", *lines[1:]])


def blocks(html: str) -> tuple[list[Block], int]:
    """The blocks of a text, and the number of pictures that were left out."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end_block()
    return [block for block in reader.found if block.text.strip() or block.rows], reader.pictures


class _Reader(HTMLParser):
    """Collects text between the tags that matter; a tag that it does not know is only its text."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Block] = []
        self.pictures = 0
        self._kind = "p"
        self._text: list[str] = []
        self._lists: list[int] = []  # for each list around: the number of its next item, 0 for bullets
        self._links: list[tuple[str, int]] = []
        self._tables: list[list[list[str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin what the tag begins."""
        given = dict(attrs)
        if tag in _MARKS:
            self._text.append(f"\0{_MARKS[tag]}")
        elif tag == "a":
            self._links.append((given.get("href") or "", len(self._text)))
        elif tag == "br":
            self._text.append("\n")
        elif tag == "img":
            self.pictures += 1
        elif tag in ("table", "tr"):
            self._row(tag)
        elif not self._tables:
            self._open(tag, given.get("class") or "")

    def _row(self, tag: str) -> None:
        if tag == "table":
            self.end_block()
            self._tables.append([])
        elif self._tables:
            self._tables[-1].append([])

    def _open(self, tag: str, style: str) -> None:
        """Begin a block; one in a cell of a table is text of that cell."""
        if tag in ("ul", "ol"):
            if not self._lists:
                self.end_block()
            self._lists.append(int(tag == "ol"))
        elif tag == "li":
            self._item()
        elif tag in ("h1", "h2", "h3", "h4", "h5", "h6", "p") and not self._lists:
            self.end_block()
            self._kind = "title" if style == "titel" else tag

    def handle_endtag(self, tag: str) -> None:
        """End what the tag ends."""
        if tag in _MARKS:
            self._text.append(f"{_MARKS[tag]}\0")
        elif tag == "a" and self._links:
            self._link(*self._links.pop())
        elif tag in ("ul", "ol") and self._lists:
            self._lists.pop()
            if not self._lists:
                self.end_block()
        elif tag in ("td", "th") and self._tables and self._tables[-1]:
            self._tables[-1][-1].append(self._taken())
        elif tag == "table" and self._tables:
            self._table(self._tables.pop())
        elif tag in ("p", "li"):
            self._text.append("\n" if self._lists or self._tables else "")

    def handle_data(self, data: str) -> None:
        """Text, in which nothing is a mark of Markdown."""
        self._text.append(_escaped(_MANY_SPACES.sub(" ", data)))

    def end_block(self) -> None:
        """Keep what was collected as a block."""
        text = self._taken()
        if text:
            self.found.append(Block(self._kind, text))
        self._kind = "p"

    def _item(self) -> None:
        self._kind = "list"
        number = self._lists[-1] if self._lists else 0
        if number:
            self._lists[-1] += 1
        self._text.append(f"\n{'    ' * (len(self._lists) - 1)}{f'{number}.' if number else '-'} ")

    def _link(self, address: str, start: int) -> None:
        text = _unmarked("".join(self._text[start:])).strip()
        if text and is_web_address(address):
            safe = f"<{address}>" if re.search(r"[()]", address) else address
            self._text[start:] = [f"[{text}]({safe})"]

    def _table(self, rows: list[list[str]]) -> None:
        if self._tables:  # a table in a cell: its text stays in that cell
            self._text.append("\n".join(" ".join(row) for row in rows))
        elif any(cell for row in rows for cell in row):
            self.found.append(Block("table", rows=[row for row in rows if any(row)]))

    def _taken(self) -> str:
        text, self._text = "".join(self._text), []
        whole = _unmarked(text, keep=True).split("\n")
        lines = (line.rstrip() if self._kind == "list" else line.strip() for line in whole)
        return "\n".join(line for line in lines if line.strip()).strip("\n")


def _unmarked(text: str, *, keep: bool = False) -> str:
    """Marks of bold and italic where they hold something (`keep`), and without the spaces that would break them."""
    pattern = re.compile(r"\0(\*{1,2})([^\0]*?)\1\0")
    while pattern.search(text):
        text = pattern.sub(lambda found: _marked(found[1], found[2]) if keep else found[2], text)
    return re.sub(r"\0\*{0,2}|\*{1,2}\0", "", text)


def _marked(mark: str, text: str) -> str:
    inside = text.strip()
    if not inside or "\n" in inside:
        return text
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{before}{mark}{inside}{mark}{after}"


def _escaped(text: str) -> str:
    text = _SPECIAL.sub(r"\\\1", _ENTITY.sub("&amp;", text.replace("\0", "")).replace("<", "&lt;"))
    return _LINE_START.sub(r"\1\\\2", text)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
