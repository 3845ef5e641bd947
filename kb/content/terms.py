"""Looks words up in the lists, and reads the fields whose values stand in them."""

import re
from collections.abc import Mapping
from functools import partial

from msgspec.structs import replace

from kb.content.fields import FIELDS, Field
from kb.content.nodes import Node, Scalar, Table
from kb.content.sheet import Reader, Sheet, is_empty, items, listed
from kb.content.values import READERS
from kb.content.words import did_you_mean, fold, likely
from kb.model import Facet, KnownOrganisation, Lists, Organisation, Term

_LISTED = re.compile(r"[,;/]|(?:^|(?<=\s))-(?=\S)")
_AND = re.compile(r"\s(?:en|of|&|\+)\s")
_MANY = 25  # more terms than this are not listed in a hint


def fields_for(lists: Lists) -> dict[str, Field]:
    """The rows of the field table by key, with the facets that editors type in their place."""
    fields = {field.key: field for field in FIELDS if field.kind != "facet"}
    explained = {field.key: field for field in FIELDS if field.kind == "facet"}
    for facet in lists.facets:
        if facet.computed:
            continue
        base = explained.get(facet.name, Field(facet.name, "facet", f"{facet.label}."))
        example = base.example or (facet.terms[0].id if facet.terms else "")
        fields[facet.name] = replace(base, example=example, required=facet.required, high=facet.max)
    return fields


class Vocabulary:
    """The lists, laid out to look a word up by id, label or former name, whatever its case and accents."""

    def __init__(self, lists: Lists) -> None:
        self.lists = lists
        self.facets = {facet.name: facet for facet in lists.facets}
        self.fields = fields_for(lists)
        self._terms = {facet.name: _by_name(facet.terms) for facet in lists.facets}
        self._types = _by_name(lists.organisation_types)
        self._needs = _by_name(lists.preconditions)
        self._organisations: dict[str, KnownOrganisation] = {}
        for known in lists.organisations:
            for name in (known.name, *known.aliases):
                self._organisations.setdefault(fold(name), known)
        self._today, self._formerly = _municipalities(self.facets.get("region"))

    def term(self, facet: str, word: str) -> str | None:
        """The id of the term that the word means, None if it means none."""
        term = self._terms[facet].get(fold(word))
        return term.id if term else None

    def by_synonym(self, facet: str, word: str) -> str | None:
        """The id of the term that has the word as a synonym."""
        wanted = fold(word)
        return next((term.id for term in self.facets[facet].terms if wanted in map(fold, term.synonyms)), None)

    def nearest_term(self, facet: Facet, word: str) -> str | None:
        """The id of the term of a facet that the word means or nearly is, also by a synonym."""
        names = {name: term.id for term in reversed(facet.terms) for name in (*term.synonyms, *term.formerly)}
        names |= {name: term.id for term in facet.terms for name in (term.label, term.id)}
        return self.term(facet.name, word) or likely(word, names)

    def elsewhere(self, facet: Facet, word: str) -> tuple[Facet, ...]:
        """The other facets that an editor fills in and of which the word means a term."""
        others = (other for other in self.lists.facets if other.name != facet.name and not other.computed)
        return tuple(other for other in others if self.term(other.name, word))

    def organisation_type(self, word: str) -> str | None:
        """The id of the type of organisation that the word means, None if it means none."""
        term = self._types.get(fold(word))
        return term.id if term else None

    def organisation(self, name: str) -> KnownOrganisation | None:
        """The organisation of the list that has this name or alias."""
        return self._organisations.get(fold(name))

    def need(self, word: str) -> Term | None:
        """The precondition of the list that the word means."""
        return self._needs.get(fold(word))

    def municipality(self, word: str) -> str | None:
        """Today's name of a municipality; a former one keeps its name when it went to several."""
        today = self._today.get(fold(word))
        if today:
            return today[0]
        former = self._formerly.get(fold(word))
        return former and (former[1][0] if len(former[1]) == 1 else former[0])

    def regions_of(self, word: str) -> tuple[str, ...]:
        """The ids of the regions in which a municipality of today or formerly lies."""
        today = self._today.get(fold(word))
        names = (today[0],) if today else tuple(self._formerly.get(fold(word), ("", []))[1])
        return tuple(dict.fromkeys(self._today[fold(name)][1] for name in names))

    @property
    def municipality_names(self) -> list[str]:
        """All names of municipalities, of today and formerly."""
        return [name for name, _ in (*self._today.values(), *self._formerly.values())]

    @property
    def readers(self) -> Mapping[str, Reader]:
        """The readers of all kinds of fields, with these lists at hand."""
        return {
            **READERS,
            "facet": partial(_facet, self),
            "term": partial(_term, self),
            "organisations": partial(_organisations, self),
            "municipalities": partial(_municipality_names, self),
            "precondition": partial(_precondition, self),
        }


def _by_name(terms: tuple[Term, ...]) -> dict[str, Term]:
    names: dict[str, Term] = {}
    for rank in (lambda term: (term.id,), lambda term: (term.label,), lambda term: term.formerly):
        for term in terms:
            for name in rank(term):
                names.setdefault(fold(name), term)
    return names


def _municipalities(region: Facet | None) -> tuple[dict[str, tuple[str, str]], dict[str, tuple[str, list[str]]]]:
    today: dict[str, tuple[str, str]] = {}
    formerly: dict[str, tuple[str, list[str]]] = {}
    for term in region.terms if region else ():
        for place in term.municipalities:
            today.setdefault(fold(place.name), (place.name, term.id))
            for name in place.also:
                formerly.setdefault(fold(name), (name, []))[1].append(place.name)
    return today, formerly


def _facet(words: Vocabulary, sheet: Sheet, field: Field, node: Node) -> tuple[str, ...] | None:
    found = [
        _one_term(words, words.facets[field.key], sheet, field, item) for item in items(node) if not is_empty(item)
    ]
    if None in found:
        return None
    ids = tuple(dict.fromkeys(term for term in found if term))
    if len(ids) < len(found):
        sheet.notes.add(
            node.place, "dubbele-waarde", f"Bij `{field.key}` staat een term twee keer.", "Haal er een weg."
        )
    if field.high and len(ids) > field.high:
        message = f"Bij `{field.key}` staan {len(ids)} termen; het mogen er {field.high} zijn."
        sheet.notes.add(node.place, "aantal", message, "Kies de belangrijkste.")
    return ids


def _one_term(words: Vocabulary, facet: Facet, sheet: Sheet, field: Field, node: Node) -> str | None:
    if not isinstance(node, Scalar):
        sheet.wrong_form(field, node)
        return None
    term = words.term(facet.name, node.text)
    if term is None:
        message = f"`{' '.join(node.text.split())}` staat niet in de lijst `{facet.name}`."
        hint = "" if sheet.notes.only_counts("onbekende-term") else _term_hint(words, facet, node.text)
        sheet.notes.add(node.place, "onbekende-term", message, hint)
    return term


def _term_hint(words: Vocabulary, facet: Facet, word: str) -> str:
    regions = words.regions_of(word) if facet.name == "region" else ()
    if regions:
        return f"Deze gemeente ligt in {listed(regions)}."
    several = [words.nearest_term(facet, part) for part in _LISTED.split(word) if part.strip()]
    joined = [words.term(facet.name, part) for part in _AND.split(word)]
    for meant in (several, joined):
        if len(meant) > 1 and None not in meant:
            return f"Kies je er meer dan een? Zet er haken om: `[{', '.join(filter(None, meant))}]`."
    if found := words.nearest_term(facet, word):
        return f"Bedoelde je `{found}`?"
    if others := words.elsewhere(facet, word):
        return f"Die term hoort bij {listed(other.name for other in others)}."
    is_short = len(facet.terms) <= _MANY
    return (
        f"Kies uit: {listed(term.id for term in facet.terms)}." if is_short else f"Kijk in `_lists/{facet.name}.yaml`."
    )


def _term(words: Vocabulary, sheet: Sheet, field: Field, node: Node) -> str | None:
    """A region, or else a type of organisation."""
    if field.name == "region":
        region = words.facets.get("region")
        return _one_term(words, region, sheet, field, node) if region else READERS["text"](sheet, field, node)
    text: str | None = READERS["text"](sheet, field, node)
    found = words.organisation_type(text) if text else None
    if text and found is None:
        types = [term.id for term in words.lists.organisation_types]
        hint = did_you_mean(text, types) or f"Kies uit: {listed(types)}."
        sheet.notes.add(node.place, "onbekende-term", f"`{text}` is geen soort organisatie.", hint)
    return found


def _organisations(words: Vocabulary, sheet: Sheet, field: Field, node: Node) -> tuple[Organisation, ...] | None:
    read = [_organisation(words, sheet, field, item) for item in items(node) if not is_empty(item)]
    if None in read:
        return None
    by_name = {fold(organisation.name): organisation for organisation in read if organisation}
    if len(by_name) < len(read):
        message = f"Bij `{field.key}` staat een organisatie twee keer, misschien onder een andere naam."
        sheet.notes.add(node.place, "dubbele-waarde", message, "Haal er een weg.")
    return tuple(by_name.values())


def _organisation(words: Vocabulary, sheet: Sheet, field: Field, node: Node) -> Organisation | None:
    given: Organisation | None
    if isinstance(node, Table):
        given = READERS["record"](sheet, field, node)
    else:
        name = READERS["texts"](sheet, field, node)
        given = Organisation(name[0]) if name else None
    known = words.organisation(given.name) if given else None
    if not given or not known:
        return given
    return Organisation(known.name, given.type or known.type, given.url or known.url)


def _municipality_names(words: Vocabulary, sheet: Sheet, field: Field, node: Node) -> tuple[str, ...] | None:
    names = [_municipality(words, sheet, field, item) for item in items(node) if not is_empty(item)]
    return None if None in names else tuple(dict.fromkeys(name for name in names if name))


def _municipality(words: Vocabulary, sheet: Sheet, field: Field, node: Node) -> str | None:
    if not isinstance(node, Scalar):
        sheet.wrong_form(field, node)
        return None
    name = words.municipality(node.text)
    if name is None:
        message = f"De gemeente `{' '.join(node.text.split())}` kennen we niet."
        counted = sheet.notes.only_counts("onbekende-gemeente")
        hint = "" if counted else _place_hint(words, node.text)
        sheet.notes.add(node.place, "onbekende-gemeente", message, hint or "Kijk in `_lists/region.yaml`.")
    return name


def _place_hint(words: Vocabulary, name: str) -> str:
    if "region" in words.facets and words.term("region", name):
        return "Dit is een regio, geen gemeente. Noem de gemeenten, of laat haar hier weg."
    return did_you_mean(name, words.municipality_names)


def _precondition(words: Vocabulary, sheet: Sheet, field: Field, node: Node) -> str | None:
    text: str | None = READERS["text"](sheet, field, node)
    term = words.need(text) if text else None
    return term.id if term else text
