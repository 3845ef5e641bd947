"""axe-core in a page: the rules of WCAG 2.2 AA and good practice, and what they find wrong."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from playwright.sync_api import Page

SCRIPT = Path(__file__).resolve().parent.parent / "node_modules/axe-core/axe.min.js"
RUN = """([all, looks]) => axe.run(document, {
    resultTypes: ["violations", "incomplete"],
    ...(all ? {rules: {"target-size": {enabled: true}}} : {runOnly: {type: "rule", values: looks}}),
})"""
"""The rule of WCAG 2.2 for the size of what is touched has to be asked for."""
LOOKS = ["color-contrast", "link-in-text-block", "target-size"]
"""What can differ by width and colours at once; all else is the same in every colour."""
WHOLE = {(360, "light"), (1280, "dark")}
"""With these every rule was tried in each width and in each scheme of colours; elsewhere only LOOKS are."""
LEFT_OPEN = {"color-contrast"}
"""Where axe can't tell by itself (a background that is drawn); test_render.py computes each pair of colours."""


@cache
def _script() -> str:
    assert SCRIPT.is_file(), "axe-core is not here: run `bash .ci/npm types`, which installs what package.json names"
    return SCRIPT.read_text("utf-8")


def complaints(page: Page, *, whole: bool = True) -> Iterator[str]:
    """What axe finds wrong on a page, or can't decide: the rule, and the first element of each.

    Not whole: only what can differ by width and colours at once.
    """
    page.evaluate(_script())
    found = page.evaluate(RUN, [whole, LOOKS])
    undecided = [rule for rule in found["incomplete"] if rule["id"] not in LEFT_OPEN]
    for rule in (*found["violations"], *undecided):
        node = rule["nodes"][0]
        yield f"{rule['id']}: {node['html'][:200]} {node.get('failureSummary', '')}"
