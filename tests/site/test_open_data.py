"""What other programs build on: the schema of the JSON, practices as files, and schema.org in the pages."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from kb.content.corpus import read_corpus
from kb.model import Contact, Corpus
from kb.site.practice_file import as_markdown
from kb.site.render import Contents, render_site
from tests.corpora import texts_of
from tests.site import little
from tests.site.schemas import wrong

Site = Mapping[str, bytes]
DAY = date(2026, 12, 1)


@pytest.fixture(scope="module")
def real(root: Path) -> Corpus:
    """The real collection."""
    corpus = read_corpus(root / "practices", root / "practices/_lists", today=DAY).value
    assert corpus is not None
    return corpus


@pytest.fixture(scope="module")
def real_site(real: Corpus) -> Site:
    """Its site, without the search."""
    made = render_site(Contents(real, little.PUBLIC, DAY, little.TEMPLATES))
    return {file.path: file.data for file in made.files}


@pytest.mark.parametrize("which", ["site", "public_site", "real_site"])
def test_the_json_is_as_its_schema_says(request: pytest.FixtureRequest, which: str) -> None:
    files: Site = request.getfixturevalue(which)
    whole = json.loads(files["praktijken.json"])

    assert list(wrong(json.loads(files[whole["$schema"]]), whole)) == []


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("level", None, "$.practices[0].level: no string"),
        ("region", ["mars"], "$.practices[0].region[0]: 'mars' is none of the values"),
        ("telefoon", "053", "$.practices[0].telefoon: unknown"),
        ("added", "2024", "$.practices[0].added: '2024' does not match"),
        ("results", [{"value": "1"}], "$.practices[0].results[0].indicator: missing"),
        ("contact", {"organisation": "a", "email": "b"}, "$.practices[0].contact.email: unknown"),
    ],
)
def test_the_schema_refuses_what_is_something_else(site: Site, key: str, value: object, said: str) -> None:
    whole = json.loads(site["praktijken.json"])
    whole["practices"][0][key] = value

    assert list(wrong(json.loads(site["praktijken.schema.json"]), whole)) == [said]


def test_a_practice_can_be_read_back_from_its_file(real: Corpus, real_site: Site, root: Path, tmp_path: Path) -> None:
    for practice in real.practices:
        (tmp_path / f"{practice.id}.md").write_bytes(real_site[f"praktijken/{practice.id}.md"])
    outcome = read_corpus(tmp_path, root / "practices/_lists", today=DAY)
    assert outcome.value is not None

    assert [problem for problem in outcome.problems if problem.severity == "error"] == []
    assert list(map(told, texts_of(outcome.value))) == list(map(told, texts_of(real)))


def told(practice: Any) -> object:  # noqa: ANN401 - a practice; `replace` of a record that is looked at in a loop
    """The practice without what its file doesn't say: where it stood, and mail and telephone."""
    contact = practice.contact and replace(practice.contact, email="", phone="", consent=False)
    body = practice.body.strip()
    return replace(practice, source_path="", licence="", contact=contact, body=body)


@pytest.mark.parametrize("consent", [True, False])
def test_the_file_of_a_practice_has_no_mail_or_telephone(consent: bool) -> None:  # noqa: FBT001 - a column of the table
    contact = Contact("Werkplaats", "Teamleider", "an@werkplaats.example", "053 123", consent=consent)
    text = as_markdown(replace(little.FULL, contact=contact), little.LISTS.facets, little.PUBLIC).decode()

    assert 'contact: {"organisation": "Werkplaats", "function": "Teamleider"}' in text
    assert not re.search("an@|053|consent|silence|draft", text)


KINDS: Mapping[str, set[str]] = {
    "Article": {
        *("headline", "description", "inLanguage", "url", "datePublished", "dateModified", "author", "publisher"),
        *("license", "isAccessibleForFree", "about", "spatialCoverage", "audience", "mentions", "citation"),
        *("isBasedOn", "isPartOf"),
    },
    "Dataset": {
        *("name", "description", "url", "inLanguage", "license", "isAccessibleForFree", "creator", "dateModified"),
        "distribution",
    },
    "DataDownload": {"name", "encodingFormat", "contentUrl"},
    "CreativeWork": {"name", "url", "publisher", "datePublished"},
    "Organization": {"name"},
    "Place": {"name"},
    "Thing": {"name"},
    "Audience": {"audienceType"},
}
"""What schema.org 29 lets these types have, of what we use."""

RANGES = {
    "author": {"Organization"},
    "publisher": {"Organization"},
    "creator": {"Organization"},
    "mentions": {"Organization"},
    "about": {"Thing"},
    "spatialCoverage": {"Place"},
    "audience": {"Audience"},
    "citation": {"CreativeWork"},
    "isBasedOn": {"CreativeWork"},
    "isPartOf": {"Dataset"},
    "distribution": {"DataDownload"},
}
TEXTS = {"url", "contentUrl", "license"}


def strange(value: Mapping[str, Any]) -> Iterator[str]:
    """What schema.org does not know of these values, and addresses that lead nowhere."""
    kind = value["@type"]
    for name, held in value.items():
        inner = held if isinstance(held, list) else [held]
        if not name.startswith("@") and name not in KINDS[kind]:
            yield f"{kind}.{name}"
        if name in RANGES:
            yield from (f"{kind}.{name}: {one['@type']}" for one in inner if one["@type"] not in RANGES[name])
            yield from (trouble for one in inner for trouble in strange(one))
        elif (
            name in TEXTS
            and not str(held).startswith(("https://", "http://"))
            and not re.fullmatch(r"[\w.-]+", str(held))
        ):
            yield f"{kind}.{name}: {held}"


def linked(html: bytes) -> Any:  # noqa: ANN401 - any JSON
    """The JSON-LD of a page."""
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html.decode())
    assert found
    return json.loads(found[1])


@pytest.mark.parametrize("which", ["site", "public_site", "real_site"])
def test_what_search_engines_read_is_schema_org(request: pytest.FixtureRequest, which: str) -> None:
    files: Site = request.getfixturevalue(which)
    pages = [path for path in files if b"application/ld+json" in files[path]]

    assert {path.split("/")[0] for path in pages} == {"praktijken", "open-data.html"}
    assert [(path, list(strange(linked(files[path])))) for path in pages if list(strange(linked(files[path])))] == []


def test_an_article_says_about_what_where_for_whom_and_on_what_it_rests(public_site: Site) -> None:
    article = linked(public_site[f"praktijken/{little.FULL.id}.html"])

    assert [thing["name"] for thing in article["about"]] == ["Taal", "Zorg"]
    assert [place["name"] for place in article["spatialCoverage"]] == ["Twente"]
    assert [audience["audienceType"] for audience in article["audience"]] == ["Jongeren"]
    assert article["citation"][0] == {
        "@type": "CreativeWork",
        "name": "Jaarverslag",
        "url": "https://bron.example/verslag?a=1&b=2",
        "publisher": {"@type": "Organization", "name": "Werkplaats"},
        "datePublished": "2016-05",
    }
    assert [work.get("url") for work in article["isBasedOn"]] == ["https://malmo.example/"]


def test_the_collection_is_a_dataset_with_its_downloads(public_site: Site) -> None:
    collection = linked(public_site["open-data.html"])

    assert collection["url"] == "https://voorbeeld.nl/kennis/open-data.html"
    assert [part["contentUrl"].removeprefix(little.PUBLIC.base_url) for part in collection["distribution"]] == [
        "praktijken.json",
        "praktijken.csv",
    ]
    assert collection["dateModified"] == "2025-05-01"
