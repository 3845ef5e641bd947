"""The JSON Schema of praktijken.json: what other programs can count on, with the version that says when it changes."""

import json
from collections.abc import Mapping

from kb.model import Facet
from kb.site import addresses

VERSION = "1.0"
"""Of the form of praktijken.json. A new key makes it 1.1; a key that goes or means something else makes it 2.0."""

Schema = Mapping[str, object]
TEXT: Schema = {"type": "string", "minLength": 1}
YES_NO: Schema = {"type": "boolean"}
DAY: Schema = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
SOURCE_NUMBER: Schema = {
    "type": "integer",
    "minimum": 1,
    "description": "Het nummer van de bron in `sources`, geteld vanaf 1.",
}


def schema(facets: tuple[Facet, ...]) -> bytes:
    """The schema as a file; `facets` are keys of a practice, and their terms the values."""
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:wat-werkt-waar:praktijken:{VERSION}",
        "title": "Praktijken",
        **_record(
            {
                "$schema": TEXT,
                "version": {"const": VERSION},
                "title": TEXT,
                "publisher": {"type": "string"},
                "licence": TEXT,
                "facets": _record({facet.name: _labels(facet) for facet in facets}, *(facet.name for facet in facets)),
                "practices": _list(_practice(facets)),
            },
            *("version", "title", "licence", "facets", "practices"),
        ),
    }
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def file_header() -> dict[str, str]:
    """What praktijken.json says of its own form."""
    return {"$schema": addresses.JSON_SCHEMA, "version": VERSION}


def _practice(facets: tuple[Facet, ...]) -> Schema:
    terms = {facet.name: _list({"enum": [term.id for term in facet.terms]}) for facet in facets}
    must = [facet.name for facet in facets if facet.required]
    texts = ("id", "url", "title", "summary", "lead_time", "replaced_by", "language", "level", "licence")
    lists = ("municipalities", "core_elements", "adaptable", "related", "keywords", "aliases", "unknown")
    parts = {
        **dict.fromkeys(texts, TEXT),
        **terms,
        **dict.fromkeys(lists, _list(TEXT)),
        **{name: _list(record) for name, record in _LISTED.items()},
        **_SINGLE,
        "added": DAY,
        "reviewed": DAY,
        "review_months": {"type": "integer", "minimum": 1},
    }
    return _record(parts, "id", "url", "title", "summary", "organisation", "sources", "level", "licence", *must)


def _record(properties: Mapping[str, Schema], *required: str) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


def _texts(*names: str, required: tuple[str, ...]) -> Schema:
    return _record(dict.fromkeys(names, TEXT), *required)


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _labels(facet: Facet) -> Schema:
    return _record({term.id: TEXT for term in facet.terms}, *(term.id for term in facet.terms))


_ORGANISATION = _texts("name", "type", "url", required=("name",))
_LISTED: Mapping[str, Schema] = {
    "organisation": _ORGANISATION,
    "partners": _ORGANISATION,
    "funding": _texts("source", "amount", required=("source",)),
    "preconditions": _record({"need": TEXT, "label": TEXT, "must": YES_NO}, "need", "label", "must"),
    "results": _record(
        {**dict.fromkeys(("indicator", "value", "unit", "before", "period"), TEXT), "source": SOURCE_NUMBER},
        *("indicator", "value"),
    ),
    "evidence": _texts("type", "title", "year", "url", required=("type", "title", "year")),
    "adopted_from": _texts("practice", "name", "url", required=()),
    "adopted_by": _texts(
        *("organisation", "region", "year", "changed", "result", "practice"),
        required=("organisation", "region", "year"),
    ),
    "documents": _texts("title", "url", required=("title", "url")),
    "sources": _texts("title", "url", "publisher", "date", required=("title",)),
    "sections": _texts("heading", "text", required=("heading", "text")),
}
_SINGLE: Mapping[str, Schema] = {
    "period": _texts("start", "end", required=()),
    "scale": _texts("participants", "staff_fte", "locations", required=()),
    "cost": _texts(*("band", "one_off", "per_year", "per_participant", "price_year", "note"), required=("band",)),
    "contact": _texts("organisation", "function", "url", required=("organisation",)),
    "image": _texts("src", "alt", "credit", required=("src", "alt")),
}
