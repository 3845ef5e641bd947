"""Which pages two builds have differently."""

from pathlib import Path

import pytest

from kb.cli import main


def write(folder: Path, **pages: str) -> Path:
    for name, title in ({"index": "Begin"} | pages).items():
        path = folder / f"{name.replace('__', '/')}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"<!doctype html><title>{title}</title>", encoding="utf-8")
    return folder


def test_the_pages_are_named_with_their_titles_and_practices_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = write(tmp_path / "oud", over="Over", praktijken__weg="Weg", regio__twente="Twente")
    after = write(tmp_path / "nieuw", over="Over ons", regio__twente="Twente", dossiers__d="D – heel – Wat werkt waar")
    write(after, praktijken__a="A &amp; @b", praktijken__c="C – Wat werkt waar")
    assert main(["compare", str(before), str(after)]) == 0

    assert capsys.readouterr().out == (
        "### Nieuw (3)\n\n- `praktijken/a.html`: A &#38; @\u200bb\n- `praktijken/c.html`: C\n"
        "- `dossiers/d.html`: D – heel\n\n"
        "### Veranderd (1)\n\n- `over.html`: Over ons\n\n"
        "### Weg (1)\n\n- `praktijken/weg.html`: Weg\n\n"
        "Hetzelfde gebleven: 2.\n"
    )


def test_nothing_changed_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = write(tmp_path)
    main(["compare", str(site), str(site)])

    assert capsys.readouterr().out == "Geen pagina is veranderd.\n\nHetzelfde gebleven: 1.\n"


def test_a_long_list_is_cut(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    after = write(tmp_path / "nieuw", **{f"p{number:03}": "P" for number in range(100)})
    main(["compare", str(write(tmp_path / "oud")), str(after)])
    out = capsys.readouterr().out

    assert out.startswith("### Nieuw (100)\n")
    assert "- … en nog 40\n" in out


def test_a_folder_without_a_site_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", str(tmp_path), str(write(tmp_path / "nieuw"))]) == 1
    assert "staat geen site" in capsys.readouterr().err
