"""The site while you write: built, watched, built again, and shown anew in the browser."""

import gc
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread

from msgspec import Struct
from msgspec.structs import replace

from kb import report
from kb.buildoptions import BuildResult, Options
from kb.config import LISTS, PYPROJECT
from kb.live import Board, News, Server, Shown
from kb.pipeline import build
from kb.problems import BusyError, KbError, Problem
from kb.site.publish import manifest_digest
from kb.watch import LOOK, changes


class Heard(Struct, frozen=True):
    """Who hears what happens: the address once there is a site to see, that a build begins or waits, what came of it.

    What came of it is heard before the browser shows it: who sees the news and then stops us, missed nothing.
    """

    started: Callable[[str], None]
    begins: Callable[[], None]
    waits: Callable[[], None]
    built: Callable[[BuildResult | KbError], None]


def serve(options: Options, port: int, heard: Heard) -> None:
    """Build and serve until Ctrl-C, and build again after every change."""
    board = Board()
    with _running(Server(options.output, board, port)) as server, suppress(KeyboardInterrupt):
        later = changes((options.content, options.templates, LISTS, PYPROJECT))
        shown = _rebuild(options, board, heard, "")
        heard.started(server.address)
        for _ in later:
            board.busy()
            shown = _rebuild(options, board, heard, shown)
            gc.collect()  # a build collects nothing itself: it usually is the last that a process does


@contextmanager
def _running(server: Server) -> Iterator[Server]:
    """The server, answering beside us until the block ends."""
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


def _rebuild(options: Options, board: Board, heard: Heard, shown: str) -> str:
    """Build once and hang out what came of it; the last good site stays where this one fails.

    `shown`: the digest of the site that the pages show; what they show now comes back.
    """
    heard.begins()
    failed = News(good=False, stands=(options.output / "index.html").is_file())
    try:
        result = _built(options, heard)
    except KbError as trouble:
        heard.built(trouble)
        board.post(replace(failed, trouble=str(trouble)), new_site=False)
    except Exception:  # noqa: BLE001 - a bug, or a template that is being written: shown, and the next save may cure it
        traceback.print_exc()
        board.post(replace(failed, trouble=traceback.format_exc()), new_site=False)
    else:
        heard.built(result)
        made = result.published
        # What left all pages as they were (a comment in a file) is no reason to load them again. Asked of the folder: a
        # second preview may have written them.
        now = _standing(options.output) if made else shown
        news = replace(News() if made else failed, problems=tuple(map(_shown, _errors_first(result.problems))))
        board.post(news, new_site=now != shown)
        return now
    return shown


def _built(options: Options, heard: Heard, wait: Callable[[float], None] = time.sleep) -> BuildResult:
    """Build as soon as nobody else does: a second preview, or `kb build` in another window."""
    is_first = True
    while True:
        try:
            return build(options)
        except BusyError:
            if is_first:
                heard.waits()
            is_first = False
            wait(LOOK)


def _standing(site: Path) -> str:
    try:
        return manifest_digest(site)
    except OSError:  # another preview puts a newer one there just now
        return str(time.time_ns())


def _errors_first(problems: tuple[Problem, ...]) -> list[Problem]:
    return sorted(problems, key=lambda problem: problem.severity != "error")


def _shown(problem: Problem) -> Shown:
    return Shown(str(problem.place), report.WORDS[problem.severity], problem.code, problem.message, problem.hint)
