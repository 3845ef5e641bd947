"""A real Dask cluster on this machine: it reads the files, and the site is the same to the last byte."""

import gc
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from distributed import Client
from msgspec.structs import replace

from kb import cluster as far
from kb import lastbuild
from kb.buildoptions import Options
from kb.cluster import cluster
from kb.config import PROJECT
from kb.pipeline import build
from kb.problems import KbError, UsageError
from kb.workers import FEW
from tests.little import practice, tree, write_content
from tests.patience import PATIENCE
from tests.serving import deaf_port

DAY = date(2026, 11, 22)


@dataclass
class Cluster:
    """A scheduler and its workers, each a process."""

    stack: ExitStack
    address: str = ""
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self, *command: str) -> subprocess.Popen[bytes]:
        """A command of Dask as a process that ends with the cluster."""
        run = subprocess.Popen(
            [sys.executable, "-m", "distributed.cli." + command[0], *command[1:]],
            env={**os.environ, "PYTHONPATH": str(PROJECT)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.stack.callback(run.wait)
        self.stack.callback(run.kill)
        return run

    def begin(self, folder: Path) -> None:
        """The scheduler, on a port that is free, until it says where it is."""
        told = folder / "scheduler.json"
        run = self.start(
            *("dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(told))
        )
        until = time.monotonic() + PATIENCE
        while not self.address:
            assert run.poll() is None
            assert time.monotonic() < until
            with suppress(OSError, ValueError):  # not there yet, or not wholly
                self.address = json.loads(told.read_text())["address"]

    def add_worker(self) -> None:
        """One worker more."""
        self.workers.append(self.start("dask_worker", self.address, "--nthreads", "1", "--no-nanny", "--no-dashboard"))


@pytest.fixture(scope="module")
def workers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """Two workers on the loopback."""
    with ExitStack() as stack:
        found = Cluster(stack)
        found.begin(tmp_path_factory.mktemp("cluster"))
        found.add_worker()
        found.add_worker()
        yield found


@pytest.fixture(autouse=True)
def _all_the_time_it_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who is there may be slow to answer."""
    monkeypatch.setattr(far, "PATIENCE", PATIENCE)


@pytest.fixture(autouse=True)
def _no_client_left_over() -> Iterator[None]:
    """A client that never connected closes itself when it is collected, and waits for a lock then.

    Where the thread of the next client happens to collect it, the one that started this thread holds that lock.
    """
    yield
    gc.collect()


def who(_task: int) -> int:
    """The process that does it."""
    return os.getpid()


def die_once(mark: str, _task: int) -> int:
    """The process that does it; the first one to try is killed while it does."""
    try:
        Path(mark).touch(exist_ok=False)
    except FileExistsError:
        return os.getpid()
    os.kill(os.getpid(), signal.SIGKILL)
    return 0


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Options:
    """A build of so many practices that they are worth handing out."""
    monkeypatch.chdir(tmp_path)
    content = write_content(tmp_path)
    for number in range(FEW):
        (content / f"praktijk-{number}.md").write_text(practice(f"Praktijk {number}"))
    return Options(today=DAY, content=content.relative_to(tmp_path), jobs=1)


def test_the_site_is_the_same(asked: Options, workers: Cluster) -> None:
    build(asked)
    result = build(replace(asked, output=Path("ver"), work=Path(".ver"), scheduler=workers.address))

    assert result.published is not None
    assert tree(Path("ver")) == tree(asked.output)


def test_all_workers_work_and_a_killed_one_costs_only_time(tmp_path: Path, workers: Cluster) -> None:
    with cluster(workers.address) as pool:
        until = time.monotonic() + PATIENCE
        while len(there := {*pool.map(who, [*range(40)])}) < 2:  # the second may still be starting
            assert time.monotonic() < until
        assert there == {run.pid for run in workers.workers}
        mark = str(tmp_path / "mark")
        survivors = {*pool.map(die_once, [mark] * 20, [*range(20)])}

    assert survivors < there
    assert len(survivors) == 1


def test_a_worker_with_other_code_is_refused(workers: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lastbuild, "code", lambda: "other")
    with cluster(workers.address) as pool, pytest.raises(KbError, match="andere code"):
        list(pool.map(who, [1]))


def test_nobody_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(far, "PATIENCE", 0.5)
    with deaf_port() as port, pytest.raises(KbError, match="antwoordt niet"):
        cluster(f"tcp://127.0.0.1:{port}")
    with pytest.raises(KbError, match="antwoordt niet"):
        cluster("gewoon een woord")


def test_a_scheduler_without_workers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The scheduler may be slow to answer; only for workers nobody waits here."""
    wait_for_workers = Client.wait_for_workers
    monkeypatch.setattr(Client, "wait_for_workers", lambda client, count, **_: wait_for_workers(client, count, 0.1))
    with ExitStack() as stack:
        lonely = Cluster(stack)
        lonely.begin(tmp_path)
        with pytest.raises(KbError, match="geen werkers"):
            cluster(lonely.address)


def test_the_package_is_an_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UsageError, match=r"\[cluster\]"):
        cluster("tcp://127.0.0.1:1")
