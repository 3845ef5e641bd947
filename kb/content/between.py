"""The rules between files: unique ids, live links, aliases, adoption, replacement, pictures and days."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct

from kb.content.adoption import check_adoptions
from kb.content.reading import Reading
from kb.content.sheet import OUTSIDE, Reference, listed
from kb.content.words import did_you_mean
from kb.model import Dossier
from kb.problems import Place, Problem

_NAMED = 3  # how many files with the same id a message names
_WORDS = {"added": "`added`", "reviewed": "`reviewed`"}


class Found(Struct, frozen=True):
    """All files of a content folder as they were read, before the rules between them."""

    readings: Sequence[Reading]
    dossiers: tuple[Dossier, ...]
    dossier_ids: frozenset[str]
    references: tuple[Reference, ...]
    """What the dossiers refer to."""
    silenced: Mapping[str, frozenset[str]]
    """The checks that each file silences, practice or dossier, by its path."""
    media_names: frozenset[str]
    today: date
    shown: str = "practices"
    """The content folder as the editor typed it, to name a file in a message."""


def check_between(found: Found) -> Iterator[Problem]:
    """The problems that only show when all files are known; places are relative to the content folder."""
    check = _Check(found)
    yield from check.names()
    yield from check.aliases()
    yield from check.replacements()
    yield from check_adoptions(check.by_id)
    for reading in found.readings:
        for reference in reading.references:
            yield from check.reference(reference, reading)
    for reference in found.references:
        yield from check.reference(reference, None)


class _Check:
    def __init__(self, found: Found) -> None:
        self._found = found
        self.by_id: dict[str, Reading] = {}
        for reading in found.readings:
            self.by_id.setdefault(reading.id, reading)
        self._aliases = self._alias_owners()

    def _alias_owners(self) -> Mapping[str, list[tuple[Reading, Reference]]]:
        owners: defaultdict[str, list[tuple[Reading, Reference]]] = defaultdict(list)
        for reading in self._found.readings:
            for reference in reading.references:
                if reference.kind == "aliases":
                    owners[reference.target].append((reading, reference))
        return owners

    def names(self) -> Iterator[Problem]:
        """Files with one id, or whose ids differ in case only (the same file on Windows and macOS).

        Told at each of them: which of them is the new one is for the editor to know.
        """
        alike: defaultdict[str, list[Reading]] = defaultdict(list)
        for reading in self._found.readings:
            alike[reading.id.casefold()].append(reading)
        for readings in alike.values():
            for reading in readings if len(readings) > 1 else ():
                yield self._alike(reading, [other for other in readings if other is not reading])

    def _alike(self, reading: Reading, others: list[Reading]) -> Problem:
        same = [other for other in others if other.id == reading.id]
        named = listed(f"{self._found.shown}/{other.path}" for other in (same or others)[:_NAMED])
        if same:
            message = f"De id `{reading.id}` is ook die van {named}."
            hint = "Geef een van de twee een andere bestandsnaam."
            return Problem(Place(reading.path), "dubbele-id", message, hint)
        message = f"Deze bestandsnaam verschilt alleen in hoofdletters van {named}."
        return Problem(Place(reading.path), "hoofdletters", message, "Gebruik alleen kleine letters.")

    def aliases(self) -> Iterator[Problem]:
        """An old id that is in use, by a practice or as the old id of another."""
        for alias, owners in self._aliases.items():
            if alias in self.by_id:
                owner = f"{self._found.shown}/{self.by_id[alias].path}"
                for _, reference in owners:
                    yield self._alias_clash(reference, f"De oude id `{alias}` is nu de id van `{owner}`.")
            for _, reference in owners[1:]:
                yield self._alias_clash(
                    reference, f"De oude id `{alias}` staat ook bij `{self._found.shown}/{owners[0][0].path}`."
                )

    def _alias_clash(self, reference: Reference, message: str) -> Problem:
        return Problem(reference.place, "alias-botsing", message, "Haal hem bij een van de twee weg.")

    def replacements(self) -> Iterator[Problem]:
        """Practices that replace each other: a reader would be sent round for ever."""
        following = {
            reading.id: reference
            for reading in self._found.readings
            for reference in reading.references
            if reference.kind == "replaced_by"
        }
        for start, reference in following.items():
            seen, at = {start}, reference.target
            while at in following and at not in seen:
                seen.add(at)
                at = following[at].target
            if at == start and reference.target != start:
                message = "Deze praktijken vervangen elkaar in een kring."
                yield Problem(reference.place, "kringverwijzing", message, "Haal `replaced_by` bij de nieuwste weg.")

    def reference(self, reference: Reference, owner: Reading | None) -> Iterator[Problem]:
        """What is wrong with one reference; `owner` is the practice that holds it, None for a dossier."""
        kind = reference.kind
        if kind in _WORDS:
            yield from self._day(reference)
        elif kind == "image":
            yield from self._image(reference)
        elif kind == "dossier":
            yield from self._dossier(reference)
        elif kind not in ("aliases", "results.source", OUTSIDE):
            yield from self._practice(reference, owner)

    def _day(self, reference: Reference) -> Iterator[Problem]:
        if date.fromisoformat(reference.target) > self._found.today:
            message = f"{_WORDS[reference.kind]} ligt in de toekomst: {reference.target}."
            hint = f"Vandaag is het {self._found.today.isoformat()}."
            yield Problem(reference.place, "toekomst", message, hint, "warning")

    def _image(self, reference: Reference) -> Iterator[Problem]:
        if reference.target not in self._found.media_names:
            message = f"De afbeelding `{reference.target}` staat niet in `_media/`."
            hint = did_you_mean(reference.target, self._found.media_names) or "Zet haar erbij; hoofdletters tellen mee."
            yield Problem(reference.place, "afbeelding-ontbreekt", message, hint)

    def _dossier(self, reference: Reference) -> Iterator[Problem]:
        if reference.target not in self._found.dossier_ids:
            hint = did_you_mean(reference.target, self._found.dossier_ids) or "Kijk in `_dossiers/` hoe het heet."
            message = f"Er is geen dossier `{reference.target}`."
            if reference.target in self.by_id:
                hint = f"Bedoel je de praktijk? Schrijf `../{reference.target}.md`."
            yield Problem(reference.place, "dode-link", message, hint)

    def _practice(self, reference: Reference, owner: Reading | None) -> Iterator[Problem]:
        target = self.by_id.get(reference.target)
        code = "dode-link" if reference.kind == "link" else "onbekende-praktijk"
        if target is None:
            yield Problem(reference.place, code, f"Er is geen praktijk `{reference.target}`.", self._hint(reference))
        elif target.is_draft and not (owner and owner.is_draft):
            message = f"De praktijk `{reference.target}` is nog een concept en staat niet op de site."
            yield Problem(reference.place, code, message, "Haal daar `draft` weg, of haal de verwijzing weg.")
        elif owner and target.id == owner.id and reference.kind != "link":
            message = f"`{reference.kind}` wijst naar de praktijk zelf."
            yield Problem(reference.place, "zelfverwijzing", message, "Haal de verwijzing weg.")
        elif reference.fragment and target.ids and reference.fragment not in target.ids:
            heading = reference.fragment.partition("-")[2]
            message = f"De praktijk `{target.id}` heeft geen kop `#{heading}`."
            yield Problem(reference.place, "dood-anker", message, "Kijk welke koppen daar staan.", "warning")

    def _hint(self, reference: Reference) -> str:
        owners = self._aliases.get(reference.target)
        if owners:
            return f"`{reference.target}` heet nu `{owners[0][0].id}`."
        return did_you_mean(reference.target, self.by_id) or "Kijk naar de bestandsnaam, zonder `.md`."
