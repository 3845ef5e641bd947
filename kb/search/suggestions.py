"""What may be suggested while somebody types: the organisations of the practices, by the words in their names."""

from collections import Counter
from collections.abc import Iterator, Sequence

from kb.model import Corpus
from kb.search.dutch import words

MOST = 20
"""Names that are kept for one word (gemeente, stichting): those with most practices; another word finds the rest."""


def organisations(corpus: Corpus) -> tuple[str, ...]:
    """The names of all organisations and partners, those with most practices first."""
    counts = Counter(
        name
        for practice in corpus.practices
        for name in {o.name for o in (*practice.organisations, *practice.partners)}
    )
    return tuple(sorted(counts, key=lambda name: (-counts[name], name)))


def names_by_word(names: Sequence[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The words of the names in the order of their letters, each with the names in which it stands."""
    found: dict[str, dict[str, None]] = {}
    for name in names:
        for word in words(name):
            if not word.stop:
                found.setdefault(word.form, {})[" ".join(name.replace("|", " ").replace('"', " ").split())] = None
    for form in sorted(found):
        yield form, tuple(found[form])[:MOST]
