"""The rows of the list files: which keys a facet and the other lists have, and how their own kinds are read."""

import re
from collections.abc import Mapping

from kb.content.adoption import RULE
from kb.content.fields import OTHER_KINDS, Field
from kb.content.nodes import Listing, Node, Scalar, Table
from kb.content.sheet import Reader, Sheet, items
from kb.content.values import READERS, is_id
from kb.folding import slug
from kb.model import GlossaryEntry, KnownOrganisation, Municipality, SynonymGroup, Term

_TILE_LENGTH = 2
_LONGEST_SLUG = 60
_BETWEEN = re.compile(r"->|[,;=|→]")
_SHOWN = 80  # characters of what an editor wrote that a hint repeats


def _term(key: str, *more: Field) -> tuple[Field, ...]:
    return (
        Field(f"{key}.id", "slug", "De vaste naam in adressen.", "beschut-werk", required=True),
        Field(f"{key}.label", "text", "Wat de lezer ziet.", "Beschut werk", required=True),
        Field(f"{key}.description", "text", "Wat het betekent.", "Werk met veel begeleiding."),
        Field(f"{key}.synonyms", "texts", "Andere woorden ervoor.", "beschutte werkplek"),
        Field(f"{key}.formerly", "texts", "Namen die het eerder had.", "Beschermd werk"),
        *more,
    )


_PLACE = (
    Field("municipalities.name", "text", "De naam van nu.", "Aalten", required=True),
    Field("municipalities.also", "texts", "Namen van vroeger.", "Dinxperlo"),
)
_REGION = (
    Field("terms.provinces", "texts", "De provincies.", "Gelderland"),
    Field("terms.municipalities", "places", "De gemeenten.", "Aalten", of=_PLACE, make=Municipality),
    Field("terms.tile", "tile", "De plaats op het tegelkaartje.", "[7, 4]"),
)
FACET: tuple[Field, ...] = (
    Field("facet", "yes_no", "Is dit een lijst waarop lezers filteren?", "true", required=True),
    Field("label", "text", "De naam van het filter.", "Thema", required=True),
    Field("plural", "text", "De naam in het meervoud.", "Thema's"),
    Field("path", "slug", "De map van de pagina's.", "thema", required=True),
    Field("required", "yes_no", "Moet elke praktijk er een hebben?", "true"),
    Field("max", "count", "Hoeveel termen een praktijk hoogstens heeft; 0 is geen grens.", "4"),
    Field("order", "count", "De plaats tussen de filters.", "5"),
    Field("computed", "choice", "De regel waarmee de site dit zelf bepaalt.", RULE, choices=(RULE,)),
    Field("terms", "records", "De termen.", required=True, of=_term("terms", *_REGION), make=Term),
)
OTHER_LISTS: Mapping[str, tuple[Field, ...]] = {
    "synonyms": (Field("groups", "groups", "Woorden die elkaar vinden.", "[[jobcoach, werkcoach]]", required=True),),
    "glossary": (
        Field(
            "entries",
            "records",
            "Woorden met hun uitleg.",
            required=True,
            of=(
                Field("entries.word", "text", "Het woord.", "Wsw", required=True),
                Field("entries.meaning", "text", "De uitleg.", "De wet die…", required=True),
                Field("entries.also", "texts", "Andere vormen.", "Wet sociale werkvoorziening"),
            ),
            make=GlossaryEntry,
        ),
    ),
    "preconditions": (Field("terms", "records", "De voorwaarden.", required=True, of=_term("terms"), make=Term),),
    "organisations": (
        Field("types", "records", "De soorten.", of=_term("types"), make=Term),
        Field(
            "organisations",
            "records",
            "De organisaties.",
            of=(
                Field("organisations.name", "text", "De naam.", "Werkbedrijf Noord", required=True),
                Field("organisations.aliases", "texts", "Andere en oude namen.", "WB Noord"),
                Field("organisations.type", "text", "De id van het soort.", "sw-bedrijf"),
                Field("organisations.url", "url", "De website.", "https://www.voorbeeld.nl"),
                Field("organisations.municipality", "text", "De gemeente.", "Eindhoven"),
                Field("organisations.region", "text", "De id van de regio.", "zuidoost-brabant"),
            ),
            make=KnownOrganisation,
        ),
    ),
    "removed": (Field("removed", "reasons", "Weggehaalde praktijken, met de reden.", "{oude-id: op verzoek}"),),
    "words": (
        Field("keep", "texts", "Samenstellingen die heel blijven.", "werkplaats"),
        Field("split", "parts", "Samenstellingen met hun delen.", "{jobcoachtraject: [jobcoach, traject]}"),
    ),
}


def _slug(sheet: Sheet, field: Field, node: Node) -> str | None:
    if not isinstance(node, Scalar):
        sheet.wrong_form(field, node)
        return None
    if is_id(node.text, shortest=1, longest=_LONGEST_SLUG):
        return node.text
    meant = slug(node.text)[:_LONGEST_SLUG].strip("-")
    hint = f"Schrijf `{field.name}: {meant or field.example}`."
    sheet.notes.add(node.place, "vorm", f"`{field.key}` moet zijn: {OTHER_KINDS['slug']}.", hint)
    return None


def _places(sheet: Sheet, field: Field, node: Node) -> tuple[object, ...] | None:
    places = [
        Municipality(" ".join(item.text.split())) if isinstance(item, Scalar) else READERS["record"](sheet, field, item)
        for item in items(node)
    ]
    return None if None in places else tuple(places)


def _tile(sheet: Sheet, field: Field, node: Node) -> tuple[int, ...] | None:
    texts = [item.text for item in items(node) if isinstance(item, Scalar)]
    if len(texts) == _TILE_LENGTH and all(text.isascii() and text.isdigit() and len(text) < 4 for text in texts):  # noqa: PLR2004 - no map is a thousand tiles wide
        return tuple(int(text) for text in texts)
    sheet.wrong_form(field, node)
    return None


def _groups(sheet: Sheet, field: Field, node: Node) -> tuple[SynonymGroup, ...] | None:
    groups = [_group(sheet, field, item) for item in items(node)]
    return None if None in groups else tuple(group for group in groups if group)


def _group(sheet: Sheet, field: Field, node: Node) -> SynonymGroup | None:
    if isinstance(node, Listing) and len(node.items) > 1:
        return _words(sheet, field, (node,))
    if isinstance(node, Table) and {key.text for key, _ in node.entries} == {"from", "to"}:
        source, target = node.get("from"), node.get("to")
        return _words(sheet, field, (source, target)) if source and target else None
    sheet.notes.add(node.place, "vorm", "Dit is geen groep van woorden die elkaar vinden.", _group_hint(node))
    return None


def _group_hint(node: Node) -> str:
    """How the group may have been meant that somebody wrote in another form."""
    if isinstance(node, Table):
        if len(node.entries) == 1 and (node.get("from") or node.get("to")):
            return "`from` en `to` horen bij één streepje: zet voor de tweede twee spaties, en geen streepje."
        return "Schrijf achter het streepje `from: [woord]`, en recht daaronder `to: [ander woord]`."
    written = " ".join(item.text for item in items(node) if isinstance(item, Scalar))
    if written.startswith("-"):
        return "Zet achter elk streepje een spatie: `- [jobcoach, werkcoach]`."
    found = [word.strip() for word in _BETWEEN.split(written)] if _BETWEEN.search(written) else written.split()
    shown = ", ".join(word for word in found if word)
    if len(found) > 1 and len(shown) <= _SHOWN:
        return f"Zet de woorden tussen haken, met komma's ertussen: `- [{shown}]`."
    return "Zet minstens twee woorden tussen haken, met komma's ertussen: `- [jobcoach, werkcoach]`."


def _words(sheet: Sheet, field: Field, nodes: tuple[Node, ...]) -> SynonymGroup | None:
    words = [READERS["texts"](sheet, field, node) for node in nodes]
    return SynonymGroup(*words) if all(words) else None


def _parts(sheet: Sheet, field: Field, node: Node) -> dict[str, tuple[str, ...]] | None:
    if not isinstance(node, Table):
        sheet.wrong_form(field, node)
        return None
    split = {key.text: READERS["texts"](sheet, field, value) for key, value in node.entries}
    return None if None in split.values() else split


def _reasons(sheet: Sheet, field: Field, node: Node) -> dict[str, str] | None:
    if not isinstance(node, Table) or not all(is_id(key.text) for key, _ in node.entries):
        sheet.wrong_form(field, node)
        return None
    reasons = {key.text: READERS["text"](sheet, field, value) for key, value in node.entries}
    return None if None in reasons.values() else reasons


LIST_READERS: Mapping[str, Reader] = {
    **READERS,
    "slug": _slug,
    "places": _places,
    "tile": _tile,
    "groups": _groups,
    "parts": _parts,
    "reasons": _reasons,
}
