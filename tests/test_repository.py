"""What is in git: all that is ours, nothing of one machine, and the same bytes on every system."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
OF_ONE_MACHINE = re.compile(rb"/wor[k]/|/roo[t]/|\bshare[d]/|/hom[e]/\w+/\.")
LOCKS = ("requirements.lock", "requirements-dev.lock")

pytestmark = pytest.mark.skipif(not (ROOT / ".git").exists(), reason="a downloaded copy, without git")


def git(*command: str) -> list[str]:
    """What `git ls-files` says, file by file."""
    done = subprocess.run(["git", "ls-files", "-z", *command], cwd=ROOT, capture_output=True, check=True)
    return done.stdout.decode().split("\0")[:-1]


def ours() -> list[str]:
    """All files of the repository, those that are not committed yet too."""
    return [path for path in git("--cached", "--others", "--exclude-standard") if (ROOT / path).is_file()]


def test_git_ignores_nothing_that_is_ours() -> None:
    ignored = git("--others", "--ignored", "--exclude-standard", "kb", "practices", "site_templates", "tests", ".ci")

    assert [path for path in ignored if not path.endswith(".pyc")] == []


def test_no_file_names_a_place_on_one_machine() -> None:
    assert [path for path in ours() if OF_ONE_MACHINE.search((ROOT / path).read_bytes())] == []


def test_lines_end_in_a_newline_unless_git_leaves_the_file_as_it_is() -> None:
    told = git("--eol", "--cached", "--others", "--exclude-standard")

    assert [line for line in told if re.search(r" w/(crlf|mixed) ", line) and " attr/-text " not in line] == []


def test_every_package_is_installed() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    found = {".".join(file.parent.relative_to(ROOT).parts) for file in (ROOT / "kb").rglob("__init__.py")}

    assert set(project["tool"]["setuptools"]["packages"]) == found


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_file_names_versions_and_hashes_only(lock: str) -> None:
    lines = (ROOT / lock).read_text("utf-8").splitlines()
    unknown = [line for line in lines if not re.match(r"[\w.-]+==[\w.]+|    --hash=sha256:[0-9a-f]{64}|\s*#", line)]

    assert unknown == []


def test_the_developers_have_the_versions_that_everybody_has() -> None:
    pins = [set(re.findall(r"^[\w.-]+==[\w.]+", (ROOT / lock).read_text("utf-8"), re.MULTILINE)) for lock in LOCKS]

    assert pins[0] <= pins[1]


def workflows() -> list[Path]:
    return sorted((ROOT / ".github/workflows").glob("*.y*ml"))


@pytest.mark.parametrize("path", workflows(), ids=lambda path: path.name)
def test_a_workflow_has_few_rights_and_known_actions(path: Path) -> None:
    text = path.read_text("utf-8")
    workflow = yaml.safe_load(text)
    used = re.findall(r"uses:\s*(\S+)", text)

    assert workflow["permissions"] in ({}, {"contents": "read"})
    assert [action for action in used if not re.fullmatch(r"[\w-]+/[\w./-]+@[0-9a-f]{40}", action)] == []
    assert text.count("persist-credentials: false") == sum("actions/checkout@" in action for action in used)
    assert not re.search(r"pull_request_target|workflow_run|secrets\.|write-all", text)
    for job in workflow["jobs"].values():
        runs = [step["run"] for step in job["steps"] if "run" in step]
        assert "timeout-minutes" in job
        assert not any("${{" in run for run in runs)  # what a stranger may name would be a command
        if "write" in job.get("permissions", {}).values():  # what strangers wrote is read by another job
            assert not any(re.search(r"\.ci/(install|run|test)|make|kb |pip|npm|python", run) for run in runs)


def test_install_scripts_of_others_do_not_run() -> None:
    for script in (ROOT / ".ci").iterdir():
        for line in script.read_text("utf-8").splitlines():
            if re.search(r"npm (ci|install)\b", line):
                assert "--ignore-scripts" in line
            if "pip" in line and " install " in line and "uv pip" not in line:
                assert "--require-hashes" in line or "--no-index" in line
