"""Who does the work: this process alone, or several beside each other."""

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from types import TracebackType
from typing import ParamSpec, Self, TypeVar

from kb.problems import KbError

P = ParamSpec("P")
T = TypeVar("T")

FEW = 48
"""Fewer tasks than this are done by one process: starting a second takes longer."""

FEW_AFRESH = 500
"""The same where a process can't begin as a copy of this one, and has to import everything anew."""


class Here(Executor):
    """Does each task at once, in this process."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """The outcome of a task, which is done when this returns."""
        future: Future[T] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


def can_fork() -> bool:
    """True where a copy of this process is safe: on Linux, and with no other thread that may hold a lock."""
    return sys.platform == "linux" and threading.active_count() == 1


class Processes(ProcessPoolExecutor):
    """Processes that end at Ctrl-C without a word: a terminal sends it to all, and each would print where it was."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """As its parent, which starts processes here: they begin with what this thread holds back."""
        with _held_back():
            return super().submit(fn, *args, **kwargs)


@contextmanager
def _held_back() -> Iterator[None]:
    """Ctrl-C waits until the end of the block, where the system can do that."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _end_at_once() -> None:
    """What a process does first: from here on Ctrl-C ends it as the system does, also one that waited."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def processes(jobs: int) -> Executor:
    """So many processes of this machine."""
    return Processes(jobs, multiprocessing.get_context("fork" if can_fork() else "spawn"), _end_at_once)


@dataclass(slots=True)
class Crew:
    """So many processes, started (by `start`) when they are first needed, and gone after the `with` block."""

    jobs: int
    start: Callable[[int], Executor] = processes
    _stack: ExitStack = field(default_factory=ExitStack)
    _pool: Executor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, at: TracebackType | None) -> None:
        self._pool = None
        if isinstance(value, KeyboardInterrupt | SystemExit):
            for process in multiprocessing.active_children():  # what they do is of no use any more
                process.kill()
        self._stack.close()
        if isinstance(value, BrokenExecutor):
            again = "Probeer het opnieuw, of met --jobs 1: dat vraagt minder geheugen."
            raise KbError(f"Een proces dat meewerkte is onverwacht gestopt. {again}") from value

    def for_tasks(self, count: int) -> Executor:
        """Who does so many small tasks fastest."""
        if self._pool is None:
            if self.jobs == 1 or count < (FEW if can_fork() else FEW_AFRESH):
                return Here()
            self._pool = self._stack.enter_context(self.start(self.jobs))
        return self._pool


def processors() -> int:
    """How many processes can work at the same time here."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def uncollected() -> Iterator[None]:
    """No search for reference cycles meanwhile: among millions of values without any it takes a quarter of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
