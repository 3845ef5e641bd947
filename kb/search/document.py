"""What of a practice is searched, and in which field it stands."""

from collections.abc import Iterator, Mapping

from kb.model import Lists, Practice, Term, WholePractice

FIELDS = ("title", "keywords", "labels", "summary", "headings", "body", "extra", "sources")
"""The searched fields in the order of their numbers; the weights stand in ranking.WEIGHTS."""

BODY = FIELDS.index("body")
EXTRA = FIELDS.index("extra")


def texts(practice: WholePractice, lists: Lists) -> Mapping[str, tuple[str, ...]]:
    """The texts of each field. No phrase runs from one text into the next."""
    terms = tuple(_terms(practice, lists))
    return {
        "title": (practice.title,),
        "keywords": practice.keywords,
        "labels": (
            *(o.name for o in (*practice.organisations, *practice.partners)),
            *practice.municipalities,
            *(term.label for term in terms),
        ),
        "summary": (practice.summary,),
        "headings": tuple(s.heading for s in practice.sections if s.heading),
        "body": tuple(_body(practice)),
        "extra": tuple(_extra(practice, lists, terms)),
        "sources": (
            *(source.title for source in practice.sources),
            *(document.title for document in practice.documents),
            *(study.title for study in practice.evidence),
        ),
    }


def _terms(practice: Practice, lists: Lists) -> Iterator[Term]:
    for facet in lists.facets:
        if facet.computed:  # of other files; what is searched of a practice stands in its own
            continue
        chosen = practice.facets.get(facet.name, ())
        yield from (term for term in facet.terms if term.id in chosen)


def _body(practice: WholePractice) -> Iterator[str]:
    yield from (s.text for s in practice.sections)
    yield from (f"{r.indicator} {r.value} {r.unit} {r.period}" for r in practice.results)
    yield from practice.core_elements
    yield from practice.adaptable
    yield from (p.label for p in practice.preconditions)
    yield from (f"{f.source} {f.amount}" for f in practice.funding)
    yield from (f"{a.organisation} {a.changed} {a.result}" for a in practice.adopted_by)
    yield from (a.name for a in practice.adopted_from if a.name)
    if practice.cost:
        yield practice.cost.note


def _extra(practice: Practice, lists: Lists, terms: tuple[Term, ...]) -> Iterator[str]:
    """What finds a practice that does not say it: other names of its terms, places and organisations.

    The places of an only region count twice: a practice in twelve regions is less about each of theirs.
    """
    times = 2 if sum(1 for term in terms if term.municipalities) == 1 else 1
    names = {o.name for o in (*practice.organisations, *practice.partners)}
    for term in terms:
        yield from (*term.synonyms, *term.formerly, *term.provinces)
        for municipality in term.municipalities:
            yield from (municipality.name, *municipality.also) * times
    for known in lists.organisations:
        if known.name in names:
            yield from (*known.aliases, known.municipality)
