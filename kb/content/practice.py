"""The rules of one practice file: bytes and lists in, a practice and its problems out."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from msgspec.structs import replace

from kb.content.fields import FIELDS
from kb.content.frontmatter import Document, read_document
from kb.content.level import level_of
from kb.content.nodes import Scalar, Table
from kb.content.notes import Notes
from kb.content.privacy import check_personal, is_shared
from kb.content.prose import Prose, read_prose
from kb.content.reading import Reading, id_of, is_told, silenced_in
from kb.content.sheet import Sheet, Values, items, listed
from kb.content.source import read_text
from kb.content.terms import Vocabulary
from kb.content.values import MAILTO, NO
from kb.content.words import fold
from kb.model import UNKNOWN, AdoptedBy, Contact, Cost, Lists, Precondition, Scale, WholePractice
from kb.problems import Outcome, Place

_OTHER_NAMES = {"organisation": "organisations"}  # front-matter key → attribute of Practice


class Read(NamedTuple):
    """What one file gave: the practice with its text if it has no errors, and the rest."""

    whole: WholePractice | None
    reading: Reading


def read_practice(data: bytes, path: str, lists: Lists) -> Outcome[WholePractice]:
    """The practice in a file; `path` is relative to the content folder, with "/" (its last part gives the id).

    Without a value there are errors. Rules between files are not for here (`corpus`).
    """
    whole, reading = read(data, path, Vocabulary(lists))
    return Outcome(whole, reading.problems)


def read(data: bytes, path: str, words: Vocabulary) -> Read:
    """As `read_practice`, with what the rules between files need; the lists are laid out once for many files."""
    notes = Notes(path)
    practice_id = id_of(path, notes)
    text = read_text(data, notes)
    document = None if text is None else read_document(text, notes)
    if text is None or document is None:
        return Read(None, Reading(practice_id, path, None, tuple(sorted(notes.problems))))
    prose = read_prose(document.body, notes, first_line=document.body_line)
    check_personal(text, document.header, notes)
    sheet = Sheet(notes, words.readers)
    values = _header(document, sheet, words)
    whole = None
    if values is not None and not notes.failed:
        whole = _practice(practice_id, path, values, prose, sheet.unknown)
    silenced = silenced_in(document.header)
    kept = (problem for problem in notes.problems if is_told(problem, silenced))
    references = (*sheet.references, *prose.references)
    known, is_draft = whole.known() if whole else None, bool(whole and whole.draft)
    told = Reading(practice_id, path, known, tuple(sorted(kept)), references, prose.ids, silenced, is_draft)
    return Read(whole, told)


def _header(document: Document, sheet: Sheet, words: Vocabulary) -> Values | None:
    if document.header is None:
        return None
    values, whole = sheet.fill(document.header, words.fields, sheet.notes.place(1))
    _check_sources(sheet, document.header)
    if document.header.get("added") is None and "added" not in document.header.unread:
        hint = "Schrijf `added:` met de datum van vandaag."
        sheet.notes.add(sheet.notes.place(1), "toegevoegd", "Het veld `added` ontbreekt.", hint)
    places = {key.text: key.place for key, _ in document.header.entries}
    _check_period(values, sheet.notes, places)
    _check_regions(values, sheet.notes, words, places)
    _check_consent(document.header, sheet.notes, places)
    return values | _finished(values, sheet, words) if whole else None


def _check_sources(sheet: Sheet, header: Table) -> None:
    sources = header.get("sources")
    count = len(items(sources)) if sources else 0
    for reference in sheet.references:
        is_known = "sources" not in header.unread
        if is_known and reference.kind == "results.source" and not 1 <= int(reference.target) <= count:
            message = f"Er is geen bron met nummer {reference.target}; er {'is' if count == 1 else 'zijn'} er {count}."
            sheet.notes.add(reference.place, "bron-nummer", message, "De eerste bron heeft nummer 1.")


def _check_period(values: Values, notes: Notes, places: Mapping[str, Place]) -> None:
    period = values.get("period")
    shared = min(len(period.start), len(period.end)) if period else 0
    if period and shared and period.end[:shared] < period.start[:shared]:
        message = f"Het einde ({period.end}) ligt voor het begin ({period.start})."
        notes.add(places["period"], "periode", message, "Draai de twee om.")


def _check_regions(values: Values, notes: Notes, words: Vocabulary, places: Mapping[str, Place]) -> None:
    regions = values.get("region", ())  # without any of them there is an error at that field
    for municipality in values.get("municipalities", ()) if regions else ():
        lies_in = words.regions_of(municipality)
        if lies_in and not set(lies_in) & set(regions):
            message = f"`{municipality}` ligt in {listed(lies_in)}, en die regio staat niet bij `region`."
            notes.add(
                places["municipalities"], "gemeente-regio", message, "Voeg de regio toe, of haal de gemeente weg."
            )


def _check_consent(header: Table, notes: Notes, places: Mapping[str, Place]) -> None:
    """Read from the nodes, so that it is told in the same run as what is wrong with the rest of the contact."""
    contact = header.get("contact")
    if not isinstance(contact, Table):
        return
    given = {key.text: node.text.strip() for key, node in contact.entries if isinstance(node, Scalar)}
    email = given.get("email", "").removeprefix(MAILTO)
    is_private = bool(given.get("phone")) or (bool(email) and not is_shared(email))
    if is_private and fold(given.get("consent", "nee")) in NO:
        message = "Zonder toestemming komt dit mailadres of telefoonnummer niet op de site."
        hint = "Vraag het na en schrijf `consent: ja`, of haal het weg."
        notes.add(places["contact"], "toestemming", message, hint)


def _finished(values: Values, sheet: Sheet, words: Vocabulary) -> Values:
    """Values whose meaning hangs on a list or on each other."""
    finished: Values = {}
    if values.get("scale") == Scale():
        finished["scale"] = None
        sheet.unknown.add("scale")
    cost: Cost | None = values.get("cost")
    if cost and cost.band == UNKNOWN:
        sheet.unknown.add("cost")
    if "preconditions" in values:
        finished["preconditions"] = tuple(_labelled(given, words) for given in values["preconditions"])
    if "adopted_by" in values:
        finished["adopted_by"] = tuple(_named(given, words) for given in values["adopted_by"])
    if "contact" in values:
        finished["contact"] = _with_consent(values["contact"])
    return finished


def _labelled(given: Precondition, words: Vocabulary) -> Precondition:
    term = words.need(given.need)
    return replace(given, label=term.label) if term else given


def _named(given: AdoptedBy, words: Vocabulary) -> AdoptedBy:
    """Under the canonical name of the organisation: by another name it is still the same one."""
    known = words.organisation(given.organisation)
    return replace(given, organisation=known.name) if known else given


def _with_consent(contact: Contact) -> Contact:
    """Without consent only a shared mailbox is kept: what is not in the practice can't leak from it."""
    if contact.consent:
        return contact
    return replace(contact, email=contact.email if is_shared(contact.email) else "", phone="")


def _practice(practice_id: str, path: str, values: Values, prose: Prose, unknown: set[str]) -> WholePractice:
    given = {key: value for key, value in values.items() if value is not None and key != "silence"}
    fields = {field.key for field in FIELDS if field.kind != "facet"}
    facets = {key: given.pop(key) for key in list(given) if key not in fields}
    named: dict[str, Any] = {_OTHER_NAMES.get(key, key): value for key, value in given.items()}
    level = level_of(named, prose.sections, frozenset(unknown))
    return WholePractice(
        id=practice_id,
        source_path=path,
        facets=facets,
        sections=prose.sections,
        level=level,
        unknown=tuple(sorted(unknown)),
        body=prose.markdown,
        **named,
    )
