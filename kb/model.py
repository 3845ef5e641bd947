"""The nouns of the knowledge base: frozen records that every room understands. No disk, no screen, no rules."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import NewType

from msgspec import Struct, field

SafeHtml = NewType("SafeHtml", str)
"""HTML that content.prose has cleaned; the only HTML that a template prints unescaped."""

UNKNOWN = "onbekend"
"""The value of an optional field that was looked for and is not known."""


class Municipality(Struct, frozen=True):
    """A municipality of a region: today's name, and the names it or its parts had before."""

    name: str
    also: tuple[str, ...] = ()


class Term(Struct, frozen=True):
    """One word of a controlled list. The last three fields are filled for regions only; `tile` is (column, row)."""

    id: str
    label: str
    description: str = ""
    synonyms: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()
    municipalities: tuple[Municipality, ...] = ()
    tile: tuple[int, int] | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """All that an editor may call it: its id, its label, and what it was called before."""
        return (self.id, self.label, *self.formerly)


class Facet(Struct, frozen=True, dict=True):
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
        return self._by_id[term_id]

    @cached_property
    def _by_id(self) -> Mapping[str, Term]:
        return {term.id: term for term in self.terms}


class Organisation(Struct, frozen=True):
    """An organisation named in a practice (canonical name where the list knows it)."""

    name: str
    type: str = ""
    url: str = ""


class KnownOrganisation(Struct, frozen=True):
    """An organisation of the list: canonical name, other and former names, kind (a term of organisation_types)."""

    name: str
    aliases: tuple[str, ...] = ()
    type: str = ""
    url: str = ""
    municipality: str = ""
    region: str = ""


class Source(Struct, frozen=True):
    """Where a fact was found."""

    title: str
    url: str = ""
    publisher: str = ""
    date: str = ""


class Period(Struct, frozen=True):
    """When it ran: YYYY or YYYY-MM; `end` is empty while it runs or when it is not known."""

    start: str
    end: str = ""


class Scale(Struct, frozen=True):
    """How large it was, as the source says it (digits, or a word such as "ongeveer 40")."""

    participants: str = ""
    staff_fte: str = ""
    locations: str = ""


class Cost(Struct, frozen=True):
    """Whole cost of the first year as a band; amounts in euros as the source says them."""

    band: str
    one_off: str = ""
    per_year: str = ""
    per_participant: str = ""
    price_year: str = ""
    note: str = ""


class Funding(Struct, frozen=True):
    """Who paid, and how much if known."""

    source: str
    amount: str = ""


class Precondition(Struct, frozen=True):
    """What must (`must`) or should be there before you start. `label` is what a reader sees."""

    need: str
    label: str
    must: bool


class Result(Struct, frozen=True):
    """A result in a figure. `source` counts from 1 in the practice's sources; 0 when none is named."""

    indicator: str
    value: str
    unit: str = ""
    before: str = ""
    period: str = ""
    source: int = 0


class Evidence(Struct, frozen=True):
    """What the results rest on."""

    type: str
    title: str
    year: str
    url: str = ""


class AdoptedFrom(Struct, frozen=True):
    """Where the idea came from: a practice of ours (`practice`), or something outside (`name`, `url`)."""

    practice: str = ""
    name: str = ""
    url: str = ""


class AdoptedBy(Struct, frozen=True):
    """Who took it over, and what was changed and came of it. `region` is a term id, `practice` an id of ours."""

    organisation: str
    region: str
    year: str
    changed: str = ""
    result: str = ""
    practice: str = ""


class Contact(Struct, frozen=True):
    """Whom to ask. Mail and telephone of a person only with `consent`."""

    organisation: str
    function: str = ""
    email: str = ""
    phone: str = ""
    url: str = ""
    consent: bool = False


class Document(Struct, frozen=True):
    """A document to read on."""

    title: str
    url: str


class Image(Struct, frozen=True):
    """A picture in practices/_media/; `src` is the file's name there."""

    src: str
    alt: str
    credit: str = ""


SECTIONS = (
    *("Aanleiding", "Aanpak", "Resultaten", "Wat heb je nodig", "Geleerde lessen"),
    *("Zo neem je dit over", "Borging en vervolg", "Ervaringen"),
)
"""The headings of a practice, in their usual order."""


class Section(Struct, frozen=True):
    """One `##` section: heading, safe HTML, and the same as plain text for the search (paragraphs by newlines).

    `anchor` is unique in the practice. The text before the first heading is a section with an empty heading.
    """

    heading: str
    anchor: str
    html: SafeHtml
    text: str


class Level(Struct, frozen=True):
    """How complete a practice is: 1 signalering, 2 beschreven, 3 overdraagbaar, 4 herhaald, 5 onderzocht.

    `reasons` says why it has this level, `missing` what the next one asks (empty at the top). Dutch sentences.
    """

    number: int
    name: str
    reasons: tuple[str, ...]
    missing: tuple[str, ...]


class Practice(Struct, frozen=True):
    """What is known of a practice, without its text. `facets` has term ids by facet name, in the order of the file.

    `unknown` names the optional fields whose value is "onbekend": looked for and not known.
    `source_path` is relative to the content folder, with "/".
    """

    id: str
    source_path: str
    title: str
    summary: str
    organisations: tuple[Organisation, ...]
    facets: Mapping[str, tuple[str, ...]]
    sources: tuple[Source, ...]
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
    unknown: tuple[str, ...] = ()

    @property
    def updated(self) -> str:
        """Reviewed, else added, else the end of the period (YYYY, YYYY-MM or YYYY-MM-DD), else empty."""
        day = self.reviewed or self.added
        return day.isoformat() if day else (self.period.end if self.period else "")


class WholePractice(Practice, frozen=True):
    """A practice as it was read, with its text; `body` is the Markdown of that, without comments."""

    sections: tuple[Section, ...] = ()
    body: str = ""

    def known(self) -> Practice:
        """The same without its text."""
        return Practice(*[getattr(self, name) for name in Practice.__struct_fields__])


class SynonymGroup(Struct, frozen=True):
    """Words that find each other; with `to` a word of `words` also finds those, but not the other way round."""

    words: tuple[str, ...]
    to: tuple[str, ...] = ()


class GlossaryEntry(Struct, frozen=True):
    """A word of the field, explained in B1; `also` are other forms under which it stands in texts."""

    word: str
    meaning: str
    also: tuple[str, ...] = ()


class WordRules(Struct, frozen=True):
    """What editors say of compounds: words to keep whole, and words with their parts."""

    keep: tuple[str, ...] = ()
    split: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


class Lists(Struct, frozen=True, dict=True):
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
        return self._by_name[name]

    @cached_property
    def _by_name(self) -> Mapping[str, Facet]:
        return {facet.name: facet for facet in self.facets}


class DossierStep(Struct, frozen=True):
    """A practice on a dossier's path, with the one sentence that says why it stands there."""

    practice: str
    note: str = ""


class Dossier(Struct, frozen=True):
    """A curated path over practices, for a meeting."""

    id: str
    source_path: str
    title: str
    summary: str
    steps: tuple[DossierStep, ...]
    sections: tuple[Section, ...]


class MediaFile(Struct, frozen=True):
    """A picture that a practice shows: its name in _media/, its bytes, and its size in pixels."""

    name: str
    data: bytes
    width: int
    height: int


class Corpus(Struct, frozen=True):
    """All that was read: published practices (no drafts) sorted by id, dossiers, lists and pictures.

    `whole`: the practices with their texts, by id, in the same order. It may have to fetch one: ask for what is needed.
    """

    practices: Sequence[Practice]
    whole: Mapping[str, WholePractice]
    lists: Lists
    dossiers: tuple[Dossier, ...] = ()
    media: tuple[MediaFile, ...] = ()


class Related(Struct, frozen=True):
    """A related practice and the reason, in Dutch ("zelfde thema en doelgroep, andere regio")."""

    practice: str
    reason: str


class Settings(Struct, frozen=True):
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
