"""What search engines read of a practice and of the collection: schema.org as JSON-LD."""

from collections.abc import Iterator, Mapping

from kb.model import AdoptedFrom, Practice, Settings, Source
from kb.site import addresses
from kb.site.catalogue import Catalogue
from kb.site.outside import web

CONTEXT = "https://schema.org"
LICENCES = {
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC-BY-SA-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
}
"""The address by which the world knows a licence; another one is named by its SPDX code."""

Values = Mapping[str, object]


def article(catalogue: Catalogue, practice: Practice) -> Values:
    """A practice as an Article: what it is about, where, for whom, and what it rests on."""
    settings = catalogue.settings
    publisher = _publisher(settings)
    return _filled(
        {
            "@context": CONTEXT,
            "@type": "Article",
            "headline": practice.title,
            "description": practice.summary,
            "inLanguage": practice.language,
            "url": settings.base_url and settings.base_url + addresses.practice(practice.id),
            "datePublished": practice.added.isoformat() if practice.added else "",
            "dateModified": practice.reviewed.isoformat() if practice.reviewed else "",
            "author": publisher,
            "publisher": publisher,
            "license": _licence(practice.licence or settings.content_licence),
            "isAccessibleForFree": True,
            "about": [_named("Thing", label) for label in _labels(catalogue, practice, "theme")],
            "spatialCoverage": [_named("Place", label) for label in _labels(catalogue, practice, "region")],
            "audience": [
                {"@type": "Audience", "audienceType": label} for label in _labels(catalogue, practice, "target_group")
            ],
            "mentions": [_named("Organization", organisation.name) for organisation in practice.organisations],
            "citation": [_source(source) for source in practice.sources],
            "isBasedOn": [_origin(catalogue, origin) for origin in practice.adopted_from],
            "isPartOf": _filled({"@type": "Dataset", "name": settings.title, "url": _dataset_address(settings)}),
        }
    )


def dataset(catalogue: Catalogue) -> Values:
    """The collection as a Dataset with its downloads."""
    settings = catalogue.settings
    return _filled(
        {
            "@context": CONTEXT,
            "@type": "Dataset",
            "name": settings.title,
            "description": f"{settings.tagline}. Alle praktijken met hun kenmerken, teksten, resultaten en bronnen.",
            "url": _dataset_address(settings),
            "inLanguage": "nl",
            "license": _licence(settings.content_licence),
            "isAccessibleForFree": True,
            "creator": _publisher(settings),
            "dateModified": max((p.updated for p in catalogue.practices if p.reviewed or p.added), default=""),
            "distribution": [
                _filled(
                    {
                        "@type": "DataDownload",
                        "name": path,
                        "encodingFormat": kind,
                        "contentUrl": settings.base_url and settings.base_url + path,
                    }
                )
                for path, kind in ((addresses.JSON_DATA, "application/json"), (addresses.CSV_DATA, "text/csv"))
            ],
        }
    )


def _publisher(settings: Settings) -> Values:
    return _named("Organization", settings.publisher or settings.title)


def _named(kind: str, name: str) -> Values:
    return {"@type": kind, "name": name}


def _labels(catalogue: Catalogue, practice: Practice, facet_name: str) -> Iterator[str]:
    facet = catalogue.lists.facet(facet_name)
    return (facet.term(term_id).label for term_id in practice.facets.get(facet_name, ()))


def _source(source: Source) -> Values:
    return _filled(
        {
            "@type": "CreativeWork",
            "name": source.title,
            "url": web(source.url),
            "publisher": _named("Organization", source.publisher) if source.publisher else {},
            "datePublished": source.date,
        }
    )


def _origin(catalogue: Catalogue, origin: AdoptedFrom) -> Values:
    card = catalogue.cards.get(origin.practice)
    base = catalogue.settings.base_url
    url = (base and base + card.href) if card else web(origin.url)
    name = card.title if card else origin.name or origin.practice
    return _filled({"@type": "CreativeWork", "name": name, "url": url})


def _licence(code: str) -> str:
    return LICENCES.get(code, code)


def _dataset_address(settings: Settings) -> str:
    return settings.base_url and settings.base_url + addresses.OPEN_DATA


def _filled(values: Values) -> Values:
    return {key: value for key, value in values.items() if value}
