"""The Whoosh index as small static files for the browser: the same input gives the same bytes.

The manifest names the parts and carries every number and table that the browser searches with. What is in each kind
of part stands in README.md beside this file.
"""

from collections import Counter
from collections.abc import Iterator

from msgspec import Struct
from msgspec.json import encode

from kb.folding import FOLDS
from kb.search import tables
from kb.search.analyser import FIELD_POSITIONS, UNITS
from kb.search.collection import Collection
from kb.search.compounds import LINKS
from kb.search.docparts import (
    FRONT,
    ORDERS,
    ROOM,
    SMALL,
    Cards,
    card_stretches,
    card_text,
    facet_texts,
    front_text,
    order_texts,
    own_names,
    own_text,
    slots_in,
    slots_per_card,
    slots_per_facets,
)
from kb.search.document import BODY, EXTRA
from kb.search.dutch import LONGEST
from kb.search.excerpt import LETTERS
from kb.search.index import Index
from kb.search.indexrecord import IndexRecord, Torn, recall
from kb.search.keptlines import KeptLines, read_known, write_known
from kb.search.parts import FOLDER, NAME_LETTERS, Listed, Parts, as_json, escaped, listed
from kb.search.question import LONGEST_QUESTION
from kb.search.ranking import RANKING
from kb.search.wordparts import ENDS, POSITIONS, WORDS, Kind, name_parts, text_of
from kb.sitefile import NOTHING, Earlier, File, SiteFile

FORMAT = 5
"""Version of the parts; the engine refuses another."""

MANIFEST = f"{FOLDER}/manifest.js"

ASSIGNMENT = "self.kbManifestData="
"""What stands before the manifest's JSON in its script; the search page carries the same JSON within itself."""


def search_files(index: Index, cards: Cards, earlier: Earlier = NOTHING) -> tuple[File, ...]:
    """The manifest and all parts. `cards`: what a result shows of each practice, by id.

    What stands as an `earlier` build left it, and was made of the same, is not made again. Torn when what the parts are
    made of is not whole.
    """
    made = index.made or recall(index.folder)
    if made is None:
        raise Torn
    known = read_known(index.folder.parent, made.make) if earlier.digests else {}
    parts = Parts(earlier, known)
    files = _Files(index, cards, made, parts).all()
    if parts.clashed:  # then a name depends on what other parts there are
        parts = Parts()
        return _Files(index, cards, made, parts).all()
    write_known(index.folder.parent, made.make, parts.made_of)
    return files


class _Files(Struct, frozen=True):
    index: Index
    cards: Cards
    made: IndexRecord
    parts: Parts

    def all(self) -> tuple[File, ...]:
        """The manifest and all parts."""
        index, cards, parts = self.index, self.cards, self.parts
        here: dict[str, str] = {}

        def carry(text: str) -> str:
            """Keep a part that comes with the manifest."""
            name = parts.keep(text)
            here[name] = text
            return name

        lists: dict[str, object] = {
            "words": self._listed(WORDS),
            "ends": self._listed(ENDS),
            "positions": parts.keep(as_json(self._listed(POSITIONS))),
            # In a small collection every question needs the one part of facets, and it is less than a request.
            "facets": "".join(map(carry, facet_texts(index)) if index.collection.room <= SMALL else self._facets()),
            "orders": self._orders(),
            "cards": "".join(self._cards()),
            "front": carry(front_text(index, cards, self._own)),
            "names": self._names(),
            "others": parts.keep(as_json([facet.others for facet in index.collection.facets])),
        }
        manifest = {**_manifest(index.collection), "parts": lists, "here": here}
        loose = sorted(parts.files.keys() - here.keys())
        return (SiteFile(MANIFEST, escaped(ASSIGNMENT + as_json(manifest))), *(parts.files[name] for name in loose))

    def _listed(self, kind: Kind) -> Listed:
        """The parts of a kind whose lines are kept."""
        kept = self.made.parts[kind.name]
        names = [self.parts.standing(f"{kind.name}:{part.digest}") for part in kept]
        lines = KeptLines(self.index.folder, self.made.make)
        found = lines.read((kind.name, part) for part, name in zip(kept, names, strict=True) if not name)
        rows, last = [], ""
        for part, name in zip(kept, names, strict=True):
            made = name or self.parts.keep(text_of(next(found), signed=kind.signed), f"{kind.name}:{part.digest}")
            rows.append((last, part.first, made))
            last = part.last
        return listed(rows)

    def _facets(self) -> list[str]:
        told = encode((self.index.collection.slots, [doc.facets for doc in self.index.collection.docs]))
        return self.parts.all_of(b"facets:" + told, lambda keep: [*map(keep, facet_texts(self.index))])

    def _orders(self) -> dict[str, str]:
        told = encode((self.index.collection.slots, [(doc.rank, doc.updated) for doc in self.index.collection.docs]))

        def kept(name: str) -> list[str]:
            made_of = name.encode() + told
            return self.parts.all_of(made_of, lambda keep: [*map(keep, order_texts(self.index)[name])])

        return {name: "".join(kept(name)) for name in ORDERS}

    def _names(self) -> str:
        """The name of the part that lists the parts with names: the last that is made."""
        organisations, room = self.index.collection.organisations, self.index.collection.room
        return self.parts.all_of(
            b"names:" + encode((room, organisations)), lambda keep: name_parts(organisations, room, keep)
        )[-1]

    def _cards(self) -> Iterator[str]:
        """The names of the parts with cards; what those show follows from what practices are but for their texts."""
        alike = self.made.alike
        for place, stretch in enumerate(card_stretches(self.index.collection)):
            own = own_names(stretch, self._own)
            made_of = f"cards:{alike}:{place}:{own}" if alike else ""
            yield self.parts.standing(made_of) or self.parts.keep(
                card_text(self.index, self.cards, stretch, own), made_of
            )

    def _own(self, number: int) -> str:
        """The name of the part with the text of a practice."""
        _, digest = self.made.files[number]
        made_of = f"own:{digest}" if digest else ""
        return self.parts.standing(made_of) or self.parts.keep(own_text(self.index, self.cards, number), made_of)


def _manifest(collection: Collection) -> dict[str, object]:
    return {
        "format": FORMAT,
        "n": len(collection.docs),
        "slots": slots_in(collection),
        "average": collection.average,
        "ranking": {
            **RANKING.as_json(),
            "units": UNITS,
            "field_positions": FIELD_POSITIONS,
            "body": BODY,
            "extra": EXTRA,
        },
        "tables": _tables(),
        "facets": list(_facets(collection)),
        "front": FRONT,
        "question": LONGEST_QUESTION,
        "passage": LETTERS,
        "nameLetters": NAME_LETTERS,
        "room": ROOM,
        "slotsPerCard": slots_per_card(collection.room),
        "slotsPerFacets": slots_per_facets(collection.room),
    }


def _facets(collection: Collection) -> Iterator[dict[str, object]]:
    for place, facet in enumerate(collection.facets):
        counts = Counter(term for doc in collection.docs for term in doc.facets[place])
        yield {
            "name": facet.name,
            "names": facet.names,
            "terms": facet.terms,
            "called": facet.term_names,
            "counts": [counts[term] for term in range(len(facet.terms))],
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
        "folds": FOLDS,
        "links": [link for link, _ in LINKS],
        "longest": LONGEST,
    }
