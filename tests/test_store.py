"""What is remembered of each file comes back whole, or not at all."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from kb.store import FILE, Row, Store

ROWS = (
    Row("reading", "een.md", "d1", '["één"]'),
    Row("tokens", "een.md", "d1", ""),
    Row("reading", "a/b.md", "d2", "x"),
)


def paths(rows: tuple[Row, ...] = ROWS) -> list[str]:
    return [row.path for row in rows]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    kept = Store(tmp_path, "one")
    kept.remember(ROWS, paths())
    return kept


def test_what_is_remembered_comes_back(store: Store) -> None:
    assert dict(store.recall()) == {(row.kind, row.path): row for row in ROWS}


def test_a_row_takes_the_place_of_the_one_before_and_what_is_gone_is_forgotten(store: Store) -> None:
    newer = Row("reading", "een.md", "d3", "nieuw")
    store.remember([newer], ["een.md"])

    assert dict(store.recall()) == {("reading", "een.md"): newer, ("tokens", "een.md"): ROWS[1]}


def test_rows_of_another_make_are_no_rows(store: Store, tmp_path: Path) -> None:
    other = Store(tmp_path, "two")
    assert other.recall() == {}
    other.remember([ROWS[0]], ["een.md"])
    assert list(other.recall().values()) == [ROWS[0]]
    assert store.recall() == {}


def test_without_a_work_folder_nothing_is_remembered(tmp_path: Path) -> None:
    nowhere = Store(tmp_path / "nergens", "one")
    nowhere.remember(ROWS, paths())

    assert nowhere.recall() == {}
    assert not (tmp_path / "nergens").exists()


def change(sql: str) -> Callable[[Path], None]:
    def damage(file: Path) -> None:
        with closing(sqlite3.connect(file)) as database, database:
            database.executescript(sql)

    return damage


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


@pytest.mark.parametrize(
    ("damage", "left"),
    [
        (change("UPDATE row SET data = 'y' WHERE path = 'a/b.md'"), 2),
        (change("UPDATE row SET digest = 'd9' WHERE path = 'a/b.md'"), 2),
        (change("UPDATE row SET path = 'c.md' WHERE path = 'a/b.md'"), 2),
        (change("UPDATE row SET checksum = x'00'"), 0),
        (change("UPDATE make SET format = '0'"), 0),
        (change("DROP TABLE row"), 0),
        (change("DROP TABLE make"), 0),
        (cut, 0),
        (lambda file: file.write_bytes(b""), 0),
        (lambda file: file.write_bytes(b"no database at all" * 99), 0),
    ],
)
def test_damage_is_noticed_and_mended(
    store: Store, tmp_path: Path, damage: Callable[[Path], object], left: int
) -> None:
    damage(tmp_path / FILE)
    assert len(store.recall()) == left

    store.remember(ROWS, paths())
    assert len(store.recall()) == len(ROWS)
