"""What may stand where a build reads or writes: links, pipes, folders without end, and a spoiled work folder."""

import gc
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from kb import uptodate
from kb.buildoptions import Options
from kb.content.corpus import MAX_FOLDERS
from kb.operations import find
from kb.pipeline import build
from kb.problems import IndexMissing, KbError
from tests.little import practice, write_content

NESTED = 1200
"""Folders in each other: more than Python lets functions call each other, and as a path still short enough for git."""


@dataclass(frozen=True, slots=True)
class Place:
    """A project, and something of somebody else beside it."""

    options: Options
    victim: Path

    @property
    def content(self) -> Path:
        """The practices."""
        return self.options.content

    @property
    def work(self) -> Path:
        """The work folder."""
        return self.options.work

    def codes(self) -> set[str]:
        """Build, and give the codes of what is wrong."""
        return {problem.code for problem in build(self.options).problems}

    def builds(self) -> None:
        """Build, with one practice more, so that all of the work folder is used."""
        number = len(list(self.content.glob("*.md")))
        (self.content / f"nog-een-{number}.md").write_text(practice(f"Nog een {number}"))
        assert build(self.options).published is not None
        assert self.victim.read_text() == "van mij"


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A little project that was built."""
    content = write_content(tmp_path)
    victim = tmp_path / "brief.txt"
    victim.write_text("van mij")
    options = Options(date(2026, 11, 22), content, tmp_path / "site", tmp_path / ".kb", jobs=1)
    assert build(options).published is not None
    return Place(options, victim)


@pytest.fixture
def endless(place: Place) -> Iterator[Place]:
    """A project with folders in each other, deeper than Python's own tools can take away."""
    folder = os.open(place.content, os.O_RDONLY)
    for _ in range(NESTED):
        os.mkdir("a", dir_fd=folder)
        folder, outer = os.open("a", os.O_RDONLY, dir_fd=folder), folder
        os.close(outer)
    os.close(os.open("diep-weg.md", os.O_CREAT | os.O_WRONLY, dir_fd=folder))
    os.close(folder)
    yield place
    subprocess.run(["rm", "-r", place.content / "a"], check=True)


def test_folders_without_end(endless: Place) -> None:
    uptodate.unchanged(endless.options)

    assert endless.codes() == {"map-diep"}


def test_as_many_folders_as_may_be(place: Place) -> None:
    deepest = place.content.joinpath(*["a"] * MAX_FOLDERS)
    deepest.mkdir(parents=True)
    (deepest / "diep-weg.md").write_text(practice("Diep weg"))
    assert place.codes() == set()

    (deepest / "a").mkdir()
    (deepest / "a/dieper-weg.md").write_text(practice("Dieper weg"))
    assert place.codes() == {"map-diep"}


@pytest.mark.parametrize("name", [b"map\xff/goede-naam.md", b"slechte-\xff.md", b"_dossiers/map\xff/goede-naam.md"])
def test_names_that_are_no_text(place: Place, name: bytes) -> None:
    """Such a path can't be remembered, printed or linked to."""
    path = Path(os.fsdecode(os.fsencode(place.content) + b"/" + name))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(practice("Goede naam"))

    assert place.codes() == {"bestandsnaam"}


@pytest.mark.parametrize("target", ["elders", "weg", ".."])
def test_lists_that_lie_elsewhere(place: Place, target: str) -> None:
    lists = place.content / "_lists"
    shutil.move(lists, place.content.parent / "elders")
    lists.symlink_to(place.content.parent / target)

    assert place.codes() == {"verwijzing-buiten"}


@pytest.mark.parametrize("name", [".gitignore", "last-build.json", "per-file.sqlite", "slot", "links.json"])
def test_a_link_in_the_work_folder_is_not_followed(place: Place, name: str) -> None:
    path = place.work / name
    path.unlink(missing_ok=True)
    path.symlink_to(place.victim)

    place.builds()
    assert not path.is_symlink()


@pytest.mark.parametrize("name", ["last-build.json", "per-file.sqlite", "index/TOC", "pijp"])
def test_a_pipe_in_the_work_folder_is_not_waited_for(place: Place, name: str) -> None:
    path = place.work / name
    path.unlink(missing_ok=True)
    os.mkfifo(path)
    uptodate.unchanged(place.options)

    place.builds()


RECORDS = {
    "too deep": b"[" * 100_000,
    "no record": b"null",
    "other fields": b'{"a": 1}',
    "other types": b'{"made_of": [], "practices": "x", "files": {}}',
    "no text": b"\xff\xfe",
    "large": b" " * 10_000_000,
}


@pytest.mark.parametrize("kind", RECORDS)
def test_a_spoiled_record_of_the_last_build(place: Place, kind: str) -> None:
    (place.work / "last-build.json").write_bytes(RECORDS[kind])
    assert uptodate.unchanged(place.options).result is None

    place.builds()


def test_a_database_of_somebody_else_stays_as_it_was(place: Place, tmp_path: Path) -> None:
    theirs = tmp_path / "theirs.sqlite"
    with closing(sqlite3.connect(theirs)) as database, database:
        database.execute(
            "CREATE TABLE row (kind TEXT, path TEXT, digest TEXT, data TEXT, checksum BLOB, PRIMARY KEY (kind, path))"
        )
        database.execute("INSERT INTO row VALUES ('a', 'b', 'c', 'd', 'e')")
    before = theirs.read_bytes()
    (place.work / "per-file.sqlite").unlink()
    (place.work / "per-file.sqlite").symlink_to(theirs)

    place.builds()
    assert theirs.read_bytes() == before


WITHOUT_END = "WITH RECURSIVE a(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM a) SELECT x"
COLUMNS = "(kind TEXT, path TEXT, digest TEXT, data TEXT, checksum BLOB, PRIMARY KEY (kind, path))"
TABLES = {
    "a view without end": ("CREATE VIEW row AS", WITHOUT_END, "kind, x path, x digest, x data, x checksum FROM a"),
    "a trigger without end": (
        *("CREATE TABLE row", COLUMNS, ";CREATE TRIGGER b AFTER INSERT ON row BEGIN INSERT INTO make"),
        *(WITHOUT_END, ", x FROM a; END"),
    ),
    "other columns": ("CREATE TABLE row (kind TEXT)",),
    "a row too large": (
        *("CREATE TABLE row", COLUMNS),
        ";INSERT INTO row VALUES ('a', 'b', 'c', zeroblob(100000000), 'e')",
    ),
}
"""What is written over our own table, in pieces."""


@pytest.mark.parametrize("kind", TABLES)
def test_a_database_with_other_tables(place: Place, kind: str) -> None:
    file = place.work / "per-file.sqlite"
    with closing(sqlite3.connect(file)) as database:
        database.executescript(" ".join(("DROP TABLE row;", *TABLES[kind], ";")))

    place.builds()


def spoil_half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def spoil_all(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Whoosh leaves open what it can't read
@pytest.mark.parametrize("spoil", [spoil_half, spoil_all, Path.unlink])
def test_a_spoiled_index(place: Place, spoil: Callable[[Path], None]) -> None:
    for path in (place.work / "index").iterdir():
        spoil(path)
    with pytest.raises(IndexMissing):
        find(place.work, "jobcoach", {}, limit=1, sort="relevantie", exact=False)
    gc.collect()

    place.builds()


@pytest.mark.parametrize("fresh", [False, True])
def test_a_work_folder_that_leads_elsewhere_is_refused(place: Place, tmp_path: Path, *, fresh: bool) -> None:
    home = tmp_path / "thuis"
    home.mkdir()
    (home / "brief.txt").write_text("van mij")
    shutil.rmtree(place.work)
    place.work.symlink_to(home)

    with pytest.raises(KbError, match="koppeling"):
        build(Options(date(2026, 11, 22), place.content, tmp_path / "site", place.work, fresh=fresh))
    assert [path.name for path in home.iterdir()] == ["brief.txt"]


def test_a_folder_that_is_not_ours_is_no_work_folder(place: Place, tmp_path: Path) -> None:
    home = tmp_path / "thuis"
    home.mkdir()
    (home / "brief.txt").write_text("van mij")

    with pytest.raises(KbError, match="niet door kb gemaakt"):
        build(Options(date(2026, 11, 22), place.content, tmp_path / "site", home, fresh=True))
    assert [path.name for path in home.iterdir()] == ["brief.txt"]


@pytest.mark.parametrize("name", [".kb", ".KB"])
@pytest.mark.parametrize("owner", ["ours", "of another user"])
def test_a_work_folder_in_git_is_refused(place: Place, name: str, owner: str) -> None:
    """Git itself refuses to look into the checkout of another user, as in a container."""
    root = place.work.parent
    shutil.rmtree(place.work)
    (root / name).mkdir()
    (root / name / "index").write_text("x")
    subprocess.run(["git", "init", "-q", root], check=True)
    subprocess.run(["git", "-C", root, "add", "-f", f"{name}/index"], check=True)
    if owner != "ours":
        if os.geteuid():
            pytest.skip("only root can give files to another user")
        subprocess.run(["chown", "-R", "65534", root], check=True)

    with pytest.raises(KbError, match="In git staat"):
        build(place.options)
