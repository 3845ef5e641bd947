"""A web server on this machine that counts every byte it sends and can be slow, and what it sent.

It answers as web hosts do: gzip for text, kept connections, one `Cache-Control` for all. Slow means that each answer
begins after a round trip and that all answers share the line. Setting up a connection costs nothing here.
"""

import gzip
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BufferedIOBase
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

HOST = "127.0.0.1"
PIECE = 4096
"""Bytes that a slow line carries for one answer before another has its turn."""

_TEXT = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
}


@dataclass(frozen=True, slots=True)
class Speed:
    """How slow a line is: seconds for a round trip, bits a second for all together (0: no limit)."""

    round_trip: float = 0
    bits: int = 0


@dataclass(frozen=True, slots=True)
class Sent:
    """An answer: its path, when its request came in and its last byte went out (epoch), bytes of head and body."""

    path: str
    begun: float
    ended: float
    size: int


@dataclass(slots=True)
class Line:
    """What goes over the line to one folder. It changes while the server runs, so it has a lock of its own."""

    folder: Path
    compressed: bool = True
    speed: Speed = Speed()
    sent: list[Sent] = field(default_factory=list)
    port: int = 0
    _running: int = 0
    _last: float = 0
    _free: float = 0
    _bodies: dict[tuple[str, bool], bytes] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def address(self) -> str:
        """Where the folder stands."""
        return f"http://{HOST}:{self.port}"

    def clear(self) -> None:
        """Forget what was sent."""
        with self._lock:
            self.sent = []

    def quiet_for(self) -> float:
        """Seconds since anything went over the line; 0 while an answer is under way."""
        with self._lock:
            return 0 if self._running else time.time() - self._last

    def answer(self, address: str, out: BufferedIOBase, *, takes_gzip: bool) -> None:
        """Send the file of an address and write down what it took."""
        begun = time.time()
        with self._lock:
            self._running += 1
        try:
            data = self._message(unquote(urlsplit(address).path), zipped=takes_gzip and self.compressed)
            self._send(data, out)
        finally:
            with self._lock:
                self._running -= 1
                self._last = time.time()
        with self._lock:
            self.sent.append(Sent(urlsplit(address).path, begun, self._last, len(data)))

    def _message(self, path: str, *, zipped: bool) -> bytes:
        file = (self.folder / path.lstrip("/")).resolve()
        if not file.is_file() or not file.is_relative_to(self.folder.resolve()):
            return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
        kind = _TEXT.get(file.suffix)
        zipped = zipped and kind is not None
        body = self._body(file, zipped=zipped)
        head = [
            "HTTP/1.1 200 OK",
            f"Date: {formatdate(usegmt=True)}",
            f"Content-Type: {kind or 'application/octet-stream'}",
            f"Content-Length: {len(body)}",
            "Cache-Control: max-age=600",
            "Vary: Accept-Encoding",
            *(["Content-Encoding: gzip"] if zipped else []),
        ]
        return "\r\n".join([*head, "", ""]).encode() + body

    def _body(self, file: Path, *, zipped: bool) -> bytes:
        known = self._bodies.get((str(file), zipped))
        if known is None:
            known = file.read_bytes()
            known = gzip.compress(known, mtime=0) if zipped else known
            self._bodies[str(file), zipped] = known
        return known

    def _send(self, data: bytes, out: BufferedIOBase) -> None:
        time.sleep(self.speed.round_trip)
        if not self.speed.bits:
            out.write(data)
            return
        for start in range(0, len(data), PIECE):
            piece = data[start : start + PIECE]
            time.sleep(max(0, self._turn(len(piece)) - time.time()))
            out.write(piece)

    def _turn(self, size: int) -> float:
        """When a piece has gone over the line that all answers share."""
        with self._lock:
            self._free = max(self._free, time.time()) + size * 8 / self.speed.bits
            return self._free


@contextmanager
def serving(folder: Path) -> Iterator[Line]:
    """The line to a folder, as long as its server runs."""
    line = Line(folder)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            with suppress(ConnectionError):  # the reader left
                line.answer(self.path, self.wfile, takes_gzip="gzip" in self.headers.get("Accept-Encoding", ""))

        def log_message(self, *_: object) -> None:
            """Nothing: the line knows what it sent."""

    with _Server((HOST, 0), Handler) as server:
        line.port = server.server_port
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield line
        server.shutdown()


class _Server(ThreadingHTTPServer):
    """Of which the threads may still wait for a reader when all is done."""

    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - as socketserver has it
        """Nothing for a reader who left; else what the base says."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)
