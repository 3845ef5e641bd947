"""Every page of the site: its links lead somewhere, its structure is sound, and it asks nothing of another host."""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

import pytest
from msgspec.structs import replace

from tests.site.little import BARE, CORPUS, FULL, LISTS, PUBLIC
from tests.site.little import site as made
from tests.site.reading import Reading

Site = Mapping[str, bytes]
ADDRESSES = ("href", "src", "action")
SORT = [{"name": "sort"}]
"""The one field besides the boxes that stands inside its label."""


def pages(site: Site) -> Iterator[tuple[str, Reading]]:
    """Every page with its path."""
    return ((path, Reading(data.decode())) for path, data in site.items() if path.endswith(".html"))


def inside(reading: Reading) -> Iterator[str]:
    """The addresses of a page that have no host of their own."""
    for element in reading.elements:
        for name in ADDRESSES:
            value = element.attributes.get(name, "")
            if value and not urlsplit(value).scheme:
                yield value


def target(path: str, link: str) -> str:
    """The file that a link on a page leads to."""
    return unquote(normpath(join(path, "..", urlsplit(link).path))) if urlsplit(link).path else path


def test_every_link_leads_to_a_file_of_the_site(site: Site) -> None:
    dead = [(path, link) for path, page in pages(site) for link in inside(page) if target(path, link) not in site]

    assert dead == []


def test_every_fragment_is_on_the_page_it_names(site: Site) -> None:
    anchors = {path: {e.attributes["id"] for e in page.elements if "id" in e.attributes} for path, page in pages(site)}
    dead = [
        (path, link)
        for path, page in pages(site)
        for link in inside(page)
        if urlsplit(link).fragment and unquote(urlsplit(link).fragment) not in anchors[target(path, link)]
    ]

    assert dead == []


def test_links_are_relative_so_that_the_folder_works_anywhere(site: Site) -> None:
    absolute = [(path, link) for path, page in pages(site) for link in inside(page) if link.startswith("/")]

    assert absolute == []


def test_the_not_found_page_is_right_at_any_address(public_site: Site) -> None:
    links = list(inside(Reading(public_site["404.html"].decode())))

    assert [link for link in links if not link.startswith(("/kennis/", "#"))] == []


def test_nothing_is_asked_of_another_host(public_site: Site) -> None:
    loaded = [
        (path, value)
        for path, page in pages(public_site)
        for tag, name in (("img", "src"), ("script", "src"), ("form", "action"), ("link", "href"))
        for value in (element.get(name, "") for element in page.all(tag))
        if urlsplit(value).scheme not in ("", "data")
    ]

    assert [(path, value) for path, value in loaded if not value.startswith(PUBLIC.base_url)] == []


def test_no_style_or_script_of_the_page_itself(site: Site) -> None:
    for path, page in pages(site):
        inline = [e for e in page.elements if "style" in e.attributes or e.tag == "style"]
        handlers = [name for e in page.elements for name in e.attributes if name.startswith("on")]
        scripts = [script.get("type", "") for script in page.all("script") if "src" not in script]

        assert (path, inline, handlers) == (path, [], [])
        assert set(scripts) <= {"application/ld+json", "application/json"}, path
        assert scripts.count("application/ld+json") <= 1, path


def test_every_page_is_sound(site: Site) -> None:
    for path, page in pages(site):
        ids = [element.attributes["id"] for element in page.elements if "id" in element.attributes]
        levels = [int(element.tag[1]) for element in page.elements if re.fullmatch(r"h[1-6]", element.tag)]

        assert (path, page.broken) == (path, [])
        assert (path, [one for one in ids if ids.count(one) > 1]) == (path, [])
        assert [html["lang"] for html in page.all("html")] == ["nl"], path
        assert levels.count(1) == 1, path
        assert all(after - before <= 1 for before, after in pairwise(levels)), (path, levels)
        assert len(page.text("title")) == 1, path
        assert any(link.get("rel") == "icon" for link in page.all("link")), path
        assert [main["id"] for main in page.all("main")] == ["inhoud"], path


def test_every_field_has_a_name(site: Site) -> None:
    for path, page in pages(site):
        named = {label["for"] for label in page.all("label") if "for" in label}
        fields = [field for tag in ("input", "select", "textarea") for field in page.all(tag)]
        alone = [field for field in fields if "id" in field]

        assert [field for field in alone if field["id"] not in named] == [], path
        assert [field for field in fields if field not in alone and field.get("type") != "checkbox"] in ([], SORT), path


def test_every_page_has_a_title_of_its_own(site: Site) -> None:
    titles = {path: page.text("title")[0] for path, page in pages(site) if "refresh" not in page.html}

    assert len(set(titles.values())) == len(titles)


def test_a_page_has_one_search_field(site: Site) -> None:
    fields = {path: [f["name"] for f in page.all("input") if f.get("name") == "q"] for path, page in pages(site)}

    assert {path: names for path, names in fields.items() if names != ["q"]} == {}


def test_every_practice_can_be_reached_without_script(site: Site) -> None:
    linked = set()
    for path in ("praktijken.html", "regio/zeeland.html", "regio/twente.html"):
        linked |= {target(path, link) for link in inside(Reading(site[path].decode()))}

    assert {f"praktijken/{name}.html" for name in ("kaal", "english", FULL.id)} <= linked


def test_each_term_of_each_facet_has_a_page(site: Site) -> None:
    expected = {f"{facet.path}/{term.id}.html" for facet in LISTS.facets for term in facet.terms}

    assert expected <= set(site)


def test_a_term_without_practices_says_so_and_stays_out_of_search_engines(site: Site) -> None:
    page = Reading(site["regio/achterhoek.html"].decode())

    assert "nog niets opgeschreven" in page.words()
    assert {"name": "robots", "content": "noindex"} in list(page.all("meta"))


def test_a_region_names_what_it_lacks_and_who_has_it(site: Site) -> None:
    words = Reading(site["regio/zeeland.html"].decode()).words()

    assert re.search(r"Thema's die hier nog ontbreken Taal wel in Twente Geld", words)


def test_regions_that_touch_on_the_map_are_neighbours(site: Site) -> None:
    achterhoek, zeeland = (Reading(site[f"regio/{name}.html"].decode()).words() for name in ("achterhoek", "zeeland"))

    assert "Buurregio's Twente 1" in achterhoek
    assert "Buurregio's" not in zeeland


@pytest.mark.parametrize(
    ("former", "now"),
    [("praktijken/taal-op-werk.html", f"{FULL.id}.html"), ("regio/twentse-kracht.html", "twente.html")],
)
def test_a_former_address_leads_to_todays(site: Site, former: str, now: str) -> None:
    page = Reading(site[former].decode())
    refresh = [meta["content"] for meta in page.all("meta") if meta.get("http-equiv") == "refresh"]

    assert [target(former, text.partition("url=")[2]) for text in refresh] == [join(dirname(former), now)]
    assert {"name": "robots", "content": "noindex"} in list(page.all("meta"))


def test_the_matrix_counts_each_pair(site: Site) -> None:
    page = Reading(site["overzicht.html"].decode())
    cells = {link["href"]: link["aria-label"] for link in page.all("a") if "aria-label" in link}

    assert cells["zoeken.html?region=zeeland&theme=zorg"] == "2 praktijken: Zeeland, Zorg"
    assert len(cells) == 3


def test_former_names_of_an_organisation_lead_to_it(site: Site) -> None:
    words = Reading(site["organisaties.html"].decode()).words()

    assert "De Oude Plaats zie Werkplaats" in words
    assert "Werkplaats SW-bedrijf" in words


def test_a_practice_taken_over_stands_under_who_took_it_over(site: Site) -> None:
    words = Reading(site["organisaties.html"].decode()).words()

    assert re.search(rf"Zeeuws Werk {re.escape(BARE.title)} .*{re.escape(FULL.title)}", words)


def test_a_dossier_shows_its_steps_and_leaves_out_what_is_not_published(site: Site) -> None:
    page = Reading(site["dossiers/taal.html"].decode())

    assert "Begin hier." in page.words()
    assert "Niet gepubliceerd." not in page.words()


def test_the_search_page_has_the_hooks_of_the_contract(site: Site) -> None:
    page = Reading(site["zoeken.html"].decode())
    boxes = [(box["name"], box["value"]) for box in page.all("input") if box.get("type") == "checkbox"]

    assert [form for form in page.all("form") if form.get("role") == "search"] != []
    assert [fieldset["data-facet"] for fieldset in page.all("fieldset")] == [f.name for f in LISTS.facets]
    assert boxes.index(("region", "zeeland")) < boxes.index(("region", "achterhoek")), "what nobody has yet comes last"
    assert sum("data-count" in e.attributes for e in page.elements) == len(boxes)
    assert {"resultaten", "gekozen", "ook-gezocht", "hulp", "meer"} <= {e.attributes.get("id") for e in page.elements}
    assert [option["value"] for option in page.all("option")] == ["relevantie", "nieuwste", "titel"]
    assert any(p.get("role") == "status" for p in page.all("p"))


def test_an_address_gives_canonical_and_open_graph_and_without_one_there_are_none(
    site: Site, public_site: Site
) -> None:
    canonical = '<link rel="canonical" href="https://voorbeeld.nl/kennis/praktijken/kaal.html">'

    assert canonical in public_site["praktijken/kaal.html"].decode()
    assert '<link rel="canonical" href="https://voorbeeld.nl/kennis/">' in public_site["index.html"].decode()
    assert b"og:" not in site["praktijken/kaal.html"]
    assert b"canonical" not in site["praktijken/kaal.html"]


def test_each_page_worth_finding_says_who_it_is_to_others(public_site: Site) -> None:
    """Its address, which the sitemap has too, its kind and its words; and what nobody should find says nothing."""
    named = set()
    for path, page in ((path, Reading(data.decode())) for path, data in public_site.items() if path.endswith(".html")):
        told = {meta["property"]: meta["content"] for meta in page.all("meta") if "property" in meta}
        canonical = [link["href"] for link in page.all("link") if link.get("rel") == "canonical"]
        if any(meta.get("name") == "robots" for meta in page.all("meta")):
            assert told == {}, path
            continue
        described = [meta["content"] for meta in page.all("meta") if meta.get("name") == "description"]
        assert [told["og:url"]] == canonical, path
        assert [told["og:description"]] == described, path
        assert told["og:type"] == ("article" if path.startswith("praktijken/") else "website"), path
        assert page.text("title")[0].startswith(told["og:title"]), path
        assert (told["og:locale"], told["og:site_name"]) == ("nl_NL", "Wat werkt waar"), path
        named.update(canonical)

    assert named == set(re.findall("<loc>(.*?)</loc>", public_site["sitemap.xml"].decode()))


def test_a_practice_that_was_taken_away_says_so_at_its_old_address() -> None:
    removed = {"weg": "op verzoek", "kaal": "die is er weer", "taal-op-werk": "die verhuisde"}
    site = made(replace(CORPUS, lists=replace(LISTS, removed=removed)))

    page = site["praktijken/weg.html"].decode()
    assert "Reden: op verzoek." in page
    assert 'content="noindex' in page
    assert "is weggehaald" not in site["praktijken/kaal.html"].decode() + site["praktijken/taal-op-werk.html"].decode()
