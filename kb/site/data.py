"""The practices as open data: JSON with everything that is public, CSV with one line a practice."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Any

from msgspec import json
from msgspec.structs import asdict

from kb.model import Facet, Practice, Result, Settings, WholePractice
from kb.site import addresses, words
from kb.site.schema import file_header

BETWEEN = " | "
"""Between the values of one cell; a semicolon separates cells, and terms have commas in them."""

BOM = "\ufeff"
"""What tells a spreadsheet program that a text is UTF-8."""

RECORDS = (
    *("partners", "funding", "preconditions", "results", "evidence"),
    *("adopted_from", "adopted_by", "documents", "sources"),
)
"""The fields that are lists of records."""


_BEGINS, _BETWEEN, _ENDS = b',\n "practices": [\n  ', b",\n  ", b"\n ]\n}\n"
"""Where the practices of that file begin, one ends and they all do."""

_NEXT = _BETWEEN + b"{"
"""Where one ends and the next begins; nothing within one is on such a line."""

Record = bytes | memoryview
"""The text of a practice in that file, or the place where it stands in one: thirty megabytes are not copied for it."""


def as_json(records: Sequence[Record], facets: tuple[Facet, ...], settings: Settings) -> bytes:
    """All practices with the keys of the front matter, from the text of each (`json_record`)."""
    head = {
        **file_header(),
        "title": settings.title,
        "publisher": settings.publisher,
        "licence": settings.content_licence,
        "facets": {facet.name: {term.id: term.label for term in facet.terms} for facet in facets},
    }
    told = _json(head).removesuffix(b"\n}")
    if not records:
        return told + b',\n "practices": []\n}\n'
    between = (part for record in records for part in (_BETWEEN, record))
    return b"".join([told, _BEGINS, *islice(between, 1, None), _ENDS])


def json_record(practice: WholePractice, facets: tuple[Facet, ...], settings: Settings) -> bytes:
    """One practice in that file; no e-mail address and no telephone number."""
    return _json(public_record(practice, facets, settings)).replace(b"\n", b"\n  ")


def records_of(data: bytes) -> dict[str, Record]:
    """The texts of the practices in a file that `as_json` made, by id."""
    found: dict[str, Record] = {}
    whole, end = memoryview(data), len(data) - len(_ENDS)
    start = data.find(_BEGINS) + len(_BEGINS)
    while len(_BEGINS) <= start < end:
        stop = data.find(_NEXT, start, end)
        stop = end if stop < 0 else stop
        found[_id(data, start)] = whole[start:stop]
        start = stop + len(_BETWEEN)
    return found


def with_records(data: bytes, records: Iterable[bytes]) -> bytes | None:
    """A file that `as_json` made, with these texts in the place of those of the same practices.

    None where one of them is not in it.
    """
    whole, end = memoryview(data), 0
    parts: list[Record] = []
    for start, record in sorted((_start(data, record), record) for record in records):
        if start < end:
            return None
        stop = data.find(_NEXT, start)
        parts += [whole[end:start], record]
        end = len(data) - len(_ENDS) if stop < 0 else stop
    return b"".join([*parts, whole[end:]])


def _start(data: bytes, record: bytes) -> int:
    """Where the text of the same practice begins; below zero where it is not there."""
    begin = record[: record.index(b"\n", record.index(b"\n") + 1) + 1]
    at = data.find(b"\n  " + begin)
    return at if at < 0 else at + len(b"\n  ")


def _id(data: bytes, start: int) -> str:
    """The id of the practice whose text begins there: it stands first."""
    return data[start : data.index(b"\n", start + 2)].split(b'"')[3].decode()


def _json(value: object) -> bytes:
    return json.format(json.encode(value), indent=1)


def as_csv(head: str, lines: Iterable[str]) -> bytes:
    """A table that Dutch spreadsheet programs open at once: BOM, semicolons, CRLF, no cell that runs as a formula."""
    return (BOM + head + "".join(lines)).encode()


def csv_head(practices: Iterable[Practice], facets: tuple[Facet, ...], settings: Settings) -> str:
    """The line with the heads of the columns."""
    some = next(iter(practices), None)
    return _line([head for head, _ in _columns(some, facets, settings)] if some else ["id"])


def csv_line(practice: Practice, facets: tuple[Facet, ...], settings: Settings) -> str:
    """The line of a practice; the browser puts such lines together too."""
    return _line([text for _, text in _columns(practice, facets, settings)])


def _line(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line, delimiter=";", lineterminator="\r\n").writerow([safe_cell(text) for text in cells])
    return line.getvalue()


def safe_cell(text: str) -> str:
    """The text on one line, and with a quote before it where a spreadsheet would take it for a formula."""
    line = re.sub(r"[\x00-\x1f\x7f]+", " ", text)
    return f"'{line}" if re.match(r"\s*[=+\-@＝＋－＠]", line) else line


def public_record(practice: WholePractice, facets: tuple[Facet, ...], settings: Settings) -> dict[str, Any]:
    """One practice as anybody may read it.

    Fields that are not filled in are left out; `unknown` names those that nobody knows.
    """
    plain = (
        *("municipalities", "lead_time", "core_elements", "adaptable", "keywords"),
        *("related", "replaced_by", "aliases", "language"),
    )
    record: dict[str, Any] = {
        "id": practice.id,
        "url": settings.base_url + addresses.practice(practice.id),
        "title": practice.title,
        "summary": practice.summary,
        **{facet.name: practice.facets.get(facet.name) for facet in facets},
        "organisation": _filled(practice.organisations),
        **{name: getattr(practice, name) for name in plain},
        **{name: _filled(getattr(practice, name)) for name in RECORDS},
        **{name: _public(getattr(practice, name)) for name in ("period", "scale", "cost", "image")},
        "contact": _contact(practice),
        "sections": [{"heading": section.heading, "text": section.text} for section in practice.sections],
        "level": practice.level.name,
        "licence": practice.licence or settings.content_licence,
        "added": _day(practice.added),
        "reviewed": _day(practice.reviewed),
        "review_months": practice.review_months,
        "unknown": sorted(practice.unknown),
    }
    return {key: value for key, value in record.items() if value}


def _contact(practice: Practice) -> dict[str, str]:
    contact = practice.contact
    if not contact:
        return {}
    public = {"organisation": contact.organisation, "function": contact.function, "url": contact.url}
    return {key: value for key, value in public.items() if value}


def _filled(records: Iterable[Any]) -> list[dict[str, Any]]:
    return [_public(record) for record in records]


def _public(record: Any) -> dict[str, Any]:  # noqa: ANN401 - any record of the model
    """A record of the model without its empty fields; a `must` that is false says something, so it stays."""
    values = asdict(record) if record else {}
    return {key: value for key, value in values.items() if value or value is False}


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _columns(practice: Practice, facets: tuple[Facet, ...], settings: Settings) -> Iterator[tuple[str, str]]:
    """The cells of one line, each with the head of its column."""
    period, cost, scale = practice.period, practice.cost, practice.scale
    yield "id", practice.id
    yield "titel", practice.title
    yield "samenvatting", practice.summary
    yield "organisaties", BETWEEN.join(organisation.name for organisation in practice.organisations)
    yield "partners", BETWEEN.join(partner.name for partner in practice.partners)
    for facet in facets:
        labels = (facet.term(term_id).label for term_id in practice.facets.get(facet.name, ()))
        yield facet.label.lower(), BETWEEN.join(labels)
    yield "gemeenten", BETWEEN.join(practice.municipalities)
    yield "begin", period.start if period else ""
    yield "einde", period.end if period else ""
    yield "kosten", words.COST_BANDS.get(cost.band, cost.band) if cost else ""
    yield "invoeren duurt", words.LEAD_TIMES.get(practice.lead_time, practice.lead_time)
    yield "deelnemers", scale.participants if scale else ""
    yield "resultaten", BETWEEN.join(_result(result) for result in practice.results)
    yield "niveau", practice.level.name
    yield "toegevoegd", _day(practice.added)
    yield "nagekeken", _day(practice.reviewed)
    yield "bronnen", BETWEEN.join(source.url or source.title for source in practice.sources)
    yield "pagina", settings.base_url + addresses.practice(practice.id)


def _result(result: Result) -> str:
    return f"{result.indicator}: {' '.join(filter(None, (result.value, result.unit)))}"
