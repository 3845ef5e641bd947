"""The level of a practice: each step with its reasons, and what the next one asks."""

from collections.abc import Callable

import pytest

from kb.model import Level, WholePractice
from kb.problems import Outcome
from tests.content.pages import page

Read = Callable[..., Outcome[WholePractice]]
DESCRIBED = "## Aanleiding\na\n## Aanpak\nb\n## Resultaten\nc\n"
LESSONS = "## Wat heb je nodig\nd\n## Geleerde lessen\ne\n## Zo neem je dit over\nf\n"
FIELDS = {
    "cost": "{band: 10-50k}",
    "lead_time": "langer",
    "preconditions": "[{need: x, must: ja}]",
    "results": "[{indicator: i, value: 1}]",
}
ADOPTED = "[{organisation: Elders, region: zeeland, year: 2024, result: Twaalf banen.}]"
RESEARCH = "[{type: extern-onderzoek, title: t, year: 2024}]"


@pytest.fixture
def level_of(read: Read) -> Callable[..., Level]:
    """The level of a practice with this text and these fields."""

    def level_of(body: str = "", **changes: str) -> Level:
        practice = read(page(body, **changes)).value
        assert practice is not None
        return practice.level

    return level_of


@pytest.mark.parametrize(
    ("body", "changes", "number", "name"),
    [
        ("", {}, 1, "signalering"),
        ("", {**FIELDS, "adopted_by": ADOPTED, "evidence": RESEARCH}, 1, "signalering"),
        ("## Aanleiding\na\n## Aanpak\nb\n", {}, 1, "signalering"),
        ("## Aanleiding\na\n## Aanpak\nb\n## Resultaten\nOnbekend.\n", {}, 1, "signalering"),
        (DESCRIBED, {}, 2, "beschreven"),
        (DESCRIBED.upper(), {}, 2, "beschreven"),
        (DESCRIBED + LESSONS, {}, 2, "beschreven"),
        (DESCRIBED + LESSONS, FIELDS, 3, "overdraagbaar"),
        (DESCRIBED + LESSONS, {**FIELDS, "cost": "onbekend", "lead_time": "onbekend"}, 3, "overdraagbaar"),
        (
            DESCRIBED + LESSONS,
            {**FIELDS, "cost": "{band: onbekend}", "lead_time": "onbekend", "results": "onbekend"},
            2,
            "beschreven",
        ),
        (
            DESCRIBED + LESSONS.replace("\ne\n", "\nOnbekend\n"),
            {**FIELDS, "cost": "onbekend", "results": "onbekend"},
            2,
            "beschreven",
        ),
        (DESCRIBED + LESSONS, {**FIELDS, "evidence": RESEARCH}, 3, "overdraagbaar"),
        (DESCRIBED + LESSONS, {**FIELDS, "adopted_by": ADOPTED}, 4, "herhaald"),
        (
            DESCRIBED + LESSONS,
            {**FIELDS, "adopted_by": ADOPTED.replace("Elders", "werkbedrijf de brug")},
            3,
            "overdraagbaar",
        ),
        (
            DESCRIBED + LESSONS,
            {**FIELDS, "adopted_by": ADOPTED.replace("Twaalf banen.", "onbekend")},
            3,
            "overdraagbaar",
        ),
        (DESCRIBED + LESSONS, {**FIELDS, "adopted_by": ADOPTED, "evidence": RESEARCH}, 5, "onderzocht"),
    ],
)
def test_the_level(level_of: Callable[..., Level], body: str, changes: dict[str, str], number: int, name: str) -> None:
    level = level_of(body, **changes)

    assert (level.number, level.name) == (number, name)
    assert len(level.reasons) == number
    assert bool(level.missing) == (number < 5)


def test_what_is_missing_is_said_for_the_next_step_only(level_of: Callable[..., Level]) -> None:
    assert level_of("## Aanpak\nb").missing == (
        "Schrijf iets onder de kop Aanleiding.",
        "Schrijf iets onder de kop Resultaten.",
    )
    assert level_of(DESCRIBED + LESSONS, lead_time="langer").missing == (
        "Vul de kosten in (`cost`), of schrijf `onbekend`.",
        "Vul de randvoorwaarden in (`preconditions`), of schrijf `onbekend`.",
        "Vul de resultaten in cijfers in (`results`), of schrijf `onbekend`.",
    )
