"""Which practices belong together, and why."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cached_property, partial
from itertools import chain
from math import log2
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.json import decode, encode

from kb.disk import second_name
from kb.lazy import LazyValues
from kb.model import Corpus, Related
from kb.search.collection import places
from kb.search.delta import Delta, Taken
from kb.search.indexrecord import File, Torn, digest_of
from kb.search.profiles import PROFILES, Profile, as_text, read, renewed
from kb.search.ranking import idf
from kb.search.slots import room_for
from kb.search.tokens import Tokens

if TYPE_CHECKING:
    from kb.search.index import Index

MOST = 4
"""Related practices shown with each practice."""

COMMON = 0.2
"""Keys told by more practices than this share of the slots (a fourth of the practices) say nothing about kinship …"""

MANY = 60
"""… nor do keys of more practices than this; it also keeps the work for a large collection in line with its size."""

TERM = {"theme": 4.0, "target_group": 2.0, "instrument": 2.0, "sector": 1.5, "region": 1.0}
"""What a shared term of a facet counts, times its idf."""

_NAMES = {"theme": "thema", "target_group": "doelgroep", "instrument": "instrument", "sector": "sector"}

_CLASSES = 4
"""How many practices have a term is counted in quarter octaves, so that one more or less seldom changes anything."""

_NEARLY = 1e-9

_FEW, _PART = 20, 50
"""When more changed than so many, and than one in so many, all are computed: each key of those is looked up in each."""

RELATED, PROFILES_THEN = "related.json", "related-profiles.json"
"""Beside the index: what was found the last time, and the profiles of the practices then."""

Terms = Sequence[Sequence[int]]
"""Of one practice the places of its terms in the list of each facet."""

Found = Sequence[tuple[int, str]]
"""The nearest practices of one, by number, with the reason."""


Near = Mapping[str, tuple[Related, ...]]
"""By the id of a practice the nearest others with the reason, nearest first."""


def related(index: "Index", alike: str = "") -> Near:
    """Which practices belong together, of an index that was written just now.

    Nearness: shared telling words (title, keywords, labels, summary; the lesser of both, times idf), and for those that
    share any the terms of facets that they share. What can't have changed since the last time is not computed again.
    `alike`: a name for what the practices are but for their texts, if that is known.
    """
    docs, folder = index.collection.docs, index.folder
    ids, terms = [doc.id for doc in docs], [doc.facets for doc in docs]
    names = [facet.name for facet in index.collection.facets]
    digest = _digest(folder)
    kinship = Kinship(folder, ids, alike, lambda: terms, names, digest, partial(read, folder, digest))
    kinship.remember()
    return kinship.near


def still_related(corpus: Corpus, found: Delta, taken: Taken, folder: Path) -> "Kinship":
    """The same of an index in which little changed, before that is written anew. Torn when not all of it is known."""
    files, numbers = found.made.files, [*found.changed]
    thens = [found.then[number] for number in numbers]
    before = _known(taken, {then: files[then] for then in thens if then >= 0})
    after = _known(taken, {number: found.files[number] for number in numbers})
    rows = renewed(folder, found, before, after)
    digest = found.made.profiles if rows is None else digest_of(as_text(rows))
    names = [facet.name for facet in corpus.lists.facets]
    read_ = partial(read, folder, digest) if rows is None else lambda: rows
    return Kinship(
        folder, found.ids, taken.alike, partial(places, corpus), names, digest, read_, found.then, found.made.profiles
    )


def _known(taken: Taken, files: Mapping[int, File]) -> dict[int, Tokens]:
    """The tokens of these files, by number. Torn when they are not known."""
    tokens = dict(taken.tokens(files.values()))
    if any(path not in tokens for path, _ in files.values()):
        raise Torn
    return {number: tokens[path] for number, (path, _) in files.items()}


def _digest(folder: Path) -> str:
    """Of what the practices tell. Torn when that can't be read."""
    try:
        return digest_of((folder / PROFILES).read_bytes())
    except OSError as gone:
        raise Torn from gone


class Kinship(Struct, frozen=True, dict=True):
    """How near practices are to each other: their ids, their terms, the names of the facets, and their profiles.

    `digest`: of the profiles; `rows`: reads them. `folder`: of the index, where is kept what was found the last time.
    `alike`: a name for what they are but for their texts, or empty; where that is the same, so are their terms.
    `then`: the number of each practice when their profiles had the digest `since`, -1 of those that came; None when
    that is not known.
    """

    folder: Path
    ids: Sequence[str]
    alike: str
    find_terms: Callable[[], Sequence[Terms]]
    names: Sequence[str]
    digest: str
    rows: Callable[[], Sequence[Profile]]
    then: Sequence[int] | None = None
    since: str = ""

    @cached_property
    def _terms(self) -> Sequence[Terms]:
        return self.find_terms()

    @cached_property
    def _said(self) -> str:
        return encode(self._terms).decode()

    @cached_property
    def _before(self) -> "_Before | None":
        return _recall(self.folder)

    @property
    def _comparable(self) -> "_Before | None":
        """What was found the last time, if it is known who those practices are now."""
        before = self._before
        return before if before and (self.then is None or before.digest == self.since) else None

    @property
    def _is_known(self) -> bool:
        before = self._before
        return before is not None and before.digest == self.digest and (self._is_alike or before.terms == self._said)

    @property
    def _is_alike(self) -> bool:
        return bool(self.alike) and self._before is not None and self._before.alike == self.alike

    @cached_property
    def _found(self) -> Sequence[Found]:
        if self._before and self._is_known:
            return self._before.found
        now = _Kin(self.rows(), self._terms, self.names)
        return _renewed(now, self._comparable, self.names, self.then)

    @cached_property
    def near(self) -> Near:
        """The nearest of each practice."""
        return LazyValues(
            dict(zip(self.ids, self._found, strict=True)),
            lambda row: tuple(Related(self.ids[other], reason) for other, reason in row),
        )

    @property
    def changed(self) -> Sequence[str]:
        """The practices of which others are the nearest than the last time."""
        if self._is_known:
            return ()
        before = _as_now(self._comparable.found, self.then, len(self.ids)) if self._comparable else {}
        return [self.ids[one] for one, row in enumerate(self._found) if before.get(one) != [*row]]

    def remember(self) -> None:
        """Keep what was found beside the index, which must be written by now."""
        if not (self._is_known and (self._is_alike or not self.alike)):
            _remember(self.folder, (self.digest, self.alike, self._said), self._found)


class _Kin(Struct, frozen=True, dict=True):
    """What decides about kinship: what each practice tells, its terms, and the names of the facets."""

    profiles: Sequence[Profile]
    terms: Sequence[Terms]
    names: Sequence[str]

    @property
    def most(self) -> float:
        """The practices that may tell a key, for it to say something."""
        return max(2, min(MANY, COMMON * self.room))

    @cached_property
    def room(self) -> int:
        """How many practices there are, but for those that came or went of late: so that these change little else."""
        return room_for(len(self.profiles))

    @cached_property
    def tellers(self) -> Mapping[str, Sequence[tuple[int, float]]]:
        """By key the practices that tell it."""
        found: dict[str, list[tuple[int, float]]] = {}
        for number, row in enumerate(self.profiles):
            for key, weight in row.items():
                found.setdefault(key, []).append((number, weight))
        return found

    @cached_property
    def counted(self) -> Sequence[Sequence[str]]:
        """Of each practice the terms that count, each with its facet."""
        places = [(place, name) for place, name in enumerate(self.names) if name in TERM]
        return [[f"{name}:{term}" for place, name in places for term in terms[place]] for terms in self.terms]

    @cached_property
    def shares(self) -> Mapping[str, float]:
        """What a shared term counts."""
        n, counts = self.room, Counter(chain.from_iterable(self.counted))
        return {
            term: TERM[term.partition(":")[0]] * idf(n, 2 ** (round(_CLASSES * log2(count)) / _CLASSES))
            for term, count in counts.items()
        }

    def nearest(self, one: int) -> Iterator[tuple[int, str]]:
        """The nearest practices of one, with the reason."""
        near, counted = self._near(one), self.counted
        own = {term: self.shares[term] for term in counted[one]}
        most, worst = sum(own.values()) + _NEARLY, 0.0
        best: list[tuple[float, int]] = []
        for other, score in sorted(near.items(), key=itemgetter(1), reverse=True):
            if score + most < worst:
                break  # however many terms it shares, and so do all after it
            for term in counted[other]:
                if term in own:
                    score += own[term]  # noqa: PLW2901 - the sum of all that is shared
            if score >= worst:
                best = sorted([*best, (-score, other)])[:MOST]
                worst = -best[-1][0] if len(best) == MOST else 0.0
        yield from ((other, self._reason(one, other)) for _, other in best)

    def _near(self, one: int) -> dict[int, float]:
        near: dict[int, float] = {}
        n, most = self.room, self.most
        for key, own in self.profiles[one].items():
            tellers = self.tellers[key]
            if 1 < len(tellers) <= most:
                rarity = idf(n, len(tellers))
                for other, weight in tellers:
                    near[other] = near.get(other, 0.0) + rarity * (min(own, weight))
        near.pop(one, None)
        return near

    def _reason(self, one: int, other: int) -> str:
        """In Dutch: "zelfde thema en doelgroep, andere regio"."""
        both = zip(self.names, self.terms[one], self.terms[other], strict=True)
        shared = {name for name, own, others in both if not {*own}.isdisjoint(others)}
        names = [said for facet, said in _NAMES.items() if facet in shared]
        if not names:
            return "gaat over hetzelfde" + (", zelfde regio" if "region" in shared else "")
        same = names[0] if len(names) == 1 else ", ".join(names[:-1]) + " en " + names[-1]
        return f"zelfde {same}, {'zelfde' if 'region' in shared else 'andere'} regio"


class _Before(Struct, frozen=True):
    """What was found the last time; `digest`: of the profiles, `terms`: their terms, as JSON.

    `alike`: the name for what they were but for their texts, or empty.
    """

    folder: Path
    digest: str
    alike: str
    terms: str
    found: Sequence[Found]

    def kin(self, names: Sequence[str]) -> _Kin | None:
        """What decided then, if it is still known."""
        with suppress(Torn):
            profiles = read(self.folder, self.digest, PROFILES_THEN)
            return _Kin(profiles, decode(self.terms, type=list[tuple[tuple[int, ...], ...]]), names)
        return None


def _renewed(now: _Kin, before: _Before | None, names: Sequence[str], then: Sequence[int] | None) -> list[Found]:
    """The nearest of all; only of those computed for which it can be otherwise than before."""
    kin, stays = before.kin(names) if before else None, dict[int, Found]()
    if before and kin:
        touched = _touched(now, kin, then)
        stays = {one: row for one, row in _as_now(before.found, then, len(now.profiles)).items() if one not in touched}
    return [stays[one] if one in stays else list(now.nearest(one)) for one in range(len(now.profiles))]


def _as_now(found: Sequence[Found], then: Sequence[int] | None, n: int) -> dict[int, Found]:
    """What was found the last time of each of `n` practices, by their numbers of now; not where one of them went."""
    if then is None:
        return dict(enumerate(found[:n]))
    numbers = {number: now for now, number in enumerate(then) if number >= 0}
    rows = ((now, found[number]) for number, now in numbers.items() if number < len(found))
    return {now: [(numbers[o], why) for o, why in row] for now, row in rows if all(o in numbers for o, _ in row)}


def _touched(now: _Kin, kin: _Kin, then: Sequence[int] | None) -> Collection[int]:
    """The practices whose nearest may be otherwise: those that changed, and who shares or shared a key with them."""
    everybody = range(len(now.profiles))
    if then is None:
        then = everybody
    if (
        kin.room != now.room
        or kin.shares != now.shares
        or (then == everybody and len(kin.profiles) != len(now.profiles))
    ):
        return everybody
    rows, before = [*zip(now.profiles, now.terms, strict=True)], [*zip(kin.profiles, kin.terms, strict=True)]
    changed = [one for one, number in enumerate(then) if number < 0 or rows[one] != before[number]]
    if len(changed) > max(_FEW, len(now.profiles) // _PART):
        return everybody
    gone = {*range(len(kin.profiles))}.difference(then)
    came = [now.profiles[one] for one in changed]
    went = [kin.profiles[number] for number in (*gone, *(then[one] for one in changed if then[one] >= 0))]
    touched = {*changed}
    for key in {key for row in (*came, *went) for key in row}:
        tellers = now.tellers.get(key, ())
        more = sum(key in row for row in came) - sum(key in row for row in went)
        if min(len(tellers), len(tellers) - more) <= now.most:
            touched.update(other for other, _ in tellers)
    return touched


def _recall(folder: Path) -> _Before | None:
    with suppress(OSError, ValueError):
        digest, _, text = (folder / RELATED).read_text(encoding="utf-8").partition("\n")
        if digest == digest_of(text):
            return _Before(folder, *decode(text, type=tuple[str, str, str, list[list[tuple[int, str]]]]))
    return None


def _remember(folder: Path, made_of: tuple[str, str, str], found: Sequence[Found]) -> None:
    for name in (RELATED, PROFILES_THEN):
        (folder / name).unlink(missing_ok=True)
    text = encode([*made_of, found]).decode()
    second_name(folder / PROFILES, folder / PROFILES_THEN)
    (folder / RELATED).write_text(f"{digest_of(text)}\n{text}", encoding="utf-8")
