"""Tables that Markdown takes for a paragraph: told, with the two lines to type; all else is left alone."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.content.notes import Notes
from kb.content.prose import read_prose


def told(text: str, folder: str = "praktijken") -> list[tuple[int, int, str]]:
    """Where this text has what looks like a table, and what to write instead."""
    notes = Notes("x.md")
    read_prose(text, notes, folder=folder)
    found = [problem for problem in notes.problems if problem.code == "tabel-lijkt"]
    return [(problem.place.line, problem.place.column, problem.hint) for problem in found]


def lines(hint: str) -> list[str]:
    """The two lines that a hint shows."""
    return re.findall(r"`(.*?)`", hint.partition("begin zo")[2])


@pytest.mark.parametrize(
    ("text", "line", "head"),
    [
        ("Jaar\tBaten\n2023\t12\n2024\t15\n", 1, "| Jaar | Baten |"),
        ("Tekst.\n\n\tKosten\tBaten\nJobcoach\t3\t4\n", 3, "| | Kosten | Baten |"),
        ("Tekst.\nJaar\tBaten\n2023\t12\n", 2, "| Jaar | Baten |"),
        ("Jaar\t\n2023\t12\n2024\t15\n", 2, "| 2023 | 12 |"),
        ("Nr.\tNaam\n1\tJan\n", 1, "| Nr. | Naam |"),
        ("Wie\tWat\nA\t1\t2\n", 1, "| Wie | Wat | |"),
        ("```\na\tb\n```\nWie\tWat\nA\t1\n", 4, "| Wie | Wat |"),
        ("<!-- a\tb\nc\td -->\nWie\tWat\nA\t1\n", 3, "| Wie | Wat |"),
        ("* \\* x\n\nWie\tWat\nA\t1\n", 3, "| Wie | Wat |"),
    ],
)
def test_cells_with_tabs_between_them(text: str, line: int, head: str) -> None:
    ((at, column, hint),) = told(text)

    assert (at, column) == (line, 1)
    assert lines(hint)[0] == head


@pytest.mark.parametrize(
    ("text", "place", "head"),
    [
        ("| Jaar | Baten |\n| 2023 | 12 |\n", (1, 1), "| Jaar | Baten |"),
        ("Jaar | Baten\n2023 | 12\n", (1, 1), "| Jaar | Baten |"),
        ("| Jaar | Baten |\n\n| 2023 | 12 |\n\n| 2024 | 13 |\n", (1, 1), "| Jaar | Baten |"),
        ("| Jaar | Baten |\n|---|\n| 2023 | 12 |\n", (1, 1), "| Jaar | Baten |"),
        ("| Jaar | Baten |\n|—|—|\n| 2023 | 12 |\n", (1, 1), "| Jaar | Baten |"),
        ("| Jaar | Baten |\n-----------\n| 2023 | 12 |\n", (1, 1), "| Jaar | Baten |"),
        ("|---|---|\n| Jaar | Baten |\n| 2023 | 12 |\n", (1, 1), "| Jaar | Baten |"),
        ("Zo ging het:\n| Jaar | Baten |\n|---|---|\n| 2023 | 12 |\n", (2, 1), "| Jaar | Baten |"),
        ("- Zo ging het:\n  | Jaar | Baten |\n  |---|---|\n  | 2023 | 12 |\n", (2, 3), "| Jaar | Baten |"),
        ("> | Jaar | Baten |\n> | 2023 | 12 |\n", (1, 3), "| Jaar | Baten |"),
        ("x\n\n| Jaar\t| Baten\t|\n| 2023\t| 12\t|\n", (3, 1), "| Jaar | Baten |"),
        ("`a|b` | Baten\n2023 | 12\n", (1, 1), "| `a|b` | Baten |"),
        ("```\na | b\nc | d\n```\n\na | b\nc | d\n", (6, 1), "| a | b |"),
        ("``` is niet gesloten\n\na | b\nc | d\n", (3, 1), "| a | b |"),
        ("a | b <!-- x -->\nc | d\n", (1, 1), "| a | b |"),
    ],
)
def test_cells_with_bars_between_them_that_are_no_table(text: str, place: tuple[int, int], head: str) -> None:
    ((line, column, hint),) = told(text)

    assert (line, column) == place
    assert f"`{head}`" in hint


def test_each_table_is_told_once_and_where_it_stands() -> None:
    table = "Jaar | Baten\n2023 | 12\n2024 | 13\n"

    assert [line for line, *_ in told(f"{table}\nTekst.\n\n{table}\nTekst.\n\nA\tB\n1\t2\n")] == [1, 7, 13]


def test_wide_tables_and_long_cells_are_shortened() -> None:
    ((*_, hint),) = told("\t".join(["een lange kop die veel woorden heeft", *"abcdefgh"]) + "\n" + "1\t" * 8 + "2\n")

    assert lines(hint) == ["| een lange kop die… | a | b | c | d | e | …", "|---|---|---|---|---|---|…"]


def test_a_dossier_is_looked_at_too() -> None:
    assert told("Jaar\tBaten\n2023\t12\n", "dossiers")


@pytest.mark.parametrize(
    "text",
    [
        "| Jaar | Baten |\n|---|---|\n| 2023 | 12 |\n",
        "Jaar | Baten\n--- | ---\n2023 | 12\n",
        "## Kop\n| Jaar | Baten |\n|:--|--:|\n| 2023\t| 12 |\n| 2024\t| 13 |\n",
        "- Zo:\n\n    | Jaar | Baten |\n    |---|---|\n    | 2023 | 12 |\n",
        "> | Jaar | Baten |\n> |---|---|\n> | 2023 | 12 |\n",
        "| Jaar |\n|---|\n| 2023 |\n",
        "Werk | leren is de naam.\n",
        "Werk | leren is de naam,\nen dat is wat wij doen.\n",
        "Werk | leren | doen is de naam,\nen werk | leren doen wij.\n",
        "Het is |x| of `a | b`,\nen anders `c | d`.\n",
        "a \\| b\nc \\| d\n",
        "```\na | b\nc | d\n\nx\ty\nz\tw\n```\n",
        "~~~\nx\ty\nz\tw\n~~~\n",
        "    a | b\n    c | d\n",
        "\tx = 1\ty\n\tz = 1\tw\n",
        "Een\ttab in een regel.\n",
        "Een\ttab in een regel,\nen geen hieronder.\n\nEen\ttab.\n",
        "Een\ttab.\n```\nx\n```\nNog\teen tab.\n",
        "Tekst\t\nmeer tekst\t\n",
        "\tIngesprongen.\n\tNog een regel.\n",
        "•\tEen\n•\tTwee\n",
        "-\tEen\n-\tTwee\n",
        "1.\tEen\n2.\tTwee\na)\tDrie\nb)\tVier\n(ii)\tVijf\n2.1\tZes\n",
        "<!--\na\tb\nc | d\ne | f\n-->\n",
    ],
)
def test_all_else_is_left_alone(text: str) -> None:
    assert told(text) == []


cell = st.text("abc é1.-*_", min_size=1, max_size=8).filter(str.strip)
grids = st.integers(2, 5).flatmap(
    lambda width: st.lists(st.lists(cell, min_size=width, max_size=width), min_size=2, max_size=6)
)


@given(grids)
def test_a_pasted_table_is_told_and_what_the_hint_says_makes_one(grid: list[list[str]]) -> None:
    grid = [["ab " + first, *others] for first, *others in grid]  # no list, quote, heading or rule begins with it
    pasted = "\n".join("\t".join(row) for row in grid)
    ((line, column, hint),) = told(f"Tekst.\n\n{pasted}\n")
    rows = [*lines(hint), *("| " + " | ".join(row) + " |" for row in grid[1:])]

    assert (line, column) == (3, 1)
    assert told("Tekst.\n\n" + "\n".join(rows)) == []
    assert told("\n".join((rows[0], *rows[2:])))[0][:2] == (1, 1)


@given(grids, st.sampled_from(["", "## Kop\n", "Tekst.\n\n", "- punt\n\nTekst.\n\n"]))
def test_a_table_is_never_told(grid: list[list[str]], above: str) -> None:
    rows = ["| " + " | ".join(row) + " |" for row in grid]

    assert told(above + "\n".join((rows[0], "|---" * len(grid[0]) + "|", *rows[1:]))) == []


@given(
    st.lists(st.sampled_from(["a", "| ", " | ", "\n", "\n\n", "\t", "|---|---|\n", "- ", "> ", "```\n", "`", "1. "]))
)
def test_whatever_is_written_it_is_told_where_a_row_stands(parts: list[str]) -> None:
    text = "".join(parts)
    for line, _, _ in told(text):
        assert re.search(r"[|\t]", text.split("\n")[line - 1])
