"""Commands for maintainers of the repository: from-issue, forms, compare and completion."""

import os
from datetime import date
from pathlib import Path

import click
from click.shell_completion import get_completion_class

from kb.commandline import PATH, Choice, Command, content_option, today_option

_FAILED = 1


@click.command("from-issue", cls=Command)
@click.argument("event", type=PATH, metavar="GEBEURTENIS")
@click.option(
    "--answer", type=PATH, default="antwoord.md", metavar="BESTAND", help="Het antwoord (standaard: antwoord.md)."
)
@content_option
@today_option
def from_issue(event: Path, answer: Path, content: Path, *, today: date | None) -> int:
    """Maak een praktijk van een ingevuld formulier op GitHub.

    GEBEURTENIS is het JSON-bestand dat GitHub bij een issue geeft. Klopt er iets niet, dan komt er geen praktijk en
    staat in het antwoord wat de inzender kan doen.
    """
    from kb import buildoptions, operations  # noqa: PLC0415 - no rooms before a command needs them

    taken = operations.take_in(event, answer, content, today or buildoptions.today(os.environ))
    click.echo(taken.path.as_posix() if taken.path else "Er klopt nog iets niet; er is geen praktijk gemaakt.")
    return 0 if taken.path else _FAILED


@click.command(cls=Command)
def forms() -> None:
    """Vernieuw het formulier op GitHub en de hulp in VS Code.

    Doe dit nadat je een lijst in practices/_lists hebt veranderd.
    """
    from kb import operations  # noqa: PLC0415 - as above

    changed = operations.renew_forms()
    click.echo("\n".join(f"{name} is vernieuwd." for name in changed) or "Alles was al bij.")


@click.command(cls=Command)
@click.argument("before", type=PATH, metavar="OUD")
@click.argument("after", type=PATH, metavar="NIEUW")
def compare(before: Path, after: Path) -> None:
    """Zeg welke pagina's nieuw, veranderd of weg zijn.

    OUD en NIEUW zijn mappen met een site. De lijst is Markdown, voor bij een voorstel.
    """
    from kb.editing import compare as comparing  # noqa: PLC0415 - as above

    click.echo(comparing.as_markdown(comparing.compare(before, after)), nl=False)


@click.command(cls=Command)
@click.argument("shell", type=Choice(["bash", "zsh", "fish"]), metavar="SHELL")
def completion(shell: str) -> None:
    """Laat de Tab-toets opdrachten, opties en termen aanvullen.

    \b
    SHELL is bash, zsh of fish. Zet deze regel in het bestand erachter:
      eval "$(kb completion bash)"   ~/.bashrc
      eval "$(kb completion zsh)"    ~/.zshrc
      kb completion fish | source    ~/.config/fish/config.fish

    PowerShell op Windows kan dit niet.
    """  # noqa: D301 - click leaves lines as they are behind the sign itself, not behind its letters
    made = get_completion_class(shell)
    root = click.get_current_context().find_root()
    if made is not None:
        click.echo(made(root.command, {}, "kb", "_KB_COMPLETE").source())


COMMANDS = (from_issue, forms, compare, completion)
