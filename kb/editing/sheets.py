"""What stands in a Word file, a workbook or a CSV file, by label and heading, before anybody says what it means."""

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import islice
from pathlib import Path

from msgspec import Struct, field

from kb.editing.limited import within_limits
from kb.editing.markdown import Block, blocks
from kb.editing.unpack import looked_at, read_limited
from kb.editing.unstyled import meant
from kb.problems import KbError

Knows = Callable[[str], bool]
"""True for a label that means a field or a heading of a practice."""

MAX_ROWS, MAX_COLUMNS = 1000, 200
_LABEL_LINE = re.compile(r"^\**([^:*]{2,60}?)\s*:\s*\**\s*(.*)$", re.DOTALL)
_UNREADABLE = (LookupError, ValueError, ArithmeticError, AttributeError, TypeError, RuntimeError, OSError)
"""What the packages raise on a file that no program of an office wrote; one too deep in itself is a RuntimeError."""

_SEARCHED = 10  # rows in which the labels of a table are looked for
_FEW = 2  # known labels that make a row of labels
_STYLES = "\n".join(
    (
        *(f"p[style-name='{name}'] => h1.titel:fresh" for name in ("Title", "Titel")),
        *(f"p[style-name='toc {depth}'] => !" for depth in range(1, 10)),  # a table of contents that Word made
    )
)


class Draft(Struct, frozen=True):
    """One practice as it was sent: its title (or empty), the answers by label, the texts by heading.

    `lost` says in Dutch what could not be taken along.
    """

    title: str
    answers: tuple[tuple[str, str], ...]
    sections: tuple[tuple[str, str], ...] = ()
    lost: tuple[str, ...] = ()


def read_drafts(path: Path, knows: Knows) -> tuple[Draft, ...]:
    """The practices in a file: one in a Word file, one a row in a table. KbError when it can't be read."""
    return within_limits(lambda: _drafts(path, knows), path)


def _drafts(path: Path, knows: Knows) -> tuple[Draft, ...]:
    data = read_limited(path)
    match path.suffix.lower():
        case ".docx":
            return (_word(looked_at(data, path), path, knows),)
        case ".xlsx":
            return _tables(_workbook(looked_at(data, path), path), knows, path)
        case ".csv":
            return _tables([_csv(data, path)], knows, path)
    raise KbError(f"{path} kunnen we niet lezen. Sla het op als .docx, .xlsx of .csv.")


def _word(data: bytes, path: Path, knows: Knows) -> Draft:
    import mammoth  # noqa: PLC0415 - only who imports a Word file needs it

    try:
        html = mammoth.convert_to_html(
            io.BytesIO(data),
            style_map=_STYLES,
            include_embedded_style_map=False,  # the sender's file decides nothing here
            external_file_access=False,
            convert_image=mammoth.images.img_element(lambda _: {"src": ""}),
        ).value
    except _UNREADABLE as wrong:
        raise KbError(f"{path} is geen Word-bestand dat we kunnen lezen.") from wrong
    found, pictures = blocks(html)
    return _Sorting(knows).sorted(meant(found), pictures)


class _Sorting(Struct):
    """Sorts the blocks of a text into answers and sections."""

    knows: Knows
    title: str = ""
    answers: list[tuple[str, str]] = field(default_factory=list)
    sections: list[tuple[str, list[str]]] = field(default_factory=list)

    def sorted(self, found: Sequence[Block], pictures: int) -> Draft:
        """The draft of these blocks."""
        top = _title_of(found)
        headings = [block.kind for block in found if block is not top and block.kind in ("h1", "h2")]
        level = min(headings, default="h1")
        for block in found:
            if block is top:
                self.title = block.text
            elif block.kind == level:
                self.sections.append((block.text, []))
            else:
                self._add(block)
        lost = (f"{pictures} afbeelding(en): zet die zelf in `_media/`, met een beschrijving.",) if pictures else ()
        texts = tuple((heading, "\n\n".join(parts)) for heading, parts in self.sections if parts)
        return Draft(self.title, tuple(self.answers), texts, lost)

    def _add(self, block: Block) -> None:
        pairs = list(_pairs(block, self.knows))
        if pairs:
            self.answers += pairs
            return
        if not self.sections:
            self.sections.append(("", []))
        level = "### " if block.kind.startswith("h") else ""
        self.sections[-1][1].append(level + block.markdown)


def _title_of(found: Sequence[Block]) -> Block | None:
    """The block in the style Title, or else the one heading of the first level above others."""
    styled = next((block for block in found if block.kind == "title"), None)
    first = [block for block in found if block.kind == "h1"]
    deeper = any(block.kind == "h2" for block in found)
    return styled or (first[0] if len(first) == 1 and deeper else None)


def _pairs(block: Block, knows: Knows) -> Iterator[tuple[str, str]]:
    """Labels with their answers: a table of two columns, or lines `label: answer`; none when a label is unknown."""
    if block.kind == "table":
        pairs = [(_plain(row[0]), row[1]) for row in block.rows if len(row) == 2]  # noqa: PLR2004 - a label and its answer
        if len(pairs) == len(block.rows) and any(knows(label) for label, _ in pairs):
            yield from pairs
        return
    lines = [_LABEL_LINE.match(line) for line in block.text.split("\n")] if block.kind == "p" else []
    if lines and all(line and knows(_plain(line[1])) for line in lines):
        yield from ((_plain(line[1]), line[2].strip()) for line in lines if line)


def _plain(text: str) -> str:
    return text.strip().strip("*").strip().rstrip(":").strip()


Row = Sequence[str]


def _tables(tables: Iterable[Sequence[Row]], knows: Knows, path: Path) -> tuple[Draft, ...]:
    """A practice a row, or one practice in a table with labels below each other; the first table that has either."""
    for rows in tables:
        for number, row in enumerate(rows[:_SEARCHED]):
            if sum(map(knows, row)) >= _FEW:
                if not any(map(any, rows[number + 1 :])):
                    raise KbError(f"In {path} staan wel kolommen, maar daaronder staat niets.")
                return tuple(_row_drafts(row, rows[number + 1 :]))
        known = [row for row in rows if row and knows(row[0])]
        if len(known) >= _FEW:
            answers = ((row[0], next((cell for cell in row[1:] if cell), "")) for row in rows if row and row[0])
            return (Draft("", tuple(answers)),)
    raise KbError(f"In {path} staan geen kolommen die we kennen. Noem ze bijvoorbeeld Titel, Samenvatting en Regio.")


def _row_drafts(labels: Row, rows: Iterable[Row]) -> Iterator[Draft]:
    for row in rows:
        if any(row):
            # A cell without label is kept too: it belongs to what could not be placed.
            names = [*labels, *[""] * (len(row) - len(labels))]
            yield Draft(
                "", tuple((name or "(zonder kop)", cell) for name, cell in zip(names, row, strict=False) if cell)
            )


def _workbook(data: bytes, path: Path) -> Iterator[Sequence[Row]]:
    import openpyxl  # noqa: PLC0415 - only who imports a workbook needs it

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # what the file says of its size is not to be trusted
            rows = sheet.iter_rows(max_row=MAX_ROWS + 1, max_col=MAX_COLUMNS + 1, values_only=True)
            yield _not_too_large([tuple(map(_cell, row)) for row in rows], path)
    except _UNREADABLE as wrong:
        raise KbError(f"{path} is geen Excel-bestand dat we kunnen lezen.") from wrong


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).replace("\r\n", "\n").replace("_x000D_", "").strip()


def _text(data: bytes) -> str:
    """The text of a table as spreadsheet programs save it: UTF-8, "Unicode-tekst", or the letters of old Windows."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _not_too_large(rows: Sequence[Row], path: Path) -> Sequence[Row]:
    """The rows. KbError when there are more, or longer ones, than we read: nothing is left out in silence."""
    if len(rows) > MAX_ROWS:
        raise KbError(f"{path} heeft meer dan {MAX_ROWS} rijen. Verdeel het over meer bestanden.")
    if any(any(row[MAX_COLUMNS:]) for row in rows):
        raise KbError(f"{path} heeft meer dan {MAX_COLUMNS} kolommen. Haal weg wat niet nodig is.")
    return rows


def _csv(data: bytes, path: Path) -> Sequence[Row]:
    text = _text(data)
    first = text.partition("\n")[0]
    separator = max(";\t,", key=first.count)
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        filled = list(islice(filter(any, rows), MAX_ROWS + 1))  # below a table Excel may write many lines of separators
    except csv.Error as wrong:
        raise KbError(f"{path} is geen CSV-bestand dat we kunnen lezen.") from wrong
    return _not_too_large([tuple(cell.replace("\r\n", "\n").strip() for cell in row) for row in filled], path)
