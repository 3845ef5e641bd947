"""What programs read: JSON, CSV, the feed and the sitemap are valid, safe, and hold no personal address."""

import csv
import io
import json
from collections.abc import Mapping
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kb.model import Period, WholePractice
from kb.site.data import as_csv, as_json, csv_head, csv_line, json_record, records_of, safe_cell, with_records
from kb.site.feeds import atom, main_feed
from kb.site.render import json_ld
from tests.site.little import BARE, FULL, LISTS, PUBLIC, SETTINGS, TODAY

Site = Mapping[str, bytes]
ATOM = "{http://www.w3.org/2005/Atom}"
FEED = main_feed(SETTINGS)


def rows(data: bytes) -> list[dict[str, str]]:
    """The lines of a CSV file as a spreadsheet reads them."""
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_csv_is_what_a_dutch_spreadsheet_opens(site: Site) -> None:
    data = site["praktijken.csv"]

    assert data.startswith(b"\xef\xbb\xbfid;titel;")
    assert data.count(b"\n") == data.count(b"\r\n") == 4
    assert [row["id"] for row in rows(data)] == ["english", "kaal", FULL.id]
    assert rows(data)[2]["thema"] == "Taal | Zorg"
    assert rows(data)[2]["resultaten"] == "Naar een gewone baas: ongeveer de helft | Haalden hun examen: 62 procent"


@given(st.text())
def test_no_cell_runs_as_a_formula_or_breaks_its_line(text: str) -> None:
    cell = safe_cell(text)

    assert not cell.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))
    assert not set(cell) & set("\t\r\n")


@given(st.text(), st.text())
def test_what_stands_in_a_cell_can_be_read_back(title: str, summary: str) -> None:
    practice = replace(FULL, title=title, summary=summary)
    head = csv_head([practice], LISTS.facets, SETTINGS)

    row = rows(as_csv(head, [csv_line(practice, LISTS.facets, SETTINGS)]))[0]

    assert (row["titel"], row["samenvatting"]) == (safe_cell(title), safe_cell(summary))


LINES = st.lists(st.text() | st.sampled_from(["},\n  {", "\n ]\n}\n", ',\n "practices": [\n  ', '"', "\\"]), max_size=4)
"""Texts with what could look like the end of a record."""


@given(st.lists(st.tuples(LINES, LINES), max_size=3))
def test_the_records_of_a_file_are_those_it_was_made_of(told: list[tuple[list[str], list[str]]]) -> None:
    many = [
        replace(FULL, id=f"nr-{number}", title="".join(title), keywords=tuple(rest))
        for number, (title, rest) in enumerate(told)
    ]
    records = [json_record(one, LISTS.facets, SETTINGS) for one in many]
    settings = replace(SETTINGS, title="".join(told[0][0])) if told else SETTINGS

    assert records_of(as_json(records, LISTS.facets, settings)) == {
        one.id: record for one, record in zip(many, records, strict=True)
    }


@given(st.lists(st.tuples(LINES, LINES, LINES), min_size=1, max_size=3), st.sets(st.integers(0, 2)))
def test_a_file_with_other_records_is_as_if_made_of_those(
    told: list[tuple[list[str], list[str], list[str]]], changed: set[int]
) -> None:
    def record(number: int, title: list[str], rest: list[str]) -> bytes:
        one = replace(FULL, id=f"nr-{number}", title="".join(title), keywords=tuple(rest))
        return json_record(one, LISTS.facets, SETTINGS)

    before = [record(number, title, rest) for number, (title, rest, _) in enumerate(told)]
    now = {number: record(number, other, rest) for number, (_, rest, other) in enumerate(told) if number in changed}
    after = [now.get(number, old) for number, old in enumerate(before)]

    data = as_json(before, LISTS.facets, SETTINGS)
    assert with_records(data, now.values()) == as_json(after, LISTS.facets, SETTINGS)
    assert with_records(data, [record(9, [], [])]) is None


def test_without_practices_there_is_still_a_table() -> None:
    assert as_csv(csv_head([], LISTS.facets, SETTINGS), []) == b"\xef\xbb\xbfid\r\n"


def test_json_has_all_that_is_public(site: Site) -> None:
    whole = json.loads(site["praktijken.json"])
    full = whole["practices"][2]

    assert whole["facets"]["region"]["twente"] == "Twente"
    assert full["results"][1] == {
        "indicator": "Haalden hun examen",
        "value": "62",
        "unit": "procent",
        "before": "31",
        "period": "2016",
        "source": 1,
    }
    assert [need["must"] for need in full["preconditions"]] == [True, False]
    assert full["sections"][1] == {"heading": "Wat heb je nodig", "text": "Tijd."}
    assert whole["practices"][1]["unknown"] == ["cost", "funding", "results"]


PUBLIC_FILES = ["praktijken.json", "praktijken.csv", "feed.xml", "regio/twente.xml", f"praktijken/{FULL.id}.md"]


@pytest.mark.parametrize("path", PUBLIC_FILES)
def test_open_data_holds_no_personal_address(site: Site, path: str) -> None:
    assert b"an@werkplaats" not in site[path]
    assert b"053 123" not in site[path]


def test_the_feed_is_atom(site: Site) -> None:
    feed = ET.fromstring(site["feed.xml"])  # noqa: S314 - we made it ourselves
    entries = feed.findall(f"{ATOM}entry")

    assert feed.findtext(f"{ATOM}id") == "tag:wat-werkt-waar.invalid,2025:index.html"
    assert feed.findtext(f"{ATOM}updated") == "2025-05-01T00:00:00Z"
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "De redactie"
    assert [entry.findtext(f"{ATOM}title") for entry in entries] == [FULL.title]


@pytest.mark.parametrize(
    ("practice", "kind", "said"),
    [
        (replace(BARE, added=date(2024, 1, 2)), "nieuw", "Nieuw op 2 januari 2024. Er is weinig"),
        (replace(BARE, added=date(2024, 1, 2), reviewed=date(2024, 1, 2)), "nieuw", "Nieuw op 2 januari 2024. Er is"),
        (FULL, "nagekeken", "Nagekeken op 1 mei 2025. Nieuwkomers leerden"),
        (replace(BARE, period=Period("2014", "2016")), "eerder", "Van eerder. Er is weinig"),
    ],
    ids=["added", "looked at on the day it came", "looked at later", "only a period"],
)
def test_new_and_looked_at_are_told_apart(practice: WholePractice, kind: str, said: str) -> None:
    entry = ET.fromstring(atom(FEED, [practice], SETTINGS, TODAY)).find(f"{ATOM}entry")  # noqa: S314 - we made it
    assert entry is not None

    assert [category.get("term") for category in entry.findall(f"{ATOM}category")] == [kind]
    assert (entry.findtext(f"{ATOM}summary") or "").startswith(said)


def test_each_term_with_practices_has_a_feed_that_its_page_names(site: Site) -> None:
    feed = ET.fromstring(site["thema/taal.xml"])  # noqa: S314 - we made it ourselves
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    entry = feed.find(f"{ATOM}entry/{ATOM}link")
    assert entry is not None

    assert feed.findtext(f"{ATOM}title") == "Taal – Wat werkt waar"
    assert links == {"alternate": "../thema/taal.html", "self": "../thema/taal.xml"}
    assert entry.get("href") == f"../praktijken/{FULL.id}.html"
    assert b'title="Taal \xe2\x80\x93 Wat werkt waar" href="../thema/taal.xml"' in site["thema/taal.html"]
    assert "thema/geld.xml" not in site


def test_ids_of_the_feed_are_addresses_where_there_is_one(public_site: Site) -> None:
    feed = ET.fromstring(public_site["feed.xml"])  # noqa: S314 - we made it ourselves

    assert feed.findtext(f"{ATOM}entry/{ATOM}id") == f"https://voorbeeld.nl/kennis/praktijken/{FULL.id}.html"


@pytest.mark.parametrize(
    ("practice", "updated"),
    [
        (replace(BARE, added=date(2024, 1, 2)), "2024-01-02T00:00:00Z"),
        (replace(BARE, added=date(2024, 1, 2), reviewed=date(2025, 3, 4)), "2025-03-04T00:00:00Z"),
        (replace(BARE, period=Period("2014", "2016-07")), "2016-07-01T00:00:00Z"),
        (replace(BARE, period=Period("2014", "2016")), "2016-01-01T00:00:00Z"),
        (replace(BARE, period=Period("2014", "2031")), "2026-03-15T00:00:00Z"),
        (replace(BARE, period=Period("2014")), None),
    ],
    ids=["added", "reviewed", "end of the period", "a year", "never later than today", "no date: no entry"],
)
def test_when_a_practice_changed(practice: WholePractice, updated: str | None) -> None:
    feed = ET.fromstring(atom(FEED, [practice], SETTINGS, TODAY))  # noqa: S314 - we made it ourselves

    assert feed.findtext(f"{ATOM}entry/{ATOM}updated") == updated


@given(st.text())
def test_any_title_gives_a_feed_that_can_be_read(title: str) -> None:
    ET.fromstring(atom(FEED, [replace(FULL, title=title)], SETTINGS, TODAY))  # noqa: S314 - we made it ourselves


def test_the_sitemap_names_what_is_worth_finding(site: Site, public_site: Site) -> None:
    sitemap = ET.fromstring(public_site["sitemap.xml"])  # noqa: S314 - we made it ourselves
    places = {url[0].text: url[1].text if len(url) > 1 else "" for url in sitemap}

    assert places[f"{PUBLIC.base_url}praktijken/{FULL.id}.html"] == "2025-05-01"
    assert PUBLIC.base_url in places
    assert not {f"{PUBLIC.base_url}404.html", f"{PUBLIC.base_url}regio/achterhoek.html"} & set(places)
    assert "sitemap.xml" not in site


def test_json_in_a_page_cannot_end_its_script() -> None:
    text = json_ld({"a": "</script><!--&\u2028\u2029"})

    assert not set(text) & set("<>&\u2028\u2029")
    assert json.loads(text) == {"a": "</script><!--&\u2028\u2029"}


def test_a_feed_says_all_that_xml_allows() -> None:
    """https://www.w3.org/TR/xml/#charsets."""
    allowed = [9, 10, 0x20, 0xD7FF, 0xE000, 0xFFFD, 0x10000, 0x10FFFF]
    forbidden = [0, 8, 0xB, 0xC, 0xE, 0x1F, 0xD800, 0xDFFF, 0xFFFE, 0xFFFF]
    title = "".join(chr(code) for pair in zip([*allowed, 0x41, 0x42], forbidden, strict=True) for code in pair)
    feed = ET.fromstring(atom(FEED, [replace(FULL, title=f"a{title}")], SETTINGS, TODAY))  # noqa: S314 - we made it

    assert feed.findtext(f"{ATOM}entry/{ATOM}title") == f"a{''.join(map(chr, allowed))}AB"
