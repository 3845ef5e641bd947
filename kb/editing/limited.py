"""Work on a file of somebody else, in a copy of this process that may use so much time and memory and no more."""

import os
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from kb.forks import CopyGone, by_a_copy
from kb.problems import KbError

T = TypeVar("T")

SECONDS = 30
"""Of processor time. The largest table that we read takes some six."""

MEMORY = 2 * 1024 * 1024 * 1024
"""In bytes, beside what this process holds already: a copy begins with all of that."""

_OWN_MEMORY = Path("/proc/self/statm")


def within_limits(work: Callable[[], T], path: Path) -> T:
    """What the work on this file gives. KbError when it asks for more than such a file needs.

    What counts are the packages that read it: however little a file holds, it may name one part of itself a million
    times. Where no copy of this process can be made, nothing limits the work.
    """
    first = os.getpid()

    def limited() -> T:
        if os.getpid() != first:
            _set_limits()
        with warnings.catch_warnings(action="ignore"):  # what packages say of a file, in English, is not for its reader
            return work()

    try:
        return by_a_copy(limited)()
    except (CopyGone, MemoryError) as gone:
        raise KbError(
            f"{path} vraagt te veel tijd of geheugen om te lezen. Sla alleen het nodige opnieuw op."
        ) from gone


def _set_limits() -> None:
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - Windows has none

    for kind, most in ((resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_AS, _held() + MEMORY)):
        allowed = resource.getrlimit(kind)[1]
        if allowed == resource.RLIM_INFINITY or allowed > most:
            resource.setrlimit(kind, (most, most))


def _held() -> int:
    """The bytes of memory that this process has named already; 0 where the system does not tell."""
    try:
        return int(_OWN_MEMORY.read_text(encoding="ascii").split()[0]) * os.sysconf("SC_PAGESIZE")
    except OSError:
        return 0
