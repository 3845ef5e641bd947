"""Where a header names practices and terms: the values themselves with what they stand in, for who changes the file."""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from kb.content.dossiers import DOSSIER_FIELDS
from kb.content.fields import Field
from kb.content.nodes import Listing, Node, Scalar, Table
from kb.content.terms import Vocabulary

_PRACTICE_KINDS = frozenset({"practice", "practices", "origins", "ids", "steps"})


class Mention(Struct, frozen=True):
    """A value that names something: its field, and from the header down the tables and lists around it."""

    field: Field
    value: Scalar
    around: tuple[Table | Listing, ...]


def practice_mentions(header: Table, words: Vocabulary, *, dossier: bool = False) -> Iterator[Mention]:
    """Every value that is the id of a practice."""
    fields = DOSSIER_FIELDS if dossier else words.fields
    return (each for each in _values(header, fields, ()) if each.field.kind in _PRACTICE_KINDS)


def term_mentions(header: Table, facet: str, words: Vocabulary) -> Iterator[Mention]:
    """Every value that is a term of a facet: its own field, and the regions of who took a practice over."""
    for each in _values(header, words.fields, ()):
        if each.field.key == facet or (each.field.kind == "term" and each.field.name == facet):
            yield each


def _values(table: Table, fields: Mapping[str, Field], around: tuple[Table | Listing, ...]) -> Iterator[Mention]:
    for key, node in table.entries:
        if key.text in fields:
            yield from _inside(node, fields[key.text], (*around, table))


def _inside(node: Node, field: Field, around: tuple[Table | Listing, ...]) -> Iterator[Mention]:
    if isinstance(node, Scalar):
        yield Mention(field, node, around)
    elif isinstance(node, Listing):
        for item in node.items:
            yield from _inside(item, field, (*around, node))
    else:
        yield from _values(node, {part.name: part for part in field.of}, around)
