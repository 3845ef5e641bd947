"""Reads the files of a content folder and remembers nothing."""

from collections.abc import Iterable
from pathlib import Path

from kb.content.dossiers import DossierReading, read_dossier
from kb.content.lists import read_lists
from kb.content.practice import read
from kb.content.reading import Reading, Readings, Source
from kb.content.terms import Vocabulary
from kb.model import Lists, WholePractice
from kb.problems import Outcome


class Plain:
    """Reads each file when it is asked for."""

    def lists(self, folder: Path, shown: str) -> Outcome[Lists]:
        """As `read_lists`."""
        return read_lists(folder, shown)

    def dossier(self, data: bytes, path: str) -> DossierReading:
        """As `read_dossier`."""
        return read_dossier(data, path)

    def readings(self, sources: Iterable[Source], lists: Lists) -> Readings:
        """The readings of these files, in their order."""
        words = Vocabulary(lists)
        readings: list[Reading] = []
        whole: dict[str, WholePractice] = {}
        for source in sources:
            data = source.read()
            if isinstance(data, Reading):
                readings.append(data)
                continue
            found, reading = read(data, source.path, words)
            readings.append(reading)
            if found:
                whole[source.path] = found
        return Readings(tuple(readings), whole.__getitem__)


PLAIN = Plain()
