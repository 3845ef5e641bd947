"""`python -m kb` is `kb`; Ctrl-C stops it quietly, however early or late."""

import gc
import os
import sys
from collections.abc import Sequence

from kb.stop import quietly

_SELDOM = 100_000
"""Values after which Python looks for what leads to itself alone: by itself it does so hundreds of times at a start."""


def run(args: Sequence[str] | None = None) -> int:
    """Run the command on the command line, or this one; gives its exit code, with which this process ends."""
    gc.set_threshold(_SELDOM)
    _have_streams()

    def command() -> int:
        from kb.cli import main  # noqa: PLC0415 - takes a moment, in which somebody may press Ctrl-C too

        return main(args)

    try:
        return quietly(command)
    finally:
        gc.freeze()  # else Python looks through all that is left for what leads to itself, before it throws it all away


def _have_streams() -> None:
    """Let a stream lead nowhere that Python hasn't: the shell closed it (2>&-), or Windows gives none (pythonw)."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115 - light; until the end


if __name__ == "__main__":
    sys.exit(run())
