"""Work beside this process comes out as if it were done here, whatever becomes of who does it."""

import errno
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from unittest.mock import Mock

import pytest

from kb.forks import ahead, at_once, by_a_copy, end_copies, handed_out
from kb.problems import KbError, PublishError
from kb.workers import FEW_BESIDE, Workers
from tests.family import children
from tests.patience import PATIENCE

LARGE = "x" * 5_000_000
"""More than a pipe holds."""


@pytest.mark.alone
@pytest.mark.parametrize("beside", [at_once, by_a_copy])
@pytest.mark.parametrize("value", [None, LARGE, {"a": (1, 2)}], ids=["nothing", "much", "record"])
def test_the_outcome_is_that_of_the_work(beside: Callable[..., Callable[[], object]], value: object) -> None:
    assert beside(lambda: value)() == value


@pytest.mark.alone
def test_a_copy_does_it_and_knows_all_that_this_process_knows() -> None:
    here, before = [1], children()
    outcome = by_a_copy(lambda: (os.getpid(), here.pop()))

    who, known = outcome()
    assert (who != os.getpid(), known, here) == (True, 1, [1])
    assert children() == before


@pytest.mark.alone
@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there are no copies")
def test_where_the_machine_has_no_room_for_a_copy_the_work_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    opened = len([*Path("/proc/self/fd").iterdir()])
    monkeypatch.setattr(os, "fork", Mock(side_effect=BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")))

    assert by_a_copy(os.getpid)() == ahead(int)(os.getpid)() == os.getpid()
    assert len([*Path("/proc/self/fd").iterdir()]) == opened


@pytest.mark.alone
def test_what_goes_wrong_is_raised_where_the_outcome_is_asked_for() -> None:
    def refused() -> None:
        raise PublishError("de schijf is vol")

    outcome = by_a_copy(refused)
    with pytest.raises(PublishError, match="de schijf is vol"):
        outcome()


@pytest.mark.alone
def test_an_outcome_that_cannot_travel_is_a_mistake_of_ours() -> None:
    outcome = by_a_copy(lambda: lambda: None)
    with pytest.raises((AttributeError, pickle.PicklingError), match="lambda"):
        outcome()


@pytest.mark.alone
def test_a_copy_ends_without_what_its_parent_still_means_to_do(tmp_path: Path) -> None:
    outcome = by_a_copy(sys.exit)
    try:
        with pytest.raises(KbError, match="onverwacht gestopt"):
            outcome()
    finally:
        with (tmp_path / "done").open("a", encoding="utf-8") as done:
            done.write("once\n")

    assert (tmp_path / "done").read_text() == "once\n"


@pytest.mark.alone
def test_a_copy_that_is_killed_is_told_in_one_sentence() -> None:
    outcome = by_a_copy(lambda: os.kill(os.getpid(), signal.SIGKILL))
    with pytest.raises(KbError, match="onverwacht gestopt"):
        outcome()


@pytest.mark.alone
@pytest.mark.parametrize("count", [0, 1, 255, 256, 257, 1_000])
@pytest.mark.parametrize("beside", [at_once, by_a_copy])
def test_each_thing_is_handed_out_once(beside: Callable[..., Callable[[], object]], count: int) -> None:
    with handed_out(range(count)) as turns:
        rest = beside(lambda: list(turns))
        here = list(turns)
        there = rest()
    assert isinstance(there, list)
    assert sorted(here + there) == list(range(count))


def test_beside_another_thread_nothing_is_copied() -> None:
    done = threading.Event()
    waiting = threading.Thread(target=done.wait)
    waiting.start()
    try:
        assert by_a_copy(os.getpid)() == os.getpid()
    finally:
        done.set()
        waiting.join()


@pytest.mark.alone
@pytest.mark.parametrize(
    ("jobs", "count", "is_alone"), [(1, 9_999, True), (2, FEW_BESIDE - 1, True), (2, 9_999, False)]
)
def test_who_has_few_practices_or_one_processor_does_all_here(jobs: int, count: int, is_alone: bool) -> None:  # noqa: FBT001 - a table
    assert (Workers(jobs).beside(count) is None) == is_alone


@pytest.mark.alone
def test_after_an_interruption_no_copy_works_on() -> None:
    before = children()
    with pytest.raises(KeyboardInterrupt):
        _interrupted()
    assert children() == before


@pytest.mark.alone
def test_at_ctrl_c_no_copy_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_pipe: object) -> None:
        raise KeyboardInterrupt

    before, outcome = children(), by_a_copy(partial(time.sleep, PATIENCE))
    monkeypatch.setattr("kb.forks.pickle.load", interrupted)
    begun = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        outcome()

    assert children() == before
    assert time.monotonic() - begun < PATIENCE


def _interrupted() -> None:
    with Workers(2) as workers:
        beside = workers.beside(FEW_BESIDE)
        assert beside
        beside(lambda: time.sleep(60))
        raise KeyboardInterrupt


SCRIPT = """
import os, sys, time
from kb.forks import by_a_copy
def work():
    print(os.getpid(), flush=True)
    time.sleep(300)
    print("left over", flush=True)
by_a_copy(work)
time.sleep(300)
"""


def test_a_copy_ends_with_the_process_that_it_is_of() -> None:
    """Else it would write into the work folder of the next build."""
    command = [sys.executable, "-c", SCRIPT]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[1]) as process:
        assert process.stdout
        assert process.stdout.readline()
        process.kill()
        assert process.stdout.read() == "", "the pipe closes when the copy is gone too"


@pytest.mark.alone
def test_who_begins_ahead_has_loaded_before_it_gets_its_work(tmp_path: Path) -> None:
    before = children()
    begun = ahead((tmp_path / "loaded").touch)
    outcome = begun(partial(_listed, tmp_path))

    assert outcome() == ["loaded"]
    assert children() == before


def _listed(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


@pytest.mark.alone
def test_who_gets_no_work_is_ended() -> None:
    before = children()
    ahead(time.time)
    assert children() != before
    end_copies()
    assert children() == before


@pytest.mark.alone
def test_who_begins_ahead_and_is_killed_is_told_in_one_sentence() -> None:
    begun = ahead(lambda: os.kill(os.getpid(), signal.SIGKILL))
    with pytest.raises(KbError, match="onverwacht gestopt"):
        begun(partial(len, LARGE))()
