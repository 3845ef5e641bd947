"""Reads one file of the content folder, and nothing that is no plain file inside it."""

from pathlib import Path

from kb.content.notes import Notes


def read_bytes(path: Path, folder: Path, notes: Notes) -> bytes | None:
    """The bytes of a file; None when it is no plain file of the folder or can't be read (then that is noted)."""
    try:
        if not path.resolve(strict=True).is_relative_to(folder.resolve()):
            message = "Deze symbolische koppeling wijst naar iets buiten de map."
            notes.add(notes.place(1), "verwijzing-buiten", message, "Zet het bestand zelf in de map.")
            return None
        if path.is_file():
            return path.read_bytes()
        reason = "het is geen gewoon bestand"
    except PermissionError:
        reason = "je mag het niet lezen"
    except FileNotFoundError:
        reason = "de koppeling wijst naar niets"
    except (OSError, RuntimeError):  # RuntimeError: links that go round, before Python 3.13
        reason = "het systeem kan het niet openen"
    notes.add(notes.place(1), "geen-bestand", f"Dit is niet te lezen: {reason}.", "Zet hier een gewoon bestand neer.")
    return None
