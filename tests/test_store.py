"""What is remembered of each thing comes back whole, or not at all."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from kb.store import Key, Row, Store

FILE = "rows.sqlite"
ROWS = (
    Row("reading", "een.md", "d1", '["één"]'),
    Row("tokens", "een.md", "d1", ""),
    Row("reading", "a/b.md", "d2", "x"),
)
KEYS = [row.key for row in ROWS]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[sqlite3.Connection]:
    """Every database that is opened from now on."""
    found: list[sqlite3.Connection] = []
    connect = sqlite3.connect

    def noted(file: Path | str, timeout: float = 5) -> sqlite3.Connection:
        found.append(connect(file, timeout=timeout))
        return found[-1]

    monkeypatch.setattr(sqlite3, "connect", noted)
    return found


def keys(store: Store) -> set[Key]:
    return {row.key for kind in ("reading", "tokens") for row in store.rows(kind)}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    kept = Store(tmp_path / FILE, "one")
    kept.remember(ROWS, ())
    return kept


def test_what_is_remembered_comes_back(store: Store) -> None:
    assert keys(store) == {*KEYS}
    assert [*store.read(KEYS)] == [*ROWS]
    assert {*store.rows("reading")} == {ROWS[0], ROWS[2]}


def test_what_is_not_there_is_left_out(store: Store) -> None:
    assert [*store.read([("reading", "een.md", "d9"), KEYS[2], ("tokens", "a/b.md", "d2"), KEYS[0]])] == [
        ROWS[2],
        ROWS[0],
    ]


def test_of_what_is_there_only_what_is_named_stays(store: Store) -> None:
    newer = Row("reading", "een.md", "d3", "nieuw")
    store.remember([newer], KEYS[1:2])

    assert keys(store) == {newer.key, KEYS[1]}
    assert [*store.read([newer.key, KEYS[1]])] == [newer, ROWS[1]]


def test_a_few_that_nobody_needs_may_stay_but_never_many(store: Store) -> None:
    """Looking for them means reading every key: much, for one row in thousands."""
    needed = [Row("reading", f"{number}.md", "d", "x") for number in range(100)]
    store.remember(needed, [row.key for row in needed] + KEYS)
    store.remember([], [row.key for row in needed])
    assert len(keys(store)) == 103

    for number in range(200):
        store.remember([Row("reading", "een.md", f"n{number}", "x")], [row.key for row in needed])
        assert {row.key for row in needed} <= keys(store)
        assert len(keys(store)) <= 107


def test_a_row_takes_the_place_of_the_one_with_its_key(store: Store) -> None:
    other = Row(*KEYS[0], "anders")
    store.remember([other], KEYS)

    assert [*store.read(KEYS[:1])] == [other]


def test_rows_of_another_make_are_no_rows(store: Store, tmp_path: Path) -> None:
    other = Store(tmp_path / FILE, "two")
    assert not [*other.read(KEYS), *other.rows("reading"), *keys(other)]
    other.remember([ROWS[0]], KEYS)
    assert [*other.read(KEYS)] == [ROWS[0]]
    assert [*store.read(KEYS)] == []


def test_without_a_folder_nothing_is_remembered(tmp_path: Path) -> None:
    nowhere = Store(tmp_path / "nergens" / FILE, "one")
    nowhere.remember(ROWS, ())

    assert [*nowhere.read(KEYS)] == []
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
        (change("UPDATE row SET data = CAST(data AS BLOB) WHERE path = 'a/b.md'"), 2),
        (change("UPDATE row SET data = NULL WHERE path = 'a/b.md'"), 2),
        (change("UPDATE row SET path = CAST(path AS BLOB) WHERE path = 'a/b.md'"), 2),
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
    store: Store, tmp_path: Path, opened: list[sqlite3.Connection], damage: Callable[[Path], object], left: int
) -> None:
    damage(tmp_path / FILE)
    assert len([*store.read(KEYS)]) == left

    store.remember(ROWS, ())
    assert [*store.read(KEYS)] == [*ROWS]
    for database in opened:
        with pytest.raises(sqlite3.ProgrammingError, match="closed"):  # Windows takes no open file away
            database.execute("SELECT 1")
