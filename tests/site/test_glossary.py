"""Which words of the field are found in a text."""

import pytest
from msgspec.structs import replace

from kb.model import GlossaryEntry
from kb.site.glossary import explained_in
from tests.site.little import BARE, section

ENTRIES = (
    GlossaryEntry("loonwaarde", "…", ("loonwaarden",)),
    GlossaryEntry("SW", "…", ("Wsw'er",)),
    GlossaryEntry("re-integratie", "…"),
    GlossaryEntry("§", "…"),
    GlossaryEntry("'t loket", "…"),
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Wat is loonwaarde?", ["loonwaarde"]),
        ("LOONWAARDEN, en loonwaarde", ["loonwaarde"]),
        ("loonwaardemeting", []),
        ("De SW, niet de sw", ["SW"]),
        ("de sw", []),
        ("Een wsw'er werkt.", ["SW"]),
        ("Een wsw werkt.", []),
        ("de Re-integratie", ["re-integratie"]),
        ("de re integratie", []),
        ("van § 3", ["§"]),
        ("Naar 'T LOKET", ["'t loket"]),
        ("Naar het loket", []),
    ],
)
def test_a_form_is_found_as_whole_words_and_capitals_as_capitals(text: str, words: list[str]) -> None:
    practice = replace(BARE, title="", summary=text, sections=(section("Aanpak", "", text),))
    assert [entry.word for entry in explained_in(practice, ENTRIES)] == words
