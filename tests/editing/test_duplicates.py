"""Near-duplicates: found when words are changed, moved or left out, and never among our own practices."""

from datetime import date
from pathlib import Path
from random import Random

import pytest

from kb.content.corpus import read_corpus
from kb.editing.duplicates import alike, check_alike
from kb.model import Corpus
from kb.problems import Place
from tests.corpora import texts_of
from tests.editing.make import practice

WORDS = (
    *("de", "mensen", "werken", "samen", "met", "hun", "begeleider", "aan", "een", "taak"),
    *("in", "het", "bedrijf", "van", "gemeente", "en", "leren", "daar", "veel"),
)


def text(seed: int, length: int = 200) -> str:
    """A text of its own: usual words between words that only this text has."""
    random = Random(seed)  # noqa: S311 - a text for a test
    return " ".join(random.choice(WORDS) if n % 3 else f"w{random.randrange(500)}" for n in range(length))


def changed(words: str, each: int) -> str:
    """The text with one word in `each` replaced."""
    return " ".join(f"x{n}" if n % each == 0 else word for n, word in enumerate(words.split()))


@pytest.mark.parametrize(
    "copy",
    [
        text(1),
        text(1).upper().replace(" ", ", "),
        changed(text(1), 8),
        " ".join(text(1).split()[100:] + text(1).split()[:100]),
        " ".join(text(1).split()[:60]),
        text(1) + " " + text(2, 300),
    ],
    ids=["same", "capitals", "every eighth word", "halves swapped", "a part", "with more"],
)
def test_a_copy_is_found_at_both(copy: str) -> None:
    found = list(check_alike([practice("een", text(1)), practice("twee", copy), practice("drie", text(3))]))

    assert [(problem.place, problem.code, problem.severity) for problem in found] == [
        (Place("een.md"), "lijkt-op", "warning"),
        (Place("twee.md"), "lijkt-op", "warning"),
    ]
    assert "`twee`" in found[0].message
    assert "`een`" in found[1].message


@pytest.mark.parametrize(
    "other",
    [text(2), changed(text(1), 3), " ".join(text(1).split()[:14]), ""],
    ids=["another text", "every third word", "one sentence", "nothing"],
)
def test_what_shares_little_is_another_practice(other: str) -> None:
    assert list(alike([practice("een", text(1)), practice("twee", other)])) == []


def test_a_practice_may_look_like_the_one_it_replaced() -> None:
    assert list(alike([practice("een", text(1), replaced_by="twee"), practice("twee", text(1))])) == []
    assert list(alike([practice("een", text(1)), practice("twee", text(1), replaced_by="een")])) == []


def test_a_phrase_that_all_use_tells_nothing() -> None:
    practices = [practice(f"p{number}", text(1)) for number in range(9)]

    assert len(list(alike(practices[:8]))) == 28
    assert list(alike(practices)) == []


@pytest.fixture(scope="module")
def ours(root: Path) -> Corpus:
    folder = root / "practices"
    corpus = read_corpus(folder, folder / "_lists", today=date(2026, 11, 22)).value
    assert corpus is not None
    return corpus


def test_none_of_our_own_practices_is_taken_for_another(ours: Corpus) -> None:
    assert [(pair.one.id, pair.other.id) for pair in alike(texts_of(ours))] == []


def test_each_of_our_own_is_found_when_one_word_in_eight_is_changed(ours: Corpus) -> None:
    missed = []
    for one in texts_of(ours):
        words = " ".join([one.title, one.summary, *(section.text for section in one.sections)])
        if not list(alike([one, practice("een-kopie", changed(words, 8))])):
            missed.append(one.id)

    assert missed == []
