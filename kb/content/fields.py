"""The one table of front-matter fields: checks, messages, `kb new` and the documentation all follow it."""

from collections.abc import Callable
from typing import Any

from msgspec import Struct

from kb.model import (
    UNKNOWN,
    AdoptedBy,
    AdoptedFrom,
    Contact,
    Cost,
    Document,
    Evidence,
    Funding,
    Image,
    Organisation,
    Period,
    Precondition,
    Result,
    Scale,
    Source,
)

KINDS: dict[str, str] = {
    "text": "tekst",
    "texts": "een of meer teksten",
    "facet": "een of meer termen uit de lijst",
    "term": "een term uit de lijst",
    "organisations": "een of meer namen, of `{name, type, url}`",
    "municipalities": "een of meer gemeenten",
    "precondition": "een term uit `_lists/preconditions.yaml`, of tekst",
    "practice": "de id van een praktijk",
    "practices": "een of meer id's van praktijken",
    "origins": "een of meer id's, of `{name, url}`",
    "record": "velden",
    "records": "een lijst van velden",
    "choice": "een keuze",
    "date": "een datum (2024-05-31)",
    "loose_date": "een jaar, maand of dag (2024, 2024-05 of 2024-05-31)",
    "month": "een jaar of maand (2024 of 2024-05)",
    "year": "een jaar (2024)",
    "amount": "een getal, eventueel met woorden (ongeveer 40)",
    "count": "een geheel getal",
    "source_number": "het nummer van een bron",
    "yes_no": "ja of nee",
    "url": "een webadres",
    "email": "een e-mailadres",
    "media": "de naam van een bestand in `_media/`",
    "ids": "een of meer oude id's",
    "language": "een taalcode (nl)",
    "licence": "een SPDX-code (CC-BY-4.0)",
    "check": "de code van een waarschuwing",
}
"""What a value may look like, in Dutch; `values` and `terms` read each kind."""

OTHER_KINDS: dict[str, str] = {
    "slug": "kleine letters, cijfers en koppeltekens",
    "places": "een lijst van gemeenten, elk een naam of `{name, also}`",
    "tile": "twee getallen: `[kolom, rij]`",
    "groups": "een lijst met lijsten van woorden, of met `{from, to}`",
    "reasons": "bij elke oude id de reden",
    "parts": "bij elk woord een lijst van zijn delen",
    "steps": "een lijst van id's van praktijken, of van `{id, note}`",
}
"""The same of the kinds that only the lists and the dossiers know."""


class Field(Struct, frozen=True):
    """One row: the key (with that of its owner before it: `cost.band`), what its value is, and what it is for.

    `low` and `high` bound the length of a text, the number of values or a whole number (0: no bound).
    `of` are the fields of a record, `make` what they make; with an `example` a single name may stand in its place.
    """

    key: str
    kind: str
    explain: str
    example: str = ""
    required: bool = False
    low: int = 0
    high: int = 0
    choices: tuple[str, ...] = ()
    of: tuple["Field", ...] = ()
    make: Callable[..., Any] = dict

    @property
    def name(self) -> str:
        """The key as it stands in the file, without that of its owner."""
        return self.key.rpartition(".")[2]

    @property
    def keeps_unknown(self) -> bool:
        """True where `onbekend` is a value: required text stays as it was written, and a choice may be that word."""
        return (self.required and self.kind not in ("term", "year", "month")) or UNKNOWN in self.choices

    @property
    def bounds(self) -> str:
        """The bounds in Dutch, empty if there are none."""
        what = " tekens" if self.kind == "text" else ""
        if self.low and self.high:
            return f"{self.low}–{self.high}{what}"
        return f"hoogstens {self.high}{what}" if self.high else f"minstens {self.low}{what}" if self.low else ""


FIELDS: tuple[Field, ...] = (
    Field(
        "title",
        "text",
        "Waar de praktijk over gaat, in gewone woorden.",
        "Werken in de buurt",
        required=True,
        low=1,
        high=100,
    ),
    Field(
        "summary",
        "text",
        "Het probleem, de aanpak en wat het opleverde, in een paar zinnen.",
        "Mensen zaten thuis zonder werk. Zij helpen nu buren met klussen. Na een jaar werken er twintig mensen.",
        required=True,
        low=40,
        high=400,
    ),
    Field(
        "organisation",
        "organisations",
        "Wie het deed.",
        "Werkbedrijf De Brug",
        required=True,
        low=1,
        of=(
            Field("organisation.name", "text", "De naam.", "Werkbedrijf De Brug", required=True),
            Field(
                "organisation.type",
                "term",
                "Het soort organisatie, een term uit `_lists/organisations.yaml`.",
                "sw-bedrijf",
            ),
            Field("organisation.url", "url", "De website.", "https://www.voorbeeld.nl"),
        ),
        make=Organisation,
    ),
    Field("region", "facet", "De arbeidsmarktregio's waar het speelt; `landelijk` kan ook.", "gooi-en-vechtstreek"),
    Field("theme", "facet", "Waar het over gaat.", "beschut-werk"),
    Field("target_group", "facet", "Voor wie het is.", "wsw"),
    Field("status", "facet", "Hoe het er nu voor staat.", "lopend"),
    Field(
        "sources",
        "records",
        "Waar je het vond. Zonder bron geen praktijk.",
        required=True,
        low=1,
        of=(
            Field("sources.title", "text", "De titel van de bron.", "Jaarverslag 2023", required=True),
            Field("sources.url", "url", "Het webadres.", "https://www.voorbeeld.nl/jaarverslag"),
            Field("sources.publisher", "text", "Wie de bron uitgaf.", "Werkbedrijf De Brug"),
            Field("sources.date", "loose_date", "Wanneer de bron uitkwam.", "2023-05"),
        ),
        make=Source,
    ),
    Field("municipalities", "municipalities", "De gemeenten, met hun naam van nu of van toen.", "Hilversum"),
    Field(
        "partners",
        "organisations",
        "Met wie het samen ging.",
        "Gemeente Noord",
        of=(
            Field("partners.name", "text", "De naam.", "Gemeente Noord", required=True),
            Field(
                "partners.type", "term", "Het soort organisatie, een term uit `_lists/organisations.yaml`.", "gemeente"
            ),
            Field("partners.url", "url", "De website.", "https://www.voorbeeld.nl"),
        ),
        make=Organisation,
    ),
    Field("instrument", "facet", "Met welk middel."),
    Field("law", "facet", "Op welke wet het steunt."),
    Field("sector", "facet", "In welke branche het werk is."),
    Field(
        "period",
        "record",
        "Wanneer het liep.",
        of=(
            Field("period.start", "month", "Het begin.", "2021-03", required=True),
            Field("period.end", "month", "Het einde; weglaten als het nog loopt.", "2023"),
        ),
        make=Period,
    ),
    Field(
        "scale",
        "record",
        "Hoe groot het was.",
        of=(
            Field("scale.participants", "amount", "Het aantal deelnemers.", "40"),
            Field("scale.staff_fte", "amount", "De inzet van begeleiders, in fte.", "2,5"),
            Field("scale.locations", "amount", "Het aantal plekken.", "3"),
        ),
        make=Scale,
    ),
    Field(
        "cost",
        "record",
        "Wat het kostte.",
        of=(
            Field(
                "cost.band",
                "choice",
                "Alle kosten van het eerste jaar samen, in euro's.",
                "10-50k",
                required=True,
                choices=("tot-10k", "10-50k", "50-250k", "250k-1m", "meer-dan-1m", "onbekend"),
            ),
            Field("cost.one_off", "amount", "Kosten voor één keer, in euro's.", "15000"),
            Field("cost.per_year", "amount", "Kosten per jaar, in euro's.", "30000"),
            Field("cost.per_participant", "amount", "Kosten per deelnemer, in euro's.", "1200"),
            Field("cost.price_year", "year", "Het jaar van deze prijzen.", "2023"),
            Field("cost.note", "text", "Wat je erbij moet weten.", "Zonder de huur."),
        ),
        make=Cost,
    ),
    Field(
        "funding",
        "records",
        "Wie het betaalde.",
        of=(
            Field("funding.source", "text", "Wie of welk potje.", "gemeente", required=True),
            Field("funding.amount", "amount", "Hoeveel, in euro's.", "50000"),
        ),
        make=Funding,
    ),
    Field(
        "lead_time",
        "choice",
        "Hoe lang het duurde van plan tot start.",
        "3-6-mnd",
        choices=("tot-3-mnd", "3-6-mnd", "6-12-mnd", "langer"),
    ),
    Field(
        "preconditions",
        "records",
        "Wat er moet zijn voor je begint.",
        of=(
            Field("preconditions.need", "precondition", "Wat er nodig is.", "werkgever-met-werk", required=True),
            Field("preconditions.must", "yes_no", "Kan het niet zonder?", "ja", required=True),
        ),
        make=lambda need, must: Precondition(need, need, must),
    ),
    Field("core_elements", "texts", "Wat je niet moet veranderen als je het overneemt.", "vaste begeleider"),
    Field("adaptable", "texts", "Wat je wel aan je eigen situatie kunt aanpassen.", "het soort werk"),
    Field(
        "results",
        "records",
        "Resultaten in cijfers.",
        of=(
            Field("results.indicator", "text", "Wat er geteld is.", "uitstroom naar werk", required=True),
            Field("results.value", "text", "De uitkomst.", "12", required=True),
            Field("results.unit", "text", "De eenheid.", "mensen"),
            Field("results.before", "text", "Hoe het eerst was.", "4"),
            Field("results.period", "text", "Over welke periode.", "2022"),
            Field("results.source", "source_number", "Het nummer van de bron, de eerste is 1.", "1"),
        ),
        make=Result,
    ),
    Field(
        "evidence",
        "records",
        "Waar de resultaten op steunen.",
        of=(
            Field(
                "evidence.type",
                "choice",
                "Het soort bewijs.",
                "eigen-registratie",
                required=True,
                choices=("ervaring", "eigen-registratie", "interne-evaluatie", "extern-onderzoek"),
            ),
            Field("evidence.title", "text", "De titel.", "Evaluatie 2022", required=True),
            Field("evidence.year", "year", "Het jaar.", "2022", required=True),
            Field("evidence.url", "url", "Het webadres.", "https://www.voorbeeld.nl/evaluatie"),
        ),
        make=Evidence,
    ),
    Field(
        "adopted_from",
        "origins",
        "Waar het idee vandaan kwam.",
        "werken-in-de-wijk",
        of=(
            Field("adopted_from.name", "text", "De naam van het voorbeeld.", "Buurtwerk in Noord", required=True),
            Field("adopted_from.url", "url", "Het webadres.", "https://www.voorbeeld.nl"),
        ),
        make=AdoptedFrom,
    ),
    Field(
        "adopted_by",
        "records",
        "Wie het overnam.",
        of=(
            Field("adopted_by.organisation", "text", "De organisatie.", "Werkbedrijf Noord", required=True),
            Field("adopted_by.region", "term", "De regio.", "zuidoost-brabant", required=True),
            Field("adopted_by.year", "year", "Het jaar.", "2023", required=True),
            Field("adopted_by.changed", "text", "Wat zij anders deden.", "Zij werken ook in het weekend."),
            Field("adopted_by.result", "text", "Wat het hun opleverde.", "Acht mensen aan het werk."),
            Field("adopted_by.practice", "practice", "De id van hun praktijk.", "werken-in-het-weekend"),
        ),
        make=AdoptedBy,
    ),
    Field(
        "contact",
        "record",
        "Wie je kunt bellen of mailen.",
        of=(
            Field("contact.organisation", "text", "De organisatie.", "Werkbedrijf De Brug", required=True),
            Field("contact.function", "text", "De functie, geen naam.", "projectleider"),
            Field("contact.email", "email", "Het mailadres.", "info@voorbeeld.nl"),
            Field("contact.phone", "text", "Het telefoonnummer.", "035 123 45 67"),
            Field("contact.url", "url", "De contactpagina.", "https://www.voorbeeld.nl/contact"),
            Field("contact.consent", "yes_no", "Vindt deze persoon het goed dat dit op de site staat?", "ja"),
        ),
        make=Contact,
    ),
    Field(
        "documents",
        "records",
        "Wat je verder kunt lezen.",
        of=(
            Field("documents.title", "text", "De titel.", "Handleiding", required=True),
            Field("documents.url", "url", "Het webadres.", "https://www.voorbeeld.nl/handleiding", required=True),
        ),
        make=Document,
    ),
    Field(
        "image",
        "record",
        "Een afbeelding bij de praktijk.",
        of=(
            Field("image.src", "media", "De bestandsnaam in `_media/`.", "werkplaats.jpg", required=True),
            Field("image.alt", "text", "Wat erop te zien is.", "Twee mensen snoeien een heg.", required=True),
            Field("image.credit", "text", "Wie de foto maakte.", "foto: De Brug"),
        ),
        make=Image,
    ),
    Field("keywords", "texts", "Woorden waarop je dit ook wilt vinden.", "klussendienst"),
    Field("related", "practices", "Praktijken die erop lijken.", "werken-in-de-wijk"),
    Field("added", "date", "Wanneer de praktijk hier is toegevoegd; `kb new` vult het in.", "2024-05-31"),
    Field("reviewed", "date", "Wanneer iemand dit voor het laatst nakeek.", "2025-05-31"),
    Field("review_months", "count", "Na hoeveel maanden dit weer nagekeken moet worden.", "24", low=1, high=120),
    Field("replaced_by", "practice", "De praktijk die in plaats van deze kwam.", "werken-in-de-wijk"),
    Field("aliases", "ids", "Ids die deze praktijk eerder had; de oude adressen blijven werken.", "buurtwerk"),
    Field("language", "language", "De taal van de tekst.", "nl"),
    Field("licence", "licence", "De licentie van de tekst, als die anders is dan die van de site.", "CC-BY-4.0"),
    Field("draft", "yes_no", "`ja` bij een concept: wel nagekeken, niet op de site.", "ja"),
    Field(
        "silence",
        "records",
        "Waarschuwingen die je bewust laat staan.",
        of=(
            Field("silence.check", "check", "De code van de waarschuwing.", "volgorde", required=True),
            Field("silence.reason", "text", "Waarom.", "De aanpak leest beter voorop.", required=True),
        ),
    ),
)


def field_docs() -> str:
    """The table of all fields as Markdown, in Dutch, one row a field and one for each of its parts."""
    rows = [_row(row) for field in FIELDS for row in (field, *field.of)]
    head = "| veld | verplicht | waarde | uitleg | voorbeeld |\n|---|---|---|---|---|\n"
    return head + "\n".join(rows) + "\n"


def _row(field: Field) -> str:
    choices = ": " + " · ".join(f"`{choice}`" for choice in field.choices) if field.choices else ""
    bounds = f" ({field.bounds})" if field.bounds else ""
    required = "ja" if field.required or field.key in REQUIRED_FACETS else "nee"
    example = f"`{field.example}`" if field.example else ""
    return f"| `{field.key}` | {required} | {KINDS[field.kind]}{choices}{bounds} | {field.explain} | {example} |"


REQUIRED_FACETS = ("region", "theme", "target_group", "status")
"""The facets that every practice has; a folder without one of these lists can't be read."""
