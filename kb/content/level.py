"""How complete a practice is: five steps, each with what it asks, why it is reached and what is missing."""

from collections.abc import Iterator, Mapping
from typing import Any

from kb.content.words import fold
from kb.model import UNKNOWN, AdoptedBy, Level, Organisation, Section

NAMES = ("signalering", "beschreven", "overdraagbaar", "herhaald", "onderzocht")
MAX_UNKNOWN = 2
_SAYS_MORE = 200
"""A text of so many letters is not the word `onbekend`; folding it would cost more than all other rules here."""

_DESCRIBED = ("Aanleiding", "Aanpak", "Resultaten")
_TRANSFER_SECTIONS = ("Geleerde lessen", "Wat heb je nodig", "Zo neem je dit over")
_TRANSFER_FIELDS = {
    "cost": "de kosten",
    "lead_time": "de doorlooptijd",
    "preconditions": "de randvoorwaarden",
    "results": "de resultaten in cijfers",
}


def level_of(values: Mapping[str, Any], sections: tuple[Section, ...], unknown: frozenset[str]) -> Level:
    """The level of a practice with these values (by front-matter key), sections and fields that are `onbekend`."""
    unknown_texts = {fold(section.heading): _is_unknown(section.text) for section in sections}
    organisations: tuple[Organisation, ...] = values.get("organisations", ())
    own = {fold(organisation.name) for organisation in organisations}
    steps = (
        ("De verplichte velden zijn ingevuld.", ()),
        ("Aanleiding, aanpak en resultaten zijn beschreven.", tuple(_undescribed(unknown_texts))),
        (
            "Een ander kan het overnemen: lessen, kosten en voorwaarden staan erbij.",
            tuple(_gaps(values, unknown_texts, unknown)),
        ),
        ("Een andere organisatie nam het over en vertelt wat het opleverde.", tuple(_unrepeated(values, own))),
        ("Er is onderzoek gedaan door anderen.", tuple(_unresearched(values))),
    )
    reasons: list[str] = []
    for number, (reason, missing) in enumerate(steps):
        if missing:
            return Level(number, NAMES[number - 1], tuple(reasons), missing)
        reasons.append(reason)
    return Level(len(NAMES), NAMES[-1], tuple(reasons), ())


def _is_unknown(text: str) -> bool:
    return len(text) < _SAYS_MORE and fold(text).strip(" .") == UNKNOWN


def _undescribed(unknown_texts: Mapping[str, bool]) -> Iterator[str]:
    for heading in _DESCRIBED:
        if unknown_texts.get(fold(heading), True):
            yield f"Schrijf iets onder de kop {heading}."


def _gaps(values: Mapping[str, Any], unknown_texts: Mapping[str, bool], unknown: frozenset[str]) -> Iterator[str]:
    unknown_names = []
    for heading in _TRANSFER_SECTIONS:
        if fold(heading) not in unknown_texts:
            yield f"Schrijf iets onder de kop {heading}."
        elif unknown_texts[fold(heading)]:
            unknown_names.append(heading)
    for key, name in _TRANSFER_FIELDS.items():
        if key in unknown:
            unknown_names.append(name)
        elif key not in values:
            yield f"Vul {name} in (`{key}`), of schrijf `{UNKNOWN}`."
    if len(unknown_names) > MAX_UNKNOWN:
        yield f"Zoek uit wat nu onbekend is: {', '.join(unknown_names)}. Hoogstens twee mogen onbekend zijn."


def _unrepeated(values: Mapping[str, Any], own: set[str]) -> Iterator[str]:
    adopters: tuple[AdoptedBy, ...] = values.get("adopted_by", ())
    others = [adopter for adopter in adopters if fold(adopter.organisation) not in own]
    if not others:
        yield "Noem een andere organisatie die het overnam (`adopted_by`)."
    elif not any(adopter.result for adopter in others):  # `onbekend` is no value of this field
        yield "Schrijf op wat het de ander opleverde (`adopted_by.result`)."


def _unresearched(values: Mapping[str, Any]) -> Iterator[str]:
    if not any(evidence.type == "extern-onderzoek" for evidence in values.get("evidence", ())):
        yield "Noem een onderzoek door anderen (`evidence` van het soort `extern-onderzoek`)."
