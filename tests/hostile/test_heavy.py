"""What a whole build needs at most, of memory and time, when somebody writes to make it need much."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from kb.editing.limited import MEMORY, SECONDS
from kb.editing.sheets import MAX_COLUMNS, MAX_ROWS
from kb.editing.unpack import MAX_BYTES, MAX_XML
from kb.site.adoption_graph import MOST
from tests.little import LISTS, practice, write_content

BASE, PER_MIB = 100, 150
"""MiB of memory that a build needs, and what comes to it for each MiB of text in which no word stands twice."""
MIB = 1024 * 1024


MEASURE = """
import os, sys
pid = os.spawnv(os.P_NOWAIT, sys.executable, [sys.executable, *sys.argv[1:]])
_, status, used = os.wait4(pid, 0)
print()
print(os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, used.ru_maxrss // 1024)
"""
"""Starts a command from a small process: what a process held before it became another counts as its peak."""


def built(folder: Path) -> tuple[int, float, int]:
    """Build what stands in a folder: exit code, seconds of processor time, and MiB of memory at the peak."""
    command = [sys.executable, "-c", MEASURE, "-m", "kb", "build", "--jobs", "1", "--today", "2026-11-22"]
    done = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=True)
    code, seconds, memory = done.stdout.splitlines()[-1].split()
    return int(code), float(seconds), int(memory)


def words(size: int) -> str:
    """So many bytes of words of which none stands twice, in alineas."""
    every = " ".join(f"w{number:x}" + ("\n\n" if number % 200 == 199 else "") for number in range(size // 6))
    return every[:size]


def test_the_memory_of_a_build(tmp_path: Path, dose: Callable[[int, int], int], tell: Callable[..., None]) -> None:
    content, size, count = write_content(tmp_path), dose(MIB // 8, MIB * 15 // 16), dose(1, 4)
    for number in range(count):
        (content / f"groot-{number}.md").write_text(practice(f"Groot {number}") + words(size))
    code, seconds, memory = built(tmp_path)
    tell("a build of words that stand once", MiB=round(count * size / MIB, 1), seconds=round(seconds), memory=memory)

    assert code == 0
    assert memory < BASE + PER_MIB * count * size / MIB


def test_many_unknown_words_beside_a_long_list(
    tmp_path: Path, dose: Callable[[int, int], int], tell: Callable[..., None]
) -> None:
    """For each it is looked up which term was meant."""
    content = write_content(tmp_path)
    terms = "".join(f"  - {{id: t{number}, label: T{number}}}\n" for number in range(dose(1000, 10_000)))
    (content / "_lists/theme.yaml").write_text(LISTS["theme"] + terms)
    for number in range(dose(2, 10)):
        unknown = ", ".join(f"x{number}q{word}" for word in range(1500))
        text = practice(f"Veel {number}").replace("theme: werk", f"theme: [{unknown}]")
        (content / f"veel-{number}.md").write_text(text)
    code, seconds, memory = built(tmp_path)
    tell("words beside a long list", seconds=round(seconds, 1), memory=memory)

    assert code == 1
    assert seconds < dose(10, 60)
    assert memory < BASE + PER_MIB


LIMITS = {
    "memory of a build": f"{BASE} MiB, and {PER_MIB} MiB for each MiB of text in which no word stands twice",
    "adoptions on a page": f"the {MOST} nearest",
    "a table for `kb import`": f"{MAX_ROWS} rows and {MAX_COLUMNS} columns",
    "reading a file for `kb import`, on Linux": f"{SECONDS} seconds of processor time and {MEMORY // MIB} MiB",
    "text in a file for `kb import`": f"{MAX_XML // MIB} MiB in a file of {MAX_BYTES // MIB} MiB",
}


def test_the_limits_are_those_that_we_promise(root: Path) -> None:
    table = "".join(f"| {what} | {limit} |\n" for what, limit in LIMITS.items())

    assert table in (root / "SECURITY.md").read_text("utf-8")
