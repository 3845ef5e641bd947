"""The questions of `kb new`: what is asked, what an answer means, and what may be meant by a few letters."""

from collections.abc import Callable
from typing import TypeAlias

from kb.content.terms import Vocabulary, fields_for
from kb.content.words import fold
from kb.editing.answers import chosen
from kb.editing.questions import Question, questions
from kb.folding import slug
from kb.model import Lists

Answers: TypeAlias = dict[str, tuple[str, ...]]
LIST = "?"
"""What is typed to see all choices."""
_FEW = 3  # choices that are named together


def interview(lists: Lists, ask: Callable[[Question], str], tell: Callable[[str], None]) -> Answers:
    """The answers by field; a question is asked again as long as its answer means nothing, and may be left open."""
    words = Vocabulary(lists)
    answers: Answers = {}
    for question in asked(lists):
        while True:
            typed = " ".join(ask(question).split())
            complaint = _complaint(question, typed, words)
            if not complaint:
                break
            tell(complaint)
        if typed:
            answers[question.name] = _meant(question, typed, words)
    return answers


def asked(lists: Lists) -> tuple[Question, ...]:
    """What every practice has, apart from its sources: those are easier to write in the file."""
    return tuple(question for question in questions(lists) if question.required and question.kind != "records")


def explained(question: Question) -> str:
    """What is asked, and how it is answered on one line."""
    if not question.choices:
        return f"{question.explain} Meer? Zet er ; tussen." if question.style == "lines" else question.explain
    more = "Meer? Zet er een komma tussen. " if question.style == "more" else ""
    return f"{question.explain} {more}Typ {LIST} om alles te zien."


def completions(question: Question, typed: str) -> tuple[str, ...]:
    """What the last of the choices that are being typed may become, with what stands before it."""
    before, comma, last = typed.rpartition(",")
    start = f"{before}{comma} " if comma else ""
    letters = fold(last)
    labels = [label for label, _ in question.choices]
    begins = [label for label in labels if fold(label).startswith(letters)]
    return tuple(start + label for label in begins or [label for label in labels if letters in fold(label)])


def _complaint(question: Question, typed: str, words: Vocabulary) -> str:
    """What is wrong with an answer, or what was asked for with a question mark; empty when it will do."""
    if question.name == "title":
        nameless = "Geef een titel met letters of cijfers. Daarvan maken we de naam van het bestand."
        return _length(question, typed, words) if slug(typed) else nameless
    if not question.choices:
        return question.explain if typed == LIST else _length(question, typed, words)
    facet = words.facets[question.name]
    if typed == LIST:
        return "\n".join(f"  {label}" for label, _ in question.choices)
    unknown = [word for word in _split(question, typed) if not words.term(facet.name, word)]
    if unknown:
        return _unknown(question, words, unknown[0])
    most = len(_split(question, typed))
    return f"Kies er hoogstens {facet.max}." if facet.max and most > facet.max else ""


def _length(question: Question, typed: str, words: Vocabulary) -> str:
    """What is wrong with the length of a text; empty for one that fits, that may wait, or that is a list of names."""
    field = fields_for(words.lists)[question.name]
    if field.kind != "text" or not typed or field.low <= len(typed) <= field.high:
        return ""
    how = "kort" if len(typed) < field.low else "lang"
    wait = "" if question.name == "title" else " Weet je het nog niet? Druk op Enter."
    return f"Dit is te {how}: {len(typed)} tekens, en het moet {field.bounds} zijn.{wait}"


def _unknown(question: Question, words: Vocabulary, word: str) -> str:
    facet = words.facets[question.name]
    labels = {term.id: term.label for term in facet.terms}
    if facet.name == "region" and (regions := words.regions_of(word)):
        return f"“{word}” is een gemeente. Die ligt in {', '.join(labels[region] for region in regions)}."
    near, others = words.nearest_term(facet, word), words.elsewhere(facet, word)
    if others and not near:
        return f"“{word}” hoort bij {' en '.join(other.label for other in others)}. Typ {LIST} om alles te zien."
    meant = (labels[near],) if near else completions(question, word)
    hint = f" Bedoelde je {' of '.join(meant)}?" if 0 < len(meant) <= _FEW else ""
    return f"“{word}” staat niet in de lijst.{hint} Typ {LIST} om alles te zien."


def _split(question: Question, typed: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in chosen(typed, question) if word.strip())


def _meant(question: Question, typed: str, words: Vocabulary) -> tuple[str, ...]:
    if question.choices:
        return tuple(words.term(question.name, word) or word for word in _split(question, typed))
    if question.style == "lines":
        return tuple(name.strip() for name in typed.split(";") if name.strip())
    return (typed,)
