"""The site while you write: built, watched, built again, and shown anew in the browser."""

import gc
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Thread

from msgspec import Struct
from msgspec.structs import replace

from kb import report
from kb.buildoptions import BuildResult, Options
from kb.config import LISTS, PYPROJECT
from kb.live import Board, News, Server, Shown
from kb.pipeline import build
from kb.problems import KbError, Problem
from kb.watch import changes


class Heard(Struct, frozen=True):
    """Who hears what happens: the address once there is something to see, that a build begins, and what came of it.

    What came of it is heard before the browser shows it: who sees the news and then stops us, missed nothing.
    """

    started: Callable[[str], None]
    begins: Callable[[], None]
    built: Callable[[BuildResult | KbError], None]


def serve(options: Options, port: int, heard: Heard) -> None:
    """Build and serve until Ctrl-C, and build again after every change."""
    board = Board()
    with _running(Server(options.output, board, port)) as server, suppress(KeyboardInterrupt):
        later = changes((options.content, options.templates, LISTS, PYPROJECT))
        _rebuild(options, board, heard)
        heard.started(server.address)
        for _ in later:
            board.busy()
            _rebuild(options, board, heard)
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


def _rebuild(options: Options, board: Board, heard: Heard) -> None:
    """Build once and hang out what came of it; the last good site stays where this one fails."""
    heard.begins()
    failed = News(good=False, stands=(options.output / "index.html").is_file())
    try:
        result = build(options)
    except KbError as trouble:
        heard.built(trouble)
        board.post(replace(failed, trouble=str(trouble)), new_site=False)
    except Exception:  # noqa: BLE001 - a bug, or a template that is being written: shown, and the next save may cure it
        traceback.print_exc()
        board.post(replace(failed, trouble=traceback.format_exc()), new_site=False)
    else:
        heard.built(result)
        made = result.published
        # What left all pages as they were (a comment in a file) is no reason to load them again.
        is_new = made is not None and bool(made.written or made.removed or not board.news.site)
        news = News() if made else failed
        board.post(replace(news, problems=tuple(map(_shown, _errors_first(result.problems)))), new_site=is_new)


def _errors_first(problems: tuple[Problem, ...]) -> list[Problem]:
    return sorted(problems, key=lambda problem: problem.severity != "error")


def _shown(problem: Problem) -> Shown:
    return Shown(str(problem.place), report.WORDS[problem.severity], problem.code, problem.message, problem.hint)
