"""The parts for the browser: the same bytes for the same practices, few of them touched by a change, few loaded."""

import base64
import hashlib
import json
import re
import subprocess
import sys
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path
from random import Random

import pytest
from msgspec.structs import replace

from kb.model import Corpus, WholePractice
from kb.search.coding import ALPHABET, read_numbers
from kb.search.index import Index
from kb.search.parts import FOLDER, NAME_LETTERS, Parts
from kb.search.ranking import RANKING
from kb.search.shards import MANIFEST, search_files
from kb.sitefile import File
from tests.corpora import texts_of
from tests.search.browser import Asked, Browser
from tests.search.make import cards, corpus_of, index_of, manifest_of, names_in, practice

ROOT = Path(__file__).resolve().parents[2]
MANY = 300
SHARE = 0.25
"""Of the search data of MANY practices, so much may one question load."""

DIGEST_OF_PARTS = """
import hashlib, pathlib, sys
from datetime import date
from kb.content.corpus import read_corpus
from kb.search.shards import search_files
from tests.search.make import cards, index_of
content = pathlib.Path("practices")
corpus = read_corpus(content, content / "_lists", today=date(2026, 11, 22)).value
with index_of(corpus) as index:
    digest = hashlib.sha256()
    for file in search_files(index, cards(corpus)):
        digest.update(file.path.encode() + file.data)
print(digest.hexdigest())
"""


def many_practices(corpus: Corpus) -> list[WholePractice]:
    """So many practices whose texts are made by chance of the sentences of ours."""
    chance = Random(5)  # noqa: S311 - chance that can be repeated, no secret
    sentences = [s for p in texts_of(corpus) for x in p.sections for s in re.findall(r"[^.\n]+\.", x.text)]
    titles = [p.title.split() for p in texts_of(corpus)]
    facets = [p.facets for p in texts_of(corpus)]
    return [
        practice(
            f"praktijk-{place:03}",
            [" ".join(chance.choices(sentences, k=8)) for _ in range(3)],
            title=" ".join(chance.choice(titles)[:4] + chance.choice(titles)[-4:]),
            summary=" ".join(chance.choices(sentences, k=2)),
            facets=chance.choice(facets),
        )
        for place in range(MANY)
    ]


@pytest.fixture(scope="module")
def many(corpus: Corpus) -> list[WholePractice]:
    return many_practices(corpus)


@pytest.fixture(scope="module")
def many_parts(corpus: Corpus, many: list[WholePractice]) -> tuple[File, ...]:
    return exported(corpus_of(*many, words=corpus.lists))


def exported(corpus: Corpus) -> tuple[File, ...]:
    with index_of(corpus) as index:
        return search_files(index, cards(corpus))


def text_of(part: File) -> tuple[str, str]:
    """The name that a part hands over, and its text."""
    script = part.data.decode().removeprefix("kbPart(").removesuffix(")\n")
    name, text = json.loads(f"[{script}]")
    return name, text


def test_the_same_practices_give_the_same_bytes(corpus: Corpus, index: Index, parts: tuple[File, ...]) -> None:
    assert search_files(index, cards(corpus)) == parts
    assert exported(corpus) == parts


def test_no_chance_of_python_changes_a_byte(parts: tuple[File, ...]) -> None:
    digest = hashlib.sha256()
    for file in parts:
        digest.update(file.path.encode() + file.data)
    command = [sys.executable, "-c", DIGEST_OF_PARTS]
    environment = {"PYTHONHASHSEED": "1", "PYTHONPATH": str(ROOT)}
    made = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True, text=True)

    assert made.stdout.strip() == digest.hexdigest(), "another hash seed gives other bytes"


def test_the_name_of_a_part_is_the_digest_of_its_text(parts: tuple[File, ...]) -> None:
    for part in parts[1:]:
        name, text = text_of(part)
        digest = base64.b32encode(hashlib.sha256(text.encode()).digest()).decode().lower()
        assert part.path == f"{FOLDER}/{name}.js"
        assert name == digest[:NAME_LETTERS]


def test_every_part_that_is_named_is_there_and_every_part_is_named(parts: tuple[File, ...]) -> None:
    assert parts[0].path == MANIFEST
    manifest = manifest_of(parts)
    there = {**{Path(part.path).stem: text_of(part)[1] for part in parts[1:]}, **manifest["here"]}
    lists = manifest["parts"]
    own = [json.loads(there[name])[-2] for name in (*names_in(lists["cards"]), lists["front"])]
    _, positions = json.loads(there[lists["positions"]])
    _, names = json.loads(there[lists["names"]])
    rows = [
        lists["words"][1],
        lists["ends"][1],
        positions,
        names,
        lists["facets"],
        *lists["orders"].values(),
        lists["cards"],
        *own,
    ]
    single = {lists[kind] for kind in ("positions", "front", "others", "names")}

    free = "-" * NAME_LETTERS  # a free slot
    assert ({name for row in rows for name in names_in(row)} | single) - {free} == there.keys()
    assert len(there) == len(parts) - 1 + len(manifest["here"])


def test_a_part_is_listed_by_a_beginning_that_no_word_before_it_reaches(parts: tuple[File, ...]) -> None:
    there = {Path(part.path).stem: text_of(part)[1] for part in parts[1:]}
    lists = manifest_of(parts)["parts"]
    for kind, lines_before in ((lists["words"], 1), (lists["ends"], 0), (json.loads(there[lists["positions"]]), 0)):
        last = ""
        for start, name in zip(unshared(kind[0].split("\n")), names_in(kind[1]), strict=True):
            words = [re.split("[.=:;!]", line)[0] for line in unshared(there[name].split("\n")[lines_before:])]
            assert last < start <= words[0]
            last = words[-1]


def unshared(lines: Sequence[str]) -> list[str]:
    """Lines with the letters put back that they share with the one before."""
    whole, before = [], ""
    for line in lines:
        whole.append(before[: ALPHABET.index(line[0])] + line[1:])
        before = re.split("[.=:;!]", whole[-1])[0]
    return whole


def test_words_that_begin_alike_stand_in_one_part(many_parts: tuple[File, ...]) -> None:
    """So that what looks like a word comes with it; only a group that is large by itself is cut."""
    there = {Path(part.path).stem: text_of(part)[1] for part in many_parts[1:]}
    parts_of: dict[str, set[str]] = {}
    names = names_in(manifest_of(many_parts)["parts"]["words"][1])
    for name in names:
        for line in unshared(there[name].split("\n")[1:]):
            word = re.split("[.=:;!]", line)[0]
            if len(word) >= RANKING.neighbour_letters:
                parts_of.setdefault(word[: RANKING.neighbour_letters], set()).add(name)

    assert len(names) > 1
    assert all(len(parts) == 1 for parts in parts_of.values())


def test_two_texts_never_share_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kb.search.parts.NAME_LETTERS", 1)
    parts = Parts()
    names = [parts.keep(f"tekst {number}") for number in range(20)]

    assert len({*names}) == len(parts.files) == 20
    assert [parts.keep(f"tekst {number}") for number in range(20)] == names


def test_each_order_has_every_practice_once(parts: tuple[File, ...], index: Index) -> None:
    there = {Path(part.path).stem: text_of(part)[1] for part in parts[1:]}
    slots = index.collection.slots
    docs = dict(zip(slots, index.collection.docs, strict=True))
    orders = {
        name: [group for part in names_in(row) for group in groups(there[part])]
        for name, row in manifest_of(parts)["parts"]["orders"].items()
    }

    assert orders["titel"] == [[doc] for doc in sorted(docs, key=lambda doc: docs[doc].rank)]
    assert [{docs[doc].updated for doc in group} for group in orders["nieuwste"]] == [
        {day} for day in sorted({doc.updated for doc in docs.values()}, reverse=True)
    ]
    assert sorted(doc for group in orders["nieuwste"] for doc in group) == [*slots]


def groups(text: str) -> list[list[int]]:
    """Rows of rising numbers."""
    values = iter(read_numbers(text))
    return [[*accumulate(next(values) for _ in range(count))] for count in values]


def test_the_manifest_has_every_number_of_the_ranking(parts: tuple[File, ...], index: Index) -> None:
    manifest = manifest_of(parts)
    numbers = json.loads(json.dumps(RANKING.as_json()))

    assert manifest["ranking"].items() >= numbers.items()
    assert {"units", "field_positions", "body", "extra"} <= manifest["ranking"].keys()
    assert manifest["n"] == len(index.collection.docs)
    assert manifest["average"] == index.collection.average
    assert [facet["name"] for facet in manifest["facets"]] == [facet.name for facet in index.collection.facets]


def test_no_part_ends_its_script_or_a_line_of_it_early() -> None:
    wild = "</script><!-- \u2028 \u2029 ]]> \\ \" ' kbPart( \x1f"
    corpus = corpus_of(practice("a", f"een {wild} twee", title=f"Titel {wild}", summary=wild))

    for file in exported(corpus):
        text = file.data.decode()
        assert not re.search("[<\u2028\u2029]", text)
        assert text.count("\n") == 1
    name_of_passages = re.compile("een .* twee")
    assert any(name_of_passages.search(text_of(part)[1]) for part in exported(corpus)[1:])


def test_a_word_of_any_letters_can_be_written() -> None:
    body = " ".join(
        ["ge" + "a" * 56 + "werkt", "ge" + "a" * 80 + "werkt", "-".join("a" * 90), "ͺ", "foto´s", "ŉ", "日本"]
    )

    assert len(exported(corpus_of(practice("a", body)))) > 1


def touched(before: Sequence[File], after: Sequence[File]) -> float:
    """Which share of the parts is new."""
    names = {file.path for file in before}
    return sum(file.path not in names for file in after[1:]) / len(after)


def test_a_changed_practice_leaves_most_parts_as_they_were(
    corpus: Corpus, many: list[WholePractice], many_parts: tuple[File, ...]
) -> None:
    """A sentence more, with a word that no practice had."""
    place = MANY // 2
    longer = practice("x", f"{many[place].sections[0].text} Nieuwelingen maken zweefvliegtuigen na.").sections[0]
    changed = replace(many[place], sections=(longer, *many[place].sections[1:]))
    after = exported(corpus_of(*many[:place], changed, *many[place + 1 :], words=corpus.lists))

    share = touched(many_parts, after)

    assert 0 < share < 0.15, f"{share:.1%} of {len(after)} parts changed"


def test_a_question_loads_little_of_the_search_data(many_parts: tuple[File, ...], tmp_path: Path) -> None:
    browser = Browser(tmp_path, many_parts)
    size = {Path(file.path).stem: len(file.data) for file in many_parts}
    questions = ("jobcoach", "beschut werk dagbesteding", "detachreing", '"beschut werk"', "werk", "groenvoorziening ")

    shares = {}
    for question in questions:
        (answer,) = browser.answers([Asked(question, limit=10)])
        assert answer["total"], question
        shares[question] = sum(size[name] for name in ("manifest", *answer["loaded"])) / sum(size.values())

    assert all(share < SHARE for share in shares.values()), {q: f"{share:.1%}" for q, share in shares.items()}


@pytest.mark.parametrize(
    ("question", "most"),
    [
        ("jobcoach", 3),
        ("beschut werk dagbesteding", 3),
        ("gemeente werkgever begeleiding leerlingen", 3),
        ("gewerkt begeleid gedetacheerd", 3),
        ('"beschut werk"', 3),
        ('jobcoach "beschut werk"', 3),
        ("detachreing", 4),
        ("begeleidingsgroen detachreing", 4),
    ],
)
def test_a_question_waits_seldom(question: str, most: int, many_parts: tuple[File, ...], tmp_path: Path) -> None:
    """For its words, for what looks like them, and for its titles; a word that stands nowhere waits once more."""
    (answer,) = Browser(tmp_path, many_parts).answers([Asked(question, limit=10)])

    assert answer["total"]
    assert answer["steps"] <= most


def test_a_second_question_loads_nothing_that_is_there(browser_search: Browser) -> None:
    first, second = browser_search.answers([Asked("jobcoach "), Asked("jobcoach ")])

    assert len(first["loaded"]) == len({*first["loaded"]}) > 0
    assert second["loaded"] == []


def test_an_empty_question_loads_no_words(browser_search: Browser, parts: tuple[File, ...]) -> None:
    (answer,) = browser_search.answers([Asked("", limit=10)])
    words = {*names_in(manifest_of(parts)["parts"]["words"][1])}

    assert not words & {*answer["loaded"]}
