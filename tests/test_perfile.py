"""What is known of files: fetched with its text when asked for, also where a row of it is damaged."""

import sqlite3
from pathlib import Path

import pytest

from kb.content.corpus import READERS, Readings, Source
from kb.content.lists import read_lists
from kb.crew import Crew
from kb.model import Lists
from kb.perfile import FILE, PerFile
from kb.problems import KbError
from kb.seen import Seen
from tests.little import practice, write_content

NAMES = [f"praktijk-{number:03}.md" for number in range(70)]
"""More than are fetched at once."""


@pytest.fixture(name="lists")
def _lists(tmp_path: Path) -> Lists:
    lists = read_lists(write_content(tmp_path) / "_lists", "lijsten").value
    assert lists
    return lists


@pytest.fixture(name="content")
def _content(tmp_path: Path) -> Path:
    folder = tmp_path / "praktijken"
    folder.mkdir()
    for name in NAMES:
        (folder / name).write_text(practice(name), encoding="utf-8")
    (folder / "leeg.md").write_text("", encoding="utf-8")
    return folder


def read(content: Path, lists: Lists, *, with_tokens: bool = True) -> Readings:
    """The files as a run reads them that begins now."""
    work = content.with_name(".kb")
    work.mkdir(exist_ok=True)
    readers = PerFile(work, "dezelfde code", Seen(work), Crew(1), with_tokens=with_tokens)
    return readers.readings([Source(name, content) for name in (*NAMES, "leeg.md")], lists)


def spoil(content: Path, kind: str) -> None:
    """Change a letter in each row of a kind."""
    with sqlite3.connect(content.with_name(".kb") / FILE) as database:
        done = database.execute("UPDATE row SET data = replace(data, 'e', 'o') WHERE kind = ? AND data != ''", (kind,))
        assert done.rowcount


@pytest.mark.parametrize("damaged", ["", "whole", "reading", "tokens"])
def test_what_is_known_is_what_was_read(damaged: str, content: Path, lists: Lists) -> None:
    first = read(content, lists)
    if damaged:
        spoil(content, damaged)
    again, plain = read(content, lists), READERS.readings([Source(name, content) for name in NAMES], lists)

    assert again.readings == first.readings
    for name in NAMES:
        assert again.whole(name) == first.whole(name) == plain.whole(name)


def test_a_check_leaves_no_reading_without_tokens(content: Path, lists: Lists) -> None:
    read(content, lists, with_tokens=False)
    read(content, lists)

    with sqlite3.connect(content.with_name(".kb") / FILE) as database:
        kinds = database.execute("SELECT kind, count(*) FROM row GROUP BY kind ORDER BY kind").fetchall()
    assert kinds == [(kind, len(NAMES) + 1) for kind in ("reading", "tokens", "whole")]


def test_a_file_that_changed_since_it_was_found_is_not_taken_for_what_it_was(content: Path, lists: Lists) -> None:
    read(content, lists)
    known = read(content, lists)
    spoil(content, "whole")
    (content / NAMES[0]).write_text("iets anders", encoding="utf-8")

    with pytest.raises(KbError, match=f"{NAMES[0]} veranderde"):
        known.whole(NAMES[0])
    assert known.whole(NAMES[1]).source_path == NAMES[1]
