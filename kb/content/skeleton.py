"""The file with which an editor begins: the fields with their explanation, and the headings of the text."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from kb.content.fields import KINDS, Field
from kb.content.terms import Vocabulary
from kb.content.yamltext import plain, quoted
from kb.model import SECTIONS, Facet, Lists

HINTS: Mapping[str, str] = {
    "Aanleiding": "Welk probleem was er, en voor wie?",
    "Aanpak": "Wat deden jullie, stap voor stap?",
    "Resultaten": "Wat leverde het op? Noem cijfers en wie ze telde. Wat lukte niet?",
    "Wat heb je nodig": "Mensen, geld, ruimte en afspraken.",
    "Geleerde lessen": "Wat zou je nu anders doen?",
    "Zo neem je dit over": "Waarmee begint een ander? Wat moet hetzelfde blijven?",
    "Borging en vervolg": "Hoe gaat het verder, en wie betaalt dat?",
    "Ervaringen": "Wat zeggen deelnemers en begeleiders?",
}
"""What an editor is asked to write below each heading."""
_WIDTH = 110


def skeleton(title: str, lists: Lists, values: Mapping[str, Sequence[str]], today: date) -> str:
    """A practice file with this title, these values (terms by id, label or former name) and today as `added`.

    Required fields are empty, so that `kb check` names what is left to fill in; other fields are comments.
    """
    words = Vocabulary(lists)
    known = {"title": quoted(title), "added": today.isoformat()}
    known |= {name: _written(name, given, words) for name, given in values.items() if any(given)}
    required = [field for field in words.fields.values() if field.required]
    optional = [field for field in words.fields.values() if not field.required and field.key != "added"]
    lines = [
        "---",
        "# Vul in wat hieronder staat. Alles achter een # is uitleg; die mag je weghalen.",
        *(line for field in sorted(required, key=_has_parts) for line in _open(field, known, words)),
        "",
        *explained(words.fields["added"], None),
        f"added: {known['added']}",
        "",
        "# Wat nu volgt hoeft niet. Haal `# ` weg (hekje, spatie) bij wat je invult. Niet te vinden? Schrijf: onbekend",
        *(line for field in sorted(optional, key=_is_no_facet) for line in _open(field, known, words)),
    ]
    return "\n".join([*lines, "---", *_body()])


def _written(name: str, values: Sequence[str], words: Vocabulary) -> str:
    """One text as it is, more values and terms as a list."""
    if name in words.facets:
        values = [words.term(name, value) or value for value in values]
    elif words.fields[name].kind == "text":
        return quoted(values[0])
    return f"[{', '.join(plain(value) for value in values)}]"


def _has_parts(field: Field) -> bool:
    return bool(field.of)


def _is_no_facet(field: Field) -> bool:
    return field.kind != "facet"


def _open(field: Field, known: Mapping[str, str], words: Vocabulary) -> Iterator[str]:
    yield ""
    yield from explained(field, words.facets.get(field.key))
    yield from _with_more(field, words)
    if field.key in known:
        yield f"{field.key}: {known[field.key]}"
        return
    sample = list(_sample(field))
    if field.required:
        yield f"{field.key}:"
        # The key stands there already: a second one would be a mistake.
        if len(sample) > 1:
            yield "# Haal `# ` weg (hekje, spatie) bij de regels hieronder, en vul ze in."
        sample = sample[1:] if len(sample) > 1 else [f"Bijvoorbeeld: {line}" for line in sample if field.of]
    yield from (f"# {line}" for line in sample)


def _with_more(field: Field, words: Vocabulary) -> Iterator[str]:
    """For what may be a name alone: how it is written with all that can stand beside it."""
    if not field.of or not field.example:
        return
    parts = ", ".join(f"{part.name}: {plain(part.example)}" for part in field.of)
    yield f"# Met meer dan de naam: {{{parts}}}"
    if any(part.name == "type" for part in field.of):
        yield from _wrapped([term.id for term in words.lists.organisation_types], "# Bij type kies je uit:")


def explained(field: Field, facet: Facet | None) -> Iterator[str]:
    """The comment above a field: what it is for, and what it can be."""
    bounds = f" ({field.bounds})" if field.bounds else ""
    yield f"# {field.explain}{bounds}"
    choices = [term.id for term in facet.terms] if facet else field.choices
    yield from _wrapped(choices)
    if not facet and not field.of and not choices and field.kind != "text":
        yield f"# Vorm: {KINDS[field.kind]}."


def _wrapped(names: Sequence[str], line: str = "# Kies uit:") -> Iterator[str]:
    for name in names:
        if len(line) + len(name) > _WIDTH:
            yield line
            line = "#  "
        line += f" {name}"
    if names:
        yield line


def _sample(field: Field) -> Iterator[str]:
    """An example as it would stand in the file, without the hash marks."""
    if not field.of or field.example:
        yield f"{field.key}: {field.example}"
        return
    yield f"{field.key}:"
    is_list = field.kind != "record"
    for number, part in enumerate(field.of):
        mark = "- " if is_list and not number else "  "
        yield f"  {mark if is_list else ''}{part.name}: {plain(part.example)}"


def _body() -> Iterator[str]:
    for heading in SECTIONS:
        yield f"\n## {heading}\n\n<!-- {HINTS[heading]} -->"
    yield ""
