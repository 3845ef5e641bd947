"""Reads a header by the rows of the field table: unknown keys, missing and empty fields, records, `onbekend`."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from msgspec import Struct

from kb.content.fieldnames import meant, meant_below
from kb.content.fields import KINDS, OTHER_KINDS, Field
from kb.content.nodes import Listing, Node, Scalar, Table
from kb.content.words import fold, likely
from kb.model import UNKNOWN
from kb.problems import Place  # noqa: TC001 - msgspec looks up what the fields of Reference are

if TYPE_CHECKING:
    from kb.content.notes import Notes

Values: TypeAlias = dict[str, Any]  # what a record is made of: each kind of field gives its own type


_BELOW = {
    "record": "Onder `{key}` horen velden, elk op een eigen regel.",
    "records": "Onder `{key}` hoort een lijst van velden: wat bij elkaar hoort begint met een streepje.",
}

_SHOWN = 60  # characters of what an editor wrote that a hint repeats

OUTSIDE = "outside"
"""The kind of a reference to another site; whether it still stands, only `kb check --links` asks."""


class Reference(Struct, frozen=True):
    """Something named in a file that can only be checked with more at hand: a practice, a picture, a source, a day.

    `kind` is the field (`related`, `adopted_by.practice`, `added`), or `link` or `image` in the text, or `outside`.
    """

    kind: str
    target: str
    place: Place
    fragment: str = ""


class Sheet:
    """What the reading of one header gives: notes, references to check later, and the fields that are `onbekend`."""

    def __init__(self, notes: Notes, kinds: Mapping[str, Reader]) -> None:
        self.notes = notes
        self.references: list[Reference] = []
        self.unknown: set[str] = set()
        self._kinds = kinds

    def table(self, table: Table, fields: Mapping[str, Field], missing_at: Place) -> Values | None:
        """The values of a header or record by key, without those that are not there or `onbekend`.

        None when a field is missing or wrong; then that is noted.
        """
        values, whole = self.fill(table, fields, missing_at)
        return values if whole else None

    def fill(self, table: Table, fields: Mapping[str, Field], missing_at: Place) -> tuple[Values, bool]:
        """As `table`, with the values that are right also when others are not; and whether all are."""
        values: Values = {}
        whole, filled = not table.unread, set(table.unread)
        for key, node in table.entries:
            field = fields.get(key.text)
            if field is None:
                filled.add(self._misnamed(values, key, node, fields))
                whole = False
            elif is_empty(node):
                self._empty(key, field)
                whole = whole and not field.required
                filled.add(key.text)
            else:
                filled.add(key.text)
                whole = self._fill(values, field, node) and whole
        for name, field in fields.items():
            if field.required and name not in filled:
                whole = False
                self.missing(field, missing_at)
        return values, whole

    def read(self, field: Field, node: Node) -> Any:  # noqa: ANN401 - each kind of field gives its own type
        """The value of one field, None when it is wrong (then that is noted)."""
        return self._kinds[field.kind](self, field, node)

    def missing(self, field: Field, place: Place, what: str = "ontbreekt") -> None:
        """Note that a required field is not there, or is empty."""
        example = f" {sample(field)}" if field.example or field.of else ""
        self.notes.add(place, "ontbreekt", f"Het veld `{field.key}` {what}.", f"{field.explain}{example}")

    def wrong_form(self, field: Field, node: Node) -> None:
        """Note that a value has not the form that its field asks."""
        form = KINDS.get(field.kind) or OTHER_KINDS[field.kind]
        message = _BELOW.get(field.kind, "`{key}` moet zijn: {form}.")
        self.notes.add(node.place, "vorm", message.format(key=field.key, form=form), sample(field, _own(field, node)))

    def _fill(self, values: Values, field: Field, node: Node) -> bool:
        if is_unknown(node) and not field.keeps_unknown:
            self.unknown.add(field.key)
            return True
        value = self.read(field, node)
        if value is not None:
            values[field.name] = value
        return value is not None

    def _empty(self, key: Scalar, field: Field) -> None:
        if field.required:
            self.missing(field, key.place, "is nog leeg")
            return
        hint = "Vul het in, schrijf `onbekend`, of haal de regel weg."
        self.notes.add(key.place, "leeg", f"Het veld `{field.key}` is leeg.", hint)

    def _misnamed(self, values: Values, key: Scalar, node: Node, fields: Mapping[str, Field]) -> str:
        """Note a key that no field has; gives the field that was probably meant, so that it isn't missed as well.

        A name in Dutch leaves no doubt: what is wrong with its value is told in the same run.
        """
        dutch, part = _in_dutch(key.text, fields)
        name = dutch or likely(key.text, {field: field for field in fields}) or ""
        hint = f"Zet dit onder `{name}`, als `{part}`." if part else name and f"Bedoelde je `{name}`?"
        hint = hint or _belongs_to(key.text, fields) or f"Dit kan hier staan: {listed(fields)}."
        self.notes.add(key.place, "onbekend-veld", f"`{_short(key.text)}` is geen veld dat we kennen.", hint)
        if dutch and not part and fields[dutch].name not in values and not is_empty(node):
            self._fill(values, fields[dutch], node)
        return name


Reader: TypeAlias = Callable[[Sheet, Field, Node], Any]


def is_empty(node: Node) -> bool:
    """True for a key without a value, and for an empty list or record."""
    if isinstance(node, Scalar):
        return not node.text.strip()
    return not (node.items if isinstance(node, Listing) else node.entries)


def is_unknown(node: Node) -> bool:
    """True when the value is the word `onbekend`, alone or as the only one of a list."""
    if isinstance(node, Listing) and len(node.items) == 1:
        node = node.items[0]
    return isinstance(node, Scalar) and fold(node.text) == UNKNOWN


def items(node: Node) -> tuple[Node, ...]:
    """The values of a list; a single value is a list of one."""
    return node.items if isinstance(node, Listing) else (node,)


def listed(names: Iterable[str]) -> str:
    """Names as code, with commas between."""
    return ", ".join(f"`{name}`" for name in names)


def sample(field: Field, own: str = "") -> str:
    """The hint that shows how a field is written; `own`: what the editor wrote, which goes in the first field below."""
    if field.of and not field.example:
        required = [part for part in field.of if part.required] or list(field.of[:1])
        first = "  " if field.kind == "record" else "  - "
        marks = [first, *[" " * len(first)] * (len(required) - 1)]
        values = [own or required[0].example, *(part.example for part in required[1:])]
        written = zip(marks, required, values, strict=True)
        below = " en ".join(f"`{mark}{part.name}: {value}`" for mark, part, value in written)
        return f"Bijvoorbeeld: `{field.name}:`, en op de regels daaronder {below}."
    return f"Bijvoorbeeld: `{field.name}: {field.example}`." if field.example else field.explain


def _own(field: Field, node: Node) -> str:
    """The words of somebody who wrote a list of texts where a list of fields belongs: they are the first of those."""
    if field.kind != "records" or not isinstance(node, Scalar) or "://" in node.text:
        return ""
    return textwrap.shorten(node.text, _SHOWN, placeholder="…")


def _in_dutch(key: str, fields: Mapping[str, Field]) -> tuple[str, str]:
    """The field that a key means in the words that people use, with its part; empty for none that can stand here."""
    owner, _, part = meant(key).partition(".")
    if owner in fields:
        return owner, part
    return next((name for name in meant_below(key) if name in fields), ""), ""


def _belongs_to(key: str, fields: Mapping[str, Field]) -> str:
    """The hint for a key that stands one step too far to the left: `url` below `sources`."""
    owners = [name for name, field in fields.items() if any(part.name == key for part in field.of)]
    return f"`{key}` hoort onder {_or(owners)}: laat de regel verder inspringen." if owners else ""


def _or(names: list[str]) -> str:
    codes = [f"`{name}`" for name in names]
    return " of ".join(filter(None, (", ".join(codes[:-1]), codes[-1])))


def _short(text: str) -> str:
    return " ".join(text[:40].split())
