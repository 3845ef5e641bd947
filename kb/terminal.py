"""Asking on a terminal, with the Tab key to complete an answer where the system can do that."""

import sys
from collections.abc import Callable, Sequence
from contextlib import suppress

import click


def is_there() -> bool:
    """True when somebody sits at the other end, who can be asked something."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def ask(label: str, explain: str, completions: Callable[[str], Sequence[str]]) -> str:
    """What is typed on a line below the question; click.Abort when it is broken off."""
    click.echo(f"\n{click.style(label, bold=True)}: {explain}")
    _complete_with(completions)
    try:
        return input("> ")
    except (EOFError, KeyboardInterrupt) as stop:
        click.echo()
        raise click.Abort from stop
    finally:
        _complete_with(lambda _: ())


def _complete_with(completions: Callable[[str], Sequence[str]]) -> None:
    with suppress(ImportError):  # Windows has none; then the answer is typed whole
        import readline  # noqa: PLC0415 - only where there is one

        def complete(text: str, number: int) -> str | None:
            found = completions(text)
            return found[number] if number < len(found) else None

        readline.set_completer(complete)
        readline.set_completer_delims("")
        # The one of macOS has another way to say the same.
        is_libedit = "libedit" in (readline.__doc__ or "")
        readline.parse_and_bind("bind ^I rl_complete" if is_libedit else "tab: complete")
        if not is_libedit:
            readline.parse_and_bind("set show-all-if-ambiguous on")
            readline.parse_and_bind("set completion-ignore-case on")
