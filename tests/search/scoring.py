"""How well a search does on judged questions: answers, a score for each, the mean of each kind, and that as a table."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import mean

from kb.search.index import Index
from kb.search.query import search
from kb.search.ranking import RANKING, Ranking
from tests.search.judged import Judged, ndcg

NONE = "none"
"""The kind of the questions without an answer; they stay out of the overall mean."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A question with its answer (ids, best first) and nDCG@10; without a relevant practice 1 for an empty answer."""

    question: Judged
    answer: Sequence[str]
    score: float


def scored(index: Index, questions: Iterable[Judged], ranking: Ranking = RANKING) -> list[Scored]:
    """Each question, asked as it stands."""
    return scored_by(lambda asked: [hit.id for hit in search(index, asked, ranking=ranking).hits], questions)


def scored_by(ask: Callable[[str], Sequence[str]], questions: Iterable[Judged]) -> list[Scored]:
    """Each question, put to any search that answers with ids, best first."""
    return [_scored(ask(question.query), question) for question in questions]


def _scored(answer: Sequence[str], question: Judged) -> Scored:
    score = ndcg(answer, question.relevant) if question.relevant else float(not answer)
    return Scored(question, answer, score)


def by_kind(rows: Iterable[Scored]) -> Mapping[str, Sequence[Scored]]:
    """The scored questions of each kind, in their order."""
    kinds: dict[str, list[Scored]] = {}
    for row in rows:
        kinds.setdefault(row.question.kind, []).append(row)
    return kinds


def overall(rows: Iterable[Scored]) -> float:
    """The mean of all questions that have an answer."""
    return mean(row.score for row in rows if row.question.kind != NONE)


def table(rows: Sequence[Scored]) -> str:
    """A line for each kind and one for all: number of questions, mean score, share whose first answer has grade 2 or 3.

    For the kind none the score is the share of empty answers.
    """
    kinds = by_kind(rows)
    asked = [row for row in rows if row.question.kind != NONE]
    lines = [_line(kind, kinds[kind]) for kind in kinds if kind != NONE]
    lines += [_line("overall", asked)] if asked else []
    lines += (
        [f"{NONE:<12}{len(kinds[NONE]):>5}{mean(row.score for row in kinds[NONE]):>10.3f}"] if NONE in kinds else []
    )
    return "\n".join([f"{'kind':<12}{'n':>5}{'nDCG@10':>10}{'first':>9}", *lines])


def _line(kind: str, rows: Sequence[Scored]) -> str:
    first = mean(_first_is_good(row) for row in rows)
    return f"{kind:<12}{len(rows):>5}{mean(row.score for row in rows):>10.3f}{first:>9.3f}"


def _first_is_good(row: Scored) -> bool:
    wanted = min(2, max(row.question.relevant.values()))
    return bool(row.answer) and row.question.relevant.get(row.answer[0], 0) >= wanted


def weakest(rows: Iterable[Scored], count: int) -> list[Scored]:
    """So many questions, the worst answered first."""
    return sorted(rows, key=lambda row: (row.score, row.question.id))[:count]


def told(rows: Iterable[Scored]) -> str:
    """A line for each question: what was found first, and where what was wanted stands."""
    return "\n".join(_told(row) for row in rows)


def _told(row: Scored) -> str:
    relevant, answer = row.question.relevant, list(row.answer)
    wanted = sorted(relevant, key=lambda name: (-relevant[name], name))[:3]
    places = (f"{name} ({relevant[name]}) at {answer.index(name) + 1 if name in answer else '-'}" for name in wanted)
    first = ", ".join(f"{name} ({relevant.get(name, 0)})" for name in answer[:3]) or "nothing"
    return (
        f"  {row.score:.3f} {row.question.id} {row.question.query!r}: {first}; wanted {', '.join(places) or 'nothing'}"
    )
