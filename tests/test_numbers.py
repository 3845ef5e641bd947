"""No number in a practice is invented or mistyped: each stands in data/card_numbers.json, with what its sources say.

The list was made from the cards, our notes of what each source says. It has values, not spellings:
"1.500" and "vijftienhonderd" are one. What follows from the sources by counting or adding stands in it too.
"""

import json
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from kb.content.frontmatter import read_document
from kb.content.nodes import Listing, Node, Scalar
from kb.content.notes import Notes
from tests.dutch_numbers import numbers

ROOT = Path(__file__).resolve().parent.parent
CONTENT = ROOT / "practices"
KNOWN = ROOT / "tests" / "data" / "card_numbers.json"
NO_FACTS = {
    *("added", "reviewed", "review_months"),  # about the file, not about what happened
    "results.source",  # counts the sources of the file itself
    *("cost.band", "lead_time"),  # ids of a fixed list, such as 10-50k
    *("related", "aliases", "replaced_by", "adopted_from", "adopted_by.practice", "image.src"),  # ids and file names
    *("practices", "practices.id"),  # the same, in a dossier
    "contact.phone",  # an address: whoever calls it finds out
}


def is_practice(path: Path) -> bool:
    return path.name != "README.md" and not any(part.startswith(("_", ".")) for part in path.relative_to(CONTENT).parts)


PRACTICES = sorted(path for path in CONTENT.rglob("*.md") if is_practice(path))
DOSSIERS = sorted((CONTENT / "_dossiers").glob("*.md"))


def known_numbers() -> dict[str, list[str]]:
    found: dict[str, list[str]] = json.loads(KNOWN.read_text("utf-8"))
    return found


def entry(practice_id: str, values: Iterable[str]) -> str:
    """A line of the list: numbers by their value, then dates."""
    ordered = sorted(values, key=lambda each: ("-" in each, 0 if "-" in each else Decimal(each), each))
    return f'  "{practice_id}": {json.dumps(ordered)}'


def stands_in(wanted: str, known: Iterable[str]) -> bool:
    """Whether a value is known: as it is, or as the beginning of a known date (its year), or as its day and month."""
    return any(
        wanted == each or each.startswith(f"{wanted}-") or (wanted[0] == "-" and each.endswith(wanted[1:]))
        for each in known
    )


def facts(node: Node, path: str = "") -> Iterator[str]:
    """All values of a header that state facts."""
    if isinstance(node, Scalar):
        yield from () if path in NO_FACTS else (node.text,)
    elif isinstance(node, Listing):
        for item in node.items:
            yield from facts(item, path)
    else:
        for key, child in node.entries:
            yield from facts(child, f"{path}.{key.text}".lstrip("."))


def numbers_of(path: Path) -> set[str]:
    """The values in the header and the text of a practice or dossier."""
    document = read_document(path.read_text("utf-8"), Notes(path.name))
    assert document, path
    assert document.header, path
    return {each for text in (*facts(document.header), document.body) for each in numbers(text)}


def complaint(path: Path, strange: set[str], known: Iterable[str]) -> str:
    return (
        f"{path.relative_to(ROOT)}: bij deze praktijk staat niet in tests/data/card_numbers.json: "
        f"{', '.join(sorted(strange)) or 'een regel'}.\n"
        "Kijk in de bron. Klopt het getal niet? Verbeter de praktijk.\n"
        "Klopt het, of is de praktijk nieuw? Zet dan deze regel in dat bestand, op de plaats van het alfabet:\n"
        f"{entry(path.stem, {*known, *strange})},"
    )


@pytest.mark.parametrize("path", PRACTICES, ids=lambda path: path.stem)
def test_every_number_of_a_practice_stands_in_its_sources(path: Path) -> None:
    known = known_numbers().get(path.stem)
    strange = {each for each in numbers_of(path) if not stands_in(each, known or ())}

    if known is None or strange:
        pytest.fail(complaint(path, strange, known or ()), pytrace=False)


def test_the_list_has_one_line_for_each_practice_that_there_is() -> None:
    known = known_numbers()
    lines = ",\n".join(entry(practice_id, known[practice_id]) for practice_id in sorted(known))

    assert sorted(known) == sorted(path.stem for path in PRACTICES)
    assert KNOWN.read_text("utf-8") == f"{{\n{lines}\n}}\n"


@pytest.mark.parametrize("path", DOSSIERS, ids=lambda path: path.stem)
def test_a_dossier_has_no_number_that_its_practices_lack(path: Path) -> None:
    named = re.findall(r"^\s*- (?:id: )?([a-z0-9-]+)$", path.read_text("utf-8"), re.MULTILINE)
    known = {each for practice_id in named for each in known_numbers().get(practice_id, ())}

    assert named
    assert {each for each in numbers_of(path) if not stands_in(each, known)} == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.500, 1500 en vijftienhonderd", {"1500"}),
        ("1,5 miljoen, anderhalf miljoen, 1.500.000", {"1500000"}),
        ("een half miljoen; nog een miljoen erbij", {"500000", "1000000"}),
        ("2,8\nmiljoen", {"2800000"}),
        ("artikel 2.82", {"2.82"}),
        ("eenentwintig, tweeëntwintig of Negenennegentig", {"21", "22", "99"}),
        ("tweehonderdvijftig van de drieduizend", {"250", "3000"}),
        ("op 1 april 2022 of 2022-04-01", {"2022-04-01"}),
        ("in november 2019", {"2019-11"}),
        ("op 1 april, in mei", {"--04-01"}),
        ("van 2015-2016", {"2015", "2016"}),
        ("57 procent, dat was 40.", {"57", "40"}),
        ("Hal9, 2Switch en A1 zijn namen, en een is een lidwoord", set()),
        ("1. eerst\n2. dan", set()),
        ("Dat vroeg twee dingen van zeven mensen: geld en 30 uur", {"30"}),
        ("[jaarstukken](https://example.org/2019/3) en <https://example.org/4>", set()),
    ],
)
def test_numbers_are_read_by_value(text: str, expected: set[str]) -> None:
    assert numbers(text) == expected


@pytest.mark.parametrize("wanted", ["27", "2019", "2019-04", "2019-04-01", "--04-01"])
def test_a_date_answers_for_its_parts(wanted: str) -> None:
    assert stands_in(wanted, ["27", "2019-04-01"])


@pytest.mark.parametrize("wanted", ["2", "201", "04", "2019-05", "2018-04-01", "--05-01"])
def test_a_date_answers_for_nothing_else(wanted: str) -> None:
    assert not stands_in(wanted, ["27", "2019-04-01"])
