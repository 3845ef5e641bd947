"""The cached corpus: where only running texts changed since the last build, its checks between files still hold.

Nothing is cached when a file had an error. The cache counts while all files with a warning keep their bytes.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from msgspec import Struct
from msgspec.json import decode, encode
from msgspec.structs import replace

from kb.content.between import Found
from kb.content.exif import has_position
from kb.content.files import MEDIA, read_bytes
from kb.content.media import read_media
from kb.content.notes import Notes
from kb.content.reading import Readings, id_in
from kb.lazy import Keyed, LazySequence
from kb.model import Corpus, Lists, MediaFile, Practice, WholePractice
from kb.problems import Problem


class _Followed(Struct, frozen=True):
    """What is cached: the outcome of the checks between files.

    `besides`: digest of the input that is no practice (dossiers, pictures, silenced checks, the day).
    `paths`: of the practices that are published. `facets`: by path the facets of practices that got terms from other
    files. `media`: names of the pictures that are shown. `warnings`: all of them. `warned`: by path the digest of each
    file with a warning.
    """

    besides: str
    paths: Sequence[str]
    facets: Mapping[str, Mapping[str, tuple[str, ...]]]
    media: Sequence[str]
    warnings: Sequence[Problem]
    warned: Mapping[str, str]


def remember(read: Readings, apart: Found, corpus: Corpus, warnings: Sequence[Problem]) -> None:
    """Cache a corpus without errors. `apart`: the input that is no practice; `warnings`: all that were found."""
    if read.memory is None:
        return
    warned = {problem.place.path: read.memory.digest(problem.place.path) for problem in warnings}
    if "" in warned.values():  # it stands in no practice: whether that changed is not known
        return
    own = {reading.path: reading.practice for reading in read.readings}
    facets = {
        practice.source_path: practice.facets
        for practice in corpus.practices
        if practice is not own[practice.source_path]
    }
    paths = [practice.source_path for practice in corpus.practices]
    told = _Followed(
        _besides(apart, corpus.media), paths, facets, [file.name for file in corpus.media], warnings, warned
    )
    read.memory.keep(encode(told).decode())


def recall(content: Path, lists: Lists, read: Readings, apart: Found) -> tuple[Corpus, Sequence[Problem]] | None:
    """The cached corpus with all its warnings; its practices are read when first used.

    None when the cache doesn't hold, so that all practices have to be checked.
    """
    then = _recalled(read)
    if then is None:
        return None
    problems: list[Problem] = []
    media = media_files(content, then.media, problems)
    if problems or then.besides != _besides(apart, media) or any(has_position(file.data) for file in media):
        return None
    one = read.memory.practice if read.memory else read.whole
    practices = _practices(then, read, one)
    ids = [id_in(path) for path in then.paths]
    return Corpus(practices, Whole(Keyed(ids, practices), read.whole), lists, apart.dossiers, media), then.warnings


def _recalled(read: Readings) -> _Followed | None:
    told = read.memory.recall() if read.memory else ""
    with suppress(ValueError):
        then = decode(told, type=_Followed) if told else None
        if then and read.memory and all(read.memory.digest(path) == digest for path, digest in then.warned.items()):
            return then
    return None


def _practices(then: _Followed, read: Readings, one: Callable[[str], Practice]) -> Sequence[Practice]:
    def computed(practice: Practice) -> Practice:
        facets = then.facets.get(practice.source_path)
        return practice if facets is None else replace(practice, facets=facets)

    def every() -> Sequence[Practice]:
        known = {reading.path: reading.practice for reading in read.readings}
        return [computed(practice) for path in then.paths if (practice := known[path])]

    return LazySequence(len(then.paths), every, lambda at: computed(one(then.paths[at])))


def _besides(apart: Found, media: Iterable[MediaFile]) -> str:
    """The digest of all that counts besides practices and lists."""
    names = sorted(apart.media_names), sorted(apart.dossier_ids)
    silenced = {path: sorted(codes) for path, codes in apart.silenced.items()}
    told = (apart.today, names, apart.dossiers, apart.references, silenced)
    summed = hashlib.sha256(encode(told))
    for file in media:
        summed.update(encode(file.name))
        summed.update(hashlib.sha256(file.data).digest())
    return summed.hexdigest()


def media_files(content: Path, names: Iterable[str], problems: list[Problem]) -> tuple[MediaFile, ...]:
    """The pictures of these names, without those with which something is wrong."""
    return tuple(_media_files(content, names, problems))


def _media_files(content: Path, names: Iterable[str], problems: list[Problem]) -> Iterator[MediaFile]:
    known: dict[str, str] = {}
    for name in names:
        notes = Notes(f"{MEDIA}/{name}")
        if known.setdefault(name.lower(), name) != name:  # on many disks, and so on the site, these are one file
            message = f"Deze bestandsnaam verschilt alleen in hoofdletters van `{known[name.lower()]}`."
            notes.add(notes.place(1), "hoofdletters", message, "Geef een van de twee een andere naam.")
        data = read_bytes(content / MEDIA / name, content, notes)
        file = None if data is None else read_media(name, data, notes)
        problems += notes.problems
        if file:
            yield file


class Whole(Mapping[str, WholePractice]):
    """The practices with their texts, with the terms that they got since they were read."""

    def __init__(self, practices: Mapping[str, Practice], read: Callable[[str], WholePractice]) -> None:
        self._practices, self._read = practices, read

    def __getitem__(self, practice_id: str) -> WholePractice:
        practice = self._practices[practice_id]
        whole = self._read(practice.source_path)
        return whole if whole.facets == practice.facets else replace(whole, facets=practice.facets)

    def __iter__(self) -> Iterator[str]:
        return iter(self._practices)

    def __len__(self) -> int:
        return len(self._practices)
