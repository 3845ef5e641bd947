"""A content folder in which every field of every file holds what somebody who means harm would write."""

import json
import struct
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kb.content.fields import FIELDS, Field
from tests.hostile.payloads import CALL, ELSEWHERE, TEXTS

if TYPE_CHECKING:
    from collections.abc import Callable

AT_ONCE = 3
"""So many texts stand in one field: few pages, and still every text in every field."""
NUMBER = -(-len(TEXTS) // AT_ONCE)

PICTURE = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + struct.pack(">IIB", 3, 2, 8) + b"<script>pwn(0)</script>"
_PLAIN = {
    "date": "2024-05-01",
    "loose_date": "2024-05",
    "month": "2024",
    "year": "2024",
    "count": "24",
    "source_number": "1",
    "email": "info+'onfocus='x@boos.example",
    "media": "plaatje.png",
    "language": "nl",
    "licence": "CC-BY-4.0",
    "check": "lengte",
}
_FACETS = {"region": "regio", "theme": "thema", "target_group": "doelgroep", "status": "stand"}
_FACETS |= {"constructor": "constructor", "to_string": "to-string", "law": "wet"}


class Vectors:
    """Hands out texts with a number in each call, and remembers which number stands in which field."""

    def __init__(self, *, harmless: bool = False) -> None:
        self.places: dict[int, str] = {}
        self._numbers = count(1)
        self._harmless = harmless

    def text(self, place: str, turn: int) -> str:
        """The texts whose turn it is, for one field. Of a harmless twin: just as many words, without any sign."""
        chosen = [TEXTS[at % len(TEXTS)] for at in range(turn * AT_ONCE, turn * AT_ONCE + AT_ONCE)]
        return " ".join(self.one(place, text) for text in chosen)

    def one(self, place: str, text: str) -> str:
        """One text with its own number."""
        number = next(self._numbers)
        self.places[number] = f"{place}: {text}"
        return f"onschuldig {number}" if self._harmless else text.replace(CALL, f"pwn({number})")


def write_hostile(folder: Path, vectors: Vectors) -> Path:
    """The folder `practices` below `folder`: practices, lists, dossiers and a picture."""
    content = folder / "practices"
    for name in ("_lists", "_dossiers", "_media"):
        (content / name).mkdir(parents=True)
    (content / "_media/plaatje.png").write_bytes(PICTURE)
    for name, value in _lists(vectors).items():
        _write(content / f"_lists/{name}.yaml", value)
    for turn in range(NUMBER):
        name = "constructor" if turn == 0 else f"boos-{turn}"
        _write(content / f"{name}.md", _header(vectors, turn), _body(vectors, turn))
        _write(content / f"_dossiers/{name}.md", _dossier(vectors, turn), _body(vectors, turn))
    return content


def _write(path: Path, values: object, body: str = "") -> None:
    """JSON is YAML too."""
    text = json.dumps(values, ensure_ascii=False, indent=1)
    path.write_text(f"---\n{text}\n---\n{body}" if path.suffix == ".md" else text, encoding="utf-8")


def _header(vectors: Vectors, turn: int) -> dict[str, Any]:
    values = {field.key: _value(field, vectors, turn) for field in FIELDS if field.kind != "facet"}
    values |= {facet: [_term(facet, turn)] for facet in _FACETS}
    return values | {"draft": "nee", "replaced_by": "boos-3" if turn == 1 else "onbekend"}


def _term(facet: str, turn: int) -> str:
    return "constructor" if facet == "constructor" else f"{facet}-{turn}".replace("_", "-")


def _value(field: Field, vectors: Vectors, turn: int) -> object:
    """A value that the checks let through, as hostile as its kind allows."""
    if field.kind in _PLAIN:
        return _PLAIN[field.kind]
    known: dict[str, Callable[[], object]] = {
        "yes_no": lambda: "ja",
        "choice": lambda: field.choices[0],
        "url": lambda: f"{ELSEWHERE}?'onfocus=pwn(0)autofocus'#javascript:pwn(0)",
        "term": lambda: f"region-{turn}" if field.name == "region" else f"soort-{turn}",
        "precondition": lambda: vectors.text(field.key, turn) if turn % 2 else f"nodig-{turn}",
        "practice": lambda: _neighbour(turn) if turn + 1 < NUMBER else "onbekend",  # no circle of adoptions
        "practices": lambda: [_neighbour(turn)],
        "ids": lambda: [f"oud-{turn}"],
        "municipalities": lambda: [_municipality(turn)],
        "texts": lambda: [vectors.text(field.key, turn)],
        "record": lambda: _record(field, vectors, turn),
    }
    if field.kind in known:
        return known[field.kind]()
    return [_record(field, vectors, turn)] if field.of else vectors.text(field.key, turn)


def _neighbour(turn: int) -> str:
    return f"boos-{turn + 1}" if turn + 1 < NUMBER else "constructor"


def _record(field: Field, vectors: Vectors, turn: int) -> dict[str, object]:
    return {part.name: _value(part, vectors, turn) for part in field.of}


def _municipality(turn: int) -> str:
    """A name that is in the list of regions; there it is a vector of its own."""
    return f'Boosdorp {turn} <img src=x onerror=pwn(0)> "onfocus=pwn(0)'


def _body(vectors: Vectors, turn: int) -> str:
    """Each text in the places that a body has; what it means as Markdown is for test_markdown.py."""
    places = (
        "{}",
        "## {}",
        "### {}",
        "- {}",
        "> {}",
        "a|b\n-|-\n{}|x",
        "[{}](https://boos.example/)",
        "`` {} ``",
        "```\n{}\n```",
    )
    return "\n\n".join(place.format(vectors.text(f"body {place!r}", turn)) for place in places) + "\n"


def _dossier(vectors: Vectors, turn: int) -> dict[str, object]:
    note = vectors.text("dossier note", turn)
    return {
        "title": vectors.text("dossier title", turn),
        "summary": vectors.text("dossier summary", turn),
        "practices": [{"id": "boos-1", "note": note}, {"id": "constructor", "note": note}],
    }


def _lists(vectors: Vectors) -> dict[str, Any]:
    lists: dict[str, Any] = {facet: _facet(facet, path, vectors) for facet, path in _FACETS.items()}
    turns = range(NUMBER)

    def terms(name: str) -> list[dict[str, object]]:
        return [{"id": f"{name}-{turn}", **_words(name, vectors, turn)} for turn in turns]

    lists["preconditions"] = {"terms": terms("nodig")}
    lists["organisations"] = {"types": terms("soort")}
    lists["glossary"] = {
        "entries": [
            {"word": vectors.text("word", turn), "meaning": vectors.text("meaning", turn), "also": [f"begrip{turn}x"]}
            for turn in turns
        ]
    }
    lists["synonyms"] = {"groups": [[vectors.text("synonym", turn), f"gelijk{turn}"] for turn in turns]}
    lists["words"] = {"keep": [vectors.text("keep", turn) for turn in turns]}
    return lists


def _facet(facet: str, path: str, vectors: Vectors) -> dict[str, object]:
    turns = range(1) if facet == "constructor" else range(NUMBER)
    terms = [{"id": _term(facet, turn), **_words(facet, vectors, turn)} for turn in turns]
    if facet == "region":
        for turn, term in enumerate(terms):
            tile = [turn % 8, turn // 8]
            place = vectors.text("province", turn)
            term |= {"tile": tile, "provinces": [place], "municipalities": [_municipality(turn)]}
    label, plural = vectors.text(f"{facet} label", 1), vectors.text(f"{facet} plural", 2)
    return {"facet": "true", "label": label, "plural": plural, "path": path, "terms": terms}


def _words(name: str, vectors: Vectors, turn: int) -> dict[str, object]:
    return {
        "label": vectors.text(f"{name} label", turn),
        "description": vectors.text(f"{name} description", turn),
        "synonyms": [vectors.text(f"{name} synonym", turn)],
        "formerly": [f"{name} eerder {turn} {vectors.text(f'{name} formerly', turn)}"],
    }
