"""Reads one file of the content folder, and nothing that is no plain file inside it."""

import os
from pathlib import Path

from kb.content.notes import Notes

DOSSIERS, LISTS, MEDIA = "_dossiers", "_lists", "_media"
"""The folders in a content folder that hold no practices."""

ASIDE = ("_", ".", "~$")
"""How the name of a file or folder begins that is not read: put aside by somebody, or kept by Word for an open file."""

DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))})
"""What no file can be called on Windows, whatever follows a dot: there these are devices."""

MAX_BYTES = 32 * 1024 * 1024
"""No file is read further than this; what a text or a picture may be is less."""


def read_bytes(path: Path, folder: Path, notes: Notes) -> bytes | None:
    """The bytes of a file; None when it is no plain file of the folder or can't be read (then that is noted)."""
    try:
        if not path.resolve(strict=True).is_relative_to(folder.resolve()):
            message = "Deze symbolische koppeling wijst naar iets buiten de map."
            notes.add(notes.place(1), "verwijzing-buiten", message, "Zet het bestand zelf in de map.")
            return None
        if path.is_file():
            return _read(path, notes)
        reason = "het is geen gewoon bestand"
    except PermissionError:
        reason = "je mag het niet lezen"
    except FileNotFoundError:
        reason = "de koppeling wijst naar niets"
    except (OSError, RuntimeError):  # RuntimeError: links that go round, before Python 3.13
        reason = "het systeem kan het niet openen"
    notes.add(notes.place(1), "geen-bestand", f"Dit is niet te lezen: {reason}.", "Zet hier een gewoon bestand neer.")
    return None


def _read(path: Path, notes: Notes) -> bytes | None:
    with path.open("rb") as file:
        # Never more asked than there is: a large request that is cut down keeps a place of its own in memory, and the
        # system has some 65,000 of those.
        size = min(os.fstat(file.fileno()).st_size, MAX_BYTES)
        data = file.read(size + 1)
    if len(data) <= MAX_BYTES:
        return data
    message = f"Dit bestand is groter dan {MAX_BYTES // 1024 // 1024} MiB."
    notes.add(notes.place(1), "te-groot", message, "Zet grote bijlagen op een website.")
    return None
