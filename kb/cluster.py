"""Hands work on files to a Dask cluster that somebody runs; what is done when and where, Dask decides.

Whoever can reach a scheduler or a worker can have it run anything: such a cluster belongs in a closed network.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from time import monotonic
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from kb import lastbuild
from kb.problems import KbError, UsageError

if TYPE_CHECKING:
    from distributed import Client

P = ParamSpec("P")
T = TypeVar("T")

PATIENCE = 20.0
"""Seconds in which a scheduler must answer, and in which some worker must be there."""

_LOOK = 1.0
"""Seconds between two looks whether there still are workers."""


class OtherCodeError(Exception):
    """A worker runs other code than the build: what it makes could differ."""


def cluster(address: str) -> Executor:
    """The workers of the scheduler at this address (`tcp://…:8786`); gone after its `shutdown`.

    UsageError without the package for it, KbError when nobody answers there or no worker comes.
    """
    try:
        from distributed import Client  # noqa: PLC0415 - an extra, and slow to import
    except ImportError as missing:
        hint = "Installeer het met: pip install '.[cluster]'"
        raise UsageError(f"Voor --scheduler is een pakket nodig dat er niet is. {hint}") from missing
    try:
        client = Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError) as trouble:
        raise KbError(f"De scheduler op {address} antwoordt niet. Klopt het adres, en draait hij?") from trouble
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError as trouble:
        client.close()
        raise KbError(_alone(address)) from trouble
    return _Far(client, address)


class _Far(Executor):
    """An executor that waits no longer than there are workers."""

    def __init__(self, client: "Client", address: str) -> None:
        self._client, self._address = client, address
        self._pool = client.get_executor(pure=False, retries=3)
        self._code = lastbuild.code()

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """The outcome of a task, once some worker did it."""
        future: Future[T] = self._pool.submit(_with_same_code, self._code, fn, *args, **kwargs)
        return future

    def map(  # type: ignore[override]  # what Executor.map takes besides, nobody here gives
        self, fn: Callable[..., T], *iterables: "list[object]"
    ) -> Iterator[T]:
        """The outcomes in the order of the tasks. KbError when no worker is left, or when one runs other code."""
        futures = [self.submit(fn, *task) for task in zip(*iterables, strict=True)]
        return (self._outcome(future) for future in futures)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 - as Executor has it
        """Let the cluster go; it stays for others."""
        self._client.close()

    def _outcome(self, future: Future[T]) -> T:
        since = monotonic()
        while True:
            try:
                return future.result(_LOOK)
            except OtherCodeError as trouble:
                again = "Installeer op elke werker dezelfde versie."
                raise KbError(f"Een werker van {self._address} draait andere code dan deze build. {again}") from trouble
            except TimeoutError:
                if self._client.scheduler_info()["workers"]:
                    since = monotonic()
                elif monotonic() - since > PATIENCE:
                    raise KbError(_alone(self._address)) from None


def _alone(address: str) -> str:
    return f"De scheduler op {address} heeft geen werkers. Start er een met: dask worker {address}"


def _with_same_code(code: str, fn: Callable[..., T], *args: object, **kwargs: object) -> T:
    """Done by a worker: the task, if its code is the same."""
    if lastbuild.code() != code:
        raise OtherCodeError
    return fn(*args, **kwargs)
