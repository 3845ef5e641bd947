"""The table of fields: complete, and the documentation follows it."""

from msgspec.structs import fields as attributes_of

from kb.content.fields import FIELDS, KINDS, REQUIRED_FACETS, field_docs
from kb.content.terms import Vocabulary
from kb.model import Lists, WholePractice

COMPUTED = {"id", "source_path", "sections", "body", "level", "unknown", "facets"}


def test_every_attribute_of_a_practice_has_a_field() -> None:
    keys = {field.key for field in FIELDS if field.kind != "facet"} - {"silence"}
    attributes = {attribute.name for attribute in attributes_of(WholePractice)} - COMPUTED

    assert keys == {"organisation" if name == "organisations" else name for name in attributes}


def test_every_kind_is_described_and_can_be_read(lists: Lists) -> None:
    kinds = {row.kind for field in FIELDS for row in (field, *field.of)}

    assert kinds == set(KINDS)
    assert kinds == set(Vocabulary(lists).readers)


def test_records_make_what_the_model_asks() -> None:
    for field in FIELDS:
        if field.of and isinstance(field.make, type) and field.make is not dict:
            names = {attribute.name for attribute in attributes_of(field.make)}
            assert {part.name for part in field.of} <= names, field.key


def test_the_documentation_names_every_field_in_a_table() -> None:
    docs = field_docs()
    rows = docs.rstrip("\n").split("\n")[2:]

    assert len(rows) == sum(1 + len(field.of) for field in FIELDS)
    assert all(row.count("|") == 6 for row in rows)
    for key in ("title", "cost.band", *REQUIRED_FACETS):
        assert f"| `{key}` | ja |" in docs
    assert "| `cost` | nee |" in docs
    assert "`tot-10k` · `10-50k`" in docs
