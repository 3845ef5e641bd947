"""The Whoosh index as small static files for the browser: the same input gives the same bytes.

A part is a script that hands over one text, `kbPart(name, text)`, as a page opened from disk can load nothing else.
Its name is a digest of its text. What is in each kind stands in README.md beside this file.
"""

import base64
import hashlib
import json
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kb.model import SiteFile
from kb.search import tables
from kb.search.analyser import FIELD_POSITIONS, UNITS
from kb.search.coding import ALPHABET, deltas, ending, number, numbers, shared
from kb.search.compounds import LINKS
from kb.search.document import BODY, EXTRA
from kb.search.dutch import LONGEST, key
from kb.search.excerpt import LETTERS
from kb.search.index import Index
from kb.search.question import LONGEST_QUESTION
from kb.search.ranking import RANKING
from kb.search.suggestions import names_by_word

FORMAT = 1
"""Version of the parts; the engine refuses another."""

FOLDER = "zoek"
MANIFEST = f"{FOLDER}/manifest.js"

ASSIGNMENT = "self.kbManifestData="
"""What stands before the manifest's JSON in its script; the search page carries the same JSON within itself."""

NAME_LETTERS = 10
"""Of the digest that names a part: 50 bits, so that no two of a hundred thousand parts meet."""

FRONT = 10
"""Practices that stand on the search page before anything is asked; their cards are one part."""

SMALL = 512
"""In a collection up to here every page carries the facets of all practices."""


@dataclass(frozen=True, slots=True)
class CardText:
    """What a result shows of a practice: one line where · who · status · year, the summary, and the level's name."""

    meta: str
    summary: str
    level: str


@dataclass(frozen=True, slots=True)
class Sizes:
    """How large a part of sorted lines becomes, in letters: it may end from `least` on, and does at `most`.

    It ends at a word whose checksum says so (one in `one_in`), so that a change moves no other part's ends.
    """

    least: int
    most: int
    one_in: int


WORDS = Sizes(9_000, 26_000, 48)
ENDS = Sizes(9_000, 26_000, 512)
POSITIONS = Sizes(12_000, 40_000, 48)
NAMES = Sizes(9_000, 26_000, 24)


def search_files(index: Index, cards: Mapping[str, CardText]) -> tuple[SiteFile, ...]:
    """The manifest and all parts. `cards`: what a result shows of each practice, by id."""
    parts: dict[str, SiteFile] = {}

    def keep(text: str) -> str:
        file, name = _part(text)
        parts[name] = file
        return name

    facets = tuple(_facet_texts(index))
    lists: dict[str, object] = {
        "words": _lines(_word_lines(index), WORDS, keep, signed=True),
        "ends": _lines(_end_lines(index), ENDS, keep),
        "positions": keep(_json(_lines(_position_lines(index), POSITIONS, keep))),
        "facets": [keep(text) for text in facets],
        "cards": [keep(text) for text in _card_texts(index, cards, keep)],
        "names": keep(_json(_lines(_name_lines(index), NAMES, keep))),
        "others": keep(_json([facet.others for facet in index.collection.facets])),
        "front": keep(_json([[number_, _card_row(index, cards, number_, keep)] for number_ in _front(index)])),
    }
    # A small collection has one part of facets, which every page needs: it comes with the manifest.
    here = {keep(text): text for text in facets} if len(facets) == 1 else {}
    manifest = _escaped(ASSIGNMENT + _json({**_manifest(index, lists), "here": here}))
    return (SiteFile(MANIFEST, manifest), *(parts[name] for name in sorted(parts.keys() - here.keys())))


def docs_per_card(n: int) -> int:
    """How many practices share a part of cards: in a small collection many (few requests), else few (few bytes)."""
    return 16 if n <= SMALL else 8


def docs_per_facets(n: int) -> int:
    """How many practices share a part of facets: many, as an answer stands in most parts; so few requests count."""
    return SMALL if n <= 8 * SMALL else 4 * SMALL


def _manifest(index: Index, lists: dict[str, object]) -> dict[str, object]:
    collection = index.collection
    return {
        "format": FORMAT,
        "n": len(collection.docs),
        "average": collection.average,
        "ranking": {
            **RANKING.as_json(),
            "units": UNITS,
            "field_positions": FIELD_POSITIONS,
            "body": BODY,
            "extra": EXTRA,
        },
        "tables": _tables(),
        "facets": [
            {
                "name": f.name,
                "names": f.names,
                "terms": f.terms,
                "called": f.term_names,
                "counts": [sum(term in doc.facets[place] for doc in collection.docs) for term in range(len(f.terms))],
            }
            for place, f in enumerate(collection.facets)
        ],
        "front": FRONT,
        "question": LONGEST_QUESTION,
        "passage": LETTERS,
        "docsPerCard": docs_per_card(len(collection.docs)),
        "docsPerFacets": docs_per_facets(len(collection.docs)),
        "parts": lists,
    }


def _tables() -> dict[str, object]:
    """The Dutch of tables.py, word lists as texts."""
    joined = {
        name: " ".join(sorted(words))
        for name, words in (
            ("stop", tables.STOP_WORDS),
            ("light", tables.LIGHT_WORDS),
            ("noParts", tables.NO_PARTS),
            ("keepGe", tables.KEEP_GE),
            ("prefixes", tables.PREFIXES),
            ("participles", tables.PARTICIPLES),
            ("pluralS", tables.PLURAL_S),
            ("verbT", tables.VERB_T),
            ("nounT", tables.NOUN_T),
            ("verbD", tables.VERB_D),
            ("participleD", tables.PARTICIPLE_D),
            ("nounD", tables.NOUN_D),
        )
    }
    irregular: dict[str, list[str]] = {}
    for form, stem in sorted(tables.IRREGULAR.items()):
        irregular.setdefault(stem, []).append(form)
    return {
        **joined,
        "irregular": ";".join(f"{stem}:{' '.join(forms)}" for stem, forms in irregular.items()),
        "letters": tables.LETTERS,
        "apostrophes": tables.APOSTROPHES,
        "hyphens": tables.HYPHENS,
        "folds": tables.FOLDS,
        "links": [link for link, _ in LINKS],
        "longest": LONGEST,
    }


def _part(text: str) -> tuple[SiteFile, str]:
    name = base64.b32encode(hashlib.sha256(text.encode()).digest())[:NAME_LETTERS].decode().lower()
    return SiteFile(f"{FOLDER}/{name}.js", _escaped(f"kbPart({_json(name)},{_json(text)})")), name


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _escaped(script: str) -> bytes:
    """A script in which only strings hold signs that could end it or one of its lines."""
    return (script.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("<", "\\u003c") + "\n").encode()


Line = tuple[str, str, tuple["Posting", ...]]
"""A word, what follows it in its line, and its postings (only lines of words have them)."""

Posting = tuple[int, tuple[int, ...], int]
"""A practice, the units of a key in each field, and the class of the body's length."""


def _lines(
    lines: Iterable[Line], sizes: Sizes, keep: Callable[[str], str], *, signed: bool = False
) -> list[tuple[str, str]]:
    """The lines in parts: (first word, name) of each."""
    return [(batch[0][0], keep(_text(batch, signed=signed))) for batch in _batches(lines, sizes)]


def _batches(lines: Iterable[Line], sizes: Sizes) -> Iterator[list[Line]]:
    batch: list[Line] = []
    size = 0
    for line in lines:
        word, rest, postings = line
        full = size >= sizes.least and zlib.crc32(word.encode()) % sizes.one_in == 0
        if batch and (full or size >= sizes.most):
            yield batch
            batch, size = [], 0
        batch.append(line)
        size += len(word) // 2 + len(rest) + 4 * len(postings)
    if batch:
        yield batch


def _text(batch: Sequence[Line], *, signed: bool) -> str:
    """A part's text: with `signed` first its signatures (units by field, commonest first), then a line a word."""
    rows = [_signature(units) for _, _, postings in batch for _, units, _ in postings]
    ranked = _by_count(rows)
    places = {row: place for place, row in enumerate(ranked)}
    text = [" ".join(ranked)] if signed else []
    before = ""
    for word, rest, postings in batch:
        text.append(shared(before, word) + (_postings(postings, places) if signed and postings else "") + rest)
        before = word
    return "\n".join(text)


def _by_count(rows: Sequence[str]) -> list[str]:
    counts = Counter(rows)
    return sorted(counts, key=lambda row: (-counts[row], row))


@lru_cache(maxsize=1 << 14)
def _signature(units: tuple[int, ...]) -> str:
    return "".join(f"{field}{number(count)}" for field, count in enumerate(units) if count)


def _postings(postings: Sequence[Posting], places: Mapping[str, int]) -> str:
    docs = deltas([doc for doc, _, _ in postings])
    signs = [places[_signature(units)] for _, units, _ in postings]
    lengths = "".join(ALPHABET[length] for _, _, length in postings)
    return ":" + number(len(postings)) + numbers(docs) + numbers(signs) + lengths


def _word_lines(index: Index) -> Iterator[Line]:
    """All forms, keys, concepts and beginnings of asked patterns, in the order of their letters."""
    asked, docs = index.collection.asked, index.collection.docs
    for word in sorted({*index.forms, *index.keys, *asked}):
        rest = ""
        if index.is_form(word):
            rest = "." if key(word) == word else "=" + ending(word, key(word))
        if word in asked:
            rest += ";" + ",".join(f"{' '.join(pattern[1:])}>{name}" for pattern, name in asked[word])
        if word in index.collection.said:
            rest += "!" + "|".join(" ".join(said.replace("|", " ").split()) for said in index.collection.said[word])
        yield word, rest, tuple((doc, units, docs[doc].length) for doc, units in index.postings(word).items())


def _end_lines(index: Index) -> Iterator[Line]:
    """All forms, written backwards, in that order."""
    yield from ((form, "", ()) for form in sorted(form[::-1] for form in index.forms))


def _position_lines(index: Index) -> Iterator[Line]:
    """Where each form stands: practice, how often, positions."""
    for form in index.forms:
        table = index.positions(form)
        rest = ""
        for step, doc in zip(deltas(list(table)), table, strict=True):
            rest += number(step) + number(len(table[doc])) + numbers(deltas(table[doc]))
        yield form, ":" + rest, ()


def _name_lines(index: Index) -> Iterator[Line]:
    """The words of organisations' names, each with the names in which it stands."""
    for word, names in names_by_word(index.collection.organisations):
        yield word, "=" + "|".join(names), ()


def _facet_texts(index: Index) -> Iterator[str]:
    """For each stretch of practices a line a facet, then the ranks of the titles, then the dates."""
    docs = index.collection.docs
    step = docs_per_facets(len(docs))
    for start in range(0, len(docs), step):
        stretch = docs[start : start + step]
        lines = [
            numbers(value for doc in stretch for value in (len(doc.facets[place]), *doc.facets[place]))
            for place in range(len(index.collection.facets))
        ]
        dates = sorted({doc.updated for doc in stretch})
        lines.append(numbers(doc.rank for doc in stretch))
        lines.append(numbers(dates.index(doc.updated) for doc in stretch) + " " + " ".join(d or "-" for d in dates))
        yield "\n".join(lines)


def _card_texts(index: Index, cards: Mapping[str, CardText], keep: Callable[[str], str]) -> Iterator[str]:
    """For each stretch of practices what a result shows of each, with the name of the part with its passages."""
    numbers_ = range(len(index.collection.docs))
    step = docs_per_card(len(numbers_))
    for start in range(0, len(numbers_), step):
        yield _json([_card_row(index, cards, number_, keep) for number_ in numbers_[start : start + step]])


def _card_row(index: Index, cards: Mapping[str, CardText], number_: int, keep: Callable[[str], str]) -> list[str]:
    doc = index.collection.docs[number_]
    card = cards[doc.id]
    passages = keep("\n".join(index.passages(number_)[1:]))
    return [doc.id, doc.title, card.meta, card.summary, card.level, passages]


def _front(index: Index) -> list[int]:
    """The first practices in the order of titles."""
    docs = index.collection.docs
    return sorted(range(len(docs)), key=lambda number_: docs[number_].rank)[:FRONT]
