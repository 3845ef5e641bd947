"""Proof that the same input gives the same bytes, whatever machine builds: all that could make a difference.

    .venv/bin/python tests/torture/reproduce.py [OTHER_PYTHON …]

Another Python needs the packages of requirements.lock; without one only this Python is tried. Another user is tried
when root asks, with a Python that this user may run.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Case:
    """One way to build: where, by which Python, with what in the environment and which options."""

    name: str
    folder: str = "een"
    python: str = sys.executable
    environment: dict[str, str] = field(default_factory=dict)
    options: tuple[str, ...] = ()
    reverse: bool = False
    as_nobody: bool = False


NOBODY = 65534
SYSTEM_PYTHON = f"/usr/bin/python{sys.version_info.major}.{sys.version_info.minor}"


def cases(others: list[str]) -> Iterator[Case]:
    """What may differ between two machines, one thing at a time."""
    yield Case("the first")
    yield Case("another folder, with a space", folder="een andere map/met spaties é")
    for seed in ("0", "1", "4242"):
        yield Case(f"hash seed {seed}", environment={"PYTHONHASHSEED": seed})
    for zone in ("UTC", "America/Los_Angeles", "Pacific/Kiritimati"):
        yield Case(f"time zone {zone}", environment={"TZ": zone})
    for locale in ("C", "C.UTF-8", "nl_NL.UTF-8", "tr_TR.UTF-8"):
        yield Case(f"locale {locale}", environment={"LC_ALL": locale, "LANG": locale})
    yield Case("files made in another order", reverse=True)
    yield Case("two processes", options=("--jobs", "2"))
    yield Case("five processes", options=("--jobs", "5"))
    yield Case("no terminal width, no home", environment={"COLUMNS": "20", "HOME": "/nonexistent"})
    yield Case("optimised", environment={"PYTHONOPTIMIZE": "1"})
    yield Case("another user, who may not read ours", as_nobody=True, environment={"HOME": "/nonexistent"})
    for python in others:
        version = subprocess.run([python, "-V"], capture_output=True, text=True, check=True).stdout.strip()
        yield Case(version, python=python)


def built(case: Case, root: Path) -> str:
    """The digest of the site and the archive that this case gives."""
    folder = root / case.folder
    content = folder / "practices"
    files = sorted(path for path in (PROJECT / "practices").rglob("*") if path.is_file())
    for path in reversed(files) if case.reverse else files:
        target = content / path.relative_to(PROJECT / "practices")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
        os.utime(target, (1_000_000_000, 1_000_000_000) if case.reverse else None)
    command = ["build.py", "--today", "2026-11-22", "--zip", "site.zip", *case.options]
    command[0] = str(PROJECT / command[0])
    run = partial(subprocess.run, cwd=folder, check=True, capture_output=True, umask=0o077)
    if case.as_nobody:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, NOBODY, NOBODY)
        python, environment = python_for_nobody()
        given = os.environ | case.environment | environment
        run([python, *command], env=given, user=NOBODY, group=NOBODY, extra_groups=[])
    else:
        run([case.python, *command], env=os.environ | case.environment)
    digest = hashlib.sha256((folder / "site.zip").read_bytes())
    digest.update((folder / "site/.wat-werkt-waar").read_bytes())
    shutil.rmtree(root / case.folder.partition("/")[0])
    return digest.hexdigest()


def python_for_nobody() -> tuple[str, dict[str, str]]:
    """A Python that another user may run: ours, or where it stands in a closed home, the system's with our packages."""
    try:
        subprocess.run([sys.executable, "-V"], user=NOBODY, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        return SYSTEM_PYTHON, {"PYTHONPATH": sysconfig.get_path("purelib")}
    return sys.executable, {}


def main(others: list[str]) -> int:
    """Build each case and say which ones differ from the first."""
    first, different = "", 0
    with tempfile.TemporaryDirectory() as temporary:
        Path(temporary).chmod(0o777)
        for case in cases(others):
            try:
                found = built(case, Path(temporary))
            except (subprocess.CalledProcessError, PermissionError) as trouble:
                said = getattr(trouble, "stderr", b"") or str(trouble).encode()
                sys.stdout.write(f"not tried  {case.name}: {said.decode().strip().splitlines()[-1][:100]}\n")
                shutil.rmtree(Path(temporary) / case.folder.partition("/")[0], ignore_errors=True)
                continue
            first = first or found
            different += found != first
            sys.stdout.write(f"{'same' if found == first else 'DIFFERENT':<10} {case.name} {found[:12]}\n")
            sys.stdout.flush()
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
