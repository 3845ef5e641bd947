"""A good practice to change one thing of."""

from pathlib import Path

LISTS_FOLDER = Path(__file__).parent / "lists"
HEADER = {
    "title": "Werken in de buurt",
    "summary": "Mensen zaten thuis. Nu doen zij klussen voor hun buren, en twintig van hen hebben werk.",
    "organisation": "De Brug",
    "region": "twente",
    "theme": "taal",
    "target_group": "wsw",
    "status": "lopend",
    "sources": "[{title: Jaarverslag 2023}]",
    "added": "2026-02-01",
}


def page(body: str = "", **changes: str | None) -> str:
    """A practice file; fields are changed, added or (None) left out. Its body begins on line 12 if none are."""
    fields = {key: value for key, value in (HEADER | changes).items() if value is not None}
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in fields.items()) + f"---\n{body}"
