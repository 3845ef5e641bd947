"""The bench counts right and asks the same of everybody; how fast anything is, is no test."""

import gzip
import socket
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice, product
from pathlib import Path

import pytest

from kb.content.corpus import read_corpus
from tests.benchmarks.documents import (
    QUESTIONS,
    THREE,
    Document,
    Language,
    documents,
    language_of,
    practice_file,
    questions,
    terms_of,
)
from tests.benchmarks.figures import median, percentile, steps
from tests.benchmarks.line import HOST, Line, serving
from tests.patience import PATIENCE

TODAY = date(2026, 1, 1)
BODY = b"<p>Dezelfde woorden, dezelfde woorden, dezelfde woorden.</p>" * 40


@pytest.fixture(scope="module")
def language() -> Language:
    """Two thousand words that no Dutch list has."""
    syllables = [first + second for first in "bdfgklmnrt" for second in ("a", "oe", "i")]
    return language_of(["".join(word) for word in islice(product(syllables, repeat=3), 2000)])


@pytest.fixture(scope="module")
def made(language: Language, lists: Path) -> Sequence[Document]:
    return [*documents(40, language, terms_of(lists))]


@pytest.fixture(scope="module")
def lists() -> Path:
    return Path(__file__).resolve().parents[2] / "practices" / "_lists"


@pytest.fixture
def line(tmp_path: Path) -> Iterator[Line]:
    (tmp_path / "zoeken.html").write_bytes(BODY)
    with serving(tmp_path) as running:
        yield running


def received(line: Line, *requests: str) -> bytes:
    """All bytes that come back for these requests over one connection."""
    with socket.create_connection((HOST, line.port), timeout=PATIENCE) as connection:
        connection.sendall("".join(f"{each}\r\nHost: test\r\n\r\n" for each in requests).encode())
        connection.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: connection.recv(65_536), b""))


def test_documents_are_the_same_every_time_and_a_larger_collection_begins_with_a_smaller(
    made: Sequence[Document], language: Language, lists: Path
) -> None:
    assert [*documents(10, language, terms_of(lists))] == made[:10]
    assert len({each.sections for each in made}) == len(made)


def test_documents_are_practices_without_mistakes(made: Sequence[Document], lists: Path, tmp_path: Path) -> None:
    for document in made:
        (tmp_path / f"{document.id}.md").write_text(practice_file(document))

    outcome = read_corpus(tmp_path, lists, today=TODAY, shown="practices")

    assert outcome.problems == ()
    assert outcome.value
    assert [each.id for each in outcome.value.practices] == [each.id for each in made]


def test_questions_are_the_same_every_time_and_stand_in_a_practice(language: Language, lists: Path) -> None:
    some = [*documents(60, language, terms_of(lists))]
    asked = questions(some)

    assert asked == questions(some)
    assert [each.words for each in asked] == [1, THREE] * QUESTIONS
    for question in asked:
        wanted = set(question.text.split())
        assert len(wanted) == question.words
        assert any(wanted <= set(" ".join(each.sections).lower().replace(".", "").split()) for each in some)


@pytest.mark.parametrize("accepts", ["gzip, br", "identity"])
def test_every_byte_that_arrives_is_counted(line: Line, accepts: str) -> None:
    asked = [
        f"GET /{name} HTTP/1.1\r\nAccept-Encoding: {accepts}" for name in ("zoeken.html", "weg.js", "zoeken.html?q=a")
    ]

    arrived = received(line, *asked)

    assert sum(each.size for each in line.sent) == len(arrived)
    assert [each.path for each in line.sent] == ["/zoeken.html", "/weg.js", "/zoeken.html"]
    assert arrived.count(gzip.compress(BODY, mtime=0) if "gzip" in accepts else BODY) == 2


def test_without_compression_the_line_carries_the_file_itself(line: Line) -> None:
    line.compressed = False

    arrived = received(line, "GET /zoeken.html HTTP/1.1\r\nAccept-Encoding: gzip")

    assert arrived.endswith(b"\r\n\r\n" + BODY)


def test_nothing_outside_the_folder_is_sent(line: Line) -> None:
    arrived = received(line, "GET /../../../../etc/hostname HTTP/1.1")

    assert arrived.startswith(b"HTTP/1.1 404")


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([], 0),
        ([(0, 1)], 1),
        ([(0, 1), (0, 2), (0.5, 3)], 1),
        ([(0, 1), (1, 2), (2.5, 3)], 3),
        ([(0, 4), (0, 1), (1, 2), (2, 5)], 3),
        ([(2, 3), (0, 1)], 2),
    ],
)
def test_steps_are_the_longest_row_that_waits(spans: list[tuple[float, float]], expected: int) -> None:
    assert steps(spans) == expected


@pytest.mark.parametrize(("share", "expected"), [(0.01, 1), (0.5, 10), (0.95, 19), (1, 20)])
def test_a_percentile_is_one_of_the_values(share: float, expected: int) -> None:
    assert percentile(range(20, 0, -1), share) == expected


def test_there_is_no_middle_of_nothing() -> None:
    with pytest.raises(ValueError, match="no values"):
        median([])
