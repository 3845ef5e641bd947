"""A signal to stop is heard at every moment, also where Python raises nothing or makes something else of it."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from threading import Event, Thread

import pytest

from kb.config import PROJECT
from kb.forks import held_back
from kb.stop import SIGNS
from tests.little import write_content

ENDS = pytest.mark.parametrize(
    ("sign", "ending"), [(signal.SIGINT, (130, "Gestopt.\n")), (signal.SIGTERM, (143, ""))], ids=["ctrl-c", "sigterm"]
)

SCRIPT = """
import signal, sys, weakref
from kb.stop import quietly

SIGN = int(sys.argv[1])

class Value:
    pass

class Ends:
    def __del__(self):
        signal.raise_signal(SIGN)

class Named:
    def __set_name__(self, owner, name):
        signal.raise_signal(SIGN)

def waiting():
    try:
        yield
    finally:
        signal.raise_signal(SIGN)

def at_the_end_of_a_value():
    Ends()

def at_the_end_of_what_somebody_watches():
    value = Value()
    watch = weakref.ref(value, lambda _: signal.raise_signal(SIGN))
    del value

def in_the_end_of_a_generator():
    next(waiting())

def again_where_it_is_not_raised():
    Ends()
    Ends()

def while_a_class_is_made():
    class Owner:
        named = Named()

def where_it_becomes_something_else():
    try:
        signal.raise_signal(SIGN)
    except BaseException as stop:
        raise ValueError from stop

def plainly():
    signal.raise_signal(SIGN)

def work():
    globals()[sys.argv[2]]()
    len([])
    print("went on")
    return 0

code = quietly(work)
signal.raise_signal(SIGN)
Ends()
sys.exit(code)
"""


def ran(script: str, *words: object, cwd: Path = PROJECT) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", script, *map(str, words)]
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)


@ENDS
@pytest.mark.parametrize(
    "moment",
    [
        "plainly",
        "at_the_end_of_a_value",
        "at_the_end_of_what_somebody_watches",
        "in_the_end_of_a_generator",
        "again_where_it_is_not_raised",
        "while_a_class_is_made",
        "where_it_becomes_something_else",
    ],
)
def test_it_is_one_line_and_one_code(moment: str, sign: signal.Signals, ending: tuple[int, str]) -> None:
    done = ran(SCRIPT, int(sign), moment)

    assert (done.returncode, done.stderr, done.stdout) == (*ending, "")


OTHERS = """
import signal, sys
from kb.stop import quietly

class Fails:
    def __del__(self):
        raise ValueError("a mistake of ours")

def work():
    Fails()
    return 3

sys.exit(quietly(work))
"""


def test_what_else_python_cannot_raise_is_told_as_ever() -> None:
    done = ran(OTHERS)

    assert done.returncode == 3
    assert "a mistake of ours" in done.stderr


IGNORED = """
import signal, sys
signal.signal(signal.SIGINT, signal.SIG_IGN)
from kb.stop import quietly
sys.exit(quietly(lambda: signal.raise_signal(signal.SIGINT) or 4))
"""


def test_behind_nohup_it_goes_on() -> None:
    done = ran(IGNORED)

    assert (done.returncode, done.stderr) == (4, "")


IN_A_BUILD = """
import signal, sys
from kb.__main__ import run

wanted, sign = sys.argv[1], int(sys.argv[2])

def at(frame, event, _):
    if frame.f_code.co_qualname == wanted and "kb.pipeline" in sys.modules:
        sys.settrace(None)
        signal.raise_signal(sign)

sys.settrace(at)
sys.exit(run(["build"]))
"""


@ENDS
@pytest.mark.parametrize("moment", ["_get_module_lock.<locals>.cb", "cached_property.__set_name__"])
def test_a_build_stops_while_it_loads_what_it_needs(
    tmp_path: Path, moment: str, sign: signal.Signals, ending: tuple[int, str]
) -> None:
    """Of the first the signal was lost, with five lines for it; the second ended in a traceback."""
    write_content(tmp_path)
    done = ran(IN_A_BUILD, moment, int(sign), cwd=tmp_path)

    assert (done.returncode, done.stderr.lstrip("\n"), done.stdout) == (*ending, "")
    assert not (tmp_path / "site").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="no signal can wait there")
@pytest.mark.parametrize("sign", SIGNS)
def test_what_must_be_finished_is_finished_first(sign: signal.Signals) -> None:
    heard: list[int] = []
    before = signal.signal(sign, lambda number, _: heard.append(number))
    try:
        with held_back():
            signal.raise_signal(sign)
            assert heard == []
        assert heard == [sign]
    finally:
        signal.signal(sign, before)


@pytest.mark.skipif(sys.platform == "win32", reason="no signal can wait there")
@pytest.mark.parametrize("sign", SIGNS)
def test_what_another_thread_hears_waits_too(sign: signal.Signals) -> None:
    """A pool of processes has such a thread: Python would act on what it hears in the first one, at once."""
    heard: list[int] = []
    now = Event()

    def hear() -> None:
        now.wait()
        signal.raise_signal(sign)

    thread = Thread(target=hear)
    before = signal.signal(sign, lambda number, _: heard.append(number))
    try:
        thread.start()
        with held_back():
            now.set()
            thread.join()
            assert heard == []
        assert heard == [sign]
    finally:
        signal.signal(sign, before)
