"""Who does the work: this process alone, or several beside each other."""

import gc
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from types import TracebackType
from typing import TYPE_CHECKING, Self

from msgspec import Struct, field

from kb.beside import STOPPED, Beside, can_fork, copies, end_copies, held_back
from kb.problems import KbError

if TYPE_CHECKING:  # it takes a while to load, and where little changed there is nothing for it to do
    from concurrent.futures import Executor

FEW = 48
"""Fewer tasks than this are done by one process: starting a second takes longer."""

FEW_BESIDE = 200
"""With fewer practices the stages of a build are done one after the other: a copy of this process takes longer."""

FEW_AFRESH = 500
"""The same where a process can't begin as a copy of this one, and has to import everything anew."""


def processes(jobs: int) -> "Executor":
    """So many processes of this machine."""
    from kb import processes as some  # noqa: PLC0415 - slow to import, and most builds do without

    return some.processes(jobs)


class Crew(Struct):
    """So many processes, started (by `start`) when they are first needed, and gone after the `with` block."""

    jobs: int
    start: "Callable[[int], Executor]" = processes
    _stack: ExitStack = field(default_factory=ExitStack)
    _pool: "Executor | None" = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, at: TracebackType | None) -> None:
        pool, self._pool = self._pool, None
        with held_back():  # a second Ctrl-C in here would leave processes that wait for work for ever
            if pool and isinstance(value, KeyboardInterrupt | SystemExit):
                from kb.processes import end  # noqa: PLC0415 - as above

                end(pool)
            elif value is not None and not pool:
                end_copies()
            self._stack.close()
        if pool:
            from concurrent.futures import BrokenExecutor  # noqa: PLC0415 - as above

            if isinstance(value, BrokenExecutor):
                raise KbError(STOPPED) from value

    def rest(self) -> None:
        """Let the processes go: who copies this one must be its only thread. The next tasks start new ones."""
        self._pool = None
        self._stack.close()

    def beside(self, count: int) -> Beside | None:
        """Who works on so many practices beside this process, if that is faster; begun with no tasks waiting."""
        return copies(self.jobs) if self.jobs > 1 and count >= FEW_BESIDE and can_fork() else None

    def for_tasks(self, count: int) -> "Executor":
        """Who does so many small tasks fastest."""
        from kb.here import Here  # noqa: PLC0415 - as above

        if self._pool is None:
            if self.jobs == 1 or count < (FEW if can_fork() else FEW_AFRESH):
                return Here()
            try:
                self._pool = self._stack.enter_context(self.start(self.jobs))
            except OSError:  # some systems have no place for what processes share; the work is done all the same
                return Here()
        return self._pool


@contextmanager
def uncollected() -> Iterator[None]:
    """No search for reference cycles meanwhile: among millions of values without any it takes a quarter of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()
            gc.unfreeze()  # what was made counts as old: else all of it is looked through at once, and mostly in vain
            gc.enable()
