"""The rules of one dossier file: a curated path over practices, with its introduction and questions."""

from collections.abc import Mapping

from msgspec import Struct

from kb.content.fields import FIELDS, Field
from kb.content.frontmatter import read_document
from kb.content.nodes import Node, Table
from kb.content.notes import Notes
from kb.content.privacy import check_personal
from kb.content.prose import read_prose
from kb.content.reading import id_of, is_told, silenced_in
from kb.content.sheet import Reader, Reference, Sheet, items
from kb.content.source import read_text
from kb.content.values import READERS, read_practice_id
from kb.model import Dossier, DossierStep
from kb.problems import Problem

DOSSIER_FIELDS: Mapping[str, Field] = {
    field.name: field
    for field in (
        Field(
            "title", "text", "Waar het dossier over gaat.", "Van dagbesteding naar werk", required=True, low=1, high=100
        ),
        Field("summary", "text", "Voor welk gesprek het is.", "Voor een gesprek met de raad.", required=True, high=400),
        Field(
            "practices",
            "steps",
            "De praktijken, in volgorde.",
            required=True,
            of=(
                Field("practices.id", "practice", "De id van de praktijk.", "werken-in-de-wijk", required=True),
                Field("practices.note", "text", "Waarom hij hier staat.", "Zo begon het.", high=300, low=1),
            ),
        ),
        *(field for field in FIELDS if field.key == "silence"),
    )
}


class DossierReading(Struct, frozen=True):
    """All that one file gave: the dossier if it has no errors, and what must be checked against other files.

    `silenced` are the codes of warnings that the editor lets stand.
    """

    dossier: Dossier | None
    problems: tuple[Problem, ...]
    references: tuple[Reference, ...] = ()
    silenced: frozenset[str] = frozenset()


def read_dossier(data: bytes, path: str) -> DossierReading:
    """The dossier in a file, its problems, and the practices and pictures that it names."""
    notes = Notes(path)
    dossier_id = id_of(path, notes)
    text = read_text(data, notes)
    document = None if text is None else read_document(text, notes)
    if text is None or document is None:
        return DossierReading(None, tuple(sorted(notes.problems)))
    prose = read_prose(document.body, notes, first_line=document.body_line, folder="dossiers")
    check_personal(text, document.header, notes)
    sheet = Sheet(notes, _READERS)
    values = sheet.table(document.header, DOSSIER_FIELDS, notes.place(1)) if document.header else None
    dossier = None
    if values and not notes.failed:
        steps: tuple[DossierStep, ...] = values["practices"]
        dossier = Dossier(dossier_id, path, values["title"], values["summary"], steps, prose.sections)
    silenced = silenced_in(document.header)
    told = tuple(sorted(problem for problem in notes.problems if is_told(problem, silenced)))
    return DossierReading(dossier, told, (*sheet.references, *prose.references), silenced)


def _steps(sheet: Sheet, field: Field, node: Node) -> tuple[DossierStep, ...] | None:
    steps = [_step(sheet, field, item) for item in items(node)]
    seen: set[str] = set()
    for step, item in zip(steps, items(node), strict=True):
        if step and step.practice in seen:
            sheet.notes.add(item.place, "dubbele-waarde", f"`{step.practice}` staat er twee keer.", "Haal er een weg.")
        seen.update({step.practice} if step else ())
    return None if None in steps else tuple(step for step in steps if step)


def _step(sheet: Sheet, field: Field, node: Node) -> DossierStep | None:
    if not isinstance(node, Table):
        practice = read_practice_id(sheet, field, node)
        return DossierStep(practice) if practice else None
    values = sheet.table(node, {part.name: part for part in field.of}, node.place)
    return DossierStep(values["id"], values.get("note", "")) if values else None


_READERS: Mapping[str, Reader] = {**READERS, "steps": _steps}
