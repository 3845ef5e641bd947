"""The figures as Markdown tables: a column for each site, a row for each measure with our goal."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from tests.benchmarks.documents import THREE
from tests.benchmarks.figures import median, percentile
from tests.benchmarks.measure import Measured, by_kind, of, size
from tests.benchmarks.visit import Visit

KIB = 1024
NOTHING = "–"
SIZES = (300, 1000, 10_000)
"""The numbers of practices that we have goals for."""


@dataclass(frozen=True, slots=True)
class Row:
    """A measure: what it is called, its figure of a site, and our goal for each of SIZES."""

    name: str
    figure: Callable[[Measured], str]
    goals: tuple[str, str, str] = ("", "", "")

    def goal(self, count: int) -> str:
        """Our goal for so many practices; empty where there is none."""
        return dict(zip(SIZES, self.goals, strict=True)).get(count, "")


def _number(value: float, digits: int = 0) -> str:
    """In Dutch; with these digits, or by itself with one below ten."""
    shown = digits or int(value < 10 and value != int(value))
    return f"{value:.{shown}f}".replace(".", ",")


def _pair(values: Sequence[float], share: float = 1, digits: int = 0) -> str:
    """The value in the middle and the one below which this share stands: by itself the largest."""
    if not values:
        return NOTHING
    return f"{_number(median(values), digits)} / {_number(percentile(values, share), digits)}"


def _kib(visits: Iterable[Visit], *, quiet: bool = False) -> str:
    return _number(median(size(each.files if quiet else each.before) for each in visits) / KIB, 1)


def _requests(visits: Iterable[Visit], *, quiet: bool = False) -> str:
    return _pair([len(each.files if quiet else each.before) for each in visits])


def _seconds(visits: Iterable[Visit]) -> str:
    return _pair([each.ms / 1000 for each in visits], digits=2)


def _longest(measured: Measured) -> str:
    if not measured.waits:
        return NOTHING
    parts = (max(getattr(each, name) for each in measured.waits) for name in ("opening", "asking", "typing"))
    return " / ".join(map(_number, parts))


ROWS = (
    Row("KiB tot de titels, één woord", lambda m: _kib(of(m.pasted, 1)), ("65", "70", "120")),
    Row("KiB tot de titels, drie woorden", lambda m: _kib(of(m.pasted, THREE)), ("90", "95", "150")),
    Row("KiB tot het stil is, één woord", lambda m: _kib(of(m.pasted, 1), quiet=True)),
    Row("KiB tot het stil is, drie woorden", lambda m: _kib(of(m.pasted, THREE), quiet=True)),
    Row("KiB met de vraag in het adres, één woord", lambda m: _kib(of(m.followed, 1))),
    Row("KiB met de vraag in het adres, drie woorden", lambda m: _kib(of(m.followed, THREE))),
    Row("aanvragen tot de titels (midden / meest)", lambda m: _requests(m.pasted), ("10", "20", "20")),
    Row("aanvragen tot het stil is", lambda m: _requests(m.pasted, quiet=True)),
    Row("aanvragen met de vraag in het adres", lambda m: _requests(m.followed)),
    Row("stappen na het script (midden / meest)", lambda m: _pair([*map(m.steps, m.followed)]), ("3", "3", "3")),
    Row("ms volgende vraag, deels nog te laden (p50 / p95)", lambda m: _pair(m.onward, 0.95)),
    Row("ms volgende vraag, alles geladen (p50 / p95)", lambda m: _pair(m.again, 0.95), ("5 / 15", "5 / 15", "– / 30")),
    Row("s op een trage lijn tot de titels (midden / meest)", lambda m: _seconds(m.slowly_pasted), ("1,6", "", "")),
    Row("s op een trage lijn met de vraag in het adres", lambda m: _seconds(m.slowly_followed)),
    Row("getypt: keer de bytes van plakken", lambda m: _number(m.ratio(m.typed), 2), ("1,3", "1,3", "1,3")),
    Row("zonder compressie: keer de bytes", lambda m: _number(m.ratio(m.plain), 2), ("3", "3", "3")),
    Row("ms langste taak, trage processor (openen / vragen / typen)", _longest, ("", "", "50")),
)


def overview(count: int, measured: Sequence[Measured]) -> str:
    """All measures of the sites over so many practices."""
    rows = [(row.name, row.goal(count), *map(row.figure, measured)) for row in ROWS]
    return _table((f"{count} praktijken", "doel", *(each.site.name for each in measured)), rows)


def costs(measured: Measured) -> str:
    """What the bytes of a site are, until the titles and until all is quiet: KiB on average, by kind of file."""
    columns = [by_kind(measured, words, quiet=quiet) for words in (1, THREE) for quiet in (False, True)]
    kinds = dict.fromkeys(kind for column in reversed(columns) for kind in column)
    rows = [(kind, *(_number(column.get(kind, 0) / KIB, 1) for column in columns)) for kind in kinds]
    return _table((measured.site.name, "één woord, titels", "stil", "drie woorden, titels", "stil"), rows)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    rule = f"|---|{'---:|' * (len(head) - 1)}"
    return "\n".join([_line(head), rule, *map(_line, rows)])


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
