"""The documentation tells what the code does: what can be made from the code is, and the rest is compared with it."""

import ast
import json
import re
import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from kb.cli import kb
from kb.content.codes import ERRORS, WARNINGS
from kb.content.fields import field_docs

ROOT = Path(__file__).resolve().parent.parent


def problem_docs() -> str:
    """The table of all codes of `kb check`, errors first."""
    rows = [f"| `{code}` | fout | {means} |" for code, means in ERRORS.items()]
    rows += [f"| `{code}` | waarschuwing | {means} |" for code, means in WARNINGS.items()]
    return "\n".join(["| code | soort | betekenis |", "|---|---|---|", *rows, ""])


def module_docs() -> str:
    """The table of all modules with the sentence that each begins with."""
    paths = [path for path in sorted((ROOT / "kb").rglob("*.py")) if path.name != "__init__.py"]
    rows = [f"| `{path.relative_to(ROOT / 'kb').as_posix()}` | {sentence(path)} |" for path in outer_first(paths)]
    return "\n".join(["| module | its one job |", "|---|---|", *rows, ""])


def outer_first(paths: Iterable[Path]) -> list[Path]:
    """The modules of the house itself before those of its rooms."""
    return sorted(paths, key=lambda path: (len(path.parts), path))


def sentence(path: Path) -> str:
    """The first line of a module's docstring."""
    return str(ast.get_docstring(ast.parse(path.read_bytes()))).partition("\n")[0].replace("|", "\\|")


MADE: dict[tuple[str, str], Callable[[], str]] = {
    ("CONTRIBUTING.md", "velden"): field_docs,
    ("CONTRIBUTING.md", "fouten"): problem_docs,
    ("kb/README.md", "modules"): module_docs,
}
"""What stands between `<!-- name -->` and `<!-- /name -->` in a file, and what makes it. `make docs` renews all."""


def block(text: str, name: str) -> re.Match[str]:
    """The part of a text between its markers."""
    found = re.search(rf"(?<=<!-- {name} -->\n).*?(?=<!-- /{name} -->)", text, re.DOTALL)
    assert found, f"the markers <!-- {name} --> and <!-- /{name} --> are gone"
    return found


@pytest.mark.parametrize(("file", "name"), MADE)
def test_what_is_made_from_the_code_is_up_to_date(file: str, name: str, *, update_golden: bool) -> None:
    path, made = ROOT / file, MADE[file, name]()
    text = path.read_text("utf-8")
    found = block(text, name)
    if update_golden:
        path.write_text(text[: found.start()] + made + text[found.end() :], encoding="utf-8", newline="\n")
        return

    assert found.group() == made, "run `make docs`"


def requirements(names: Iterable[str]) -> set[str]:
    return {re.split(r"[^\w-]", name, maxsplit=1)[0] for name in names}


def test_the_map_gives_a_reason_for_each_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    node = json.loads((ROOT / "package.json").read_text("utf-8"))["devDependencies"]
    extras = project["optional-dependencies"].values()
    used = requirements(project["dependencies"]).union(set(node), *map(requirements, extras))

    text = (ROOT / "kb" / "README.md").read_text("utf-8")
    reasons = set(re.findall(r"^\| `([\w./@-]+)` \|", text.partition("## Dependencies")[2], re.MULTILINE))

    assert reasons == used


def documented_commands() -> dict[str, set[str]]:
    """The table of commands in the README: the options by command."""
    table = block((ROOT / "README.md").read_text("utf-8"), "opdrachten").group()
    rows = [re.split(r"(?<!\\)[|]", line) for line in table.splitlines() if line.startswith("| `kb ")]
    return {row[1].split("`")[1].split()[1]: set(re.findall(r"`(--[a-z-]+)", row[3])) for row in rows}


def options(command: click.Command) -> set[str]:
    """The options that a command always has: a facet's come with the lists, and `--help` is everywhere."""
    found = {name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts)}
    return {name for name in found if name.startswith("--")} - {"--help"}


def test_the_readme_names_every_command_with_its_options() -> None:
    commands = {name: options(command) for name, command in kb.commands.items()}

    assert documented_commands() == commands


def test_the_example_for_editors_is_a_good_practice(tmp_path: Path) -> None:
    (tmp_path / "fietsenmaker-in-de-wijk.md").write_text(example("voorbeeld"), encoding="utf-8")

    assert checked(tmp_path) == "Geen fouten gevonden (1 praktijk gelezen).\n"


def test_the_example_of_a_dossier_is_a_good_one(tmp_path: Path) -> None:
    (tmp_path / "_dossiers").mkdir()
    (tmp_path / "_dossiers/van-dagbesteding-naar-werk.md").write_text(example("dossier"), encoding="utf-8")
    for name in ("eerste-praktijk", "tweede-praktijk"):
        (tmp_path / f"{name}.md").write_text(example("voorbeeld").replace("fietsenmaker", name), encoding="utf-8")

    assert "_dossiers" not in checked(tmp_path)


def example(name: str) -> str:
    """What an editor may copy from CONTRIBUTING."""
    text = block((ROOT / "CONTRIBUTING.md").read_text("utf-8"), name).group()
    return text.removeprefix("```markdown\n").removesuffix("```\n")


def checked(folder: Path) -> str:
    """What `kb check` says of a folder in which a warning is a mistake too."""
    command = ["check", "--strict", "--content", str(folder), "--today", "2025-02-01"]
    return CliRunner().invoke(kb, command).output


@pytest.mark.parametrize(
    "file", ["README.md", "CONTRIBUTING.md", "SECURITY.md", ".github/VERWIJDEREN.md", "kb/README.md"]
)
def test_links_lead_somewhere(file: str) -> None:
    text = (ROOT / file).read_text("utf-8")
    targets = set(re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text))

    assert {target for target in targets if not ((ROOT / file).parent / target).exists()} == set()
