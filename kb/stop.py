"""Ctrl-C and SIGTERM: whenever they come, a run ends with one exit code and at most one line."""

import signal
import sys
from collections.abc import Callable
from types import FrameType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

SIGNS = (signal.SIGINT, signal.SIGTERM)


class _Asked:
    """What was asked of this process. Setting it is one step, in between which no signal is heard."""

    sign = 0
    """The last signal to stop."""

    over = False
    """The work is done or was given up: stopping is no longer of use."""


def quietly(work: Callable[[], int]) -> int:
    """The exit code of the work, with which this process is to end: from then on nothing stops it any more.

    What is raised after a signal to stop is that signal, whatever Python or a package made of it.
    """
    sys.unraisablehook = _not_raised
    try:
        for sign in SIGNS:
            if signal.getsignal(sign) is not signal.SIG_IGN:  # as it is behind nohup
                signal.signal(sign, _stop)
        code = work()
        _Asked.over = True  # and no call before this: a signal is heard at calls
    except BaseException as raised:
        _Asked.over = True
        asked = _Asked.sign or (signal.SIGINT if isinstance(raised, KeyboardInterrupt) else 0)
        if not asked:
            raise
        if asked == signal.SIGINT:
            sys.stderr.write("Gestopt.\n")
        return 128 + asked
    finally:
        _turn_deaf()
    return code


def _stop(sign: int, _frame: FrameType | None) -> None:
    """Have all be cleaned up on the way out."""
    if not _Asked.over:
        _Asked.sign = sign
        _raise()


def _raise() -> None:
    if _Asked.sign == signal.SIGINT:
        raise KeyboardInterrupt
    sys.exit(128 + _Asked.sign)


def _not_raised(trouble: "UnraisableHookArgs") -> None:
    """Told by Python of what it can't raise where it came up: while a value or the lock of an import goes away.

    A signal to stop would be heard there for nothing, with a page of words: it is raised at the next call.
    """
    if not (_Asked.sign and issubclass(trouble.exc_type, KeyboardInterrupt | SystemExit)):
        sys.__unraisablehook__(trouble)
    elif not _Asked.over:
        sys.setprofile(_raise_now)


def _raise_now(frame: FrameType, _event: str, _about: object) -> None:
    if frame.f_code is not _not_raised.__code__:  # on the way out of which nothing can be raised either
        sys.setprofile(None)
        if not _Asked.over:
            _raise()


def _turn_deaf() -> None:
    """Hear no signal while Python ends: it would say where it was."""
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_BLOCK, SIGNS)  # else one that comes while it is turned off is told of
    for sign in SIGNS:
        signal.signal(sign, signal.SIG_IGN)
