"""Commands for editors of the collection: import, todo, rename and remove."""

import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kb.commandline import PATH, Command, content_option, today_option, typeable
from kb.problems import UsageError

if TYPE_CHECKING:
    from kb.editing.transaction import Changes
    from kb.upkeep import Imported

_FAILED = 1
WORK = Path(".kb")
_dry = click.option("--dry-run", "dry", is_flag=True, help="Zeg alleen wat er zou veranderen.")


@click.command("import", cls=Command)
@click.argument("file", type=PATH, metavar="BESTAND")
@content_option
@today_option
def take(file: Path, content: Path, *, today: date | None) -> int:
    """Maak een voorstel van een Word-, Excel- of CSV-bestand.

    Een Word-bestand (.docx) is één praktijk. In een tabel (.xlsx, .csv) is elke rij er een. Wat geen plaats vond staat
    onderaan het voorstel, als opmerking die niet op de site komt. Een bestand dat er al is blijft zoals het was.
    """
    from kb import buildoptions, upkeep  # noqa: PLC0415 - no rooms before a command needs them

    found = upkeep.imported(file, content, today or buildoptions.today(os.environ))
    click.echo("\n\n".join(_imported(each) for each in found))
    return 0 if any(each.is_new for each in found) else _FAILED


def _imported(one: "Imported") -> str:
    from kb.report import plain  # noqa: PLC0415 - as above

    if not one.is_new:
        return f"{one.path} is er al; er is niets veranderd."
    parts = (("Nog invullen:", one.proposal.missing), ("Niet geplaatst (staat onderaan):", one.proposal.left))
    lines = [line for head, each in parts if each for line in (head, *(f"  - {plain(text)}" for text in each))]
    check = typeable(f"Vul het aan en kijk met: kb check {one.path}")
    return "\n".join([f"{one.path} is een voorstel.", *lines, check])


@click.command(cls=Command)
@content_option
@today_option
def todo(content: Path, *, today: date | None) -> None:
    """Zeg wat er te doen is: nakijken, aanvullen, en lijsten die niet meer passen.

    Van links naar andere sites weet deze opdracht alleen wat `kb check --links` het laatst vond.
    """
    from kb import buildoptions, upkeep  # noqa: PLC0415 - as above
    from kb.editing.todo import as_text  # noqa: PLC0415 - as above
    from kb.report import plain  # noqa: PLC0415 - as above

    found = upkeep.todo(content, today or buildoptions.today(os.environ), WORK)
    click.echo("\n".join(plain(line) for line in as_text(found, content).split("\n")))


@click.command(cls=Command)
@click.argument("old", metavar="OUD")
@click.argument("new", metavar="NIEUW")
@click.option("--list", "facet", default="", metavar="LIJST", help="Een term uit deze lijst (theme), geen praktijk.")
@click.option("--label", default="", metavar="TEKST", help="Het nieuwe label van de term.")
@_dry
@content_option
@today_option
def rename(old: str, new: str, facet: str, label: str, content: Path, *, dry: bool, today: date | None) -> None:  # noqa: PLR0913 - a parameter for each option
    """Geef een praktijk of een term een andere id, overal waar die staat.

    Het oude adres leidt daarna naar het nieuwe. Lukt het niet in elk bestand, dan verandert er niets.
    """
    from kb import buildoptions, upkeep  # noqa: PLC0415 - no rooms before a command needs them

    if label and not facet:
        raise UsageError("--label hoort bij een term. Zeg met --list uit welke lijst.")
    renaming = upkeep.Renaming(old, new, facet, label)
    changes = upkeep.renamed(content, renaming, today or buildoptions.today(os.environ), dry=dry)
    _tell(changes, content, dry=dry, moved=0 if facet else 1)
    if not dry:
        click.echo(f"“{old}” heet nu “{new}”; het oude adres leidt naar het nieuwe.")


@click.command(cls=Command)
@click.argument("practice", required=False, default="", metavar="[ID]")
@click.option("--person", default="", metavar="TEKST", help="Haal deze naam, dit mailadres of dit nummer overal weg.")
@click.option("--instead", default="iemand", metavar="TEKST", help="Wat er dan komt te staan (standaard: iemand).")
@click.option("--reason", default="op verzoek", metavar="TEKST", help="De reden op de pagina (standaard: op verzoek).")
@click.option("--no-page", is_flag=True, help="Laat op het oude adres geen pagina achter.")
@_dry
@content_option
@today_option
def remove(  # noqa: PLR0913 - a parameter for each option
    practice: str,
    person: str,
    instead: str,
    reason: str,
    content: Path,
    *,
    no_page: bool,
    dry: bool,
    today: date | None,
) -> None:
    """Haal een praktijk of een persoon weg, bijvoorbeeld op verzoek (AVG).

    Met ID gaat de praktijk weg, met haar foto's en alles wat ernaar verwijst. Op het oude adres staat dat zij is
    weggehaald. Met --person gaat een persoon uit alle teksten.
    """
    from kb import buildoptions, upkeep  # noqa: PLC0415 - as above

    if bool(practice) == bool(person):
        raise UsageError("Zeg wat er weg moet: de id van een praktijk, of een persoon met --person.")
    removal = upkeep.Removal(practice, person, reason, instead, not no_page)
    _tell(upkeep.removed(content, removal, today or buildoptions.today(os.environ), dry=dry), content, dry=dry)
    if not dry:
        click.echo(
            "In de geschiedenis van git staat het nog. Hoe je ook dat weghaalt, staat in .github/VERWIJDEREN.md."
        )


def _tell(changes: "Changes", content: Path, *, dry: bool, moved: int = 0) -> None:
    """The files that changed; on a dry run what each line would become. `moved`: so many are told of by two names."""
    from kb import report  # noqa: PLC0415 - as above
    from kb.editing import preview  # noqa: PLC0415 - as above

    count = len(changes) - moved
    number = report.counted(count, "bestand", "bestanden")
    if dry:
        will = "zou" if count == 1 else "zouden"
        click.echo("\n".join(map(report.plain, preview.as_text(content, changes).split("\n"))))
        click.echo(f"{number} {will} veranderen. Er is nog niets veranderd.")
    else:
        click.echo("\n".join([*((content / name).as_posix() for name in sorted(changes)), f"{number} veranderd."]))


COMMANDS = (take, todo, rename, remove)
