"""Fuzzes the doors through which content comes in, led by which code each input reaches (atheris).

    python tests/torture/fuzz.py header|prose|dossier|lists [SECONDS [FOLDER]]

Needs atheris beside the packages of requirements.lock, in an environment of its own: it is in no lock, since it exists
for few Pythons. What is worth keeping stands in tests/torture/corpus/, one input a line as Python writes bytes; a test
gives all of it to the same doors again, without atheris. In FOLDER all is left that reached new code.
"""

import importlib
import sys
import tempfile
from pathlib import Path

LONGEST = 4096
SECONDS = 600
PATIENCE = 1.0
"""Seconds of processor time that an input may take at most; counting what code it reaches makes all far slower."""


def main(door: str, seconds: str = str(SECONDS), folder: str = "") -> None:
    """Fuzz one door for so many seconds, from what is kept; stops at the first finding, and says which input it was."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    atheris = importlib.import_module("atheris")
    with atheris.instrument_imports(include=["kb", "markdown", "yaml"]):
        doors = importlib.import_module("tests.torture.doors")
    lists = doors.little_lists()

    def once(data: bytes) -> None:
        took = doors.tried(door, data, lists)
        if took > PATIENCE:
            raise doors.FoundError(f"took {took:.1f} s")

    with tempfile.TemporaryDirectory() as temporary:
        seeds = Path(folder or temporary)
        for number, data in enumerate(doors.corpus(door)):
            (seeds / f"kept-{number}").write_bytes(data)
        options = (f"-max_total_time={seconds}", f"-max_len={LONGEST}", "-timeout=20", "-rss_limit_mb=2048")
        atheris.Setup([sys.argv[0], *options, str(seeds)], once)
        atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:])
