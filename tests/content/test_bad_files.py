"""Files that are wrong in every way we could think of: each is answered within a second, with a place and a cure."""

import resource
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from kb import report
from kb.content import corpus, effort, files, frontmatter, markup, media, notes, source, values
from kb.content.fields import FIELDS, Field
from kb.content.lists import MAX_NAMES
from kb.content.practice import read_practice
from kb.content.reading import MAX_ID
from kb.model import Corpus, Lists
from kb.problems import Outcome, Problem
from tests.content.pages import page

SECONDS = 1.0
PATIENCE = 3
"""A machine that runs other things too takes that many times as long; what grows with the square takes far longer."""
MEMORY = 300 * 1024
"""KiB that one hostile file may make the process grow."""
NOT_A_VALUE = (
    *(
        "!!python/object:os.system [x]",
        "!x y",
        "&a x",
        "*a",
        "[a",
        "{a: b",
        "'a",
        '"a',
        '"\\q"',
        "@a",
        "`a`",
        "%a",
        "a: b: c",
    ),
    *("|x", ">x", "- a", "? a", "<<: *a", "[[[[[[[[[[a]]]]]]]]]]", "{a: {a: {a: {a: {a: {a: {a: {a: {a: b}}}}}}}}}"),
    *(
        "a\x00b",
        "a\x1bb",
        "a\u202eb",
        "a\u2028b",
        "a\x85b",
        '"\\u202e"',
        '"\\0"',
        "a\n\tb: c",
        "{<<: {a: b}}",
        "[a]\n  - b",
        "]",
        "}",
        ",",
    ),
)
"""No good value of any field, each a mistake by itself."""
LARGE = 1000 * 1024


def headers() -> Iterator[tuple[str, bytes]]:
    """Every field, and every field of a record, with every wrong value."""
    for field in FIELDS:
        for at, value in enumerate(NOT_A_VALUE):
            yield f"{field.key} {at}", page(**{field.key: value}).encode()
            for part in field.of:
                yield f"{part.key} {at}", page(**{field.key: _record(field, part, value)}).encode()


def _record(field: Field, part: Field, value: str) -> str:
    begin = "\n  " if field.kind == "record" else "\n  - "
    return f"{begin}{part.name}: {value}"


def fill(text: str, length: int = LARGE) -> str:
    """The text again and again, up to a length."""
    return (text * (length // len(text) + 1))[:length]


PIECES = (
    *(
        "> ",
        "- a\n",
        "*a_b ",
        "_a",
        "`",
        "`a ",
        "`a` ",
        "a|b\n",
        "|",
        "&amp;",
        "&#60;",
        "<",
        "<b>",
        "<b x='",
        "<!--",
        "<!-- -->",
    ),
    *(
        "a <!-- x --> `b\n",
        "-->",
        "#",
        "## a\n",
        "### a\n",
        "a\n=\n",
        "---\n",
        "* ",
        "\n",
        " ",
        "a  \n",
        "\t",
        "```\n",
        "~~~\na\n",
    ),
    *(
        "\\",
        "\\*",
        "a",
        "woord en nog een ",
        "woord\n\n",
        "<https://a.nl> ",
        "https://a.nl ",
        "(",
        '"',
        "{",
        ":",
        "!",
        "1. a\n",
        "a\n: b\n",
    ),
    *(
        "\x02wzxhzdk:0\x03",
        "\u200b",
        "e\u0301",
        "\u202e",
        "\0",
        "\r",
        "    a\n\n",
        "> - > ",
        "![](_media/a.png)",
        "[x](#y)",
        "[x](een.md)",
    ),
    *(
        "[^1]: x\n",
        "[a]: x\n",
        "[",
        "[]",
        "[a][b]",
        "*[a](b)* `c` <d> &e; \\f\n",
        "\U0001f468\u200d\U0001f469",
        "**a*",
        "[^a] ",
        "![a](",
    ),
)
"""What a body may be made of over and over: as long as a file may be, as long as a text may be, and shorter."""
FEW_THAT_BECOME_MANY = {
    "short rows below a wide head": "a|" * 50_000 + "\n" + "-|" * 50_000 + "\n" + "|\n" * 2_000,
    "columns": "|a" * 100_000 + "|\n" + "|-" * 100_000 + "|\n",
    "a long title, referred to": f'[a]: http://a.nl "{"b c " * 50_000}"\n\n' + "[a]\n\n" * 12_000,
    "a long address, shown": f"[a]: _media/{'x' * 300_000}\n\n" + "![q][a]\n\n" * 1_000,
    "one note, referred to": "[^1]: x\n\n" + "a[^1]\n\n" * 12_000,
    "notes that refer to the next": "".join(f"[^{n}]: x [^{n + 1}]\n\n" for n in range(10_000)) + "a[^0]",
    "numbers in numbers": "1. " * 300_000,
    "lists in lists": "".join(f"{'  ' * depth}- a\n" for depth in range(900)),
    "quotes in quotes": f"{'> ' * 60}a\n\n" * 6_000,
    "quotes around a long text": "> " * 100 + "a" * 800_000,
    "small marks in alineas": ("*a* " * 40 + "\n\n") * 5_000,
    "code in alineas": ("`a` " * 30 + "\n\n") * 6_000,
    "spaces behind a fence": f"~~~{' ' * 60_000}x\n",
    "rules": "- - -\n" * 6_000,
    "rules in a quote": "> * * *\n" * 6_000,
    "links that never end": "[" * 1_500 + "a" * 60_000,
    "links that end far away": "[" * 1_500 + "a" * 60_000 + "]" * 1_500,
    "addresses that never end": "[a](" * 1_500 + "b" * 60_000,
    "code that never ends": "".join(f"{'~' * (3 + n % 100)} x\n" for n in range(8_000)),
    "mailboxes": "a@b.cd " * 140_000,
    "numbers of persons": "123456782 " * 90_000,
    "telephones": "06-12345678 " * 75_000,
}
"""What grows while it is read, by more than its own length."""
LONG_HEADERS = {
    "keys": "".join(f"k{number}: a\n" for number in range(40_000)),
    "the same key": "a: b\n" * 60_000,
    "a list": "- a\n" * 100_000,
    "flow lists": "[" * 100_000,
    "flow tables": "{" * 100_000,
    "keywords": f"keywords: [{'a,' * 200_000}]",
    "words that are no regions": f"region: [{','.join(f'twnt{number}' for number in range(40_000))}]",
    "words that are no municipalities": f"municipalities: [{','.join(f'ensch{number}' for number in range(40_000))}]",
    "one line": f"title: {'a' * LARGE}",
    "escapes": 'title: "' + "\\u0041" * 80_000 + '"',
    "billion laughs": "a: &a [x]\n" + "".join(f"b{n}: &b{n} [*a,*a]\n" for n in range(20_000)),
    "tags": "".join(f"b{number}: !x y\n" for number in range(30_000)),
    "blocks": "".join(f"{' ' * depth}a:\n" for depth in range(900)),
    "question marks": "? " * 100_000,
    "quotes": '"' * LARGE,
    "hashes": "#" * LARGE,
    "directives": "%YAML 1.1\n" * 1_000,
    "documents": "--- a\n...\n" * 30_000,
    "records": "sources:\n" + "  - {titl: x}\n" * 30_000,
    "tabs": "\t" * LARGE,
    "colons": ": " * 200_000,
}
WHOLE = {
    "nothing": b"",
    "ten megabytes": b"x" * 10_000_000,
    "zeros": bytes(100_000),
    "a mark and no more": b"\xef\xbb\xbf",
    "half a letter": page().encode()[:-1] + b"\xc3",
    "too long a letter": page("").encode() + b"\xc0\xaf",
    "half of a pair": page("").encode() + b"\xed\xa0\x80",
    "two bytes a letter": page().encode("utf-16-be"),
    "four bytes a letter": page().encode("utf-32"),
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 10,
    "another language": b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>",
    "a conflict of git": page().replace("title", "<<<<<<< HEAD\ntitle", 1).encode(),
    "three lines": b"---\n---\n---\n",
    "a fence and no more": b"---",
}


def wrong_answer(data: bytes, problems: tuple[Problem, ...]) -> str:
    """What is missing in the answer: the error itself, a place in the file, or words; empty if nothing is."""
    lines = data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    if not any(problem.severity == "error" for problem in problems):
        return "silent"
    for problem in problems:
        if not (1 <= problem.place.line <= lines and problem.place.column >= 1):
            return "without place"
        if not problem.message or not problem.hint:
            return "without cure"
    return ""


def test_every_wrong_value_of_every_field_is_answered(lists: Lists, tell: Callable[..., None]) -> None:
    tried = [*headers(), *WHOLE.items()]
    answers = {name: wrong_answer(data, read_practice(data, "een.md", lists).problems) for name, data in tried}
    wrong = {name: answer for name, answer in answers.items() if answer}
    kinds = ("silent", "without place", "without cure")
    tell("bad files", tried=len(tried), tracebacks=0, **{kind: list(wrong.values()).count(kind) for kind in kinds})

    assert len(tried) > 2000
    assert wrong == {}


def bodies() -> Iterator[tuple[str, bytes]]:
    for piece in PIECES:
        for length in (5_000, 50_000, LARGE):
            yield f"{length} letters of {piece!r}", page(fill(piece, length)).encode()
    yield "lists in each other", page("".join("    " * depth + "- a\n" for depth in range(180))).encode()
    yield "wide table", page(f"{fill('a|', 20_000)}\n{fill('-|', 20_000)}\n{fill('a|', 20_000)}").encode()
    yield from ((name, page(text).encode()) for name, text in FEW_THAT_BECOME_MANY.items())
    yield "notes", page("".join(f"[^{n}] " for n in range(450)) + "\n\n" + "[^1]: x\n" * 450).encode()


def test_no_file_takes_longer_than_a_second(lists: Lists, tell: Callable[..., None]) -> None:
    long = [(name, f"---\n{text}\n---\n".encode()) for name, text in LONG_HEADERS.items()]
    tried = [*bodies(), *long, *WHOLE.items()]
    took: dict[str, float] = {}
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for name, data in tried:
        begin = time.process_time()
        assert isinstance(read_practice(data, "een.md", lists), Outcome)
        took[name] = time.process_time() - begin
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    slowest = max(took, key=lambda name: took[name])
    tell(
        "heavy files",
        tried=len(tried),
        **{f"s at most ({slowest})": round(took[slowest], 2), "MiB more": grown // 1024},
    )

    assert {name: seconds for name, seconds in took.items() if seconds > SECONDS * PATIENCE} == {}
    assert sys.platform != "linux" or grown < MEMORY


def test_ten_thousand_mistakes_in_one_run(read_folder: Callable[..., Outcome[Corpus]]) -> None:
    mistakes = {f"praktijk-{number}.md": page(region="[a1, b2]", theme="c3", titel="x") for number in range(2_500)}
    begin = time.process_time()
    outcome = read_folder(mistakes)

    assert len(outcome.problems) == 10_000
    assert time.process_time() - begin < 10 * PATIENCE


def test_many_mistakes_of_one_kind_in_one_file_are_counted(lists: Lists) -> None:
    problems = read_practice(page("<b>" * 1000).encode(), "een.md", lists).problems

    assert len(problems) == notes.MOST + 1
    assert "nog 980 keer" in problems[-1].message


LIMITS = {
    "a file": f"{source.MAX_BYTES // 1024} KiB; a picture {files.MAX_BYTES // 1024 // 1024} MiB",
    "a text": f"what takes {effort.MOST_EFFORT // 4_000_000} second to read, estimated beforehand",
    "addresses and titles of links in a text": f"{markup.MOST_SIGNS // 1024**2} MiB, each as often as it is used",
    "a header": f"{frontmatter.MAX_VALUES} keys and values, {frontmatter.MAX_DEPTH} deep",
    "a text in a header": f"{values.MAX_TEXT} characters",
    "a list": f"{MAX_NAMES} terms and former names",
    "folders in each other": f"{corpus.MAX_FOLDERS}",
    "an id": f"{MAX_ID} characters",
    "a picture without a warning": f"{media.MAX_BYTES // 1024 // 1024} MiB, {media.MAX_PIXELS} pixels wide or high",
    "mistakes of one kind in a file": f"{notes.MOST} told, the rest counted",
    "mistakes on the screen": f"above {report.MANY} the first {report.OF_EACH} of each kind, the rest counted",
    "time for a file": f"{SECONDS:.0f} second",
    "memory for a file": f"{MEMORY // 1024} MiB",
}


def test_the_limits_are_those_that_we_promise(root: Path) -> None:
    table = "".join(f"| {what} | {limit} |\n" for what, limit in LIMITS.items())

    assert table in (root / "SECURITY.md").read_text("utf-8")
