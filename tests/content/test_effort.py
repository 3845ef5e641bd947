import pytest

from kb.content.effort import MOST_EFFORT, effort

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
    needed, _ = effort(piece * (500_000 // len(piece)))
    assert needed > MOST_EFFORT


def test_a_long_law_is_read() -> None:
    needed, _ = effort(LAW * 8_000)
    assert needed < MOST_EFFORT


def test_the_heaviest_block_is_told() -> None:
    assert effort("Een begin.\n\n" + "[" * 30 + "\n\nEen eind.\n")[1] == len("Een begin.\n\n")
