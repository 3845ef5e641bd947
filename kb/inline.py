"""An executor that does each task at once in this process, where a pool of processes would cost more than it gains."""

from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class InlineExecutor(Executor):
    """Does each task at once, in this process."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """The outcome of a task, which is done when this returns."""
        future: Future[T] = Future()
        future.set_result(fn(*args, **kwargs))
        return future
