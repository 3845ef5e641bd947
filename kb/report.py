"""Problems, answers and numbers in words: for a person, for GitHub, and as JSON."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import asdict

from kb.problems import Problem, Severity, errors

if TYPE_CHECKING:  # the search loads Whoosh, which only `kb search` needs
    from kb.search.explain import Reason
    from kb.search.query import Answer, Hit
    from kb.search.question import Strange
    from kb.search.widening import Widening

WORDS: Mapping[Severity, str] = {"error": "fout", "warning": "waarschuwing"}
"""What an editor calls each kind of problem."""

_GITHUB_MESSAGE = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_GITHUB_PROPERTY = _GITHUB_MESSAGE | str.maketrans({":": "%3A", ",": "%2C"})
MANY, OF_EACH = 200, 10
"""When there are more problems than this, so many of each kind are shown. JSON always has all."""

_COUNTS = 5
"""Terms of a facet that `kb search` names with their numbers."""

# What a file holds may end up in a message, and a terminal obeys control characters. Also in a log on the web.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def as_text(
    problems: Sequence[Problem],
    paint: Callable[[str, Severity], str] = lambda text, _: text,
    *,
    below: bool = True,
) -> str:
    """A line for each problem (`path:line:column: fout[code]: message`); `paint` colours the kind.

    Its hint stands below, or else behind it on the same line.
    """
    shown, rest = _first(problems)
    more = (f"En nog {counted(number, 'keer', 'keer')}: {_kind(kind, paint)}." for kind, number in rest.items())
    return "\n".join([*(_text(problem, paint, "\n    " if below else " ") for problem in shown), *more])


def as_github(problems: Sequence[Problem]) -> str:
    """Workflow commands, which GitHub shows beside the line in a pull request."""
    shown, rest = _first(problems)
    more = (f"::{severity} title={code}::En nog {number} keer." for (code, severity), number in rest.items())
    return "\n".join([*map(_github, shown), *more])


def as_json(problems: Iterable[Problem]) -> str:
    """A list of `{path, line, column, severity, code, message, hint}`."""
    return json_text([record(problem) for problem in problems])


def json_text(value: object) -> str:
    """Readable JSON; letters outside ASCII escaped, so that it passes every terminal and pipe."""
    return json.dumps(value, indent=2)


def record(problem: Problem) -> dict[str, object]:
    """The problem as other people's tools read it."""
    return {
        **asdict(problem.place),
        "severity": problem.severity,
        "code": problem.code,
        "message": problem.message,
        "hint": problem.hint,
    }


def summary(problems: Sequence[Problem]) -> str:
    """The numbers: "3 fouten en 1 waarschuwing in 2 bestanden", empty when there are none."""
    wrong = len(errors(problems))
    parts = [counted(wrong, "fout", "fouten"), counted(len(problems) - wrong, "waarschuwing", "waarschuwingen")]
    where = counted(len({problem.place.path for problem in problems}), "bestand", "bestanden")
    said = " en ".join(part for part in parts if not part.startswith("0 "))
    return f"{said} in {where}" if said else ""


def answer_record(answer: "Answer") -> dict[str, object]:
    """The answer as other people's tools read it: `{query, total, hits: [{id, title, score}], facets}`."""
    return {
        "query": answer.query,
        "total": answer.total,
        "hits": [{"id": hit.id, "title": hit.title, "score": hit.score} for hit in answer.hits],
        "facets": {facet: dict(counts) for facet, counts in answer.facets.items()},
    }


def answer_text(answer: "Answer", facets: Mapping[str, str]) -> str:
    """The answer for a person: the number, what else was looked for, and the practices with where they say it.

    `facets`: what a reader calls each facet.
    """
    notes = list(_also_searched(answer.widened))
    notes += [f"Zonder {' en '.join(note.also)}." for note in answer.without]
    notes += [f"“{word}” staat in geen enkele praktijk." for word in answer.unknown]
    notes += [_strange(each) for each in answer.strange]
    if answer.hollow and not answer.strange:
        notes.append("Deze woorden zijn te kort of te gewoon om op te zoeken.")
    hits = [_hit_text(number, hit) for number, hit in enumerate(answer.hits, 1)]
    counts = [_counts_text(name, facets.get(name, name), terms) for name, terms in answer.facets.items() if terms]
    head = "\n".join([f"{counted(answer.total, 'praktijk', 'praktijken')} gevonden.", *map(plain, notes)])
    return "\n\n".join([head, *hits, *(["\n".join(counts)] if counts else [])])


def _first(problems: Sequence[Problem]) -> tuple[list[Problem], Counter[tuple[str, Severity]]]:
    """All problems; of a great many the first of each kind, and how many more there are of it."""
    if len(problems) <= MANY:
        return list(problems), Counter()
    shown: list[Problem] = []
    seen: Counter[tuple[str, Severity]] = Counter()
    for problem in problems:
        kind = problem.code, problem.severity
        seen[kind] += 1
        if seen[kind] <= OF_EACH:
            shown.append(problem)
    return shown, Counter({kind: number - OF_EACH for kind, number in seen.items() if number > OF_EACH})


def counted(number: int, one: str, more: str) -> str:
    """A number with its noun: "1 fout", "2 fouten"."""
    return f"{number} {one if number == 1 else more}"


def plain(text: str) -> str:
    """The text without what a terminal would obey."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)


def _also_searched(widened: Iterable["Widening"]) -> Iterator[str]:
    """One line, with each asked word once: "Ook gezocht op: job coach (bij jobcoach); vroeg (bij laat)."."""
    also: dict[str, dict[str, None]] = {}
    for note in widened:
        also.setdefault(note.word, {}).update(dict.fromkeys(note.also))
    if also:
        found = "; ".join(f"{', '.join(words)} (bij {word})" for word, words in also.items())
        yield f"Ook gezocht op: {found}."


def _strange(strange: "Strange") -> str:
    hint = f" Bedoelde je {strange.nearest}?" if strange.nearest else ""
    return f"“{strange.typed}” kennen we niet, dus dat telt niet mee.{hint}"


def _hit_text(number: int, hit: "Hit") -> str:
    lacks = f" (zonder {', '.join(hit.lacks)})" if hit.lacks else ""
    passage = f"\n   {plain(hit.passage.text)}" if hit.passage else ""
    why = "".join(f"\n   {_reason_text(reason)}" for reason in hit.reasons)
    if hit.reasons and hit.coverage < 1:
        why += f"\n   ×{hit.coverage:.2f}  niet alle woorden staan er"
    score = f" (score {hit.score:.2f})" if hit.reasons else ""
    return f"{number}. {plain(hit.title + lacks)}{score}\n   {hit.id}{passage}{why}"


def _reason_text(reason: "Reason") -> str:
    """A line a word: what it adds, its idf, and the keys that were found with weight, occurrences and fields."""
    found = (
        ", ".join(f"{f.key} {f.occurrences:.2f}×{f.weight:.2f} in {' '.join(f.fields)}" for f in reason.found)
        or "niet gevonden"
    )
    share = f" ×{reason.share:.2f}" if reason.share < 1 else ""
    sign = "+" if reason.counts else "("  # of alternatives only the best counts
    end = "" if reason.counts else ", telt niet mee)"
    return plain(
        f"{sign}{reason.score:.2f}  {reason.word} (idf {reason.idf:.2f}{share}, telt {reason.tf:.2f}): {found}{end}"
    )


def _counts_text(facet: str, label: str, counts: Mapping[str, int]) -> str:
    """The terms with most practices, and the option that chooses one: "Regio (--region): twente 3, zeeland 1 …"."""
    most = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    rest = " …" if len(most) > _COUNTS else ""
    terms = ", ".join(f"{term} {count}" for term, count in most[:_COUNTS])
    return f"{label.capitalize()} (--{facet.replace('_', '-')}): {terms}{rest}"


def _text(problem: Problem, paint: Callable[[str, Severity], str], before_hint: str) -> str:
    kind = _kind((problem.code, problem.severity), paint)
    line = f"{plain(str(problem.place))}: {kind}: {plain(problem.message)}"
    return f"{line}{before_hint}{plain(problem.hint)}" if problem.hint else line


def _kind(kind: tuple[str, Severity], paint: Callable[[str, Severity], str]) -> str:
    code, severity = kind
    return paint(f"{WORDS[severity]}[{code}]", severity)


def _github(problem: Problem) -> str:
    place = problem.place
    properties = {"file": place.path, "line": place.line, "col": place.column, "title": problem.code}
    listed = ",".join(f"{name}={str(value).translate(_GITHUB_PROPERTY)}" for name, value in properties.items())
    message = f"{problem.message}\n{problem.hint}" if problem.hint else problem.message
    return f"::{problem.severity} {listed}::{message.translate(_GITHUB_MESSAGE)}"
