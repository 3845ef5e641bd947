"""Records come back as they went, and nothing else comes back."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.content.practice import Reading
from kb.model import Lists, SafeHtml
from kb.records import Coder
from kb.search.tokens import Tokens


@dataclass(frozen=True, slots=True)
class Inner:
    """One of each plain value."""

    text: str
    number: int
    share: float
    yes: bool
    html: SafeHtml
    severity: Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Outer:
    """One of each composed value."""

    many: tuple[Inner, ...]
    pair: tuple[int, str] | None
    day: date | None
    names: frozenset[str]
    table: Mapping[str, tuple[str, ...]]
    numbers: Sequence[int]


TEXTS = st.text()
INNER = st.builds(Inner, html=TEXTS.map(SafeHtml), share=st.floats(allow_nan=False, allow_infinity=False))
OUTER = st.builds(Outer, many=st.lists(INNER).map(tuple), numbers=st.lists(st.integers()))


@given(OUTER)
def test_what_goes_out_comes_back(record: Outer) -> None:
    coder = Coder(Outer)

    assert coder.load(coder.dump(record)) == record
    assert coder.dump(coder.load(coder.dump(record))) == coder.dump(record)


@pytest.mark.parametrize("kind", [Reading, Lists, Tokens])
def test_all_that_is_remembered_can_be_written(kind: type) -> None:
    Coder(kind)


GOOD = json.loads(Coder(Inner).dump(Inner("a", 1, 1.5, yes=True, html=SafeHtml("b"), severity="error")))


@pytest.mark.parametrize(
    "wrong",
    [[], {}, None, "x", 1, GOOD[:-1], [*GOOD, 1], [1, *GOOD[1:]], ["a", "1", *GOOD[2:]], ["a", True, *GOOD[2:]]],
)
def test_what_does_not_fit_is_refused(wrong: object) -> None:
    with pytest.raises(ValueError, match="no record"):
        Coder(Inner).load(json.dumps(wrong))


def test_no_json_is_refused() -> None:
    with pytest.raises(ValueError, match="no record"):
        Coder(Inner).load("{")


def test_a_type_that_has_no_text_is_refused() -> None:
    with pytest.raises(TypeError, match="no way"):
        Coder(bytes)
