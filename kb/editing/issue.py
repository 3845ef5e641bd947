"""From an issue on GitHub to a practice: a file, or an answer in Dutch that says what is still wrong."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from msgspec import Struct

from kb.content.corpus import read_corpus
from kb.content.practice import read_practice
from kb.content.reading import id_from_title
from kb.content.terms import fields_for
from kb.content.words import slug
from kb.disk import reason
from kb.editing.answers import chosen, is_form, is_ticked, lines, split_answers
from kb.editing.inert import inert
from kb.editing.questions import Question, questions
from kb.editing.sources import record_of
from kb.editing.writing import Value, practice_text
from kb.model import Lists
from kb.problems import KbError, Problem

MAX_EVENT = 2 * 1024 * 1024
"""GitHub lets an issue hold 65,536 characters; more than this is no event of it."""

_TOLD = 25  # problems in one answer; who has mended these asks again
_STOPPING = frozenset({"lengte"})  # a warning that somebody who fills in a form can mend at once
_OWNER = re.compile(r"^(?:([a-z_]+):|  (?:- )?([a-z_]+):|## (.+))")


class Intake(Struct, frozen=True):
    """What became of an issue: the new file, or None; and the answer for the one who filled in the form."""

    path: Path | None
    answer: str


class _Draft(Struct, frozen=True):
    """A filled-in form as the text of a file, and the problems that the form itself has."""

    id: str
    text: str
    wrong: tuple[str, ...] = ()


def take_in(event: bytes, content: Path, lists: Lists, fallback: Path, day: date) -> Intake:
    """Write the practice that an event of GitHub holds into the content folder, if it has no mistakes.

    A file that is there already stays as it is. KbError when the event is none, or the file can't be written.
    """
    asked = questions(lists)
    body = _body(event)
    if not is_form(body, asked):
        return Intake(None, _told(["Dit lijkt niet op het formulier: er ontbreken vragen, of ze staan door elkaar."]))
    draft = _draft(body, asked, lists, day)
    path = content / f"{draft.id}.md"
    stopping = _stopping(read_practice(draft.text.encode(), path.name, lists).problems)
    if draft.wrong or stopping:
        return Intake(None, _told([*draft.wrong, *_in_words(stopping, draft.text, asked)]))
    if not _written(path, draft.text):
        return Intake(None, _told([f"Er is al een praktijk met deze titel (“{draft.id}”). Kies een andere titel."]))
    corpus = read_corpus(content, fallback, today=day, shown=content.as_posix())
    problems = [problem for problem in corpus.problems if problem.place.path == path.as_posix()]
    if stopping := _stopping(problems):
        path.unlink()
        return Intake(None, _told(_in_words(stopping, draft.text, asked)))
    return Intake(path, _thanks(list(_in_words(problems, draft.text, asked))))


def _stopping(problems: Iterable[Problem]) -> list[Problem]:
    return [problem for problem in problems if problem.severity == "error" or problem.code in _STOPPING]


def _body(event: bytes) -> str:
    """The text of the issue in an event."""
    if len(event) > MAX_EVENT:
        raise KbError(f"Deze gebeurtenis is te groot: {len(event)} bytes.")
    try:
        body = json.loads(event)["issue"]["body"]
    except (ValueError, KeyError, TypeError, RecursionError) as wrong:
        raise KbError("Dit is geen gebeurtenis van GitHub met een issue.") from wrong
    if body is not None and not isinstance(body, str):
        raise KbError("Dit is geen gebeurtenis van GitHub met een issue.")
    return (body or "").encode("utf-8", "replace").decode("utf-8")


def _draft(body: str, asked: tuple[Question, ...], lists: Lists, day: date) -> _Draft:
    answers, twice = split_answers(body, asked)
    wrong = [f"De vraag “{label}” staat er twee keer. Haal in je tekst de regel “### {label}” weg." for label in twice]
    title = answers.get("title", "")
    if not slug(title):
        wrong.append(f"{asked[0].label}: gebruik letters of cijfers; daarvan maken we het adres van de pagina.")
    values = _values(answers, asked, lists) | {"added": day.isoformat()}
    sections = [(q.name, answers[q.name]) for q in asked if q.is_section and answers.get(q.name)]
    return _Draft(id_from_title(title), practice_text(values, sections), tuple(wrong))


def _values(answers: Mapping[str, str], asked: Iterable[Question], lists: Lists) -> dict[str, Value]:
    """The answers by field, those of a record together; without what was left open."""
    values: dict[str, Value] = {}
    records: dict[str, dict[str, str]] = {}
    for question in asked:
        answer = answers.get(question.name, "")
        value = _value(answer, question, lists) if answer and not question.is_section else None
        owner, _, part = question.name.partition(".")
        if value and part:
            values[owner] = records.setdefault(owner, {})
            records[owner][part] = str(value)
        elif value:
            values[owner] = value
    return values


def _value(answer: str, question: Question, lists: Lists) -> Value | None:
    match question.style:
        case "yes":
            return "ja" if is_ticked(answer) else None
        case "more":
            return chosen(answer, question)
        case "one":
            return ", ".join(chosen(answer, question))
        case "lines" if question.kind == "records":
            parts = fields_for(lists)[question.name].of
            return tuple(record_of(line, parts) for line in lines(answer))
        case "lines":
            return lines(answer)
    return answer


def _written(path: Path, text: str) -> bool:
    """True when the file is new; one that is there is left alone."""
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        return False
    except OSError as trouble:
        raise KbError(f"{path} is niet gemaakt: {reason(trouble)}.") from trouble
    return True


def _in_words(problems: Iterable[Problem], text: str, asked: Iterable[Question]) -> Iterator[str]:
    """Each problem behind the question that it is about."""
    labels = {question.name: question.label for question in asked}
    fields = {name.partition(".")[0] for name in labels}
    owners = list(_owners(text))
    for problem in problems:
        named = [word for word in problem.message.split("`")[1::2] if word.partition(".")[0] in fields]
        owner = owners[min(problem.place.line, len(owners)) - 1]
        about = named[0] if named else owner
        label = labels.get(about) or labels.get(about.partition(".")[0]) or labels.get(owner, "")
        yield f"{label}: {_said(problem, about)}" if label else f"{problem.message} {problem.hint}"


def _said(problem: Problem, about: str) -> str:
    """The problem for somebody who sees questions and no keys."""
    if problem.code == "ontbreekt":
        return f"hier ontbreekt nog iets. {problem.hint.partition(' Bijvoorbeeld:')[0]}"
    message = problem.message.replace(f" (`{about}`)", "")
    message = re.sub(f"^`{re.escape(about)}`", "dit", message)
    return f"{message} {problem.hint}".strip()


def _owners(text: str) -> Iterator[str]:
    """For each line of the file the field or heading that it belongs to."""
    field, owner, in_header = "", "", False
    for number, line in enumerate(text.split("\n")):
        in_header = number == 0 or (in_header and line != "---")
        found = _OWNER.match(line)
        if found and in_header and not found[3]:
            field = found[1] or field
            owner = field if found[1] else f"{field}.{found[2]}"
        elif found and found[3] and not in_header:
            owner = found[3]
        yield owner


def _told(wrong: Iterable[str]) -> str:
    listed = _listed(wrong)
    return (
        "Dank je wel voor je praktijk! Er klopt nog iets niet:\n\n"
        f"{listed}\n\n"
        "**Zo verbeter je het:** kies rechtsboven in je eigen bericht **…** en dan **Edit**. "
        "Laat de regels met ### staan. Bewaar je het, dan kijken we vanzelf opnieuw.\n"
    )


def _thanks(advice: list[str]) -> str:
    told = "Dank je wel! Alles is goed ingevuld. Een redacteur kijkt nog mee voordat je praktijk op de site komt.\n"
    return f"{told}\nDit kan nog beter, maar het hoeft niet:\n\n{_listed(advice)}\n" if advice else told


def _listed(wrong: Iterable[str]) -> str:
    """A list in Markdown; what somebody filled in stays plain text in it: no mention, no link, no markup."""
    items = [f"- {inert(words)}" for words in wrong]
    more = [f"- … en nog {len(items) - _TOLD}."] if len(items) > _TOLD else []
    return "\n".join([*items[:_TOLD], *more])
