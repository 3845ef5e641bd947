"""Dutch wording for readers: counts, dates, amounts, lists of words, and the order of names."""

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from kb.folding import folded
from kb.model import Period

NOT_KNOWN = "niet bekend"
NOT_FILLED = "nog niet ingevuld"

MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
COST_BANDS = {
    "tot-10k": "minder dan € 10.000",
    "10-50k": "€ 10.000 tot € 50.000",
    "50-250k": "€ 50.000 tot € 250.000",
    "250k-1m": "€ 250.000 tot € 1 miljoen",
    "meer-dan-1m": "meer dan € 1 miljoen",
}
LEAD_TIMES = {
    "tot-3-mnd": "minder dan 3 maanden",
    "3-6-mnd": "3 tot 6 maanden",
    "6-12-mnd": "6 tot 12 maanden",
    "langer": "langer dan een jaar",
}
EVIDENCE = {
    "ervaring": "Ervaring van de makers",
    "eigen-registratie": "Eigen registratie",
    "interne-evaluatie": "Interne evaluatie",
    "extern-onderzoek": "Onderzoek door anderen",
}
STATUS_NOTES = {
    "idee": "Dit is een idee. Het was nog niet begonnen toen dit werd opgeschreven.",
    "afgerond": "Deze praktijk is afgerond.",
    "gestopt": "Deze praktijk is gestopt.",
}
LEVELS = ("signalering", "beschreven", "overdraagbaar", "herhaald", "onderzocht")

SHORT = 5
"""So many letters of a name fit a tile of the map on the smallest phone."""

_ADVICES = (
    (r"^Schrijf iets onder de kop (.*)\.$", r"Een tekst onder “\1”."),
    (r"^Vul (.*) in, of schrijf “onbekend”\.$", lambda found: f"{found[1][:1].upper()}{found[1][1:]}."),
)
"""What an advice to who writes the file asks, and the same as a reader is asked for it."""

_ARTICLES = ("de ", "het ", "een ", "'t ", "’t ")
_NO_NAME = re.compile("[^a-z0-9 ]+")


def number(value: int) -> str:
    """The number with a point between thousands: 1.234."""
    return f"{value:,}".replace(",", ".")


def count(value: int, one: str, many: str) -> str:
    """The number with its noun: "1 praktijk", "23 praktijken"."""
    return f"{number(value)} {one if value == 1 else many}"


def practices(value: int) -> str:
    """The number of practices in words; zero is said as "nog geen praktijken"."""
    return count(value, "praktijk", "praktijken") if value else "nog geen praktijken"


def enumeration(items: Sequence[str]) -> str:
    """The items as a sentence has them: "a, b en c"."""
    return " en ".join(filter(None, (", ".join(items[:-1]), *items[-1:])))


def day(moment: date) -> str:
    """The date in words: 3 maart 2026."""
    return f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}"


def moment(text: str) -> str:
    """A date of YYYY, YYYY-MM or YYYY-MM-DD in words; any other text as it stands."""
    if match := re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])(?:-(\d\d))?", text):
        year, month, day_of_month = match.groups()
        words = f"{MONTHS[int(month) - 1]} {year}"
        return f"{int(day_of_month)} {words}" if day_of_month else words
    return text


def span(period: Period) -> str:
    """When it ran: "2016", "maart 2016 tot en met 2018", or "sinds 2016" where no end is named."""
    if not period.end:
        return f"sinds {moment(period.start)}"
    if period.start == period.end:
        return moment(period.start)
    return f"{moment(period.start)} tot en met {moment(period.end)}"


def years(text: str) -> tuple[int, ...]:
    """The years (1900–2099) that stand in a date as a source gives it."""
    return tuple(int(year) for year in re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", text))


def months_later(start: date, months: int) -> date:
    """The first day of the month that lies so many months after the month of `start`."""
    turned = start.year * 12 + start.month - 1 + months
    return date(min(turned // 12, date.max.year), turned % 12 + 1, 1)


def euros(amount: str) -> str:
    """An amount as a reader expects it: digits become "€ 50.000", words stay as the source has them."""
    return f"€ {number(int(amount))}" if re.fullmatch(r"[0-9]{1,15}", amount) else amount


@lru_cache(maxsize=1 << 15)
def order(text: str) -> tuple[str, str]:
    """The key that sorts titles and names as a Dutch reader expects: no accents, no leading article, no quotes."""
    plain = folded(text).strip()
    for article in _ARTICLES:
        plain = plain.removeprefix(article)
    return _NO_NAME.sub("", plain).strip() or plain, text


def letter(text: str) -> str:
    """The letter under which a name stands in an A–Z; "0–9" when it begins with something else."""
    first = order(text)[0][:1]
    return first.upper() if "a" <= first <= "z" else "0–9"


def breakable(label: str) -> str:
    """The label with a place to break after each slash, for narrow columns."""
    return label.replace("/", "/\u200b")


def short(name: str) -> str:
    """A name for where there is little room: NHN for Noord-Holland Noord, Drent for Drenthe."""
    capitals = "".join(re.findall(r"\b[^\W\d_a-zà-ÿ]", name))
    return capitals if len(capitals) > 1 else name[:SHORT]


def lower_first(text: str) -> str:
    """The text with a small first letter, unless its first word is an abbreviation or a name ("SW-bedrijf")."""
    head = text.split(" ", 1)[0]
    return text if any(mark.isupper() for mark in head[1:]) else text[:1].lower() + text[1:]


def upper_first(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


@lru_cache(maxsize=1024)  # few advices, each for many practices
def for_readers(advice: str) -> str:
    """An advice to an editor as what a reader may know: "de kosten", where it says "Vul de kosten in (`cost`)"."""
    plain = re.sub(r"`([^`]*)`", r"“\1”", re.sub(r" \(`[^`]*`\)", "", advice))
    for pattern, told in _ADVICES:
        plain = re.sub(pattern, told, plain)
    return plain
