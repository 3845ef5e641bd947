"""The figures as Markdown tables: a column for each site, a row for each measure with our goal."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from tests.benchmarks.documents import THREE
from tests.benchmarks.figures import median, percentile
from tests.benchmarks.measure import Measured, by_kind, of, size
from tests.benchmarks.visit import Visit

KIB = 1024

Goals = dict[int, str]


@dataclass(frozen=True, slots=True)
class Row:
    """A measure: what it is called, our goal by the number of practices, and its figure of a site."""

    name: str
    goals: Goals
    figure: Callable[[Measured], str]


def _kib(visits: Iterable[Visit], *, quiet: bool = False) -> str:
    return _number(median(size(each.files if quiet else each.before) for each in visits) / KIB)


def _number(value: float) -> str:
    return f"{value:.0f}" if value >= 10 else f"{value:.1f}".replace(".", ",")  # noqa: PLR2004 - two digits say enough


def _pair(values: Sequence[float], share: float) -> str:
    return f"{_number(median(values))} / {_number(percentile(values, share))}"


def _seconds(visits: Sequence[Visit]) -> str:
    return " / ".join(f"{value / 1000:.1f}".replace(".", ",") for value in _middle_and_most([v.ms for v in visits]))


def _middle_and_most(values: Sequence[float]) -> tuple[float, float]:
    return median(values), max(values)


def _requests(visits: Sequence[Visit], *, quiet: bool = False) -> str:
    return _pair([len(each.files if quiet else each.before) for each in visits], 1)


def _longest(measured: Measured) -> str:
    parts = (max(getattr(each, name) for each in measured.waits) for name in ("opening", "asking", "typing"))
    return " / ".join(map(_number, parts))


_ALL = (300, 1000, 10_000)

ROWS = (
    Row("KiB tot de titels, één woord", {300: "65", 1000: "70", 10_000: "120"}, lambda m: _kib(of(m.pasted, 1))),
    Row("KiB tot de titels, drie woorden", {300: "90", 1000: "95", 10_000: "150"}, lambda m: _kib(of(m.pasted, THREE))),
    Row("KiB tot het stil is, één woord", {}, lambda m: _kib(of(m.pasted, 1), quiet=True)),
    Row("KiB tot het stil is, drie woorden", {}, lambda m: _kib(of(m.pasted, THREE), quiet=True)),
    Row("KiB tot de titels, vraag in het adres, één woord", {}, lambda m: _kib(of(m.followed, 1))),
    Row("KiB tot de titels, vraag in het adres, drie woorden", {}, lambda m: _kib(of(m.followed, THREE))),
    Row("aanvragen tot de titels (midden / meest)", {300: "10", 1000: "20", 10_000: "20"}, lambda m: _requests(m.pasted)),
    Row("aanvragen tot het stil is (midden / meest)", {}, lambda m: _requests(m.pasted, quiet=True)),
    Row("aanvragen tot de titels, vraag in het adres", {}, lambda m: _requests(m.followed)),
    Row("stappen na het script (midden / meest)", dict.fromkeys(_ALL, "3"), lambda m: _pair([*map(m.steps, m.followed)], 1)),
    Row("ms volgende vraag, delen nog te laden (p50 / p95)", {}, lambda m: _pair(m.onward, 0.95)),
    Row("ms volgende vraag, delen geladen (p50 / p95)", {300: "5 / 15", 1000: "5 / 15", 10_000: "– / 30"}, lambda m: _pair(m.again, 0.95)),
    Row("s op een trage lijn tot de titels (midden / meest)", {300: "1,6"}, lambda m: _seconds(m.slowly_pasted)),
    Row("s op een trage lijn, vraag in het adres", {}, lambda m: _seconds(m.slowly_followed)),
    Row("getypt, keer de bytes van plakken", dict.fromkeys(_ALL, "1,3"), lambda m: _times(m.ratio(m.typed))),
    Row("zonder compressie, keer de bytes", dict.fromkeys(_ALL, "3"), lambda m: _times(m.ratio(m.plain))),
    Row("ms langste taak (openen / vragen / typen)", {10_000: "50"}, _longest),
)


def _times(value: float) -> str:
    return f"{value:.2f}".replace(".", ",")


def overview(count: int, all_measured: Sequence[Measured]) -> str:
    """All measures of the sites over so many practices."""
    rows = [(row.name, row.goals.get(count, ""), *(row.figure(each) for each in all_measured)) for row in ROWS]
    return _table((f"{count} praktijken", "doel", *(each.site.name for each in all_measured)), rows)


def costs(measured: Measured) -> str:
    """What the bytes of a site are, until the titles and until all is quiet: KiB on average, by kind of file."""
    columns = [
        by_kind(measured, files, words)
        for words in (1, THREE)
        for files in (lambda visit: visit.before, lambda visit: visit.files)
    ]
    kinds = dict.fromkeys(kind for column in reversed(columns) for kind in column)
    rows = [(kind, *(f"{column.get(kind, 0) / KIB:.1f}".replace(".", ",") for column in columns)) for kind in kinds]
    return _table((measured.site.name, "één woord, titels", "stil", "drie woorden, titels", "stil"), rows)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    return "\n".join(_lines(head, rows))


def _lines(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|---|{'---:|' * (len(head) - 1)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"
