"""Style, script and icon as files whose name carries a digest of their content."""

import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from kb.model import SiteFile

DIGEST_LENGTH = 10


@dataclass(frozen=True, slots=True)
class Assets:
    """The files, and where templates find them. The scripts of the search are empty when it has not been built."""

    files: tuple[SiteFile, ...]
    style: str
    icon: str
    page_script: str
    search_script: str
    extra_script: str


def read_assets(templates: Path) -> Assets:
    """The assets of a templates folder: all css in the order of its names as one file, the scripts, the icon."""
    folder = templates / "assets"
    css = "\n".join(path.read_text(encoding="utf-8") for path in sorted((folder / "css").glob("*.css")))
    style = _named("stijl", "css", minified_css(css).encode())
    icon = _named("icoon", "svg", (folder / "icoon.svg").read_bytes())
    page_script = _named("pagina", "js", (folder / "pagina.js").read_bytes())
    search_script, extra_script = (_built(folder, stem) for stem in ("zoeken", "zoeken-extra"))
    return Assets(
        files=(style, icon, page_script, *search_script, *extra_script),
        style=style.path,
        icon=icon.path,
        page_script=page_script.path,
        search_script="".join(file.path for file in search_script),
        extra_script="".join(file.path for file in extra_script),
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
