"""The corpus of a folder in which nothing changed but texts: told by what followed from its files the last time.

That only holds where nothing was wrong but for warnings, and while the files in which those stand keep their bytes.
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
from kb.later import Keyed, Row
from kb.model import Corpus, Lists, MediaFile, Practice, WholePractice
from kb.problems import Problem


class _Followed(Struct, frozen=True):
    """What followed from the practices. `besides`: the digest of all else; `paths`: of those that are published.

    `facets`: of those that got terms by other files, by path; `media`: the pictures that are shown; `warnings`: all
    of them; `warned`: the files in which those stand, each with its digest.
    """

    besides: str
    paths: Sequence[str]
    facets: Mapping[str, Mapping[str, tuple[str, ...]]]
    media: Sequence[str]
    warnings: Sequence[Problem]
    warned: Mapping[str, str]


def follow(read: Readings, apart: Found, corpus: Corpus, warnings: Sequence[Problem]) -> None:
    """Remember what followed from files with nothing but these warnings. `apart`: what is no practice."""
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


def still(content: Path, lists: Lists, read: Readings, apart: Found) -> tuple[Corpus, Sequence[Problem]] | None:
    """The corpus, of which practices are fetched when somebody looks at them, and all warnings.

    None where all practices have to be looked at.
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

    return Row(len(then.paths), every, lambda at: computed(one(then.paths[at])))


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
    for name in names:
        notes = Notes(f"{MEDIA}/{name}")
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
