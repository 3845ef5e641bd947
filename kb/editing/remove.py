"""A practice taken away with all that leads to it, or the words for a person taken out of every text."""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from kb.content.files import LISTS, MEDIA
from kb.content.mentions import Mention
from kb.content.nodes import Listing, Node, Scalar, Table
from kb.content.terms import Vocabulary
from kb.content.yamltext import quoted
from kb.editing.edits import CannotEditError, Edit
from kb.editing.shelf import File, list_files, no_practice, read_list, read_shelf
from kb.editing.transaction import Changes
from kb.model import Lists
from kb.problems import KbError, UsageError

REMOVED = "removed"
_HEAD = """\
# Praktijken die zijn weggehaald. Op hun oude adres staat dat, zonder te zeggen waarover zij gingen.
# Schrijf bij de reden geen naam van een persoon. Een regel weghalen mag: dan bestaat ook dat adres niet meer.

removed:
"""


def remove_practice(content: Path, lists: Lists, name: str, why: str, *, page: bool) -> Changes:
    """The files as they become without a practice: its file, its pictures, and whatever names it.

    With `page` its old addresses will say that it was taken away. UsageError when there is no such practice, KbError
    where something that names it must be changed by hand.
    """
    words, shelf = Vocabulary(lists), list(read_shelf(content))
    own = next((file for file in shelf if file.id == name and not file.is_dossier), None)
    if own is None:
        raise no_practice(name, shelf, words)
    others = [file for file in shelf if file is not own]
    changes: dict[str, bytes | None] = {own.path: None}
    changes |= {f"{MEDIA}/{picture}": None for picture in _own_pictures(content, own, others)}
    by_hand: list[str] = []
    for file in others:
        edits = [*_without_mentions(file, words, name, by_hand), *_without_links(file, name)]
        if edits:
            changes[file.path] = file.text.edited(edits)
    if by_hand:
        where = "\n".join(f"  {place}" for place in by_hand)
        raise KbError(f"Er is niets veranderd. Haal “{name}” hier eerst zelf weg:\n{where}")
    if page:
        aliases = [each.value.text for each in own.mentions(words) if each.field.key == "aliases"]
        changes[f"{LISTS}/{REMOVED}.yaml"] = _noted(content, [name, *aliases], why)
    return changes


def remove_person(content: Path, person: str, instead: str) -> Changes:
    """The files as they become without the words for a person (a name, a mail address, a number).

    Under `contact` the whole line goes; anywhere else `instead` takes their place. UsageError when they stand nowhere.
    """
    pattern = _pattern(person)
    changes: dict[str, bytes | None] = {}
    for file in (*read_shelf(content), *list_files(content)):
        lines = list(_contact_lines(file, pattern))
        spans = [(edit.start, edit.end) for edit in lines]
        rest = [
            Edit(found.start(), found.end(), instead)
            for found in pattern.finditer(file.text.text)
            if not any(start <= found.start() < end for start, end in spans)
        ]
        if lines or rest:
            changes[file.path] = file.text.edited([*lines, *rest])
    if not changes:
        raise UsageError(f"“{person}” staat nergens.")
    return changes


def _own_pictures(content: Path, own: File, others: Iterable[File]) -> Iterator[str]:
    """The pictures that this practice shows and no other file does."""
    texts = [file.text.text for file in others]
    folder = content / MEDIA
    for picture in sorted(folder.iterdir()) if folder.is_dir() else ():
        if picture.name in own.text.text and not any(picture.name in text for text in texts):
            yield picture.name


def _without_mentions(file: File, words: Vocabulary, name: str, by_hand: list[str]) -> Iterator[Edit]:
    for each in file.mentions(words):
        if each.value.text.strip().removesuffix(".md") == name and each.field.key != "aliases":
            try:
                yield _without(file, each)
            except CannotEditError as stuck:
                by_hand.append(f"{file.path}:{stuck.place.line}")


def _without(file: File, mention: Mention) -> Edit:
    """The file without one mention: the item of a list, or the whole key when nothing else stands there."""
    around = [*mention.around]
    node: Node = mention.value
    while around:
        holder = around.pop()
        if isinstance(holder, Listing) and len(holder.items) > 1:
            return file.text.without_item(holder, node)
        if isinstance(holder, Table) and not _is_named_by(holder, mention):
            key = next(key for key, value in holder.entries if value is node)
            return file.text.without_key(holder, key)
        node = holder
    raise CannotEditError(mention.value.place)


def _is_named_by(table: Table, mention: Mention) -> bool:
    """True for a step of a dossier: without its practice nothing of it is left."""
    return mention.field.key == "practices.id" and table.get("id") is mention.value


def _without_links(file: File, name: str) -> Iterator[Edit]:
    """Links to the practice become their text."""
    address = rf"<?(?:[^()\s<>]*/)?{re.escape(name)}\.md(?:#[^()\s<>]*)?>?"
    link = re.compile(rf"(?<!!)\[([^\[\]]*)\]\({address}(?:\s+\"[^\"]*\")?\)")
    if any(each.target == name for each in file.links):
        yield from (Edit(found.start(), found.end(), found[1]) for found in link.finditer(file.text.text))


def _noted(content: Path, names: Iterable[str], why: str) -> bytes:
    """The list of what was taken away, with these ids."""
    lines = "".join(f"  {name}: {quoted(why)}\n" for name in names)
    if not (content / LISTS / f"{REMOVED}.yaml").exists():
        return f"{_HEAD}{lines}".encode()
    known = read_list(content, REMOVED)
    text = known.text.text
    return known.text.edited([Edit(len(text), len(text), ("" if text.endswith("\n") else "\n") + lines)])


def _pattern(person: str) -> re.Pattern[str]:
    """The words whatever the case and the spaces; a telephone number however its digits are grouped."""
    if re.fullmatch(r"[+()\d\s.-]{8,}", person):
        digits = re.sub(r"\D", "", person)
        return re.compile(r"(?<!\d)\+?" + r"[\s().-]*".join(digits) + r"(?!\d)")
    words = r"\s+".join(re.escape(part) for part in person.split())
    return re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)


def _contact_lines(file: File, pattern: re.Pattern[str]) -> Iterator[Edit]:
    contact = file.header.get("contact")
    if not isinstance(contact, Table):
        return
    for key, value in contact.entries:
        if isinstance(value, Scalar) and key.text != "organisation" and pattern.search(value.text):
            with suppress(CannotEditError):  # between braces: there the words themselves are replaced
                yield file.text.without_key(contact, key)
