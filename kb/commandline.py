"""Click with Dutch words: help, usage, and what is wrong with a command."""

import re
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem


class Number(click.ParamType[int]):
    """A whole number between two others."""

    name = "getal"

    def __init__(self, lowest: int, highest: int) -> None:
        self.lowest, self.highest = lowest, highest

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:  # noqa: ANN401 - click's
        """The number that was typed."""
        text = str(value)
        if text.isascii() and text.isdigit() and self.lowest <= int(text) <= self.highest:
            return int(text)
        return self.fail(f"“{text}” is geen getal van {self.lowest} tot en met {self.highest}", param, ctx)


class Day(click.ParamType[date]):
    """A day, as 2026-11-22."""

    name = "datum"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:  # noqa: ANN401 - click's
        """The day that was typed."""
        try:
            return value if isinstance(value, date) else date.fromisoformat(value)
        except ValueError:
            return self.fail(f"“{value}” is geen datum. Schrijf hem zo: 2026-11-22", param, ctx)


class Choice(click.Choice[str]):
    """One of some words."""

    def get_invalid_choice_message(self, value: Any, ctx: click.Context | None) -> str:  # noqa: ANN401, ARG002 - click's
        """What is said of another word."""
        return f"“{value}” kan hier niet; kies uit {', '.join(self.choices)}"


_COMMAND = re.compile(r"(?<=met: )kb\b|(?<=Uitleg: )kb\b")


def typeable(text: str) -> str:
    """A message in which `kb …` stands as it was typed this time: without more, no shell finds it in .venv."""
    typed = called()
    return _COMMAND.sub(lambda _: typed, text)


def called() -> str:
    """How somebody started kb: by its name, by the path of its script, or as a module of Python."""
    if sys.orig_argv[1:3] == ["-m", "kb"]:
        return f"{sys.orig_argv[0]} -m kb"
    script = sys.argv[0]
    is_path = Path(script).name in {"kb", "kb.exe"} and Path(script).name != script
    return script if is_path and shutil.which("kb") != script else "kb"


PATH = click.Path(path_type=Path)

content_option = click.option(
    "--content", type=PATH, default="practices", metavar="MAP", help="De map met praktijken (standaard: practices)."
)
today_option = click.option("--today", type=Day(), metavar="DATUM", help="Doe alsof het deze dag is (2026-11-22).")


class Command(click.Command):
    """A command whose help is in Dutch, and that refuses arguments which it does not take."""

    def __init__(self, name: str | None, **settings: Any) -> None:  # noqa: ANN401 - click's own settings, passed on
        # --target_group is --target-group
        settings.setdefault("context_settings", {})["token_normalize_func"] = lambda word: word.replace("_", "-")
        super().__init__(name, options_metavar="[OPTIES]", **settings)
        self.allow_extra_args = True  # refused below, in Dutch

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse as click does; UsageError for an argument too many."""
        try:
            rest = super().parse_args(ctx, args)
        except click.UsageError as wrong:
            wrong.ctx = ctx  # click leaves it out for an option without its value
            raise
        if rest:
            raise click.UsageError(f"Dit hoort hier niet bij: {' '.join(rest)}.", ctx)
        return rest

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The option --help, explained in Dutch."""
        return _explained(super().get_help_option(ctx))

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the line with the usage."""
        _write_usage(self, ctx, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what each option does."""
        _write_options(self, ctx, formatter)


class FacetCommand(Command):
    """A command with an option for each facet; `facets` finds their names, given the arguments that were typed.

    `terms` finds the terms of one of them, with their labels, for who presses the Tab key.

    The command gets all of them in one parameter `chosen`: the words by the name of the facet, without empty ones.
    """

    def __init__(
        self,
        name: str | None,
        facets: Callable[[Sequence[str]], Sequence[str]],
        terms: Callable[[str], Mapping[str, str]],
        **settings: Any,  # noqa: ANN401 - click's own settings, passed on
    ) -> None:
        super().__init__(name, **settings)
        self.facets, self.terms = facets, terms

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """The command's own parameters, and those of the facets."""
        options: list[click.Parameter] = ctx.meta.get(__name__, [])
        return [*super().get_params(ctx), *options]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse with the options of the facets that there are now."""
        facets = self.facets(args)
        ctx.meta[__name__] = [_facet_option(name, self.terms) for name in facets]
        rest = super().parse_args(ctx, args)
        words = {name: ctx.params.pop(name) for name in facets}
        ctx.params["chosen"] = {name: tuple(values) for name, values in words.items() if values}
        return rest


class Group(click.Group):
    """A group of commands with Dutch help."""

    command_class = Command

    def __init__(self, name: str | None, **settings: Any) -> None:  # noqa: ANN401 - click's own settings, passed on
        super().__init__(name, options_metavar="[OPTIES]", subcommand_metavar="OPDRACHT …", **settings)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The option --help, explained in Dutch."""
        return _explained(super().get_help_option(ctx))

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse as click does; `kb help new` is `kb new --help`."""
        return super().parse_args(ctx, [*args[1:], "--help"] if args[:1] == ["help"] else args)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that was named; UsageError with the nearest one if there is none."""
        name = args[0]
        if name in self.commands or name.startswith("-"):
            return super().resolve_command(ctx, args)
        near = get_close_matches(name, self.commands)
        cure = f"Bedoelde je {_or(near)}?" if near else f"Kies uit: {', '.join(self.commands)}."
        raise click.UsageError(f"De opdracht {name} bestaat niet. {cure}", ctx)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the line with the usage."""
        _write_usage(self, ctx, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what each option does, and the commands."""
        _write_options(self, ctx, formatter)
        with formatter.section("Opdrachten"):
            formatter.write_dl([(name, self.commands[name].get_short_help_str(100)) for name in self.commands])


def in_dutch(wrong: click.UsageError) -> str:
    """What is wrong with a command, and where it is explained."""
    where = wrong.ctx.command_path if wrong.ctx else "kb"
    return f"{_wrong(wrong)}\nUitleg: {where} --help"


def _wrong(wrong: click.UsageError) -> str:
    """The mistake in words; click words it itself only for what can't happen with our commands."""
    match wrong:
        case click.NoSuchOption(option_name=option, possibilities=near):
            return f"De optie {option} bestaat niet." + (f" Bedoelde je {_or(near)}?" if near else "")
        case click.BadOptionUsage(option_name=option, ctx=ctx):
            flag = any(option in param.opts and param.is_flag for param in _options(ctx))
            return f"Bij de optie {option} hoort {'geen' if flag else 'een'} waarde."
        case click.MissingParameter(param=param, ctx=ctx) if param and ctx:
            return f"Er ontbreekt iets: {param.make_metavar(ctx)}."
        case click.BadParameter(param=param, ctx=ctx) if param:
            return f"{' / '.join(param.opts)}: {wrong.message}."
    return wrong.message


def _options(ctx: click.Context | None) -> list[click.Option]:
    return [param for param in ctx.command.get_params(ctx) if isinstance(param, click.Option)] if ctx else []


def _or(words: Sequence[str]) -> str:
    return " of ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


def _explained(option: click.Option | None) -> click.Option | None:
    if option:
        option.help = "Toon deze uitleg."
    return option


def _facet_option(name: str, terms: Callable[[str], Mapping[str, str]]) -> click.Option:
    def complete(_: click.Context, __: click.Parameter, typed: str) -> list[CompletionItem]:
        found = terms(name).items()
        return [CompletionItem(term, help=label) for term, label in found if term.startswith(typed.casefold())]

    explain = f"Een term uit `_lists/{name}.yaml`; mag vaker."
    option = f"--{name.replace('_', '-')}"
    return click.Option([option, name], multiple=True, metavar="TERM", help=explain, shell_complete=complete)


def _write_usage(command: click.Command, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    formatter.write_usage(ctx.command_path, " ".join(command.collect_usage_pieces(ctx)), prefix="Gebruik: ")


def _write_options(command: click.Command, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    records = (param.get_help_record(ctx) for param in command.get_params(ctx) if isinstance(param, click.Option))
    with formatter.section("Opties"):
        formatter.write_dl([record for record in records if record])
