"""The postings of a collection in memory, added practice by practice: what the index and its lines are written of."""

from array import array
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct, field

from kb.search.document import FIELDS
from kb.search.tokens import TOKEN, Tokens

FORMS = "forms"
"""The field of the unstemmed words with their positions."""

DOC = 1 << 40
"""A posting of a key is one number: its practice times this, plus its number of tokens (tokens.TOKEN)."""


class Postings(Struct, frozen=True):
    """The postings of practices in the order in which they were added, by field and term.

    `lengths`: the tokens of each practice in each field. `bodies`: the words of its body (Tokens.length).
    """

    keys: dict[str, dict[str, "array[int]"]] = field(default_factory=lambda: {name: {} for name in FIELDS})
    forms: dict[str, "array[int]"] = field(default_factory=dict)
    lengths: dict[str, "array[int]"] = field(default_factory=lambda: {name: array("L") for name in (*FIELDS, FORMS)})
    bodies: "array[int]" = field(default_factory=lambda: array("L"))

    def add(self, tokens: Tokens) -> None:
        """Add the next practice."""
        doc = len(self.bodies)
        self.bodies.append(tokens.length)
        for name, counted in zip(FIELDS, tokens.keys, strict=True):
            _add_keys(self.keys[name], counted, doc * DOC)
            self.lengths[name].append(sum(number // TOKEN for number in counted.values()))
        for form, positions in tokens.forms.items():
            row = self.forms.get(form)
            if row is None:
                row = self.forms[form] = array("L")
            row.extend((doc, len(positions), *positions))
        self.lengths[FORMS].append(sum(map(len, tokens.forms.values())))

    def positions(self, form: str) -> Iterator[tuple[int, Sequence[int]]]:
        """Where a form stands: practices with its positions in each."""
        yield from placed(self.forms[form])


def _add_keys(table: dict[str, "array[int]"], counted: Mapping[str, int], base: int) -> None:
    for key, number in counted.items():
        row = table.get(key)
        if row is None:
            row = table[key] = array("Q")
        row.append(base + number)


def placed(packed: "array[int]") -> Iterator[tuple[int, Sequence[int]]]:
    """The practices in which a form stands, with its positions in each."""
    row, at = packed.tolist(), 0
    while at < len(row):
        end = at + 2 + row[at + 1]
        yield row[at], row[at + 2 : end]
        at = end
