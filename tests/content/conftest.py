"""Reads what a test wrote, with little lists of their own."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from kb.content.corpus import read_corpus
from kb.content.lists import read_lists
from kb.content.practice import read_practice
from kb.model import Corpus, Lists, WholePractice
from kb.problems import Outcome
from tests.content.pages import LISTS_FOLDER

TODAY = date(2026, 3, 1)
Read = Callable[..., Outcome[WholePractice]]
ReadFolder = Callable[..., Outcome[Corpus]]


@pytest.fixture(scope="session")
def lists() -> Lists:
    """The little lists of these tests."""
    outcome = read_lists(LISTS_FOLDER, "lists")
    assert outcome.ok, outcome.problems
    assert outcome.value is not None
    return outcome.value


@pytest.fixture(scope="session")
def read(lists: Lists) -> Read:
    """Reads one file by its text or bytes."""

    def read(content: str | bytes, path: str = "werken-in-de-buurt.md") -> Outcome[WholePractice]:
        return read_practice(content.encode() if isinstance(content, str) else content, path, lists)

    return read


@pytest.fixture
def read_folder(tmp_path: Path) -> ReadFolder:
    """Writes files in a content folder and reads it as `practices`."""

    def read_folder(files: Mapping[str, str | bytes], fallback: Path = LISTS_FOLDER) -> Outcome[Corpus]:
        content = tmp_path / "inhoud"
        content.mkdir(exist_ok=True)
        for name, text in files.items():
            path = content / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode() if isinstance(text, str) else text)
        return read_corpus(content, fallback, today=TODAY, shown="practices")

    return read_folder
