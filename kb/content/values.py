"""One reader for each kind of value that needs no list: text, dates, numbers, addresses, records."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from urllib.parse import urlsplit

from kb.content.codes import ERRORS, WARNINGS
from kb.content.fields import Field
from kb.content.files import DEVICES
from kb.content.media import ADDRESS, media_name, wrong_name
from kb.content.nodes import Node, Scalar, Table
from kb.content.sheet import OUTSIDE, Reader, Reference, Sheet, is_empty, items, listed
from kb.content.words import did_you_mean, fold

_ID = re.compile("[a-z0-9]+(-[a-z0-9]+)*")
_NO_IDS = DEVICES | {"index"}
_MONTH = re.compile(r"([0-9]{4})(-(0[1-9]|1[0-2]))?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MONTHS = ("jan", "feb", "maart", "apr", "mei", "juni", "juli", "aug", "sept", "okt", "nov", "dec")
_BY_HAND = (
    re.compile(r"((?P<day>[0-9]{1,2})[-/. ]+)?(?P<month>[0-9]{1,2}|[a-z]{3,9})[-/. ]+(?P<year>[0-9]{4})"),
    re.compile(r"(?P<year>[0-9]{4})[-/. ]+(?P<month>[0-9]{1,2}|[a-z]{3,9})([-/. ]+(?P<day>[0-9]{1,2}))?"),
)
_TWO_YEARS = re.compile(r"([0-9]{4})\s*(?:-|–|/|t/m|tot(?: en met)?)\s*([0-9]{4})")
MAILTO = "mailto:"
_HOST = re.compile(r"[\w-]+(\.[\w-]+)+(/|$)")
YEARS = range(1800, 2201)
"""The years that a date may have."""

# No signs that mean more than themselves in `mailto:`, where "?" begins other fields of the message.
_MAIL = re.compile(r"[^\s@<>\"(),:;?&%#\\`]+@([\w-]+\.)+[\w-]+")
_LANGUAGE = re.compile("[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_LICENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+-]*")
YES, NO = frozenset({"ja", "true", "yes"}), frozenset({"nee", "false", "no"})
MAX_TEXT = 2000
"""Characters of one text in a header; a title stands on every page that names its practice."""
MAX_COUNT = 999_999
_SHOWN = 80  # characters of an address that a hint repeats
_EUROS = re.compile(
    r"(?:€|eur(?:o|os)?)? ?([0-9]{1,3}(?:[. ][0-9]{3}){1,4}|[0-9]{1,12})(?:,(?:-|[0-9]{2}))? ?(?:eur(?:o|os)?)?"
)
_BANDS = (("tot-10k", 10_000), ("10-50k", 50_000), ("50-250k", 250_000), ("250k-1m", 1_000_001))
_NUMBER_WORDS = re.compile(
    r"\d|\b(een|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|dertien|veertien|vijftien|twintig|dertig|"
    r"veertig|vijftig|zestig|zeventig|tachtig|negentig|honderd|duizend|miljoen|tien(tal|tallen)|honderd(en)|geen|gratis|"
    r"enkele|tientallen|honderden|duizenden|niets|paar|alle)\b"
)


def is_id(text: str, *, shortest: int = 3, longest: int = 80) -> bool:
    """True when the text can be an id, and so a file name on every system; by default one of a practice."""
    return shortest <= len(text) <= longest and bool(_ID.fullmatch(text)) and text not in _NO_IDS


def is_web_address(text: str) -> bool:
    """True for an http or https address with a host and no spaces."""
    if not text.lower().startswith(("http://", "https://")) or re.search(r'[\s<>"\\^`{|}]', text):
        return False
    try:
        parts = urlsplit(text)
        return bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _line(sheet: Sheet, field: Field, node: Node) -> str | None:
    if not isinstance(node, Scalar):
        sheet.wrong_form(field, node)
        return None
    if len(node.text) > MAX_TEXT:
        message = f"`{field.key}` heeft {len(node.text)} tekens; we lezen er hoogstens {MAX_TEXT}."
        sheet.notes.add(node.place, "te-lang", message, "Zet lange teksten onder een kop (`## …`).")
        return None
    return " ".join(node.text.split())


def _text(sheet: Sheet, field: Field, node: Node) -> str | None:
    text = _line(sheet, field, node)
    if text is not None and field.high and not field.low <= len(text) <= field.high:
        what = "kort" if len(text) < field.low else "lang"
        signs = "1 teken" if len(text) == 1 else f"{len(text)} tekens"
        message = f"`{field.key}` is te {what}: {signs}, en het moet {field.bounds} zijn."
        sheet.notes.add(node.place, "lengte", message, field.explain)
    return text


def _texts(sheet: Sheet, field: Field, node: Node) -> tuple[str, ...] | None:
    texts = [_line(sheet, field, item) for item in items(node) if not is_empty(item)]
    return None if None in texts else tuple(dict.fromkeys(text for text in texts if text))


def _record(sheet: Sheet, field: Field, node: Node) -> object | None:
    if not isinstance(node, Table):
        sheet.wrong_form(field, node)
        return None
    fields = {part.name: part for part in field.of}
    values = sheet.table(node, fields, node.place)
    return None if values is None else field.make(**{part.name: "" for part in field.of if part.required} | values)


def _records(sheet: Sheet, field: Field, node: Node) -> tuple[object, ...] | None:
    records = [_record(sheet, field, item) for item in items(node)]
    return None if None in records else tuple(records)


def _band(text: str) -> str:
    """The hint for an amount in euros; empty for what is none."""
    found = _EUROS.fullmatch(fold(text))
    if not found:
        return ""
    euros = int(re.sub("[. ]", "", found[1]))
    return f"Dat bedrag hoort bij `{next((band for band, below in _BANDS if euros < below), 'meer-dan-1m')}`."


def _choice(sheet: Sheet, field: Field, node: Node) -> str | None:
    text = _line(sheet, field, node)
    if text is None or fold(text) in field.choices:
        return text and fold(text)
    band = _band(text) if field.key == "cost.band" else ""
    hint = band or did_you_mean(text, field.choices) or f"Kies uit: {listed(field.choices)}."
    sheet.notes.add(node.place, "keuze", f"`{text}` is geen keuze bij `{field.key}`.", hint)
    return None


def _date(sheet: Sheet, field: Field, node: Node) -> date | None:
    text = _line(sheet, field, node)
    day = _day(text) if text else None
    if text and not day:
        _wrong_date(
            sheet, field, node, text, _turned(text, _day) or "Schrijf jaar-maand-dag, bijvoorbeeld `2024-05-31`."
        )
    elif text:
        sheet.references.append(Reference(field.key, text, node.place))
    return day


def _day(text: str) -> date | None:
    if not _DAY.fullmatch(text):
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year in YEARS else None


def _turned(text: str, fits: Callable[[str], object]) -> str:
    """The hint for a date as people write it by hand, in the form that fits; empty for what is none."""
    found = next((match for pattern in _BY_HAND if (match := pattern.fullmatch(fold(text)))), None)
    if not found:
        return ""
    name = found["month"]
    number = name if name.isdigit() else next((n for n, begin in enumerate(_MONTHS, 1) if name.startswith(begin)), 0)
    month = f"{found['year']}-{number:0>2}"
    turned = next((form for form in (f"{month}-{found['day'] or '':0>2}", month) if fits(form)), "")
    if turned:
        return f"Schrijf `{turned}`: eerst het jaar."
    return "Deze dag staat niet op de kalender." if _DAY.fullmatch(text) else ""


def _is_month(text: str) -> bool:
    found = _MONTH.fullmatch(text)
    return bool(found) and int(text[:4]) in YEARS


def _month(sheet: Sheet, field: Field, node: Node) -> str | None:
    text = _line(sheet, field, node)
    if text and not _is_month(text):
        hint = "Schrijf een jaar (`2024`) of jaar-maand (`2024-05`)."
        _wrong_date(sheet, field, node, text, _two_years(text) or _turned(text, _is_month) or hint)
        return None
    return text


def _two_years(text: str) -> str:
    """The hint for a beginning and an end in one; empty for what is none."""
    found = _TWO_YEARS.fullmatch(text)
    return f"Dit zijn twee jaren: schrijf `start: {found[1]}`, en daaronder `end: {found[2]}`." if found else ""


def _loose_date(sheet: Sheet, field: Field, node: Node) -> str | None:
    text = _line(sheet, field, node)
    if text and not _is_month(text) and not _day(text):
        _wrong_date(
            sheet,
            field,
            node,
            text,
            _turned(text, lambda form: _day(form) or _is_month(form)) or "Schrijf `2024`, `2024-05` of `2024-05-31`.",
        )
        return None
    return text


def _year(sheet: Sheet, field: Field, node: Node) -> str | None:
    text = _line(sheet, field, node)
    if text and not (len(text) == len("2024") and _is_month(text)):
        _wrong_date(sheet, field, node, text, "Schrijf een jaar, bijvoorbeeld `2024`.")
        return None
    return text


def _wrong_date(sheet: Sheet, field: Field, node: Node, text: str, hint: str) -> None:
    sheet.notes.add(node.place, "datum", f"`{text}` is geen goede waarde voor `{field.key}`.", hint)


def _amount(sheet: Sheet, field: Field, node: Node) -> str | None:
    text = _line(sheet, field, node)
    if text and not _NUMBER_WORDS.search(fold(text)):
        hint = "Schrijf een getal, bijvoorbeeld `40` of `ongeveer 40`; of `onbekend`."
        sheet.notes.add(node.place, "bedrag", f"Bij `{field.key}` staat geen getal: `{text}`.", hint)
    return text


def _count(sheet: Sheet, field: Field, node: Node) -> int | None:
    text = _line(sheet, field, node)
    if text is None:
        return None
    number = int(text) if text.isascii() and text.isdigit() and len(text) <= len(str(MAX_COUNT)) else -1
    if max(field.low, 0) <= number <= (field.high or MAX_COUNT):
        return number
    bounds = f" ({field.bounds})" if field.bounds else ""
    message = f"`{text}` is geen goed getal voor `{field.key}`{bounds}."
    sheet.notes.add(node.place, "getal", message, "Schrijf een heel getal in cijfers.")
    return None


def _source_number(sheet: Sheet, field: Field, node: Node) -> int | None:
    number = _count(sheet, field, node)
    if number is not None:
        sheet.references.append(Reference(field.key, str(number), node.place))
    return number


def _yes_no(sheet: Sheet, field: Field, node: Node) -> bool | None:
    text = _line(sheet, field, node)
    if text is None or (word := fold(text)) in YES | NO:
        return None if text is None else word in YES
    sheet.notes.add(
        node.place, "ja-nee", f"Bij `{field.key}` hoort ja of nee, niet `{text}`.", "Schrijf `ja` of `nee`."
    )
    return None


def _url(sheet: Sheet, field: Field, node: Node) -> str | None:
    text = _line(sheet, field, node)
    if text is None or is_web_address(text):
        if text is not None:
            sheet.references.append(Reference(OUTSIDE, text, node.place))
        return text
    hint = address_hint(text) or "Begin met `https://`; spaties en aanhalingstekens kunnen niet."
    sheet.notes.add(node.place, "webadres", f"`{text}` is geen webadres (`{field.key}`).", hint)
    return None


def address_hint(text: str) -> str:
    """What to write instead of a web address that is none, by what it looks like; empty where that can't be said."""
    if _MAIL.fullmatch(text.removeprefix(MAILTO)):
        return "Dit is een mailadres; zet het bij `contact`, als `email`."
    without_spaces = text.replace(" ", "%20")
    if without_spaces != text and is_web_address(without_spaces):
        return f"Schrijf een spatie als `%20`: `{without_spaces[:_SHOWN]}`."
    whole = f"https://{text}"
    is_host = _HOST.match(text) and is_web_address(whole)
    return f"Begin met `https://`: `{whole[:_SHOWN]}`." if is_host else ""


def _email(sheet: Sheet, field: Field, node: Node) -> str | None:
    text = _line(sheet, field, node)
    if text is None or _MAIL.fullmatch(text):
        return text
    bare = text.removeprefix(MAILTO)
    hint = f"Laat `{MAILTO}` weg: `{bare}`." if _MAIL.fullmatch(bare) else f"Bijvoorbeeld: `{field.example}`."
    sheet.notes.add(node.place, "mailadres", f"`{text}` is geen e-mailadres (`{field.key}`).", hint)
    return None


def _pattern(code: str, pattern: re.Pattern[str], what: str) -> Reader:
    def read(sheet: Sheet, field: Field, node: Node) -> str | None:
        text = _line(sheet, field, node)
        if text is None or pattern.fullmatch(text):
            return text
        hint = f"Bijvoorbeeld: `{field.example}`."
        sheet.notes.add(node.place, code, f"`{text}` is geen {what} (`{field.key}`).", hint)
        return None

    return read


_MEDIA_HINT = "Zet de afbeelding in `_media/` en schrijf alleen de bestandsnaam."


def _media(sheet: Sheet, field: Field, node: Node) -> str | None:
    text = _line(sheet, field, node)
    name = media_name(text) if text else None
    if text and not name:
        told = wrong_name(text) or (f"`{text}` is geen bestand in `_media/`.", _MEDIA_HINT)
        sheet.notes.add(node.place, "afbeelding-adres", *told)
    elif name:
        sheet.references.append(Reference("image", name, node.place))
    return name


def read_practice_id(sheet: Sheet, field: Field, node: Node) -> str | None:
    """An id of a practice, noted as a reference to look up when all practices are known."""
    text = _line(sheet, field, node)
    if text is None:
        return None
    text = text.removesuffix(".md")
    if not is_id(text):
        hint = "Een id is de bestandsnaam zonder `.md`: kleine letters, cijfers en koppeltekens, 3 tot 80 tekens."
        sheet.notes.add(node.place, "id-vorm", f"`{text}` kan geen id van een praktijk zijn (`{field.key}`).", hint)
        return None
    sheet.references.append(Reference(field.key, text, node.place))
    return text


def _practice_ids(sheet: Sheet, field: Field, node: Node) -> tuple[str, ...] | None:
    ids = [read_practice_id(sheet, field, item) for item in items(node)]
    return None if None in ids else tuple(dict.fromkeys(name for name in ids if name))


def _origins(sheet: Sheet, field: Field, node: Node) -> tuple[object, ...] | None:
    origins: list[object] = []
    for item in items(node):
        if isinstance(item, Table):
            origins.append(_record(sheet, field, item))
        else:
            practice = read_practice_id(sheet, field, item)
            origins.append(practice and field.make(practice=practice))
    return None if None in origins else tuple(origins)


def _check(sheet: Sheet, field: Field, node: Node) -> str | None:
    text = _line(sheet, field, node)
    if text is None or text in WARNINGS:
        return text
    hint = did_you_mean(text, WARNINGS) or f"Kies uit: {listed(WARNINGS)}."
    what = "een fout, en die kan niet uit" if text in ERRORS else "geen waarschuwing die we kennen"
    sheet.notes.add(node.place, "onbekende-controle", f"`{text}` is {what}.", hint)
    return None


READERS: Mapping[str, Reader] = {
    "text": _text,
    "texts": _texts,
    "record": _record,
    "records": _records,
    "choice": _choice,
    "date": _date,
    "loose_date": _loose_date,
    "month": _month,
    "year": _year,
    "amount": _amount,
    "count": _count,
    "source_number": _source_number,
    "yes_no": _yes_no,
    "url": _url,
    "email": _email,
    "media": _media,
    "practice": read_practice_id,
    "practices": _practice_ids,
    "ids": _practice_ids,
    "origins": _origins,
    "language": _pattern("keuze", _LANGUAGE, "taalcode"),
    "licence": _pattern("keuze", _LICENCE, "licentiecode"),
    "check": _check,
}

PATTERNS: Mapping[str, str] = {
    "email": f"^{_MAIL.pattern}$".replace(r"\"", '"'),
    "media": ADDRESS,
    "language": f"^{_LANGUAGE.pattern}$",
    "licence": f"^{_LICENCE.pattern}$",
    "practice": rf"^(?!({'|'.join(sorted(_NO_IDS))})(\.md)?$)(?=[a-z0-9-]{{3,80}}(\.md)?$){_ID.pattern}(\.md)?$",
}
"""The form of some kinds of values as a regular expression that other programs understand too."""
