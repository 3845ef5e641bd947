"""Which pages two builds of the site have differently, as a list for whoever reviews a change."""

import html
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from kb.disk import worded
from kb.editing.inert import inert
from kb.problems import KbError

SHOWN = 60
"""Pages that are named of each kind; a change of the style changes them all."""

_BEFORE_SITE = " – "  # the name of the site, the same in each title
_TITLE = re.compile(r"<title>([^<]*)</title>")
_PRACTICES = "praktijken/"  # what somebody changed is most often a practice, so those come first


class Changes(Struct, frozen=True):
    """Addresses of pages with their titles: new, changed and gone; and how many pages stayed as they were."""

    new: tuple[tuple[str, str], ...]
    changed: tuple[tuple[str, str], ...]
    gone: tuple[tuple[str, str], ...]
    same: int


def compare(before: Path, after: Path) -> Changes:
    """What changed between two folders with a site; KbError when one of them is none."""
    old, new = _pages(before), _pages(after)
    changed = [name for name in old.keys() & new.keys() if old[name] != new[name]]
    return Changes(
        tuple(_titled(new.keys() - old.keys(), new)),
        tuple(_titled(changed, new)),
        tuple(_titled(old.keys() - new.keys(), old)),
        len(old.keys() & new.keys()) - len(changed),
    )


def as_markdown(changes: Changes) -> str:
    """The list in Dutch."""
    kinds = (("Nieuw", changes.new), ("Veranderd", changes.changed), ("Weg", changes.gone))
    parts = [_part(name, pages) for name, pages in kinds if pages]
    return "\n\n".join([*(parts or ["Geen pagina is veranderd."]), f"Hetzelfde gebleven: {changes.same}."]) + "\n"


def _part(name: str, pages: tuple[tuple[str, str], ...]) -> str:
    lines = [f"- `{path}`: {inert(title)}" for path, title in pages[:SHOWN]]
    more = [f"- … en nog {len(pages) - SHOWN}"] if len(pages) > SHOWN else []
    return "\n".join([f"### {name} ({len(pages)})", "", *lines, *more])


def _pages(site: Path) -> dict[str, bytes]:
    with worded(f"De site in {site} is niet te lezen"):
        paths = sorted(site.rglob("*.html"))
        if not (site / "index.html").is_file():
            raise KbError(f"In {site} staat geen site.")
        return {path.relative_to(site).as_posix(): path.read_bytes() for path in paths}


def _titled(names: Iterable[str], pages: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    for name in sorted(names, key=lambda name: (not name.startswith(_PRACTICES), name)):
        title = _TITLE.search(pages[name].decode("utf-8", "replace"))
        words = html.unescape(title[1]) if title else ""
        yield name, words.rpartition(_BEFORE_SITE)[0] or words
