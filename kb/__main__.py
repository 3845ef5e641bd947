"""`python -m kb` is `kb`; Ctrl-C stops it quietly, however early or late."""

import gc
import signal
import sys

_STOPPED = 130

_SELDOM = 100_000
"""Values after which Python looks for what leads to itself alone: by itself it does so hundreds of times at a start."""


def run() -> int:
    """Run the command on the command line; gives its exit code, with which this process ends."""
    gc.set_threshold(_SELDOM)
    try:
        from kb.cli import main  # noqa: PLC0415 - takes a moment, in which somebody may press Ctrl-C too

        return main()
    except KeyboardInterrupt:
        sys.stderr.write("Gestopt.\n")
        return _STOPPED
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # it ends already; Python would say where it is with that
        gc.freeze()  # else Python looks through all that is left for what leads to itself, before it throws it all away


if __name__ == "__main__":
    sys.exit(run())
