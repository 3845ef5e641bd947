"""What editors call a field or a heading in their own files, and which one they mean."""

import re
from collections.abc import Mapping

from kb.content.fieldnames import FIELD_NAMES, bare
from kb.content.terms import fields_for
from kb.editing.questions import questions
from kb.model import Lists

_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "Aanleiding": (
        "achtergrond",
        "probleem",
        "waarom",
        "context",
        "uitgangssituatie",
        "waarom begonnen jullie hieraan",
        "waarom begonnen we hieraan",
        "probleemstelling",
    ),
    "Aanpak": (
        "werkwijze",
        "uitvoering",
        "hoe",
        "wat deden jullie",
        "wat hebben we gedaan",
        "wat hebben wij gedaan",
        "wat is er gedaan",
        "methode",
        "activiteiten",
        "de aanpak",
    ),
    "Resultaten": (
        "resultaat",
        "opbrengst",
        "opbrengsten",
        "effecten",
        "uitkomsten",
        "wat leverde het op",
        "wat heeft het opgeleverd",
    ),
    "Wat heb je nodig": ("randvoorwaarden", "voorwaarden", "benodigdheden", "wat is er nodig"),
    "Geleerde lessen": (
        "lessen",
        "lessons learned",
        "leerpunten",
        "leerervaringen",
        "geleerd",
        "wat hebben we geleerd",
        "wat ging goed en wat niet",
        "wat ging goed",
        "wat ging minder goed",
        "wat kan beter",
        "succesfactoren",
        "valkuilen",
        "knelpunten",
    ),
    "Zo neem je dit over": ("overdraagbaarheid", "overnemen", "tips voor anderen", "tips"),
    "Borging en vervolg": ("borging", "vervolg", "toekomst", "hoe nu verder"),
    "Ervaringen": ("ervaring", "ervaringen van deelnemers", "citaten", "quotes"),
}
_TOGETHER = re.compile(r" (?:en|&) | ?[/,] ?")


class Labels:
    """The names by which fields and headings are known, with the lists of a collection."""

    def __init__(self, lists: Lists) -> None:
        known = fields_for(lists)
        self._fields = {bare(question.label): question.name for question in questions(lists) if not question.is_section}
        for key, field in known.items():
            for name in (key, *(part.key for part in field.of)):
                self._fields[bare(name)] = name
        for facet in (each for each in lists.facets if each.name in known):
            self._fields |= {bare(name): facet.name for name in (facet.label, facet.plural)}
        for key, names in FIELD_NAMES.items():
            if key.partition(".")[0] in known:
                self._fields |= {bare(name): key for name in names}
        self._headings = {bare(name): heading for heading, names in _HEADINGS.items() for name in (heading, *names)}

    def field(self, label: str) -> str:
        """The key of the field that a label means (`contact.email`), empty when it means none."""
        return self._fields.get(bare(label), "")

    def heading(self, label: str) -> str:
        """The usual heading that a label means, empty when it means none."""
        names = (label, *_TOGETHER.split(" ".join(label.split())))  # "Aanleiding en doel" is about the first at least
        return next((self._headings[name] for name in map(bare, names) if name in self._headings), "")

    def knows(self, label: str) -> bool:
        """True when the label means a field or a heading."""
        return bool(self.field(label) or self.heading(label))
