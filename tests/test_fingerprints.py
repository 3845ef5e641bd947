"""What is known of all practices together is only trusted while it holds, and then nobody looks at them."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from kb.content.corpus import read_corpus, read_folder
from kb.filedigests import FileDigests
from kb.model import Corpus
from kb.perfile import PerFile
from kb.problems import Outcome
from kb.workers import Workers
from tests.little import practice, write_content

DAY = date(2026, 11, 22)
LINK = "\nZie ook [de was](was-doen.md#aanleiding).\n"
PICTURE = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x03\x00\x00\x00\x02"


class Looked(PerFile):
    """Notes when all readings are looked at."""

    everything: int = 0

    def _all(self, *args: object) -> object:  # type: ignore[override]  # whatever it takes and gives
        self.everything += 1
        return super()._all(*args)  # type: ignore[arg-type]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Practices of which one links to another, and a dossier."""
    folder = write_content(tmp_path)
    append(folder / "groen-in-goes.md", LINK)
    (folder / "_dossiers").mkdir()
    (folder / "_dossiers/raad.md").write_text("---\ntitle: Voor de raad\nsummary: Kort.\npractices: [was-doen]\n---\n")
    (tmp_path / ".kb").mkdir()
    return folder


def append(path: Path, text: str) -> None:
    path.write_text(path.read_text() + text)


def insert(path: Path, before: str, text: str) -> None:
    path.write_text(path.read_text().replace(before, text + before, 1))


def looked(content: Path, day: date = DAY) -> tuple[Outcome[Corpus], Looked]:
    """The corpus as a run reads it that begins now, and who read it."""
    work = content.with_name(".kb")
    readers = Looked(work, "dezelfde code", FileDigests(work), Workers(1))
    folder = read_folder(content, content / "_lists", today=day, shown="practices", readers=readers)
    return folder.outcome, readers


def plain(content: Path, day: date = DAY) -> Outcome[Corpus]:
    return read_corpus(content, content / "_lists", today=day, shown="practices")


def assert_the_same(one: Outcome[Corpus], two: Outcome[Corpus]) -> None:
    assert one.problems == two.problems
    assert one.value
    assert two.value
    assert [*one.value.practices] == [*two.value.practices]
    assert dict(one.value.whole) == dict(two.value.whole)
    assert (one.value.dossiers, one.value.media) == (two.value.dossiers, two.value.media)


@pytest.mark.parametrize(
    "change",
    [
        lambda _: None,
        lambda content: append(content / "was-doen.md", "\nEn nog een zin.\n"),
        lambda content: insert(content / "groen-in-goes.md", "Er was", "Een zin die al het andere verschuift.\n\n"),
    ],
    ids=["nothing", "a sentence", "a link on another line"],
)
def test_where_only_texts_changed_nobody_looks_at_the_others(content: Path, change: Callable[[Path], None]) -> None:
    _, first = looked(content)
    change(content)
    corpus, readers = looked(content)

    assert readers.everything == 0
    assert readers.alike == first.alike
    assert_the_same(corpus, plain(content))


@pytest.mark.parametrize(
    ("change", "is_alike"),
    [
        (lambda content: append(content / "was-doen.md", "\n### Nog iets\n\nVeel.\n"), True),
        (lambda content: append(content / "was-doen.md", "\nZie [het groen](groen-in-goes.md).\n"), True),
        (lambda content: append(content / "was-doen.md", "\nZie [niets](weg.md).\n"), True),
        (lambda content: append(content / "was-doen.md", "\n## Resultaten\n\nVeel.\n"), False),
        (lambda content: insert(content / "was-doen.md", "De was", "Alle "), False),
        (lambda content: (content / "nieuw.md").write_text(practice("Iets nieuws")), False),
        (lambda content: (content / "fietsen-maken.md").unlink(), False),
        (lambda content: (content / "fietsen-maken.md").rename(content / "fietsen-lappen.md"), False),
        (lambda content: insert(content / "_dossiers/raad.md", "Kort", "Heel "), True),
        (lambda content: (content / "_dossiers/raad.md").unlink(), True),
        (lambda content: (content / "_dossiers/rest.md").write_text("---\ntitle: Kapot\n---\n"), True),
        (lambda content: ((content / "_media").mkdir(), (content / "_media/x.png").write_bytes(PICTURE)), True),
    ],
    ids=[
        *("a heading", "another link", "a dead link", "another level", "a title", "a new practice", "one gone"),
        *("another name", "a dossier", "a dossier gone", "a wrong dossier", "a picture"),
    ],
)
def test_where_more_changed_all_is_looked_at(content: Path, change: Callable[[Path], object], is_alike: bool) -> None:  # noqa: FBT001 - a table
    _, first = looked(content)
    change(content)
    corpus, readers = looked(content)

    assert readers.everything
    assert (readers.alike == first.alike) is is_alike
    assert_the_same(corpus, plain(content))


@pytest.mark.parametrize(
    "change",
    [
        lambda content: (content / "aarde.md").write_text(practice("Iets nieuws")),
        lambda content: (content / "fietsen-maken.md").unlink(),
        lambda content: (content / "fietsen-maken.md").rename(content / "aan-fietsen.md"),
        lambda content: insert(content / "was-doen.md", "De was", "Alle "),
    ],
    ids=["a new practice", "one gone", "another name", "a title"],
)
def test_after_a_look_at_all_a_sentence_costs_none(content: Path, change: Callable[[Path], object]) -> None:
    looked(content)
    change(content)
    _, then = looked(content)
    append(content / "groen-in-goes.md", "\nEn nog een zin.\n")
    corpus, readers = looked(content)

    assert (then.everything, readers.everything) == (1, 0)
    assert readers.alike == then.alike
    assert_the_same(corpus, plain(content))


def test_another_day_is_another_look(content: Path) -> None:
    looked(content)
    corpus, readers = looked(content, date(2020, 1, 1))

    assert readers.everything
    assert "toekomst" in {problem.code for problem in corpus.problems}


WARNED: dict[str, tuple[str, Callable[[Path], None]]] = {
    "of one file": ("kop-niveau", lambda content: append(content / "groen-in-goes.md", "\n# Een kop\n\nVeel.\n")),
    "between files": ("dood-anker", lambda content: insert(content / "groen-in-goes.md", "#aanleiding", "#weg")),
}


@pytest.mark.parametrize("name", WARNED)
def test_a_warning_is_told_each_time_and_nobody_looks_for_it_while_its_file_stays(name: str, content: Path) -> None:
    code, warn = WARNED[name]
    warn(content)
    looked(content)
    for word in ("een", "twee"):
        append(content / "fietsen-maken.md", f"\nZin {word}.\n")
        corpus, readers = looked(content)
        assert not readers.everything
        assert [problem.code for problem in corpus.problems] == [code]
        assert_the_same(corpus, plain(content))
    insert(content / "groen-in-goes.md", "Er was", "Een zin die de verwijzing verschuift.\n\n")
    corpus, readers = looked(content)

    assert readers.everything
    assert_the_same(corpus, plain(content))


def test_a_mistake_is_looked_for_each_time(content: Path) -> None:
    insert(content / "groen-in-goes.md", "was-doen.md", "weg.md")
    for word in ("een", "twee"):
        append(content / "fietsen-maken.md", f"\nZin {word}.\n")
        corpus, readers = looked(content)
        assert readers.everything
        assert not corpus.ok
        assert_the_same(corpus, plain(content))


def test_a_warning_about_a_dossier_is_looked_for_each_time(content: Path) -> None:
    append(content / "_dossiers/raad.md", "\nZie [de was](../was-doen.md#weg).\n")
    for word in ("een", "twee"):
        append(content / "fietsen-maken.md", f"\nZin {word}.\n")
        corpus, readers = looked(content)
        assert readers.everything
        assert [problem.code for problem in corpus.problems] == ["dood-anker"]
        assert_the_same(corpus, plain(content))
