"""What somebody wrote for a field, as the field wants it: what fits is taken, and the rest is given back."""

import html
import re
from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

from kb.content.fields import Field
from kb.content.terms import Vocabulary
from kb.content.values import is_web_address
from kb.content.words import fold
from kb.editing.answers import lines, without_bullet
from kb.editing.sources import record_of
from kb.editing.writing import Value
from kb.folding import slug
from kb.model import UNKNOWN

_MONTHS = ("jan", "feb", "maart", "apr", "mei", "juni", "juli", "aug", "sep", "okt", "nov", "dec")
_DAY = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")
_ISO = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(?:[T ].*)?")
_WORDS = re.compile(r"(?:(\d{1,2})\s+)?([a-z]{3,9})\.?\s+(\d{4})")
_UNTIL = re.compile(r"(?<=[0-9]{4})\s*[-–/]\s*(?=[0-9]{4})|\s+(?:[-–—]|t/m|tot(?: en met)?)\s+")
_SINCE = re.compile(r"(?:van|vanaf|sinds)\s+")
_STILL = frozenset(("", "heden", "nu", "loopt nog", "lopend"))
_BETWEEN = re.compile(r"[\n;•]|,(?=\s)|\s/\s")


class Taken(Struct, frozen=True):
    """The value that fits a field (None: nothing does), and the words that do not."""

    value: Value | None
    rest: tuple[str, ...] = ()


def take(text: str, field: Field, words: Vocabulary) -> Taken:
    """The value for a field in a text."""
    plain = plain_text(text)
    if fold(plain) == UNKNOWN and not field.required:
        return Taken(UNKNOWN)
    if field.kind in _LISTED:
        return _several(plain, field, _LISTED[field.kind](field, words))
    if field.kind == "records":
        return _records(text, field)
    one = _period if field.key == "period" else _SINGLE.get(field.kind)
    value = one(" ".join(plain.split()), field) if one else None
    return Taken(value) if value else Taken(None, (plain,))


def is_still(text: str) -> bool:
    """True for what stands for an end that has not come yet."""
    return fold(text) in _STILL


def plain_text(text: str) -> str:
    """Markdown as it is read: without marks, and with the words of its links."""
    text = re.sub(r"\[([^\[\]]*)\]\(<?[^()\s]*>?\)", r"\1", text)
    text = re.sub(r"(?<!\\)\*{1,2}(?=\S)(.+?)(?<=\S)\*{1,2}", r"\1", text)
    return html.unescape(re.sub(r"\\([\\`*_\[\]#>+.)-])", r"\1", text)).strip()


def parts_of(text: str) -> tuple[str, ...]:
    """The values in a text: one a line, or with semicolons or commas between."""
    return tuple(part for each in _BETWEEN.split(text) if (part := without_bullet(each).strip(" .")))


def _several(text: str, field: Field, find: Callable[[str], str | None]) -> Taken:
    whole = None if "\n" in text else find(" ".join(text.split()))  # a name may hold a comma itself
    parts = [each for part in parts_of(text) for each in _apart(part, find)]
    found = [(part, find(part)) for part in parts] if whole is None else [(text, whole)]
    values = list(dict.fromkeys(value for _, value in found if value))
    kept = values[: field.high] if field.high and field.kind == "facet" else values
    rest = tuple(part for part, value in found if value not in kept)
    return Taken(tuple(kept) or None, rest)


def _apart(part: str, find: Callable[[str], str | None]) -> Sequence[str]:
    """The two in `Enschede en Goes`; a name may hold that word itself."""
    two = part.split(" en ")
    return two if find(part) is None and all(map(find, two)) else [part]


def _records(text: str, field: Field) -> Taken:
    """A source, a document or who paid on each line; other records have too many parts to guess."""
    sent = lines(text.replace("\\", ""))
    if {"title", "url"} <= {part.name for part in field.of}:
        found = [(line, record_of(html.unescape(line), field.of)) for line in sent]
        needed = {part.name for part in field.of if part.required}
        records = tuple(record for _, record in found if needed <= record.keys())
        return Taken(records or None, tuple(line for line, record in found if not needed <= record.keys()))
    first = next((part for part in field.of if part.required), None)
    if first and sum(part.required for part in field.of) == 1:
        return Taken(tuple({first.name: plain_text(line)} for line in sent))
    return Taken(None, (plain_text(text),))


def _term(field: Field, words: Vocabulary) -> Callable[[str], str | None]:
    def find(word: str) -> str | None:
        name = words.term(field.key, word) or words.term(field.key, slug(word))
        return name or words.by_synonym(field.key, word)  # an editor reads it before it counts

    return find


def _place(_field: Field, words: Vocabulary) -> Callable[[str], str | None]:
    return lambda word: words.municipality(word.removeprefix("gemeente ").removeprefix("Gemeente "))


def _name(_field: Field, _words: Vocabulary) -> Callable[[str], str | None]:
    return lambda word: word if len(parts_of(word)) == 1 else None


_LISTED: Mapping[str, Callable[[Field, Vocabulary], Callable[[str], str | None]]] = {
    "facet": _term,
    "municipalities": _place,
    "organisations": _name,
    "texts": _name,
}


def _choice(text: str, field: Field) -> str | None:
    return next((choice for choice in field.choices if slug(text) == choice), None)


def _moment(text: str, field: Field) -> str | None:
    """A date as it is written in Dutch, as precise as the field can hold."""
    found = _numbers(fold(text))
    length = {"year": 1, "month": 2}.get(field.kind, 3)
    return "-".join(found[:length]) if found and (field.kind != "date" or len(found) == length) else None


def _period(text: str, field: Field) -> Value | None:
    """A beginning and an end on one line, as `maart 2021 - heden`; what is still going on has no end."""
    begin, *ends = _UNTIL.split(_SINCE.sub("", fold(text), count=1))
    month = field.of[0]
    moments = [_moment(each, month) for each in (begin, *(end for end in ends if not is_still(end)))]
    if None in moments or len(moments) > len(field.of):
        return None
    return {part.name: moment for part, moment in zip(field.of, moments, strict=False) if moment}


def _numbers(text: str) -> Sequence[str] | None:
    """Year, month and day, as far as they are there."""
    if day := _DAY.fullmatch(text):
        return day[3], f"{int(day[2]):02d}", f"{int(day[1]):02d}"
    if iso := _ISO.fullmatch(text):
        return [part for part in iso.groups() if part]
    if written := _WORDS.fullmatch(text):
        name = written[2].replace("mrt", "maart")
        month = next((number for number, begin in enumerate(_MONTHS, 1) if name.startswith(begin)), 0)
        day_of = [f"{int(written[1]):02d}"] if written[1] else []
        return [written[3], f"{month:02d}", *day_of] if month else None
    return None


def _address(text: str, _field: Field) -> str | None:
    address = f"https://{text}" if text.startswith("www.") else text
    return address if is_web_address(address) else None


def _amount(text: str, _field: Field) -> str | None:
    return text.replace("€", "").replace("euro", "").strip(" ,-") or None


def _yes_no(text: str, _field: Field) -> str | None:
    return {"ja": "ja", "nee": "nee", "x": "ja", "true": "ja", "false": "nee"}.get(fold(text))


def _as_it_is(text: str, _field: Field) -> str | None:
    return text or None


_SINGLE: Mapping[str, Callable[[str, Field], str | None]] = {
    "text": _as_it_is,
    "email": _as_it_is,
    "choice": _choice,
    **dict.fromkeys(("date", "loose_date", "month", "year"), _moment),
    "url": _address,
    "amount": _amount,
    "yes_no": _yes_no,
}
