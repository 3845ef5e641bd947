"""How a word that is asked for becomes the keys that are looked for, with what each counts, and what is said of it."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import sqrt

from msgspec import Struct, field

from kb.search.belonging import MARK
from kb.search.compounds import LINKS
from kb.search.document import EXTRA
from kb.search.dutch import key, words
from kb.search.index import Index
from kb.search.question import Ask
from kb.search.ranking import Ranking, distance, rarity, similarity, trigrams
from kb.search.tables import NO_PARTS

_SHORTEST_PART = 3
_PLACE = "regio:"


class Widening(Struct, frozen=True):
    """What was also looked for in the place of a word, and why.

    begin, typefout, delen, samen, synoniem, verwant; hoort: a term or organisation to which the word belongs; zonder:
    a term that was typed with a minus.
    """

    word: str
    kind: str
    also: tuple[str, ...]


class Pool(Struct):
    """The keys that one asked word stands for. `rows` are parts of a split word, which count together.

    `hints`: no practice has all parts of the word, so each counts for itself, and only where something else is found.
    """

    ask: Ask
    weights: dict[str, float] = field(default_factory=dict)
    rows: list[tuple[str, ...]] = field(default_factory=list)
    idf: float = 0.0
    notes: list[Widening] = field(default_factory=list)
    hints: bool = False

    def add(self, key_: str, weight: float) -> None:
        """Look for a key too; of two weights the larger holds."""
        self.weights[key_] = max(weight, self.weights.get(key_, 0.0))

    def divide(self, index: Index, parts: Sequence[tuple[str, ...]]) -> None:
        """Look for what an unknown word may be made of, each time all parts together or else each by itself."""
        whole = [row for row in parts if len(row) > 1 and index.together([*map(key, row)])]
        self.hints = not whole
        self.rows = [tuple(map(key, row)) for row in whole or [(part,) for part in parts[0]]]
        self.notes.append(Widening(self.ask.form, "delen", (whole or parts)[0]))


def pools(index: Index, asks: Sequence[Ask], ranking: Ranking, *, exact: bool) -> tuple[Pool, ...]:
    """The pools of the asked words of a question, in their order."""
    made = tuple(_own(index, ask) for ask in asks)
    if not exact:
        _join(index, made, ranking)
        _synonyms(index, made, ranking)
        _belonging(index, made)
        for pool in made:
            _widen(index, pool, ranking)
    elif made and made[-1].ask.star:
        _beginnings(index, made[-1], ranking)
    n = len(index.collection.docs)
    for pool in made:
        pool.idf = _idf(index, pool, n, ranking.telling)
    return made


def _own(index: Index, ask: Ask) -> Pool:
    pool, own = Pool(ask), key(ask.form)
    if index.postings(own) and not ask.star:
        pool.weights[own] = 1.0
    return pool


def _idf(index: Index, pool: Pool, n: int, telling: float) -> float:
    """The idf of the word itself; of a word that stands nowhere the mean of what stands in for it."""
    own = index.postings(key(pool.ask.form))
    if own and not pool.ask.star:
        return rarity(n, own.values(), telling)
    stand_in = sorted({*pool.weights, *(part for row in pool.rows for part in row)})
    return sum(rarity(n, index.postings(k).values(), telling) for k in stand_in) / max(1, len(stand_in))


def _join(index: Index, made: Sequence[Pool], ranking: Ranking) -> None:
    """Neighbours in the question as one word, which says both: salaris administratie → salarisadministratie."""
    for one, two in pairwise(made):
        for link, _ in LINKS[:-1]:
            form = one.ask.form + link + two.ask.form
            if index.is_form(form):
                for pool in (one, two):
                    pool.add(key(form), ranking.joined)
                one.notes.append(Widening(f"{one.ask.form} {two.ask.form}", "samen", (form,)))


def _concepts(index: Index, made: Sequence[Pool]) -> Iterator[tuple[slice, tuple[str, ...], str]]:
    """What runs of the asked words stand for: which words, their keys, the name of the concept."""
    keys = tuple(key(pool.ask.form) for pool in made)
    for start, first in enumerate(keys):
        for pattern, name in index.collection.asked.get(first, ()):
            row = tuple(k for k in pattern if k)
            run = slice(start, start + len(row))
            if keys[run] == row:
                yield run, row, name


def _said(run: Sequence[Pool]) -> str:
    return " ".join(pool.ask.form for pool in run)


def _synonyms(index: Index, made: Sequence[Pool], ranking: Ranking) -> None:
    for run, row, name in _concepts(index, made):
        if index.postings(name):
            for pool in made[run]:
                pool.add(name, ranking.concept)
            others = tuple(word for word in index.collection.said.get(name, ()) if keys_of(word) != row)
            if others:
                made[run.start].notes.append(Widening(_said(made[run]), "synoniem", others))


def _belonging(index: Index, made: Sequence[Pool]) -> None:
    """Says where practices are found that don't say the word: by a municipality of their region, by an alias."""
    marks: dict[tuple[int, int], list[str]] = {}
    for run, row, name in _concepts(index, made):
        if name.startswith(MARK) and only_extra(index, row[0]):
            marks.setdefault((run.start, run.stop), []).append(index.collection.meant(name))
    for (start, stop), also in marks.items():
        made[start].notes.append(Widening(_said(made[start:stop]), "hoort", tuple(also)))


def only_extra(index: Index, key_: str) -> bool:
    """True when some practice is found by a key that it doesn't say itself."""
    return any(units[EXTRA] and sum(units) == units[EXTRA] for units in index.postings(key_).values())


def keys_of(text: str) -> tuple[str, ...]:
    """The keys of a text's words, without stop words."""
    return tuple(key(word.form) for word in words(text) if not word.stop)


def _widen(index: Index, pool: Pool, ranking: Ranking) -> None:
    if pool.ask.beginning:
        _beginnings(index, pool, ranking)
    known = key(pool.ask.form) in pool.weights
    if known and not pool.ask.light and not _is_place(pool):
        _neighbours(index, pool, ranking)
    elif not pool.weights and not pool.ask.light:
        _correct(index, pool, ranking)


def _is_place(pool: Pool) -> bool:
    """True for a municipality of a region: what looks like its name is another place, or no place at all."""
    return any(note.also[0].startswith(_PLACE) for note in pool.notes)


def _beginnings(index: Index, pool: Pool, ranking: Ranking) -> None:
    """The word as the beginning of others; whole words first."""
    typed = pool.ask.form
    if len(typed) < ranking.beginning_letters and not pool.ask.star:
        return
    known = index.is_form(typed) and not pool.ask.star
    also = []
    for form in index.starting(typed, ranking.beginnings):
        if form != typed:
            full = ranking.beginning * sqrt(len(typed) / len(form))
            pool.add(key(form), 1.0 if pool.ask.star else full * (ranking.beginning_known if known else 1.0))
            also.append(form)
    if also and not known:
        pool.notes.append(Widening(typed, "begin", tuple(also)))


def _neighbours(index: Index, pool: Pool, ranking: Ranking) -> None:
    """Words that look alike and stand near in the alphabet (begeleider, begeleiding), of which the keys begin alike.

    Gedikt is near gediend, but is a form of dikken: it says nothing, and stands elsewhere. School is near schoon and
    has nothing to do with it: of short keys one must be the beginning of the other. A word that stands in more than a
    sixth of the practices finds enough by itself.
    """
    word = pool.ask.form
    own, grams = key(word), trigrams(word)
    common = len(index.postings(own)) * ranking.neighbour_share > len(index.collection.docs)
    if len(word) < ranking.neighbour_letters or common:
        return
    alike: dict[str, tuple[float, str]] = {}
    for form in index.near(word, ranking.neighbour_letters, ranking.neighbour_window):
        other = key(form)
        begun = own.startswith(other[: min(len(own), ranking.neighbour_alike)])
        score = similarity(grams, trigrams(form)) if other != own and begun else 0.0
        if score >= ranking.neighbour_least and score > alike.get(other, (0.0, ""))[0]:
            alike[other] = (score, form)
    best = sorted(alike.items(), key=lambda pair: (-pair[1][0], pair[0]))[: ranking.neighbours]
    for other, (score, _) in best:
        pool.add(other, ranking.neighbour * score**3)
    if best:
        pool.notes.append(Widening(word, "verwant", tuple(form for _, (_, form) in best)))


def _correct(index: Index, pool: Pool, ranking: Ranking) -> None:
    """What an unknown word may be: a known word with one letter wrong, a compound of known words, or two letters wrong.

    In a large vocabulary a word with an error is often two others by chance (toonsort: toon, sort); a compound is
    seldom one letter from another word.
    """
    word = pool.ask.form
    rows = tuple(_splits(index, word))
    edits, alike = _typos(index, word, ranking, 1 if rows else 2)
    if not alike:
        parts = rows or tuple(_end(index, word, ranking))
        if parts:
            pool.divide(index, parts)
        return
    for form in alike:
        pool.add(key(form), ranking.typo[edits])
        for pattern, name in index.collection.asked.get(key(form), ()):
            if len(pattern) == 1 and index.postings(name):
                pool.add(name, ranking.typo[edits] * ranking.concept)
    pool.notes.append(Widening(word, "typefout", alike))


def _splits(index: Index, word: str) -> Iterator[tuple[str, ...]]:
    """Two known words that make up an unknown one, with a linking s, en, n, e or er."""
    for end in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
        first = word[:end]
        if first in NO_PARTS or not index.is_form(first):
            continue
        for link, _ in LINKS:
            last = word[end + len(link) :]
            fits = word.startswith(link, end) and len(last) >= _SHORTEST_PART and last not in NO_PARTS
            if fits and (index.is_form(last) or index.postings(key(last))):
                yield first, last


def _end(index: Index, word: str, ranking: Ranking) -> Iterator[tuple[str, ...]]:
    """The longest known word in which a long unknown one ends: meebeslissen, buurgemeenten."""
    if len(word) >= ranking.typo_two_letters:
        fits = [f for f in index.ending(word[-ranking.ending_letters :]) if word.endswith(f)]
        yield from [(form,) for form in sorted(fits, key=len)[-1:]]


def _typos(index: Index, word: str, ranking: Ranking, most: int) -> tuple[int, tuple[str, ...]]:
    """The nearest known words, at most so many edits away, with the number of edits.

    Forms that begin alike are compared first: people seldom err in the first letters, and a browser has those forms
    at hand. Only when none of them is near the others are: one edit leaves a half of the word as it was, two leave a
    third, so those with the same last half or third (measured: the middle third gives nothing). Of a short word the
    first letter must be right: nearly every short word of which nobody wrote is one letter from one of another sense
    (metaal, betaal).
    """
    for edits, share, least in ((1, 2, ranking.typo_letters), (2, 3, ranking.typo_two_letters)):
        if len(word) < least or edits > most:
            continue
        letters = max(_SHORTEST_PART, len(word) // share)
        begin = word[: min(letters, ranking.neighbour_letters)]
        first = word[0] if len(word) < least + ranking.typo_first else ""
        for alike in (index.starting(begin), index.ending(word[-letters:])):
            found = sorted(f for f in alike if f.startswith(first) and distance(word, f, edits) == edits)
            if found:
                return edits, tuple(found[: ranking.typos])
    return 0, ()
