#!/usr/bin/env python3
"""Score the search on judged questions, with the numbers of the ranking as they are or changed.

    python tests/tools/score_search.py --set own|third [--half a|b] [--set-param k1=1.5 …] [--worst 10] [--explain]

`own`: the practices of this repository; `third`: the collection that nothing is tuned on. A half takes every other
question of each kind, so what was tuned on one half can be tried on the other. A parameter is a field of
kb.search.ranking.Ranking; one with several numbers is written with commas: typo=1,0.7,0.35. A kind is the question's
class; `first` is the share whose first answer has grade 2 or 3, and for `none` the score is the share of empty answers.
"""

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from kb.content.corpus import read_corpus
from kb.model import Corpus
from kb.search.explain import Reason
from kb.search.index import Index
from kb.search.query import Hit, search
from kb.search.ranking import RANKING, Ranking
from tests.search.judged import Judged, judged_questions
from tests.search.make import index_of
from tests.search.scoring import Scored, by_kind, scored, table, told, weakest
from tests.search.third import third_corpus, third_questions

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 11, 22)
EXPLAINED = 3
"""So many hits of a question are explained, and every judged practice below them."""


def main() -> None:
    """Read the command line, measure, print."""
    options = _options()
    corpus, questions = (_own(), judged_questions()) if options.set == "own" else (third_corpus(), third_questions())
    ranking = ranking_with(options.set_param)
    with index_of(corpus) as index:
        rows = scored(index, half(questions, options.half), ranking)
        _say(table(rows))
        for row in weakest(rows, options.worst):
            _say(told([row]))
            if options.explain:
                _say(*explained(index, row, ranking))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", choices=("own", "third"), default="third", help="which collection (third)")
    parser.add_argument("--half", choices=("a", "b"), help="only every other question of each kind")
    parser.add_argument("--set-param", action="append", default=[], metavar="NAME=NUMBER", help="change the ranking")
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="also tell of the N weakest questions")
    parser.add_argument("--explain", action="store_true", help="with --worst: what each word adds to the score")
    return parser.parse_args()


def _own() -> Corpus:
    content = ROOT / "practices"
    outcome = read_corpus(content, content / "_lists", today=TODAY, shown="practices")
    if outcome.value is None:
        sys.exit("the practices can't be read: run `kb check`")
    return outcome.value


def ranking_with(changes: Iterable[str]) -> Ranking:
    """The ranking with these changes, each `name=number` or `name=number,number…`; ends the run where one is wrong."""
    values: dict[str, object] = RANKING.as_json()
    changed: dict[str, object] = {}
    for change in changes:
        name, _, text = change.partition("=")
        if name not in values:
            sys.exit(f"no such parameter: {name} (there are: {', '.join(values)})")
        changed[name] = _value(values[name], name, text)
    return replace(RANKING, **changed)  # type: ignore[arg-type] # each value has its field's type, see _value


def _value(old: object, name: str, text: str) -> object:
    try:
        if not isinstance(old, Sequence):
            return int(text) if isinstance(old, int) else float(text)
        numbers = tuple(map(float, text.split(",")))
    except ValueError:
        sys.exit(f"{name}: {text!r} is no number of its kind (it is {old})")
    if len(numbers) != len(old):
        sys.exit(f"{name} needs {len(old)} numbers, not {len(numbers)}")
    return numbers


def half(questions: Sequence[Judged], name: str | None) -> list[Judged]:
    """All questions, or of each kind the 1st, 3rd… (a) or the 2nd, 4th… (b)."""
    if name is None:
        return [*questions]
    kept = {row.question.id for rows in by_kind(_unscored(questions)).values() for row in rows["ab".index(name) :: 2]}
    return [question for question in questions if question.id in kept]


def _unscored(questions: Iterable[Judged]) -> Iterator[Scored]:
    return (Scored(question, (), 0.0) for question in questions)


def explained(index: Index, row: Scored, ranking: Ranking) -> Iterator[str]:
    """What was widened, and what each word adds to the first hits and to the judged practices below them."""
    answer = search(index, row.question.query, limit=1000, explain=True, ranking=ranking)
    for note in answer.widened:
        yield f"      {note.kind}: {note.word} → {', '.join(note.also[:8])}"
    if answer.unknown:
        yield f"      unknown: {', '.join(answer.unknown)}"
    for place, hit in enumerate(answer.hits, 1):
        grade = row.question.relevant.get(hit.id, 0)
        if place <= EXPLAINED or grade:
            yield f"      {place}. {hit.id} ({grade}) {hit.score:.2f}  {_reasons(hit)}"
    for name in row.question.relevant.keys() - {hit.id for hit in answer.hits}:
        yield f"      not found: {name} ({row.question.relevant[name]})"


def _reasons(hit: Hit) -> str:
    return "; ".join(_reason(reason) for reason in hit.reasons if reason.score)


def _reason(reason: Reason) -> str:
    found = ", ".join(f"{each.key}·{each.weight:.2f} {'+'.join(each.fields)}" for each in reason.found)
    return f"{reason.word} {reason.score:.2f} ({found})"


def _say(*lines: str) -> None:
    print(*lines, sep="\n")  # noqa: T201 - its output


if __name__ == "__main__":
    main()
