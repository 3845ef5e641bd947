"""The answers in an issue that was made with the form, by the name of their question."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from kb.content.source import without_hidden
from kb.editing.questions import PROMISES, Question

_HEADING = re.compile(r"^### (.+?) *$", re.MULTILINE)
_NOTHING = frozenset({"", "_no response_", "none"})  # what GitHub writes for a question that was left open
_NOTHING |= {"-", "–", "nvt", "niet van toepassing"}  # and what people write, with dots or without
_TICKED = re.compile(r"^ *[-*] \[[xX]\] ", re.MULTILINE)
_BULLET = re.compile(r"^(?:[-*•]|\d+[.)])\s+")


def split_answers(body: str, asked: Sequence[Question]) -> tuple[Mapping[str, str], tuple[str, ...]]:
    """The text of each answer by the name of its question, and the labels that stand in the issue more than once.

    Only the labels of the form, in the order of the form, divide the text: any other heading belongs to an answer.
    """
    text = re.sub("\r\n?", "\n", body)
    names = {question.label: question.name for question in asked} | {PROMISES: PROMISES}
    found = [match for match in _HEADING.finditer(text) if match[1] in names]
    ends = [*[match.start() for match in found][1:], len(text)]
    answers: dict[str, str] = {}
    twice: dict[str, None] = {}
    for match, end in zip(found, ends, strict=True):
        if names[match[1]] in answers:
            twice[match[1]] = None
        answers[names[match[1]]] = _given(text[match.end() : end])
    return answers, tuple(twice)


def gone(body: str, asked: Sequence[Question]) -> tuple[str, ...]:
    """The labels of the required questions of the form that do not stand in the issue."""
    found = set(_labels(body))
    return tuple(question.label for question in asked if question.required and question.label not in found)


def is_form(body: str, asked: Sequence[Question]) -> bool:
    """True for an issue that holds the required questions of the form, in their order."""
    if gone(body, asked):
        return False
    found = _labels(body)
    places = [found.index(question.label) for question in asked if question.required]
    return all(first < later for first, later in pairwise(places))


def _labels(body: str) -> list[str]:
    return [match[1] for match in _HEADING.finditer(re.sub("\r\n?", "\n", body))]


def lines(answer: str) -> tuple[str, ...]:
    """The lines of an answer that hold something, without the mark of a list."""
    return tuple(filter(None, map(without_bullet, answer.split("\n"))))


def without_bullet(line: str) -> str:
    """A line without the mark of a list before it, and without the spaces around it."""
    return _BULLET.sub("", line.strip())


def chosen(answer: str, question: Question) -> tuple[str, ...]:
    """The values of the choices that an answer names; what is no choice stays as it is, for the checker to name.

    GitHub puts a comma between choices, and a choice may hold a comma itself: the longest one that fits is meant.
    """
    return tuple(_split(" ".join(answer.split()), dict(question.choices)))


def is_ticked(answer: str) -> bool:
    """True when the box is ticked."""
    return bool(_TICKED.search(answer))


def _split(rest: str, values: Mapping[str, str]) -> Iterator[str]:
    while rest:
        fits = [words for words in values if rest == words or rest.startswith(f"{words}, ")]
        word = max(fits, key=len, default=rest.partition(", ")[0])
        yield values.get(word, word)
        rest = rest[len(word) :].removeprefix(",").lstrip()


def _given(answer: str) -> str:
    text = without_hidden(answer).strip()
    return "" if text.lower().replace(".", "") in _NOTHING else text
