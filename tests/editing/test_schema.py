"""The schema of the header and the checks agree: on all that is written in the tests, and on all practices."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import fastjsonschema
import pytest
import yaml

from kb.content.codes import ERRORS
from kb.content.lists import read_lists
from kb.content.practice import read_practice
from kb.editing.generated import generated
from kb.editing.schema import SCHEMA, practice_schema
from kb.editing.vscode import SNIPPETS
from kb.model import Lists
from kb.problems import Place, Problem
from kb.report import as_text
from tests.content.pages import LISTS_FOLDER, page
from tests.content.test_problems import CASES

JUDGED = {
    *("onbekend-veld", "ontbreekt", "vorm", "onbekende-term", "keuze", "datum", "getal", "ja-nee", "webadres"),
    *("mailadres", "id-vorm", "onbekende-controle", "afbeelding-adres"),
}
"""The errors that a schema can see. The others are of YAML, of the text, or between values and files."""

OF_YAML = {code for code in ERRORS if code.startswith("yaml") or code in ("geen-velden", "velden-open", "velden-vorm")}

Valid = Callable[[dict[str, Any]], bool]


class Loader(yaml.SafeLoader):
    """YAML 1.2, as editors' programs read it: no dates, and only true and false are yes and no."""


Loader.yaml_implicit_resolvers = {
    sign: [(tag, pattern) for tag, pattern in found if not tag.endswith((":timestamp", ":bool"))]
    for sign, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))


def validator(lists: Lists) -> Valid:
    check = fastjsonschema.compile(json.loads(practice_schema(lists)))

    def valid(header: dict[str, Any]) -> bool:
        try:
            check(header)
        except fastjsonschema.JsonSchemaException:
            return False
        return True

    return valid


@pytest.fixture(scope="module")
def little() -> Lists:
    found = read_lists(LISTS_FOLDER, "lists").value
    assert found is not None
    return found


@pytest.fixture(scope="module")
def valid(little: Lists) -> Valid:
    return validator(little)


def header(text: str) -> dict[str, Any] | None:
    """The header of a file as another program reads it; None where it is no YAML or no table."""
    parts = re.split(r"^---[ \t]*$", text.removeprefix("\ufeff").replace("\r\n", "\n"), maxsplit=2, flags=re.MULTILINE)
    if len(parts) < 3 or parts[0]:
        return None
    try:
        found = yaml.load(parts[1], Loader=Loader)  # noqa: S506 - made of SafeLoader
    except (yaml.YAMLError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def files() -> Iterator[tuple[str, str]]:
    """Every practice file of the table of mistakes, by what it is."""
    for case in CASES:
        found = case.files if isinstance(case.files, dict) else {"een.md": case.files}
        for name, text in found.items():
            if isinstance(text, str) and name.endswith(".md") and not name.startswith("_"):
                yield f"{case.code} {name}", text


FIELDS = (Path(__file__).parent / "fields.txt").read_text("utf-8").splitlines()


def with_field(line: str) -> str:
    key, _, value = line.partition(":")
    return page(**{key: value.strip()})


def agrees(text: str, name: str, lists: Lists, valid: Valid) -> bool:
    found = header(text)
    problems = read_practice(text.encode(), name, lists).problems
    if found is None or any(problem.code in OF_YAML for problem in problems):
        return True  # there are no values that a schema could be held against
    end = [line.strip() for line in text.split("\n")].index("---", 1)
    return valid(found) == (not {problem.code for problem in problems if problem.place.line <= end} & JUDGED)


def test_the_schema_agrees_with_every_file_of_the_table_of_mistakes(little: Lists, valid: Valid) -> None:
    wrong = [what for what, text in files() if not agrees(text, "een.md", little, valid)]

    assert wrong == []
    assert len(list(files())) > 80


@pytest.mark.parametrize("line", FIELDS)
def test_the_schema_agrees_on_each_field(little: Lists, valid: Valid, line: str) -> None:
    assert agrees(with_field(line), "een.md", little, valid), read_practice(with_field(line).encode(), "een.md", little)


def test_the_table_has_good_and_wrong_values(valid: Valid) -> None:
    judged = [valid(header(with_field(line)) or {}) for line in FIELDS]

    assert judged.count(True) > 50
    assert judged.count(False) > 50


def test_the_schema_accepts_every_practice(root: Path, real_lists: Lists) -> None:
    accepts = validator(real_lists)
    paths = [path for path in (root / "practices").rglob("[!_]*.md") if path.parent.name != "_dossiers"]

    assert [path.name for path in paths if not accepts(header(path.read_text("utf-8")) or {})] == []
    assert len(paths) > 50


@pytest.mark.parametrize("name", [SCHEMA, SNIPPETS])
def test_what_is_committed_is_what_fields_and_lists_give(root: Path, real_lists: Lists, name: str) -> None:
    assert (root / name).read_text("utf-8") == generated(real_lists)[name], "run `kb forms`"


def test_a_snippet_filled_with_its_own_examples_is_a_good_field(root: Path, real_lists: Lists) -> None:
    accepts = validator(real_lists)
    made = json.loads((root / SNIPPETS).read_text("utf-8"))
    fields = [snippet["body"] for name, snippet in made.items() if name.startswith("veld: ")]
    text = "\n".join(line for body in fields for line in body)
    text = re.sub(r"\$\{\d+\|([^,|]+)[^}]*\|\}", r"\1", text)
    text = re.sub(r"\$\{\d+:((?:\\.|[^}\\])*)\}", r"\1", text).replace("\\", "")

    assert "$" not in text
    assert accepts(yaml.load(text, Loader=Loader))  # noqa: S506 - made of SafeLoader


def jsonc(path: Path) -> dict[str, Any]:
    """A settings file of VS Code: JSON with lines of comment."""
    found: dict[str, Any] = json.loads(re.sub(r"^\s*//.*$", "", path.read_text("utf-8"), flags=re.MULTILINE))
    return found


def test_vs_code_finds_each_problem_in_what_kb_serve_says(root: Path) -> None:
    (task,) = jsonc(root / ".vscode/tasks.json")["tasks"]
    place = Place("practices/a b.md", 3, 7)
    places = [Problem(place, "onbekende-term", "Fout: [x]", "hint", kind) for kind in ("error", "warning")]
    assert "--one-line" in task["args"]  # what is pointed at shows one line, and that must say what to do
    lines = as_text(places, below=False).splitlines()

    for matcher, line, other in zip(task["problemMatcher"], lines, reversed(lines), strict=True):
        pattern = matcher["pattern"]
        found = re.search(pattern["regexp"], line)
        assert found
        assert [found[pattern[part]] for part in ("file", "line", "column", "code", "message")] == [
            "practices/a b.md", "3", "7", "onbekende-term", "Fout: [x] hint",
        ]  # fmt: skip
        assert not re.search(pattern["regexp"], other)
        assert re.search(matcher["background"]["beginsPattern"], "Bezig …")
    assert jsonc(root / ".vscode/settings.json")["files.autoSave"] == "afterDelay"  # what is saved is looked at
