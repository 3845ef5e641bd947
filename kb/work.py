"""The work folder `.kb/`: one build at a time, never from git, and only what can be made again."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path

from kb.disk import exclusive, worded
from kb.problems import KbError

INDEX = "index"
"""The folder of the search index, in the work folder."""

PREVIEW = "preview"
"""The folder of the site that `kb serve` shows, in the work folder."""

SITE = "site"
"""The folder of the last published site, in the work folder: the same files under a second name."""

_IGNORE = ".gitignore"
_LOCK = "slot"


@contextmanager
def hold(folder: Path) -> Iterator[None]:
    """Work in `folder` (made if need be) as the only one.

    BusyError when another build works there, KbError when it can't be made, is somebody else's or when git keeps it.
    """
    refuse_tracked(folder)
    _refuse_foreign(folder)
    busy = f"Er is al een build bezig met de werkmap {folder}. Wacht tot die klaar is en probeer het dan nog eens."
    with ExitStack() as stack:
        with explained(folder):
            _take_away_odd(folder)
            stack.enter_context(exclusive(folder / _LOCK, busy))
            make(folder)
        yield


def make(folder: Path) -> None:
    """Have the folder stand, and ignored by git. OSError when it can't."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _IGNORE).write_text("*\n", encoding="utf-8")


def explained(folder: Path) -> AbstractContextManager[None]:
    """Reading and writing in the work folder: what the system refuses becomes a KbError."""
    return worded(f"Werken in de map {folder} lukt niet")


def clear(folder: Path) -> None:
    """Throw away all that is remembered in `folder`, so that the next build starts from nothing."""
    for entry in folder.iterdir():
        if entry.name in {_IGNORE, _LOCK}:
            continue
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        else:
            entry.unlink()


def _refuse_foreign(folder: Path) -> None:
    """Raise KbError for a folder that we did not make: what is ours there is overwritten, and may be thrown away."""
    if folder.is_dir() and not (folder / _IGNORE).exists() and {entry.name for entry in folder.iterdir()} - {_LOCK}:
        raise KbError(f"De map {folder} is niet door kb gemaakt. Geef haar een andere naam: kb werkt in {folder}.")


def _take_away_odd(folder: Path) -> None:
    """Take away links, pipes and devices: who writes into one writes elsewhere, who reads one may wait for ever."""
    for place in (folder, folder / INDEX):
        for entry in os.scandir(place) if place.is_dir() else ():
            if not (entry.is_file(follow_symlinks=False) or entry.is_dir(follow_symlinks=False)):
                Path(entry).unlink()


def refuse_tracked(folder: Path) -> None:
    """Raise KbError when git keeps files of `folder`: what somebody committed there would be trusted as our own.

    Also when it is a link: our files would stand, and be thrown away, somewhere else.
    """
    if folder.is_symlink():
        raise KbError(
            f"De werkmap {folder} is een koppeling naar een andere plek. Haal haar weg: kb maakt zelf een map."
        )
    git = shutil.which("git")
    if git is None or not folder.parent.is_dir():
        return
    # A checkout of another user (in a container) is looked at too; git would rather not.
    options = ("-c", "core.fsmonitor=false", "-c", "safe.directory=*", "-C", str(folder.parent))
    # On some disks ".KB" is the same folder.
    command = [git, *options, "ls-files", "-z", "--", f":(literal,icase){folder.name}"]
    listed = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - no shell, our own words
    if listed.returncode == 0 and listed.stdout:
        name = listed.stdout.split(b"\0")[0].decode(errors="replace")
        raise KbError(
            f"In git staat een bestand van de werkmap {folder} ({name}). Haal die map uit git en gooi hem weg."
        )
