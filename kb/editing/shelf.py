"""The files of a content folder as texts to be changed: practices, dossiers and lists, with their values."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from kb.content.files import ASIDE, DOSSIERS, LISTS, read_bytes
from kb.content.frontmatter import read_document, read_yaml
from kb.content.mentions import Mention, practice_mentions
from kb.content.nodes import Table
from kb.content.notes import Notes
from kb.content.prose import read_prose
from kb.content.reading import id_in
from kb.content.sheet import Reference
from kb.content.terms import Vocabulary
from kb.content.words import likely
from kb.editing.edits import Text
from kb.problems import KbError, UsageError


class File(Struct, frozen=True):
    """A file: its path in the folder, its text, its values, and the links in its body."""

    path: str
    text: Text
    header: Table
    links: tuple[Reference, ...] = ()

    @property
    def id(self) -> str:
        """The id that its name gives."""
        return id_in(self.path)

    @property
    def is_dossier(self) -> bool:
        """True for a dossier, whose header has fields of its own."""
        return self.path.startswith(f"{DOSSIERS}/")

    def mentions(self, words: Vocabulary) -> Iterator[Mention]:
        """Where its header names practices."""
        return practice_mentions(self.header, words, dossier=self.is_dossier)


def read_shelf(content: Path) -> Iterator[File]:
    """Every practice and dossier. KbError for one that can't be read: then nothing can be changed everywhere."""
    for path in sorted(content.rglob("*.md")):
        name = path.relative_to(content).as_posix()
        hidden = any(part.startswith(ASIDE) for part in name.removeprefix(f"{DOSSIERS}/").split("/"))
        if not hidden and path.name != "README.md":
            yield _markdown(content, name)


def former_ids(shelf: Iterable[File], words: Vocabulary) -> dict[str, str]:
    """The path of the practice that had it, by each id of before."""
    return {
        each.value.text: file.path for file in shelf for each in file.mentions(words) if each.field.key == "aliases"
    }


def no_practice(name: str, shelf: Sequence[File], words: Vocabulary, cure: str = "") -> UsageError:
    """What to say of an id that no practice has: a cure that is known, whose id it was, or the nearest one."""
    owner = former_ids(shelf, words).get(name)
    near = likely(name, {file.id: file.id for file in shelf if not file.is_dossier})
    cure = cure or (f"Zo heette {owner} eerder." if owner else f"Bedoelde je {near}?" if near else "")
    return UsageError(f"Er is geen praktijk “{name}”. {cure}".rstrip())


def read_list(content: Path, list_name: str) -> File:
    """A list file. KbError when it is not there."""
    name = f"{LISTS}/{list_name}.yaml"
    text = _text(content, name)
    node = read_yaml(text.text, Notes(name))
    if not isinstance(node, Table):
        raise _unreadable(name)
    return File(name, text, node)


def list_files(content: Path) -> Iterator[File]:
    """Every list file of the folder."""
    for path in sorted((content / LISTS).glob("*.yaml")):
        yield read_list(content, path.stem)


def _markdown(content: Path, name: str) -> File:
    text, notes = _text(content, name), Notes(name)
    document = read_document(text.text, notes)
    if document is None or document.header is None or document.header.unread:
        raise _unreadable(name)
    folder = "dossiers" if name.startswith(f"{DOSSIERS}/") else "praktijken"
    prose = read_prose(document.body, notes, first_line=document.body_line, folder=folder)
    return File(name, text, document.header, tuple(each for each in prose.references if each.kind == "link"))


def _text(content: Path, name: str) -> Text:
    """The text of a file of the folder; what a check would not read, as a link that leads out of it, is not copied."""
    data = read_bytes(content / name, content, Notes(name))
    try:
        if data is not None:
            return Text.of(data)
    except UnicodeDecodeError as trouble:
        raise _unreadable(name) from trouble
    raise _unreadable(name)


def _unreadable(name: str) -> KbError:
    return KbError(f"{name} is niet te lezen. Kijk eerst wat er mis is met: kb check")
