"""The Whoosh index: its schema, and reading terms, postings and positions out of it."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace
from whoosh import analysis, fields, formats
from whoosh import index as whoosh_index
from whoosh.reading import IndexReader

from kb.model import Lists
from kb.problems import IndexMissing
from kb.search import collection as beside
from kb.search.analyser import FIELD_POSITIONS, GAP, UNITS, Analyser, analyser, counted, forms
from kb.search.collection import Collection
from kb.search.document import FIELDS
from kb.search.indexrecord import IndexRecord
from kb.search.moved import Moved
from kb.search.moved import read as read_moved
from kb.search.tokens import BETWEEN

COLLECTION = "collection.json"

_REMEMBERED = 1 << 12
"""Keys whose postings are kept at hand: more than any question looks up, and far fewer than a large collection has."""


class KeyAnalyser(analysis.Analyzer):  # type: ignore[misc]  # Whoosh has no types
    """Whoosh's view of our analyser: keys, parts and concepts, each with what it counts as its boost."""

    def __init__(self, inner: Analyser) -> None:
        self.inner = inner

    def __call__(self, value: str, **settings: Any) -> Iterator[analysis.Token]:  # noqa: ANN401 - Whoosh's own
        """One Whoosh token a key, the first with what brings the sum to what is kept; in a query only whole words."""
        token = analysis.Token(**settings)
        found = [key for text in value.split(BETWEEN) for key in self.inner.keys(text)]
        if settings.get("mode") == "query":
            found = [key for key in found if key.units == UNITS]
        left = counted(found)
        for key in found:
            left[key.text] -= key.units
        for key in found:
            units = key.units + left.pop(key.text, 0)
            token.text, token.boost, token.stopped = key.text, units / UNITS, False
            token.pos = token.startchar = token.endchar = 0
            yield token


class FormAnalyser(analysis.Analyzer):  # type: ignore[misc]  # Whoosh has no types
    """Unstemmed words with their positions, each text of a field in a stretch of its own."""

    def __call__(self, value: str, **settings: Any) -> Iterator[analysis.Token]:  # noqa: ANN401 - Whoosh's own
        """One Whoosh token a form; the fields of a practice are parted by newlines."""
        token = analysis.Token(**settings)
        for number, row in enumerate(value.split("\n")):
            start = number * FIELD_POSITIONS
            for text in row.split(BETWEEN):
                last = start
                for form in forms(text, start):
                    token.text, token.pos, token.boost, token.stopped = form.text, form.position, 1.0, False
                    token.startchar = token.endchar = 0
                    last = max(last, form.position)
                    yield token
                start = last + GAP


def schema(lists: Lists, inner: Analyser | None = None) -> fields.Schema:
    """The Whoosh schema: an id, a key field for each searched field, all forms, a keyword field for each facet."""
    keys = KeyAnalyser(replace(inner or analyser(lists), _known={}))
    whoosh = fields.Schema(id=fields.ID(stored=True, unique=True), text=fields.STORED)
    for name in FIELDS:
        whoosh.add(name, fields.TEXT(analyzer=keys, phrase=False))
    form_field = fields.TEXT(analyzer=FormAnalyser())
    form_field.format = formats.Positions()
    whoosh.add("forms", form_field)
    for facet in lists.facets:
        whoosh.add(f"facet_{facet.name}", fields.KEYWORD(lowercase=False))
    return whoosh


def open_index(folder: Path) -> "Index":
    """The index in a folder. IndexMissing when there is none, or when it was written by another version or damaged."""
    try:
        numbers, moved = beside.loads((folder / COLLECTION).read_bytes()), read_moved(folder)
    except (OSError, ValueError) as missing:
        raise _missing() from missing
    if numbers is None:
        raise IndexMissing("De zoekindex is van een andere versie. Maak hem opnieuw met: kb build")
    index = Index(numbers, moved, folder)
    _ = index.reader  # opened now, to know whether it can be
    return index


def _missing() -> IndexMissing:
    return IndexMissing("Er is nog geen zoekindex. Maak hem met: kb build")


Postings = Mapping[int, tuple[int, ...]]
"""Practice (its number) → units of one key in each of FIELDS."""


class Index(Struct, dict=True):
    """An open index. Practices are numbered by their place in the collection; Whoosh has numbers of its own (`moved`).

    `shown`: passages of practices that were written just now, for which Whoosh need not be opened; `made`: what it was
    made of then.
    """

    collection: Collection
    moved: Moved
    folder: Path
    shown: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    made: IndexRecord | None = None

    def __post_init__(self) -> None:
        self._postings: dict[str, Postings] = {}

    @cached_property
    def reader(self) -> IndexReader:
        """Whoosh's reader; of an index that was written just now first opened when something is read from it."""
        try:
            return whoosh_index.open_dir(self.folder, readonly=True).reader()
        except (OSError, whoosh_index.EmptyIndexError) as missing:
            raise _missing() from missing
        except Exception as damaged:  # what Whoosh raises for a file that was cut off can be anything
            raise IndexMissing("De zoekindex is beschadigd. Maak hem opnieuw met: kb build") from damaged

    @cached_property
    def keys(self) -> Mapping[str, tuple[int, ...]]:
        """All keys that stand in some practice, with the numbers of the fields in which they stand."""
        fields_of: dict[str, tuple[int, ...]] = {}
        for number, name in enumerate(FIELDS):
            for text in self.reader.lexicon(name):
                key = text.decode()
                fields_of[key] = (*fields_of.get(key, ()), number)
        for key in self.moved.keys:
            fields_of.pop(key, None)
        return fields_of

    @cached_property
    def forms(self) -> tuple[str, ...]:
        """All forms that stand in some practice, in the order of their letters."""
        return tuple(sorted({text.decode() for text in self.reader.lexicon("forms")} - {*self.moved.forms}))

    def is_form(self, form: str) -> bool:
        """True when a word stands like this in some practice."""
        at = bisect_left(self.forms, form)
        return at < len(self.forms) and self.forms[at] == form

    def starting(self, prefix: str, most: int | None = None) -> tuple[str, ...]:
        """The forms that begin like this, at most so many, in the order of their letters."""
        first = bisect_left(self.forms, prefix)
        last = bisect_left(self.forms, prefix + "\uffff")
        return self.forms[first : last if most is None else min(last, first + most)]

    def ending(self, half: str) -> tuple[str, ...]:
        """The forms that end like this, in the order of their letters."""
        return tuple(form for form in self.forms if form.endswith(half))

    def near(self, word: str, letters: int, window: int) -> tuple[str, ...]:
        """The forms around a word that share its first letters: at most `window` before it, and so many from it on."""
        at = bisect_left(self.forms, word)
        around = self.forms[max(0, at - window) : at + window]
        return tuple(form for form in around if form[:letters] == word[:letters])

    def postings(self, key: str) -> Postings:
        """Where a key stands, by practice; empty when it stands nowhere."""
        found = self._postings.get(key)
        if found is None:
            if len(self._postings) >= _REMEMBERED:
                self._postings.clear()
            found = self._postings[key] = dict(sorted(self._read(key).items()))
        return found

    def together(self, keys: Sequence[str]) -> bool:
        """True when some practice has all of these keys."""
        first, *rest = map(self.postings, keys)
        return any(all(doc in table for table in rest) for doc in first)

    def spread(self, key: str) -> tuple[int, int]:
        """In how many practices a key stands at least and at most, without reading them."""
        counts = [self.reader.doc_frequency(FIELDS[number], key) for number in self.keys.get(key, ())]
        return max(counts, default=0), sum(counts)

    def _read(self, key: str) -> dict[int, tuple[int, ...]]:
        units: dict[int, list[int]] = {}
        for number in self.keys.get(key, ()):
            matcher = self.reader.postings(FIELDS[number], key)
            while matcher.is_active():
                units.setdefault(self._numbers[matcher.id()], [0] * len(FIELDS))[number] = round(
                    matcher.weight() * UNITS
                )
                matcher.next()
        return {doc: tuple(row) for doc, row in units.items()}

    def positions(self, form: str) -> Mapping[int, tuple[int, ...]]:
        """The positions of a form by practice; position // FIELD_POSITIONS is the number of the field."""
        found: dict[int, tuple[int, ...]] = {}
        if ("forms", form) in self.reader:
            matcher = self.reader.postings("forms", form)
            while matcher.is_active():
                found[self._numbers[matcher.id()]] = tuple(matcher.value_as("positions"))
                matcher.next()
        return dict(sorted(found.items()))

    def passages(self, doc: int) -> tuple[str, ...]:
        """The summary of a practice and the paragraphs of its text."""
        if doc in self.shown:
            return self.shown[doc]
        return tuple(self.reader.stored_fields(self._docs[self.collection.docs[doc].id])["text"])

    @cached_property
    def _docs(self) -> Mapping[str, int]:
        """What Whoosh numbers a practice, by its id."""
        return self.moved.docs()

    @cached_property
    def _numbers(self) -> Mapping[int, int]:
        """The number of each practice by what Whoosh numbers it."""
        return {self._docs[known.id]: number for number, known in enumerate(self.collection.docs)}
