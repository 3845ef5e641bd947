"""From an issue on GitHub to a practice: a file, or an answer in Dutch that says what is still wrong."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import takewhile
from operator import itemgetter
from pathlib import Path

from msgspec import Struct

from kb.content.corpus import read_corpus
from kb.content.practice import read_practice
from kb.content.reading import id_from_title
from kb.content.terms import Vocabulary, fields_for
from kb.disk import write_new
from kb.editing.answers import chosen, gone, is_form, is_ticked, lines, split_answers
from kb.editing.inert import inert
from kb.editing.questions import Question, questions
from kb.editing.sources import record_of
from kb.editing.values import is_still, take
from kb.editing.writing import Value, practice_text
from kb.folding import slug
from kb.model import UNKNOWN, Lists
from kb.problems import KbError, Problem

MAX_EVENT = 2 * 1024 * 1024
"""GitHub lets an issue hold 65,536 characters; more than this is no event of it."""

_TOLD = 25  # problems in one answer; who has mended these asks again
_FEW_GONE = 4  # questions; where more are gone, this was never the form
_STOPPING = frozenset({"lengte"})  # a warning that somebody who fills in a form can mend at once
_UNKNOWN = frozenset({"onbekende-term", "keuze"})
_ABOUT = {"toestemming": "contact.consent"}
"""The question that can mend a problem, where that is another than where it stands."""
_INSTEAD = {
    "toestemming": "zonder toestemming komt dit mailadres niet op de site. Vraag het na en zet een x tussen de haken, "
    "of haal het adres weg.",
    "afbeelding-adres": "een afbeelding kan niet mee met dit formulier. Haal haar uit je tekst; een redacteur kan haar "
    "later toevoegen.",
}
"""What is said to somebody who has a form, where the words for who has the files are of no use."""
_CURES = {"onbekende-gemeente": "Schrijf een gemeente per regel, met haar hele naam."}
_FILES = re.compile("`_lists/")  # a hint for who has the files
_SEVERAL = re.compile(r"haken om: `\[([^\]`]+)\]`")
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
        return Intake(None, _told(_no_form(body, asked)))
    draft = _draft(body, asked, lists, day)
    path = content / f"{draft.id}.md"
    stopping = _stopping(read_practice(draft.text.encode(), path.name, lists).problems)
    if draft.wrong or stopping:
        return Intake(None, _told([*draft.wrong, *_in_words(stopping, draft.text, asked)]))
    if not write_new(path, draft.text):
        return Intake(None, _told([f"Er is al een praktijk met deze titel (“{draft.id}”). Kies een andere titel."]))
    corpus = read_corpus(content, fallback, today=day, shown=content.as_posix())
    problems = [problem for problem in corpus.problems if problem.place.path == path.as_posix()]
    if stopping := _stopping(problems):
        path.unlink()
        return Intake(None, _told(_in_words(stopping, draft.text, asked)))
    return Intake(path, _thanks(_in_words(problems, draft.text, asked)))


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


def _no_form(body: str, asked: tuple[Question, ...]) -> list[str]:
    """What to do about an issue that is not the form, or not any more."""
    missing = gone(body, asked)
    if 0 < len(missing) < _FEW_GONE:
        return [
            f"De vraag “{label}” is weg. Zet de regel “### {label}” terug, met daaronder je antwoord."
            for label in missing
        ]
    return ["Dit lijkt niet op het formulier: er ontbreken vragen, of ze staan door elkaar."]


def _draft(body: str, asked: tuple[Question, ...], lists: Lists, day: date) -> _Draft:
    answers, twice = split_answers(body, asked)
    wrong = [f"De vraag “{label}” staat er twee keer. Haal in je tekst de regel “### {label}” weg." for label in twice]
    title = answers.get("title", "")
    if title and not slug(title):
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
        read = _taken if question.kind in ("month", "municipalities") else _value
        value = read(answer, question, lists) if answer and not question.is_section else None
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


def _taken(answer: str, question: Question, lists: Lists) -> Value | None:
    """What fits the field, and behind it what does not: that is for the checker to name."""
    if question.name == "period.end" and is_still(answer):
        return None
    parts = (part for field in fields_for(lists).values() for part in (field, *field.of))
    taken = take(answer, next(part for part in parts if part.key == question.name), Vocabulary(lists))
    if question.kind == "month" or isinstance(taken.value, str):
        return taken.value or answer
    return (*(taken.value or ()), *taken.rest)


def _in_words(problems: Iterable[Problem], text: str, asked: tuple[Question, ...]) -> list[str]:
    """Each problem behind the question that it is about, in the order of the form."""
    places = {question.name: place for place, question in enumerate(asked)}
    fields = {name.partition(".")[0] for name in places}
    owners = list(_owners(text))
    found: list[tuple[int, str]] = []
    for problem in problems:
        named = [word for word in problem.message.split("`")[1::2] if word.partition(".")[0] in fields]
        owner = owners[min(problem.place.line, len(owners)) - 1]
        about = named[0] if named else _ABOUT.get(problem.code, owner)
        place = next((places[name] for name in (about, about.partition(".")[0], owner) if name in places), None)
        if place is None:
            found.append((len(asked), f"{problem.message} {problem.hint}"))
        else:
            which = _which(text, problem.place.line) if asked[place].kind == "records" else ""
            found.append((place, f"{asked[place].label}{which}: {_said(problem, about, asked[place])}"))
    return [words for _, words in sorted(found, key=itemgetter(0))]


def _which(text: str, line: int) -> str:
    """Which of several records stands at a line of the file: each was a line of the answer."""
    field = takewhile(lambda above: above.startswith(" "), reversed(text.split("\n")[:line]))
    number = sum(above.startswith("  - ") for above in field)
    return f", regel {number}" if number else ""


def _said(problem: Problem, about: str, question: Question) -> str:
    """The problem for somebody who sees questions and no keys."""
    if problem.code == "ontbreekt":
        unknown = " Weet je het niet? Kies “onbekend”." if (UNKNOWN, UNKNOWN) in question.choices else ""
        return f"hier ontbreekt nog iets. {problem.hint.partition(' Bijvoorbeeld:')[0]}{unknown}"
    if problem.code in _INSTEAD:
        return _INSTEAD[problem.code]
    if question.choices:
        return _no_choice(problem, question)
    message = re.sub(rf" \(`{about}`\)| voor `{re.escape(about)}`", "", problem.message)
    message = re.sub(f"^`{re.escape(about)}`", "dit", message)
    hint = _CURES.get(problem.code, problem.hint) if _FILES.search(problem.hint) else problem.hint
    return f"{message} {hint}".strip()


def _no_choice(problem: Problem, question: Question) -> str:
    """The problem with the words that the form has for its choices."""
    words = {value: label for label, value in question.choices}
    said = f"{problem.message} {problem.hint}".strip()
    if problem.code in _UNKNOWN:
        said = f"`{problem.message.split('`')[1]}` is geen keuze. {problem.hint}".strip()
    said = _SEVERAL.sub(lambda found: f"een komma tussen: `{_meant(found[1], words)}`", said)
    return re.sub("`([^`]+)`", lambda quoted: f"“{words.get(quoted[1], quoted[1])}”", said)


def _meant(ids: str, words: Mapping[str, str]) -> str:
    return ", ".join(words.get(each, each) for each in ids.split(", "))


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
