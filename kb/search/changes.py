"""What a few changed practices change in the lines of words, endings and positions, and so in the parts."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from kb.search.indexrecord import IndexRecord, Kept
from kb.search.keptlines import KeptLines, kept
from kb.search.lines import Line, Places, Posting, Wording, is_form, signatures, with_places, with_postings
from kb.search.tokens import Tokens
from kb.search.wordparts import ENDS, POSITIONS, WORDS, Kind, place_of, rebatched

Edit = Callable[[Line | None], Line | None]
"""What becomes of a line; None is no line."""


class Change(Struct, frozen=True):
    """A slot (`doc`) where something else stands: tokens and the letter of the class of length, before and after."""

    doc: int
    before: tuple[Tokens, str]
    after: tuple[Tokens, str]


NOBODY = Tokens((), {}, 0), ""
"""What stands at a free slot."""


class Renewed(Struct):
    """The parts after a change: all of them by kind, and those whose lines are new.

    Of keys and forms also which stand somewhere now and did not before (True), or no longer do (False).
    """

    parts: dict[str, list[Kept]] = field(default_factory=dict)
    fresh: list[tuple[str, Kept, str]] = field(default_factory=list)
    keys: dict[str, bool] = field(default_factory=dict)
    forms: dict[str, bool] = field(default_factory=dict)


def renewed(changes: Sequence[Change], made: IndexRecord, lines: KeptLines, wording: Wording, room: int) -> Renewed:
    """What becomes of the parts of an index, given what it was made of, its lines, and the wording of now.

    `room`: over how many slots the practices are spread, before and after.
    """
    after = Renewed()
    work = _Work(made.parts, lines, room, after)
    work.change(POSITIONS, _position_edits(changes, after.forms))
    work.change(ENDS, {form[::-1]: _end_edit(form[::-1], there=there) for form, there in after.forms.items()})
    postings, rests = _postings(changes), wording.rests()
    reworded = {word for word in rests.keys() | made.rests.keys() if rests.get(word) != made.rests.get(word)}
    words = _Words(wording, after)
    work.change(
        WORDS, {word: words.edit(word, postings.get(word, {})) for word in {*postings, *after.forms, *reworded}}
    )
    return after


class _Work(Struct, frozen=True):
    parts: Mapping[str, Sequence[Kept]]
    lines: KeptLines
    room: int
    made: Renewed

    def change(self, kind: Kind, edits: Mapping[str, Edit]) -> None:
        """Change lines of a kind, and make the parts anew in which they stand."""
        before = self.parts[kind.name]
        firsts = [part.first for part in before]
        edits_of: dict[int, list[str]] = defaultdict(list)
        for word in edits:
            edits_of[place_of(word, firsts)].append(word)
        places = sorted(edits_of)
        found = self.lines.read((kind.name, before[place]) for place in places)
        changed = {
            place: _edited(lines, {word: edits[word] for word in edits_of[place]})
            for place, lines in zip(places, found, strict=True)
        }
        after = self.made.parts[kind.name] = []
        for each in rebatched(firsts, changed, lambda place: self._read(kind, before[place]), kind.sizes.of(self.room)):
            if isinstance(each, int):
                after.append(before[each])
            else:
                part, text = kept(each)
                after.append(part)
                self.made.fresh.append((kind.name, part, text))

    def _read(self, kind: Kind, part: Kept) -> Sequence[Line]:
        (lines,) = self.lines.read([(kind.name, part)])
        return lines


def _edited(lines: Iterable[Line], edits: Mapping[str, Edit]) -> list[Line]:
    table = {line.word: line for line in lines}
    for word, edit in edits.items():
        line = edit(table.pop(word, None))
        if line:
            table[word] = line
    return [table[word] for word in sorted(table)]


def _position_edits(changes: Iterable[Change], forms: dict[str, bool]) -> dict[str, Edit]:
    """For each form that stands otherwise; `forms` hears which come and go."""
    places: dict[str, dict[int, Places]] = defaultdict(dict)
    for change in changes:
        before, after = change.before[0].forms, change.after[0].forms
        for form in before.keys() | after.keys():
            if before.get(form) != after.get(form):
                places[form][change.doc] = after.get(form, ())

    def edit(form: str) -> Edit:
        def edited(line: Line | None) -> Line | None:
            after = with_places(line or Line(form, ":"), places[form])
            if (line is None) != (after is None):
                forms[form] = after is not None
            return after

        return edited

    return {form: edit(form) for form in places}


def _end_edit(word: str, *, there: bool) -> Edit:
    return lambda _: Line(word) if there else None


def _postings(changes: Iterable[Change]) -> dict[str, dict[int, Posting | None]]:
    """For each key that stands otherwise its postings in the practices that changed."""
    found: dict[str, dict[int, Posting | None]] = defaultdict(dict)
    for change in changes:
        (old, was), (new, now) = change.before, change.after
        before, after = signatures(old), signatures(new)
        for key in before.keys() | after.keys():
            if before.get(key) != after.get(key) or was != now:
                found[key][change.doc] = (after[key], now) if key in after else None
    return found


class _Words(Struct, frozen=True):
    wording: Wording
    made: Renewed

    def edit(self, word: str, postings: Mapping[int, Posting | None]) -> Edit:
        """What becomes of the line of a word."""

        def edited(line: Line | None) -> Line | None:
            after = with_postings(line or Line(word), postings)
            if bool(line and line.docs) != bool(after.docs):
                self.made.keys[word] = bool(after.docs)
            formed = self.made.forms.get(word, is_form(line))
            rest = self.wording.rest(word, is_form=formed)
            stands = formed or after.docs or word in self.wording.asked
            return replace(after, rest=rest) if stands else None

        return edited
