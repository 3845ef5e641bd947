"""The header of a practice as a JSON Schema, made from the field table and the lists, for programs that know no `kb`.

It judges what one value can say by itself. What needs other values or files is for `kb check` alone: a municipality and
its region, the number of a source, a practice that exists.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

from kb.content.codes import WARNINGS
from kb.content.fields import KINDS, Field
from kb.content.terms import Vocabulary, fields_for
from kb.content.values import MAX_COUNT, NO, PATTERNS, YEARS, YES
from kb.content.words import fold
from kb.model import UNKNOWN, Lists, Term

SCHEMA = ".vscode/praktijk.schema.json"
"""Where it stands."""

_Schema: TypeAlias = dict[str, Any]

_TEXT: _Schema = {"type": ["string", "number", "boolean"]}
_NOTHING: _Schema = {"anyOf": [{"enum": [None, [], {}]}, {"type": "string", "pattern": r"^\s*$"}]}
_EMPTY: _Schema = {"$ref": "#/definitions/leeg"}
_UNKNOWN: _Schema = {"$ref": "#/definitions/onbekend"}
_ACCENTS = {"a": "àáâäãå", "c": "ç", "e": "èéêë", "i": "ìíîï", "n": "ñ", "o": "òóôöõ", "u": "ùúûü", "y": "ýÿ"}
_YEAR = "(1[89]|2[01])[0-9]{2}|2200"
_DAY = (
    f"({_YEAR})-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))"
    "|((1[89]|2[01])(0[48]|[2468][048]|[13579][26])|2000)-02-29"
)
_MONTH = f"({_YEAR})(-(0[1-9]|1[0-2]))?"


def practice_schema(lists: Lists) -> str:
    """The whole schema as the text of its file."""
    words = Vocabulary(lists)
    schema = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$comment": "Gemaakt uit kb/content/fields.py en practices/_lists/ met: kb forms",
        "title": "De velden van een praktijk",
        **_table(fields_for(lists).values(), words),
        "definitions": _definitions(words),
    }
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


def _definitions(words: Vocabulary) -> _Schema:
    """What stands in more than one place: nothing, not known, and one word of each list."""
    return {
        "leeg": _NOTHING,
        "onbekend": _single_or_list(_spelled([UNKNOWN]), most=1),
        "gemeente": _offered(words.municipality_names),
        "type": _of_list(words.lists.organisation_types),
        **{name: _of_list(facet.terms) for name, facet in words.facets.items() if name in words.fields},
    }


def _one_of(name: str) -> _Schema:
    return {"$ref": f"#/definitions/{name}"}


def _table(fields: Iterable[Field], words: Vocabulary) -> _Schema:
    fields = tuple(fields)
    return {
        "type": "object",
        "properties": {field.name: _property(field, words) for field in fields},
        "required": [field.name for field in fields if field.required],
        "additionalProperties": False,
    }


def _property(field: Field, words: Vocabulary) -> _Schema:
    """A value, or the word `onbekend`, or nothing yet where the field may be left out."""
    kind: _Schema = _KINDS[field.kind](field, words)
    choices = [kind] if field.keeps_unknown else [kind, _UNKNOWN]
    said: _Schema = {"description": f"{field.explain} ({KINDS[field.kind]})"}
    if field.example:
        said["examples"] = [field.example]
    if field.required:
        return said | {"not": _EMPTY, "anyOf": choices}
    return said | {"anyOf": [*choices, _EMPTY]}


def _single_or_list(one: _Schema, *, most: int = 0) -> _Schema:
    listed: _Schema = {"type": "array", "items": one}
    return {"anyOf": [one, listed | ({"minItems": 1, "maxItems": most} if most else {})]}


def _or_empty(one: _Schema) -> _Schema:
    return {"anyOf": [one, _EMPTY]}


def _spelled(names: Iterable[str]) -> _Schema:
    """One of these names, whatever its capitals, accents and spaces."""
    folded = sorted({fold(name) for name in names})
    return {"type": "string", "pattern": rf"^\s*({'|'.join(map(_loosely, folded))})\s*$"}


def _loosely(name: str) -> str:
    return "".join(_letter(sign) for sign in name)


def _letter(sign: str) -> str:
    if sign == " ":
        return r"\s+"
    if not sign.isalpha():
        return re.sub(r"([.^$*+?()\[\]{}|\\/])", r"\\\1", sign)
    same = sign + _ACCENTS.get(sign, "")
    return f"[{''.join(dict.fromkeys(same + same.upper()))}]"


def _of_list(terms: Iterable[Term]) -> _Schema:
    """A term by its id, which an editor is offered, or by another of its names."""
    terms = tuple(terms)
    offered = {"enum": [term.id for term in terms], "enumDescriptions": [term.label for term in terms]}
    names = [name for term in terms for name in term.names]
    return {"anyOf": [offered, _spelled(names)]}


def _facet(field: Field, _: Vocabulary) -> _Schema:
    one = _one_of(field.key)
    return {"anyOf": [one, {"type": "array", "items": _or_empty(one)}]}


def _term(field: Field, _: Vocabulary) -> _Schema:
    return _one_of(field.name)  # `region` or `type`


def _offered(names: Iterable[str]) -> _Schema:
    """Any text; an editor is offered these."""
    return {"anyOf": [{"enum": list(dict.fromkeys(names))}, _TEXT]}


def _texts(*others: _Schema) -> _Schema:
    one: _Schema = {"anyOf": [*others, _TEXT]} if others else _TEXT
    return {"anyOf": [one, {"type": "array", "items": _or_empty(one)}]}


def _record(field: Field, words: Vocabulary) -> _Schema:
    return _table(field.of, words)


def _matching(kind: str) -> _Schema:
    return {"type": "string", "pattern": PATTERNS[kind]}


def _date(*patterns: str) -> _Schema:
    dated: _Schema = {"type": "string", "pattern": rf"^\s*({'|'.join(patterns)})\s*$"}
    return dated


def _or_year(dated: _Schema) -> _Schema:
    return {"anyOf": [dated, {"type": "integer", "minimum": YEARS[0], "maximum": YEARS[-1]}]}


def _count(field: Field, _: Vocabulary) -> _Schema:
    number = {"type": "integer", "minimum": field.low, "maximum": field.high or MAX_COUNT}
    return {"anyOf": [number, {"type": "string", "pattern": r"^\s*[0-9]{1,6}\s*$"}]}


_Kind: TypeAlias = Callable[[Field, Vocabulary], _Schema]
_KINDS: Mapping[str, _Kind] = {
    "text": lambda *_: _TEXT,
    "texts": lambda *_: _texts(),
    "facet": _facet,
    "term": _term,
    "organisations": lambda field, words: _texts(_record(field, words)),
    "municipalities": lambda *_: _texts(_one_of("gemeente")),
    "precondition": lambda _, words: _offered(term.id for term in words.lists.preconditions),
    "practice": lambda *_: _matching("practice"),
    "practices": lambda *_: _single_or_list(_matching("practice")),
    "origins": lambda field, words: _single_or_list({"anyOf": [_record(field, words), _matching("practice")]}),
    "record": _record,
    "records": lambda field, words: _single_or_list(_record(field, words)),
    "choice": lambda field, _: {"anyOf": [{"enum": list(field.choices)}, _spelled(field.choices)]},
    "date": lambda *_: _date(_DAY),
    "loose_date": lambda *_: _or_year(_date(_DAY, _MONTH)),
    "month": lambda *_: _or_year(_date(_MONTH)),
    "year": lambda *_: _or_year(_date(_YEAR)),
    "amount": lambda *_: _TEXT,
    "count": _count,
    "source_number": _count,
    "yes_no": lambda *_: {"anyOf": [{"type": "boolean"}, {"enum": ["ja", "nee"]}, _spelled(YES | NO)]},
    "url": lambda *_: {
        "type": "string",
        "pattern": r'^\s*[Hh][Tt][Tt][Pp][Ss]?://[^\s<>"\\^`{|}/?#:@][^\s<>"\\^`{|}]*\s*$',
    },
    "email": lambda *_: _matching("email"),
    "media": lambda *_: _matching("media"),
    "ids": lambda *_: _single_or_list(_matching("practice")),
    "language": lambda *_: _matching("language"),
    "licence": lambda *_: _matching("licence"),
    "check": lambda *_: {"enum": list(WARNINGS)},
}
