"""A little content folder with lists in which one term holds a comma, and issues as GitHub records them."""

import json
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from kb.config import LISTS
from kb.content.lists import read_lists
from kb.editing.issue import Intake, take_in
from kb.model import Lists
from tests.little import write_content

TODAY = date(2026, 3, 1)
EVENTS = Path(__file__).parent / "events"
Take = Callable[[bytes], Intake]


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The little content folder; it stands in the current folder."""
    monkeypatch.chdir(tmp_path)
    content = write_content(tmp_path).relative_to(tmp_path)
    with (content / "_lists/theme.yaml").open("a", encoding="utf-8") as file:
        file.write('  - {id: groen, label: "Groen, schoonmaak en werk"}\n')
    return content


@pytest.fixture
def lists(content: Path) -> Lists:
    """The lists of the little folder."""
    found = read_lists(content / "_lists", "_lists").value
    assert found is not None
    return found


@pytest.fixture(scope="session")
def real_lists(root: Path) -> Lists:
    """The lists of the project itself."""
    found = read_lists(root / "practices" / "_lists", "_lists").value
    assert found is not None
    return found


@pytest.fixture
def take(content: Path, lists: Lists) -> Take:
    """Takes an event in, into the little folder."""
    return lambda event: take_in(event, content, lists, LISTS, TODAY)


def event(body: object) -> bytes:
    """An event with this text."""
    return json.dumps({"action": "opened", "issue": {"number": 12, "title": "Praktijk: ", "body": body}}).encode()


def body(answers: Mapping[str, str]) -> str:
    """The text that GitHub makes of the answers in a form."""
    return "\n\n".join(f"### {label}\n\n{answer or '_No response_'}" for label, answer in answers.items())


GOOD = {
    "Titel van de praktijk": "Koken in de buurt",
    "Samenvatting": "Jongeren zaten thuis zonder werk.\nZij koken nu voor de buurt. Na een jaar werken er acht.",
    "Organisaties": "- Werkplaats\n- Gemeente Goes",
    "Regio": "Twente, Zeeland",
    "Thema": "Groen, schoonmaak en werk, Leren",
    "Doelgroep": "Jongeren",
    "Stand van zaken": "Lopend",
    "Bronnen": "Jaarverslag 2024, https://www.example.org/jaarverslag, 2025-02\nGesprek met de kok",
    "Aanleiding": "Er was *weinig* werk.",
    "Aanpak": "## Stappen\n\n1. zoeken\n2. koken",
    "Resultaten": "_No response_",
    "Wanneer begon het?": "2024-05",
    "Kosten van het eerste jaar": "10-50k",
    "Contact: organisatie": "Werkplaats",
    "Contact: mailadres": "info@example.org",
    "Contact: toestemming": "- [ ] Vindt deze persoon het goed dat dit op de site staat? Dan vink je dit aan.",
    "Wat heb je nodig": "Een keuken: 1 kok per 4 jongeren.",
    "Afspraken": "- [x] Alles wat hier staat komt uit de genoemde bronnen, of ik weet het zelf.",
}
