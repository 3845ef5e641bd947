"""A folder on a web server of this machine, for tests in a browser."""

import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'"
)
"""The strictest policy under which the site must work."""

STRICT: Mapping[str, str] = {"Content-Security-Policy": POLICY}


class _Handler(SimpleHTTPRequestHandler):
    def __init__(self, *given: Any, headers: Mapping[str, str], **named: Any) -> None:  # noqa: ANN401 - of the library
        self._added = headers
        super().__init__(*given, **named)

    def end_headers(self) -> None:
        for name, value in self._added.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing: a test says what it found."""


def free_port() -> int:
    """A port that nobody uses now; another process may take it before you do."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def deaf_port() -> Iterator[int]:
    """A port where nobody answers: it is taken, and nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield int(taken.getsockname()[1])


@contextmanager
def serving(folder: Path, headers: Mapping[str, str] = STRICT) -> Iterator[str]:
    """The address of the folder, with a "/" at its end; every answer has these headers."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(folder), headers=headers))
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
