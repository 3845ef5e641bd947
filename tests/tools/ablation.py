#!/usr/bin/env python3
"""What each technique of the search is worth: both judged collections with one technique off at a time.

    python tests/tools/ablation.py

Prints a table in Markdown for kb/search/README.md: nDCG@10 of all questions that have an answer, and the share of
questions without one that stay empty. About a minute.
"""

import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

from msgspec.structs import replace

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from kb.content.corpus import read_corpus
from kb.model import Corpus
from kb.search import analyser, widening
from kb.search.compounds import Splitter
from kb.search.concepts import Concepts
from kb.search.index import Index, open_index
from kb.search.ranking import RANKING, Ranking
from kb.search.writing import write_index
from tests.search.judged import Judged, judged_questions
from tests.search.scoring import NONE, overall, scored
from tests.search.third import third_corpus, third_questions

ROOT = Path(__file__).resolve().parents[2]

FLAT = replace(RANKING, weights=(1.0,) * len(RANKING.weights))

RANKINGS: Mapping[str, Ranking] = {
    "everything on": RANKING,
    "all fields weigh the same": FLAT,
    "no length norm": replace(RANKING, b=0.0),
    "a word says as much wherever it stands": replace(RANKING, telling=0.0),
    "fill words count in full": replace(RANKING, light=1.0),
    "lacking words cost nothing": replace(RANKING, coverage=0.0),
    "weak hits stay": replace(RANKING, least=0.0),
    "no look-alikes (neighbours)": replace(RANKING, neighbour=0.0),
    "no beginnings of words": replace(RANKING, beginning=0.0, beginnings=0),
}
"""What is off when a number is changed."""

OFF: Mapping[str, tuple[str, object]] = {
    "no correction of unknown words": ("_correct", lambda *_: None),
    "unknown words not split": ("_splits", lambda *_: ()),
    "neighbours in the question not joined": ("_join", lambda *_: None),
}
"""What is off when a step of widening.py does nothing."""


def collections() -> Iterator[tuple[str, Corpus, list[Judged]]]:
    """The judged collections by name."""
    lists = ROOT / "practices" / "_lists"
    own = read_corpus(ROOT / "practices", lists, today=datetime.now(tz=UTC).date()).value
    if own is None:
        sys.exit("The practices can't be read: see kb check.")
    yield "own (88)", own, judged_questions()
    yield "third (128)", third_corpus(), third_questions()


def figures(index: Index, questions: list[Judged], ranking: Ranking) -> str:
    """nDCG@10, and the share of questions without an answer that stay empty."""
    rows = scored(index, questions, ranking)
    none = [row.score for row in rows if row.question.kind == NONE]
    return f"{overall(rows):.3f} ({sum(none) / len(none):.0%} empty)"


def rows_of(corpus: Corpus, questions: list[Judged], folder: Path) -> Iterator[tuple[str, str]]:
    """A row for each technique; those that change the index write one of their own."""
    index = _indexed(corpus, folder / "whole")
    for name, ranking in RANKINGS.items():
        yield name, figures(index, questions, ranking)
    for name, (step, nothing) in OFF.items():
        with patch.object(widening, step, nothing):
            yield name, figures(index, questions, RANKING)
    with patch.object(widening.Pool, "divide", _only_whole):
        yield "parts of an unknown word only together", figures(index, questions, RANKING)
    with patch.object(Splitter, "parts", lambda *_: ()):
        yield "no parts of compounds in the index", figures(_indexed(corpus, folder / "parts"), questions, RANKING)
    with patch.object(analyser, "concepts", lambda _: Concepts({}, {}, {})):
        yield "no synonyms", figures(_indexed(corpus, folder / "concepts"), questions, RANKING)
    with ExitStack() as stack:
        for module in _users_of_key():
            stack.enter_context(patch.object(module, "key", lambda form: form))
        yield "words not brought to a key", figures(_indexed(corpus, folder / "keys"), questions, RANKING)


def _users_of_key() -> list[object]:
    return [module for name, module in sys.modules.items() if name.startswith("kb.search") and hasattr(module, "key")]


_divide = widening.Pool.divide


def _only_whole(pool: widening.Pool, index: Index, parts: Sequence[tuple[str, ...]]) -> None:
    _divide(pool, index, parts)
    pool.rows = [] if pool.hints else pool.rows


def _indexed(corpus: Corpus, folder: Path) -> Index:
    analyser._analyser.cache_clear()  # noqa: SLF001 - one process, other techniques: nothing may be remembered
    write_index(corpus, folder)
    return open_index(folder)


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        columns = {
            name: dict(rows_of(corpus, questions, Path(folder) / name)) for name, corpus, questions in collections()
        }
    lines = [f"| | {' | '.join(columns)} |", f"|---|{'---|' * len(columns)}"]
    names = next(iter(columns.values()))
    lines += [f"| {name} | {' | '.join(column[name] for column in columns.values())} |" for name in names]
    print("\n".join(lines))  # noqa: T201 - its output


if __name__ == "__main__":
    main()
