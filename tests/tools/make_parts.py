#!/usr/bin/env python3
"""Make kb/search/parts.txt: the words that Dutch compounds are made of, counted in a word list.

    python tests/tools/make_parts.py /usr/share/dict/dutch > kb/search/parts.txt

The word list is OpenTaal's (Debian package wdutch, BSD licence, see NOTICE). A word is a part when enough other words
of the list are made of it and a second word, with a linking s, e, en, n or er between: more for short words, which
stand in other words by chance. Words of this field that the list lacks or has too rarely are named here.
"""

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from kb.search.compounds import LINKS
from kb.search.dutch import fold
from kb.search.tables import NO_PARTS

ENOUGH = {3: 12, 4: 12, 5: 10, 6: 6, 7: 4, 8: 2, 9: 2}
"""In how many words a part of so many letters must stand; longer ones in `ENOUGH_LONG`."""
ENOUGH_LONG = 3

LAST_WITH_S = 5
"""A word with an s that ends fewer words than this is the word without it and a linking s (arbeids-)."""


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


SHORT = frozenset(
    _words(
        """
    dag vak wet bus gas les was bos app net pak bak bed ict job vso mbo jas ijs hal zee
    """
    )
)
"""The only parts of three letters: most words that short are endings of others."""

NEVER = frozenset(
    _words(
        """
    acht aars aren atie bare bijeen binnen buit buiten ded eerde elen elke eren etje gel geel gemeen heden houd
    houdend hui kan komst kundig lage lee lende lie lijks ling loosheid loze matig ment neer nemer nemers ont
    pel rende rig rijk rijke ring rond samen teit terug tuk vaardig vast vol voort vormig waardig weer werker
    werkers williger best ding enden zoeker zoekenden beha delingen ellen nering oren
    rijf rijven sleden slichten smacht teren
    """
    )
)
"""Endings and beginnings of four letters and more that look like words."""

ALSO = frozenset(
    _words(
        """
    aanpassing arbeid asielzoeker beschut bezorging client deelnemer detachering doelstelling duurzaamheid fit
    houder inburgering integratie jobcoach medewerker participatie raad resultaat statushouder tevredenheid
    traject cijfer cijfers dagbesteding ervaring instroom uitstroom doorstroom paneel panelen werkervaring
    zonne transitie verlening wasserij werkgever werkloosheid werknemer
    """
    )
)
"""Words of this field."""


def plain(lines: Iterable[str]) -> set[str]:
    """The folded words of the list that are written with small letters only."""
    folded = (fold(line.strip()) for line in lines if line.strip() == line.strip().lower())
    return {word for word in folded if word.isascii() and word.isalpha() and len(word) > 2}


def productive(words: set[str]) -> tuple[Counter[str], Counter[str]]:
    """In how many words of the list each word stands as a first part, and as a last part."""
    first, last = Counter[str](), Counter[str]()
    for word in words:
        for end in range(3, len(word) - 2):
            if word[:end] in words:
                for tail in tails(word, end):
                    if tail in words and tail not in NO_PARTS:
                        first[word[:end]] += 1
                        last[tail] += 1
    return first, last


def tails(word: str, end: int) -> list[str]:
    """What may stand behind a first part of `end` letters."""
    return [word[end + len(link) :] for link, _ in LINKS if word.startswith(link, end)]


def is_part(word: str, count: int) -> bool:
    """True when a word of the list takes part in compounds."""
    if word in NO_PARTS or word in NEVER or (len(word) == 3 and word not in SHORT):
        return False
    return count >= ENOUGH.get(len(word), ENOUGH_LONG)


def main() -> None:
    """Read the list named on the command line, print the parts."""
    words = plain(Path(sys.argv[1]).read_text(encoding="utf-8").splitlines())
    first, last = productive(words)
    parts = {word for word, count in (first | last).items() if is_part(word, count)} | ALSO
    linked = {part for part in parts if part.endswith("s") and part[:-1] in parts and last[part] < LAST_WITH_S}
    print("\n".join(sorted(parts - linked)))  # noqa: T201 - its output


if __name__ == "__main__":
    main()
