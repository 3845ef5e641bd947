"""Whatever changed since the last time, the index and the parts are those of a first time."""

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from msgspec.structs import replace
from whoosh import index as whoosh_index
from whoosh.query import Term

from kb.model import Corpus, Lists, Section, SynonymGroup, WholePractice
from kb.search import segment, wordparts, writing
from kb.search.delta import find_delta
from kb.search.document import FIELDS
from kb.search.index import COLLECTION, Index, open_index
from kb.search.indexrecord import BASE, MADE, File, IndexRecord, Torn, indexed, recall
from kb.search.keptlines import LINES
from kb.search.moved import MOVED
from kb.search.related import _Kin as kin
from kb.search.related import related, still_related
from kb.search.shards import search_files
from kb.search.tokens import Tokenizer, Tokens
from kb.search.wordparts import Kind, Sizes
from kb.search.writing import write_index
from kb.sitefile import Earlier, KeptFile, SiteFile
from tests.corpora import texts_of, whole_by_slot, with_practices
from tests.search.make import cards, corpus_of, lists, practice

MANY = 60
CHANCE = random.Random(9)  # noqa: S311 - the same every time, on purpose
SYLLABLES = ("ba", "do", "fie", "groe", "jo", "ke", "lan", "mo", "re", "sto", "ti", "wa")
WORDS = sorted({"".join(CHANCE.choices(SYLLABLES, k=CHANCE.randint(1, 4))) for _ in range(700)})
GROUP = SynonymGroup((WORDS[0], f"{WORDS[1]} {WORDS[2]}"))


@dataclass
class Remembered:
    """What is known of practices: all that was ever taken apart."""

    lists: Lists
    given: str = "dit"
    known: dict[File, Tokens] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    practices: dict[str, WholePractice] = field(default_factory=dict)

    def of(self, corpus: Corpus) -> "Remembered":
        """With what this corpus gives."""
        self.practices = {each.source_path: each for each in texts_of(corpus)}
        for path, each in self.practices.items():
            key = (path, self.digest(path))
            if key not in self.known:
                self.known[key] = Tokenizer(self.lists).tokens(each)
        return self

    @property
    def alike(self) -> str:
        """All but the texts."""
        return repr([one.known() for one in self.practices.values()])

    def digest(self, path: str) -> str:
        """Of what an editor wrote."""
        one = self.practices[path]
        typed = {f.name: one.facets[f.name] for f in self.lists.facets if f.name in one.facets and not f.computed}
        return repr(replace(one, facets=typed))

    def tokens(self, files: Iterable[File]) -> Iterator[tuple[str, Tokens]]:
        """Those that were taken apart."""
        for path, digest in files:
            self.asked.append(path)
            if (path, digest) in self.known:
                yield path, self.known[path, digest]

    def postings(self, _paths: Sequence[str]) -> None:
        """None were gathered on the way."""


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts so small that there are many of them."""
    for name, sizes in (("WORDS", Sizes(300, 900, 3)), ("ENDS", Sizes(40, 120, 3)), ("POSITIONS", Sizes(200, 600, 2))):
        kind: Kind = replace(getattr(wordparts, name), sizes=sizes)
        for module in (wordparts, writing):
            monkeypatch.setattr(module, name, kind)
        monkeypatch.setattr(f"kb.search.changes.{name}", kind)


def some_text(count: int, chance: random.Random = CHANCE) -> str:
    weights = [1 / (place + 3) for place in range(len(WORDS))]
    return " ".join(chance.choices(WORDS, weights, k=count))


def many() -> list[WholePractice]:
    return [
        practice(
            f"p{place:02}",
            [some_text(20), some_text(15)],
            title=some_text(3),
            summary=some_text(6),
            facets={"region": (CHANCE.choice(["twente", "zeeland"]),)},
        )
        for place in range(MANY)
    ]


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return corpus_of(*many(), words=lists([GROUP]))


@pytest.fixture
def built(corpus: Corpus, tmp_path: Path) -> tuple[Path, Remembered]:
    """A first index, with what is known of its practices."""
    known = Remembered(corpus.lists).of(corpus)
    write_index(corpus, tmp_path / "index", known)
    known.asked.clear()
    return tmp_path / "index", known


def with_body(one: WholePractice, text: str) -> WholePractice:
    """With this text in the place of the first."""
    first: Section = replace(one.sections[0], text=text)
    return replace(one, sections=(first, *one.sections[1:]))


def changed(corpus: Corpus, place: int, change: Callable[[WholePractice], WholePractice]) -> Corpus:
    rows = list(texts_of(corpus))
    rows[place] = change(rows[place])
    return with_practices(corpus, tuple(rows))


def everything(index: Index) -> dict[str, object]:
    """All that the search reads of an index."""
    return {
        "collection": index.collection,
        "keys": {key: dict(index.postings(key)) for key in index.keys},
        "forms": {form: list(index.positions(form).items()) for form in index.forms},
        "passages": [index.passages(number) for number in range(len(index.collection.docs))],
        "related": related(index),
    }


def assert_as_first(corpus: Corpus, folder: Path) -> None:
    first = folder.with_name("eerst")
    write_index(corpus, first, Remembered(corpus.lists).of(corpus))
    warm, cold = open_index(folder), open_index(first)
    assert everything(warm) == everything(cold)
    assert search_files(warm, cards(corpus)) == search_files(cold, cards(corpus))
    assert parts_of(folder) == parts_of(first)
    warm.reader.close()
    cold.reader.close()


def parts_of(folder: Path) -> object:
    made = recall(folder)
    assert made
    return made.parts, made.files, made.slots, made.lengths, made.rests, made.computed, made.collection


CHANGES: dict[str, Callable[[WholePractice], WholePractice]] = {
    "a word that no practice had": lambda one: with_body(one, one.sections[0].text + " zweefvliegtuigen"),
    "a word before all others": lambda one: with_body(one, "aaa " + one.sections[0].text),
    "a word after all others": lambda one: with_body(one, one.sections[0].text + " zzz"),
    "another title": lambda one: replace(one, title="Een heel andere titel"),
    "nothing left": lambda one: replace(with_body(one, ""), title="", summary=""),
    "much more": lambda one: with_body(one, some_text(900, random.Random(2))),  # noqa: S311 - no secret
    "another region": lambda one: replace(one, facets={"region": ("zuid-limburg",)}),
    "an asked concept": lambda one: with_body(one, f"{WORDS[1]} {WORDS[2]} {WORDS[0]}"),
    "nothing at all": lambda one: one,
}


@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.parametrize("place", [0, MANY // 2, MANY - 1])
def test_a_change_gives_what_a_first_time_gives(
    name: str, place: int, corpus: Corpus, built: tuple[Path, Remembered]
) -> None:
    folder, known = built
    after = changed(corpus, place, CHANGES[name])
    write_index(after, folder, known.of(after))

    assert len(known.asked) <= 2, "the tokens of others were read"
    assert_as_first(after, folder)


@pytest.mark.parametrize("seed", range(3))
def test_series_of_changes_give_what_a_first_time_gives(
    seed: int, corpus: Corpus, built: tuple[Path, Remembered]
) -> None:
    """Back and forth too: words that went come back, and the large segment is written anew on the way."""
    folder, known = built
    chance = random.Random(seed)  # noqa: S311 - the same every time, on purpose
    now = corpus
    for _ in range(6):
        for _ in range(chance.randint(1, 4)):
            place = chance.randrange(MANY)
            after = chance.choice([*CHANGES.values(), None])
            now = changed(now, place, after or (lambda _: texts_of(corpus)[place]))  # noqa: B023 - called at once
        write_index(now, folder, known.of(now))
        assert_as_first(now, folder)


def test_plain_whoosh_finds_the_same_practices_after_a_change(corpus: Corpus, built: tuple[Path, Remembered]) -> None:
    folder, known = built
    after = changed(corpus, 7, CHANGES["much more"])
    write_index(after, folder, known.of(after))
    write_index(after, folder.with_name("eerst"))
    found = []
    for each in (folder, folder.with_name("eerst")):
        whoosh = whoosh_index.open_dir(each, readonly=True)
        with whoosh.searcher() as searcher:
            questions = [Term(name, text.decode()) for name in FIELDS for text in searcher.reader().lexicon(name)]
            rows = {repr(q): {hit["id"] for hit in searcher.search(q, limit=None)} for q in questions}
            found.append({question: ids for question, ids in rows.items() if ids})
            assert searcher.doc_count() == MANY
        whoosh.close()

    assert found[0] == found[1]


def test_the_large_segment_stays_the_file_that_it_is_until_much_changed(
    corpus: Corpus, built: tuple[Path, Remembered]
) -> None:
    folder, known = built
    file = (folder / BASE).stat().st_ino
    now = corpus
    same = []
    for place in range(18):
        now = changed(now, place, CHANGES["another title"])
        write_index(now, folder, known.of(now))
        same.append((folder / BASE).stat().st_ino == file)

    assert same == [True] * 16 + [False] * 2
    assert_as_first(now, folder)


def test_other_terms_because_of_other_files_are_a_change(corpus: Corpus, built: tuple[Path, Remembered]) -> None:
    folder, _ = built
    words = replace(corpus.lists, facets=tuple(replace(f, computed="overname") for f in corpus.lists.facets))
    with_rule, known = replace(corpus, lists=words), Remembered(words)
    write_index(with_rule, folder, known.of(with_rule))
    after = changed(with_rule, 3, CHANGES["another region"])
    write_index(after, folder, known.of(after))
    whoosh = whoosh_index.open_dir(folder, readonly=True)
    with whoosh.searcher() as searcher:
        found = {hit["id"] for hit in searcher.search(Term("facet_region", "zuid-limburg"), limit=None)}
    whoosh.close()

    assert found == {"p03"}


def lose_lines(folder: Path) -> None:
    (folder / LINES).unlink()


def damage_lines(folder: Path) -> None:
    data = bytearray((folder / LINES).read_bytes())
    for at in range(9000, len(data), 500):
        data[at] ^= 1
    (folder / LINES).write_bytes(data)


def lose_the_segment(folder: Path) -> None:
    (folder / BASE).unlink()


def cut_the_segment(folder: Path) -> None:
    (folder / BASE).write_bytes((folder / BASE).read_bytes()[:-1])


def forget(folder: Path) -> None:
    (folder / MADE).write_text("iets anders\n{}")


def forget_what_moved(folder: Path) -> None:
    (folder / MOVED).write_text("[")


def lose_the_collection(folder: Path) -> None:
    (folder / COLLECTION).unlink()


def change_the_collection(folder: Path) -> None:
    text = (folder / COLLECTION).read_text()
    (folder / COLLECTION).write_text(text.replace('"p03"', '"p30"', 1))


@pytest.mark.parametrize(
    "damage",
    [
        *(lose_lines, damage_lines, lose_the_segment, cut_the_segment, forget, forget_what_moved),
        *(lose_the_collection, change_the_collection),
    ],
)
def test_what_is_damaged_is_made_anew(
    damage: Callable[[Path], None], corpus: Corpus, built: tuple[Path, Remembered]
) -> None:
    folder, known = built
    damage(folder)
    after = changed(corpus, 5, CHANGES["much more"])
    write_index(after, folder, known.of(after))

    assert_as_first(after, folder)


NEW = practice("nieuw", f"{WORDS[1]} {WORDS[2]} ballonvaarders", title=WORDS[5], summary=WORDS[6])

COMINGS: dict[str, Callable[[list[WholePractice]], Iterable[WholePractice]]] = {
    "one comes": lambda rows: [*rows, NEW],
    "one goes": lambda rows: rows[1:],
    "three go": lambda rows: rows[:-3],
    "one comes for another": lambda rows: [*rows[1:], NEW],
    "one has another name": lambda rows: [*rows[1:], replace(rows[0], id="anders", source_path="anders.md")],
    "one is put in a folder": lambda rows: [*rows[1:], replace(rows[0], source_path="map/p00.md")],
    "one comes, another changes": lambda rows: [replace(rows[0], title="Een heel andere titel"), *rows[1:], NEW],
}


def with_rows(corpus: Corpus, rows: Iterable[WholePractice]) -> Corpus:
    return with_practices(corpus, sorted(rows, key=lambda each: each.id))


@pytest.mark.parametrize("name", COMINGS)
def test_practices_come_and_go_and_the_others_stay_where_they_are(
    name: str, corpus: Corpus, built: tuple[Path, Remembered]
) -> None:
    folder, known = built
    related(open_index(folder))
    segment_, before = (folder / BASE).stat().st_ino, recall(folder)
    now = with_rows(corpus, COMINGS[name]([*texts_of(corpus)]))
    write_index(now, folder, known.of(now))

    after = recall(folder)
    assert before
    assert after
    stay = {*before.files} & {*after.files}
    shifted = [file for file in stay if slot_of(before, file) != slot_of(after, file)]
    assert (folder / BASE).stat().st_ino == segment_
    assert len(shifted) < MANY // 3
    assert len(known.asked) <= 2 * len(shifted) + 6, "the tokens of others were read"
    assert_as_first(now, folder)


def slot_of(made: IndexRecord, file: File) -> int:
    return made.slots[[*made.files].index(file)]


def test_series_in_which_practices_come_and_go_give_what_a_first_time_gives(
    corpus: Corpus, built: tuple[Path, Remembered]
) -> None:
    """One comes back, a text changes between, all of one region go, and at last more come than the room holds."""
    folder, known = built
    rows = {each.id: each for each in texts_of(corpus)}
    gone = [rows.pop("p07"), rows.pop("p21")]
    steps: list[dict[str, WholePractice]] = [{**rows}]
    rows |= {"p07": CHANGES["another title"](gone[0]), NEW.id: NEW}
    steps.append({**rows})
    steps.append({**rows, "p03": CHANGES["a word that no practice had"](rows["p03"])})
    steps.append({**rows, "p21": gone[1]})
    steps.append({name: each for name, each in rows.items() if "zeeland" not in each.facets.get("region", ())})
    more = (replace(NEW, id=f"r{place}", source_path=f"r{place}.md") for place in range(9))
    steps.append({**rows, **{each.id: each for each in more}})
    steps.append(rows)
    for step in steps:
        now = with_rows(corpus, step.values())
        write_index(now, folder, known.of(now))
        assert_as_first(now, folder)


def test_what_was_found_before_a_build_that_was_killed_is_not_taken_for_later(
    corpus: Corpus, built: tuple[Path, Remembered]
) -> None:
    """Who is related was found for other numbers then."""
    folder, known = built
    related(open_index(folder))
    without = with_rows(corpus, texts_of(corpus)[1:])
    write_index(without, folder, known.of(without))  # and killed, before it is found who is related
    found = find_delta(corpus, folder, known.of(corpus))
    assert found
    kinship = still_related(corpus, found, known, folder)
    write_index(corpus, folder.with_name("eerst"), known)

    assert {**kinship.near} == {**related(open_index(folder.with_name("eerst")))}


@pytest.mark.parametrize(
    "other",
    [
        lambda corpus: with_practices(corpus, texts_of(corpus)[1:]),
        lambda corpus: corpus_of(*texts_of(corpus), practice("zz", "nieuw"), words=corpus.lists),
        lambda corpus: with_practices(corpus, ()),
    ],
)
def test_other_practices_are_another_collection(
    other: Callable[[Corpus], Corpus], corpus: Corpus, built: tuple[Path, Remembered]
) -> None:
    folder, known = built
    after = other(corpus)
    write_index(after, folder, known.of(after))

    assert_as_first(after, folder)


def test_what_was_made_otherwise_is_made_anew(corpus: Corpus, built: tuple[Path, Remembered]) -> None:
    folder, known = built
    file = (folder / BASE).stat().st_ino
    known.given = "iets anders"
    write_index(corpus, folder, known)

    assert (folder / BASE).stat().st_ino != file
    assert_as_first(corpus, folder)


def test_without_the_tokens_of_before_all_is_made_anew(corpus: Corpus, built: tuple[Path, Remembered]) -> None:
    folder, known = built
    known.known.clear()
    after = changed(corpus, 5, CHANGES["another title"])
    write_index(after, folder, known.of(after))

    assert_as_first(after, folder)


def test_a_write_that_is_killed_halfway_leaves_the_index_of_before(
    corpus: Corpus, built: tuple[Path, Remembered], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, known = built
    after = changed(corpus, 5, CHANGES["much more"])

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(segment, "_write_terms", killed)
        with pytest.raises(KeyboardInterrupt):
            write_index(after, folder, known.of(after))
    assert_as_first(corpus, folder)

    write_index(after, folder, known.of(after))
    assert_as_first(after, folder)


def test_it_is_known_of_which_files_an_index_was_made(corpus: Corpus, built: tuple[Path, Remembered]) -> None:
    folder, known = built

    assert [*indexed(folder)] == [(each.source_path, known.digest(each.source_path)) for each in whole_by_slot(corpus)]
    assert [*indexed(folder / "nergens")] == []


@pytest.mark.parametrize("damage", [lose_lines, damage_lines, forget])
def test_parts_are_not_made_of_what_is_damaged(
    damage: Callable[[Path], None], corpus: Corpus, built: tuple[Path, Remembered]
) -> None:
    folder, _ = built
    damage(folder)
    index = open_index(folder)

    with pytest.raises(Torn):
        search_files(index, cards(corpus))
    index.reader.close()


def site_of(files: Iterable[SiteFile | KeptFile], folder: Path) -> Earlier:
    """These files as they stand in a folder."""
    for file in files:
        (folder / file.path).parent.mkdir(parents=True, exist_ok=True)
        (folder / file.path).write_bytes(file.data)
    return Earlier(folder, {file.path: file.digest for file in files})


@pytest.mark.parametrize("step", [1, 2])
@pytest.mark.parametrize("name", CHANGES)
def test_parts_that_stand_are_kept_and_the_others_are_made(
    name: str, step: int, corpus: Corpus, built: tuple[Path, Remembered], tmp_path: Path
) -> None:
    folder, known = built
    first = write_index(corpus, folder, known.of(corpus))
    stood = site_of(search_files(first, cards(corpus)), tmp_path / "site")
    search_files(first, cards(corpus), stood)
    stood = Earlier(stood.folder, dict(sorted(stood.digests.items())[::step]))
    after = changed(corpus, 11, CHANGES[name])
    kept = search_files(write_index(after, folder, known.of(after)), cards(after), stood)
    write_index(after, folder.with_name("eerst"))
    made = search_files(open_index(folder.with_name("eerst")), cards(after))

    assert [(file.path, file.data) for file in kept] == [(file.path, file.data) for file in made]
    assert any(isinstance(file, KeptFile) for file in kept)


def test_the_nearest_are_found_again_only_where_they_can_be_others(
    corpus: Corpus, built: tuple[Path, Remembered], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, known = built
    related(open_index(folder))
    asked: list[int] = []
    nearest = kin.nearest

    def heard(self: kin, one: int) -> Iterator[tuple[int, str]]:
        asked.append(one)
        return nearest(self, one)

    monkeypatch.setattr(kin, "nearest", heard)
    for name, most in (("a word that no practice had", 0), ("another title", MANY - 1)):
        asked.clear()
        after = changed(corpus, 11, CHANGES[name])
        related(write_index(after, folder, known.of(after)))

        assert len(asked) <= most
    assert [each.id for each in whole_by_slot(corpus)].index("p11") in asked
