"""What is made from the field table and the lists and kept in git: the form on GitHub, and the help in VS Code."""

from collections.abc import Mapping
from pathlib import Path

from kb.disk import worded
from kb.editing.form import FORM, issue_form
from kb.editing.schema import SCHEMA, practice_schema
from kb.editing.vscode import SNIPPETS, snippets
from kb.model import Lists


def generated(lists: Lists) -> Mapping[str, str]:
    """Their texts, by their path in the project."""
    return {FORM: issue_form(lists), SCHEMA: practice_schema(lists), SNIPPETS: snippets(lists)}


def renew(lists: Lists, project: Path) -> tuple[str, ...]:
    """Write those that have changed; gives their paths."""
    changed = [(name, text) for name, text in generated(lists).items() if not _is(project / name, text)]
    for name, text in changed:
        path = project / name
        with worded(f"{path} is niet gemaakt"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
    return tuple(name for name, _ in changed)


def _is(path: Path, text: str) -> bool:
    return path.is_file() and path.read_bytes() == text.encode()
