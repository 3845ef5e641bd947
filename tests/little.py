"""A little content folder: three practices and lists of their own, so that no test leans on the real ones."""

from pathlib import Path

LISTS = {
    "region": """\
facet: true
label: Regio
plural: Regio's
path: regio
required: true
terms:
  - {id: twente, label: Twente, provinces: [Overijssel], municipalities: [Enschede], tile: [5, 3]}
  - {id: zeeland, label: Zeeland, formerly: [Zeeuwse eilanden], municipalities: [Goes], tile: [0, 5]}
""",
    "theme": """\
facet: true
label: Thema
plural: Thema's
path: thema
required: true
terms:
  - {id: werk, label: Werk}
  - {id: leren, label: Leren}
""",
    "target_group": """\
facet: true
label: Doelgroep
plural: Doelgroepen
path: doelgroep
required: true
terms:
  - {id: jongeren, label: Jongeren}
""",
    "status": """\
facet: true
label: Stand van zaken
plural: Standen
path: stand
required: true
max: 1
terms:
  - {id: lopend, label: Lopend}
  - {id: gestopt, label: Gestopt}
""",
}
PRACTICE = """\
---
title: {title}
summary: In deze praktijk leren jongeren een vak bij een bedrijf in de buurt, en {word} gaat daarbij met hen mee.
organisation: Werkplaats
region: {region}
theme: werk
target_group: jongeren
status: lopend
sources:
  - title: Jaarverslag
added: 2024-05-01
---

## Aanleiding

Er was weinig werk. De {word} zag dat.
"""


def practice(title: str, region: str = "twente", word: str = "jobcoach") -> str:
    """The text of a practice file without mistakes."""
    return PRACTICE.format(title=title, region=region, word=word)


def write_content(folder: Path) -> Path:
    """The folder `practices` below `folder`, with lists and three practices."""
    content = folder / "practices"
    (content / "_lists").mkdir(parents=True)
    for name, text in LISTS.items():
        (content / f"_lists/{name}.yaml").write_text(text)
    (content / "fietsen-maken.md").write_text(practice("Fietsen maken"))
    (content / "groen-in-goes.md").write_text(practice("Groen in Goes", "zeeland"))
    (content / "was-doen.md").write_text(practice("De was doen", word="leermeester"))
    return content


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its path there."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
