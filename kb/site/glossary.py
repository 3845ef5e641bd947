"""The words of the field: all of them, and those that stand in a text."""

import re
from collections.abc import Iterable
from functools import lru_cache

from kb.folding import slug
from kb.model import GlossaryEntry, WholePractice
from kb.site import words
from kb.site.views import Explained

_WORD = re.compile(r"\w+")


def explained(entries: Iterable[GlossaryEntry]) -> tuple[Explained, ...]:
    """All entries from A to Z, each with an anchor."""
    return tuple(map(_explained, sorted(entries, key=lambda entry: words.order(entry.word))))


@lru_cache(maxsize=1024)
def _explained(entry: GlossaryEntry) -> Explained:
    return Explained(entry.word, entry.meaning, slug(entry.word), words.enumeration(entry.also))


def explained_in(practice: WholePractice, entries: tuple[GlossaryEntry, ...]) -> tuple[Explained, ...]:
    """The entries whose word or other form stands in the practice, from A to Z."""
    text = " ".join((practice.title, practice.summary, *(section.text for section in practice.sections)))
    by_word = _by_word(entries)
    there = by_word.keys() & ("", *_WORD.findall(text.casefold()))
    near = dict.fromkeys(entry for word in sorted(there) for entry in by_word[word])
    return explained(entry for entry in near if _pattern(entry).search(text))


@lru_cache(maxsize=1)
def _by_word(entries: tuple[GlossaryEntry, ...]) -> dict[str, list[GlossaryEntry]]:
    """The entries by the first word of each form: where none of those stands, no pattern need be tried."""
    found: dict[str, list[GlossaryEntry]] = {}
    for entry in entries:
        for form in (entry.word, *entry.also):
            first = _WORD.search(form.casefold())
            found.setdefault(first[0] if first else "", []).append(entry)
    return found


@lru_cache(maxsize=1024)
def _pattern(entry: GlossaryEntry) -> re.Pattern[str]:
    """Whole words only; an abbreviation in capitals counts in capitals only ("SW" is not "sw")."""
    forms = [re.escape(form) if form.isupper() else f"(?i:{re.escape(form)})" for form in (entry.word, *entry.also)]
    return re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)")
