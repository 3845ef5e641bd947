"""The sites that are measured: our own, and those of the peers, over the same practices."""

import gzip
import html
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from kb.search.parts import FOLDER, NAME_LETTERS
from kb.search.shards import ASSIGNMENT
from tests.benchmarks.documents import Document

ROOT = Path(__file__).resolve().parents[2]
PAGES = Path(__file__).with_name("peers")
ESBUILD = ROOT / "node_modules" / ".bin" / "esbuild"
TODAY = "2026-01-01"
PAGE_KINDS = ("pagina", "opmaak", "script", "overig")
"""Kinds of files that a search page asks for itself."""
EMBEDDED = "manifest in de pagina"


@dataclass(frozen=True, slots=True)
class Site:
    """A built site with its search page `zoeken.html`."""

    name: str
    folder: Path
    kind: Callable[[str], str]
    """What a file is to the search: "kaarten", "woorden" …, by its path."""
    embedded: int = 0
    """Bytes of the search page, compressed, that are the manifest within it."""
    whole: bool = False
    """Every question needs the same files, so that a few questions say it all."""

    def split(self, path: str, size: int) -> list[tuple[str, int]]:
        """The bytes of a file by kind: the search page may hold two."""
        kind = self.kind(path)
        if kind == "pagina" and self.embedded:
            return [(kind, size - self.embedded), (EMBEDDED, self.embedded)]
        return [(kind, size)]


def own(work: Path) -> Site:
    """The site of this project, from the practices in the work folder. CalledProcessError when the build refuses."""
    command = [sys.executable, str(ROOT / "build.py"), "--content", "practices", "--output", "site", "--today", TODAY]
    subprocess.run(command, cwd=work, check=True, stdout=sys.stderr)
    folder = work / "site"
    page = (folder / "zoeken.html").read_text("utf-8")
    manifest = re.search(r'id="zoek-manifest">(.*?)</script>', page, re.DOTALL)
    embedded = _zipped(page) - _zipped(page.replace(manifest[1], "")) if manifest else 0
    return Site("Wat werkt waar", folder, _own_kinds(folder), embedded)


def _zipped(text: str) -> int:
    return len(gzip.compress(text.encode(), mtime=0))


def _own_kinds(folder: Path) -> Callable[[str], str]:
    script = (folder / FOLDER / "manifest.js").read_text("utf-8")
    parts = json.loads(script.removeprefix(ASSIGNMENT))["parts"]
    rows = {
        "woorden": parts["words"][1],
        "eindes": parts["ends"][1],
        "facetten": parts["facets"],
        "volgordes": "".join(parts["orders"].values()),
        "kaarten": parts["cards"],
    }
    known = {name: kind for kind, row in rows.items() for name in re.findall(f".{{{NAME_LETTERS}}}", row)}

    def kind(path: str) -> str:
        if path.startswith(f"/{FOLDER}/"):
            return known.get(Path(path).stem, "praktijken")  # they stand in no list of the manifest
        return _page_kind(path)

    return kind


def _page_kind(path: str) -> str:
    return dict(zip((".html", ".css", ".js"), PAGE_KINDS, strict=False)).get(Path(path).suffix, PAGE_KINDS[-1])


def peers(tools: Path, work: Path, documents: Sequence[Document]) -> Iterator[Site]:
    """The sites of the peers whose npm packages stand in `tools`."""
    for package, name, make in (("pagefind", "Pagefind", _pagefind), ("minisearch", "MiniSearch", _minisearch)):
        described = tools / "node_modules" / package / "package.json"
        if not described.is_file():
            sys.stderr.write(f"{name}: not in {tools}/node_modules, so left out (npm install {package})\n")
            continue
        folder = work / package
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        shutil.copy(PAGES / "zoeken.html", folder)
        _bundle(PAGES / f"{package}.js", folder / "page.js", tools, "--external:/pagefind/*", "--minify")
        version = json.loads(described.read_text("utf-8"))["version"]
        yield make(f"{name} {version}", folder, tools, documents)


def _bundle(source: Path, target: Path, tools: Path, *options: str) -> None:
    command = [str(ESBUILD), str(source), "--bundle", "--format=esm", "--log-level=warning", f"--outfile={target}"]
    _run([*command, *options], tools)


def _run(command: Sequence[str], tools: Path, given: str = "") -> None:
    """Run a program of Node's, with the Node of this environment and the packages in `tools`."""
    where = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "NODE_PATH": str(tools / "node_modules"),
    }
    subprocess.run(command, check=True, env=where, input=given, text=True, stdout=subprocess.DEVNULL)


def _pagefind(name: str, folder: Path, tools: Path, documents: Iterable[Document]) -> Site:
    for document in documents:
        (folder / f"{document.id}.html").write_text(_page(document), "utf-8")
    program = tools / "node_modules" / "pagefind" / "lib" / "runner" / "bin.cjs"
    _run(["node", str(program), "--site", str(folder)], tools)
    kinds = {
        ".pf_fragment": "kaarten en passages",
        ".pf_index": "woorden",
        ".pf_filter": "facetten",
        ".pf_meta": "lijst van pagina's",
        ".pagefind": "wasm",
        ".json": "manifest",
    }

    def kind(path: str) -> str:
        file = Path(path)
        library = "script van Pagefind" if file.parent.name == "pagefind" and file.suffix == ".js" else ""
        return library or kinds.get(file.suffix) or _page_kind(path)

    return Site(name, folder, kind)


def _page(document: Document) -> str:
    """The page of a practice as Pagefind reads it: an id, a title, text and filters."""
    text = "".join(f"<p>{html.escape(each)}</p>\n" for each in (document.summary, *document.sections))
    filters = "".join(
        f'<i data-pagefind-filter="{name}">{html.escape(term)}</i>\n'
        for name, terms in document.facets.items()
        for term in terms
    )
    title = html.escape(document.title)
    return (
        f'<!doctype html>\n<html lang="nl"><head><meta charset="utf-8"><title>{title}</title></head><body>\n'
        f'<main data-pagefind-body data-pagefind-meta="id:{document.id}"><h1>{title}</h1>\n{text}'
        f"<p>{html.escape(' '.join(document.keywords))}</p></main>\n<div hidden>{filters}</div></body></html>\n"
    )


def _minisearch(name: str, folder: Path, tools: Path, documents: Iterable[Document]) -> Site:
    script = folder / "index.mjs"
    _bundle(PAGES / "minisearch-index.js", script, tools, "--platform=node")
    rows = [
        {**asdict(each), **each.facets, "body": "\n".join(each.sections), "keywords": " ".join(each.keywords)}
        for each in documents
    ]
    _run(["node", "--max-old-space-size=8000", str(script), str(folder)], tools, json.dumps(rows))
    script.unlink()
    kinds = {"/index.json": "woorden", "/cards.json": "kaarten en facetten"}
    return Site(name, folder, lambda path: kinds.get(path) or _page_kind(path), whole=True)
