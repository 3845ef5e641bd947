"""Work is shared where that pays, and comes out the same."""

import errno
import gc
import itertools
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path
from unittest.mock import Mock

import pytest

from kb.config import PROJECT
from kb.disk import exclusive
from kb.forks import processors
from kb.inline import InlineExecutor
from kb.problems import KbError
from kb.stop import SIGNS
from kb.workers import FEW, FEW_AFRESH, Workers, uncollected
from tests.patience import PATIENCE


def test_what_is_done_here_is_done_at_once() -> None:
    done: list[int] = []
    future = InlineExecutor().submit(done.append, 1)

    assert done == [1]
    assert future.done()
    with pytest.raises(ZeroDivisionError):
        InlineExecutor().submit(divmod, 1, 0).result()


@pytest.mark.parametrize(("jobs", "count", "alone"), [(1, 9_999, True), (2, FEW - 1, True), (2, FEW_AFRESH, False)])
def test_one_does_it_alone_where_that_is_faster(jobs: int, count: int, alone: bool) -> None:  # noqa: FBT001 - a table
    with Workers(jobs, ThreadPoolExecutor) as workers:
        assert isinstance(workers.for_tasks(count), InlineExecutor) == alone


def test_the_same_processes_work_on_until_the_end() -> None:
    started: list[Executor] = []

    def start(jobs: int) -> Executor:
        started.append(ThreadPoolExecutor(jobs))
        return started[-1]

    with Workers(2, start) as workers:
        assert workers.for_tasks(FEW_AFRESH) is workers.for_tasks(1) is started[0]
    assert len(started) == 1
    with pytest.raises(RuntimeError, match="shutdown"):
        started[0].submit(os.getpid)


def test_where_no_processes_can_be_started_this_one_does_the_work() -> None:
    def refused(_: int) -> Executor:
        raise OSError(errno.ENOMEM, "Cannot allocate memory")

    with Workers(2, refused) as workers:
        assert isinstance(workers.for_tasks(FEW_AFRESH), InlineExecutor)


@pytest.mark.alone
@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere processes begin one by one, when there is work")
@pytest.mark.parametrize("refused_at", [1, 2, 4])
def test_where_the_machine_refuses_one_of_them_none_is_left(monkeypatch: pytest.MonkeyPatch, refused_at: int) -> None:
    """As it does where an account may have few processes or open files: the build hung for ever, after a traceback."""
    begun, fork = itertools.count(1), os.fork

    def forked() -> int:
        if next(begun) == refused_at:
            raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")
        return fork()

    monkeypatch.setattr(os, "fork", forked)
    with Workers(4) as workers:
        executor = workers.for_tasks(FEW_AFRESH)
        assert multiprocessing.active_children() == []
        assert [*executor.map(_who, range(2))] == [os.getpid()] * 2


def test_where_there_is_no_room_for_the_thread_of_the_pool_none_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threading.Thread, "start", Mock(side_effect=RuntimeError("can't start new thread")))
    with Workers(2) as workers:
        assert isinstance(workers.for_tasks(FEW_AFRESH), InlineExecutor)
        assert multiprocessing.active_children() == []


def test_other_processes_do_the_work() -> None:
    with Workers(2) as workers:
        others = {*workers.for_tasks(FEW_AFRESH).map(_who, range(4))}

    assert os.getpid() not in others


def test_who_helps_leaves_ctrl_c_to_the_first_process_and_ends_at_sigterm() -> None:
    before = [signal.getsignal(sign) for sign in SIGNS]
    with Workers(2) as workers:
        others = [*workers.for_tasks(FEW_AFRESH).map(_at_a_sign, range(4))]

    assert others == [([signal.SIG_IGN, signal.SIG_DFL], set())] * 4
    assert [signal.getsignal(sign) for sign in SIGNS] == before
    assert signal.pthread_sigmask(signal.SIG_BLOCK, ()) == set()


def _at_a_sign(_task: int) -> tuple[object, object]:
    """What each sign to stop does in this process, and which of them wait."""
    return [signal.getsignal(sign) for sign in SIGNS], signal.pthread_sigmask(signal.SIG_BLOCK, ())


@pytest.mark.parametrize("stop", [KeyboardInterrupt, SystemExit])
def test_at_ctrl_c_nobody_is_waited_for(stop: type[BaseException], tmp_path: Path) -> None:
    with pytest.raises(stop):
        _stopped_at_work(stop, tmp_path / "begun")
    until = time.monotonic() + PATIENCE
    while multiprocessing.active_children() and time.monotonic() < until:
        os.sched_yield()  # a thread of the pool saw the end of a process, and may not have written that down yet

    assert multiprocessing.active_children() == []


def _stopped_at_work(stop: type[BaseException], begun: Path) -> None:
    with Workers(2) as workers:
        workers.for_tasks(FEW_AFRESH).submit(_work_for_ever, begun)
        while not begun.exists():
            os.sched_yield()
        raise stop


def _work_for_ever(begun: Path) -> None:
    begun.touch()
    threading.Event().wait()


KILLED = """
import os, sys
from pathlib import Path
from kb.disk import exclusive
from kb.workers import FEW_AFRESH, Workers
from tests.test_workers import _work_for_ever
with exclusive(Path(sys.argv[1]), "bezig"), Workers(2) as workers:
    workers.for_tasks(FEW_AFRESH).submit(_work_for_ever, Path(sys.argv[2])).result()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere processes are no copies, and have no lock")
def test_when_the_first_process_is_killed_none_holds_its_lock(tmp_path: Path) -> None:
    """As by a system without memory: each later build was told that one was at work already, for ever."""
    lock, begun = tmp_path / "slot", tmp_path / "begun"
    command = [sys.executable, "-c", KILLED, str(lock), str(begun)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=PROJECT) as first:
        while not begun.exists() and first.poll() is None:
            os.sched_yield()
        first.kill()
        assert first.stdout
        assert first.stdout.read() == b"", "the pipe closes when the others are gone too"
    with exclusive(lock, "bezig"):
        assert begun.exists()


def _who(_task: int) -> int:
    return os.getpid()


def test_beside_another_thread_a_process_is_not_copied() -> None:
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    try:
        with Workers(2) as workers:
            assert isinstance(workers.for_tasks(FEW), InlineExecutor)
    finally:
        stop.set()
        thread.join()


def test_there_is_somebody_to_work() -> None:
    assert processors() >= 1


@pytest.mark.parametrize("on", [True, False])
def test_cycles_are_searched_again_afterwards_if_they_were(on: bool) -> None:  # noqa: FBT001 - a table
    before = gc.isenabled()
    (gc.enable if on else gc.disable)()
    try:
        with uncollected():
            assert not gc.isenabled()
        assert gc.isenabled() == on
    finally:
        (gc.enable if before else gc.disable)()


def kill_this_process(_number: int) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_process_that_is_killed_is_told_in_one_sentence() -> None:
    with pytest.raises(KbError, match="onverwacht gestopt"), Workers(2) as workers:
        list(workers.for_tasks(FEW_AFRESH).map(kill_this_process, [1]))
