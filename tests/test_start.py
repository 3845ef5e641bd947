"""The doors, and how a run ends that is stopped from outside."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kb.config import PROJECT
from tests.little import write_content

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(PROJECT)}


def door(*command: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    words = [str(word) for word in command]
    return subprocess.run(words, cwd=cwd, env=ENVIRONMENT, capture_output=True, text=True, check=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_content(tmp_path)
    return tmp_path


def test_build_py_is_kb_build(folder: Path) -> None:
    by_script = door(sys.executable, PROJECT / "build.py", "--help", cwd=folder)
    by_module = door(sys.executable, "-m", "kb", "build", "--help", cwd=folder)

    assert by_script.returncode == 0
    assert by_script.stdout == by_module.stdout


def test_build_py_gives_the_exit_code(folder: Path) -> None:
    assert door(sys.executable, PROJECT / "build.py", cwd=folder).returncode == 0
    assert door(sys.executable, PROJECT / "build.py", "--x", cwd=folder).returncode == 2
    (folder / "practices/fout.md").write_text("---\n")
    assert door(sys.executable, PROJECT / "build.py", cwd=folder).returncode == 1


@pytest.mark.parametrize("package", ["click", "yaml", "whoosh", "markdown", "jinja2", "nh3"])
def test_without_a_package_build_py_says_make_site(folder: Path, package: str) -> None:
    script = f"import sys; sys.modules[{package!r}] = None; sys.path.insert(0, sys.argv[1]); "
    script += "import build; sys.exit(build.build([]))"
    done = door(sys.executable, "-c", script, PROJECT, cwd=folder)

    assert done.returncode == 1
    assert done.stderr == f"Dit ontbreekt: het pakket {package}. Haal alles wat nodig is op met: make site\n"


@pytest.mark.parametrize("closed", ["sys.stderr = None", "sys.stdin = sys.stdout = sys.stderr = None"])
def test_a_build_needs_nobody_who_listens(folder: Path, closed: str) -> None:
    """As under pythonw on Windows, and where the shell closed it: 2>&-."""
    script = f"import sys; sys.path.insert(0, sys.argv[1]); {closed}; import build; sys.exit(build.build([]))"
    done = door(sys.executable, "-c", script, PROJECT, cwd=folder)

    assert done.returncode == 0
    assert (folder / "site/index.html").exists()


STOPPED_EARLY = """
import sys
class Stop:
    def find_spec(self, name, *_):
        if name == "click":
            raise KeyboardInterrupt
sys.meta_path.insert(0, Stop())
sys.path.insert(0, sys.argv[1])
"""


@pytest.mark.parametrize(
    "way_in", ["from kb.__main__ import run; sys.exit(run())", "import build; sys.exit(build.build([]))"]
)
def test_ctrl_c_while_kb_is_loaded_leaves_no_traceback(folder: Path, way_in: str) -> None:
    done = door(sys.executable, "-c", STOPPED_EARLY + way_in, PROJECT, cwd=folder)

    assert (done.returncode, done.stdout, done.stderr) == (130, "", "Gestopt.\n")


def test_an_old_python_is_told_too(folder: Path) -> None:
    script = "import sys; sys.path.insert(0, sys.argv[1]); import build; sys.version_info = (3, 10); "
    done = door(sys.executable, "-c", script + "sys.exit(build.build([]))", PROJECT, cwd=folder)

    assert done.returncode == 1
    assert done.stderr == "Dit ontbreekt: Python 3.11 of nieuwer. Haal alles wat nodig is op met: make site\n"


STOPPED_WHILE_PUBLISHING = """
import sys
from kb.__main__ import run
from kb.site import publish

def wait(*arguments):
    print("publishing", flush=True)
    sys.stdin.read()

publish.swap.put_in_place = wait
sys.exit(run(["build"]))
"""


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_run_that_is_stopped_leaves_no_litter(folder: Path, number: signal.Signals, code: int) -> None:
    command = [sys.executable, "-c", STOPPED_WHILE_PUBLISHING]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=folder, env=ENVIRONMENT, text=True, stdin=pipe, stdout=pipe, stderr=pipe) as run:
        assert run.stdout is not None
        assert run.stdout.readline() == "publishing\n"
        run.send_signal(number)
        _, complaint = run.communicate()

    assert run.returncode == code
    assert "Traceback" not in complaint
    assert sorted(path.name for path in folder.iterdir()) == [".kb", "practices"]
    assert sorted(path.name for path in (folder / ".kb").iterdir()) == [
        *(".gitignore", "index", "lists.sqlite", "pages.sqlite", "parts.json", "per-file.sqlite", "seen.json")
    ]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no disk that is always full")
def test_an_answer_that_does_not_fit_on_the_disk_is_told_in_a_line(folder: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "kb", "check"]
        done = subprocess.run(command, cwd=folder, env=ENVIRONMENT, stdout=full, stderr=subprocess.PIPE, check=False)

    assert done.returncode
    assert done.stderr.decode().splitlines()[0] == "De schijf is vol: het antwoord kon niet worden geschreven."
    assert b"Traceback" not in done.stderr


def test_a_reader_that_leaves_early_is_no_bug(folder: Path) -> None:
    door(sys.executable, PROJECT / "build.py", cwd=folder)
    script = f"{sys.executable} -m kb build --help | head -c 1"
    done = door("bash", "-o", "pipefail", "-c", script, cwd=folder)

    assert "Traceback" not in done.stderr


CHANGED = """
import sys
sys.path.insert(0, sys.argv[1])
import build, kb.workers
kb.workers.FEW_BESIDE = 1
print(build.build(["--jobs", "2"]), *{"whoosh", "yaml", "markdown"} & sys.modules.keys())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="no process is copied there")
def test_a_change_loads_what_is_slow_to_load_in_copies_alone(folder: Path) -> None:
    assert door(sys.executable, PROJECT / "build.py", cwd=folder).returncode == 0
    with (folder / "practices/was-doen.md").open("a") as practice:
        practice.write("Ook de vloer.\n")
    done = door(sys.executable, "-c", CHANGED, PROJECT, cwd=folder)

    assert (done.stderr, done.stdout.splitlines()[-1]) == ("", "0")
    assert "vloer" in (folder / "site/praktijken/was-doen.html").read_text()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps a folder in which somebody stands")
def test_a_folder_that_was_taken_away_is_told_in_a_line(folder: Path) -> None:
    script = f"mkdir weg && cd weg && rmdir ../weg && {sys.executable} -m kb build --content {folder}/practices"
    done = door("sh", "-c", script, cwd=folder)

    assert done.returncode == 1
    assert done.stderr == "De map waarin je staat, is weg. Ga eerst naar een andere map.\n"
