"""Another name, or taken away: every file that names it follows, and nothing else changes."""

from datetime import date
from pathlib import Path

import pytest

from kb import operations, reading, upkeep
from kb.cli import main
from kb.editing import preview
from kb.problems import KbError, UsageError
from kb.upkeep import Removal, Renaming
from tests.little import LISTS, practice, write_content

DAY = date(2026, 11, 22)
MORE = """\
related:
  - was-doen   # lijkt erop
  - groen-in-goes
adopted_by:
  - organisation: Elders
    region: Twente
    year: 2024
    practice: was-doen
---
"""
DOSSIER = """\
---
title: Werken
summary: Voor een gesprek over werk.
practices:
  - id: was-doen
    note: Zo begon het.
  - groen-in-goes
---
Lees [de was](../was-doen.md#aanleiding), of [hier](../was-doen.md). En `was-doen.md` is een bestand.
"""


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = write_content(tmp_path)
    text = practice("Fietsen maken").replace("---\n\n##", MORE + "\n##") + "\nZie [de was](was-doen.md).\n"
    (folder / "fietsen-maken.md").write_text(text)
    was = practice("De was doen").replace(": Werkplaats", ": Elders")
    (folder / "was-doen.md").write_text(was.replace("---\n\n##", "adopted_from: fietsen-maken\n---\n\n##"))
    (folder / "_dossiers").mkdir()
    (folder / "_dossiers/werken.md").write_text(DOSSIER)
    assert problems(folder) == []
    return folder


def problems(folder: Path) -> list[str]:
    found = reading.read(folder, DAY).problems
    return [f"{problem.place}: {problem.message}" for problem in found]


def texts(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*") if path.is_file()}


def changed(before: dict[str, str], after: dict[str, str]) -> dict[str, list[str]]:
    """The lines that are new, by file; a file that is gone has none."""
    names = sorted({*before, *after})
    new = {
        name: [line for line in after.get(name, "").split("\n") if line not in before.get(name, "").split("\n")]
        for name in names
    }
    return {name: lines for name, lines in new.items() if before.get(name) != after.get(name)}


def test_a_practice_gets_another_id_everywhere(content: Path) -> None:
    before = texts(content)

    upkeep.renamed(content, Renaming("was-doen", "wassen"), DAY, dry=False)

    after = texts(content)
    assert changed({**before, "wassen.md": before["was-doen.md"]}, after) == {
        "_dossiers/werken.md": [
            "  - id: wassen",
            "Lees [de was](../wassen.md#aanleiding), of [hier](../wassen.md). En `was-doen.md` is een bestand.",
        ],
        "fietsen-maken.md": [
            "  - wassen   # lijkt erop",
            "    practice: wassen",
            "Zie [de was](wassen.md).",
        ],
        "was-doen.md": [],
        "wassen.md": ["aliases: [was-doen]"],
    }
    assert problems(content) == []


def test_a_practice_can_go_back_to_its_old_id(content: Path) -> None:
    before = texts(content)

    upkeep.renamed(content, Renaming("was-doen", "wassen"), DAY, dry=False)
    upkeep.renamed(content, Renaming("wassen", "was-doen"), DAY, dry=False)

    assert changed(before, texts(content)) == {"was-doen.md": ["aliases: [wassen]"]}
    upkeep.renamed(content, Renaming("was-doen", "de-was"), DAY, dry=False)
    assert "aliases: [was-doen, wassen]\n" in (content / "de-was.md").read_text()


def test_a_key_without_aliases_gets_the_old_id(content: Path) -> None:
    path = content / "was-doen.md"
    path.write_text(path.read_text().replace("adopted_from", "aliases:\nadopted_from"))

    upkeep.renamed(content, Renaming("was-doen", "wassen"), DAY, dry=False)

    assert "\nadopted_from: fietsen-maken\naliases: [was-doen]\n---\n" in (content / "wassen.md").read_text()


def test_what_a_term_was_called_comes_before_what_it_was_called_earlier(content: Path) -> None:
    upkeep.renamed(content, Renaming("zeeland", "zee", "region", "De Zee"), DAY, dry=False)

    named = "{id: zee, label: De Zee, formerly: [Zeeland, Zeeuwse eilanden],"
    assert named in (content / "_lists/region.yaml").read_text()


def test_a_term_gets_another_id_and_label_everywhere(content: Path) -> None:
    (content / "groen-in-goes.md").write_text(
        practice("Groen in Goes", "zeeland").replace("theme: werk", "theme: [Leren, WERK]  # twee")
    )
    before = texts(content)

    upkeep.renamed(content, Renaming("werk", "aan-het-werk", "theme", "Aan het werk"), DAY, dry=False)

    assert changed(before, texts(content)) == {
        "_lists/theme.yaml": ["  - {id: aan-het-werk, formerly: [Werk], label: Aan het werk}"],
        "fietsen-maken.md": ["theme: aan-het-werk"],
        "groen-in-goes.md": ["theme: [Leren, aan-het-werk]  # twee"],
        "was-doen.md": ["theme: aan-het-werk"],
    }
    assert problems(content) == []
    (content / "groen-in-goes.md").write_text(before["groen-in-goes.md"])  # in a pull request from before
    assert problems(content) == []


def test_a_region_is_renamed_where_adopters_and_organisations_name_it(content: Path) -> None:
    organisations = "organisations:\n  - {name: De Brug, region: twente}\n"
    (content / "_lists/organisations.yaml").write_text(organisations)

    upkeep.renamed(content, Renaming("twente", "oost", "region"), DAY, dry=False)

    after = texts(content)
    assert after["_lists/organisations.yaml"] == organisations.replace("twente", "oost")
    assert "    region: oost\n" in after["fietsen-maken.md"]
    assert "{id: oost, formerly: [twente], label: Twente," in after["_lists/region.yaml"]  # for its old address
    assert problems(content) == []


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (Renaming("niets", "iets"), "Er is geen praktijk “niets”"),
        (Renaming("wasdoen", "wassen"), "Bedoelde je was-doen?"),
        (Renaming("werk", "wassen"), "Zet er --list theme bij"),
        (Renaming("wreken", "leren", "teme"), "Er is geen lijst “teme”. Bedoelde je theme?"),
        (Renaming("leeren", "lessen", "theme"), "staat niet in de lijst theme. Bedoelde je leren?"),
        (Renaming("was-doen", "De Was"), "kan geen id zijn"),
        (Renaming("was-doen", "was-doen"), "“was-doen” heet al zo"),
        (Renaming("was-doen", "groen-in-goes"), "al in gebruik bij groen-in-goes.md"),
        (Renaming("x", "y", "kleur"), "Er is geen lijst “kleur”"),
        (Renaming("x", "y", "theme"), "“x” staat niet in de lijst theme"),
        (Renaming("werk", "leren", "theme"), "al een naam van de term leren"),
        (Renaming("werk", "w", "theme", "Leren"), "al een naam van de term leren"),
        (Renaming("werk", "Werk!", "theme"), "kan geen id van een term zijn"),
    ],
)
def test_a_name_that_cannot_be_is_refused(content: Path, asked: Renaming, said: str) -> None:
    before = texts(content)

    with pytest.raises(UsageError, match=said):
        upkeep.renamed(content, asked, DAY, dry=False)

    assert texts(content) == before


def test_each_list_that_has_such_a_term_is_named(content: Path) -> None:
    (content / "_lists/sector.yaml").write_text(LISTS["theme"].replace("theme", "sector").replace("thema", "sector"))

    with pytest.raises(UsageError, match="Zet er --list theme of --list sector bij"):
        upkeep.renamed(content, Renaming("werk", "wassen"), DAY, dry=False)


def test_a_dry_run_tells_the_files_and_changes_none(content: Path) -> None:
    before = texts(content)

    changes = upkeep.renamed(content, Renaming("was-doen", "wassen"), DAY, dry=True)

    assert set(changes) == {"_dossiers/werken.md", "fietsen-maken.md", "was-doen.md", "wassen.md"}
    assert texts(content) == before


def test_a_dry_run_shows_each_line_as_it_is_and_as_it_would_be(content: Path) -> None:
    changes = upkeep.renamed(content, Renaming("was-doen", "wassen"), DAY, dry=True)

    shown = preview.as_text(content, changes).splitlines()

    at = shown.index(f"{content.as_posix()}/was-doen.md wordt {content.as_posix()}/wassen.md")
    assert shown[at + 1 :] == ["  regel 13", "    + aliases: [was-doen]"]
    link = "Lees [de was](../{0}.md#aanleiding), of [hier](../{0}.md). En `was-doen.md` is een bestand."
    assert f"    - {link.format('was-doen')}" in shown
    assert f"    + {link.format('wassen')}" in shown
    assert sum(line.startswith(content.as_posix()) for line in shown) == len(changes) - 1  # the new name is no file yet


def test_a_dry_run_names_what_goes_and_what_comes(content: Path) -> None:
    changes = upkeep.removed(content, Removal("groen-in-goes"), DAY, dry=True)

    shown = preview.as_text(content, changes).splitlines()

    assert f"{content.as_posix()}/groen-in-goes.md: gaat weg" in shown
    assert f"{content.as_posix()}/_lists/removed.yaml: komt erbij" in shown


def test_an_old_id_leads_to_the_practice_that_had_it(content: Path) -> None:
    upkeep.renamed(content, Renaming("was-doen", "wassen"), DAY, dry=False)

    with pytest.raises(UsageError, match=r"Er is geen praktijk “was-doen”\. Zo heette wassen\.md eerder\."):
        upkeep.renamed(content, Renaming("was-doen", "de-was"), DAY, dry=True)


def test_with_one_file_that_cannot_follow_nothing_changes(content: Path) -> None:
    text = practice("Groen in Goes", "zeeland").replace("added:", "related:\n  - >-\n    was-doen\nadded:")
    (content / "groen-in-goes.md").write_text(text)
    before = texts(content)

    with pytest.raises(KbError, match=r"met de hand: groen-in-goes\.md:12:5"):
        upkeep.renamed(content, Renaming("was-doen", "wassen"), DAY, dry=False)

    assert texts(content) == before


def test_a_file_that_cannot_be_read_stops_it(content: Path) -> None:
    (content / "kapot.md").write_text("---\ntitle: [\n---\n")

    with pytest.raises(KbError, match=r"kapot\.md is niet te lezen"):
        upkeep.renamed(content, Renaming("was-doen", "wassen"), DAY, dry=False)


def test_a_file_that_lies_elsewhere_is_not_copied_into_the_folder(content: Path, tmp_path: Path) -> None:
    (tmp_path / "elders.md").write_bytes((content / "was-doen.md").read_bytes())
    (content / "van-elders.md").symlink_to(tmp_path / "elders.md")

    with pytest.raises(KbError, match=r"van-elders\.md is niet te lezen"):
        upkeep.renamed(content, Renaming("van-elders", "van-hier"), DAY, dry=False)
    assert not (content / "van-hier.md").exists()


def test_a_practice_is_taken_away_with_all_that_leads_to_it(content: Path) -> None:
    before = texts(content)

    upkeep.removed(content, Removal("was-doen"), DAY, dry=False)

    after = texts(content)
    assert "was-doen.md" not in after
    assert "was-doen" not in after["fietsen-maken.md"]
    assert "Zie de was.\n" in after["fietsen-maken.md"]
    assert "  - groen-in-goes\n" in after["fietsen-maken.md"]
    assert "    year: 2024\n" in after["fietsen-maken.md"]
    assert after["_dossiers/werken.md"] == DOSSIER.replace("  - id: was-doen\n    note: Zo begon het.\n", "").replace(
        "[de was](../was-doen.md#aanleiding), of [hier](../was-doen.md)", "de was, of hier"
    )
    assert after["_lists/removed.yaml"].endswith('removed:\n  was-doen: "op verzoek"\n')
    assert after["groen-in-goes.md"] == before["groen-in-goes.md"]
    assert problems(content) == []


def test_its_old_addresses_say_so_and_its_pictures_go(content: Path) -> None:
    (content / "_media").mkdir()
    for name in ("eigen.png", "gedeeld.png"):
        (content / f"_media/{name}").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\3\0\0\0\2")
    pictures = "\n![a](_media/gedeeld.png)\n"
    text = (content / "was-doen.md").read_text().replace("adopted_from", "aliases: [oude-was]\nadopted_from")
    (content / "was-doen.md").write_text(f"{text}{pictures}![b](_media/eigen.png)\n")
    (content / "groen-in-goes.md").write_text(practice("Groen", "zeeland") + pictures)

    upkeep.removed(content, Removal("was-doen", why="het bestaat niet meer"), DAY, dry=False)
    upkeep.removed(content, Removal("fietsen-maken", page=False), DAY, dry=False)

    assert [path.name for path in (content / "_media").iterdir()] == ["gedeeld.png"]
    lists = operations.lists_of(content)
    assert lists.removed == {"was-doen": "het bestaat niet meer", "oude-was": "het bestaat niet meer"}
    assert problems(content) == []


def test_what_must_be_changed_by_hand_is_named_and_nothing_is_changed(content: Path) -> None:
    (content / "_dossiers/werken.md").write_text(DOSSIER.replace("  - groen-in-goes\n", ""))
    before = texts(content)

    with pytest.raises(KbError, match=r"werken\.md") as told:
        upkeep.removed(content, Removal("was-doen"), DAY, dry=False)

    assert "Er is niets veranderd" in str(told.value)
    assert texts(content) == before


def test_a_person_goes_out_of_every_text(content: Path) -> None:
    contact = """\
contact:
  organisation: De Brug
  function: Jan Jansen, projectleider
  email: Jan.Jansen@brug.nl
  consent: ja
---
"""
    text = practice("Groen in Goes", "zeeland").replace("---\n\n##", contact + "\n##")
    (content / "groen-in-goes.md").write_text(f"{text}\nVraag JAN\nJansen, niet Jan Jansens.\n")
    before = texts(content)

    changes = upkeep.removed(content, Removal(person="jan  jansen", instead="de projectleider"), DAY, dry=False)
    upkeep.removed(content, Removal(person="jan.jansen@brug.nl"), DAY, dry=False)

    assert set(changes) == {"groen-in-goes.md"}
    after = texts(content)["groen-in-goes.md"]
    assert "function" not in after
    assert "email" not in after
    assert "Vraag de projectleider, niet Jan Jansens.\n" in after
    assert changed(before, texts(content)).keys() == {"groen-in-goes.md"}
    assert problems(content) == []


@pytest.mark.parametrize("written", ["0612345678", "06-12 34 56 78", "06 12345678"])
def test_a_number_is_found_however_it_is_written(content: Path, written: str) -> None:
    (content / "groen-in-goes.md").write_text(practice("Groen", "zeeland") + f"\nBel {written}, of 106123456789.\n")

    upkeep.removed(content, Removal(person="06 - 1234 5678", instead="ons"), DAY, dry=False)

    assert "Bel ons, of 106123456789." in (content / "groen-in-goes.md").read_text()


@pytest.mark.parametrize("asked", [Removal("weg-ermee"), Removal(person="Piet Pietersen")])
def test_what_is_not_there_cannot_be_taken_away(content: Path, asked: Removal) -> None:
    with pytest.raises(UsageError):
        upkeep.removed(content, asked, DAY, dry=False)


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (["rename", "was-doen", "wassen"], "3 bestanden zouden veranderen."),  # one has another name now
        (["rename", "leren", "lessen", "--list", "theme"], "1 bestand zou veranderen."),
        (["remove", "was-doen"], "4 bestanden zouden veranderen."),  # one is gone, one is new
    ],
)
def test_how_many_files_change_is_told(
    content: Path, capsys: pytest.CaptureFixture[str], command: list[str], told: str
) -> None:
    assert main([*command, "--dry-run", "--content", str(content), "--today", DAY.isoformat()]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == f"{told} Er is nog niets veranderd."
