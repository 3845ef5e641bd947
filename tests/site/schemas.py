"""Checks values by the part of JSON Schema that our schema uses; what it does not know it refuses."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

KNOWN = {
    *("$schema", "$id", "title", "description", "type", "properties", "required", "additionalProperties"),
    *("items", "enum", "const", "pattern", "minLength", "minimum"),
}
TYPES: Mapping[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "boolean": bool,
}


def wrong(schema: Mapping[str, Any], value: Any, at: str = "$") -> Iterator[str]:  # noqa: ANN401 - any JSON
    """Each place where the value is not as the schema says."""
    assert set(schema) <= KNOWN, set(schema) - KNOWN
    kind = TYPES[schema["type"]] if "type" in schema else object
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        yield f"{at}: no {schema['type']}"
        return
    if "enum" in schema and value not in schema["enum"]:
        yield f"{at}: {value!r} is none of the values"
    if "const" in schema and value != schema["const"]:
        yield f"{at}: {value!r} is not {schema['const']!r}"
    if isinstance(value, str):
        yield from _wrong_text(schema, value, at)
    elif isinstance(value, int) and value < schema.get("minimum", value):
        yield f"{at}: too small"
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from wrong(schema["items"], item, f"{at}[{number}]")
    elif isinstance(value, dict):
        yield from _wrong_object(schema, value, at)


def _wrong_text(schema: Mapping[str, Any], value: str, at: str) -> Iterator[str]:
    if len(value) < schema.get("minLength", 0):
        yield f"{at}: too short"
    if not re.search(schema.get("pattern", ""), value):
        yield f"{at}: {value!r} does not match"


def _wrong_object(schema: Mapping[str, Any], value: Mapping[str, Any], at: str) -> Iterator[str]:
    properties = schema.get("properties", {})
    yield from (f"{at}.{name}: missing" for name in schema.get("required", ()) if name not in value)
    for name, inner in value.items():
        if name in properties:
            yield from wrong(properties[name], inner, f"{at}.{name}")
        elif schema.get("additionalProperties") is False:
            yield f"{at}.{name}: unknown"
