"""The words of the field: all of them, and those that stand in a text."""

import re
from collections.abc import Iterable
from functools import lru_cache

from kb.model import GlossaryEntry, WholePractice
from kb.site import words
from kb.site.views import Explained


def explained(entries: Iterable[GlossaryEntry]) -> tuple[Explained, ...]:
    """All entries from A to Z, each with an anchor."""
    ordered = sorted(entries, key=lambda entry: words.order(entry.word))
    return tuple(
        Explained(entry.word, entry.meaning, words.slug(entry.word), words.enumeration(entry.also)) for entry in ordered
    )


def explained_in(practice: WholePractice, entries: tuple[GlossaryEntry, ...]) -> tuple[Explained, ...]:
    """The entries whose word or other form stands in the practice, from A to Z."""
    text = " ".join((practice.title, practice.summary, *(section.text for section in practice.sections)))
    folded = text.casefold()
    near = (entry for entry in entries if any(form in folded for form in _folded(entry)))  # far cheaper than a pattern
    return explained(entry for entry in near if _pattern(entry).search(text))


@lru_cache(maxsize=1024)
def _folded(entry: GlossaryEntry) -> tuple[str, ...]:
    return tuple(form.casefold() for form in (entry.word, *entry.also))


@lru_cache(maxsize=1024)
def _pattern(entry: GlossaryEntry) -> re.Pattern[str]:
    """Whole words only; an abbreviation in capitals counts in capitals only ("SW" is not "sw")."""
    forms = [re.escape(form) if form.isupper() else f"(?i:{re.escape(form)})" for form in (entry.word, *entry.also)]
    return re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)")
