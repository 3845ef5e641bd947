"""The door: `python build.py …` is `kb build …`."""

from __future__ import annotations  # so that an old Python gets as far as the message

import gc
import signal
import sys

OLDEST = (3, 11)
STOPPED = 130

SELDOM = 100_000
"""Values after which Python looks for what leads to itself alone: by itself it does so hundreds of times at a start."""


def build(args: list[str]) -> int:
    """Run `kb build` with these arguments; gives its exit code, and 1 where Python or a package is missing."""
    if sys.version_info < OLDEST:
        return missing(f"Python {'.'.join(map(str, OLDEST))} of nieuwer")
    gc.set_threshold(SELDOM)
    try:
        from kb.cli import main  # noqa: PLC0415 - needs a package that may be missing

        return main(["build", *args])
    except ModuleNotFoundError as trouble:
        if trouble.name is None or trouble.name.partition(".")[0] == "kb":
            raise
        return missing(f"het pakket {trouble.name}")
    except KeyboardInterrupt:  # so early that no command could clean up: there was nothing to clean yet
        sys.stderr.write("Gestopt.\n")
        return STOPPED
    finally:
        gc.freeze()  # as kb/__main__.py


def missing(what: str) -> int:
    """Say what is missing and how to get it."""
    sys.stderr.write(f"Dit ontbreekt: {what}. Haal alles wat nodig is op met: make site\n")
    return 1


if __name__ == "__main__":
    try:
        sys.exit(build(sys.argv[1:]))
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # as kb/__main__.py
