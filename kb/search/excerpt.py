"""Which passage of a practice shows the words of a question best; the browser's excerpt.js does the same."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from kb.search.dutch import key, words

LETTERS = 240
"""About how long a passage is that is shown."""

Marks = tuple[tuple[int, int], ...]


class Passage(Struct, frozen=True):
    """A piece of text with the places (start, end) of the words that were looked for."""

    text: str
    marks: Marks


def passage(passages: Iterable[str], keys: frozenset[str], beginnings: Sequence[str] = ()) -> Passage | None:
    """The paragraph with most different words of the question, cut to about LETTERS letters; None when none has any."""
    best, most = None, 0
    for text in passages:
        found = [w for w in words(text) if not w.stop and (key(w.form) in keys or w.form.startswith(tuple(beginnings)))]
        count = len({key(w.form) for w in found})
        if count > most:
            best, most = Passage(text, tuple((w.start, w.end) for w in found)), count
    return _cut(best) if best else None


def _cut(whole: Passage) -> Passage:
    text = whole.text
    if len(text) <= LETTERS:
        return whole
    aim = max(0, min(whole.marks[0][0] - LETTERS // 4, len(text) - LETTERS))
    start = text.find(" ", aim) + 1 if aim else 0
    end = text.rfind(" ", 0, start + LETTERS + 1)
    stop = len(text) if start + LETTERS >= len(text) or end <= start else end
    before = "… " if start else ""
    shift = len(before) - start
    marks = tuple((a + shift, b + shift) for a, b in whole.marks if a >= start and b <= stop)
    return Passage(before + text[start:stop] + (" …" if stop < len(text) else ""), marks)
