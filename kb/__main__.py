"""`python -m kb` is `kb`; Ctrl-C stops it quietly, however early."""

import sys

_STOPPED = 130


def run() -> int:
    """Run the command on the command line; gives its exit code."""
    try:
        from kb.cli import main  # noqa: PLC0415 - takes a moment, in which somebody may press Ctrl-C too

        return main()
    except KeyboardInterrupt:
        sys.stderr.write("Gestopt.\n")
        return _STOPPED


if __name__ == "__main__":
    sys.exit(run())
