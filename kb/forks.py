"""Work done in a fork: a copy of this process, which has all data in memory already and sends back the outcome."""

import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from itertools import chain
from typing import Any, BinaryIO, NoReturn, Protocol, TypeVar

from kb.problems import KbError
from kb.stop import SIGNS

T = TypeVar("T")

STOPPED = (
    "Een proces dat meewerkte is onverwacht gestopt. Probeer het opnieuw, of met --jobs 1: dat vraagt minder geheugen."
)


class CopyGone(KbError):  # noqa: N818 - it names a state, as FileNotFoundError does
    """A copy of this process ended before it had an outcome."""


_PR_SET_PDEATHSIG = 1

_TURNS = 256
"""Stretches in which things are handed out: as many as a byte can name."""


class Runner(Protocol):
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
    """Ctrl-C and SIGTERM wait until the end of the block, where the system can do that.

    This thread does not hear them. Another that does, as a pool of processes has one, would have Python act on them in
    the first thread all the same: there they are only noted until the end.
    """
    if sys.platform == "win32":
        yield
        return
    noted: list[int] = []
    before = signal.pthread_sigmask(signal.SIG_BLOCK, SIGNS)
    try:
        with _noting(noted):
            yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        for sign in noted:
            signal.raise_signal(sign)


@contextmanager
def _noting(noted: list[int]) -> Iterator[None]:
    """Note signals to stop instead of acting on them; only the first thread may say what is done with a signal."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    acts = {sign: signal.getsignal(sign) for sign in SIGNS}
    try:
        for sign in SIGNS:
            signal.signal(sign, lambda number, _: noted.append(number))
        yield
    finally:
        for sign in reversed(SIGNS):  # Ctrl-C last: what it raises in here may not leave the other one noted for ever
            signal.signal(sign, acts[sign])


def leave_ctrl_c() -> None:
    """Leave Ctrl-C to the process that this one helps; SIGTERM ends this one at once, also if begun while it waited."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal sends it to all; the first process ends the others
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNS)


def helps(first: int) -> None:
    """What a process does at once that helps this `first` one: leave Ctrl-C to it, and end when it is killed."""
    leave_ctrl_c()
    if sys.platform == "linux":
        _end_with(first)


def processors() -> int:
    """How many processes can work at the same time here."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def copies(jobs: int) -> Runner:
    """Who works beside this process, of so many processes in all (0: as many as can work at the same time)."""
    return by_a_copy if (jobs or processors()) > 1 and can_fork() else at_once


def by_a_copy(work: Callable[[], T]) -> Callable[[], T]:
    """The work is done by a copy of this process, where that is safe and the machine has room for one; else here.

    Whoever began it either asks for the outcome, or ends the copy (`ended`).
    """
    if can_fork():
        with suppress(OSError):
            return partial(_outcome, _begun(work))
    return at_once(work)


def ahead(load: Callable[[], object]) -> Runner:
    """A copy of this process that begins to `load` what it needs, and then does the one piece of work that it gets.

    The work travels: it is a function of a module, with what it takes. Where no copy is safe, or there is no room for
    one, it is done here.
    """
    if not can_fork():
        return at_once
    receiver, sender = os.pipe()

    def given() -> Any:  # noqa: ANN401 - whatever the work gives
        load()
        with os.fdopen(receiver, "rb") as pipe:
            return pickle.load(pipe)()  # noqa: S301 - from the process of which this is a copy

    try:
        copy = _begun(given)
    except OSError:
        os.close(sender)
        return at_once
    finally:
        os.close(receiver)
    told = os.fdopen(sender, "wb")
    _COPIES[copy].append(told)

    def handed_over(work: Callable[[], T]) -> Callable[[], T]:
        with suppress(BrokenPipeError), told:  # it is gone: asking for its outcome will say so
            pickle.dump(work, told, pickle.HIGHEST_PROTOCOL)
        return partial(_outcome, copy)

    return handed_over


def _begun(work: Callable[[], object]) -> int:
    """The number of a copy of this process, which has begun. OSError when the machine has no room for one."""
    parent = os.getpid()
    receiver, sender = os.pipe()
    with held_back():
        try:
            copy = os.fork()
        except OSError:
            os.close(receiver)
            os.close(sender)
            raise
        if not copy:
            _do(work, sender, parent)
        os.close(sender)
        _COPIES[copy] = [os.fdopen(receiver, "rb")]
    return copy


@contextmanager
def handed_out(things: Sequence[T]) -> Iterator[Iterator[T]]:
    """Each of the things once, to this process or to a copy that was begun in the block: whoever asks first.

    So both are ready at the same time, however much else this one has to do. They come in stretches, not in order, and
    nobody may have asked before the copy began.
    """
    stretch = max(1, -(-len(things) // _TURNS))
    reader, writer = os.pipe()
    try:
        os.write(writer, bytes(range(-(-len(things) // stretch))))  # who reads one byte has that turn, and no other
        os.close(writer)
        turns = (turn[0] * stretch for turn in iter(partial(os.read, reader, 1), b""))
        yield chain.from_iterable(things[start : start + stretch] for start in turns)
    finally:
        os.close(reader)


@contextmanager
def ended() -> Iterator[None]:
    """No copy that was begun in the block works on after it."""
    try:
        yield
    finally:
        end_copies()


def end_copies() -> None:
    """End the copies whose outcome nobody asks for any more."""
    for copy in [*_COPIES]:
        os.kill(copy, signal.SIGKILL)
        _let_go(copy)


_COPIES: dict[int, list[BinaryIO]] = {}
"""The copies that this process did not wait for yet, so that their numbers are theirs: each with the pipe from which
its outcome comes, and the one to it."""


def _let_go(copy: int) -> None:
    os.waitpid(copy, 0)
    _close(_COPIES.pop(copy))


def _close(pipes: Iterable[BinaryIO]) -> None:
    for pipe in pipes:
        with suppress(BrokenPipeError):  # what was still to be said, nobody hears
            pipe.close()


def _outcome(copy: int) -> Any:  # noqa: ANN401 - whatever the work gives
    try:
        value, trouble = pickle.load(_COPIES[copy][0])  # noqa: S301 - from a copy of this process
    except (EOFError, pickle.UnpicklingError) as gone:
        raise CopyGone(STOPPED) from gone
    except BaseException:  # Ctrl-C: nobody waits any more
        os.kill(copy, signal.SIGKILL)
        raise
    finally:
        _let_go(copy)
    if trouble:
        raise trouble
    return value


def _do(work: Callable[[], T], sender: int, parent: int) -> NoReturn:
    """What the copy does. It ends here whatever happens: what its parent still means to do is not its to do."""
    try:
        helps(parent)
        while _COPIES:
            _close(_COPIES.popitem()[1])
        try:
            told = pickle.dumps((work(), None), pickle.HIGHEST_PROTOCOL)
        except Exception as raised:  # noqa: BLE001 - raised again where the outcome is asked for
            told = pickle.dumps((None, raised))
        with os.fdopen(sender, "wb") as pipe:
            pipe.write(told)
    finally:
        os._exit(0)


def _end_with(parent: int) -> None:
    """Have this process killed when its parent is: what it writes, and the lock, would stand in the way of the next."""
    import ctypes  # noqa: PLC0415 - only a copy needs it

    libc = ctypes.CDLL(None, use_errno=True)
    if hasattr(libc, "prctl"):
        libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it was killed before that
        os._exit(1)
