"""Reads `_lists/`: the facets, and the lists that help the search and the checks."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from kb.content.fields import FIELDS, REQUIRED_FACETS, Field
from kb.content.files import ASIDE, read_bytes
from kb.content.frontmatter import read_fields
from kb.content.listfields import FACET, LIST_READERS, OTHER_LISTS
from kb.content.nodes import Table
from kb.content.notes import Notes
from kb.content.sheet import Sheet, Values, items
from kb.content.source import read_text
from kb.content.words import did_you_mean, fold
from kb.folding import slug
from kb.model import Facet, KnownOrganisation, Lists, Term, WordRules
from kb.problems import Outcome, Place, Problem

MAX_NAMES = 1000
"""Terms of a list, with their former names."""

# Words of the address, of the commands, and of the pages: a facet of that name could not be told from them.
_PARAMETERS = frozenset(
    {
        *("q", "sort", "n", "breed", "uitleg", "limit", "json", "content", "output", "templates", "base_url", "jobs"),
        *("no_cache", "cache", "strict", "today", "zip", "format", "exact", "explain", "port", "open", "help"),
        *("version", "k", "vragen", "words", "id", "score", "total", "hits", "facets", "level", "updated"),
    }
)
_FOLDERS = frozenset(
    {
        *("praktijken", "dossiers", "media", "assets", "zoek", "zoeken", "index", "overzicht", "organisaties"),
        *("keuzelijst", "vergelijken", "memo", "over", "bijdragen", "toegankelijkheid", "privacy", "open-data"),
        *("te-doen", "begrippen", "keuze"),
    }
)
_TAKEN = _PARAMETERS | {field.key for field in FIELDS if field.kind != "facet"} | set(OTHER_LISTS)


class _File(Struct, frozen=True):
    """One list file: its name without `.yaml`, its notes and its content."""

    name: str
    notes: Notes
    table: Table


def read_lists(folder: Path, shown: str) -> Outcome[Lists]:
    """All lists of a folder; `shown` is the folder as problems name it.

    The value is None when there is no such folder; with errors it holds what could be read.
    """
    if folder.is_symlink() and not folder.resolve().is_relative_to(folder.parent.resolve()):
        message = "Deze symbolische koppeling wijst naar iets buiten de map."
        return Outcome(None, (Problem(Place(shown), "verwijzing-buiten", message, "Zet de lijsten zelf in de map."),))
    if not folder.is_dir():
        message = "De map met lijsten is er niet."
        return Outcome(None, (Problem(Place(shown), "lijst-ontbreekt", message, "Maak de map `_lists`."),))
    problems: list[Problem] = []
    facets: list[tuple[int, Facet]] = []
    parts: Values = {}
    files = list(_files(folder, shown, problems))
    for file in files:
        if file.name in OTHER_LISTS:
            parts |= _other(file)
        elif (facet := _facet(file)) is not None:
            facets.append(facet)
    ordered = tuple(facet for _, facet in sorted(facets, key=lambda pair: (pair[0], pair[1].name)))
    for file in files:
        if file.name == "organisations":
            _check_organisations(file, parts, ordered)
        problems += file.notes.problems
    problems += _clashes(ordered, folder, shown)
    return Outcome(Lists(ordered, **parts), tuple(sorted(problems)))


def _files(folder: Path, shown: str, problems: list[Problem]) -> Iterator[_File]:
    for path in sorted(folder.iterdir(), key=lambda path: path.name):
        if path.name.startswith(ASIDE) or path.suffix not in (".yaml", ".yml"):
            continue
        notes = Notes(f"{shown}/{path.name}")
        table = _table(path, folder, notes)
        if path.suffix == ".yml":
            notes.add(notes.place(1), "lijst-naam", "Een lijst eindigt op `.yaml`.", f"Noem hem `{path.stem}.yaml`.")
        if table is None or path.suffix == ".yml":
            problems += notes.problems
        else:
            yield _File(path.stem, notes, table)


def _table(path: Path, folder: Path, notes: Notes) -> Table | None:
    data = read_bytes(path, folder, notes)
    text = None if data is None else read_text(data, notes)
    if text is None:
        return None
    node = read_fields(text, notes)
    if node is None and not notes.failed:
        notes.add(notes.place(1), "velden-vorm", "Deze lijst is leeg.", "Zet er `terms:` in, of haal het bestand weg.")
    elif node is not None and not isinstance(node, Table):
        notes.add(
            node.place,
            "velden-vorm",
            "Een lijst moet bestaan uit regels `veld: waarde`.",
            "Kijk hoe een andere lijst in `_lists/` begint.",
        )
        return None
    return node


def _facet(file: _File) -> tuple[int, Facet] | None:
    if file.table.get("facet") is None:
        hint = f"Zet er `facet: true` in, of gebruik een van: {', '.join(OTHER_LISTS)}."
        file.notes.add(file.notes.place(1), "lijst-naam", f"De lijst `{file.name}` kennen we niet.", hint)
        return None
    _check_name(file)
    values = _values(file, FACET)
    if values is None:
        return None
    terms = values.pop("terms")
    order = values.pop("order", 0) or _default_order(file.name)
    values.pop("facet")
    values = {"plural": values["label"]} | values
    _check_terms(file, terms)
    if values.get("computed") and len(terms) != 1:
        node = file.table.get("terms") or file.table
        file.notes.add(node.place, "vorm", "Een berekend filter heeft precies één term.", "Haal de andere weg.")
    return order, Facet(name=file.name, terms=terms, **values)


def _default_order(name: str) -> int:
    return REQUIRED_FACETS.index(name) + 1 if name in REQUIRED_FACETS else len(REQUIRED_FACETS) + 1000


def _check_name(file: _File) -> None:
    name = file.name
    if not name.isascii() or not name.replace("_", "a").isalnum() or not name.islower() or name[0].isdigit():
        message = f"`{name}` kan geen naam van een facet zijn."
        file.notes.add(file.notes.place(1), "lijst-naam", message, "Gebruik kleine letters en `_`.")
    elif name in _TAKEN:
        message = f"`{name}` heeft al een andere betekenis in een praktijk, een adres of een opdracht."
        file.notes.add(file.notes.place(1), "lijst-naam", message, "Geef het bestand een andere naam.")


def _other(file: _File) -> Values:
    values = _values(file, OTHER_LISTS[file.name])
    if values is None:
        return {}
    if file.name == "words":
        return {"words": WordRules(tuple(values.get("keep", ())), values.get("split", {}))}
    names = {"terms": "preconditions", "types": "organisation_types", "groups": "synonyms", "entries": "glossary"}
    for name in ("terms", "types"):
        _check_terms(file, values.get(name, ()), name)
    return {names.get(key, key): value for key, value in values.items()}


def _values(file: _File, fields: Iterable[Field]) -> Values | None:
    sheet = Sheet(file.notes, LIST_READERS)
    return sheet.table(file.table, {field.name: field for field in fields}, file.notes.place(1))


def _check_terms(file: _File, terms: Iterable[Term], key: str = "terms") -> None:
    """Two terms may not share an id, a name or a former name, and two regions not a municipality or a tile.

    Each term and each former name gets a page, and each page of terms shows them all.
    """
    terms = tuple(terms)
    names = sum(1 + len(term.formerly) for term in terms)
    if names > MAX_NAMES:
        message = f"Deze lijst heeft {names} termen en vroegere namen; er passen er hoogstens {MAX_NAMES} op de site."
        file.notes.add((file.table.get(key) or file.table).place, "lijst-lang", message, "Maak er ruimere termen van.")
        return
    owners: dict[str, int] = {}
    for number, (term, item) in enumerate(zip(terms, items(file.table.get(key) or file.table), strict=False)):
        for name, shown in _names(term):
            owner = owners.setdefault(name, number)
            if owner != number:
                both = f"bij `{terms[owner].id}` en bij `{term.id}`" if term.id != terms[owner].id else "er twee keer"
                message = f"{shown} staat {both}."
                file.notes.add(item.place, "lijst-dubbel", message, "Haal een van de twee weg.")


def _names(term: Term) -> Iterator[tuple[str, str]]:
    """What no other term may have, and how a message calls it."""
    # As they will stand in addresses: a former name gets a page that leads to the new one.
    for name in dict.fromkeys(slug(name) or fold(name) for name in term.names):
        yield f"term {name}", f"`{name}`"
    for place in term.municipalities:
        yield f"municipality {fold(place.name)}", f"De gemeente `{place.name}`"
    if term.tile:
        yield f"tile {term.tile}", f"De tegel `{list(term.tile)}`"


def _check_organisations(file: _File, parts: Values, facets: tuple[Facet, ...]) -> None:
    """An organisation's type and region stand in their lists, and no two have a name in common."""
    types = {term.id for term in parts.get("organisation_types", ())}
    regions = {term.id for facet in facets if facet.name == "region" for term in facet.terms}
    owners: dict[str, int] = {}
    organisations: tuple[KnownOrganisation, ...] = parts.get("organisations", ())
    nodes = items(file.table.get("organisations") or file.table)
    for number, (known, item) in enumerate(zip(organisations, nodes, strict=False)):
        for word, choices in ((known.type, types), (known.region, regions or {known.region})):
            if word and word not in choices:
                message = f"`{word}` bij `{known.name}` staat niet in de lijst."
                hint = did_you_mean(word, choices) or "Zet hem eerst in die lijst, of haal hem hier weg."
                file.notes.add(item.place, "onbekende-term", message, hint)
        for name in {fold(name) for name in (known.name, *known.aliases)}:
            owner = owners.setdefault(name, number)
            if owner != number:
                message = f"`{name}` staat bij `{organisations[owner].name}` en bij `{known.name}`."
                file.notes.add(item.place, "lijst-dubbel", message, "Haal een van de twee weg.")


def _clashes(facets: tuple[Facet, ...], folder: Path, shown: str) -> list[Problem]:
    problems = []
    paths: dict[str, str] = {}
    for facet in facets:
        place = Place(f"{shown}/{facet.name}.yaml")
        owner = paths.setdefault(facet.path, facet.name)
        if facet.path in _FOLDERS or owner != facet.name:
            message = f"De map `{facet.path}` is op de site al in gebruik."
            problems.append(Problem(place, "lijst-naam", message, "Kies bij `path` een andere naam."))
    present = {facet.name for facet in facets}
    for name in REQUIRED_FACETS:
        if name not in present and not (folder / f"{name}.yaml").exists():
            place, hint = Place(f"{shown}/{name}.yaml"), "Elke praktijk heeft deze lijst nodig."
            problems.append(Problem(place, "lijst-ontbreekt", f"De lijst `{name}.yaml` ontbreekt.", hint))
    return problems
