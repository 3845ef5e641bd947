"""Numbers and sorted words as short texts: what the parts for the browser are written in.

Numbers are written in base 32 with letters of a 64-letter alphabet, lowest digit first; a digit of 32 and more says
that another follows. Compressed, this is as small as bytes (measured), and a script may hold it as it is.
"""

from collections.abc import Iterable, Sequence

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_VALUE = {letter: value for value, letter in enumerate(ALPHABET)}
_BASE = 32
LONGEST_SHARED = len(ALPHABET) - 1


def number(value: int) -> str:
    """A whole number from 0 as one or more letters."""
    digits = ""
    while value >= _BASE:
        digits += ALPHABET[_BASE + value % _BASE]
        value //= _BASE
    return digits + ALPHABET[value]


def numbers(values: Iterable[int]) -> str:
    """Numbers in a row."""
    return "".join(map(number, values))


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
    return [value - before for before, value in zip((0, *values), values, strict=False)]


def row(values: Sequence[int]) -> str:
    """Rising numbers: how many, and their steps."""
    return number(len(values)) + numbers(deltas(values))


def common(one: str, two: str) -> int:
    """How many letters two words share at their beginning."""
    count = 0
    while count < min(len(one), len(two)) and one[count] == two[count]:
        count += 1
    return count


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
