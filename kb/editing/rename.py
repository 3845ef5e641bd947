"""Another id for a practice or a term, everywhere: what names it follows, and the old address leads to the new one."""

import re
from collections.abc import Iterable
from pathlib import Path

from kb.content.files import LISTS
from kb.content.mentions import term_mentions
from kb.content.nodes import Node, Scalar, Table
from kb.content.sheet import items
from kb.content.terms import Vocabulary
from kb.content.values import is_id
from kb.content.words import fold, nearest
from kb.content.yamltext import plain
from kb.editing.edits import Edit
from kb.editing.shelf import File, former_ids, no_practice, read_list, read_shelf
from kb.editing.transaction import Changes
from kb.folding import slug
from kb.model import Lists, Term
from kb.problems import UsageError


def rename_practice(content: Path, lists: Lists, old: str, new: str) -> Changes:
    """The files as they become when the practice `old` is called `new`; `old` is one of its aliases then.

    UsageError when there is no such practice, or when the new name can't be one or is taken.
    """
    if not is_id(new):
        raise UsageError(f"“{new}” kan geen id zijn: kleine letters, cijfers en koppeltekens, 3 tot 80 tekens.")
    words, shelf = Vocabulary(lists), list(read_shelf(content))
    own = [file for file in shelf if file.id == old and not file.is_dossier]
    if not own:
        homes = [f"--list {facet.name}" for facet in lists.facets if any(term.id == old for term in facet.terms)]
        cure = f"Het is wel een term. Bedoel je die? Zet er {' of '.join(homes)} bij." if homes else ""
        raise no_practice(old, shelf, words, cure)
    if new == old:
        raise UsageError(f"“{old}” heet al zo.")
    aliases = former_ids(shelf, words)
    taken = {file.id: file.path for file in shelf if not file.is_dossier} | aliases
    if new in taken and taken[new] != own[0].path:
        raise UsageError(f"“{new}” is al in gebruik bij {taken[new]}.")
    changes: dict[str, bytes | None] = {}
    for file in shelf:
        edits = [*_header_edits(file, words, old, new), *_link_edits(file, old, new)]
        if file is own[0]:
            edits += _alias_edits(file, old, new)
            changes[file.path] = None
            changes[file.path.removesuffix(f"{old}.md") + f"{new}.md"] = file.text.edited(edits)
        elif edits:
            changes[file.path] = file.text.edited(edits)
    return changes


def rename_term(content: Path, lists: Lists, facet: str, old: str, new: str, label: str) -> Changes:  # noqa: PLR0913, PLR0917 - where, which list, from, to
    """The files as they become when a term is called `new` (and `label`); what it was called is in `formerly` then.

    UsageError when there is no such list or term, or when the new name can't be one or is taken.
    """
    words = Vocabulary(lists)
    term = _term(words, facet, old)
    if not is_id(new, shortest=1, longest=60):
        raise UsageError(f"“{new}” kan geen id van een term zijn: kleine letters, cijfers en koppeltekens.")
    for name in (new, label):
        owner = words.term(facet, name) if name else None
        if owner not in (None, term.id):
            raise UsageError(f"“{name}” is al een naam van de term {owner}.")
    changes: dict[str, bytes | None] = {}
    for file in read_shelf(content):
        named = [
            each for each in term_mentions(file.header, facet, words) if words.term(facet, each.value.text) == term.id
        ]
        if named and not file.is_dossier:
            changes[file.path] = file.text.edited(file.text.replaced(each.value, new) for each in named)
    own = read_list(content, facet)
    changes[own.path] = own.text.edited(_list_edits(own, term, new, label))
    if facet == "region" and (content / LISTS / "organisations.yaml").is_file():
        file = read_list(content, "organisations")
        edits = list(_region_edits(file, term.id, new))
        changes |= {file.path: file.text.edited(edits)} if edits else {}
    return changes


def _header_edits(file: File, words: Vocabulary, old: str, new: str) -> list[Edit]:
    return [
        file.text.replaced(each.value, new)
        for each in file.mentions(words)
        if each.value.text.strip().removesuffix(".md") == old and each.field.key != "aliases"
    ]


def _link_edits(file: File, old: str, new: str) -> list[Edit]:
    """Links to `old.md`, also with a path before it or a heading behind it."""
    if not any(link.target == old for link in file.links):
        return []
    before = r"(?:\]\(\s*<?|^ {0,3}\[[^\[\]]+\]:\s*<?)(?:[\w./-]*/)?"
    link = re.compile(rf"{before}(?={re.escape(old)}\.md\b)", re.MULTILINE)
    return [Edit(found.end(), found.end() + len(old), new) for found in link.finditer(file.text.text)]


def _alias_edits(file: File, old: str, new: str) -> list[Edit]:
    """`old` among the aliases, and `new` no longer when it was one: who goes back to an old name."""
    aliases = file.header.get("aliases")
    known = [item for item in items(aliases) if isinstance(item, Scalar) and item.text.strip()] if aliases else []
    again = next((item for item in known if item.text == new), None)
    if again:
        return [file.text.replaced(again, old)]
    if aliases and known:
        return [file.text.with_first(aliases, [old])]
    if aliases:  # a key without value
        return [file.text.without_key(file.header, _key(file.header, "aliases")), *_new_key(file, f"aliases: [{old}]")]
    return _new_key(file, f"aliases: [{old}]")


def _new_key(file: File, line: str) -> list[Edit]:
    """A line at the end of the header."""
    end = re.compile(r"^---[ \t]*$", re.MULTILINE).search(file.text.text, len("---"))
    return [Edit(end.start(), end.start(), f"{line}\n")] if end else []


def _key(table: Table, name: str) -> Scalar:
    return next(key for key, _ in table.entries if key.text == name)


def _term(words: Vocabulary, facet: str, name: str) -> Term:
    if facet not in words.facets:
        near = nearest(facet, words.facets)
        hint = f"Bedoelde je {near}?" if near else f"Kies uit: {', '.join(words.facets)}."
        raise UsageError(f"Er is geen lijst “{facet}”. {hint}")
    term = words.term(facet, name)
    if term is None:
        names = {word: each.id for each in words.facets[facet].terms for word in each.names}
        near = nearest(name, names)
        raise UsageError(f"“{name}” staat niet in de lijst {facet}.{f' Bedoelde je {names[near]}?' if near else ''}")
    return words.facets[facet].term(term)


def _list_edits(file: File, term: Term, new: str, label: str) -> list[Edit]:
    entry = next(item for item in _terms(file.header, "terms") if _text(item, "id") == term.id)
    values = dict(_scalars(entry))
    edits = [file.text.replaced(values["id"], new)] if new != term.id else []
    if label and label != term.label:
        edits.append(file.text.replaced(values["label"], _shown(label)))
    names = _former_names(term, new, label or term.label)
    former = entry.get("formerly")
    if names and former:
        edits.append(file.text.with_first(former, names))
    elif names:
        edits.append(file.text.before_key(_key(entry, "label"), entry, f"formerly: [{', '.join(names)}]"))
    return edits


def _former_names(term: Term, new: str, label: str) -> list[str]:
    """What the term was called and would not be found under, or have its old address under, without `formerly`."""
    gone = [term.id] * (new != term.id) + [term.label] * (label != term.label)
    found = {fold(name) for name in (new, label, *term.formerly)}
    addresses = {slug(name) for name in (new, *term.formerly)}
    wanted = [name for name in gone if fold(name) not in found or slug(name) not in addresses]
    return [_shown(name) for name in {fold(name): name for name in wanted}.values()]


def _shown(name: str) -> str:
    """A label without quotes where YAML needs none."""
    return name if re.fullmatch(r"[A-Za-z][\w à-ÿ()-]*", name) else plain(name)


def _terms(table: Table, key: str) -> list[Table]:
    node = table.get(key)
    return [item for item in (items(node) if node else ()) if isinstance(item, Table)]


def _scalars(table: Table) -> Iterable[tuple[str, Scalar]]:
    return ((key.text, value) for key, value in table.entries if isinstance(value, Scalar))


def _text(table: Table, key: str) -> str:
    node: Node | None = table.get(key)
    return node.text if isinstance(node, Scalar) else ""


def _region_edits(file: File, old: str, new: str) -> Iterable[Edit]:
    for entry in _terms(file.header, "organisations"):
        for key, value in _scalars(entry):
            if key == "region" and value.text == old:
                yield file.text.replaced(value, new)
