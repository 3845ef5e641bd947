"""What people call a field in their own words: in a spreadsheet, a form, or above a value in a header."""

import re
from collections.abc import Mapping, Sequence

from kb.content.words import fold

FIELD_NAMES: Mapping[str, tuple[str, ...]] = {
    "title": (
        "titel",
        "naam",
        "naam praktijk",
        "naam van de praktijk",
        "praktijk",
        "project",
        "projectnaam",
        "naam project",
        "naam van het project",
        "titel van het project",
        "naam initiatief",
    ),
    "summary": (
        "samenvatting",
        "managementsamenvatting",
        "korte omschrijving",
        "korte beschrijving",
        "omschrijving",
        "beschrijving",
        "in het kort",
    ),
    "organisation": (
        "organisatie",
        "organisaties",
        "bedrijf",
        "sw-bedrijf",
        "uitvoerder",
        "uitvoerders",
        "uitvoerende organisatie",
        "uitvoerende organisaties",
        "naam organisatie",
        "wie",
    ),
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
    "period": ("looptijd", "periode"),
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
"""By field (or part of one), as nobody needs to write them: small letters, without accents."""


PART_NAMES: Mapping[str, tuple[str, ...]] = {
    "title": ("titel", "naam"),
    "name": ("naam",),
    "organisation": ("organisatie", "naam"),
    "url": ("link", "website", "webadres", "adres", "site"),
    "publisher": ("uitgever", "auteur"),
    "date": ("datum", "jaar"),
    "year": ("jaar", "datum"),
    "amount": ("bedrag", "hoeveel"),
    "source": ("bron", "wie", "financier"),
    "email": ("e-mail", "mail", "mailadres", "e-mailadres"),
    "phone": ("telefoon", "tel", "telefoonnummer"),
    "function": ("functie", "rol"),
    "consent": ("toestemming", "akkoord"),
    "start": ("begin", "startdatum", "van"),
    "end": ("einde", "eind", "einddatum", "tot"),
    "participants": ("deelnemers", "aantal deelnemers"),
    "locations": ("locaties", "plekken"),
    "one_off": ("eenmalig",),
    "per_year": ("per jaar", "jaarlijks"),
    "per_participant": ("per deelnemer",),
    "price_year": ("prijspeil",),
    "note": ("toelichting", "opmerking"),
    "need": ("voorwaarde", "wat"),
    "must": ("verplicht", "moet"),
    "indicator": ("resultaat", "wat"),
    "value": ("waarde", "uitkomst", "aantal"),
    "unit": ("eenheid",),
    "before": ("eerst", "daarvoor"),
    "period": ("periode",),
    "type": ("soort",),
    "region": ("regio",),
    "changed": ("veranderd", "anders"),
    "result": ("resultaat",),
    "practice": ("praktijk",),
    "groups": ("groepen",),
    "terms": ("termen",),
    "label": ("naam", "titel"),
    "description": ("omschrijving", "beschrijving", "uitleg"),
    "synonyms": ("synoniemen", "andere woorden"),
    "formerly": ("vroeger", "oude naam", "oude namen"),
    "aliases": ("ook", "andere namen"),
    "word": ("woord",),
    "meaning": ("betekenis", "uitleg"),
    "practices": ("praktijken",),
}
"""By part of a field, or key of a list, whatever it is of."""


_OR_MORE = re.compile(r"\((?:n|en|s|'s|’s)\)")


def bare(name: str) -> str:
    """A name without what surrounds it, as two are compared; `gemeente(n)` is `gemeente`."""
    return fold(_OR_MORE.sub("", name.replace("_", " ").replace("*", ""))).strip(" :?.")


_MEANT = {bare(name): field for field, names in FIELD_NAMES.items() for name in names}


def meant(name: str) -> str:
    """The field that a name means (`target_group`, `cost.per_year`), empty if it means none."""
    return _MEANT.get(bare(name), "")


def meant_below(name: str) -> Sequence[str]:
    """The parts of fields that a name may mean: `titel` is that of a source, and of a document."""
    return [part for part, names in PART_NAMES.items() if bare(name) in names]
