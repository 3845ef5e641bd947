"""Makes practices of Dutch-like text, as many as asked for, and the questions that are asked of them.

Everything follows from a seed and a list of words, and each practice from its own number: the first 300 of 10,000 are
the 300. Words are drawn by a Zipf law, the stop words of the project first, as in real Dutch; a list of words has
inflections and compounds in it, so those come by themselves. What the text says means nothing.
"""

import json
import random
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

import yaml

from kb.search.tables import STOP_WORDS

SEED = 20_241
WORD_LIST = Path("/usr/share/dict/dutch")
VOCABULARY = 60_000
SHIFT = 2.7  # of Zipf and Mandelbrot: the commonest words are a little less common than 1/rank says
HEADINGS = ("Aanleiding", "Aanpak", "Resultaten")
SECTION_WORDS = (70, 130)
SENTENCE_WORDS = (6, 18)
FACETS = {"region": 1, "theme": 3, "target_group": 2, "status": 1}
"""How many terms a practice has of each facet at most."""

QUESTIONS = 15
THREE = 3
LEAST_LETTERS = 5
RARE, COMMON = 0.01, 0.1
"""A question's words stand in this share of the smallest collection."""


@dataclass(frozen=True, slots=True)
class Document:
    """A practice: what stands in its file, without any markup."""

    id: str
    title: str
    summary: str
    sections: tuple[str, ...]
    keywords: tuple[str, ...]
    added: str
    organisation: str
    facets: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Question:
    """What a reader types, and of how many words."""

    text: str
    words: int


@dataclass(frozen=True, slots=True)
class Language:
    """Words, commonest first, with their sums of weights."""

    words: Sequence[str]
    weights: Sequence[float]

    def draw(self, chance: random.Random, count: int) -> list[str]:
        """So many words as they come in a text."""
        return chance.choices(self.words, cum_weights=self.weights, k=count)


def language_of(words: Sequence[str]) -> Language:
    """A language of these words, commonest first."""
    return Language(words, tuple(accumulate(1 / (rank + SHIFT) for rank in range(len(words)))))


def dutch(path: Path = WORD_LIST) -> Language:
    """Stop words, then words of the list: shorter ones tend to come first. FileNotFoundError without the list."""
    listed = sorted({word for word in path.read_text("utf-8").split() if re.fullmatch(r"[a-zéèëïöü]{3,24}", word)})
    chance = random.Random(SEED)  # noqa: S311 - the same every time, on purpose
    chosen = chance.sample([word for word in listed if word not in STOP_WORDS], VOCABULARY)
    rest = sorted(chosen, key=lambda word: len(word) + chance.uniform(0, 2 * len(word)))
    return language_of([*sorted(STOP_WORDS, key=lambda word: (len(word), word)), *rest])


def terms_of(lists: Path) -> dict[str, tuple[str, ...]]:
    """The ids of the terms of each facet that a practice of ours has."""
    return {
        name: tuple(str(term["id"]) for term in yaml.safe_load((lists / f"{name}.yaml").read_text("utf-8"))["terms"])
        for name in FACETS
    }


def documents(count: int, language: Language, terms: Mapping[str, Sequence[str]]) -> Iterator[Document]:
    """The first so many practices."""
    for number in range(count):
        yield _document(number, language, terms)


def _document(number: int, language: Language, terms: Mapping[str, Sequence[str]]) -> Document:
    chance = random.Random(f"{SEED}-{number}")  # noqa: S311 - the same every time, on purpose

    def sentence(least: int, most: int) -> str:
        return " ".join(language.draw(chance, chance.randint(least, most))).capitalize()

    return Document(
        id=f"praktijk-{number:05}",
        title=sentence(3, 7),
        summary=f"{sentence(10, 14)}. {sentence(10, 14)}.",
        sections=tuple(_text(language.draw(chance, chance.randint(*SECTION_WORDS)), chance) for _ in HEADINGS),
        keywords=tuple(language.draw(chance, 2)),
        added=f"20{chance.randint(10, 25)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
        organisation=f"Werkbedrijf {chance.choice(language.words).capitalize()}",
        facets={
            name: tuple(sorted(chance.sample(terms[name], min(chance.randint(1, most), len(terms[name])))))
            for name, most in FACETS.items()
        },
    )


def _text(words: Sequence[str], chance: random.Random) -> str:
    sentences = []
    start = 0
    while start < len(words):
        end = start + chance.randint(*SENTENCE_WORDS)
        sentences.append(" ".join(words[start:end]).capitalize() + ".")
        start = end
    return " ".join(sentences)


def practice_file(document: Document) -> str:
    """The document as a practice file without mistakes."""
    header = {
        "title": document.title,
        "summary": document.summary,
        "organisation": document.organisation,
        **{name: list(terms) for name, terms in document.facets.items()},
        "keywords": list(document.keywords),
        "added": document.added,
        "sources": [{"title": "Verzonnen tekst om mee te meten"}],
    }
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in header.items()]
    sections = [f"## {heading}\n\n{text}\n" for heading, text in zip(HEADINGS, document.sections, strict=True)]
    return "\n".join(["---", *lines, "---", "", *sections])


def questions(smallest: Sequence[Document]) -> tuple[Question, ...]:
    """Of one word and of three in turn; the three stand together in a practice of the smallest collection."""
    texts = [set(re.findall(rf"[a-zéèëïöü]{{{LEAST_LETTERS},}}", " ".join(each.sections).lower())) for each in smallest]
    counts = Counter(word for text in texts for word in text - STOP_WORDS)
    fit = {word for word, count in counts.items() if RARE <= count / len(smallest) <= COMMON}
    chance = random.Random(SEED)  # noqa: S311 - the same every time, on purpose
    ones = chance.sample(sorted(fit), QUESTIONS)
    rich = [sorted(text & fit) for text in texts if len(text & fit) >= THREE]
    threes = [" ".join(chance.sample(words, THREE)) for words in chance.sample(rich, QUESTIONS)]
    return tuple(
        each for one, three in zip(ones, threes, strict=True) for each in (Question(one, 1), Question(three, THREE))
    )
