"""The workflows: what they may do, what they trust, and the way from a filled-in form to a pull request."""

import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from kb.editing.form import issue_form
from kb.editing.questions import questions
from kb.model import Lists
from tests.editing.conftest import EVENTS

ROOT = Path(__file__).resolve().parent.parent.parent
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
PINNED = re.compile(r"uses: [\w.-]+/[\w.-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")


def jobs(path: Path) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = yaml.safe_load(path.read_text("utf-8"))["jobs"]
    return found


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_trusts_and_may_as_little_as_it_can(path: Path) -> None:
    text = path.read_text("utf-8")
    whole = yaml.safe_load(text)
    uses = [line.strip().removeprefix("- ") for line in text.splitlines() if "uses:" in line]

    assert [line for line in uses if not PINNED.fullmatch(line)] == [], "an action by the hash of its commit"
    assert whole["permissions"] in ({}, {"contents": "read"})
    assert "pull_request_target" not in text
    for job in jobs(path).values():
        assert job["timeout-minutes"] <= 30
        for step in job["steps"]:
            assert "${{" not in step.get("run", ""), "text of others reaches a command in its environment only"
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False


def test_what_reads_a_form_may_not_write_and_what_writes_does_not_read_it() -> None:
    read, propose = jobs(ROOT / ".github/workflows/formulier.yml").values()
    commands = "\n".join(step.get("run", "") for step in propose["steps"])

    assert read["permissions"] == {"contents": "read"}
    assert "env" not in read
    assert "kb" not in commands.split()
    assert "GITHUB_EVENT_PATH" not in commands
    assert "issue.body" not in str(propose)
    assert "issue.title" not in str(propose)


def test_the_workflow_knows_the_form_by_its_first_question(real_lists: Lists) -> None:
    condition = jobs(ROOT / ".github/workflows/formulier.yml")["read"]["if"]

    assert f"'### {questions(real_lists)[0].label}'" in condition
    assert questions(real_lists)[0].label in issue_form(real_lists)


GH = """\
#!/usr/bin/env bash
# A stand-in for gh: writes down what it is asked, and says that there is a pull request after one was made.
printf '%s\\n' "$*" >>"$GH_LOG"
[[ $1 == issue && " $* " == *" --edit-last "* && ! -e $GH_LOG.answered ]] && { touch "$GH_LOG.answered"; exit 1; }
[[ $1 == pr && $2 == list ]] && { [[ ! -e $GH_LOG.made ]] || echo 34; }
[[ $1 == pr && $2 == create ]] && touch "$GH_LOG.made"
exit 0
"""


@pytest.fixture
def clone(tmp_path: Path, content: Path) -> Path:
    """A clone with the little content folder, the scripts of the workflow, and the environment that it sets."""
    origin, clone = tmp_path / "origin.git", tmp_path / "kloon"
    (clone / "practices").mkdir(parents=True)
    for path in content.rglob("*.*"):
        target = clone / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    (clone / ".ci").mkdir()
    for name in ("take-in", "propose"):
        (clone / ".ci" / name).write_bytes((ROOT / ".ci" / name).read_bytes())
    (clone / ".venv/bin").mkdir(parents=True)
    (clone / ".venv/bin/kb").symlink_to(ROOT / ".venv/bin/kb")
    (clone / ".gitignore").write_text(".venv\n")
    git("init", "--quiet", "--bare", str(origin), at=tmp_path)
    git("init", "--quiet", "--initial-branch=main", at=clone)
    git("add", "-A", at=clone)
    git("commit", "--quiet", "-m", "begin", at=clone)
    git("remote", "add", "origin", str(origin), at=clone)
    git("push", "--quiet", "origin", "main", at=clone)
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/gh").write_text(GH)
    (tmp_path / "bin/gh").chmod(0o755)
    return clone


def git(*command: str, at: Path) -> str:
    who = ["-c", "user.name=Test", "-c", "user.email=test@example.org"]
    return subprocess.run(["git", *who, *command], cwd=at, check=True, capture_output=True, text=True).stdout


def from_form(clone: Path, name: str) -> list[str]:
    """Both jobs on an event, as the workflow runs them; gives what gh was asked."""
    folder = clone.parent
    environment = os.environ | {
        "PATH": f"{folder / 'bin'}:{os.environ['PATH']}",
        "GH_LOG": str(folder / "gh"),
        "ISSUE": "12",
        "BASE": "main",
    }
    (folder / "gh").unlink(missing_ok=True)
    taken = folder / f"taken-{name}"
    git("switch", "--quiet", "--discard-changes", "main", at=clone)
    if git("branch", "--list", "formulier/12", at=clone):
        git("branch", "--quiet", "-D", "formulier/12", at=clone)
    for command in (["take-in", str(EVENTS / f"{name}.json"), str(taken)], ["propose", str(taken)]):
        subprocess.run(["bash", f".ci/{command[0]}", *command[1:]], cwd=clone, env=environment, check=True)
    return (folder / "gh").read_text("utf-8").splitlines()


def test_a_form_becomes_a_pull_request_and_a_changed_one_renews_it(clone: Path) -> None:
    first = from_form(clone, "goed")
    again = from_form(clone, "gewijzigd")
    branch = git("show", "--name-only", "--format=%an: %s", "formulier/12", at=clone.parent / "origin.git")

    assert [" ".join(call.split()[:2]) for call in first] == [
        *("pr list", "pr create", "pr list", "workflow run"),
        *("issue comment", "issue comment"),  # the first can't be changed yet, so a new one is made
    ]
    assert "--base main --head formulier/12 --title Een praktijk uit formulier #12" in first[1]
    assert first[3] == "workflow run ci.yml --ref formulier/12"
    assert [" ".join(call.split()[:2]) for call in again] == ["pr list", "pr edit", "workflow run", "issue comment"]
    assert branch.split("\n")[:3] == [
        "github-actions[bot]: Een praktijk uit formulier #12",
        "",
        "practices/koken-in-de-wijk.md",
    ]
    assert (clone.parent / "taken-goed/antwoord.md").read_text("utf-8").endswith("\nHet voorstel staat in #34.\n")
    assert (clone.parent / "taken-goed/voorstel.md").read_text("utf-8").endswith("closes #12.\n")


@pytest.mark.parametrize(
    ("changed", "renewed"), [(["practices/_lists/theme.yaml"], True), (["practices/_lists/theme.yaml", "code"], False)]
)
def test_a_change_of_lists_alone_is_tested_with_what_follows_from_them(
    clone: Path, changed: list[str], *, renewed: bool
) -> None:
    (clone / ".ci/follow-lists").write_bytes((ROOT / ".ci/follow-lists").read_bytes())
    (clone / ".venv/bin/kb").unlink()
    (clone / ".venv/bin/kb").write_text('#!/bin/sh\necho "$@" >> asked\n')
    (clone / ".venv/bin/kb").chmod(0o755)
    git("add", "-A", at=clone)
    git("commit", "--quiet", "-m", "before", at=clone)
    for name in changed:
        with (clone / name).open("a", encoding="utf-8") as file:
            file.write("# anders\n")
    git("add", "-A", at=clone)
    git("commit", "--quiet", "-m", "after", at=clone)
    subprocess.run(["bash", ".ci/follow-lists"], cwd=clone, check=True)

    assert (clone / "asked").exists() == renewed


def test_what_follows_from_changed_lists_is_proposed_once(clone: Path) -> None:
    for script in ("renew-lists", "propose-lists"):
        (clone / ".ci" / script).write_bytes((ROOT / ".ci" / script).read_bytes())
    (clone / ".vscode").mkdir()
    (clone / ".github/ISSUE_TEMPLATE").mkdir(parents=True)
    (clone / ".venv/bin/kb").unlink()
    (clone / ".venv/bin/kb").write_text(
        "#!/bin/sh\necho nieuw > .vscode/hulp; echo nieuw > .github/ISSUE_TEMPLATE/form\n"
    )
    (clone / ".venv/bin/kb").chmod(0o755)
    path = f"{clone.parent / 'bin'}:{os.environ['PATH']}"
    environment = os.environ | {"PATH": path, "GH_LOG": str(clone.parent / "gh"), "BASE": "main"}
    renewed = str(clone.parent / "renewed")
    subprocess.run(["bash", ".ci/renew-lists", renewed], cwd=clone, check=True)
    git("checkout", "--quiet", ".", at=clone)
    subprocess.run(["bash", ".ci/propose-lists", renewed], cwd=clone, env=environment, check=True)
    calls = (clone.parent / "gh").read_text("utf-8").splitlines()
    subprocess.run(["bash", ".ci/propose-lists", renewed], cwd=clone, env=environment, check=True)

    assert [" ".join(call.split()[:2]) for call in calls] == ["pr list", "pr create", "workflow run"]
    assert (clone.parent / "gh").read_text("utf-8").splitlines() == calls, "the second time there is nothing to propose"
    shown = git("show", "--name-only", "--format=%s", "formulier/lijsten", at=clone.parent / "origin.git").split("\n")
    assert shown[:4] == ["Laat het formulier de lijsten volgen", "", ".github/ISSUE_TEMPLATE/form", ".vscode/hulp"]


def test_a_form_with_mistakes_gets_an_answer_only(clone: Path) -> None:
    calls = from_form(clone, "half")

    assert {call.split()[0] for call in calls} == {"issue"}
    assert git("branch", "--list", at=clone.parent / "origin.git").split() == ["main"]


def test_a_hostile_form_makes_one_file_and_runs_nothing(clone: Path) -> None:
    before = {path for path in clone.parent.rglob("*") if path.is_file() and ".git" not in path.as_posix()}
    from_form(clone, "vijandig")
    after = {path for path in clone.parent.rglob("*") if path.is_file() and ".git" not in path.as_posix()}
    new = {path.relative_to(clone.parent).as_posix() for path in after - before}

    assert {name for name in new if not name.startswith(("taken-", "gh"))} == {
        "kloon/practices/touch-gehackt-touch-gehackt-etc-passwd-rm-rf-echo.md"
    }
    assert not [name for name in new if name.rpartition("/")[2] == "gehackt"]
