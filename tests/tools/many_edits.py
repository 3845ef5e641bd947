"""Many random series of edits, each compared with a first build: `python tests/tools/many_edits.py 50`.

Every second one with copies of the process at work, as for a large site. With a folder behind the number its practices
are mistyped and mended, one after the other: `python tests/tools/many_edits.py 10 practices`.
"""

import contextlib
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from kb import workers
from tests.edits import series, there_and_back

STEPS = 5
MENDED = 20


def main(count: int, real: Path | None = None) -> int:
    """Run the series; gives 1 when a build after edits differed from a first one."""
    wrong, usual = 0, workers.FEW_BESIDE
    for seed in range(count):
        workers.FEW_BESIDE = 1 if seed % 2 else usual
        with TemporaryDirectory() as folder, contextlib.chdir(folder):
            steps = there_and_back(seed, MENDED, real) if real else series(seed, STEPS, Path(folder))
            for step, (done, found) in enumerate(steps, 1):
                if found:
                    wrong += 1
                    sys.stdout.write(f"reeks {seed}, stap {step} ({done}): {', '.join(found[:5])}\n")
    sys.stdout.write(f"{count} reeksen van {MENDED if real else STEPS} stappen: {wrong} verschillen\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else 50, Path(sys.argv[2]).absolute() if sys.argv[2:] else None))
