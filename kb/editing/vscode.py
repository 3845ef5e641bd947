"""Help in VS Code, made from the field table and the lists: the snippets with which a field is typed."""

import json
from collections.abc import Iterator, Sequence

from kb.content.fields import Field
from kb.content.skeleton import HINTS
from kb.content.terms import Vocabulary, fields_for
from kb.content.yamltext import plain
from kb.model import SECTIONS, Lists

SNIPPETS = ".vscode/praktijk.code-snippets"
"""Where VS Code looks for those of a project."""


def snippets(lists: Lists) -> str:
    """A snippet for each field, with its choices, and one for each heading; typed by the key or the heading."""
    words = Vocabulary(lists)
    made = {
        f"veld: {field.name}": _snippet(field.name, _field(field, words), field.explain)
        for field in fields_for(lists).values()
    }
    made |= {f"kop: {heading}": _heading(heading) for heading in SECTIONS}
    return json.dumps(made, indent=1, ensure_ascii=False) + "\n"


def _heading(heading: str) -> dict[str, object]:
    return _snippet(f"## {heading}", [f"## {heading}", "", f"${{1:{HINTS[heading]}}}", ""], "Een kop van de tekst.")


def _snippet(prefix: str, body: Sequence[str], explain: str) -> dict[str, object]:
    return {"scope": "markdown", "prefix": prefix, "body": list(body), "description": explain}


def _field(field: Field, words: Vocabulary) -> list[str]:
    """The lines of a field: a choice to pick, an example to type over, or the parts of a record."""
    if not field.of:
        return [f"{field.name}: {_stop(1, field, words)}"]
    if field.example:
        return [f"{field.name}: {_typed(1, field)}"]
    return [f"{field.name}:", *_parts(field, words)]


def _parts(field: Field, words: Vocabulary) -> Iterator[str]:
    for number, part in enumerate(field.of, 1):
        mark = "" if field.kind == "record" else "- " if number == 1 else "  "
        yield f"  {mark}{part.name}: {_stop(number, part, words)}"


def _stop(number: int, field: Field, words: Vocabulary) -> str:
    choices = _choices(field, words)
    if choices:
        return f"${{{number}|{','.join(map(_escaped, choices))}|}}"
    return _typed(number, field)


def _typed(number: int, field: Field) -> str:
    """An example to type over, between the quotes that it has in a file: a colon in a text needs them."""
    quotes = '"' if plain(field.example).startswith('"') else ""
    return f"{quotes}${{{number}:{_escaped(field.example)}}}{quotes}"


def _choices(field: Field, words: Vocabulary) -> Sequence[str]:
    if field.kind == "facet":
        return [term.id for term in words.facets[field.key].terms]
    if field.kind == "term":
        is_region = field.name == "region"
        return [term.id for term in (words.facets["region"].terms if is_region else words.lists.organisation_types)]
    return ("ja", "nee") if field.kind == "yes_no" else field.choices


def _escaped(text: str) -> str:
    for sign in "\\$},|":
        text = text.replace(sign, f"\\{sign}")
    return text
