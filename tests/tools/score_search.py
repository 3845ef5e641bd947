#!/usr/bin/env python3
"""Score the search on judged questions, with the numbers of the ranking as they are or changed.

    python tests/tools/score_search.py --set own|third [--half a|b] [--set-param k1=1.5 …] [--worst 10] [--explain]
    python tests/tools/score_search.py --practices FOLDER --questions FILE [--plain] [the same]
    python tests/tools/score_search.py --set own|third --titles   (or --practices FOLDER --titles)

`own`: the practices of this repository; `third`: the collection that nothing is tuned on. Any other collection is a
folder of practices (with its own `_lists`, or else those of this repository) and a file with a judged question a line
(JSON: id, class, query, relevant: id → grade). `--plain` asks plain Whoosh instead (BM25, Snowball's stemmer).

`--titles` needs no judge: each practice is asked for by its title, in texts from which the titles were taken. It says
of any collection how well whole questions do.

A half takes every other question of each kind, so what was tuned on one half can be tried on the other. A parameter is
a field of kb.search.ranking.Ranking; one with several numbers is written with commas: typo=1,0.7,0.35. A kind is the
question's class; `first` is the share whose first answer has grade 2 or 3, and for `none` the score is the share of
empty answers.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from msgspec.structs import replace

sys.path.insert(0, str(Path(__file__).parents[2]))

from kb.content.corpus import read_corpus
from kb.model import Corpus
from kb.search.dutch import words
from kb.search.explain import Reason
from kb.search.index import Index
from kb.search.query import Hit, search
from kb.search.ranking import RANKING, Ranking
from kb.search.tables import LIGHT_WORDS
from tests.corpora import texts_of, with_practices
from tests.search.judged import Judged, judged_questions
from tests.search.make import index_of
from tests.search.plain import plain_search
from tests.search.scoring import Scored, by_kind, scored, scored_by, table, told, weakest
from tests.search.third import third_corpus, third_questions

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 11, 22)
EXPLAINED = 3
"""So many hits of a question are explained, and every judged practice below them."""


def main() -> None:
    """Read the command line, measure, print."""
    options = _options()
    corpus, questions = _collection(options)
    if options.titles:
        corpus, questions = untitled(corpus)
    questions = half(questions, options.half)
    if options.plain:
        _say(table(scored_by(plain_search(corpus), questions)))
        return
    ranking = ranking_with(options.set_param)
    with index_of(corpus) as index:
        rows = scored(index, questions, ranking)
        _say(table(rows))
        for row in weakest(rows, options.worst):
            _say(told([row]))
            if options.explain:
                _say(*explained(index, row, ranking))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", choices=("own", "third"), default="third", help="which collection (third)")
    parser.add_argument("--practices", type=Path, metavar="FOLDER", help="another collection, with --questions")
    parser.add_argument("--questions", type=Path, metavar="FILE", help="the judged questions about it")
    parser.add_argument("--titles", action="store_true", help="ask for practices by their titles, which are taken away")
    parser.add_argument("--plain", action="store_true", help="ask plain Whoosh instead of this search")
    parser.add_argument("--half", choices=("a", "b"), help="only every other question of each kind")
    parser.add_argument("--set-param", action="append", default=[], metavar="NAME=NUMBER", help="change the ranking")
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="also tell of the N weakest questions")
    parser.add_argument("--explain", action="store_true", help="with --worst: what each word adds to the score")
    options = parser.parse_args()
    if bool(options.practices and not options.titles) != bool(options.questions):
        parser.error("--practices and --questions go together")
    return options


def _collection(options: argparse.Namespace) -> tuple[Corpus, list[Judged]]:
    if options.practices:
        return corpus_in(options.practices), [] if options.titles else judged_questions(options.questions)
    if options.set == "own":
        return corpus_in(ROOT / "practices"), judged_questions()
    return third_corpus(), third_questions()


def untitled(corpus: Corpus) -> tuple[Corpus, list[Judged]]:
    """The practices without their titles, and those titles as questions: unique, of two words that tell something."""
    whole = texts_of(corpus)
    seen = Counter(practice.title for practice in whole)
    asked = [Judged(p.id, "title", f"{p.title} ", {p.id: 3}) for p in whole if seen[p.title] == 1 and _tells(p.title)]
    return with_practices(corpus, [replace(practice, title="Praktijk") for practice in whole]), asked


def _tells(title: str) -> bool:
    return len({word.form for word in words(title) if not word.stop and word.form not in LIGHT_WORDS}) > 1


def corpus_in(content: Path) -> Corpus:
    """The practices in a folder; ends the run when they can't be read."""
    lists = content / "_lists"
    outcome = read_corpus(
        content, lists if lists.is_dir() else ROOT / "practices/_lists", today=TODAY, shown=content.name
    )
    if outcome.value is None:
        sys.exit(f"the practices in {content} can't be read: run `kb check`")
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
    return replace(RANKING, **changed)


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
