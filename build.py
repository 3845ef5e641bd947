"""The door: `python build.py …` is `kb build …`."""

from __future__ import annotations  # so that an old Python gets as far as the message

import sys

OLDEST = (3, 11)


def build(args: list[str]) -> int:
    """Run `kb build` with these arguments; gives its exit code, and 1 where Python or a package is missing."""
    if sys.version_info < OLDEST:
        return missing(f"Python {'.'.join(map(str, OLDEST))} of nieuwer")
    from kb.__main__ import run  # noqa: PLC0415 - an old Python can't read it

    try:
        return run(["build", *args])
    except ModuleNotFoundError as trouble:
        if trouble.name is None or trouble.name.partition(".")[0] == "kb":
            raise
        return missing(f"het pakket {trouble.name}")


def missing(what: str) -> int:
    """Say what is missing and how to get it."""
    sys.stderr.write(f"Dit ontbreekt: {what}. Haal alles wat nodig is op met: make site\n")
    return 1


if __name__ == "__main__":
    sys.exit(build(sys.argv[1:]))
