"""Who does the work: this process alone, or several beside each other."""

import gc
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from multiprocessing.connection import wait
from types import TracebackType
from typing import ParamSpec, Self, TypeVar

from msgspec import Struct, field

from kb.beside import STOPPED, Beside, by_a_copy, can_fork
from kb.problems import KbError

P = ParamSpec("P")
T = TypeVar("T")

FEW = 48
"""Fewer tasks than this are done by one process: starting a second takes longer."""

FEW_BESIDE = 200
"""With fewer practices the stages of a build are done one after the other: a copy of this process takes longer."""

FEW_AFRESH = 500
"""The same where a process can't begin as a copy of this one, and has to import everything anew."""

_PATIENCE = 0.5
"""Seconds that somebody who stops a build waits at most for a task that was begun."""


class Here(Executor):
    """Does each task at once, in this process."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """The outcome of a task, which is done when this returns."""
        future: Future[T] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


class Processes(ProcessPoolExecutor):
    """Processes that leave Ctrl-C to this one: a terminal sends it to all, and each would print where it was."""

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


def _pass_over_ctrl_c() -> None:
    """What a process does first, for where nothing can be held back."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _end(pool: Executor) -> None:
    """End the work of a pool that nobody waits for any more.

    What was not begun is dropped first: a process that is gone while its work is cancelled confuses the pool.
    """
    pool.shutdown(wait=False, cancel_futures=True)
    for process in multiprocessing.active_children():
        if not wait([process.sentinel], _PATIENCE):
            process.kill()
        process.join()


def end_copies() -> None:
    """End the copies of this process (kb/beside.py) whose outcome nobody asks for any more."""
    for process in multiprocessing.active_children():
        process.kill()
        process.join()


def _held_back_copy(work: Callable[[], T]) -> Callable[[], T]:
    with _held_back():
        return by_a_copy(work)


def processes(jobs: int) -> Executor:
    """So many processes of this machine."""
    return Processes(jobs, multiprocessing.get_context("fork" if can_fork() else "spawn"), _pass_over_ctrl_c)


class Crew(Struct):
    """So many processes, started (by `start`) when they are first needed, and gone after the `with` block."""

    jobs: int
    start: Callable[[int], Executor] = processes
    _stack: ExitStack = field(default_factory=ExitStack)
    _pool: Executor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, at: TracebackType | None) -> None:
        pool, self._pool = self._pool, None
        with _held_back():  # a second Ctrl-C in here would leave processes that wait for work for ever
            if pool and isinstance(value, KeyboardInterrupt | SystemExit):
                _end(pool)
            elif value is not None and not pool:
                end_copies()
            self._stack.close()
        if isinstance(value, BrokenExecutor):
            raise KbError(STOPPED) from value

    def rest(self) -> None:
        """Let the processes go: who copies this one must be its only thread. The next tasks start new ones."""
        self._pool = None
        self._stack.close()

    def beside(self, count: int) -> Beside | None:
        """Who works on so many practices beside this process, if that is faster; begun with no tasks waiting."""
        return _held_back_copy if self.jobs > 1 and count >= FEW_BESIDE and can_fork() else None

    def for_tasks(self, count: int) -> Executor:
        """Who does so many small tasks fastest."""
        if self._pool is None:
            if self.jobs == 1 or count < (FEW if can_fork() else FEW_AFRESH):
                return Here()
            try:
                self._pool = self._stack.enter_context(self.start(self.jobs))
            except OSError:  # some systems have no place for what processes share; the work is done all the same
                return Here()
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
