"""What is known of files: fetched with its text when asked for, also where a row of it is damaged."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from kb.content.lists import read_lists
from kb.content.readers import PLAIN
from kb.content.reading import Readings, Source
from kb.filedigests import FileDigests
from kb.model import Lists
from kb.perfile import FILE, PerFile
from kb.problems import KbError
from kb.search.postings import Postings
from kb.search.slots import order
from kb.workers import Workers
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


def readers(content: Path, *, with_tokens: bool = True) -> PerFile:
    """Who reads in a run that begins now."""
    work = content.with_name(".kb")
    work.mkdir(exist_ok=True)
    return PerFile(work, "dezelfde code", FileDigests(work), Workers(1), with_tokens=with_tokens)


def read(content: Path, lists: Lists, *, with_tokens: bool = True) -> Readings:
    """The files as such a run reads them."""
    return readers(content, with_tokens=with_tokens).readings(
        [Source(name, content) for name in (*NAMES, "leeg.md")], lists
    )


def spoil(content: Path, kind: str) -> None:
    """Change a letter in each row of a kind."""
    with closing(sqlite3.connect(content.with_name(".kb") / FILE)) as database, database:
        done = database.execute("UPDATE row SET data = replace(data, 'e', 'o') WHERE kind = ? AND data != ''", (kind,))
        assert done.rowcount


@pytest.mark.parametrize("damaged", ["", "whole", "reading", "tokens"])
def test_what_is_known_is_what_was_read(damaged: str, content: Path, lists: Lists) -> None:
    first = read(content, lists)
    if damaged:
        spoil(content, damaged)
    again, plain = read(content, lists), PLAIN.readings([Source(name, content) for name in NAMES], lists)

    assert [*again.readings] == [*first.readings]
    assert again.memory
    for name in NAMES:
        assert again.memory.practice(name) == plain.whole(name).known()
        assert again.whole(name) == first.whole(name) == plain.whole(name)


UNLIKE = ("aan-de-slag.md", "aan.md", "deel/aan1.md", "klad.md", "leeg.md")
"""Files whose paths stand in another order than their ids, one of them a draft and one without a practice."""


def test_a_first_reading_gathers_the_postings_in_the_order_of_the_index(tmp_path: Path, lists: Lists) -> None:
    content = tmp_path / "anders"
    for name in UNLIKE:
        (content / name).parent.mkdir(parents=True, exist_ok=True)
        (content / name).write_text(practice(f"Iets over {name}"), encoding="utf-8")
    draft = content / "klad.md"
    draft.write_text(draft.read_text(encoding="utf-8").replace("---\n", "---\ndraft: true\n", 1), encoding="utf-8")
    (content / "leeg.md").write_text("", encoding="utf-8")
    sources, indexed = (
        [Source(name, content) for name in UNLIKE],
        sorted(["aan.md", "aan-de-slag.md", "deel/aan1.md"], key=_slot),
    )
    first = readers(content)
    assert [each.path for each in first.readings(sources, lists).readings] == [*UNLIKE]

    apart = Postings()
    for _, tokens in first.tokens((path, first.digest(path)) for path in indexed):
        apart.add(tokens)
    gathered = first.postings(indexed)
    assert gathered == apart
    assert len(apart.bodies) == len(indexed)
    assert first.postings(indexed) is None, "they are handed over"


def _slot(path: str) -> tuple[int, str]:
    return order(Path(path).stem)


@pytest.mark.parametrize("known", [1, len(NAMES) + 1])
def test_postings_are_of_all_or_of_none(known: int, content: Path, lists: Lists) -> None:
    readers(content).readings([Source(name, content) for name in (*NAMES, "leeg.md")][:known], lists)
    again = readers(content)
    again.readings([Source(name, content) for name in NAMES], lists)
    assert again.postings(NAMES) is None


def test_postings_of_other_files_are_none(content: Path, lists: Lists) -> None:
    first = readers(content)
    first.readings([Source(name, content) for name in NAMES], lists)
    assert first.postings(NAMES[1:]) is None


def test_a_check_leaves_no_reading_without_tokens(content: Path, lists: Lists) -> None:
    read(content, lists, with_tokens=False)
    read(content, lists)

    with closing(sqlite3.connect(content.with_name(".kb") / FILE)) as database, database:
        kinds = database.execute("SELECT kind, count(*) FROM row GROUP BY kind ORDER BY kind").fetchall()
    each = [(kind, len(NAMES) + 1) for kind in ("reading", "tokens", "whole")]
    assert kinds == sorted([("said", 1), *each])


def test_a_file_that_changed_since_it_was_found_is_not_taken_for_what_it_was(content: Path, lists: Lists) -> None:
    read(content, lists)
    known = read(content, lists)
    spoil(content, "whole")
    (content / NAMES[0]).write_text("iets anders", encoding="utf-8")

    with pytest.raises(KbError, match=f"{NAMES[0]} veranderde"):
        known.whole(NAMES[0])
    assert known.whole(NAMES[1]).source_path == NAMES[1]
