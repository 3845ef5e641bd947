"""The tool that scores the search: halves that don't overlap, and parameters that are really set."""

import json
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from kb.search.ranking import RANKING
from tests.corpora import texts_of
from tests.search.make import corpus_of, practice
from tests.search.third import third_questions
from tests.tools.score_search import half, ranking_with, untitled


def test_the_halves_make_up_the_whole_and_share_each_kind() -> None:
    questions = third_questions()
    one, two = half(questions, "a"), half(questions, "b")

    assert sorted(each.id for each in (*one, *two)) == sorted(each.id for each in questions)
    kinds = Counter(each.kind for each in one)
    assert all(0 <= kinds[kind] - count <= 1 for kind, count in Counter(each.kind for each in two).items())
    assert half(questions, None) == questions


def test_parameters_are_changed_and_keep_their_kind() -> None:
    ranking = ranking_with(["k1=1.5", "typos=2", "typo=1,0.5,0.25"])

    assert (ranking.k1, ranking.typos, ranking.typo) == (1.5, 2, (1.0, 0.5, 0.25))
    assert ranking.b == RANKING.b


@pytest.mark.parametrize("change", ["k2=1", "k1=veel", "typos=1.5", "typo=1,0.5", "k1"])
def test_a_wrong_parameter_ends_the_run(change: str) -> None:
    with pytest.raises(SystemExit) as stopped:
        ranking_with([change])

    assert change.partition("=")[0] in str(stopped.value)


def test_the_tool_prints_a_line_for_each_kind_and_the_weakest() -> None:
    tool = Path(__file__).with_name("score_search.py")
    command = [sys.executable, str(tool), "--half", "b", "--set-param", "typo=0,0,0", "--worst", "1", "--explain"]
    lines = subprocess.run(command, capture_output=True, check=True, text=True).stdout.splitlines()

    assert lines[0].split() == ["kind", "n", "nDCG@10", "first"]
    assert {"topical", "overall", "none"} < {line.split()[0] for line in lines[1:]}


def test_practices_are_asked_for_by_titles_that_they_lost() -> None:
    corpus, questions = untitled(
        corpus_of(
            practice("fiets", "Een fiets.", title="Fietsen maken in de wijk"),
            practice("tuin", "Een tuin.", title="Werk in de tuin"),
            practice("twee", "Iets.", title="Werk in de tuin"),
            practice("kort", "Iets.", title="Over de tuin"),
        )
    )

    assert {each.title for each in texts_of(corpus)} == {"Praktijk"}
    assert [(each.query, each.relevant) for each in questions] == [("Fietsen maken in de wijk ", {"fiets": 3})]


def test_any_collection_is_scored_also_by_plain_whoosh(tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    folder = tmp_path / "practices"
    shutil.copytree(root / "practices", folder, ignore=shutil.ignore_patterns("_lists"))
    questions = tmp_path / "questions.jsonl"
    asked = [
        {"id": "ex01", "class": "exact", "query": "dagbesteding", "relevant": {"taal-op-werk": 3}},
        {"id": "no01", "class": "none", "query": "asbest", "relevant": {}},
    ]
    questions.write_text("\n".join(map(json.dumps, asked)), encoding="utf-8")
    command = [sys.executable, str(Path(__file__).with_name("score_search.py")), "--questions", str(questions)]

    for more in ([], ["--plain"]):
        run = [*command, "--practices", str(folder), *more]
        lines = subprocess.run(run, capture_output=True, check=True, text=True).stdout.splitlines()
        assert [line.split()[0] for line in lines] == ["kind", "exact", "overall", "none"]
        assert lines[-1].split()[1:] == ["1", "1.000"]
    alone = subprocess.run(command, capture_output=True, check=False, text=True)
    assert "go together" in alone.stderr
