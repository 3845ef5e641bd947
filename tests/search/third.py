"""The third collection (tests/data/third): documents of neighbouring fields, and judged questions about them."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from kb.content.lists import read_lists
from kb.model import Corpus, WholePractice
from tests.search.judged import Judged
from tests.search.make import corpus_of, lists, practice

FOLDER = Path(__file__).resolve().parents[1] / "data" / "third"
SUMMARY_LETTERS = 200


def third_questions() -> list[Judged]:
    """All questions, in the order of the file."""
    return [Judged(row["id"], row["class"], row["query"], row["relevant"]) for row in _rows("questions.jsonl")]


@cache
def third_corpus() -> Corpus:
    """The documents as practices, with the synonyms that belong to them."""
    read = read_lists(FOLDER, "third")
    assert read.value is not None
    assert {problem.code for problem in read.problems} == {"lijst-ontbreekt"}, read.problems
    words = lists(synonyms=read.value.synonyms)
    return corpus_of(*(_practice(row) for row in _rows("documents.jsonl")), words=words)


def _practice(row: dict[str, Any]) -> WholePractice:
    """A practice whose summary is the beginning of its text, as far as whole words go."""
    beginning = row["body"].split("\n")[0][:SUMMARY_LETTERS].rsplit(" ", 1)[0]
    return practice(row["id"], row["body"], title=row["title"], summary=beginning, keywords=row["tags"])


def _rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (FOLDER / name).read_text("utf-8").splitlines()]
