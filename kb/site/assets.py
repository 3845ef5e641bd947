"""Style and scripts as files whose name carries a digest of their content, and the icon as an address of itself."""

import re
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

from msgspec import Struct

from kb.sitefile import SiteFile

DIGEST_LENGTH = 10

ICON_SAFE = " '=:/"
"""Signs of a picture that may stand in an address, and in an attribute, as they are."""
CHOICE_SCRIPTS = ("bewaar", "keuze", "tabel")
"""On every page, on the pages of the choice, and when a table is asked for."""

PAGE_STYLES = ("zoeken", "keuze", "lijsten")
"""What only the search page, the pages of the choice and the other pages need, so that a practice stays light."""


class Assets(Struct, frozen=True):
    """The files, and where templates find them. The scripts of the search are empty when it has not been built.

    `icon` is an address that holds the picture: it is smaller than a request for it.
    """

    files: tuple[SiteFile, ...]
    style: str
    icon: str
    page_script: str
    form_script: str
    search_script: str
    search_style: str
    extra_script: str
    choice_style: str
    list_style: str
    keep_script: str
    choice_script: str
    table_script: str


def read_assets(templates: Path) -> Assets:
    """The assets of a templates folder: all css in the order of its names as one file, the scripts, the icon."""
    folder = templates / "assets"
    css = "\n".join(path.read_text(encoding="utf-8") for path in sorted((folder / "css").glob("*.css")))
    style = _named("stijl", "css", minified_css(css).encode())
    picture = (folder / "icoon.svg").read_text("utf-8").strip().replace('"', "'")
    page_script = _named("pagina", "js", (folder / "pagina.js").read_bytes())
    form_script = _named("formulier", "js", (folder / "formulier.js").read_bytes())
    search_script, extra_script = (_built(folder, stem) for stem in ("zoeken", "zoeken-extra"))
    search_style, choice_style, list_style = (
        _named(name, "css", minified_css((folder / f"{name}.css").read_text(encoding="utf-8")).encode())
        for name in PAGE_STYLES
    )
    keep, chosen, table = (_named(name, "js", (folder / f"{name}.js").read_bytes()) for name in CHOICE_SCRIPTS)
    scripts = (page_script, form_script, *search_script, *extra_script, keep, chosen, table)
    return Assets(
        files=(style, search_style, choice_style, list_style, *scripts),
        style=style.path,
        icon=f"data:image/svg+xml,{quote(picture, safe=ICON_SAFE)}",
        page_script=page_script.path,
        form_script=form_script.path,
        search_script="".join(file.path for file in search_script),
        search_style=search_style.path,
        extra_script="".join(file.path for file in extra_script),
        choice_style=choice_style.path,
        list_style=list_style.path,
        keep_script=keep.path,
        choice_script=chosen.path,
        table_script=table.path,
    )


def _built(folder: Path, stem: str) -> tuple[SiteFile, ...]:
    script = folder / f"{stem}.js"
    return (_named(stem, "js", script.read_bytes()),) if script.is_file() else ()


def minified_css(css: str) -> str:
    """The same style without comments and needless space. Strings in it must not hold `{`, `}`, `;` or `,`."""
    bare = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    bare = re.sub(r"\s+", " ", bare)
    bare = re.sub(r" ?([{};,]) ?", r"\1", bare)
    bare = re.sub(r"(?<=[\w)-]): (?=[^{}]*[;}])", ":", bare)
    return bare.replace(";}", "}").strip() + "\n"


def _named(stem: str, suffix: str, data: bytes) -> SiteFile:
    return SiteFile(f"assets/{stem}.{sha256(data).hexdigest()[:DIGEST_LENGTH]}.{suffix}", data)
