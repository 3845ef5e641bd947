"""The practices of this repository as the tests of the search need them: read once, indexed once, exported once."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from kb.content.corpus import read_corpus
from kb.model import Corpus
from kb.search.index import Index, open_index
from kb.search.shards import search_files
from kb.search.writing import write_index
from kb.sitefile import File
from tests.search.browser import Browser
from tests.search.make import cards

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 11, 22)


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    """The practices of this repository."""
    content = ROOT / "practices"
    outcome = read_corpus(content, content / "_lists", today=TODAY, shown="practices")
    assert outcome.value is not None, outcome.problems
    return outcome.value


@pytest.fixture(scope="session")
def index_folder(corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of their index."""
    folder = tmp_path_factory.mktemp("search") / "index"
    write_index(corpus, folder)
    return folder


@pytest.fixture(scope="session")
def index(index_folder: Path) -> Iterator[Index]:
    """Their index."""
    opened = open_index(index_folder)
    yield opened
    opened.reader.close()


@pytest.fixture(scope="session")
def parts(corpus: Corpus, index: Index) -> tuple[File, ...]:
    """Their parts for the browser."""
    return search_files(index, cards(corpus))


@pytest.fixture(scope="session")
def browser_search(parts: tuple[File, ...], tmp_path_factory: pytest.TempPathFactory) -> Browser:
    """The search of the browser over those parts."""
    return Browser(tmp_path_factory.mktemp("parts"), parts)
