"""What is remembered of work on single things, in one SQLite file: trusted only with its checksum.

A row says what one thing (`path`: a file, a part) gave (`kind`) when what it was made of had this digest. All rows are
of one make: the digest of what else they depend on. Rows of another make, or that were damaged, are no rows.
"""

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

from msgspec import Struct

_FORMAT = "2"
_MOST = 64 * 1024 * 1024
"""Bytes of a row; what a file of a megabyte gives is far less."""
_TABLES = (
    "CREATE TABLE make (format TEXT, make TEXT)",
    "CREATE TABLE row (kind TEXT, path TEXT, digest TEXT, data TEXT, checksum BLOB, PRIMARY KEY (kind, path, digest))",
)
_FEW = 16
"""Rows that nobody needs are looked for when they are more than one in so many: it takes reading all keys."""

_ALL = "SELECT kind, path, digest FROM row"
_ONE = "kind = ? AND path = ? AND digest = ?"

Key = tuple[str, str, str]
"""Of a row: kind, path and digest."""


class Keys(Protocol):
    """Keys of rows, and how many there are."""

    def __contains__(self, key: Key, /) -> bool:
        """True for one of them."""

    def __len__(self) -> int:
        """About how many: with fewer rows than that nothing is looked for that can go."""


class Row(Struct, frozen=True):
    """What a thing gave: under `kind`, when what it was made of had this digest."""

    kind: str
    path: str
    digest: str
    data: str

    @property
    def key(self) -> Key:
        """What the row is found by."""
        return self.kind, self.path, self.digest


class Store:
    """The rows in a file. Without its folder nothing is remembered; trouble with the file costs only time."""

    def __init__(self, file: Path, make: str) -> None:
        self._file = file
        self._make = make

    def rows(self, kind: str) -> Iterator[Row]:
        """All rows of a kind that are whole."""
        return self._whole(self._found("SELECT * FROM row WHERE kind = ?", [(kind,)]))

    def read(self, keys: Iterable[Key]) -> Iterator[Row]:
        """The rows with these keys, in their order, without those that are not there or not whole."""
        return self._whole(self._found(f"SELECT * FROM row WHERE {_ONE}", keys))  # noqa: S608 - all ours

    def remember(self, rows: Iterable[Row], keep: Keys) -> None:
        """Keep these rows, and of what is there already those with the keys in `keep`; of others only few."""
        if not self._file.parent.is_dir():
            return
        if self._file.is_symlink():  # else it would be written where that leads
            with suppress(OSError):
                self._file.unlink()
        try:
            self._write(rows, keep)
        except sqlite3.DatabaseError:  # damaged, or not ours: begin anew, once
            with suppress(OSError, sqlite3.Error):
                self._file.unlink(missing_ok=True)
                self._write(rows, keep)

    def _write(self, rows: Iterable[Row], keep: Keys) -> None:
        with self._open() as database, database:
            if not _schema(database):
                for table in _TABLES:
                    database.execute(table)
            elif _schema(database) != _own_schema():
                raise sqlite3.DatabaseError("other tables")
            if not self._is_made_alike(database):
                database.execute("DELETE FROM row")
                database.execute("DELETE FROM make")
                database.execute("INSERT INTO make VALUES (?, ?)", (_FORMAT, self._make))
            fresh: set[Key] = set()
            database.executemany("INSERT OR REPLACE INTO row VALUES (?, ?, ?, ?, ?)", self._values(rows, fresh))
            (there,) = database.execute("SELECT count(*) FROM row").fetchone()
            needed = max(len(keep), len(fresh))
            if there > needed + needed // _FEW:
                gone = [key for key in database.execute(_ALL) if key not in keep and key not in fresh]
                database.executemany(f"DELETE FROM row WHERE {_ONE}", gone)  # noqa: S608 - all ours

    def _values(self, rows: Iterable[Row], keys: set[Key]) -> Iterator[tuple[object, ...]]:
        """What the table has of rows, whose keys are noted."""
        for row in rows:
            keys.add(row.key)
            yield row.kind, row.path, row.digest, row.data, self._checksum(row)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self._file, timeout=1)) as database:
            database.execute("PRAGMA synchronous = OFF")  # a torn file is noticed, and only costs time
            database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _MOST)
            yield database

    def _is_made_alike(self, database: sqlite3.Connection) -> bool:
        return database.execute("SELECT format, make FROM make").fetchall() == [(_FORMAT, self._make)]

    def _found(self, question: str, values: Iterable[tuple[str, ...]]) -> Iterator[Any]:
        """What the database answers to each of the values; nothing when it is damaged or of another make."""
        if self._file.is_symlink() or not self._file.is_file():
            return
        with suppress(sqlite3.Error), self._open() as database:
            if _schema(database) == _own_schema() and self._is_made_alike(database):
                for each in values:
                    yield from database.execute(question, each)

    def _whole(self, found: Iterable[Any]) -> Iterator[Row]:
        for *values, checksum in found:
            row = Row(*values)
            if isinstance(values[-1], str) and checksum == self._checksum(row):  # one bit makes bytes of a text
                yield row

    def _checksum(self, row: Row) -> bytes:
        """Over all that a row says, and its make."""
        key = f"{self._make}\0{row.kind}\0{row.path}\0{row.digest}\0"
        summed = hashlib.blake2b(key.encode(errors="surrogateescape"), digest_size=16)
        summed.update(row.data.encode(errors="surrogateescape"))
        return summed.digest()


def _schema(database: sqlite3.Connection) -> list[tuple[str, str]]:
    """The tables, and all else that a database may do by itself: a view or a trigger of others could go on for ever."""
    return database.execute("SELECT type, sql FROM sqlite_master ORDER BY type, name").fetchall()


@lru_cache(maxsize=1)
def _own_schema() -> list[tuple[str, str]]:
    with closing(sqlite3.connect(":memory:")) as database:
        for table in _TABLES:
            database.execute(table)
        return _schema(database)
