"""The commands: options in, words and exit codes out; decides nothing else."""

import errno
import os
import sys
from collections.abc import Sequence
from contextlib import nullcontext
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kb import collection_commands, report, repository_commands
from kb.commandline import PATH, Choice, FacetCommand, Group, Number, content_option, in_dutch, today_option, typeable
from kb.config import PROJECT, version
from kb.problems import KbError, Problem, Severity, UsageError

if TYPE_CHECKING:  # the rooms are imported inside the commands, so that `kb --help` answers at once
    from datetime import date

    from kb.buildoptions import BuildResult
    from kb.model import Corpus
    from kb.operations import Chosen
    from kb.reading import Further

_FAILED, _WRONG_USAGE, _STOPPED = 1, 2, 130
_HERE = Path("practices")
_COLOURS = {"error": "red", "warning": "yellow"}

_strict = click.option("--strict", is_flag=True, help="Ook een waarschuwing is een fout.")
_json = click.option("--json", "as_json", is_flag=True, help="Geef het antwoord als JSON.")


def main(args: Sequence[str] | None = None) -> int:
    """Run a command; gives the exit code: 0 fine, 1 errors in the content or a failure, 2 wrong usage."""
    try:
        return _run(args)
    except OSError as trouble:  # of the shell's: what it opened, where it stands; all else is a KbError by now
        if trouble.errno == errno.ENOSPC:
            return _complain("De schijf is vol: het antwoord kon niet worden geschreven.", _FAILED)
        if _stands_nowhere():
            return _complain("De map waarin je staat, is weg. Ga eerst naar een andere map.", _FAILED)
        raise


def _run(args: Sequence[str] | None) -> int:
    try:
        color = False if os.environ.get("NO_COLOR") else None
        return kb.main(args, prog_name="kb", standalone_mode=False, color=color) or 0
    except click.exceptions.NoArgsIsHelpError as wrong:
        click.echo(wrong.message, err=True)
        return _WRONG_USAGE
    except click.UsageError as wrong:
        return _complain(in_dutch(wrong), _WRONG_USAGE)
    except UsageError as wrong:
        return _complain(str(wrong), _WRONG_USAGE)
    except KbError as trouble:
        return _complain(str(trouble), _FAILED)
    except click.Abort:
        return _complain("Gestopt.", _STOPPED)


def _stands_nowhere() -> bool:
    """True when the folder in which the command was given is gone."""
    try:
        Path.cwd()
    except FileNotFoundError:
        return True
    return False


def _complain(message: str, code: int) -> int:
    click.secho(typeable(message), err=True, fg="red")
    return code


def _tell_version(ctx: click.Context, _: click.Parameter, asked: bool) -> None:  # noqa: FBT001 - click's
    if asked:
        click.echo(f"kb {version()}")
        ctx.exit()


@click.group(cls=Group)
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_tell_version, help="Toon de versie."
)
def kb() -> None:
    """Wat werkt waar: van praktijken in Markdown naar een site die zelf zoekt."""


@kb.command()
@content_option
@click.option("--output", type=PATH, default="site", metavar="MAP", help="De map voor de site (standaard: site).")
@click.option("--templates", type=PATH, metavar="MAP", help="Andere sjablonen dan die van dit project.")
@click.option("--base-url", metavar="ADRES", help="Het webadres waar de site komt te staan.")
@click.option(
    "--jobs", type=Number(1, 64), metavar="GETAL", help="Hoeveel processen het werk verdelen (standaard: alle)."
)
@click.option("--scheduler", metavar="ADRES", help="Laat een Dask-cluster de bestanden lezen (tcp://…:8786).")
@click.option("--no-cache", "fresh", is_flag=True, help="Vergeet eerst alles wat van een vorige keer is bewaard.")
@_strict
@today_option
@click.option("--zip", "archive", type=PATH, metavar="BESTAND", help="Zet de hele site ook in een zip-bestand.")
@_json
def build(*, as_json: bool, today: "date | None", **options: Any) -> int:  # noqa: ANN401 - the fields of Options
    """Maak de site.

    Controleert de praktijken, maakt de zoekindex en de pagina's, en zet alles in één keer op zijn plaats. Met fouten
    in de praktijken blijft de site zoals hij was.
    """
    from kb import buildoptions, uptodate  # noqa: PLC0415 - see above: no rooms before a command needs them

    given = {name: value for name, value in options.items() if value is not None}
    options_ = buildoptions.Options(today=today or buildoptions.today(os.environ), **given)
    seen = uptodate.unchanged(options_)
    result = seen.result
    if result is None:
        from kb import pipeline, progress  # noqa: PLC0415 - as above

        watched = nullcontext(progress.quiet) if as_json else progress.shown(sys.stderr, os.environ)
        with watched as told:
            result = pipeline.build(options_, told, seen)
    if as_json:
        click.echo(report.json_text(_as_record(result, options["output"])))
    else:
        _tell(result, options["output"])
        if result.published:
            _advise()
    return 0 if result.published else _FAILED


def _as_record(result: "BuildResult", output: Path) -> dict[str, object]:
    counts = {name: getattr(result.published, name, 0) for name in ("written", "unchanged", "removed")}
    return {
        "published": result.published is not None,
        "practices": result.practices,
        "output": output.as_posix(),
        **counts,
        "seconds": {stage: round(seconds, 3) for stage, seconds in result.seconds.items()},
        "problems": [report.record(problem) for problem in result.problems],
    }


def _tell(result: "BuildResult", output: Path) -> None:
    """Say what was built, and what is wrong with the content."""
    _show(result.problems)
    if result.published is None:
        click.echo("De site is niet vernieuwd.", err=True)
        return
    done = result.published
    practices = report.counted(result.practices, "praktijk", "praktijken")
    click.echo(
        f"{practices} in {report.counted(done.written + done.unchanged, 'bestand', 'bestanden')}"
        f" ({done.written} nieuw of veranderd, {done.removed} weg), klaar in {_decimal(result.seconds['total'])} s.\n"
        f"De site staat in {output}: open {output / 'index.html'} in je browser."
    )


def _advise() -> None:
    """Say which settings are still empty."""
    from kb import config  # noqa: PLC0415 - as above

    if empty := config.not_set(config.read_settings()):
        click.echo(f"Nog leeg onder [tool.kb] in pyproject.toml: {', '.join(empty)}.")


def _show(problems: tuple[Problem, ...], *, below: bool = True) -> None:
    """Print the problems and their number beside the command's own output; hints below or behind each."""
    if problems:
        click.echo(f"{report.as_text(problems, _paint, below=below)}\n{report.summary(problems)}.", err=True)


def _paint(text: str, severity: Severity) -> str:
    return click.style(text, fg=_COLOURS[severity], bold=True)


def _decimal(number: float) -> str:
    return f"{number:.1f}".replace(".", ",")


@kb.command()
@click.argument("paths", nargs=-1, type=PATH, metavar="[PAD …]")
@content_option
@click.option(
    "--format", "style", type=Choice(["text", "github", "json"]), default="text", help="Hoe de problemen eruitzien."
)
@click.option("--links", is_flag=True, help="Vraag ook andere websites of je links nog bestaan. Dat duurt even.")
@_strict
@today_option
def check(  # noqa: PLR0913 - a parameter for each option
    paths: tuple[Path, ...], content: Path, style: str, *, links: bool, strict: bool, today: "date | None"
) -> int:
    """Toon in één keer alles wat er mis is met je bestanden.

    Met PAD zie je alleen wat er mis is in dat bestand of die map.
    """
    from kb import buildoptions, reading  # noqa: PLC0415 - as above

    for path in paths:
        _refuse_outside(path, content)
    day = today or buildoptions.today(os.environ)
    outcome = reading.check(content, day, collection_commands.WORK, _links(day) if links else None)
    problems = tuple(problem for problem in outcome.problems if not paths or _within(Path(problem.place.path), paths))
    if style == "json":
        click.echo(report.as_json(problems))
    elif style == "github":
        click.echo(report.as_github(problems), nl=bool(problems))
    elif problems:
        click.echo(f"{report.as_text(problems, _paint)}\n{report.summary(problems)}.")
    else:
        click.echo(f"Geen fouten gevonden ({_read(outcome.value, content, paths)} gelezen).")
    return _FAILED if reading.stops(problems, strict=strict) else 0


def _links(day: "date") -> "Further":
    from kb import upkeep  # noqa: PLC0415 - as above

    return partial(upkeep.check_links, upkeep.Asking(upkeep.manners(), collection_commands.WORK, _tell_asked), day)


def _tell_asked(known: int, left: int) -> None:
    sites = report.counted(left, "site", "sites")
    click.echo(f"{report.counted(known, 'link', 'links')} bekend, nog {sites} te vragen", err=True)


def _refuse_outside(path: Path, content: Path) -> None:
    if not path.exists():
        raise UsageError(f"{path} bestaat niet.")
    if not path.resolve().is_relative_to(content.resolve()):
        raise UsageError(f"{path} ligt niet in {content}. Kies met --content de map met praktijken.")


def _read(corpus: "Corpus | None", content: Path, paths: Sequence[Path]) -> str:
    """How many practices were looked at: those of the paths that were named, else all."""
    practices = corpus.practices if corpus else ()
    named = [practice for practice in practices if not paths or _within(content / practice.source_path, paths)]
    return report.counted(len(named), "praktijk", "praktijken")


def _within(place: Path, paths: Sequence[Path]) -> bool:
    return any(place.resolve().is_relative_to(path.resolve()) for path in paths)


def _terms(facet: str) -> dict[str, str]:
    """The terms of a facet, in the folder here or else in the project, for who presses the Tab key."""
    from kb import operations  # noqa: PLC0415 - as above

    lists = operations.lists_of(_HERE if _HERE.is_dir() else PROJECT / _HERE)
    return {term.id: term.label for term in lists.facet(facet).terms}


def _index_facets(_args: Sequence[str]) -> tuple[str, ...]:
    from kb import operations  # noqa: PLC0415 - as above

    return tuple(operations.searched_facets(collection_commands.WORK))


def _content_facets(args: Sequence[str]) -> tuple[str, ...]:
    """The facets of the content folder among the arguments; it is needed before they can be parsed."""
    from kb import operations  # noqa: PLC0415 - as above

    given = [after for option, after in pairwise(args) if option == "--content"]
    given += [arg.removeprefix("--content=") for arg in args if arg.startswith("--content=")]
    lists = operations.lists_of(Path(given[-1]) if given else _HERE)
    return tuple(facet.name for facet in lists.facets if not facet.computed)


@kb.command(cls=FacetCommand, facets=_index_facets, terms=_terms, context_settings={"ignore_unknown_options": True})
@click.argument("words", nargs=-1, metavar="WOORDEN …")
@click.option(
    "--limit", type=Number(0, 10_000), default=10, metavar="GETAL", help="Hoeveel praktijken (standaard: 10)."
)
@click.option("--sort", type=Choice(["relevantie", "nieuwste", "titel"]), default="relevantie", help="De volgorde.")
@click.option("--exact", is_flag=True, help="Zoek alleen deze woorden, geen verwante.")
@click.option("--explain", is_flag=True, help="Zeg bij elke praktijk waarom zij daar staat.")
@_json
def search(  # noqa: PLR0913 - a parameter for each option
    words: tuple[str, ...], *, limit: int, sort: str, exact: bool, explain: bool, chosen: "Chosen", as_json: bool
) -> None:
    """Zoek in de praktijken van de laatste build, zoals de site zoekt."""
    from kb import operations, uptodate  # noqa: PLC0415 - as above

    wrong = [word for word in words if word.startswith("--")]
    if wrong:  # a word may begin with a hyphen: `-jobcoach` leaves practices out
        raise UsageError(f"De optie {wrong[0]} bestaat niet. Uitleg: kb search --help")
    answer = operations.find(
        collection_commands.WORK, " ".join(words), chosen, limit=limit, sort=sort, exact=exact, explain=explain
    )
    if uptodate.is_older(collection_commands.WORK, _HERE):
        old = f"Let op: in {_HERE} veranderde iets na de laatste build. Maak de site opnieuw met: kb build"
        click.echo(typeable(old), err=True)
    if as_json:
        click.echo(report.json_text(report.answer_record(answer)))
    else:
        click.echo(report.answer_text(answer, operations.searched_facets(collection_commands.WORK)))


@kb.command(cls=FacetCommand, facets=_content_facets, terms=_terms)
@click.argument("title", nargs=-1, metavar="[TITEL]")
@click.option("--organisation", multiple=True, metavar="NAAM", help="Wie het deed; mag vaker.")
@click.option("--summary", metavar="TEKST", help="Het probleem, de aanpak en wat het opleverde.")
@content_option
@today_option
def new(  # noqa: PLR0913 - a parameter for each option
    title: tuple[str, ...],
    organisation: tuple[str, ...],
    summary: str | None,
    content: Path,
    *,
    chosen: "Chosen",
    today: "date | None",
) -> None:
    """Begin een nieuwe praktijk: een bestand dat je invult.

    Zonder TITEL vraagt kb wat je al weet. De Tab-toets vult een antwoord aan.
    """
    from kb import buildoptions, operations  # noqa: PLC0415 - as above

    given = dict(chosen) | {"organisation": organisation, "summary": (summary or "",)}
    answers = {"title": (" ".join(title),)} if title else _ask_for_practice(content)
    given |= {name: values for name, values in answers.items() if name != "title"}
    path = operations.start(answers["title"][0], content, given, today or buildoptions.today(os.environ))
    click.echo(typeable(f"{path} staat klaar. Vul het in en kijk met: kb check {path}"))


def _ask_for_practice(content: Path) -> dict[str, tuple[str, ...]]:
    """What somebody at the terminal answers; wrong usage where nobody can be asked."""
    from kb import operations, terminal  # noqa: PLC0415 - as above
    from kb.editing.interview import completions, explained, interview  # noqa: PLC0415 - as above
    from kb.editing.questions import Question  # noqa: PLC0415 - as above

    if not terminal.is_there():
        raise UsageError("Er ontbreekt iets: TITEL.\nUitleg: kb new --help")

    def ask(question: Question) -> str:
        return terminal.ask(question.label, explained(question), lambda typed: completions(question, typed))

    click.echo("Een nieuwe praktijk. Weet je iets nog niet? Druk op Enter en vul het later in. Stoppen: Ctrl-C.")
    return interview(operations.lists_of(content), ask, click.echo)


@kb.command()
@content_option
@click.option("--port", type=Number(0, 65_535), default=8000, metavar="GETAL", help="De poort (standaard: 8000).")
@click.option("--open", "opens", is_flag=True, help="Open de site meteen in je browser.")
@click.option("--one-line", is_flag=True, help="Zet de raad achter elke melding, voor een programma dat meeleest.")
def serve(*, content: Path, port: int, opens: bool, one_line: bool) -> None:
    """Bekijk de site terwijl je schrijft.

    Na elke wijziging wordt de site opnieuw gemaakt en ververst je browser vanzelf.
    """
    from kb import buildoptions, work  # noqa: PLC0415 - as above
    from kb.serve import Heard  # noqa: PLC0415 - as above
    from kb.serve import serve as run  # noqa: PLC0415 - as above

    def started(address: str) -> None:
        click.echo(f"Bekijk de site op {address} (stoppen: Ctrl-C).")
        if opens:
            import webbrowser  # noqa: PLC0415 - as above

            webbrowser.open(address)

    def begins() -> None:
        click.echo("Bezig …")

    def waits() -> None:
        click.echo("Er is nog een build bezig. Daarna gaat het hier vanzelf verder.")

    def built(outcome: "BuildResult | KbError") -> None:
        if isinstance(outcome, KbError):
            _complain(str(outcome), _FAILED)
        else:
            _show(outcome.problems, below=not one_line)
        click.echo(_done(outcome))

    buildoptions.refuse_missing(content)
    options = buildoptions.Options(
        today=buildoptions.today(os.environ), content=content, output=collection_commands.WORK / work.PREVIEW
    )
    run(options, port, Heard(started, begins, waits, built))
    click.echo("Gestopt.")


def _done(outcome: "BuildResult | KbError") -> str:
    """The last line of each round; VS Code waits for its first word."""
    if isinstance(outcome, KbError) or outcome.published is None:
        return "Niet vernieuwd."
    practices = report.counted(outcome.practices, "praktijk", "praktijken")
    return f"Vernieuwd: {practices} in {_decimal(outcome.seconds['total'])} s."


for command in (*repository_commands.COMMANDS, *collection_commands.COMMANDS):
    kb.add_command(command)
