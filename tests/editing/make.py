"""Practices as values, for rules that need no file."""

from typing import Any

from kb.model import Level, SafeHtml, Section, WholePractice

LEVEL = Level(1, "signalering", (), ())


def practice(name: str, text: str = "", **values: Any) -> WholePractice:  # noqa: ANN401 - each field has a type of its own
    """A practice with one section of text."""
    sections = (Section("Aanpak", "s-aanpak", SafeHtml(""), text),) if text else ()
    given: dict[str, Any] = {"organisations": (), "facets": {}, "sources": (), "level": LEVEL} | values
    return WholePractice(id=name, source_path=f"{name}.md", title=name, summary="", sections=sections, **given)
