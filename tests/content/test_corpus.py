"""The folder: which files are read, what is left out, and that one mistake gives one problem."""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from kb.content.corpus import read_corpus
from kb.model import Corpus, DossierStep, MediaFile
from kb.problems import Outcome
from tests.content.pages import LISTS_FOLDER, located, page

ReadFolder = Callable[..., Outcome[Corpus]]
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x03\x00\x00\x00\x02"


def corpus(outcome: Outcome[Corpus]) -> Corpus:
    assert outcome.value is not None
    return outcome.value


def test_which_files_are_practices(read_folder: ReadFolder) -> None:
    files = {
        "twee.md": page(),
        "een.md": page(),
        "map/dieper/drie.md": page(),
        "README.md": "Uitleg",
        "map/README.md": "Uitleg",
        "_kladblok.md": "x",
        ".verborgen.md": "x",
        "~$n.md": "x",
        "~$rslag.docx": "x",
        "_map/vier.md": "x",
        ".git/vijf.md": "x",
        "_los.txt": "x",
        "los.csv": "x",
        "Thumbs.db": "x",
    }
    outcome = read_folder(files)

    assert outcome.problems == ()
    assert [practice.id for practice in corpus(outcome).practices] == ["drie", "een", "twee"]
    assert "map/dieper/drie.md" in {practice.source_path for practice in corpus(outcome).practices}


def test_a_draft_is_checked_and_left_out(read_folder: ReadFolder) -> None:
    outcome = read_folder({"een.md": page(), "twee.md": page(draft="ja", summary="Kort.", related="een")})

    assert [practice.id for practice in corpus(outcome).practices] == ["een"]
    assert [str(problem.place) for problem in outcome.problems] == ["practices/twee.md:3:10"]


def test_a_practice_that_replaces_itself_is_told_so_once(read_folder: ReadFolder) -> None:
    outcome = read_folder({"een.md": page(replaced_by="een")})

    assert [problem.code for problem in outcome.problems] == ["zelfverwijzing"]


def test_a_practice_with_errors_gives_no_errors_elsewhere(read_folder: ReadFolder) -> None:
    outcome = read_folder({"een.md": page("[a](twee.md)", related="twee"), "twee.md": page(theme="x")})

    assert [(problem.code, problem.place.path) for problem in outcome.problems] == [
        ("onbekende-term", "practices/twee.md")
    ]
    assert [practice.id for practice in corpus(outcome).practices] == ["een"]
    assert not outcome.ok


def test_a_file_without_a_header_is_no_dead_link(read_folder: ReadFolder) -> None:
    outcome = read_folder({"een.md": page("[a](twee.md#kop)"), "twee.md": "zonder kop"})

    assert [problem.code for problem in outcome.problems] == ["geen-velden"]


def test_problems_of_all_files_in_one_run_by_place(read_folder: ReadFolder) -> None:
    outcome = read_folder({"twee.md": page(theme="x"), "een.md": page(theme="x", region="y"), "_dossiers/doe.md": "x"})

    assert [str(problem.place) for problem in outcome.problems] == [
        "practices/_dossiers/doe.md:1:1",
        "practices/een.md:5:9",
        "practices/een.md:6:8",
        "practices/twee.md:6:8",
    ]


def test_lists_of_the_folder_come_first(read_folder: ReadFolder) -> None:
    lists = {f"_lists/{path.name}": path.read_text("utf-8") for path in LISTS_FOLDER.iterdir()}
    lists["_lists/theme.yaml"] = lists["_lists/theme.yaml"].replace("id: taal", "id: lezen")
    outcome = read_folder({**lists, "een.md": page(theme="lezen")})

    assert outcome.ok
    assert read_folder({"twee.md": page()}).problems[0].code == "onbekende-term"


def test_a_broken_list_gives_one_problem(read_folder: ReadFolder) -> None:
    lists = {f"_lists/{path.name}": path.read_text("utf-8") for path in LISTS_FOLDER.iterdir()}
    lists["_lists/region.yaml"] = lists["_lists/region.yaml"].replace("label: Twente", "label: [")
    adopted = "[{organisation: o, region: x, year: 2020}]"
    outcome = read_folder({**lists, "een.md": page(municipalities="Enschede", adopted_by=adopted)})

    assert [(problem.code, problem.place.path) for problem in outcome.problems] == [
        ("yaml", "practices/_lists/region.yaml")
    ]


def test_no_lists_at_all(read_folder: ReadFolder, tmp_path: Path) -> None:
    outcome = read_folder({"een.md": page()}, fallback=tmp_path / "nergens")

    assert outcome.value is None
    assert [problem.code for problem in outcome.problems] == ["lijst-ontbreekt"]


def test_no_folder_at_all(tmp_path: Path) -> None:
    outcome = read_corpus(tmp_path / "nergens", LISTS_FOLDER, today=date(2026, 1, 1), shown="./weg/")

    assert outcome.value is None
    assert str(outcome.problems[0].place) == "./weg:1:1"


def test_an_empty_folder_is_an_empty_knowledge_base(read_folder: ReadFolder) -> None:
    outcome = read_folder({})

    assert outcome.ok
    assert corpus(outcome).practices == ()


@pytest.mark.parametrize(("shown", "path"), [("", ""), ("practices/", "practices"), ("../x", "../x"), (".", ".")])
def test_paths_are_shown_as_they_were_typed(tmp_path: Path, shown: str, path: str) -> None:
    (tmp_path / "een.md").write_text("x", "utf-8")
    outcome = read_corpus(tmp_path, LISTS_FOLDER, today=date(2026, 1, 1), shown=shown)

    assert outcome.problems[0].place.path == f"{path or tmp_path}/een.md"


def test_dossiers(read_folder: ReadFolder) -> None:
    dossier = (
        "---\ntitle: Voor de raad\nsummary: Een gesprek.\npractices: [twee, {id: een, note: Zo begon het.}]\n---\n"
    )
    outcome = read_folder(
        {"een.md": page(), "twee.md": page(), "_dossiers/raad.md": dossier + "## Vragen\n[a](../een.md)"}
    )
    (read,) = corpus(outcome).dossiers

    assert outcome.problems == ()
    assert (read.id, read.source_path, read.title) == ("raad", "_dossiers/raad.md", "Voor de raad")
    assert read.steps == (DossierStep("twee"), DossierStep("een", "Zo begon het."))
    assert read.sections[0].html == '<p><a href="../praktijken/een.html">a</a></p>'


def test_only_pictures_that_are_shown_are_published(read_folder: ReadFolder) -> None:
    files: dict[str, str | bytes] = {f"_media/{name}.png": PNG for name in ("kop", "tekst", "concept", "ongebruikt")}
    files["een.md"] = page("![a](_media/tekst.png)", image="{src: kop.png, alt: x}")
    files["twee.md"] = page("![a](_media/concept.png)", draft="ja")
    outcome = read_folder(files)

    assert outcome.problems == ()
    assert corpus(outcome).media == (MediaFile("kop.png", PNG, 3, 2), MediaFile("tekst.png", PNG, 3, 2))


def test_a_warning_between_files_can_be_silenced(read_folder: ReadFolder) -> None:
    silence = "{check: overname, reason: bekend}"
    files = {
        "een.md": page(adopted_from="twee", silence=silence),
        "twee.md": page(),
        "drie.md": page(adopted_from="twee"),
    }

    assert [problem.place.path for problem in read_folder(files).problems] == ["practices/drie.md"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Vraag jan.jansen@brug.nl", "mailadres-persoon"),  # of the file itself
        ("[a](../een.md#s-weg)", "dood-anker"),  # between files
        ("![a](../_media/plek.jpg)", "foto-positie"),  # of a picture
    ],
)
def test_a_warning_in_a_dossier_can_be_silenced(read_folder: ReadFolder, text: str, code: str) -> None:
    def codes(silence: str) -> list[str]:
        dossier = f"---\ntitle: D\nsummary: S.\npractices: een\n{silence}---\n{text}\n"
        files: dict[str, str | bytes] = {
            "een.md": page("## Aanpak\nx"),
            "_dossiers/dos.md": dossier,
            "_media/plek.jpg": located(),
        }
        outcome = read_folder(files)
        assert len(corpus(outcome).dossiers) == 1
        return [problem.code for problem in outcome.problems]

    assert codes("") == [code]
    assert codes(f"silence: [{{check: {code}, reason: Zo hoort het.}}]\n") == []
    assert codes("silence: [{check: lege-sectie, reason: Zo hoort het.}]\n") == [code]


def test_an_error_in_a_dossier_cannot_be_silenced(read_folder: ReadFolder) -> None:
    silence = "silence: [{check: dode-link, reason: Ik weet het.}]"
    dossier = f"---\ntitle: D\nsummary: S.\npractices: een\n{silence}\n---\n[a](../weg.md)\n"
    outcome = read_folder({"een.md": page(), "_dossiers/dos.md": dossier})

    assert [problem.code for problem in outcome.problems] == ["onbekende-controle", "dode-link"]


def test_an_adoption_that_both_tell_of(read_folder: ReadFolder) -> None:
    adopted_by = "[{organisation: De Brug, region: twente, year: 2024, practice: twee}]"
    outcome = read_folder({"een.md": page(adopted_by=adopted_by), "twee.md": page(adopted_from="een")})

    assert outcome.problems == ()


def test_two_files_with_one_id_are_told_at_both(read_folder: ReadFolder) -> None:
    outcome = read_folder({"a/een.md": page(), "b/een.md": page(), "twee.md": page("[a](een.md)")})

    assert [problem.code for problem in outcome.problems] == ["dubbele-id", "dubbele-id"]
    assert [practice.source_path for practice in corpus(outcome).practices] == ["a/een.md", "twee.md"]


def test_links_that_leave_the_folder(read_folder: ReadFolder, tmp_path: Path) -> None:
    read_folder({"een.md": page()})
    (tmp_path / "geheim.md").write_text(page(), "utf-8")
    (tmp_path / "inhoud" / "buiten.md").symlink_to(tmp_path / "geheim.md")
    (tmp_path / "inhoud" / "binnen.md").symlink_to("een.md")
    (tmp_path / "inhoud" / "kring.md").symlink_to("kring.md")
    (tmp_path / "inhoud" / "map").symlink_to(tmp_path)
    (tmp_path / "inhoud" / "nergens.md").symlink_to("weg.md")
    outcome = read_folder({})

    assert [(problem.code, problem.place.path) for problem in outcome.problems] == [
        ("verwijzing-buiten", "practices/buiten.md"),
        ("geen-bestand", "practices/kring.md"),
        ("geen-bestand", "practices/nergens.md"),
    ]
    assert "wijst naar niets" in outcome.problems[-1].message
    assert [practice.id for practice in corpus(outcome).practices] == ["binnen", "een"]


def test_what_is_no_plain_file(read_folder: ReadFolder, tmp_path: Path) -> None:
    read_folder({"een.md": page("![a](_media/pijp.png)"), "_media/x.png": PNG})
    os.mkfifo(tmp_path / "inhoud" / "pijp.md")
    os.mkfifo(tmp_path / "inhoud" / "_media" / "pijp.png")
    (tmp_path / "inhoud" / "map.md").mkdir()
    outcome = read_folder({})

    assert [(problem.code, problem.place.path) for problem in outcome.problems] == [
        ("geen-bestand", "practices/_media/pijp.png"),
        ("geen-bestand", "practices/pijp.md"),
    ]


def test_a_file_without_end_is_not_read_to_its_end(read_folder: ReadFolder, tmp_path: Path) -> None:
    read_folder({"een.md": page("![a](_media/groot.png)"), "_media/groot.png": PNG})
    for name in ("groot.md", "_media/groot.png"):
        (tmp_path / "inhoud" / name).touch()
        os.truncate(tmp_path / "inhoud" / name, 10**12)  # a file of holes: it takes no room
    outcome = read_folder({})

    assert [(problem.code, problem.place.path) for problem in outcome.problems] == [
        ("te-groot", "practices/_media/groot.png"),
        ("te-groot", "practices/groot.md"),
    ]
