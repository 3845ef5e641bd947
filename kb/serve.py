"""The site while you write: built, watched, built again, and shown anew in the browser; on this machine only."""

import errno
import json
import stat
import sys
import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Condition, Thread
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from kb import report
from kb.config import LISTS, PYPROJECT
from kb.pipeline import BuildResult, Options, build
from kb.problems import KbError

PAUSE = 0.3
"""Seconds between two looks at the files; what still changes between two looks is not built yet."""

_HOST = "127.0.0.1"
_OWN_NAMES = frozenset({_HOST, "localhost"})
_OWN = "/__kb/"  # addresses of this server; a site has no page there
_NO_NAME = frozenset("\\/\0:")
_POLL = 25.0  # seconds that an answer may wait for news: shorter than any browser's patience
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'"
)
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
    ".gif": "image/gif",
}
_SCRIPT = """(() => {
  "use strict";
  const shown = document.currentScript.dataset.site;
  const box = document.createElement("pre");
  box.className = "kb-fouten";
  box.setAttribute("role", "alert");
  document.body.append(box);
  async function follow() {
    let seen = "";
    for (;;) {
      try {
        const news = await (await fetch("/__kb/nieuws?gezien=" + seen)).json();
        if (news.site !== shown) return location.reload();
        seen = news.seen;
        box.textContent = news.message;
      } catch {
        await new Promise((again) => setTimeout(again, 1000));
      }
    }
  }
  follow();
})();
"""
_STYLE = """.kb-fouten { position: fixed; inset: auto 0 0; z-index: 9999; max-height: 50vh; overflow: auto; margin: 0;
  padding: 1rem; background: #fff4f2; color: #5c0a00; border-top: 4px solid #b3261e; white-space: pre-wrap; }
.kb-fouten:empty { display: none; }
"""


@dataclass(frozen=True, slots=True)
class News:
    """What a page in the browser has to know: which site stands, which news this is, and what is wrong."""

    site: str = ""
    seen: str = ""
    message: str = ""


class Board:
    """Where the latest news hangs; pages wait here for newer."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._news = News()

    @property
    def news(self) -> News:
        """The news of now."""
        with self._changed:
            return self._news

    def post(self, message: str, *, new_site: bool) -> None:
        """Hang out what is wrong (or nothing), and whether another site stands."""
        now = str(time.time_ns())  # also another one after a restart of the server
        with self._changed:
            self._news = News(now if new_site else self._news.site, now, message)
            self._changed.notify_all()

    def newer(self, seen: str, seconds: float) -> News:
        """The news as soon as it is not the one that was seen, or the same after so many seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self._news.seen != seen, timeout=seconds)
            return self._news


@dataclass(frozen=True, slots=True)
class Page:
    """A file of the site, and what kind it is."""

    kind: str
    data: bytes


_NOTHING = Page(_TYPES[".html"], b"<!doctype html><meta charset=utf-8><title>Kennisbank</title><body></body>")
"""Until the first build succeeds: only the place where its problems are shown."""


class Server(ThreadingHTTPServer):
    """Serves one folder to this machine, with the script that reloads added to its pages."""

    daemon_threads = True

    def __init__(self, site: Path, board: Board, port: int) -> None:
        """KbError when the port is taken, or not ours to take."""
        self.site, self.board = site, board
        try:
            super().__init__((_HOST, port), _Handler)
        except OSError as trouble:
            why = "is al in gebruik" if trouble.errno == errno.EADDRINUSE else "mag je niet gebruiken"
            raise KbError(f"Poort {port} {why}. Kies een andere met --port.") from trouble

    @property
    def address(self) -> str:
        """Where the site can be seen."""
        return f"http://{_HOST}:{self.server_port}/"

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - as in the base class
        """Say nothing of a browser that left before its answer came."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    """Answers one request."""

    server: Server

    def do_GET(self) -> None:
        """Give a page, a file of the site, or news."""
        status, kind, data = self._answer()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Content-Security-Policy", _POLICY)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def do_HEAD(self) -> None:
        """Give the same without what it is about."""
        self.do_GET()

    def log_message(self, *_: object) -> None:
        """Keep the terminal for what is wrong with the practices."""

    def _answer(self) -> tuple[HTTPStatus, str, bytes]:
        # A page elsewhere may point a name of its own at this machine, and so read what is served here.
        if urlsplit(f"//{self.headers.get('Host', '')}").hostname not in _OWN_NAMES:
            return HTTPStatus.FORBIDDEN, _TYPES[".txt"], b"Alleen voor deze computer."
        address = urlsplit(self.path)
        if address.path.startswith(_OWN):
            return self._own(address.path.removeprefix(_OWN), parse_qs(address.query))
        found = read_page(self.server.site, address.path)
        if found is not None:
            return HTTPStatus.OK, found.kind, self._live(found)
        missing = read_page(self.server.site, "/404.html") or _NOTHING
        return HTTPStatus.NOT_FOUND, missing.kind, self._live(missing)

    def _own(self, name: str, query: Mapping[str, list[str]]) -> tuple[HTTPStatus, str, bytes]:
        match name:
            case "live.js":
                return HTTPStatus.OK, _TYPES[".js"], _SCRIPT.encode()
            case "live.css":
                return HTTPStatus.OK, _TYPES[".css"], _STYLE.encode()
            case "nieuws":
                news = self.server.board.newer(query.get("gezien", [""])[0], _POLL)
                return HTTPStatus.OK, _TYPES[".json"], json.dumps(asdict(news)).encode()
        return HTTPStatus.NOT_FOUND, _TYPES[".txt"], b"Dit adres is er niet."

    def _live(self, page: Page) -> bytes:
        """The page with the script that reloads it; the file on disk stays as it is."""
        if page.kind != _TYPES[".html"]:
            return page.data
        tags = (
            f'<link rel="stylesheet" href="{_OWN}live.css">'
            f'<script src="{_OWN}live.js" data-site="{self.server.board.news.site}" defer></script>'
        )
        head, body, rest = page.data.rpartition(b"</body>")
        return head + tags.encode() + body + rest if body else page.data + tags.encode()


def read_page(site: Path, path: str) -> Page | None:
    """The file of the site at this path of an address; None for what is not there, or would lead outside."""
    names = unquote(path).removeprefix("/").split("/")
    if not names[-1]:
        names[-1] = "index.html"
    if any(not name or name.startswith(".") or set(name) & _NO_NAME for name in names):
        return None
    file = site.joinpath(*names)
    try:
        if not file.resolve().is_relative_to(site.resolve()):
            return None
        return Page(_TYPES.get(file.suffix, "application/octet-stream"), file.read_bytes())
    except OSError:
        return None


def changes(places: Iterable[Path], look_again: Callable[[], None]) -> Iterator[None]:
    """Something each time that files under the places changed and then were still between two looks.

    `look_again` waits for the next look. Counted from this call on: also what changes while the caller works.
    """
    places = tuple(places)
    return _changes(places, _state(places), look_again)


def _changes(places: tuple[Path, ...], known: Mapping[str, object], look_again: Callable[[], None]) -> Iterator[None]:
    while True:
        look_again()
        now = _state(places)
        while now != known:
            look_again()
            before, now = now, _state(places)
            if now == before:
                known = now
                yield


def _state(places: Iterable[Path]) -> dict[str, tuple[int, int]]:
    """Time and size of each file; not of what editors keep for themselves."""
    found = {}
    for place in places:
        for path in (place, *place.rglob("*")):
            if not path.name.startswith(".") and not path.name.endswith("~"):
                with suppress(OSError):  # gone between the list and the look
                    status = path.stat()
                    if stat.S_ISREG(status.st_mode):
                        found[str(path)] = (status.st_mtime_ns, status.st_size)
    return found


def serve(
    options: Options, port: int, *, started: Callable[[str], None], built: Callable[[BuildResult | KbError], None]
) -> None:
    """Build and serve until Ctrl-C, and build again after every change.

    `started` gets the address once the first build is done, `built` what came of each build.
    """
    board = Board()
    with _running(Server(options.output, board, port)) as server, suppress(KeyboardInterrupt):
        later = changes((options.content, options.templates, LISTS, PYPROJECT), lambda: time.sleep(PAUSE))
        _rebuild(options, board, built)
        started(server.address)
        for _ in later:
            _rebuild(options, board, built)


@contextmanager
def _running(server: Server) -> Iterator[Server]:
    """The server, answering beside us until the block ends."""
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


def _rebuild(options: Options, board: Board, built: Callable[[BuildResult | KbError], None]) -> None:
    """Build once and hang out what came of it; the last good site stays where this one fails."""
    try:
        result = build(options)
    except KbError as trouble:
        board.post(str(trouble), new_site=False)
        built(trouble)
    except Exception:  # noqa: BLE001 - a bug, or a template that is being written: shown, and the next save may cure it
        traceback.print_exc()
        board.post(traceback.format_exc(), new_site=False)
    else:
        good = result.published is not None
        board.post("" if good else report.as_text(result.problems), new_site=good)
        built(result)
