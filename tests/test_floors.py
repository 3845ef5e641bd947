"""The house stands: a module imports only what lies below it, and each foreign package has one room."""

import ast
import sys
from collections.abc import Iterable, Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

FLOORS = (
    {"kb.__main__"},
    {"kb.cli"},
    {"kb.serve", "kb.repository_commands", "kb.collection_commands"},
    {"kb.commandline", "kb.report", "kb.live", "kb.watch", "kb.terminal"},
    {"kb.upkeep"},
    {"kb.pipeline"},
    {"kb.making"},
    {"kb.operations", "kb.snapshot", "kb.reading", "kb.pagestore"},
    {"kb.cluster", "kb.editing", "kb.perfile", "kb.uptodate", "kb.searching"},
    {"kb.fingerprints"},
    {"kb.onefile"},
    {"kb.buildoptions"},
    {"kb.config", "kb.workers", "kb.lastbuild", "kb.progress", "kb.work"},
    {"kb.content", "kb.search", "kb.site", "kb.processes", "kb.inline"},
    {"kb.store", "kb.sitefile", "kb.scan", "kb.lazy"},
    {"kb.forks"},
    {"kb.filedigests"},
    {"kb.disk", "kb.folding"},
    {"kb.model"},
    {"kb.problems", "kb.stop"},
)
"""From the roof down, as in kb/README.md. What stands on one floor doesn't import each other."""

FOREIGN = {
    "distributed": {"kb.cluster"},
    "click": {"kb.cli", "kb.repository_commands", "kb.collection_commands", "kb.commandline", "kb.terminal"},
    "jinja2": {"kb.site"},
    "markupsafe": {"kb.site"},
    "mammoth": {"kb.editing"},
    "markdown": {"kb.content"},
    "nh3": {"kb.content"},
    "openpyxl": {"kb.editing"},
    "whoosh": {"kb.search"},
    "yaml": {"kb.content"},
}
"""Who may import a package from outside: one room, so that a change of package stays in there."""

ROOT = Path(__file__).resolve().parent.parent
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted((ROOT / "kb").rglob("*.py"))
}


RECORDS = "msgspec"
"""Makes the records of every room, so each may import it."""


def imports(name: str) -> Iterator[str]:
    """The full names that a module imports anywhere, also inside functions; of `from kb import x` the `kb.x`."""
    for node in ast.walk(ast.parse(MODULES[name].read_bytes())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{name}:{node.lineno}: write the full name of what you import"
            for alias in node.names:
                deeper = f"{node.module}.{alias.name}"
                yield deeper if deeper in MODULES else str(node.module)


def room(name: str) -> str:
    """The part of the house that a module stands in: `kb.search.dutch` in `kb.search`, `kb.model` in itself."""
    return ".".join(name.split(".")[:2])


def floor(name: str) -> int:
    """The floor of a room, counted from the roof."""
    found = [number for number, rooms in enumerate(FLOORS) if name in rooms]
    assert found, f"{name} has no floor: give it one in tests/test_floors.py and in kb/README.md"
    return found[0]


def own(names: Iterable[str]) -> set[str]:
    """Those of the names that are ours."""
    return {name for name in names if name in MODULES and name != "kb"}


@pytest.mark.parametrize("name", [name for name in MODULES if name != "kb"])
def test_a_module_imports_only_what_lies_below(name: str) -> None:
    others = {room(used) for used in own(imports(name))} - {room(name)}

    wrong = [used for used in others if floor(used) <= floor(room(name))]

    assert not wrong, f"{name} imports {wrong}, which does not lie below it"


@pytest.mark.parametrize("name", MODULES)
def test_a_package_from_outside_is_known_in_one_room(name: str) -> None:
    foreign = {used.partition(".")[0] for used in imports(name)} - set(sys.stdlib_module_names) - {"kb", RECORDS}

    wrong = [used for used in foreign if room(name) not in FOREIGN.get(used, ())]

    assert not wrong, f"{name} imports {wrong}"


def test_no_modules_import_each_other_in_a_circle() -> None:
    TopologicalSorter({name: own(imports(name)) for name in MODULES}).prepare()
