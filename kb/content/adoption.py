"""Who took what over from whom: what can't be true together, and which practices were done in more than one place."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from kb.content.reading import Reading
from kb.content.sheet import Reference, listed
from kb.content.words import fold
from kb.model import AdoptedBy, Facet, Lists, Practice
from kb.problems import Problem

_OTHER_WAY = {"adopted_from": "adopted_by.practice", "adopted_by.practice": "adopted_from"}

RULE = "overname"
"""What a list says with `computed:` when its one term is for practices that were done in two or more places."""


def check_adoptions(by_id: Mapping[str, Reading]) -> Iterator[Problem]:
    """The problems of adoptions between practices; places are those of the references."""
    told = [
        (reading, reference, by_id[reference.target])
        for reading in by_id.values()
        for reference in reading.references
        if reference.kind in _OTHER_WAY and reference.target in by_id and reference.target != reading.id
    ]
    yield from _one_sided(told)
    yield from _circles(told)
    for reading, reference, target in told:
        yield from _contradictions(reading, reference, target)


_Told = Sequence[tuple[Reading, Reference, Reading]]


def _one_sided(told: _Told) -> Iterator[Problem]:
    """An adoption that only one of the two practices tells of."""
    said = {(reading.id, reference.kind, target.id) for reading, reference, target in told}
    for reading, reference, target in told:
        other = _OTHER_WAY[reference.kind]
        if target.practice and (target.id, other, reading.id) not in said:
            message = f"`{target.id}` noemt deze praktijk niet bij `{other}`."
            hint = f"Zet daar ook `{other}`, of haal het hier weg."
            yield Problem(reference.place, "overname", message, hint, "warning")


def _circles(told: _Told) -> Iterator[Problem]:
    """Practices that took each other over: what remains when all that only begins or only ends is taken away."""
    steps = {_step(reading, reference, target) for reading, reference, target in told}
    while True:
        origins, adopters = {origin for origin, _ in steps}, {adopter for _, adopter in steps}
        left = {(origin, adopter) for origin, adopter in steps if origin in adopters and adopter in origins}
        if left == steps:
            break
        steps = left
    for reading, reference, target in told:
        if _step(reading, reference, target) in steps:
            message = "Deze praktijken namen elkaar over in een kring; een van de twee was de eerste."
            hint = f"Haal de overname weg bij de praktijk die er het eerst was: `{reading.id}` of `{target.id}`."
            yield Problem(reference.place, "overname-kring", message, hint)


def _step(reading: Reading, reference: Reference, target: Reading) -> tuple[str, str]:
    """From the origin to the adopter, whichever of the two tells of it."""
    return (target.id, reading.id) if reference.kind == "adopted_from" else (reading.id, target.id)


def _contradictions(reading: Reading, reference: Reference, target: Reading) -> Iterator[Problem]:
    """What the origin says of its adopter, and the adopter's own file says otherwise."""
    if not reading.practice or not target.practice or reference.kind != "adopted_by.practice":
        return
    for adoption in reading.practice.adopted_by:
        if adoption.practice == target.id:
            for message in _differences(adoption, target.practice):
                hint = "Kijk welke van de twee klopt, en pas de ander aan."
                yield Problem(reference.place, "overname-tegenspraak", message, hint, "warning")


def _differences(adoption: AdoptedBy, practice: Practice) -> Iterator[str]:
    names = [organisation.name for organisation in (*practice.organisations, *practice.partners)]
    regions = practice.facets.get("region", ())
    started = practice.period.start[:4] if practice.period else ""
    if fold(adoption.organisation) not in {fold(name) for name in names}:
        yield f"`{adoption.organisation}` nam het over, maar `{practice.id}` is van {listed(names)}."
    if adoption.region not in regions:
        yield f"De overname was in `{adoption.region}`, maar `{practice.id}` noemt {listed(regions)}."
    if adoption.year.isdigit() and started > adoption.year:
        yield f"De overname was in {adoption.year}, maar `{practice.id}` begon in {started}."


def with_computed(practices: Iterable[Practice], lists: Lists) -> tuple[Practice, ...]:
    """The practices with the terms of the facets that are computed."""
    practices = tuple(practices)
    computed = [facet for facet in lists.facets if facet.computed == RULE]
    if not computed:
        return practices
    repeated = _repeated(practices)
    return tuple(_with_terms(practice, computed) if practice.id in repeated else practice for practice in practices)


def _with_terms(practice: Practice, facets: Iterable[Facet]) -> Practice:
    own = {facet.name: tuple(term.id for term in facet.terms) for facet in facets}
    return replace(practice, facets={**practice.facets, **own})


def _repeated(practices: Iterable[Practice]) -> frozenset[str]:
    """The ids of the practices that were done in two or more places: one side's word is enough."""
    found: set[str] = set()
    for practice in practices:
        others = [it.practice for it in practice.adopted_by if _elsewhere(practice, it)]
        others += [origin.practice for origin in practice.adopted_from]
        if others:
            found.update((practice.id, *others))
    return frozenset(found)


def _elsewhere(practice: Practice, adoption: AdoptedBy) -> bool:
    """Another organisation, or the same one in another region."""
    own = {fold(organisation.name) for organisation in practice.organisations}
    return fold(adoption.organisation) not in own or adoption.region not in practice.facets.get("region", ())
