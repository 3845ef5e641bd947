"""Digests of files: as if each was read, also where none is."""

import builtins
import hashlib
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kb.filedigests import FileDigests

LONG_AGO = 1_600_000_000_500_000_000


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@pytest.fixture
def known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of which the digest is kept."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(time, "time_ns", lambda: int(time.time() * 1e9) + 10_000_000_000)  # nothing is new any more
    Path(".kb").mkdir()
    file = Path("tekst.md")
    file.write_bytes(b"een")
    look(file)
    wait_for_another_time(file)
    return file


def wait_for_another_time(file: Path) -> None:
    """Until what is written gets another time than this file: a disk may give one time to all within some ms."""
    clock = Path(".kb/clock")
    clock.touch()
    while clock.stat().st_ctime_ns <= file.stat().st_ctime_ns:
        clock.touch()


def look(file: Path) -> str:
    seen = FileDigests(Path(".kb"))
    found = seen.plain(str(file))
    seen.keep()
    return found


def test_what_stands_as_it_was_is_not_read(known: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(builtins, "open", lambda *_: pytest.fail("read"))
        assert look(known) == digest(b"een")


def in_place(file: Path) -> None:
    file.write_bytes(b"twe")


def in_place_with_the_old_time(file: Path) -> None:
    times = file.stat()
    in_place(file)
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))


def by_another_file(file: Path) -> None:
    file.rename("weg.md")
    in_place(file)
    os.utime(file, ns=(LONG_AGO, LONG_AGO))


def longer(file: Path) -> None:
    file.write_bytes(b"twee")


@pytest.mark.parametrize("change", [in_place, in_place_with_the_old_time, by_another_file, longer])
def test_a_change_is_seen(known: Path, change: Callable[[Path], None]) -> None:
    change(known)

    assert look(known) == digest(known.read_bytes()) != digest(b"een")


def test_a_file_that_was_written_just_now_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A change in the same tick of the clock would carry the same time."""
    monkeypatch.chdir(tmp_path)
    Path(".kb").mkdir()
    file = Path("tekst.md")
    file.write_bytes(b"een")
    monkeypatch.setattr(time, "time_ns", lambda: file.stat().st_mtime_ns + 1_000_000)
    look(file)
    stand = file.lstat()
    monkeypatch.setattr(os, "lstat", lambda _: stand)
    file.write_bytes(b"twe")

    assert look(file) == digest(b"twe")


def test_a_link_has_no_digest_of_its_own(known: Path) -> None:
    """What it leads to may be outside the folder now."""
    Path("ander.md").symlink_to(known)

    assert look(Path("ander.md")) == ""
    assert FileDigests(Path(".kb")).digest("ander.md") == digest(b"een")


def test_what_is_gone_has_none(known: Path) -> None:
    known.unlink()

    assert look(known) == ""
    with pytest.raises(FileNotFoundError):
        FileDigests(Path(".kb")).digest(str(known))


@pytest.mark.parametrize("damage", [b"", b"\xff", b"{}", b"0\n{}"])
def test_a_damaged_record_is_no_record(known: Path, damage: bytes) -> None:
    Path(".kb/seen.json").write_bytes(damage)

    assert look(known) == digest(b"een")


def test_a_record_that_somebody_changed_is_no_record(known: Path) -> None:
    record = Path(".kb/seen.json")
    record.write_text(record.read_text().replace(digest(b"een"), digest(b"twe")))

    assert look(known) == digest(b"een")


def test_without_a_folder_nothing_is_kept(known: Path) -> None:
    seen = FileDigests()

    assert seen.digest(str(known)) == digest(b"een")
    seen.keep()
    assert sorted(path.name for path in Path().iterdir()) == [".kb", "tekst.md"]
