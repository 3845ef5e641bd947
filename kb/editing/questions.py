"""The questions of the form for a practice: which fields and headings it asks, in which words, with which choices."""

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from kb.content.fields import KINDS, Field
from kb.content.skeleton import HINTS
from kb.content.terms import fields_for
from kb.model import SECTIONS, UNKNOWN, Lists
from kb.site.words import COST_BANDS, LEAD_TIMES

Style = Literal["line", "lines", "text", "one", "more", "yes"]
"""One line, one value a line, a text, one choice, more choices, or a box to tick."""

FIRST_SECTIONS = 3
"""Headings that are asked right after what is required: they make a practice more than a signal."""

ASKED: dict[str, str] = {
    "title": "Titel van de praktijk",
    "summary": "Samenvatting",
    "organisation": "Organisaties",
    "sources": "Bronnen",
    "municipalities": "Gemeenten",
    "period.start": "Wanneer begon het?",
    "period.end": "Wanneer stopte het?",
    "cost.band": "Kosten van het eerste jaar",
    "cost.note": "Toelichting bij de kosten",
    "lead_time": "Hoelang duurde het van plan tot start?",
    "contact.organisation": "Contact: organisatie",
    "contact.function": "Contact: functie",
    "contact.email": "Contact: mailadres",
    "contact.consent": "Contact: toestemming",
}
"""The fields that are asked besides the facets, each with its question: a form that asks everything is abandoned."""

PROMISES = "Afspraken"
"""What stands below the last question: boxes that must be ticked, and that fill no field."""

_SHORT = 120  # a text that may be longer gets a box of more lines
_ONE_A_LINE = {
    "organisations": "Een naam per regel.",
    "municipalities": "Een gemeente per regel.",
    "records": "Een per regel: de titel, dan het webadres als dat er is, dan een komma en de datum.",
}
_WORDS = COST_BANDS | LEAD_TIMES  # who answers a form reads what a reader of the site does, and no code
_SAMPLES = {"records": "Jaarverslag De Brug, https://www.voorbeeld.nl/jaarverslag, 2023"}


class Question(Struct, frozen=True):
    """One question: `name` is the field (`contact.email`) or the heading it fills; `choices` are (words, value).

    `how` says how the form wants its answer.
    """

    name: str
    label: str
    explain: str
    style: Style
    kind: str = "text"
    required: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    example: str = ""
    how: str = ""

    @property
    def is_section(self) -> bool:
        """True when the answer is a piece of the text below the header."""
        return self.name in SECTIONS


def questions(lists: Lists) -> tuple[Question, ...]:
    """All questions in the order of the form: what is required, the story, and what may be left out."""
    fields = [part for field in fields_for(lists).values() for part in (field, *field.of)]
    asked = [_asked(field, lists) for field in fields if field.key in ASKED or field.kind == "facet" or _needed(field)]
    story = [_section(heading) for heading in SECTIONS]
    return (
        *sorted((question for question in asked if question.required), key=_is_list_of_records),
        *story[:FIRST_SECTIONS],
        *(question for question in asked if not question.required),
        *story[FIRST_SECTIONS:],
    )


def _is_list_of_records(question: Question) -> bool:
    return question.kind == "records"  # the most work to fill in, so not among the first


def _needed(field: Field) -> bool:
    return field.required and "." not in field.key


def _asked(field: Field, lists: Lists) -> Question:
    return Question(
        field.key,
        ASKED.get(field.key) or (lists.facet(field.key).label if field.kind == "facet" else field.key),
        f"{field.explain} ({field.bounds})" if field.kind == "text" and field.bounds else field.explain,
        _style(field),
        field.kind,
        _needed(field),
        tuple(_choices(field, lists)),
        _SAMPLES.get(field.kind, field.example),
        _how(field),
    )


def _section(heading: str) -> Question:
    return Question(heading, heading, HINTS[heading], "text")


def _how(field: Field) -> str:
    if field.kind == "facet":
        return f"Kies er hoogstens {field.high}." if field.high > 1 else ""
    if field.kind in ("month", "url", "email"):
        return f"Schrijf {KINDS[field.kind]}."
    return "Dan vink je dit aan." if field.kind == "yes_no" else _ONE_A_LINE.get(field.kind, "")


def _style(field: Field) -> Style:
    match field.kind:
        case "facet":
            return "one" if field.high == 1 else "more"
        case "choice":
            return "one"
        case "yes_no":
            return "yes"
        case kind if kind in _ONE_A_LINE:
            return "lines"
    return "text" if field.high > _SHORT else "line"


def _choices(field: Field, lists: Lists) -> Iterator[tuple[str, str]]:
    if field.kind == "facet":
        yield from ((term.label, term.id) for term in lists.facet(field.key).terms)
    elif field.choices:
        choices = field.choices if UNKNOWN in field.choices else (*field.choices, UNKNOWN)
        yield from ((_WORDS.get(choice, choice), choice) for choice in choices)
