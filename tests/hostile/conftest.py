"""A site made of hostile content, and its twin: the same with harmless words, which says what may stand in a page."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from kb.buildoptions import Options
from kb.pipeline import build
from tests.hostile.content import Vectors, write_hostile
from tests.hostile.probe import Probe, probing
from tests.serving import STRICT, serving

MOVES = '<meta http-equiv="refresh"'
"""In a page that stands at a former address."""


@dataclass(frozen=True, slots=True)
class HostileSite:
    """Where the site and its harmless twin stand, and which vector stands where."""

    folder: Path
    work: Path
    twin: Path
    vectors: Vectors

    def pages(self, practices: int, others: int) -> list[str]:
        """Paths of pages that stay where they are: those at the top, and so many of each folder."""
        found = (path for path in self.folder.rglob("*.html") if MOVES not in path.read_text("utf-8"))
        paths = sorted(path.relative_to(self.folder).as_posix() for path in found)
        top = [path for path in paths if "/" not in path]
        for folder in sorted({path.partition("/")[0] for path in paths if "/" in path}):
            own = [path for path in paths if path.startswith(f"{folder}/")]
            top += [*own[: practices if folder == "praktijken" else others], own[-1]]
        return list(dict.fromkeys(top))


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> HostileSite:
    """The two sites, built once."""
    folder = tmp_path_factory.mktemp("hostile")
    vectors = Vectors()
    sites = {"hostile": vectors, "twin": Vectors(harmless=True)}
    for name, given in sites.items():
        content = write_hostile(folder / name, given)
        place = folder / name
        base = "https://voorbeeld.example/"
        options = Options(date(2026, 11, 22), content, place / "site", place / "work", base_url=base)
        result = build(options)
        assert result.published is not None, [problem for problem in result.problems if problem.severity == "error"]
    return HostileSite(folder / "hostile/site", folder / "hostile/work", folder / "twin/site", vectors)


@pytest.fixture(scope="session")
def window(browser: Browser) -> Callable[[Path, str], AbstractContextManager[Probe]]:
    """Opens a window on a folder: from disk, or from a server with or without the policy."""

    @contextmanager
    def opened(folder: Path, how: str) -> Iterator[Probe]:
        if how == "disk":
            with probing(browser, f"{folder.as_uri()}/") as probe:
                yield probe
            return
        with serving(folder, STRICT if how == "policy" else {}) as address, probing(browser, address) as probe:
            yield probe

    return opened
