"""The nouns of the knowledge base: frozen records that every room understands. No disk, no screen, no rules."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NewType

SafeHtml = NewType("SafeHtml", str)
"""HTML that content.prose has cleaned; the only HTML that a template prints unescaped."""

UNKNOWN = "onbekend"
"""The value of an optional field that was looked for and is not known."""


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality of a region: today's name, and the names it or its parts had before."""

    name: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a controlled list. The last three fields are filled for regions only; `tile` is (column, row)."""

    id: str
    label: str
    description: str = ""
    synonyms: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()
    municipalities: tuple[Municipality, ...] = ()
    tile: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Facet:
    """A list that readers filter by. `name` is front-matter key and query parameter, `path` the folder of its pages.

    `required`: at least one term in each practice. `max`: at most so many (0: no limit). Terms in the list's own order.
    `computed` names the rule that gives practices its terms; empty when editors type them.
    """

    name: str
    label: str
    plural: str
    path: str
    terms: tuple[Term, ...]
    required: bool = False
    max: int = 0
    computed: str = ""

    def term(self, term_id: str) -> Term:
        """The term with this id; KeyError if there is none."""
        return {term.id: term for term in self.terms}[term_id]


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation named in a practice (canonical name where the list knows it)."""

    name: str
    type: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class KnownOrganisation:
    """An organisation of the list: canonical name, other and former names, kind (a term of organisation_types)."""

    name: str
    aliases: tuple[str, ...] = ()
    type: str = ""
    url: str = ""
    municipality: str = ""
    region: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact was found."""

    title: str
    url: str = ""
    publisher: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Period:
    """When it ran: YYYY or YYYY-MM; `end` is empty while it runs or when it is not known."""

    start: str
    end: str = ""


@dataclass(frozen=True, slots=True)
class Scale:
    """How large it was, as the source says it (digits, or a word such as "ongeveer 40")."""

    participants: str = ""
    staff_fte: str = ""
    locations: str = ""


@dataclass(frozen=True, slots=True)
class Cost:
    """Whole cost of the first year as a band; amounts in euros as the source says them."""

    band: str
    one_off: str = ""
    per_year: str = ""
    per_participant: str = ""
    price_year: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Funding:
    """Who paid, and how much if known."""

    source: str
    amount: str = ""


@dataclass(frozen=True, slots=True)
class Precondition:
    """What must (`must`) or should be there before you start. `label` is what a reader sees."""

    need: str
    label: str
    must: bool


@dataclass(frozen=True, slots=True)
class Result:
    """A result in a figure. `source` counts from 1 in the practice's sources; 0 when none is named."""

    indicator: str
    value: str
    unit: str = ""
    before: str = ""
    period: str = ""
    source: int = 0


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the results rest on."""

    type: str
    title: str
    year: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class AdoptedFrom:
    """Where the idea came from: a practice of ours (`practice`), or something outside (`name`, `url`)."""

    practice: str = ""
    name: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class AdoptedBy:
    """Who took it over, and what was changed and came of it. `region` is a term id, `practice` an id of ours."""

    organisation: str
    region: str
    year: str
    changed: str = ""
    result: str = ""
    practice: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to ask. Mail and telephone of a person only with `consent`."""

    organisation: str
    function: str = ""
    email: str = ""
    phone: str = ""
    url: str = ""
    consent: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A document to read on."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Image:
    """A picture in practices/_media/; `src` is the file's name there."""

    src: str
    alt: str
    credit: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """One `##` section: heading, safe HTML, and the same as plain text for the search (paragraphs by newlines).

    `anchor` is unique in the practice. The text before the first heading is a section with an empty heading.
    """

    heading: str
    anchor: str
    html: SafeHtml
    text: str


@dataclass(frozen=True, slots=True)
class Level:
    """How complete a practice is: 1 signalering, 2 beschreven, 3 overdraagbaar, 4 herhaald, 5 onderzocht.

    `reasons` says why it has this level, `missing` what the next one asks (empty at the top). Dutch sentences.
    """

    number: int
    name: str
    reasons: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Practice:
    """One practice as it was read. `facets` has term ids by facet name, in the order of the file.

    `unknown` names the optional fields whose value is "onbekend": looked for and not known.
    `source_path` is relative to the content folder, with "/"; `body` is the Markdown of the text, without comments.
    """

    id: str
    source_path: str
    title: str
    summary: str
    organisations: tuple[Organisation, ...]
    facets: Mapping[str, tuple[str, ...]]
    sources: tuple[Source, ...]
    sections: tuple[Section, ...]
    level: Level
    municipalities: tuple[str, ...] = ()
    partners: tuple[Organisation, ...] = ()
    period: Period | None = None
    scale: Scale | None = None
    cost: Cost | None = None
    funding: tuple[Funding, ...] = ()
    lead_time: str = ""
    preconditions: tuple[Precondition, ...] = ()
    core_elements: tuple[str, ...] = ()
    adaptable: tuple[str, ...] = ()
    results: tuple[Result, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    adopted_from: tuple[AdoptedFrom, ...] = ()
    adopted_by: tuple[AdoptedBy, ...] = ()
    contact: Contact | None = None
    documents: tuple[Document, ...] = ()
    image: Image | None = None
    keywords: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    added: date | None = None
    reviewed: date | None = None
    review_months: int = 24
    replaced_by: str = ""
    aliases: tuple[str, ...] = ()
    language: str = "nl"
    licence: str = ""
    draft: bool = False
    unknown: frozenset[str] = frozenset()
    body: str = ""

    @property
    def updated(self) -> str:
        """Reviewed, else added, else the end of the period (YYYY, YYYY-MM or YYYY-MM-DD), else empty."""
        day = self.reviewed or self.added
        return day.isoformat() if day else (self.period.end if self.period else "")


@dataclass(frozen=True, slots=True)
class SynonymGroup:
    """Words that find each other; with `to` a word of `words` also finds those, but not the other way round."""

    words: tuple[str, ...]
    to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GlossaryEntry:
    """A word of the field, explained in B1; `also` are other forms under which it stands in texts."""

    word: str
    meaning: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WordRules:
    """What editors say of compounds: words to keep whole, and words with their parts."""

    keep: frozenset[str] = frozenset()
    split: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Lists:
    """All lists of practices/_lists/. `facets` in the order of the pages: region, theme, target_group and so on."""

    facets: tuple[Facet, ...]
    organisations: tuple[KnownOrganisation, ...] = ()
    organisation_types: tuple[Term, ...] = ()
    preconditions: tuple[Term, ...] = ()
    synonyms: tuple[SynonymGroup, ...] = ()
    glossary: tuple[GlossaryEntry, ...] = ()
    words: WordRules = field(default_factory=WordRules)
    removed: Mapping[str, str] = field(default_factory=dict)  # ids of practices taken away, with the reason

    def facet(self, name: str) -> Facet:
        """The facet with this name; KeyError if there is none."""
        return {facet.name: facet for facet in self.facets}[name]


@dataclass(frozen=True, slots=True)
class DossierStep:
    """A practice on a dossier's path, with the one sentence that says why it stands there."""

    practice: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Dossier:
    """A curated path over practices, for a meeting."""

    id: str
    source_path: str
    title: str
    summary: str
    steps: tuple[DossierStep, ...]
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class MediaFile:
    """A picture that a practice shows: its name in _media/, its bytes, and its size in pixels."""

    name: str
    data: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Corpus:
    """All that was read: published practices (no drafts) sorted by id, dossiers, lists and pictures."""

    practices: tuple[Practice, ...]
    lists: Lists
    dossiers: tuple[Dossier, ...] = ()
    media: tuple[MediaFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Related:
    """A related practice and the reason, in Dutch ("zelfde thema en doelgroep, andere regio")."""

    practice: str
    reason: str


@dataclass(frozen=True, slots=True)
class Settings:
    """The site's own settings, [tool.kb] in pyproject.toml. `base_url` is empty or ends in "/"."""

    title: str
    tagline: str
    base_url: str = ""
    repository_url: str = ""
    edit_url: str = ""
    publisher: str = ""
    editors_email: str = ""
    content_licence: str = "CC-BY-4.0"
    code_licence: str = "EUPL-1.2"
