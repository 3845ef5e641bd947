"""The server of `kb serve`: one folder, for this machine only, and pages that hear when there is news."""

import errno
import sys
import time
from collections.abc import Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Condition
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from msgspec import Struct
from msgspec.json import encode
from msgspec.structs import replace

from kb.problems import KbError

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
_HERE = Path(__file__).resolve().parent


class Shown(Struct, frozen=True):
    """A problem as the page shows it."""

    place: str
    kind: str
    code: str
    message: str
    hint: str


class News(Struct, frozen=True):
    """What a page in the browser has to know: which site stands, which news this is, and what is wrong.

    `busy`: a build is going on. `stands`: there is a site. `good`: it is made of the files as they are now.
    """

    site: str = ""
    seen: str = ""
    busy: bool = False
    good: bool = True
    stands: bool = True
    trouble: str = ""
    problems: tuple[Shown, ...] = ()


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

    def post(self, news: News, *, new_site: bool) -> None:
        """Hang out what is wrong (or nothing), and whether another site stands; site and number are given here."""
        now = str(time.time_ns())  # also another one after a restart of the server
        with self._changed:
            self._news = replace(news, site=now if new_site else self._news.site, seen=now)
            self._changed.notify_all()

    def busy(self) -> None:
        """Hang out that a build is going on; what was wrong before stays until it is done."""
        self.post(replace(self.news, busy=True), new_site=False)

    def newer(self, seen: str, seconds: float) -> News:
        """The news as soon as it is not the one that was seen, or the same after so many seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self._news.seen != seen, timeout=seconds)
            return self._news


class Page(Struct, frozen=True):
    """A file of the site, and what kind it is."""

    kind: str
    data: bytes


_NOTHING = Page(_TYPES[".html"], b"<!doctype html><meta charset=utf-8><title>Kennisbank</title><body></body>")
"""Until the first build succeeds: only the place where its problems are shown."""


class Server(ThreadingHTTPServer):
    """Serves one folder to this machine, with the script that reloads added to its pages."""

    daemon_threads = True
    allow_reuse_address = sys.platform != "win32"  # there it would let two servers have one port

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
    timeout = 2 * _POLL  # who connects and then says nothing keeps no thread

    def do_GET(self) -> None:
        """Give a page, a file of the site, or news."""
        status, kind, data = self._answer()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Content-Security-Policy", _POLICY)
        self.send_header("X-Content-Type-Options", "nosniff")
        # Else a page elsewhere could load the parts of the search as scripts, and so read drafts.
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
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
        try:
            host, address = urlsplit(f"//{self.headers.get('Host', '')}").hostname, urlsplit(self.path)
        except ValueError:
            return HTTPStatus.BAD_REQUEST, _TYPES[".txt"], b"Dit is geen adres."
        # A page elsewhere may point a name of its own at this machine, and so read what is served here.
        if host not in _OWN_NAMES:
            return HTTPStatus.FORBIDDEN, _TYPES[".txt"], b"Alleen voor deze computer."
        if address.path.startswith(_OWN):
            return self._own(address.path.removeprefix(_OWN), parse_qs(address.query))
        found = read_page(self.server.site, address.path)
        if found is not None:
            return HTTPStatus.OK, found.kind, self._live(found)
        missing = read_page(self.server.site, "/404.html") or _NOTHING
        return HTTPStatus.NOT_FOUND, missing.kind, self._live(missing)

    def _own(self, name: str, query: Mapping[str, list[str]]) -> tuple[HTTPStatus, str, bytes]:
        match name:
            case "live.js" | "live.css":
                file = _HERE / name
                return HTTPStatus.OK, _TYPES[file.suffix], file.read_bytes()
            case "nieuws":
                news = self.server.board.newer(query.get("gezien", [""])[0], _POLL)
                return HTTPStatus.OK, _TYPES[".json"], encode(news)
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
