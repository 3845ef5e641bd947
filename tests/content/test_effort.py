import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.content import effort
from kb.content.effort import heaviest_block

LAW = "Artikel 12 [vervallen]\n\nHet college van *burgemeester en wethouders* kan [1] besluiten tot loon & premie.\n\n"


@pytest.mark.parametrize(
    "piece",
    [
        "[",
        "![a](b",
        "*a ",
        "*_",
        "`a ",
        "&amp; ",
        "<a ",
        "> ",
        "\\[ ",
        "# a\n",
        "a\n===\n",
        "a  \n",
        "- a\n",
        "~~~\n",
        "|a|b|\n",
        "https://x.nl ",
    ],
)
def test_a_text_that_would_take_long_is_seen_beforehand(piece: str) -> None:
    assert heaviest_block(piece * (500_000 // len(piece))) is not None


def test_a_long_law_is_read() -> None:
    assert heaviest_block(LAW * 8_000) is None


def test_the_heaviest_block_is_told() -> None:
    assert heaviest_block("Een begin.\n\n" + "[" * 3_000 + "\n\nEen eind.\n") == len("Een begin.\n\n")


@given(st.text(alphabet="[|*_&\\:/#=- \n!a", max_size=300))
def test_what_a_text_is_at_most_is_no_less_than_what_its_blocks_are(text: str) -> None:
    blocks = text.split("\n\n")
    whole = effort._at_most(text)  # noqa: SLF001 - it only decides whether blocks are looked at: no outcome shows it
    assert whole >= sum(effort._of_block(block) + effort._of_cells(block) for block in blocks)  # noqa: SLF001 - as above
