"""A little collection with one practice that has everything, one that has next to nothing, and lists to match."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from msgspec.structs import replace

from kb.model import (
    AdoptedBy,
    AdoptedFrom,
    Contact,
    Corpus,
    Cost,
    Document,
    Dossier,
    DossierStep,
    Evidence,
    Facet,
    Funding,
    GlossaryEntry,
    Image,
    KnownOrganisation,
    Level,
    Lists,
    MediaFile,
    Municipality,
    Organisation,
    Period,
    Precondition,
    Related,
    Result,
    SafeHtml,
    Scale,
    Section,
    Settings,
    Source,
    Term,
    WholePractice,
)
from kb.site.render import Contents, render_site
from kb.sitefile import SiteFile
from tests.corpora import collected, with_practices

TEMPLATES = Path(__file__).parents[2] / "site_templates"
TODAY = date(2026, 3, 15)
SETTINGS = Settings("Wat werkt waar", "Wat SW-bedrijven probeerden", publisher="De redactie")
PUBLIC = replace(
    SETTINGS,
    base_url="https://voorbeeld.nl/kennis/",
    repository_url="https://github.com/voorbeeld/kennis",
    editors_email="redactie@voorbeeld.nl",
)

LISTS = Lists(
    facets=(
        Facet(
            "region",
            "Regio",
            "Regio's",
            "regio",
            (
                Term(
                    "twente",
                    "Twente",
                    "Het oosten van Overijssel.",
                    formerly=("Twentse Kracht",),
                    provinces=("Overijssel",),
                    municipalities=(Municipality("Enschede"), Municipality("Hengelo")),
                    tile=(7, 3),
                ),
                Term("achterhoek", "Achterhoek", provinces=("Gelderland",), tile=(7, 4)),
                Term("zeeland", "Zeeland", tile=(0, 7)),
                Term("landelijk", "Landelijk"),
            ),
            required=True,
        ),
        Facet(
            "theme",
            "Thema",
            "Thema's",
            "thema",
            (Term("taal", "Taal", "Taal leren op het werk.", ("NT2",)), Term("zorg", "Zorg"), Term("geld", "Geld")),
            required=True,
        ),
        Facet("target_group", "Doelgroep", "Doelgroepen", "doelgroep", (Term("jongeren", "Jongeren"),), required=True),
        Facet(
            "status",
            "Stand van zaken",
            "Standen",
            "stand",
            (Term("lopend", "Lopend"), Term("gestopt", "Gestopt"), Term("onbekend", "Onbekend")),
            required=True,
            max=1,
        ),
        Facet("law", "Wet", "Wetten", "wet", (Term("wsw", "Wsw"),)),
    ),
    organisations=(
        KnownOrganisation("Werkplaats", ("De Oude Plaats",), "sw", "https://werkplaats.example/"),
        KnownOrganisation("Gemeente Enschede"),
    ),
    organisation_types=(Term("sw", "SW-bedrijf"),),
    glossary=(
        GlossaryEntry("Wsw", "De wet van voor 2015.", ("Wsw'er",)),
        GlossaryEntry("loonwaarde", "Wat iemands werk waard is."),
    ),
)


def section(heading: str, html: str, text: str) -> Section:
    """A section as content.prose makes it."""
    return Section(heading, heading.lower().replace(" ", "-"), SafeHtml(html), text)


FULL = WholePractice(
    id="taal-op-de-werkvloer",
    source_path="taal-op-de-werkvloer.md",
    title="Taal & werk: “leren” op de <werkvloer>",
    summary="Nieuwkomers leerden tijdens het werk Nederlands. Na een half jaar werkte de helft bij een gewone baas.",
    organisations=(Organisation("Werkplaats"), Organisation("Gemeente Enschede")),
    facets={
        "region": ("twente",),
        "theme": ("taal", "zorg"),
        "target_group": ("jongeren",),
        "status": ("lopend",),
        "law": ("wsw",),
    },
    sources=(
        Source("Jaarverslag", "https://bron.example/verslag?a=1&b=2", "Werkplaats", "2016-05"),
        Source("Gesprek", date="2015"),
    ),
    sections=(
        section(
            "Aanleiding", "<p>Wie bij de <em>Wsw</em> kwam, sprak weinig.</p>", "Wie bij de Wsw kwam, sprak weinig."
        ),
        section("Wat heb je nodig", "<p>Tijd.</p>", "Tijd."),
    ),
    level=Level(3, "overdraagbaar", ("Alles is ingevuld.",), ("Vul `adopted_by` in.",)),
    municipalities=("Enschede", "Hengelo"),
    partners=(Organisation("Taalschool"),),
    period=Period("2014-09", "2016"),
    scale=Scale("40", "1,5", "1"),
    cost=Cost("50-250k", per_year="120000", note="met begeleiding"),
    funding=(Funding("Provincie", "50000"),),
    lead_time="3-6-mnd",
    preconditions=(
        Precondition("leider", "Een werkleider met tijd", must=True),
        Precondition("x", "Een lokaal", must=False),
    ),
    core_elements=("Elke dag een uur",),
    adaptable=("Het niveau",),
    results=(
        Result("Naar een gewone baas", "ongeveer de helft", period="2016", source=1),
        Result("Haalden hun examen", "62", "procent", "31", "2016", 1),
    ),
    evidence=(Evidence("extern-onderzoek", "Onderzoek", "2017", "https://bron.example/onderzoek"),),
    adopted_from=(AdoptedFrom(name="Malmö", url="https://malmo.example/"),),
    adopted_by=(AdoptedBy("Zeeuws Werk", "zeeland", "2018", "kleiner", "12 banen", "kaal"),),
    contact=Contact(
        "Werkplaats", "Teamleider", "an@werkplaats.example", "053 123", "https://werkplaats.example/", consent=True
    ),
    documents=(Document("Handleiding", "https://bron.example/handleiding"),),
    image=Image("les.png", "Een les in de kantine", "Foto: Werkplaats"),
    related=("kaal",),
    added=date(2024, 5, 1),
    reviewed=date(2025, 5, 1),
    aliases=("taal-op-werk",),
)
BARE = WholePractice(
    id="kaal",
    source_path="oud/kaal.md",
    title="Een kale praktijk",
    summary="Er is weinig over bekend.",
    organisations=(Organisation("Zeeuws Werk"),),
    facets={"region": ("zeeland",), "theme": ("zorg",), "target_group": ("jongeren",), "status": ("gestopt",)},
    sources=(Source("Krant"),),
    sections=(),
    level=Level(1, "signalering", ("De verplichte velden zijn ingevuld.",), ("Schrijf de aanpak op.",)),
    unknown=("cost", "funding", "results"),
)
ENGLISH = replace(BARE, id="english", title="Learning at work", summary="They learned.", language="en")
DOSSIER = Dossier(
    "taal",
    "_dossiers/taal.md",
    "Taal in een vergadering",
    "Voor wie erover besluit.",
    (DossierStep(FULL.id, "Begin hier."), DossierStep("weg", "Niet gepubliceerd.")),
    (section("Vragen", "<p>Wat wil je?</p>", "Wat wil je?"),),
)
CORPUS = collected(
    practices=(ENGLISH, BARE, FULL),
    lists=LISTS,
    dossiers=(DOSSIER,),
    media=(MediaFile("les.png", b"\x89PNG", 640, 480),),
)
RELATED: Mapping[str, tuple[Related, ...]] = {FULL.id: (Related("kaal", "zelfde thema"), Related("weg", "weg"))}
SEARCH = (SiteFile("zoek/manifest.js", b'kb.manifest={"n":3}'), SiteFile("zoek/deel.js", b"1"))


def site(corpus: Corpus = CORPUS, settings: Settings = SETTINGS, today: date = TODAY) -> dict[str, bytes]:
    """The files of a site by their path."""
    files = render_site(Contents(corpus, settings, today, TEMPLATES, RELATED, SEARCH)).files
    assert len({file.path for file in files}) == len(files)
    return {file.path: file.data for file in files}


def page(practice: WholePractice, settings: Settings = SETTINGS, today: date = TODAY) -> str:
    """The page of one practice, in a collection with the others."""
    others = tuple(other for other in CORPUS.whole.values() if other.id != practice.id)
    return site(with_practices(CORPUS, (*others, practice)), settings, today)[f"praktijken/{practice.id}.html"].decode()
