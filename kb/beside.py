"""Work done beside this process, by a copy of it that has all it needs, and sends back what came of it."""

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol, TypeVar

from kb.problems import KbError

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

T = TypeVar("T")

STOPPED = (
    "Een proces dat meewerkte is onverwacht gestopt. Probeer het opnieuw, of met --jobs 1: dat vraagt minder geheugen."
)

_PR_SET_PDEATHSIG = 1


class Beside(Protocol):
    """Begins some work, and gives what waits for its outcome."""

    def __call__(self, work: Callable[[], T]) -> Callable[[], T]:
        """Begin. What the work raises, is raised when its outcome is asked for."""


def at_once(work: Callable[[], T]) -> Callable[[], T]:
    """The work is done here, before this returns."""
    outcome = work()
    return lambda: outcome


def can_fork() -> bool:
    """True where a copy of this process is safe: on Linux, and with no other thread that may hold a lock."""
    return sys.platform == "linux" and threading.active_count() == 1


@contextmanager
def held_back() -> Iterator[None]:
    """Ctrl-C waits until the end of the block, where the system can do that."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def processors() -> int:
    """How many processes can work at the same time here."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def copies(jobs: int) -> Beside:
    """Who works beside this process, of so many processes in all (0: as many as can work at the same time)."""
    return by_a_copy if (jobs or processors()) > 1 else at_once


def by_a_copy(work: Callable[[], T]) -> Callable[[], T]:
    """The work is done by a copy of this process, where that is safe; else here.

    Whoever began it either asks for the outcome, or ends the copy (crew.py does).
    """
    if not can_fork():
        return at_once(work)
    import multiprocessing  # noqa: PLC0415 - slow to import, and a small build does without

    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_do, args=(work, sender, os.getpid()), daemon=True)
    with held_back():
        process.start()
    sender.close()

    def outcome() -> T:
        try:
            value: T
            value, trouble = receiver.recv()
        except EOFError as gone:
            raise KbError(STOPPED) from gone
        finally:
            receiver.close()
            process.join()
        if trouble:
            raise trouble
        return value

    return outcome


def end_copies() -> None:
    """End the copies whose outcome nobody asks for any more."""
    import multiprocessing  # noqa: PLC0415 - as above

    for process in multiprocessing.active_children():
        process.kill()
        process.join()


def _do(work: Callable[[], T], sender: "Connection", parent: int) -> None:
    """What the copy does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to all; the first process ends the others
    _end_with(parent)
    value, trouble = None, None
    try:
        value = work()
    except Exception as raised:  # noqa: BLE001 - raised again where the outcome is asked for
        trouble = raised
    sender.send((value, trouble))


def _end_with(parent: int) -> None:
    """Have this process killed when its parent is: what it writes would stand in the way of the next build."""
    import ctypes  # noqa: PLC0415 - as above

    libc = ctypes.CDLL(None, use_errno=True)
    if hasattr(libc, "prctl"):
        libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it was killed before that
        os._exit(1)
