"""Who watches sees how far a build is; who does not is left alone."""

import re
from collections.abc import Mapping
from io import StringIO

import pytest

from kb.progress import STAGES, shown


class Terminal(StringIO):
    """A stream that somebody watches."""

    def isatty(self) -> bool:
        """It is a terminal."""
        return True


def told(stream: StringIO, environment: Mapping[str, str]) -> str:
    with shown(stream, environment) as tell:
        for stage in ("compare", *STAGES):
            tell(stage)
    return stream.getvalue()


def test_a_terminal_shows_a_bar_that_is_gone_afterwards() -> None:
    shown_ = told(Terminal(), {}).split("\r\x1b[K")

    assert shown_[1] == "[█░░░░] praktijken lezen …"
    assert shown_[len(STAGES)] == "[█████] site neerzetten …"
    assert shown_[-1] == ""


def test_a_bar_is_gone_too_when_the_build_fails() -> None:
    stream = Terminal()
    with pytest.raises(RuntimeError), shown(stream, {}):
        raise RuntimeError
    assert stream.getvalue().endswith("\r\x1b[K")


def test_the_log_of_a_ci_has_a_line_for_each_stage() -> None:
    lines = told(StringIO(), {"CI": "true"}).splitlines()

    assert [re.sub(r"na \d+,\d s", "na … s", line) for line in lines][:2] == [
        "[1/5] na … s: praktijken lezen",
        "[2/5] na … s: zoekindex schrijven",
    ]
    assert len(lines) == len(STAGES)


@pytest.mark.parametrize(("stream", "environment"), [(StringIO(), {}), (Terminal(), {"TERM": "dumb"})])
def test_nothing_is_told_where_nobody_watches(stream: StringIO, environment: Mapping[str, str]) -> None:
    assert told(stream, environment) == ""
