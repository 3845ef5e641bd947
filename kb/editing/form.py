"""The form on GitHub with which somebody without Git adds a practice, as the file that GitHub reads."""

import json
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from kb.editing.questions import PROMISES, Question, questions
from kb.model import Lists

FORM = ".github/ISSUE_TEMPLATE/praktijk.yml"
"""Where GitHub looks for it."""

LABEL = "praktijk"
"""What GitHub sticks on an issue made with the form, if the repository has such a label."""

_Data: TypeAlias = "str | bool | list[_Data] | dict[str, _Data]"

_WELCOME = (
    "Weet jij iets dat werkte, of juist niet? Vul in wat je weet. Alleen wat met een * is gemerkt moet.\n\n"
    "Daarna kijkt een programma je antwoorden na. Klopt er iets niet, dan lees je hier wat je eraan doet. "
    "Klopt alles, dan maakt het er een voorstel van en kijkt een redacteur mee.\n\n"
    "Schrijf geen namen van personen op. Dit formulier en je antwoorden zijn openbaar."
)
_STORY = "## Het verhaal\n\nEen paar zinnen per vraag is genoeg. Ook wat niet lukte is welkom."
_REST = "## Weet je nog meer?\n\nDe vragen hieronder hoeven niet. Hoe meer een ander kan overnemen, hoe beter."
_PROMISES = (
    "Alles wat hier staat komt uit de genoemde bronnen, of ik weet het zelf.",
    "Mijn tekst mag onder CC BY 4.0: anderen mogen hem gebruiken als ze de bron noemen.",
)
_HEAD = "# Gemaakt uit kb/content/fields.py en practices/_lists/. Verander het daar en geef dan de opdracht: kb forms\n"
_TYPES = {"line": "input", "lines": "textarea", "text": "textarea", "one": "dropdown", "more": "dropdown"}


def issue_form(lists: Lists) -> str:
    """The whole file. GitHub gives the answers back below the labels of these questions."""
    form: dict[str, _Data] = {
        "name": "Een praktijk toevoegen",
        "description": "Vertel wat jullie probeerden en wat het opleverde. Je hebt alleen een browser nodig.",
        "title": "Praktijk: ",
        "labels": [LABEL],
        "body": [
            *_elements(questions(lists)),
            _ticks("afspraken", PROMISES, _PROMISES, required=True),
        ],
    }
    return _HEAD + "\n".join(_yaml(form)) + "\n"


def _elements(asked: Sequence[Question]) -> Iterator[dict[str, _Data]]:
    """All questions, with a word before what must be answered, before the story, and before the rest."""
    yield _words(_WELCOME)
    story = next(number for number, question in enumerate(asked) if not question.required)
    rest = next(number for number, question in enumerate(asked) if number > story and not question.is_section)
    for number, question in enumerate(asked):
        if number in (story, rest):
            yield _words(_STORY if number == story else _REST)
        yield _element(question)


def _words(text: str) -> dict[str, _Data]:
    return {"type": "markdown", "attributes": {"value": text}}


def _element(question: Question) -> dict[str, _Data]:
    explain = f"{question.explain} {question.how}".strip()
    name = question.name.replace(".", "_").replace(" ", "-").lower()
    if question.style == "yes":
        return _ticks(name, question.label, [explain], required=False)
    attributes: dict[str, _Data] = {"label": question.label, "description": explain}
    if question.choices:
        attributes |= {"multiple": question.style == "more", "options": [*dict(question.choices)]}
    elif question.example:
        attributes["placeholder"] = question.example
    return {
        "type": _TYPES[question.style],
        "id": name,
        "attributes": attributes,
        "validations": {"required": question.required},
    }


def _ticks(name: str, label: str, texts: Sequence[str], *, required: bool) -> dict[str, _Data]:
    options: list[_Data] = [{"label": text, "required": required} for text in texts]
    return {"type": "checkboxes", "id": name, "attributes": {"label": label, "options": options}}


def _yaml(data: list[_Data] | dict[str, _Data], indent: str = "") -> Iterator[str]:
    """The lines of a table or a list as YAML; texts as JSON writes them, which YAML reads."""
    pairs = [(f"{key}:", value) for key, value in data.items()] if isinstance(data, dict) else [("-", v) for v in data]
    for start, value in pairs:
        if isinstance(value, str | bool):
            yield f"{indent}{start} {json.dumps(value, ensure_ascii=False)}"
            continue
        inner = list(_yaml(value, f"{indent}  "))
        first = [f"{indent}- {inner.pop(0).lstrip()}"] if start == "-" else [f"{indent}{start}"]
        yield from [*first, *inner]
