"""Header and body: every value is text and knows its place, with libyaml and without it."""

import pytest
import yaml

from kb.content import frontmatter
from kb.content.frontmatter import MAX_VALUES, read_document, read_fields, read_yaml
from kb.content.nodes import Listing, Scalar, Table
from kb.content.notes import Notes
from kb.problems import Place


@pytest.fixture(params=["CSafeLoader", "SafeLoader"])
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both scanners of PyYAML; not every machine has libyaml."""
    monkeypatch.setattr(frontmatter, "_Loader", getattr(yaml, request.param))


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize(
    "text", ["no", "NO", "1:30", "0123", "2024-01-01", "1e3", "~", "null", "true", "0x1F", "=", ".5"]
)
def test_every_scalar_is_the_text_that_was_typed(text: str) -> None:
    notes = Notes("x.md")
    node = read_yaml(f"land: {text}\n", notes)

    assert isinstance(node, Table)
    value = node.get("land")
    assert isinstance(value, Scalar)
    assert value.text == text
    assert not notes.problems


@pytest.mark.usefixtures("loader")
def test_keys_and_values_know_their_place_after_characters_of_more_bytes() -> None:
    node = read_yaml("é😀: [a, 😀é, {b: c}]\nd: |\n  blok\n", Notes("x.md"), first_line=2)

    assert isinstance(node, Table)
    (first, values), (second, block) = node.entries
    assert isinstance(values, Listing)
    inner = values.items[2]
    assert isinstance(inner, Table)
    assert [str(part.place) for part in (first, *values.items, inner.entries[0][1], second, block)] == [
        "x.md:2:1",
        "x.md:2:6",
        "x.md:2:9",
        "x.md:2:13",
        "x.md:2:17",
        "x.md:3:1",
        "x.md:3:4",
    ]


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("a: b: c", "x.md:1:5", "dubbelepunt"),
        ("a: [b\nc: d", "x.md:1:4", "`[`"),
        ("a: {b: c\nd: e", "x.md:1:4", "`{`"),
        ("a: 'b", "x.md:1:4", "niet gesloten"),
        ("a: @b", "x.md:1:4", "`@`"),
        ("a: **b**", "x.md:1:4", "`*`"),
        ("\ta: b", "x.md:1:1", "tab"),
        ("a: b\nc\n", "x.md:2:1", "ontbreekt een dubbelepunt"),
        ("a: b\nc\nd: e", "x.md:2:1", "Laat hem dan inspringen"),
        ("a: b\nc:d\ne: f", "x.md:2:1", "Achter `c:` ontbreekt een spatie"),
        ("a: b\nc:\u00a0d\ne: f", "x.md:2:1", "vaste spatie"),
        ("a: b\nc; d\ne: f", "x.md:2:1", "Achter `c` hoort een dubbelepunt"),
        ("a: 's-Gravenhage", "x.md:1:4", "apostrof"),
        ("a: 's ochtends in 't Gooi", "x.md:1:4", "apostrof"),
        ("a: 's avonds\nb: foto's\n", "x.md:1:4", "apostrof"),
        ('a: "b" c', "x.md:1:4", "sluit haar te vroeg af"),
        ("b: c\na: 'foto's van d'", "x.md:2:4", "sluit haar te vroeg af"),
        ("a: [b] c", "x.md:1:6", "Achter `]` staat nog tekst"),
        ("a: {b} c", "x.md:1:6", "Achter `}` staat nog tekst"),
        ("a: ? b", "x.md:1:4", "`? `"),
        ("a: |\n  b\n c", "x.md:3:2", "inspringen"),
        ("a: b\n...\nc: d", "x.md:3:1", "Achter het einde"),
        ("a: | b", "x.md:1:6", "nieuwe regel"),
        ("a: [b, c", "x.md:1:4", "`[`"),
        ("a: 'b'c", "x.md:1:4", "sluit haar te vroeg af"),
        ("a: - b", "x.md:1:4", "streepje"),
        ("a:\n  - b\n c: d", "x.md:3:2", "Voor `c` staat een spatie te veel"),
    ],
)
def test_wrong_yaml_is_explained_in_dutch(text: str, place: str, words: str) -> None:
    notes = Notes("x.md")

    assert read_yaml(text, notes) is None
    (problem,) = notes.problems
    assert (str(problem.place), problem.code) == (place, "yaml")
    assert words in problem.message + problem.hint
    assert "zegt" not in problem.message


FIELDS = """\
---
title: 's-Gravenhage
theem: x
added: 1-2-2025
region:twente
theme: [a
  b
status: lopend
status: pilot
---
een
"""


@pytest.mark.usefixtures("loader")
def test_what_can_be_read_is_read_where_other_fields_can_not() -> None:
    notes = Notes("x.md")
    document = read_document(FIELDS, notes)

    assert document is not None
    assert document.header is not None
    assert [key.text for key, _ in document.header.entries] == ["theem", "added", "status"]
    assert document.header.unread == {"title", "region", "theme"}
    assert sorted((problem.place.line, problem.code) for problem in notes.problems) == [
        (2, "yaml"),
        (5, "yaml"),
        (6, "yaml"),
        (9, "dubbel-veld"),
    ]


ITEMS = """\
terms:  # de termen
  # in volgorde
  - id: een
  - id: 'twee' drie
    label: Twee
  - id: vier
    - id: vijf
  - id: zes
words:
- a: b
keep: ['a, b]
groups:
- [a, b
- *c d
- {e: f
"""


@pytest.mark.usefixtures("loader")
def test_of_a_list_the_items_are_read_that_can_be() -> None:
    notes = Notes("x.yaml")
    table = read_fields(ITEMS, notes)

    assert isinstance(table, Table)
    assert table.unread == {"terms", "keep", "groups"}
    assert [key.text for key, _ in table.entries] == ["terms", "words"]
    terms = table.get("terms")
    assert isinstance(terms, Listing)
    assert [(item.place.line, item.get("id")) for item in terms.items if isinstance(item, Table)] == [
        (3, Scalar("een", Place("x.yaml", 3, 9))),
        (8, Scalar("zes", Place("x.yaml", 8, 9))),
    ]
    assert sorted(problem.place.line for problem in notes.problems) == [4, 7, 11, 13, 14, 15]
    assert {problem.code for problem in notes.problems} == {"yaml"}


@pytest.mark.parametrize("text", ["- [\n" * MAX_VALUES, f"- [\n- id: {'a, ' * 100_000}\n"])
def test_fields_without_end_that_can_not_be_read_are_told_once(text: str) -> None:
    notes = Notes("x.yaml")

    assert read_fields(f"label: x\nterms:\n{text}", notes) is None
    assert len(notes.problems) == 1


@pytest.mark.parametrize("header", ["a: b\n  c\n d\n-", "in de wijk", "- a\nb: c", "x y\nz: 'a"])
def test_what_no_field_is_to_blame_for_is_told_once(header: str) -> None:
    notes = Notes("x.md")
    read_document(f"---\n{header}\n---\neen\n", notes)

    assert len(notes.problems) == 1


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize(
    ("text", "column"),
    [
        *[("a: b #1", 6), ("a: é😀 #1", 7), ("a: #1", 4), ("a: [b #1\n  ]", 7), ("a:\n  - b #1", 7)],
        *[("a: b # 1", 0), ("a: b#1", 0), ('a: "b #1"', 0), ("a: b ## c", 0), ("a: >\n  b #1", 0), ("a: b\n#c: d", 0)],
    ],
)
def test_what_a_hash_cuts_off_is_told(text: str, column: int) -> None:
    notes = Notes("x.md")
    read_yaml(text + "\n", notes)

    assert [problem.place.column for problem in notes.problems] == ([column] if column else [])


def test_the_body_begins_behind_the_second_line_of_dashes() -> None:
    document = read_document("--- \na: b\n---\neen\n---\ntwee", Notes("x.md"))

    assert document is not None
    assert (document.body, document.body_line) == ("een\n---\ntwee", 4)


def test_deep_nesting_stops_before_python_does() -> None:
    notes = Notes("x.md")

    assert read_yaml("[" * 100_000, notes) is None
    assert [problem.code for problem in notes.problems] == ["yaml-diep"]


def test_a_billion_laughs_are_none() -> None:
    notes = Notes("x.md")
    read_yaml("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", notes)

    assert {problem.code for problem in notes.problems} == {"yaml-anker"}
