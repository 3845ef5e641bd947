"""The worker pool of a build: one process or several, as the amount of work asks for."""

import gc
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from types import TracebackType
from typing import TYPE_CHECKING, Self

from msgspec import Struct, field

from kb.forks import STOPPED, Runner, can_fork, copies, end_copies, held_back
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
    """A pool of so many processes on this machine."""
    from kb import processes as some  # noqa: PLC0415 - slow to import, and most builds do without

    return some.processes(jobs)


class Workers(Struct):
    """A pool of `jobs` processes, started (by `start`) when first needed and ended with the `with` block."""

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
        """End the processes until tasks need them again: this process may only fork while it has no other threads."""
        self._pool = None
        self._stack.close()

    def beside(self, count: int) -> Runner | None:
        """What runs work in forks, where that is faster for so many practices; None where it isn't."""
        return copies(self.jobs) if self.jobs > 1 and count >= FEW_BESIDE and can_fork() else None

    def for_tasks(self, count: int) -> "Executor":
        """The executor that does so many small tasks fastest: this process, or the pool."""
        from kb.inline import InlineExecutor  # noqa: PLC0415 - as above

        if self._pool is None:
            if self.jobs == 1 or count < (FEW if can_fork() else FEW_AFRESH):
                return InlineExecutor()
            try:
                self._pool = self._stack.enter_context(self.start(self.jobs))
            except OSError:  # some systems have no place for what processes share; the work is done all the same
                return InlineExecutor()
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
