"""The postings of a collection in memory, added practice by practice: what the index and its lines are written of."""

from array import array
from collections.abc import Sequence

from msgspec import Struct, field

from kb.search.document import FIELDS
from kb.search.tokens import TOKEN, Tokens

FORMS = "forms"
"""The field of the unstemmed words with their positions."""


class Rows(dict[str, "array[int]"]):
    """The postings of each term, rising; a term that is asked for has a row.

    A posting is two numbers in the row: its practice, and what it says there. Of a key that is its number
    (Tokens.keys); of a form, which has one for each time that it stands there, its position. `split` takes them apart.
    """

    def __missing__(self, term: str) -> "array[int]":
        self[term] = row = array("I")
        return row


class Postings(Struct, frozen=True):
    """The postings of practices in the order in which they were added, by field and term.

    `lengths`: the tokens of each practice in each field. `bodies`: the words of its body (Tokens.length).
    """

    keys: dict[str, Rows] = field(default_factory=lambda: {name: Rows() for name in FIELDS})
    forms: Rows = field(default_factory=Rows)
    lengths: dict[str, "array[int]"] = field(default_factory=lambda: {name: array("L") for name in (*FIELDS, FORMS)})
    bodies: "array[int]" = field(default_factory=lambda: array("L"))

    def add(self, tokens: Tokens) -> None:
        """Add the next practice."""
        doc = len(self.bodies)
        self.bodies.append(tokens.length)
        for name, counted in zip(FIELDS, tokens.keys, strict=True):
            rows = self.keys[name]
            for key, number in counted.items():
                row = rows[key]
                row.append(doc)
                row.append(number)
            self.lengths[name].append(sum(map(TOKEN.__rfloordiv__, counted.values())))
        rows = self.forms
        for form, positions in tokens.forms.items():
            row = rows[form]
            for position in positions:
                row.append(doc)
                row.append(position)
        self.lengths[FORMS].append(sum(map(len, tokens.forms.values())))


def is_alone(row: "array[int]") -> bool:
    """Whether a term has one posting."""
    return len(row) == 2  # noqa: PLR2004 - numbers to a posting


def split(row: "array[int]") -> tuple[list[int], list[int]]:
    """Of each posting its practice, and what it says there."""
    return row[::2].tolist(), row[1::2].tolist()


def is_once(docs: Sequence[int]) -> bool:
    """Whether each practice has one of the postings of a form: of most forms."""
    return len({*docs}) == len(docs)


def by_practice(docs: Sequence[int], places: Sequence[int]) -> dict[int, list[int]]:
    """The practices in which a form stands, with its positions in each."""
    found: dict[int, list[int]] = {}
    for doc, place in zip(docs, places, strict=True):
        found.setdefault(doc, []).append(place)
    return found
