"""The judged questions (tests/data/questions.jsonl), and how well answers do on them."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log2
from pathlib import Path

QUESTIONS = Path(__file__).resolve().parents[1] / "data" / "questions.jsonl"
SHOWN = 10


@dataclass(frozen=True, slots=True)
class Judged:
    """A question with the practices that answer it: 3 what is wanted, 2 useful, 1 touches on it."""

    id: str
    kind: str
    query: str
    relevant: Mapping[str, int]


def judged_questions(file: Path = QUESTIONS) -> list[Judged]:
    """All questions, in the order of the file."""
    rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    return [Judged(row["id"], row["class"], row["query"], row["relevant"]) for row in rows]


def ndcg(answer: Sequence[str], relevant: Mapping[str, int]) -> float:
    """NDCG@10: gain 2**grade - 1, discount log2(rank + 1), against the best order there is."""
    best = _gain(sorted(relevant.values(), reverse=True))
    return _gain([relevant.get(practice, 0) for practice in dict.fromkeys(answer)]) / best


def _gain(grades: Iterable[int]) -> float:
    return sum(float(2**grade - 1) / log2(rank + 1) for rank, grade in enumerate(tuple(grades)[:SHOWN], 1))
