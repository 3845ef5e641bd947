"""Reads the numbers and dates in a Dutch text by their value, however they are written."""

import re
from collections.abc import Iterator
from decimal import Decimal

MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
UNITS = (
    *("nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen"),
    *("tien", "elf", "twaalf", "dertien", "veertien", "vijftien", "zestien", "zeventien", "achttien", "negentien"),
)
TENS = ("twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig")
SCALES = {None: 1, "miljoen": 10**6, "miljard": 10**9}
PARTS = {"een": Decimal(1), "één": Decimal(1), "half": Decimal("0.5"), "anderhalf": Decimal("1.5")}
UP_TO_TEN = re.compile(rf"\b(?:{'|'.join(UNITS[2:11])})\b", re.IGNORECASE)

ADDRESS = re.compile(r"https?://[^\s)>]+")  # a number in an address belongs to the address
LIST_MARK = re.compile(r"^\s*\d+\.\s", re.MULTILINE)  # the numbers of a numbered list
ANNOUNCEMENT = re.compile(r"[^.!?:]*:(?=\s)")  # "Dat vroeg twee dingen:" only counts what follows in the text
GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")  # 1.500 and 1.500,50; but 2.82 is a decimal


def words_below_hundred() -> Iterator[tuple[str, int]]:
    yield from ((word, number) for number, word in enumerate(UNITS))
    for ten, name in enumerate(TENS, 2):
        yield name, ten * 10
        for unit, word in enumerate(UNITS[1:10], 1):
            joint = "ën" if word.endswith("e") else "en"
            yield f"{word}{joint}{name}", ten * 10 + unit


def number_words() -> Iterator[tuple[str, int]]:
    """Number words with their value: all below two thousand, and whole thousands below twenty thousand."""
    small = dict(words_below_hundred())
    yield from small.items()
    for count, word in enumerate(UNITS[1:], 1):
        front = "" if count == 1 else word
        yield f"{front}duizend", count * 1000
        yield f"{front}honderd", count * 100
        yield from ((f"{front}honderd{rest}", count * 100 + number) for rest, number in small.items() if number)


WORDS = {word: number for word, number in number_words() if word != "een"}  # nearly always the article
NUMBER = re.compile(
    rf"""(?<!\w)(?:
        (?P<iso>\d{{4}}-\d\d(?:-\d\d)?)
      | (?:(?P<day>\d\d?)\s+)?(?P<month>{"|".join(MONTHS)})(?:\s+(?P<year>\d{{4}}))?
      | (?P<digits>{GROUPED.pattern}|\d+(?:[.,]\d+)?)(?:\s+(?P<scale>miljoen|miljard))?
      | (?P<part>{"|".join(PARTS)})\s+(?P<part_scale>miljoen|miljard)
      | (?P<word>{"|".join(sorted(WORDS, key=len, reverse=True))})
    )(?!\w)""",
    re.VERBOSE | re.IGNORECASE,
)


def numbers(text: str) -> set[str]:
    """The values in a text: "1500", "2.8"; dates as 2019-04-01, 2019-04, and --04-01 for one without its year."""
    text = LIST_MARK.sub(" ", ADDRESS.sub(" ", text))
    text = ANNOUNCEMENT.sub(lambda match: UP_TO_TEN.sub(" ", match.group()), text)
    return {_value(match) for match in NUMBER.finditer(text)} - {""}


def _value(match: re.Match[str]) -> str:
    part = {name: found and found.lower() for name, found in match.groupdict().items()}
    if part["iso"]:
        return part["iso"]
    if month := part["month"]:
        return _date(part["day"], month, part["year"])
    if digits := part["digits"]:
        whole = digits.replace(".", "") if GROUPED.fullmatch(digits) else digits
        return _plain(Decimal(whole.replace(",", ".")) * SCALES[part["scale"]])
    if half := part["part"]:
        return _plain(PARTS[half] * SCALES[part["part_scale"]])
    return str(WORDS[str(part["word"])])


def _date(day: str | None, month: str, year: str | None) -> str:
    """Empty for a month without day and year: that is no number."""
    if not (day or year):
        return ""
    return f"{year or '-'}-{MONTHS.index(month) + 1:02}" + (f"-{int(day):02}" if day else "")


def _plain(number: Decimal) -> str:
    return format(number.normalize(), "f")
