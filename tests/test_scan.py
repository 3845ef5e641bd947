"""What the disk says of files is the same whoever looks, and after a change as if all were looked at again."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb import scan
from kb.forks import Runner, at_once, by_a_copy
from kb.scan import Scan
from tests.patience import PATIENCE

LONG_AGO = 1_600_000_000_500_000_000

NAMES = ["a.html", "b.html", "map/a.html", "map/b c.html", "map/diep/a.js", "map/diep/ë.js", "leeg/x"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with files of a while ago, in folders of their own."""
    for name in NAMES:
        write(tmp_path / name)
    return tmp_path


def write(path: Path, text: str = "tekst") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    os.utime(path, ns=(LONG_AGO, LONG_AGO))


@pytest.mark.alone
@pytest.mark.parametrize("beside", [at_once, by_a_copy])
@pytest.mark.parametrize("first", [None, "here", "much"])
def test_two_see_what_one_sees(folder: Path, beside: Runner, first: str | None) -> None:
    ahead = {None: {}, "here": {"x": folder / "map"}, "much": {f"{n}": folder for n in range(99)}}[first]
    scanning = scan.begun({"site": folder, "anders": folder / "map"}, beside, ahead)
    seen = scanning.whole(scanning.mine())

    assert seen == scan.below({"site": folder, "anders": folder / "map"})
    assert seen.settled
    assert set(seen.folders) == {"site", "site/map", "site/map/diep", "site/leeg", "anders", "anders/diep"}
    assert [line.partition("\0")[0] for line in seen.folders["site/map"].split("\n")] == ["a.html", "b c.html"]


def remove(path: Path) -> None:
    path.unlink()


def lengthen(path: Path) -> None:
    write(path, "langer dan het was")


def replace_with_another(path: Path) -> None:
    write(path.with_name("ander"))
    path.with_name("ander").replace(path)


def touch(path: Path) -> None:
    os.utime(path, ns=(LONG_AGO, LONG_AGO + 1))


CHANGES: list[Callable[[Path], None]] = [remove, lengthen, replace_with_another, touch]


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("name", NAMES)
def test_a_change_is_seen(folder: Path, name: str, change: Callable[[Path], None]) -> None:
    before = scan.below({"site": folder})
    change(folder / name)

    assert scan.below({"site": folder}).digest() != before.digest()


@given(st.dictionaries(st.sampled_from([*NAMES, "c.html", "map/nieuw/d.js"]), st.sampled_from(CHANGES)))
def test_after_changes_only_those_are_looked_at(
    tmp_path_factory: pytest.TempPathFactory, changes: dict[str, Callable[[Path], None]]
) -> None:
    folder = tmp_path_factory.mktemp("site")
    for name in NAMES:
        write(folder / name)
    before = scan.below({"site": folder})
    for name, change in changes.items():
        write(folder / name)
        change(folder / name)

    after = before.updated({f"site/{name}": folder / name for name in changes})
    assert after == scan.below({"site": folder})


def test_of_a_scan_a_part(folder: Path) -> None:
    both = scan.below({"site": folder, "site2": folder / "map"})

    assert both.below("site") == scan.below({"site": folder})
    assert both.below("site2").also(both.below("site")) == both


def test_what_is_not_settled_has_no_digest(folder: Path) -> None:
    (folder / "koppeling").symlink_to("a.html")
    later = time.time_ns() + PATIENCE * 10**9  # however long this test stands still before it looks
    os.utime(folder / "leeg/x", ns=(later, later))

    linked, new = scan.below({"site": folder / "map"}), scan.below({"site": folder / "leeg"})
    assert (bool(linked.digest()), new.digest()) == (True, "")
    assert scan.below({"site": folder}).digest() == ""
    assert not linked.also(new).settled


def test_of_what_is_gone_nothing_is_said(tmp_path: Path) -> None:
    nothing = Scan({}, settled=True)

    assert scan.below({"site": tmp_path / "nergens"}) == nothing
    assert scan.at({"site/a": tmp_path / "nergens" / "a"}) == nothing
    assert scan.times(tmp_path / "nergens") == []


def test_what_python_keeps_of_modules_is_no_source(folder: Path) -> None:
    before = scan.below({"kb": folder})
    write(folder / "map/__pycache__/a.pyc")

    assert scan.below({"kb": folder}) == before
    assert scan.times(folder) == [LONG_AGO] * len(NAMES)
