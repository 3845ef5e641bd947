"""What editors call a field or a heading in their own files, and which one they mean."""

from collections.abc import Mapping

from kb.content.terms import fields_for
from kb.content.words import fold
from kb.editing.questions import questions
from kb.model import Lists

_FIELDS: Mapping[str, tuple[str, ...]] = {
    "title": ("titel", "naam", "naam praktijk", "naam van de praktijk", "praktijk", "project", "projectnaam"),
    "summary": (
        "samenvatting",
        "korte omschrijving",
        "korte beschrijving",
        "omschrijving",
        "beschrijving",
        "in het kort",
    ),
    "organisation": ("organisatie", "organisaties", "bedrijf", "sw-bedrijf", "uitvoerder", "naam organisatie", "wie"),
    "region": ("regio", "regio's", "arbeidsmarktregio"),
    "theme": ("thema", "thema's", "onderwerp"),
    "target_group": ("doelgroep", "doelgroepen", "voor wie"),
    "status": ("status", "stand", "stand van zaken", "fase"),
    "sources": ("bron", "bronnen", "bronvermelding", "bronnenlijst"),
    "municipalities": ("gemeente", "gemeenten", "gemeentes", "plaats"),
    "partners": ("partner", "partners", "samenwerkingspartners", "samen met", "samenwerking met"),
    "instrument": ("instrument", "instrumenten", "middel"),
    "law": ("wet", "wetten", "wetgeving"),
    "sector": ("sector", "sectoren", "branche"),
    "period.start": ("start", "startdatum", "begin", "begonnen", "gestart", "looptijd van"),
    "period.end": ("einde", "einddatum", "eind", "gestopt", "looptijd tot"),
    "scale.participants": ("deelnemers", "aantal deelnemers", "aantal mensen"),
    "scale.staff_fte": ("fte", "inzet in fte", "begeleiding in fte"),
    "scale.locations": ("locaties", "aantal locaties"),
    "cost.band": ("kosten", "kosten eerste jaar", "kostenklasse"),
    "cost.one_off": ("eenmalige kosten", "kosten eenmalig", "investering"),
    "cost.per_year": ("kosten per jaar", "jaarlijkse kosten"),
    "cost.per_participant": ("kosten per deelnemer",),
    "cost.note": ("toelichting kosten", "toelichting op de kosten"),
    "funding": ("financiering", "financier", "betaald door", "wie betaalt", "subsidie"),
    "lead_time": ("doorlooptijd", "voorbereidingstijd"),
    "core_elements": ("kernelementen", "kern", "wat moet hetzelfde blijven"),
    "adaptable": ("aanpasbaar", "wat mag anders"),
    "contact.organisation": ("contactorganisatie",),
    "contact.function": ("functie", "functie contactpersoon"),
    "contact.email": ("e-mail", "email", "mail", "mailadres", "e-mailadres"),
    "contact.phone": ("telefoon", "tel", "telefoonnummer"),
    "contact.url": ("contactpagina",),
    "documents": ("documenten", "bijlagen", "meer lezen", "meer informatie"),
    "keywords": ("trefwoorden", "zoekwoorden", "tags"),
}
_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "Aanleiding": (
        "achtergrond",
        "probleem",
        "waarom",
        "context",
        "uitgangssituatie",
        "waarom begonnen jullie hieraan",
    ),
    "Aanpak": ("werkwijze", "uitvoering", "hoe", "wat deden jullie", "methode", "activiteiten", "de aanpak"),
    "Resultaten": ("resultaat", "opbrengst", "opbrengsten", "effecten", "uitkomsten", "wat leverde het op"),
    "Wat heb je nodig": ("randvoorwaarden", "voorwaarden", "benodigdheden", "wat is er nodig"),
    "Geleerde lessen": ("lessen", "leerpunten", "geleerd", "wat ging goed en wat niet", "succesfactoren", "valkuilen"),
    "Zo neem je dit over": ("overdraagbaarheid", "overnemen", "tips voor anderen", "tips"),
    "Borging en vervolg": ("borging", "vervolg", "toekomst", "hoe nu verder"),
    "Ervaringen": ("ervaring", "ervaringen van deelnemers", "citaten", "quotes"),
}


class Labels:
    """The names by which fields and headings are known, with the lists of a collection."""

    def __init__(self, lists: Lists) -> None:
        known = fields_for(lists)
        self._fields = {
            _bare(question.label): question.name for question in questions(lists) if not question.is_section
        }
        for key, field in known.items():
            for name in (key, *(part.key for part in field.of)):
                self._fields[_bare(name)] = name
        for facet in (each for each in lists.facets if each.name in known):
            self._fields |= {_bare(name): facet.name for name in (facet.label, facet.plural)}
        for key, names in _FIELDS.items():
            if key.partition(".")[0] in known:
                self._fields |= {_bare(name): key for name in names}
        self._headings = {_bare(name): heading for heading, names in _HEADINGS.items() for name in (heading, *names)}

    def field(self, label: str) -> str:
        """The key of the field that a label means (`contact.email`), empty when it means none."""
        return self._fields.get(_bare(label), "")

    def heading(self, label: str) -> str:
        """The usual heading that a label means, empty when it means none."""
        return self._headings.get(_bare(label), "")

    def knows(self, label: str) -> bool:
        """True when the label means a field or a heading."""
        return bool(self.field(label) or self.heading(label))


def _bare(label: str) -> str:
    return fold(label.replace("_", " ").replace("*", "")).strip(" :?.")
