"""What is remembered of each file, in one SQLite file of the work folder: trusted only with its checksum.

A row says what one file gave (`kind`) when it had these bytes (`digest`). All rows are of one make: the digest of
what else they depend on. Rows of another make, of files that are gone, or that were damaged, are no rows.
"""

import hashlib
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

FILE = "per-file.sqlite"
_FORMAT = "1"
_MOST = 64 * 1024 * 1024
"""Bytes of a row; what a file of a megabyte gives is far less."""
_TABLES = """
CREATE TABLE IF NOT EXISTS make (format TEXT, make TEXT);
CREATE TABLE IF NOT EXISTS row (kind TEXT, path TEXT, digest TEXT, data TEXT, checksum BLOB, PRIMARY KEY (kind, path));
"""


@dataclass(frozen=True, slots=True)
class Row:
    """What a file gave: under `kind`, when its bytes had this digest."""

    kind: str
    path: str
    digest: str
    data: str


class Store:
    """The rows in a work folder. Without the folder nothing is remembered; trouble with the file costs only time."""

    def __init__(self, folder: Path, make: str) -> None:
        self._file = folder / FILE
        self._make = make

    def recall(self) -> dict[tuple[str, str], Row]:
        """All rows of this make that are whole, by kind and path."""
        if self._file.is_symlink() or not self._file.is_file():
            return {}
        try:
            with closing(self._open()) as database:
                return {(row.kind, row.path): row for row in self._rows(database)}
        except sqlite3.Error:
            return {}

    def remember(self, rows: Iterable[Row], paths: Collection[str]) -> None:
        """Keep these rows beside what is there, and of all rows only those of these paths."""
        if not self._file.parent.is_dir():
            return
        if self._file.is_symlink():  # else it would be written where that leads
            with suppress(OSError):
                self._file.unlink()
        try:
            self._write(rows, paths)
        except sqlite3.DatabaseError:  # damaged, or not ours: begin anew, once
            with suppress(OSError, sqlite3.Error):
                self._file.unlink(missing_ok=True)
                self._write(rows, paths)

    def _write(self, rows: Iterable[Row], paths: Iterable[str]) -> None:
        with closing(self._open()) as database, database:
            database.executescript(_TABLES)
            if _schema(database) != _own_schema():
                raise sqlite3.DatabaseError("other tables")
            if not self._is_made_alike(database):
                database.execute("DELETE FROM row")
                database.execute("DELETE FROM make")
                database.execute("INSERT INTO make VALUES (?, ?)", (_FORMAT, self._make))
            gone = {path for (path,) in database.execute("SELECT DISTINCT path FROM row")} - set(paths)
            database.executemany("DELETE FROM row WHERE path = ?", ((path,) for path in gone))
            database.executemany(
                "INSERT OR REPLACE INTO row VALUES (?, ?, ?, ?, ?)",
                ((row.kind, row.path, row.digest, row.data, self._checksum(row)) for row in rows),
            )

    def _open(self) -> sqlite3.Connection:
        database = sqlite3.connect(self._file, timeout=1)
        database.execute("PRAGMA synchronous = OFF")  # a torn file is noticed, and only costs time
        database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _MOST)
        return database

    def _is_made_alike(self, database: sqlite3.Connection) -> bool:
        return database.execute("SELECT format, make FROM make").fetchall() == [(_FORMAT, self._make)]

    def _rows(self, database: sqlite3.Connection) -> Iterator[Row]:
        if _schema(database) != _own_schema() or not self._is_made_alike(database):
            return
        for *values, checksum in database.execute("SELECT kind, path, digest, data, checksum FROM row"):
            row = Row(*values)
            if checksum == self._checksum(row):
                yield row

    def _checksum(self, row: Row) -> bytes:
        """Over all that a row says, and its make."""
        told = f"{self._make}\0{row.kind}\0{row.path}\0{row.digest}\0{row.data}"
        return hashlib.blake2b(told.encode(errors="surrogateescape"), digest_size=16).digest()


def _schema(database: sqlite3.Connection) -> list[tuple[str, str]]:
    """The tables, and all else that a database may do by itself: a view or a trigger of others could go on for ever."""
    return database.execute("SELECT type, sql FROM sqlite_master ORDER BY type, name").fetchall()


@lru_cache(maxsize=1)
def _own_schema() -> list[tuple[str, str]]:
    with closing(sqlite3.connect(":memory:")) as database:
        database.executescript(_TABLES)
        return _schema(database)
