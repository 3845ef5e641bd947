"""Folding: text without case and accents, for comparing, sorting and addresses.

What a reader searches for is folded by `kb.search.dutch`, which shares only the letters with this: the browser does
the same in JavaScript, so that variant keeps to what both languages have, and counts apostrophes as letters.
"""

import re
import unicodedata

FOLDS = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "þ": "th", "ð": "d"}
"""Letters that no Unicode form takes apart, and what people type for them. The browser gets them in this order."""

_FOLDS = str.maketrans(FOLDS)
_ACCENTS = re.compile("[\u0300-\u036f]")
_NO_SLUG = re.compile("[^a-z0-9]+")


def folded(text: str) -> str:
    """The text in small letters without accents; white space and punctuation stay."""
    small = text.casefold()
    if small.isascii():  # most are
        return small
    return _ACCENTS.sub("", unicodedata.normalize("NFKD", small)).translate(_FOLDS)


def slug(text: str) -> str:
    """The text as a part of an address: small letters a–z, digits and single hyphens; may be empty."""
    return _NO_SLUG.sub("-", folded(text)).strip("-")
