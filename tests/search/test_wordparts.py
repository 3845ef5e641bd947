"""Parts of sorted lines end at the same words, whatever stood there before."""

from collections import defaultdict

from hypothesis import example, given, settings
from hypothesis import strategies as st

from kb.search.lines import Line
from kb.search.wordparts import Sizes, batches, place_of, rebatched

TINY = Sizes(6, 18, 3)
words = st.dictionaries(st.text("abc", min_size=1, max_size=7), st.text("xy", max_size=3), max_size=60)


def lines_of(table: dict[str, str]) -> list[Line]:
    return [Line(word, table[word]) for word in sorted(table)]


def after_a_change(before: dict[str, str], after: dict[str, str]) -> list[list[Line]]:
    """The parts as a change makes them: of lines that differ, by the part in which they stand."""
    parts = list(batches(lines_of(before), TINY))
    firsts = [part[0].word for part in parts]
    edited: dict[int, set[str]] = defaultdict(set)
    for word in before.keys() | after.keys():
        if before.get(word) != after.get(word):
            edited[place_of(word, firsts)].add(word)
    changed = {}
    for place, differing in edited.items():
        table = {line.word: line.rest for line in (parts[place] if parts else ())}
        kept = {word: rest for word, rest in table.items() if word not in differing}
        changed[place] = lines_of(kept | {word: after[word] for word in differing & after.keys()})
    made = rebatched(firsts, changed, parts.__getitem__, TINY)
    return [parts[each] if isinstance(each, int) else each for each in made]


@given(words, words, st.sets(st.integers(0, 60)))
@settings(max_examples=500)
@example({"a": "xxx", "aaaa": "x", "aba": "", "b": ""}, {}, {2})  # the word that was said to end the part before
def test_a_change_gives_the_parts_of_a_first_time(
    before: dict[str, str], others: dict[str, str], gone: set[int]
) -> None:
    stays = {word: rest for number, (word, rest) in enumerate(sorted(before.items())) if number not in gone}
    after = {**stays, **others}
    if before:  # an index without words is made as a whole
        assert after_a_change(before, after) == list(batches(lines_of(after), TINY))
