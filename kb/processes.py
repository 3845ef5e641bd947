"""Processes that share the work of this one: started with Ctrl-C held back, and ended when nobody waits for them."""

import errno
import multiprocessing
import os
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from functools import partial
from multiprocessing.connection import wait
from typing import ParamSpec, TypeVar

from kb.forks import can_fork, held_back, helps

P = ParamSpec("P")
T = TypeVar("T")

_PATIENCE = 0.5
"""Seconds that somebody who stops a build waits at most for a task that was begun."""

_BEGINNING = 5
"""Seconds for processes to begin that are copies of this one: it takes some thousandths."""


class Processes(ProcessPoolExecutor):
    """Processes that leave Ctrl-C to this one: each would print where it was."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """As its parent, which starts processes here: they begin with what this thread holds back."""
        with held_back():
            return super().submit(fn, *args, **kwargs)


def processes(jobs: int) -> Executor:
    """So many processes of this machine. OSError when it refuses one: then none of them is left."""
    is_copied = can_fork()
    pool = Processes(jobs, multiprocessing.get_context("fork" if is_copied else "spawn"), partial(helps, os.getpid()))
    try:
        first = pool.submit(int)  # copies of this process all begin at the first task, and threads of the pool too
        if is_copied:
            first.result(_BEGINNING)
    except (OSError, RuntimeError) as refused:  # no room for a process; for a thread, of which a pool may not tell
        end(pool, patience=0)  # those that did begin would wait for work for ever, and Python for them
        raise OSError(errno.EAGAIN, os.strerror(errno.EAGAIN)) from refused
    return pool


def end(pool: Executor, patience: float = _PATIENCE) -> None:
    """End the work of a pool that nobody waits for any more.

    What was not begun is dropped first: a process that is gone while its work is cancelled confuses the pool.
    """
    pool.shutdown(wait=False, cancel_futures=True)
    for process in multiprocessing.active_children():
        if not wait([process.sentinel], patience):
            process.kill()
        process.join()
