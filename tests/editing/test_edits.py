"""Changes in a file that leave all else as it stands."""

import pytest

from kb.content.frontmatter import read_document
from kb.content.nodes import Listing, Scalar, Table
from kb.content.notes import Notes
from kb.editing.edits import CannotEditError, Edit, Text

HEADER = """\
---
# een opmerking
title: 'Een ''titel'''   # hier ook
block:
  - een
  - id: twee
    note: >-
      over twee
      regels

  - drie
flow: [een, "twee", drie]
one: [een]
table:
  first: 1

  last: 2
braces: {a: een, b: twee}
long: >-
  een
  twee
---
Tekst.
"""


def header(text: Text) -> Table:
    document = read_document(text.text, Notes("x.md"))
    assert document is not None
    assert document.header is not None
    return document.header


def scalar(table: Table, key: str) -> Scalar:
    value = table.get(key)
    assert isinstance(value, Scalar)
    return value


def listing(table: Table, key: str) -> Listing:
    value = table.get(key)
    assert isinstance(value, Listing)
    return value


def key(table: Table, name: str) -> Scalar:
    return next(key for key, _ in table.entries if key.text == name)


@pytest.fixture
def text() -> Text:
    return Text.of(HEADER.encode())


def gone(text: Text, edit: Edit) -> str:
    """What the edit takes away; it puts nothing in the place."""
    assert edit.new == ""
    return text.text[edit.start : edit.end]


def test_a_value_is_replaced_on_its_place_with_its_quotes(text: Text) -> None:
    edited = text.edited([text.replaced(scalar(header(text), "title"), "Kort")]).decode()

    assert edited == HEADER.replace("'Een ''titel'''", "Kort")


def test_a_value_over_more_lines_is_left_alone(text: Text) -> None:
    with pytest.raises(CannotEditError) as stuck:
        text.replaced(scalar(header(text), "long"), "x")

    assert stuck.value.place.line == 19


@pytest.mark.parametrize(
    ("name", "number", "taken"),
    [
        ("block", 0, "  - een\n"),
        ("block", 1, "  - id: twee\n    note: >-\n      over twee\n      regels\n"),
        ("block", 2, "  - drie\n"),
        ("flow", 0, "een, "),
        ("flow", 1, '"twee", '),
        ("flow", 2, ", drie"),
    ],
)
def test_an_item_goes_with_all_that_is_of_it(text: Text, name: str, number: int, taken: str) -> None:
    values = listing(header(text), name)

    assert gone(text, text.without_item(values, values.items[number])) == taken


def test_a_key_goes_with_its_value(text: Text) -> None:
    whole = header(text)
    table = whole.get("table")
    assert isinstance(table, Table)

    assert gone(text, text.without_key(whole, key(whole, "table"))) == "table:\n  first: 1\n\n  last: 2\n"
    assert gone(text, text.without_key(table, key(table, "last"))) == "  last: 2\n"
    assert gone(text, text.without_key(whole, key(whole, "one"))) == "one: [een]\n"


def test_what_stands_with_others_on_a_line_is_left_to_the_editor(text: Text) -> None:
    braces, block = header(text).get("braces"), listing(header(text), "block").items[1]
    assert isinstance(braces, Table)
    assert isinstance(block, Table)

    for table, name in ((braces, "a"), (block, "id")):
        with pytest.raises(CannotEditError):
            text.without_key(table, key(table, name))


@pytest.mark.parametrize(
    ("name", "becomes"),
    [
        ("block", "block:\n  - nieuw\n  - een\n"),
        ("flow", "flow: [nieuw, een, "),
        ("title", "title: [nieuw, 'Een ''titel''']   # hier ook\n"),
    ],
)
def test_a_value_is_put_in_front(text: Text, name: str, becomes: str) -> None:
    value = header(text).get(name)
    assert value is not None

    assert becomes in text.edited([text.with_first(value, ["nieuw"])]).decode()


def test_a_key_is_put_before_another(text: Text) -> None:
    whole = header(text)
    braces, table = whole.get("braces"), whole.get("table")
    assert isinstance(braces, Table)
    assert isinstance(table, Table)

    edits = [text.before_key(key(braces, "b"), braces, "x: 1"), text.before_key(key(table, "last"), table, "x: 1")]
    edited = text.edited(edits).decode()

    assert "{a: een, x: 1, b: twee}" in edited
    assert "  first: 1\n\n  x: 1\n  last: 2\n" in edited


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_newlines_and_mark_stay_as_they_were(start: bytes, newline: str) -> None:
    data = start + HEADER.replace("\n", newline).encode()
    text = Text.of(data)

    assert text.edited([]) == data
    assert text.edited([text.replaced(scalar(header(text), "title"), "x")]) == data.replace(b"'Een ''titel'''", b"x")


def test_mixed_newlines_stay_mixed() -> None:
    assert Text.of(b"a\r\nb\n").edited([]) == b"a\r\nb\n"


def test_edits_that_overlap_are_a_mistake_of_ours(text: Text) -> None:
    with pytest.raises(ValueError, match="overlap"):
        text.edited([Edit(0, 5, "x"), Edit(3, 8, "y")])
