#!/usr/bin/env python3
"""Measure a build beside Hugo with Pagefind, over the same practices: a table in Markdown.

    python tests/benchmarks/build.py --sizes 1000,10000 [--hugo HUGO --pagefind PAGEFIND] [--times 3]

`HUGO` and `PAGEFIND` are the programs; without them only this project is measured. Phases: cold (output and work folder
gone), output gone, a sentence more in one practice, another title of one, one practice more (each looked for in its
page), nothing changed. Our figure includes the Whoosh index and the parts for the browser, theirs Pagefind. Wall time,
middle of so many times, and the largest memory of one process. Only ratios within one run count, on a machine that does
nothing else.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.benchmarks.documents import documents, dutch, practice_file, terms_of
from tests.benchmarks.sites import ROOT, TODAY

PHASES = ("koud", "site weg", "één praktijk anders", "andere titel", "één praktijk meer", "niets anders")
SITE, ASIDE = "site", "aside"
FIRST, SECOND = "praktijk-00000", "praktijk-00001"

LAYOUTS = {
    "baseof.html": '<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>{{ .Title }}</title></head>'
    '<body><main>{{ block "main" . }}{{ end }}</main></body></html>',
    "single.html": '{{ define "main" }}<article data-pagefind-body><h1>{{ .Title }}</h1><p>{{ .Params.summary }}</p>'
    "{{ .Content }}</article>{{ end }}",
    "list.html": '{{ define "main" }}<h1>{{ .Title }}</h1><ul>{{ range .Pages }}'
    '<li><a href="{{ .RelPermalink }}">{{ .LinkTitle }}</a></li>{{ end }}</ul>{{ end }}',
}
"""A bare theme: each practice, each term and the list of all, without style."""

HUGO_SETTINGS = """baseURL = "http://127.0.0.1/"
publishDir = "site"
[taxonomies]
region = "region"
theme = "theme"
target_group = "target_group"
status = "status"
"""


@dataclass(frozen=True, slots=True)
class Builder:
    """A program that builds: its commands, where its practices and a practice's page stand, and what it remembers."""

    name: str
    work: Path
    commands: Sequence[Sequence[str]]
    source: str
    page: str
    caches: Sequence[str]


@dataclass(frozen=True, slots=True)
class Run:
    """One build: seconds on the clock, and the largest process in MB."""

    seconds: float
    memory: float


def main() -> None:
    """Read the command line, measure, print."""
    options = _options()
    for count in options.sizes:
        work = Path(tempfile.gettempdir()) / "wat-werkt-waar-build" / str(count)
        builders = [*_builders(work, options)]
        with ProcessPoolExecutor(1) as pool:  # so that this process stays small: a child's memory counts from ours
            for builder in builders:
                pool.submit(_write, count, builder).result()
        found = {builder.name: _measure(builder, options.times) for builder in builders}
        sys.stdout.write(f"\n{count} praktijken, `python {' '.join(sys.argv)}`\n\n{_table(found)}\n")
        sys.stdout.flush()
        for builder in builders:
            shutil.rmtree(builder.work.with_name(f"{builder.work.name}-{ASIDE}"), ignore_errors=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=lambda text: [*map(int, text.split(","))], default=[1000])
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--hugo", type=Path)
    parser.add_argument("--pagefind", type=Path)
    return parser.parse_args()


def _builders(work: Path, options: argparse.Namespace) -> Iterator[Builder]:
    own = (sys.executable, str(ROOT / "build.py"), "--today", TODAY)
    yield Builder("Wat werkt waar", work / "own", (own,), "practices", "praktijken/{}.html", (".kb",))
    if options.hugo and options.pagefind:
        steps = ((str(options.hugo), "--quiet"), (str(options.pagefind), "--site", SITE, "--quiet"))
        yield Builder("Hugo + Pagefind", work / "hugo", steps, "content/practices", "practices/{}/index.html", ())


def _write(count: int, builder: Builder) -> None:
    made = documents(count, dutch(), terms_of(ROOT / "practices" / "_lists"))
    shutil.rmtree(builder.work, ignore_errors=True)
    folder = builder.work / builder.source
    folder.mkdir(parents=True)
    for document in made:
        (folder / f"{document.id}.md").write_text(practice_file(document), "utf-8")
    if builder.source.startswith("content"):
        layouts = builder.work / "layouts" / "_default"
        layouts.mkdir(parents=True)
        (builder.work / "hugo.toml").write_text(HUGO_SETTINGS, "utf-8")
        for name, text in LAYOUTS.items():
            (layouts / name).write_text(text, "utf-8")


def _measure(builder: Builder, times: int) -> dict[str, list[Run]]:
    anew, restored = partial(_forget, cold=True), partial(_forget, cold=False)
    changes: dict[str, Callable[[Builder], tuple[str, str]]] = dict(
        zip(PHASES, (anew, restored, _change, _rename, _add, lambda _: (FIRST, "")), strict=True)
    )
    found: dict[str, list[Run]] = {phase: [] for phase in PHASES}
    for phase, change in changes.items():
        for _ in range(times):
            name, expected = change(builder)
            found[phase].append(_built(builder))
            page = builder.work / SITE / builder.page.format(name)
            if expected not in page.read_text("utf-8"):
                sys.exit(f"{builder.name}: {page} does not say {expected!r}")
    return found


def _forget(builder: Builder, *, cold: bool) -> tuple[str, str]:
    """Take away what was made, aside: a Linux disk makes files slowly for minutes after many were removed from it."""
    aside = builder.work.with_name(f"{builder.work.name}-{ASIDE}") / str(time.time_ns())
    aside.mkdir(parents=True)
    for name in (SITE, *(builder.caches if cold else ())):
        if (builder.work / name).exists():
            (builder.work / name).rename(aside / name)
    return FIRST, ""


def _change(builder: Builder) -> tuple[str, str]:
    said = f"Wijziging{time.time_ns()}"
    with (builder.work / builder.source / f"{FIRST}.md").open("a", encoding="utf-8") as file:
        file.write(f"\n{said}\n")
    return FIRST, said


def _rename(builder: Builder) -> tuple[str, str]:
    return SECOND, _write_titled(builder, SECOND)


def _add(builder: Builder) -> tuple[str, str]:
    name = f"nieuw-{time.time_ns()}"
    return name, _write_titled(builder, name)


def _write_titled(builder: Builder, name: str) -> str:
    """Write a practice with the text of the second and a title of its own; gives that."""
    folder, said = builder.work / builder.source, f"Titel{time.time_ns()}"
    text = (folder / f"{SECOND}.md").read_text("utf-8")
    (folder / f"{name}.md").write_text(
        re.sub(r"^title: .*$", f"title: {said}", text, count=1, flags=re.MULTILINE), "utf-8"
    )
    return said


def _built(builder: Builder) -> Run:
    begun = time.perf_counter()
    memory = 0.0
    for command in builder.commands:
        process = subprocess.Popen(command, cwd=builder.work, stdout=subprocess.DEVNULL)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            sys.exit(f"{builder.name} failed")
        memory = max(memory, used.ru_maxrss / 1024)
    return Run(time.perf_counter() - begun, memory)


def _table(found: dict[str, dict[str, list[Run]]]) -> str:
    heads = [f"{name} (s, MB)" for name in found] + (["verhouding"] if len(found) > 1 else [])
    lines = [["", *heads], ["---"] * (len(heads) + 1)]
    for phase in PHASES:
        seconds = [median(run.seconds for run in runs[phase]) for runs in found.values()]
        largest = [max(run.memory for run in runs[phase]) for runs in found.values()]
        cells = [f"{took:.2f}, {memory:.0f}" for took, memory in zip(seconds, largest, strict=True)]
        lines.append([phase, *cells, *(f"{seconds[0] / other:.2f}" for other in seconds[1:])])
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


if __name__ == "__main__":
    main()
