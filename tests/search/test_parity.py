"""The search of the browser answers as the reference search does: same total, order, counts and scores."""

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.json import encode
from msgspec.structs import asdict, replace

from kb.model import Corpus
from kb.search import docparts, shards, wordparts
from kb.search.compounds import known_parts
from kb.search.dutch import key, words
from kb.search.index import Index
from kb.search.query import Answer, search
from kb.search.question import parse
from kb.search.ranking import RANKING, Ranking
from kb.sitefile import File, SiteFile
from tests.search.asking import questions
from tests.search.browser import Answered, Asked, Browser
from tests.search.judged import judged_questions
from tests.search.make import cards, corpus_of, index_of, manifest_of, names_in, practice

OPEN_TAAL = Path("/usr/share/dict/dutch")
PASSAGES = 3

TINY = wordparts.Sizes(60, 240, 3)


def other(number: Any) -> Any:  # noqa: ANN401 - int, float or a tuple of them
    """Another number than this one, or other numbers than these."""
    if isinstance(number, tuple):
        return tuple(map(other, number))
    return number // 2 + 1 if isinstance(number, int) else 0.8 * number


OTHER_NUMBERS = replace(RANKING, **{name: other(number) for name, number in asdict(RANKING).items()})


@pytest.fixture(scope="module")
def tiny_parts(corpus: Corpus, index: Index) -> tuple[File, ...]:
    """The practices in very many parts, ranked by other numbers."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shards, "RANKING", OTHER_NUMBERS)
        for module in (docparts, shards):
            patch.setattr(module, "slots_per_facets", lambda _: 16)
            patch.setattr(module, "slots_per_card", lambda _: 8)
        patch.setattr(docparts, "AT_ONCE", 8)
        patch.setattr(shards, "SMALL", 0)
        for name in ("WORDS", "ENDS", "POSITIONS"):
            patch.setattr(wordparts, name, TINY)
        return shards.search_files(index, cards(corpus))


def differences(index: Index, asked: Sequence[Asked], answers: Iterable[Answered], ranking: Ranking) -> Iterator[str]:
    """What differs, a line a question."""
    for question, browser in zip(asked, answers, strict=True):
        reference = search(
            index,
            question.text,
            filters=question.filters,
            limit=question.limit,
            sort=question.sort,
            exact=question.exact,
            ranking=ranking,
        )
        for name, mine, other in compared(reference, browser):
            if mine != other:
                yield f"{question}: {name}: reference {mine}, browser {other}"


def compared(reference: Answer, browser: Answered) -> Iterator[tuple[str, object, object]]:
    """What both answers say of each thing."""
    mine, other = reference.hits, browser["hits"]
    yield "total", reference.total, browser["total"]
    yield "order", [hit.id for hit in mine], [hit["id"] for hit in other]
    far = [(a.id, a.score, b["score"]) for a, b in zip(mine, other, strict=False) if abs(a.score - b["score"]) > 1e-9]
    yield "scores", far, []
    yield "titles", [hit.title for hit in mine], [hit["title"] for hit in other]
    yield "lacks", [list(hit.lacks) for hit in mine], [hit["lacks"] for hit in other]
    yield "facets", {name: dict(counts) for name, counts in reference.facets.items()}, browser["facets"]
    yield "widened", [{**asdict(each), "also": list(each.also)} for each in reference.widened], browser["widened"]
    yield "unknown", list(reference.unknown), browser["unknown"]
    yield "strange", [asdict(each) for each in reference.strange], browser["strange"]
    yield "hollow", reference.hollow, browser["hollow"]
    yield "without", [{**asdict(each), "also": list(each.also)} for each in reference.without], browser["without"]
    shown = [hit.passage and {"text": hit.passage.text, "marks": hit.passage.marks} for hit in mine[:PASSAGES]]
    yield "passages", json.loads(json.dumps(shown)), browser["passages"]


def assert_same(index: Index, browser: Browser, asked: Sequence[Asked], ranking: Ranking = RANKING) -> None:
    """Every question gets one answer from both."""
    answers = browser.answers(asked, passages=PASSAGES)
    different = list(differences(index, asked, answers, ranking))
    found = sum(answer["total"] > 0 for answer in answers)

    assert found > len(asked) / 2, "most questions should find something, or this test says little"
    assert not different, f"{len(different)} differences in {len(asked)} questions:\n" + "\n".join(different[:5])


def test_answers_to_questions_of_all_kinds_are_the_same(index: Index, browser_search: Browser) -> None:
    assert_same(index, browser_search, questions(index, 1000, seed=7))


def test_answers_to_the_judged_questions_are_the_same(index: Index, browser_search: Browser) -> None:
    assert_same(index, browser_search, [Asked(question.query) for question in judged_questions()])


def test_answers_while_somebody_types_are_the_same(index: Index, browser_search: Browser) -> None:
    typed = (
        "jobcoach traject",
        'wsw "sociale werkplaats" -groen',
        "dagbestedingslocatie in hengelo",
        "kringlopwinkel",
        "wsw OF inkoopvoorwaarden",
    )

    assert_same(index, browser_search, [Asked(text[:end]) for text in typed for end in range(len(text) + 1)])


def test_every_number_of_the_ranking_comes_from_the_manifest_and_parts_may_have_any_size(
    index: Index, tiny_parts: tuple[File, ...], tmp_path: Path
) -> None:
    """A number typed in the script, or a part read that was not asked for, shows when all of them are others."""
    assert_same(index, Browser(tmp_path, tiny_parts), questions(index, 300, seed=11), OTHER_NUMBERS)


def test_answers_over_one_practice_and_over_none_are_the_same(tmp_path: Path) -> None:
    asked = [Asked(text) for text in ("", "fiets", "fietsen ", "fits", '"een fiets"', "-fiets", "fi*", "iets anders")]
    for number, practices in enumerate(((), (practice("fiets", "Een fiets maken"),))):
        corpus = corpus_of(*practices)
        with index_of(corpus) as index:
            browser = Browser(tmp_path / str(number), shards.search_files(index, cards(corpus)))
            answers = browser.answers(asked, passages=PASSAGES)

            assert list(differences(index, asked, answers, RANKING)) == []


def test_a_word_that_stands_very_often_in_one_practice_counts_the_same(tmp_path: Path) -> None:
    corpus = corpus_of(practice("veel", "fiets " * 60), practice("vaak", "fiets " * 15), practice("nooit", "auto"))
    with index_of(corpus) as index:
        browser = Browser(tmp_path, shards.search_files(index, cards(corpus)))

        assert_same(index, browser, [Asked("fiets"), Asked('"fiets fiets"'), Asked("fietsen -auto")])


def assert_same_words(browser: Browser, texts: Sequence[str]) -> None:
    """Both take each text apart into the same words with the same keys."""
    reference = [[{**asdict(word), "key": key(word.form)} for word in words(text)] for text in texts]
    both = zip(texts, reference, browser.words(texts), strict=True)
    different = [(text, mine, other) for text, mine, other in both if mine != other]

    assert not different, f"{len(different)} of {len(texts)}: {different[:3]}"


def test_words_of_the_practices_have_the_same_keys(index: Index, browser_search: Browser) -> None:
    texts = [text for doc in range(len(index.collection.docs)) for text in index.passages(doc)]

    assert_same_words(browser_search, [*texts, *index.forms, *sorted(known_parts())])


@pytest.mark.skipif(not OPEN_TAAL.exists(), reason="Debian's package wdutch is not here")
def test_words_of_the_dictionary_have_the_same_keys(browser_search: Browser) -> None:
    entries = OPEN_TAAL.read_text("utf-8").split()
    reference = ["|".join(f"{word.form} {key(word.form)}" for word in words(entry)) for entry in entries]
    both = zip(entries, reference, browser_search.keys(entries), strict=True)
    different = [(entry, mine, other) for entry, mine, other in both if mine != other]

    assert not different, f"{len(different)} of {len(entries)}: {different[:5]}"


def strange_texts(count: int) -> list[str]:
    """Texts of letters, accents, signs and spaces from anywhere below U+FFFF, the same in every run."""
    alphabet = st.one_of(
        st.sampled_from("aeiou dt sn'’-‐\"*: \n\u00a0\u2028\ufeff\u0085\x1c"),
        st.characters(max_codepoint=0xFFFF, exclude_categories=["Cs"]),
    )
    found: list[str] = []

    @settings(max_examples=count, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(st.text(alphabet, max_size=40))
    def collect(text: str) -> None:
        found.append(text)

    collect()
    return found


def test_strange_texts_have_the_same_words(browser_search: Browser) -> None:
    assert_same_words(browser_search, strange_texts(1500))


def test_strange_questions_are_taken_apart_alike(index: Index, browser_search: Browser) -> None:
    texts = [*strange_texts(800), *(each.text for each in questions(index, 300, seed=13))]
    facets = index.collection.facets

    reference = [json.loads(encode(parse(text, facets))) for text in texts]
    both = zip(texts, reference, browser_search.parsed(texts), strict=True)

    different = [(text, mine, other) for text, mine, other in both if mine != other]
    assert not different, f"{len(different)} of {len(texts)}: {different[:3]}"


def test_a_question_of_any_length_is_read_as_far_by_both(index: Index, browser_search: Browser) -> None:
    long = [("detachering " * 300)[:end] for end in (1995, 1999, 2000, 2001, 2010)]

    assert_same(index, browser_search, [Asked(text) for text in long])


@pytest.mark.parametrize("kind", ["words", "ends", "facets", "orders", "cards", "positions"])
def test_a_part_that_is_gone_is_told_after_the_manifest_was_read_anew(
    kind: str, tiny_parts: tuple[File, ...], tmp_path: Path
) -> None:
    lists = manifest_of(tiny_parts)["parts"]
    rows = {**lists, "words": lists["words"][1], "ends": lists["ends"][1], "orders": lists["orders"]["titel"]}
    names = {*names_in(rows[kind])}
    left = tuple(file for file in tiny_parts if Path(file.path).stem not in names)
    assert len(left) < len(tiny_parts)

    refused = Browser(tmp_path, left).refusal(
        Asked('"beschut werk" dteachering', filters={"region": ["twente"]}, sort="titel")
    )

    assert refused["manifests"] == 2
    assert "ververs de pagina" in refused["error"]


def test_parts_of_another_version_are_refused(parts: tuple[File, ...], tmp_path: Path) -> None:
    manifest = parts[0]
    newer = manifest.data.replace(b'"format":%d' % shards.FORMAT, b'"format":%d' % (shards.FORMAT + 1))
    assert newer != manifest.data
    assert isinstance(manifest, SiteFile)

    refused = Browser(tmp_path, (replace(manifest, data=newer), *parts[1:])).refusal(Asked("werk"))

    assert refused["manifests"] == 2
    assert "ververs de pagina" in refused["error"]
