"""The whole command at the worst moment: killed, twice at once, on a full disk. The site is wholly one version."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kb.config import PROJECT
from kb.site.publish import MANIFEST
from tests.little import practice, tree, write_content

Dose = Callable[[int, int], int]
Tell = Callable[..., None]
COMMAND = [sys.executable, str(PROJECT / "build.py"), "--today", "2026-11-22"]


def write_version(folder: Path, version: str) -> None:
    """Change one practice, so that many pages and parts of the search are other ones."""
    (folder / "practices/was-doen.md").write_text(practice(f"De was doen {version}", word=f"leermeester{version}"))


def start(folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(COMMAND, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def wait_until_it_works(run: subprocess.Popen[str], folder: Path) -> None:
    """Until the build holds its lock: before that, Python is still loading, and nothing of ours can answer a signal."""
    while run.poll() is None and not (folder / ".kb/slot").exists():
        time.sleep(0.002)


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, bytes]]:
    """The site of each version, built in peace."""
    sites = {}
    for version in ("a", "b"):
        folder = tmp_path_factory.mktemp(version)
        write_content(folder)
        write_version(folder, version)
        subprocess.run(COMMAND, cwd=folder, check=True, capture_output=True)
        sites[version] = tree(folder / "site")
    return sites


@pytest.fixture
def workplace(tmp_path: Path) -> Iterator[Path]:
    """A folder with version a, built."""
    write_content(tmp_path)
    write_version(tmp_path, "a")
    subprocess.run(COMMAND, cwd=tmp_path, check=True, capture_output=True)
    yield tmp_path
    assert {path.name for path in tmp_path.iterdir()} == {"practices", "site", ".kb"}


def which(site: Path, versions: dict[str, dict[str, bytes]]) -> str:
    """The version that stands, wholly; "mixed" if none does."""
    found = tree(site)
    return next((name for name, files in versions.items() if files == found), "mixed")


def test_a_build_that_is_stopped_leaves_a_whole_site(
    workplace: Path, versions: dict[str, dict[str, bytes]], dose: Dose, tell: Tell
) -> None:
    moments = random.Random(7)  # noqa: S311 - moments to kill, no secret
    signs = (signal.SIGKILL, signal.SIGINT, signal.SIGTERM)
    kills, stood = dose(6, 200), []
    for number in range(kills):
        write_version(workplace, "ab"[number % 2])
        (workplace / ".kb/slot").unlink(missing_ok=True)  # of a build that was killed
        with start(workplace) as run:
            wait_until_it_works(run, workplace)
            after = moments.uniform(0, 0.8)
            time.sleep(after)
            run.send_signal(signs[number % 3])
            _, complaint = run.communicate()
        assert complaint.strip() in ("", "Gestopt."), f"{signs[number % 3]!r} after {after:.4f} s:\n{complaint}"
        assert run.returncode in (0, {2: 130, 15: 143}.get(signs[number % 3], -signs[number % 3]))
        stood.append(which(workplace / "site", versions))
    subprocess.run(COMMAND, cwd=workplace, check=True, capture_output=True)
    tell("kills of the whole command", kills=kills, mixed=stood.count("mixed"), new=stood.count("b"))

    assert "mixed" not in stood
    assert which(workplace / "site", versions) == "ab"[(kills - 1) % 2]


def test_two_builds_at_once(workplace: Path, versions: dict[str, dict[str, bytes]], dose: Dose) -> None:
    for number in range(dose(1, 10)):
        write_version(workplace, "ba"[number % 2])
        with start(workplace) as one, start(workplace) as other:
            complaints = [run.communicate()[1] for run in (one, other)]
        codes = sorted((one.returncode, other.returncode))
        assert codes in ([0, 0], [0, 1])
        assert codes == [0, 0] or any("bezig" in complaint for complaint in complaints)
        assert which(workplace / "site", versions) == "ba"[number % 2]


@pytest.fixture
def full_disk(workplace: Path) -> Iterator[Path]:
    """The work folder on a disk of its own, on which hardly anything fits."""
    disk = workplace / ".kb"
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", disk], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("no right to mount a disk here")
    yield workplace
    subprocess.run(["umount", disk], check=True)


def test_a_full_disk_is_one_line(full_disk: Path, versions: dict[str, dict[str, bytes]]) -> None:
    write_version(full_disk, "b")
    with start(full_disk) as run:
        _, complaint = run.communicate()

    assert run.returncode == 1
    assert complaint.count("\n") == 1
    assert "de schijf is vol" in complaint
    assert which(full_disk / "site", versions) == "a"


@pytest.mark.skipif(not Path("/usr/bin/unshare").exists() or os.geteuid() != 0, reason="no right to cut the network")
def test_a_build_needs_no_network(workplace: Path, versions: dict[str, dict[str, bytes]]) -> None:
    write_version(workplace, "b")
    subprocess.run(["unshare", "--net", *COMMAND], cwd=workplace, check=True, capture_output=True)

    assert which(workplace / "site", versions) == "b"


def test_the_manifest_of_a_site_can_be_checked_by_others(workplace: Path) -> None:
    checked = subprocess.run(["sha256sum", "--check", "--quiet", MANIFEST], cwd=workplace / "site", check=False)

    assert checked.returncode == 0
