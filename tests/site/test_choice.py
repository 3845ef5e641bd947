"""The small files for the pages of the choice: the facts of the practice page, found by id, named by their content."""

import json
import re
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kb.model import UNKNOWN, Contact, Dossier
from kb.site import addresses
from kb.site.choice_parts import LEAST_STRETCH, MOST_STRETCH, _stretches, json_text
from kb.site.choice_view import questions
from tests.corpora import with_practices
from tests.site import little
from tests.site.little import BARE, FULL

Site = Mapping[str, bytes]


class Parts:
    """The parts as the browser has them."""

    def __init__(self, site: Site) -> None:
        manifest = site["keuze/manifest.js"].decode()
        self.manifest: Any = json.loads(manifest.removeprefix("self.kbKeuzeManifest="))
        self._site = site

    def part(self, name: str) -> Any:  # noqa: ANN401 - a part is any JSON
        """What a part hands over."""
        call = re.fullmatch(r'kbKeuze\("(\w+)",(.*)\)\n', self._site[f"keuze/{name}.js"].decode(), re.DOTALL)
        assert call
        assert call[1] == name
        return json.loads(call[2])

    def names(self) -> dict[str, str]:
        """The part of each id."""
        return {id_: name for _, names, _ in self.manifest["stretches"] for id_, name in self.part(names)}

    def lines(self) -> dict[str, str]:
        """The line of the table of each practice."""
        return {id_: line for _, _, lines in self.manifest["stretches"] for id_, line in self.part(lines)}

    def record(self, practice_id: str) -> Any:  # noqa: ANN401 - a record is any JSON
        """A practice."""
        return self.part(self.names()[practice_id])

    def row(self, practice_id: str, label: str) -> Any:  # noqa: ANN401 - a cell is any JSON
        """One row of a practice."""
        labels = [*self.manifest["facts"], *self.manifest["texts"]]
        return self.record(practice_id)["cells"][labels.index(label)]


@pytest.fixture(scope="module")
def parts(site: Site) -> Parts:
    return Parts(site)


def changed(**fields: object) -> Parts:
    """The parts when the full practice has other values."""
    others = tuple(practice for practice in little.CORPUS.whole.values() if practice is not FULL)
    corpus = with_practices(little.CORPUS, (*others, replace(FULL, **fields)))
    return Parts(little.site(corpus))


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Waar", [["Twente", "regio/twente.html", ""], ["", "", "Enschede en Hengelo"]]),
        ("Voor wie", [["Jongeren", "doelgroep/jongeren.html", ""]]),
        ("Stand van zaken", [["Lopend", "stand/lopend.html", ""]]),
        ("Looptijd", [["september 2014 tot en met 2016", "", ""]]),
        ("Omvang", [["40 deelnemers", "", ""], ["1,5 fte begeleiding", "", ""], ["1 locatie", "", ""]]),
        ("Invoeren duurt", [["3 tot 6 maanden", "", ""]]),
        (
            "Resultaten",
            [
                ["Haalden hun examen: 62%", "", "eerst: 31%, 2016"],
                ["Naar een gewone baas: ongeveer de helft", "", "2016"],
            ],
        ),
        ("Wat heb je nodig", [["Een werkleider met tijd", "", "moet er zijn"], ["Een lokaal", "", "helpt"]]),
    ],
)
def test_a_row_says_what_the_practice_page_says(parts: Parts, label: str, expected: object) -> None:
    assert parts.row(FULL.id, label) == ["", expected, False]


@pytest.mark.parametrize(
    ("label", "gap"),
    [("Kosten", "niet bekend"), ("Resultaten", "niet bekend"), ("Looptijd", "nog niet ingevuld")],
)
def test_a_gap_is_said_as_a_gap(parts: Parts, label: str, gap: str) -> None:
    assert parts.row(BARE.id, label) == [gap, [], False]


def test_only_who_can_be_reached_is_asked(parts: Parts) -> None:
    assert parts.record(FULL.id)["ask"] == "vraag het aan Werkplaats"
    assert parts.record(BARE.id)["ask"] == ""


def test_lessons_are_told_by_line_and_points_keep_their_mark() -> None:
    lessons = little.section("Geleerde lessen", "<p>Dit:</p><ul><li>a &amp; <em>b</em></li></ul>", "Dit:\na & b")
    found = changed(sections=(lessons,)).row(FULL.id, "Geleerde lessen")

    assert found == ["", [["Dit:", "", ""], ["– a & b", "", ""]], True]


def test_a_section_that_says_unknown_is_a_gap() -> None:
    lessons = little.section("Geleerde lessen", "<p>Onbekend.</p>", f"{UNKNOWN.title()}.")

    assert changed(sections=(lessons,)).row(FULL.id, "Geleerde lessen") == ["niet bekend", [], False]


@pytest.mark.parametrize(("unknown", "gap"), [((), "nog niet ingevuld"), (("preconditions", "results"), "niet bekend")])
@pytest.mark.parametrize("label", ["Wat heb je nodig", "Resultaten"])
def test_a_list_that_nobody_knows_is_another_gap_than_one_not_filled_in(
    label: str, unknown: tuple[str, ...], gap: str
) -> None:
    found = changed(preconditions=(), results=(), sections=(), unknown=unknown)

    assert found.row(FULL.id, label) == [gap, [], False]


def test_without_figures_the_text_says_the_results() -> None:
    told = little.section("Resultaten", "<p>Het hielp.</p>", "Het hielp.")

    assert changed(results=(), sections=(told,)).row(FULL.id, "Resultaten") == ["", [["Het hielp.", "", ""]], True]


def test_mail_and_telephone_stand_there_with_consent_only(parts: Parts) -> None:
    assert ["an@werkplaats.example", "mailto:an@werkplaats.example", ""] in parts.row(FULL.id, "Contact")[1]

    contact = Contact("Werkplaats", "Teamleider", "an@werkplaats.example", "053 123")
    without = changed(contact=contact)
    text = json.dumps(without.record(FULL.id))
    assert "an@" not in text
    assert "053" not in text


def test_each_practice_and_each_former_id_is_found(parts: Parts) -> None:
    names = parts.names()

    assert sorted(names) == ["english", "kaal", "taal-op-de-werkvloer", "taal-op-werk"]
    assert parts.record("taal-op-werk")["id"] == FULL.id


def test_the_lines_of_the_table_are_those_of_the_open_data(site: Site, parts: Parts) -> None:
    table = parts.manifest["head"] + "".join(parts.lines()[practice.id] for practice in little.CORPUS.practices)

    assert table.encode() == site["praktijken.csv"]


def test_a_changed_practice_touches_its_own_part_and_no_other() -> None:
    before, after = little.site(), changed(summary="Anders.")
    records = {id_: name for id_, name in after.names().items() if f"keuze/{name}.js" not in before}

    assert set(records) == {FULL.id, "taal-op-werk"}


def test_the_pages_carry_the_manifest(site: Site, parts: Parts) -> None:
    for path in ("keuzelijst.html", "vergelijken.html", "memo.html"):
        carried = re.search(r'<script type="application/json" id="keuze-manifest">(.*?)</script>', site[path].decode())
        assert carried
        assert json.loads(carried[1]) == parts.manifest


def test_without_javascript_the_pages_lead_to_the_lists(site: Site) -> None:
    for path in ("keuzelijst.html", "vergelijken.html", "memo.html"):
        noscript = re.search(r"<noscript>(.*?)</noscript>", site[path].decode())
        assert noscript
        assert 'href="praktijken.html"' in noscript[1]


def test_the_questions_of_a_dossier_are_a_part(parts: Parts) -> None:
    [[dossier, title, name]] = parts.manifest["dossiers"]

    assert (dossier, title, parts.part(name)) == ("taal", "Taal in een vergadering", ["Wat wil je?"])
    assert questions(Dossier("leeg", "", "Leeg", "", (), ())) == ()


def test_the_script_of_every_page_knows_how_many_fit() -> None:
    script = (little.TEMPLATES / "choice/list.js").read_text("utf-8")

    assert f"export const MOST = {addresses.MOST_CHOSEN};" in script


@given(st.text())
def test_nothing_in_a_part_ends_its_script(text: str) -> None:
    written = json_text([text])

    assert json.loads(written) == [text]
    assert not set(written) & set("<\u2028\u2029")


def test_one_practice_more_moves_no_other_ends() -> None:
    named = [(f"praktijk-{number:04}", "deel") for number in range(2000)]
    before = {tuple(stretch) for stretch in _stretches(named)}
    after = {tuple(stretch) for stretch in _stretches(sorted([*named, ("praktijk-1000-b", "deel")]))}

    assert len(before - after) <= 2
    assert all(
        LEAST_STRETCH <= len(stretch) <= MOST_STRETCH for stretch in list(before)[:-1] if stretch[-1] != named[-1]
    )
    assert sorted(pair for stretch in before for pair in stretch) == named
