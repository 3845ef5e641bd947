"""Dutch words: where they stand in a text, what they fold to, and the key under which their forms meet."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from kb.folding import FOLDS
from kb.search.tables import (
    APOSTROPHES,
    HYPHENS,
    IRREGULAR,
    KEEP_GE,
    LETTERS,
    NOUN_D,
    NOUN_T,
    PARTICIPLE_D,
    PARTICIPLES,
    PLURAL_S,
    PREFIXES,
    STOP_WORDS,
    VERB_D,
    VERB_T,
)

LONGEST = 63
"""Longer runs of letters are no words; they are not indexed. One letter of coding.ALPHABET tells up to so many."""

_WORD = f"[{LETTERS}]+(?:[{APOSTROPHES}][{LETTERS}]+)*"
_BOUND = f"(?:(?<=[{LETTERS}])([{HYPHENS}]))?({_WORD})"
_PLAIN = re.compile("[a-z]+")
_FOLDS = str.maketrans(FOLDS)
_APOSTROPHES = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))
_DIGITS = frozenset("0123456789")
_VOWELS = frozenset("aeiouy")
_SYLLABLE = re.compile("[aeiouy]+")


class Word(Struct, frozen=True):
    """A word of a text: its folded form, where it stands (start, end in the text), and how it is bound.

    `stop`: it says nothing by itself. `glued`: only a hyphen stands between it and the word before.
    """

    form: str
    start: int
    end: int
    stop: bool = False
    glued: bool = False


def fold(text: str) -> str:
    """Lower case without accents: what people type. Apostrophes become "'"; then NFKC, so ĳ is ij (and ´ a space).

    Differs from `kb.folding` because the browser's analyse.js must give the same: JavaScript has no casefold.
    """
    if text.isascii():  # nearly all words: nothing to take apart
        return text.lower().replace("`", "'")
    flat = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text.translate(_APOSTROPHES)).lower())
    bare = "".join(c for c in flat if unicodedata.category(c) != "Mn")
    return bare.translate(_FOLDS).translate(_APOSTROPHES)


def words(text: str) -> Iterator[Word]:
    """The words of a text in order. Positions in a phrase are counted over all of them, stop words included.

    A single letter is no word of its own where a hyphen binds it: P-wet and e-waste are one.
    """
    if not any(sign in text for sign in HYPHENS):  # most texts: nothing can be bound
        yield from _plain_words(text)
        return
    held: Word | None = None
    for word in _plain_words(text):
        if held and word.glued and is_one(held.form, word.form):
            held = Word(held.form + word.form, held.start, word.end, glued=held.glued)
        else:
            if held:
                yield held
            held = word
    if held:
        yield held


def written(text: str) -> list[tuple[str, str]] | None:
    """The words of a text as they are written, each with the hyphen that binds it to the word before; None: no hyphens.

    Then `plain` gives them. Both find what `words` finds, for who needs no places: taking the whole collection apart.
    """
    return _pattern(_BOUND).findall(text) if any(sign in text for sign in HYPHENS) else None


def plain(text: str) -> list[str]:
    """The words of a text without hyphens, as they are written."""
    return _pattern(_WORD).findall(text)


@lru_cache(maxsize=2)
def _pattern(written: str) -> re.Pattern[str]:
    """Compiled when it is first needed: with so many letters that takes longer than to load this module."""
    return re.compile(written)


def is_one(form: str, after: str) -> bool:
    """Whether two words that a hyphen binds are one, as one of them is a single letter."""
    return (len(form) == 1 or len(after) == 1) and len(form) + len(after) <= LONGEST


def _plain_words(text: str) -> Iterator[Word]:
    last = -1
    for match in _pattern(_WORD).finditer(text):
        start, end = match.span()
        form, stop = form_of(match[0])
        glued = start == last + 1 and last >= 0 and text[last] in HYPHENS
        last = end
        if form:
            yield Word(form, start, end, stop, glued)


@lru_cache(maxsize=1 << 16)
def form_of(raw: str) -> tuple[str, bool]:
    """The form of a word as it is written (empty when it is too long to be one), and whether it says nothing."""
    folded = fold(raw)
    form = folded.replace("'", "")
    stop = folded in STOP_WORDS or (len(form) == 1 and form not in _DIGITS)
    return (form if len(form) <= LONGEST else ""), stop


@lru_cache(maxsize=1 << 17)
def key(form: str) -> str:
    """The key of a folded form: detacheren, gedetacheerd and detachering have the same one. It need not be a word."""
    if form in IRREGULAR:
        return _plain_ending(IRREGULAR[form])
    if len(form) < 4 or not (form.isascii() and form.isalpha()):  # noqa: PLR2004 - de, het, ICT
        return form
    return _plain_ending(_IRREGULAR.get(form) or _without_ge(_base(_singular(form))))


def _also_behind_prefixes() -> Iterator[tuple[str, str]]:
    """The table of irregular forms, also behind separable beginnings (opgenomen); of equal ones the last counts."""
    for prefix in reversed(PREFIXES):
        for form, stem in IRREGULAR.items():
            if len(form) > 4:  # noqa: PLR2004 - shorter ones are endings of others
                yield prefix + form, prefix + stem
    yield from IRREGULAR.items()


_IRREGULAR = dict(_also_behind_prefixes())


def _syllables(form: str) -> int:
    return len(_SYLLABLE.findall(form))


def _singular(form: str) -> str:
    """Without the -s or -je of a plural or diminutive: medewerkers, foto's, groepjes, mogelijkheden."""
    if form.endswith("heden"):
        return form[:-5] + "heid"
    small = form.removesuffix("s")
    if small.endswith("je") and _syllables(small) > 1:
        return _without_je(small)
    if form.endswith("s") and not form.endswith("ss") and _is_plural_s(form[:-1]):
        return form[:-1]
    if form.endswith(("ches", "shes")):
        return form[:-2]
    return form


def _without_je(form: str) -> str:
    stem = form[:-2]
    if stem.endswith("t") and (stem[-2] in _VOWELS or stem[-2] in "lnr"):
        return stem[:-1] if stem[-2] not in "aou" or _syllables(stem) > 1 else stem
    return stem[:-1] if stem.endswith("mp") else stem


def _is_plural_s(stem: str) -> bool:
    if stem.endswith(("er", "el", "em", "en")):
        return _syllables(stem) > 1
    if stem.endswith(("et", "ot")):
        return stem[-3] not in _VOWELS
    if stem[-1] in "aou" and not stem.endswith(("eo", "io")):
        return stem[-2] not in _VOWELS and len(stem) > 3 and stem[-1] != "u"  # noqa: PLR2004 - gas, bus
    return stem.endswith(PLURAL_S)


def _base(form: str) -> str:
    """Without -en, -e and -ing; the vowel of an open syllable is doubled in short words (maken → maak)."""
    if form.endswith(("ieen", "eeen")):
        return form[:-2]
    stem = form
    for ending in ("en", "e"):
        if form.endswith(ending) and not form.endswith("ie") and _may_lose(form[: -len(ending)]):
            stem = _closed(form[: -len(ending)])
            break
    if stem.endswith("ing") and _may_lose(stem[:-3]) and len(stem) > 5 and not _is_ling(stem):  # noqa: PLR2004 - kring
        stem = _closed(stem[:-3])
    return stem


def _may_lose(stem: str) -> bool:
    if len(stem) < 2 or not _syllables(stem):  # noqa: PLR2004 - one letter is no stem
        return False
    return stem[-1] not in _VOWELS or stem.endswith(("oei", "aai", "ooi")) or (stem[-1] in "iu" and len(stem) > 4)  # noqa: PLR2004 - zien, tien


def _is_ling(form: str) -> bool:
    return form.endswith("ling") and form[-5] not in _VOWELS and form[-5] != "l"


def _closed(stem: str) -> str:
    if stem[-1] == stem[-2] and stem[-1] not in _VOWELS:
        return stem[:-1]
    open_syllable = stem[-1] not in _VOWELS and stem[-2] in "aeou" and (len(stem) == 2 or stem[-3] not in _VOWELS)  # noqa: PLR2004 - uur
    return stem[:-1] + stem[-2:] if open_syllable and _syllables(stem) == 1 and stem[-1] not in "wxj" else stem


def _without_ge(stem: str) -> str:
    """Without what makes a verb's form: -t, -d, and the ge- of a participle."""
    found = _IRREGULAR.get(stem)
    if found:
        return found
    if stem[-1] not in "dt":
        return stem
    before, rest = _at_ge(stem)
    participle = rest != stem or stem.startswith(PARTICIPLES)
    bare = _without_t(rest)
    bare = _without_d(bare, participle=participle) if bare == rest else bare
    return before + (IRREGULAR.get(bare, bare) if before else bare)


def _at_ge(stem: str) -> tuple[str, str]:
    """What stands before the ge- of a participle, and the verb behind it; ("", stem) when it is none."""
    if "ge" not in stem or stem.endswith(("heid", "teit")):
        return "", stem
    for prefix in ("", *PREFIXES):
        ge, rest = stem[len(prefix) :], stem[len(prefix) + 2 :]
        if stem.startswith(prefix + "ge") and len(rest) > 2 and _syllables(rest) and not ge.startswith(KEEP_GE):  # noqa: PLR2004 - gent
            return prefix, rest
    return "", stem


def _without_t(stem: str) -> str:
    if stem.endswith("dt"):
        return stem[:-1]
    long_ert = stem.endswith("ert") and _syllables(stem) > 1 and not stem.endswith(("cert", "pert"))
    return stem[:-1] if long_ert or (stem.endswith(VERB_T) and not stem.endswith(NOUN_T)) else stem


def _without_d(stem: str, *, participle: bool) -> str:
    if stem.endswith(NOUN_D):
        return stem
    return stem[:-1] if stem.endswith(VERB_D) or (participle and stem.endswith(PARTICIPLE_D)) else stem


def _plain_ending(stem: str) -> str:
    """One spelling for the end: v and z as f and s, no double consonant, a single vowel in longer words."""
    if stem[-1] in "vz":
        stem = stem[:-1] + ("f" if stem[-1] == "v" else "s")
    if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in _VOWELS:  # noqa: PLR2004 - app
        stem = stem[:-1]
    double = len(stem) > 3 and stem[-2] == stem[-3] and stem[-2] in "aeou" and stem[-1] not in _VOWELS  # noqa: PLR2004 - uur
    return stem[:-2] + stem[-1] if double and _syllables(stem) > 1 else stem
