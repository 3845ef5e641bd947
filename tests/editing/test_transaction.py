"""Files changed together: all or none, whatever happens on the way."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kb.config import PROJECT
from kb.editing import transaction
from kb.problems import BusyError, KbError
from tests.little import tree

BEFORE = {"a.md": b"A", "b.md": b"B", "map/c.md": b"C"}
CHANGES = {"a.md": b"a", "b.md": None, "map/c.md": b"c", "nieuw/d.md": b"d"}
AFTER = {"a.md": b"a", "map/c.md": b"c", "nieuw/d.md": b"d"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, data in BEFORE.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    return tmp_path


def test_all_is_changed_and_nothing_left_behind(folder: Path) -> None:
    with transaction.change(folder):
        transaction.carry_out(folder, CHANGES)

    assert tree(folder) == AFTER
    assert not (folder / ".kb-wijziging").exists()


@pytest.mark.parametrize("number", range(1, 5))
@pytest.mark.parametrize("trouble", [OSError(28, "vol"), KeyboardInterrupt()])
def test_when_the_disk_refuses_nothing_is_changed(
    folder: Path, monkeypatch: pytest.MonkeyPatch, number: int, trouble: BaseException
) -> None:
    replace, calls = Path.replace, iter(range(1, 10))

    def refusing(self: Path, target: Path) -> Path:
        if next(calls) == number:
            raise trouble
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refusing)
    told = KbError if isinstance(trouble, OSError) else KeyboardInterrupt
    with pytest.raises(told), transaction.change(folder):
        transaction.carry_out(folder, CHANGES)

    assert tree(folder) == BEFORE
    assert not (folder / ".kb-wijziging").exists()


KILLED = """
import os, sys
from pathlib import Path
from kb.editing import transaction
replace, unlink, left = Path.replace, Path.unlink, [int(sys.argv[2])]
def counted(method):
    def call(self, *args, **named):
        if left[0] == 0:
            os._exit(9)
        left[0] -= 1
        return method(self, *args, **named)
    return call
Path.replace, Path.unlink = counted(replace), counted(unlink)
folder = Path(sys.argv[1])
with transaction.change(folder):
    transaction.carry_out(folder, {"a.md": b"a", "b.md": None, "map/c.md": b"c", "nieuw/d.md": b"d"})
"""


@pytest.mark.parametrize("steps", range(6))
def test_a_run_that_is_killed_is_undone_or_finished_by_the_next(folder: Path, steps: int) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED, folder, str(steps)], cwd=PROJECT, check=False)
    assert done.returncode == 9

    with transaction.change(folder):
        pass

    assert tree(folder) == (BEFORE if steps == 0 else AFTER)
    assert not (folder / ".kb-wijziging").exists()


@pytest.mark.parametrize("plan", [{"../uit.md": "0.nieuw"}, {"/etc/x": ""}, {"a.md": "../0.nieuw"}])
def test_a_plan_that_leads_elsewhere_is_refused(folder: Path, plan: dict[str, str]) -> None:
    shop = folder / ".kb-wijziging"
    shop.mkdir()
    (shop / "plan.json").write_text(json.dumps(plan))

    with pytest.raises(KbError, match="niet van ons"), transaction.change(folder):
        pass

    assert not (folder.parent / "uit.md").exists()


def test_two_changes_do_not_meet(folder: Path) -> None:
    with transaction.change(folder), pytest.raises(BusyError), transaction.change(folder):
        pass


def test_a_copy_never_writes_through_to_the_original(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    copy = tmp_path_factory.mktemp("kopie") / "inhoud"

    transaction.copied(folder, CHANGES, copy)

    assert tree(copy) == AFTER
    assert tree(folder) == BEFORE
    assert not os.path.samefile(copy / "a.md", folder / "a.md")  # noqa: PTH121 - of two paths
