"""Numbers and sorted words as short texts: what the parts for the browser are written in.

Numbers are written in base 32 with letters of a 64-letter alphabet, lowest digit first; a digit of 32 and more says
that another follows. Compressed, this is as small as bytes (measured), and a script may hold it as it is.
"""

from collections.abc import Iterable, Sequence
from itertools import accumulate
from operator import sub

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_VALUE = {letter: value for value, letter in enumerate(ALPHABET)}
_BASE = 32
_FOUR_DIGITS = _BASE**3
_REMEMBERED = 1 << 16
LONGEST_SHARED = len(ALPHABET) - 1


class _Low(dict[int, str]):
    """The three lowest digits of a number that has more; remembered, as positions come by the hundred thousand."""

    def __missing__(self, value: int) -> str:
        digits = (value % _BASE, value // _BASE % _BASE, value // _BASE**2)
        self[value] = text = "".join(ALPHABET[_BASE + digit] for digit in digits)
        return text


class _Texts(dict[int, str]):
    """Numbers as letters; those of up to three digits, and the first others, are remembered: they come back."""

    def __missing__(self, value: int) -> str:
        if value >= _FOUR_DIGITS:
            text = _LOW[value % _FOUR_DIGITS] + self[value // _FOUR_DIGITS]
            if len(self) > _REMEMBERED:
                return text
        else:
            text = ALPHABET[_BASE + value % _BASE] + self[value // _BASE] if value >= _BASE else ALPHABET[value]
        self[value] = text
        return text


_LOW = _Low()
_TEXTS = _Texts()


def number(value: int) -> str:
    """A whole number from 0 as one or more letters."""
    return _TEXTS[value]


def numbers(values: Iterable[int]) -> str:
    """Numbers in a row."""
    return "".join(map(_TEXTS.__getitem__, values))


def read_numbers(text: str) -> list[int]:
    """What `numbers` wrote."""
    values, value, factor = [], 0, 1
    for letter in text:
        digit = _VALUE[letter]
        value += digit % _BASE * factor
        factor *= _BASE
        if digit < _BASE:
            values.append(value)
            value, factor = 0, 1
    return values


def deltas(values: Sequence[int]) -> list[int]:
    """Rising numbers as steps; the first from 0."""
    return [*map(sub, values, (0, *values))]


def row(values: Sequence[int]) -> str:
    """Rising numbers: how many, and their steps."""
    return number(len(values)) + numbers(deltas(values))


def read_row(text: str) -> list[int]:
    """What `row` wrote."""
    return list(accumulate(read_numbers(text)[1:]))


def common(one: str, two: str) -> int:
    """How many letters two words share at their beginning."""
    for count, (letter, other) in enumerate(zip(one, two, strict=False)):
        if letter != other:
            return count
    return min(len(one), len(two))


def shared(before: str, word: str) -> str:
    """A sorted word after another: how many letters they share (one letter of the alphabet), and the rest."""
    count = min(common(before, word), LONGEST_SHARED)
    return ALPHABET[count] + word[count:]


def ending(form: str, key: str) -> str:
    """A key by its form: how many letters to take off, and what to put behind."""
    count = common(form, key)
    return ALPHABET[len(form) - count] + key[count:]


def between(before: str, word: str) -> str:
    """The shortest beginning of a word that comes after the word before it."""
    return word[: common(before, word) + 1]
