"""Whatever is in a file: an outcome, never an exception, and places that are in the file."""

from collections.abc import Callable

from hypothesis import example, given
from hypothesis import strategies as st

from kb.content.codes import PROBLEMS
from kb.content.fields import FIELDS
from kb.model import WholePractice
from kb.problems import Outcome
from tests.content.pages import page

Read = Callable[..., Outcome[WholePractice]]
PIECES = [
    "---\n",
    "---",
    "\n",
    "\r\n",
    "\r",
    ": ",
    "- ",
    "  ",
    "[",
    "]",
    "{",
    "}",
    '"',
    "'",
    "|\n",
    ">\n",
    "&a ",
    "*a",
    "!!x ",
]
PIECES += [
    "<<: ",
    "? ",
    "...\n",
    "%YAML 1.1\n",
    "#",
    "\t",
    "\x00",
    "\u202e",
    "\ufeff",
    "\x85",
    "😀",
    "é",
    "# A\n",
    "## B\n",
    "[a](b)",
]
PIECES += [f"{field.key}: " for field in FIELDS] + [
    "onbekend",
    "twente",
    "2024-01-01",
    "```\n",
    "[^1]",
    "<!--",
    "![](x)",
    "\\x",
]
pieces = st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=30).map("".join)
values = st.sampled_from([field.key for field in FIELDS])


def check(outcome: Outcome[WholePractice], data: bytes) -> None:
    try:
        whole = data.decode()
    except UnicodeDecodeError:
        whole = data.decode("latin-1")  # what is no UTF-8 is read on a byte a character
    text = whole.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    for problem in outcome.problems:
        assert problem.code in PROBLEMS
        assert problem.message
        assert 1 <= problem.place.line <= len(lines)
        assert 1 <= problem.place.column <= len(lines[problem.place.line - 1]) + 1
    assert (outcome.value is not None) == (not any(problem.severity == "error" for problem in outcome.problems))


@given(st.binary(max_size=300))
@example(b"---\n\xff\xfe---\n")
@example(b"\xef\xbb\xbf\xef\xbb\xbf")
@example(b"\xf0\x90\x80\x00")
def test_any_bytes(read: Read, data: bytes) -> None:
    check(read(data), data)


@given(pieces)
@example("---\n# \n---\n")
@example("---\n? \n: a\n---\n")
@example("---\n...\n---\n")
def test_any_text(read: Read, text: str) -> None:
    data = text.encode("utf-8", "replace")

    check(read(data), data)


@given(pieces, pieces)
def test_any_header_and_body(read: Read, header: str, body: str) -> None:
    data = f"---\n{header}\n---\n{body}".encode("utf-8", "replace")

    check(read(data), data)


@given(values, pieces)
def test_any_value_of_any_field(read: Read, key: str, value: str) -> None:
    data = page(**{key: value}).encode("utf-8", "replace")

    check(read(data), data)


@given(st.text(max_size=30))
def test_any_file_name(read: Read, name: str) -> None:
    assert read(page(), f"map/{name}.md") is not None
