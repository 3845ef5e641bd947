"""The little sites of all states on disk, to be looked at in a browser of any width."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from tests.site.little import site
from tests.site.states import SITES


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the sites stand."""

    root: Path

    def address(self, name: str, path: str) -> str:
        """The address of a page of one of the sites."""
        file, _, question = path.partition("?")
        return f"{(self.root / name / file).as_uri()}{'?' if question else ''}{question}"

    @contextmanager
    def page(self, browser: Browser, width: int = 1280, **options: Any) -> Iterator[Page]:  # noqa: ANN401 - Playwright's
        """An empty page of this width."""
        context = browser.new_context(viewport={"width": width, "height": 800}, **options)
        yield context.new_page()
        context.close()


def put_down(root: Path) -> Standing:
    """Write all sites."""
    for name, corpus in SITES.items():
        for path, data in site(corpus).items():
            (root / name / path).parent.mkdir(parents=True, exist_ok=True)
            (root / name / path).write_bytes(data)
    return Standing(root)
