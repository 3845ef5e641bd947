"""What every test can ask for: the repository, the browser, and whether expected output is to be renewed."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright

from tests import chromium
from tests.patience import PATIENCE

ROOT = Path(__file__).resolve().parent.parent

# A busy machine is no mistake. In CI, Hypothesis by itself tries the same examples every time.
settings.register_profile("steady", parent=settings(), deadline=None)
settings.register_profile("torture", parent=settings.get_profile("steady"), max_examples=5000, derandomize=False)
settings.load_profile("steady")
expect.set_options(timeout=PATIENCE * 1000)
os.environ.pop("CI", None)  # where a build tells of each stage: tests see what a person at a desk sees
signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored behind nohup, and then by every child that we stop


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write expected output anew; read the diff in review")
    parser.addoption("--torture", action="store_true", help="many where a usual run takes few; ends with the figures")


_ALONE = "KB_TEST_ALONE"
_FIGURES: dict[str, dict[str, object]] = {}


def pytest_configure(config: pytest.Config) -> None:
    """A torture tries more examples of each property, and other ones each time."""
    if config.getoption("--torture"):
        settings.load_profile("torture")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that ask for a process without threads come first: there is none yet, so they need no other process."""
    items.sort(key=lambda item: item.get_closest_marker("alone") is None)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """After a torture, what was tried and what came of it."""
    if config.getoption("--torture"):
        terminalreporter.section("figures")
        for what, figures in _FIGURES.items():
            terminalreporter.line(f"{what}: " + ", ".join(f"{value} {name}" for name, value in figures.items()))


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Give a test that is marked so a process of its own where others left threads: only one without may be copied."""
    if pyfuncitem.get_closest_marker("alone") is None or threading.active_count() == 1:
        return None
    assert _ALONE not in os.environ, f"alone, and yet with {threading.enumerate()}"
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", pyfuncitem.nodeid]
    environment = {**os.environ, _ALONE: "1"}
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    return True


@pytest.fixture(autouse=True)
def same_everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the machine has set in its environment changes no result: no clock, colour or width from outside."""
    for name in ("SOURCE_DATE_EPOCH", "FORCE_COLOR", "NO_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def update_golden(pytestconfig: pytest.Config) -> bool:
    """True when expected output is written anew instead of compared (`pytest --update-golden`)."""
    return bool(pytestconfig.getoption("--update-golden"))


@pytest.fixture(scope="session")
def dose(pytestconfig: pytest.Config) -> Callable[[int, int], int]:
    """Of two numbers the first in a usual run, the second in `make torture`."""
    return lambda few, many: many if pytestconfig.getoption("--torture") else few


@pytest.fixture(scope="session")
def tell() -> Callable[..., None]:
    """Keeps figures for the end of `make torture`: what was tested, and numbers by their name."""
    return lambda what, **figures: _FIGURES.setdefault(what, {}).update(figures)


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The path of Chromium or Chrome; the test fails, and says what to do, where there is none."""
    path = chromium.find()
    if path is None:
        pytest.fail("no Chromium or Chrome here: run `bash .ci/chromium`, or name one in CHROMIUM", pytrace=False)
    return path


@pytest.fixture(scope="session")
def browser(chromium_path: str) -> Iterator[Browser]:
    """One running Chromium for all tests; each test opens a context of its own, so that nothing is left behind."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium_path, args=list(chromium.FLAGS))
        running.on("context", be_patient)
        yield running
        running.close()


def be_patient(context: BrowserContext) -> None:
    """Have all that is done in a new context waited for as long as anything."""
    context.set_default_timeout(PATIENCE * 1000)
