"""What stands on the page of one practice."""

import re
from collections.abc import Iterator

from msgspec import Struct

from kb.model import SECTIONS, UNKNOWN, Cost, Evidence, Facet, Practice, Result, Scale, Source, WholePractice
from kb.site import addresses, words
from kb.site.adoption_view import Line, adoption_line
from kb.site.catalogue import Catalogue, year_of_facts
from kb.site.contact_view import contact_links
from kb.site.glossary import explained_in
from kb.site.outside import edit_address, web
from kb.site.views import Block, Card, Explained, Fact, Figure, LevelView, Link, Picture, Prose

NEEDS = "Wat heb je nodig"
TAKE_OVER = "Zo neem je dit over"
MANY_MUNICIPALITIES = 6
LONG_VALUE = 9
OLD_AFTER_YEARS = 3
HIDDEN_ROWS = frozenset({"region", "theme", "target_group", "status"})


class PracticeView(Struct, frozen=True):
    """All that the practice page shows. Empty parts are left out, but for contact, which never is."""

    card: Card
    notices: tuple[str, ...]
    replaced_by: Link | None
    themes: tuple[Link, ...]
    facts: tuple[Fact, ...]
    age: str
    picture: Picture | None
    figures: tuple[Figure, ...]
    no_figures: bool
    blocks: tuple[Block, ...]
    evidence: tuple[Link, ...]
    line: Line | None
    sources: tuple[Link, ...]
    documents: tuple[Link, ...]
    level: LevelView
    glossary: tuple[Explained, ...]
    related: tuple[Card, ...]
    dates: tuple[str, ...]
    licence: str
    edit: str
    too: str


def practice_view(catalogue: Catalogue, practice: WholePractice) -> PracticeView:
    """The page of a practice as values."""
    replacement = catalogue.cards.get(practice.replaced_by)
    return PracticeView(
        card=catalogue.card(practice.id),
        notices=tuple(notices(catalogue, practice)),
        replaced_by=Link(replacement.title, replacement.href) if replacement else None,
        themes=catalogue.links(catalogue.lists.facet("theme"), practice),
        facts=tuple(facts(catalogue, practice)),
        age=age(practice, catalogue.today.year),
        picture=_picture(catalogue, practice),
        figures=figures(practice),
        no_figures="results" in practice.unknown,
        blocks=tuple(_blocks(practice)),
        evidence=tuple(_evidence(evidence) for evidence in practice.evidence),
        line=adoption_line(catalogue, practice),
        sources=sources(practice),
        documents=tuple(Link(document.title, outside=web(document.url)) for document in practice.documents),
        level=_level(practice),
        glossary=explained_in(practice, catalogue.lists.glossary),
        related=tuple(
            catalogue.card(related.practice, words.upper_first(related.reason))
            for related in catalogue.related.get(practice.id, ())
            if related.practice in catalogue.cards
        ),
        dates=tuple(_dates(practice)),
        licence=practice.licence or catalogue.settings.content_licence,
        edit=edit_address(catalogue.settings, practice.source_path),
        too=addresses.too(practice.id, practice.title),
    )


def notices(catalogue: Catalogue, practice: Practice) -> Iterator[str]:
    """What a reader must know before the rest: it has stopped, or nobody has looked at it for too long."""
    for status in practice.facets.get("status", ()):
        if note := words.STATUS_NOTES.get(status):
            yield note
    looked_at = practice.reviewed or practice.added
    if looked_at:
        due = words.months_later(looked_at, practice.review_months)
        if (due.year, due.month) < (catalogue.today.year, catalogue.today.month):
            yield (
                f"Deze praktijk is voor het laatst nagekeken in {words.moment(looked_at.isoformat()[:7])}. "
                "Vraag na of het nog klopt voordat je ermee aan de slag gaat."
            )


def facts(catalogue: Catalogue, practice: Practice) -> Iterator[Fact]:
    """The lines of the facts box, in the order in which a manager asks for them."""
    lists = catalogue.lists
    yield Fact("Waar", _where(catalogue, practice))
    yield Fact("Wie", tuple(catalogue.organisation(organisation.name) for organisation in practice.organisations))
    if practice.partners:
        yield Fact("Met", tuple(catalogue.organisation(partner.name) for partner in practice.partners))
    yield Fact("Voor wie", catalogue.links(lists.facet("target_group"), practice))
    yield Fact("Stand van zaken", catalogue.links(lists.facet("status"), practice))
    for facet in lists.facets:
        if facet.name not in HIDDEN_ROWS:
            yield from _other_facet(catalogue, practice, facet)
    period = practice.period
    yield _row(practice, "Looptijd", "period", words.span(period) if period else "")
    yield _row(practice, "Invoeren duurt", "lead_time", words.LEAD_TIMES.get(practice.lead_time, ""))
    yield _cost(practice)
    yield from _funding(practice)
    yield _row(practice, "Omvang", "scale", *(_scale(practice.scale) if practice.scale else ()))
    yield Fact("Contact", contact_links(catalogue, practice))


def _row(practice: Practice, label: str, key: str, *texts: str) -> Fact:
    """A line with these texts; without any it says whether nobody knows or nobody filled it in."""
    told = tuple(Link(text) for text in texts if text)
    if told:
        return Fact(label, told)
    unknown = key in practice.unknown or getattr(practice, key) == UNKNOWN
    return Fact(label, (Link(words.NOT_KNOWN if unknown else words.NOT_FILLED),), gap=True)


def _where(catalogue: Catalogue, practice: Practice) -> tuple[Link, ...]:
    names = practice.municipalities
    more = len(names) - MANY_MUNICIPALITIES + 1
    shown = names if more <= 1 else names[: MANY_MUNICIPALITIES - 1]
    text = words.enumeration(shown) if more <= 1 else f"{', '.join(shown)} en {more} andere gemeenten"
    regions = catalogue.links(catalogue.lists.facet("region"), practice)
    return (*regions, Link("", note=text)) if text else regions


def _other_facet(catalogue: Catalogue, practice: Practice, facet: Facet) -> Iterator[Fact]:
    if links := catalogue.links(facet, practice):
        yield Fact(facet.label, links)
    elif facet.name in practice.unknown:
        yield Fact(facet.label, (Link(words.NOT_KNOWN),), gap=True)


def _cost(practice: Practice) -> Fact:
    cost = practice.cost
    if cost and cost.band == UNKNOWN and not any(_amounts(cost)):
        note = (Link(cost.note),) if cost.note else ()
        return Fact("Kosten", (Link(words.NOT_KNOWN), *note), gap=True)
    return _row(practice, "Kosten", "cost", *(_amounts(cost) if cost else ()), cost.note if cost else "")


def _amounts(cost: Cost) -> tuple[str, ...]:
    """The band and the amounts that are known, each as a line."""
    band = words.COST_BANDS.get(cost.band, "")
    return tuple(
        line
        for line in (
            f"{band} in het eerste jaar" if band else "",
            f"{words.euros(cost.one_off)} eenmalig" if cost.one_off else "",
            f"{words.euros(cost.per_year)} per jaar" if cost.per_year else "",
            f"{words.euros(cost.per_participant)} per deelnemer" if cost.per_participant else "",
            f"prijzen van {cost.price_year}" if cost.price_year else "",
        )
        if line
    )


def _funding(practice: Practice) -> Iterator[Fact]:
    if practice.funding:
        yield Fact(
            "Betaald door",
            tuple(Link(funding.source, note=words.euros(funding.amount)) for funding in practice.funding),
        )
    elif "funding" in practice.unknown:
        yield Fact("Betaald door", (Link(words.NOT_KNOWN),), gap=True)


def _scale(scale: Scale) -> Iterator[str]:
    for value, one, many in (
        (scale.participants, "deelnemer", "deelnemers"),
        (scale.staff_fte, "fte begeleiding", "fte begeleiding"),
        (scale.locations, "locatie", "locaties"),
    ):
        if value:
            yield f"{value} {one if value == '1' else many}" if re.search(r"\d\W*$", value) else f"{value} ({many})"


def age(practice: Practice, this_year: int) -> str:
    """From which year the facts are, and a warning when the law may have changed since."""
    year = year_of_facts(practice)
    if not year:
        return "Het jaar van deze gegevens is niet bekend; de wet kan veranderd zijn."
    warning = "; de wet kan veranderd zijn" if this_year - year >= OLD_AFTER_YEARS else ""
    return f"Gegevens uit {year}{warning}."


def _picture(catalogue: Catalogue, practice: Practice) -> Picture | None:
    image = practice.image
    file = catalogue.media.get(image.src) if image else None
    if not image or not file:
        return None
    return Picture(addresses.media(file.name), image.alt, image.credit, file.width, file.height)


def figures(practice: Practice) -> tuple[Figure, ...]:
    """The results, those that fit on a large line first."""
    return tuple(sorted(map(_figure, practice.results), key=lambda figure: figure.long))


def _figure(result: Result) -> Figure:
    long = len(result.value) > LONG_VALUE
    sign = "%" if result.unit.casefold() in {"%", "procent"} else ""
    before = result.before + sign if result.before[-1:].isdigit() else result.before
    notes = (f"eerst: {before}" if before else "", words.moment(result.period))
    return Figure(
        value=result.value.removesuffix("%").rstrip() + sign if sign else result.value,
        unit="" if sign else result.unit,
        indicator=result.indicator,
        notes=tuple(note for note in notes if note),
        source=result.source,
        long=long,
    )


def _blocks(practice: WholePractice) -> Iterator[Block]:
    """The sections, with what the header of the file adds to needs and take-over: without a section, in its place."""
    added = {heading: block for heading, block in _header_blocks(practice).items() if _has_points(block)}
    alone = sorted({*added} - {section.heading for section in practice.sections}, key=SECTIONS.index)
    for section in practice.sections:
        while alone and section.heading in SECTIONS[SECTIONS.index(alone[0]) :]:
            yield added[alone.pop(0)]
        more = added.get(section.heading, Block("", ""))
        yield Block(
            section.heading, section.anchor, Prose(section.html), more.must, more.should, more.core, more.adaptable
        )
    yield from (added[heading] for heading in alone)


def _header_blocks(practice: Practice) -> dict[str, Block]:
    must = tuple(need.label for need in practice.preconditions if need.must)
    should = tuple(need.label for need in practice.preconditions if not need.must)
    return {
        NEEDS: Block(NEEDS, "deel-nodig", must=must, should=should),
        TAKE_OVER: Block(TAKE_OVER, "deel-overnemen", core=practice.core_elements, adaptable=practice.adaptable),
    }


def _has_points(block: Block) -> bool:
    return any((block.must, block.should, block.core, block.adaptable))


def _evidence(evidence: Evidence) -> Link:
    kind = words.EVIDENCE.get(evidence.type, evidence.type)
    return Link(evidence.title, outside=web(evidence.url), note=f"{kind}, {evidence.year}")


def sources(practice: Practice) -> tuple[Link, ...]:
    """Where it was found, in the order of the file."""
    return tuple(_source(source) for source in practice.sources)


def _source(source: Source) -> Link:
    return Link(
        source.title,
        outside=web(source.url),
        note=", ".join(filter(None, (source.publisher, words.moment(source.date)))),
    )


def _level(practice: Practice) -> LevelView:
    level = practice.level
    following = words.LEVELS[level.number : level.number + 1]
    missing = tuple(words.for_readers(gap) for gap in level.missing)
    return LevelView(level.number, level.name, level.reasons, missing, "".join(following))


def _dates(practice: Practice) -> Iterator[str]:
    if practice.added:
        yield f"Toegevoegd op {words.day(practice.added)}."
    if practice.reviewed:
        yield f"Nagekeken op {words.day(practice.reviewed)}."
