"""What stands of a practice where practices are chosen and compared: the same rows for all, gaps said as gaps."""

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import TypeAlias

from kb.model import UNKNOWN, Dossier, Practice, WholePractice
from kb.site import words
from kb.site.catalogue import Catalogue
from kb.site.contact_view import NO_ADDRESS
from kb.site.practice_view import NEEDS, PracticeView
from kb.site.views import Fact, Figure, Link

Piece: TypeAlias = tuple[str, str, str]
"""A text, the address that it leads to or "", and what stands behind it or ""."""

Cell: TypeAlias = tuple[str, tuple[Piece, ...], bool]
"""What is said when nothing is known ("niet bekend"), or ""; the values; whether they are paragraphs of a text."""

POINTS, TAGS = re.compile(r"<li>(.*?)</li>", re.DOTALL), re.compile(r"<[^>]*>")
"""The points of a list in a section: its plain text has them as lines like any other."""

RESULTS, LESSONS, CONTACT = "Resultaten", "Geleerde lessen", "Contact"

FACTS = ("Waar", "Wie", "Voor wie", "Stand van zaken", "Looptijd", "Omvang", "Kosten", "Invoeren duurt")
"""Rows of a line or two each: in a memo they are the table. The labels are those of the facts box."""

TEXTS = (RESULTS, NEEDS, LESSONS, CONTACT)
"""Rows that may be long: in a memo they stand below each practice."""


def choice_record(catalogue: Catalogue, view: PracticeView) -> Mapping[str, object]:
    """A practice as the pages of the choice show it, made from what its own page shows."""
    practice, card = catalogue.whole[view.card.id], view.card
    facts = {fact.label: fact for fact in view.facts}
    cells = (
        *(_fact(facts[label]) for label in FACTS),
        _results(practice, view),
        _needs(practice, view),
        _told(practice, LESSONS) or _cell(words.NOT_FILLED),
        _cell("", _pieces(facts[CONTACT].values)),
    )
    return {
        "id": practice.id,
        "href": card.href,
        "title": practice.title,
        "lang": card.lang,
        "meta": card.meta,
        "summary": practice.summary,
        "level": card.level_name,
        "notices": (*view.notices, view.age),
        "newer": _pieces((view.replaced_by,) if view.replaced_by else ()),
        "cells": cells,
        "ask": _ask(practice, facts[CONTACT]),
        "sources": _pieces(view.sources),
    }


def questions(dossier: Dossier) -> tuple[str, ...]:
    """The questions for a meeting that a dossier has, each a line."""
    return tuple(
        line for section in dossier.sections if section.heading.startswith("Vragen") for line in _lines(section.text)
    )


def _ask(practice: Practice, contact: Fact) -> str:
    """Who can fill a gap: the contact, else the first organisation; nobody where no address of them is known."""
    if any(link.text == NO_ADDRESS for link in contact.values):
        return ""
    return f"vraag het aan {practice.contact.organisation if practice.contact else practice.organisations[0].name}"


def _cell(gap: str, pieces: tuple[Piece, ...] = ()) -> Cell:
    return gap, pieces, False


def _fact(fact: Fact) -> Cell:
    if fact.gap:
        return _cell(fact.values[0].text, _pieces(fact.values[1:]))
    return _cell("", _pieces(fact.values))


def _pieces(links: tuple[Link, ...]) -> tuple[Piece, ...]:
    return tuple((link.text, link.href or link.outside, link.note) for link in links)


def _results(practice: WholePractice, view: PracticeView) -> Cell:
    """The figures; without any what the text says."""
    if view.figures:
        return _cell("", tuple(_figure(figure) for figure in view.figures))
    not_there = words.NOT_KNOWN if view.no_figures else words.NOT_FILLED
    return _told(practice, RESULTS) or _cell(not_there)


def _figure(figure: Figure) -> Piece:
    value = f"{figure.value} {figure.unit}".strip()
    return f"{figure.indicator}: {value}", "", ", ".join(figure.notes)


def _needs(practice: WholePractice, view: PracticeView) -> Cell:
    """What must and what should be there; without such a list what the text says."""
    listed = tuple(_need_pieces(view))
    if listed:
        return _cell("", listed)
    not_there = words.NOT_KNOWN if "preconditions" in practice.unknown else words.NOT_FILLED
    return _told(practice, NEEDS) or _cell(not_there)


def _need_pieces(view: PracticeView) -> Iterator[Piece]:
    for block in view.blocks:
        yield from ((need, "", "moet er zijn") for need in block.must)
        yield from ((need, "", "helpt") for need in block.should)


def _told(practice: WholePractice, heading: str) -> Cell | None:
    """What the section with this heading says; None when there is no such section."""
    for section in practice.sections:
        if section.heading == heading and section.text.strip():
            if section.text.strip(" .\n").casefold() == UNKNOWN:
                return _cell(words.NOT_KNOWN)
            points = {unescape(TAGS.sub("", point)).strip() for point in POINTS.findall(section.html)}
            lines = (f"– {line}" if line in points else line for line in _lines(section.text))
            return "", tuple((line, "", "") for line in lines), True
    return None


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
