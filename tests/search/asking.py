"""Questions as readers might type them, made by chance from the words of a collection; the same in every run."""

from collections.abc import Iterator
from random import Random

from kb.search.index import Index
from tests.search.browser import Asked

LETTERS = "abcdefghijklmnopqrstuvwxyz"
SORTS = ("relevantie", "relevantie", "relevantie", "nieuwste", "titel")


def questions(index: Index, count: int, seed: int) -> list[Asked]:
    """So many questions: words, beginnings, typing errors, phrases, exclusions, alternatives, filters, sorts."""
    asker = _Asker(index, Random(seed))  # noqa: S311 - chance that can be repeated, no secret
    return [asker.question() for _ in range(count)]


class _Asker:
    def __init__(self, index: Index, chance: Random) -> None:
        self.index = index
        self.chance = chance
        self.texts = [text for doc in range(len(index.collection.docs)) for text in index.passages(doc) if text]

    def question(self) -> Asked:
        text = " ".join(self.part() for _ in range(self.chance.randrange(1, 4)))
        if self.chance.random() < 0.08:
            text += self.chance.choice(
                (
                    " regio:twente",
                    " regio:enschede",
                    " regio:atlantis",
                    " thema:dagb",
                    " regio:gelderland",
                    " -regio:twente",
                    ' -regio:"den haag"',
                    " -thema:dagbesteding -status:structureel",
                    " -regio:twnte",
                )
            )
        if self.chance.random() < 0.04:
            text = self.chance.choice(("b", "OF", "de van ", '"de van"', "dat", "hengelo", "den haag", "w" * 70))
        if self.chance.random() < 0.04:
            text = ""
        filters: dict[str, list[str]] = {}
        for _ in range(self.chance.choice((0, 0, 0, 1, 2))):
            facet = self.chance.choice(self.index.collection.facets)
            filters.setdefault(facet.name, []).append(self.chance.choice(facet.terms))
        text += self.chance.choice(("", " "))
        return Asked(text, filters, self.chance.choice(SORTS), self.chance.random() < 0.15)

    def part(self) -> str:
        kind = self.chance.randrange(12)
        if kind == 0:
            return self.phrase()
        if kind == 1:
            return f"-{self.word()}"
        if kind == 2:
            return f"{self.word()} OF {self.word()}"
        return f"{self.word()}*" if kind == 3 else self.word()

    def word(self) -> str:
        """A word of the collection, as it stands or changed."""
        word = self.chance.choice(self.index.forms)
        changes = (self.beginning, self.typing_error, self.joined, self.lengthened)
        kind = self.chance.randrange(8)
        return changes[kind](word) if kind < len(changes) else word

    def beginning(self, word: str) -> str:
        return word[: self.chance.randrange(2, len(word) + 1)] if len(word) > 1 else word

    def joined(self, word: str) -> str:
        return word + self.chance.choice(self.index.forms)

    def lengthened(self, word: str) -> str:
        """An unknown word that ends in a known one."""
        return self.chance.choice(("mee", "wyk", "herq")) + word

    def typing_error(self, word: str) -> str:
        at, other = self.chance.randrange(len(word)), self.chance.choice(LETTERS)
        before, letter, after = word[:at], word[at], word[at + 1 :]
        swapped = after[:1] + letter + after[1:]
        return before + self.chance.choice((after, other + letter + after, other + after, swapped))

    def phrase(self) -> str:
        words = self.chance.choice(self.texts).replace('"', "").split()
        at = self.chance.randrange(len(words))
        return '"' + " ".join(words[at : at + self.chance.randrange(1, 5)]) + '"'


def beginnings(texts: list[str]) -> Iterator[str]:
    """Each text as it grows under somebody's fingers."""
    for text in texts:
        yield from (text[:end] for end in range(len(text) + 1))
