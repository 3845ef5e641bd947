"""The preview: what is served, what is not, and how a page hears that there is news."""

import gc
import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import date
from functools import partial
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from jinja2 import Environment
from playwright.sync_api import Browser, expect

from kb import work
from kb.buildoptions import BuildResult, Options
from kb.config import PROJECT
from kb.live import Board, News, Server, Shown, read_page
from kb.pipeline import build
from kb.problems import KbError
from kb.serve import Heard, serve
from kb.watch import LONGEST, LOOK, STILL, changes
from tests.little import practice, write_content
from tests.patience import PATIENCE
from tests.serving import POLICY

PAGE = b"<!doctype html><link rel=icon href=data:,><title>Twente</title><body><h1>Twente</h1></body>"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    (folder / "regio").mkdir(parents=True)
    (folder / "index.html").write_bytes(PAGE)
    (folder / "regio/twente.html").write_bytes(PAGE)
    (folder / "404.html").write_bytes(PAGE.replace(b"Twente", b"Niet gevonden"))
    (folder / "zoek.js").write_bytes(b"1;")
    (folder / ".wat-werkt-waar").write_bytes(b"ours")
    (tmp_path / "geheim.html").write_bytes(b"geheim")
    (folder / "link.html").symlink_to(tmp_path / "geheim.html")
    return folder


@contextmanager
def running(server: Server) -> Iterator[Server]:
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def board() -> Board:
    board = Board()
    board.post(News(), new_site=True)
    return board


@pytest.fixture
def server(site: Path, board: Board) -> Iterator[Server]:
    with running(Server(site, board, 0)) as started:
        yield started


def ask(
    server: Server, path: str, method: str = "GET", host: str = "localhost"
) -> tuple[int, http.client.HTTPMessage, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=PATIENCE)
    connection.request(method, path, headers={"Host": host})
    answer = connection.getresponse()
    found = answer.status, answer.msg, answer.read()
    connection.close()
    return found


@pytest.mark.parametrize(
    "path", ["/", "/index.html", "/regio/twente.html", "/regio/twente.html?q=x", "/regio/twente%2Ehtml"]
)
def test_a_page_gets_the_script_that_reloads_it(server: Server, board: Board, path: str) -> None:
    status, head, body = ask(server, path)

    assert status == 200
    assert head["Content-Type"] == "text/html; charset=utf-8"
    assert head["Content-Security-Policy"] == POLICY
    assert head["Cache-Control"] == "no-store"
    assert head["Cross-Origin-Resource-Policy"] == "same-origin"
    assert body.startswith(
        b"<!doctype html><link rel=icon href=data:,><title>Twente</title><body><h1>Twente</h1><link "
    )
    assert body.endswith(b"</script></body>")
    assert f'data-site="{board.news.site}"'.encode() in body


def test_the_site_on_disk_stays_clean(server: Server, site: Path) -> None:
    ask(server, "/")

    assert (site / "index.html").read_bytes() == PAGE


def test_other_files_are_given_as_they_are(server: Server) -> None:
    status, head, body = ask(server, "/zoek.js")

    assert (status, head["Content-Type"], body) == (200, "text/javascript; charset=utf-8", b"1;")


def test_a_head_request_gets_no_body(server: Server) -> None:
    status, head, body = ask(server, "/zoek.js", "HEAD")

    assert (status, head["Content-Length"], body) == (200, "2", b"")


@pytest.mark.parametrize(
    "path",
    [
        "/weg.html", "/regio", "/regio/",  "/../geheim.html", "/%2e%2e/geheim.html", "/..%2fgeheim.html",
        "/regio/../../geheim.html", "/..\\geheim.html", "/link.html", "/.wat-werkt-waar", "/%00", "/c:/x",
        "//etc/passwd", "/" + "a" * 5000, "/%ff",
    ],
)  # fmt: skip
def test_what_is_not_there_or_leads_outside_is_not_found(server: Server, site: Path, path: str) -> None:
    status, _, body = ask(server, path)

    assert status == 404
    assert b"Niet gevonden" in body
    assert b"geheim" not in body
    assert read_page(site, path) is None


def test_another_name_for_this_machine_gets_nothing(server: Server) -> None:
    """A page elsewhere can't read the preview through a name of its own."""
    assert ask(server, "/", host="kwaad.example")[0] == 403
    assert ask(server, "/__kb/nieuws", host="kwaad.example:8000")[0] == 403


@pytest.mark.parametrize(("path", "host"), [("/", "["), ("/", "localhost]["), ("http://[/", "localhost")])
def test_what_is_no_address_is_answered(
    server: Server, capsys: pytest.CaptureFixture[str], path: str, host: str
) -> None:
    """Any page elsewhere can send a browser here; the terminal stays clean."""
    assert ask(server, path, host=host)[0] == 400
    assert ask(server, "/")[0] == 200
    assert capsys.readouterr() == ("", "")


def test_only_this_machine_can_connect(server: Server) -> None:
    assert server.server_address[0] == "127.0.0.1"


def test_a_busy_port_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(KbError, match=rf"Poort {port} is al in gebruik\. Kies een andere met --port\."):
            Server(Path(), Board(), port)


def test_before_the_first_build_there_is_only_the_place_for_problems(tmp_path: Path) -> None:
    with running(Server(tmp_path / "nergens", Board(), 0)) as server:
        status, _, body = ask(server, "/")

    assert status == 404
    assert b"live.js" in body


WRONG = Shown("practices/a.md:1:1", "fout", "titel", "<b>leeg</b>", "Vul `titel` in.")
WARNING = Shown("practices/b.md:2:1", "waarschuwing", "volgorde", "Andersom.", "")


def news(server: Server, seen: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(ask(server, f"/__kb/nieuws?gezien={seen}")[2])
    return found


def test_news_is_given_at_once_and_then_waited_for(server: Server, board: Board) -> None:
    first = news(server, "")
    waiting: list[dict[str, Any]] = []
    thread = Thread(target=lambda: waiting.append(news(server, first["seen"])))
    thread.start()
    board.post(News(good=False, trouble="een fout", problems=(WRONG,)), new_site=False)
    thread.join()

    assert (first["good"], first["busy"], first["trouble"], first["problems"]) == (True, False, "", [])
    assert (waiting[0]["good"], waiting[0]["trouble"]) == (False, "een fout")
    assert waiting[0]["problems"][0]["message"] == "<b>leeg</b>"
    assert waiting[0]["site"] == first["site"]
    assert waiting[0]["seen"] != first["seen"]


def test_a_new_site_is_told(board: Board) -> None:
    before = board.news.site
    board.post(News(), new_site=True)

    assert board.news.site != before


def test_while_a_build_goes_on_what_was_wrong_stays(board: Board) -> None:
    board.post(News(good=False, problems=(WRONG,)), new_site=False)
    site = board.news.site
    board.busy()

    assert board.news.busy
    assert board.news.problems == (WRONG,)
    assert board.news.site == site


def test_who_has_seen_all_hears_nothing_new(board: Board) -> None:
    assert board.newer(board.news.seen, 0) == board.news


def nothing() -> None:
    """Let time pass."""


def builds(place: Path, *deeds: Callable[[], object], build: Callable[[], object] = nothing) -> int:
    """How often there is something to build; `deeds` is what happens to the files between the looks."""
    count, happening = 0, iter(deeds)

    def wait(seconds: float) -> None:
        assert seconds in (LOOK, STILL)
        deed = next(happening, None)
        if deed is None:
            raise KeyboardInterrupt
        deed()

    with suppress(KeyboardInterrupt):
        for _ in changes([place], wait):
            count += 1
            build()
    return count


@pytest.fixture
def note(tmp_path: Path) -> Path:
    path = tmp_path / "practices/map/a.md"
    path.parent.mkdir(parents=True)
    path.write_text("een")
    return path


def test_a_change_is_built_once_it_is_still(note: Path) -> None:
    place = note.parent.parent

    assert builds(place, nothing, nothing) == 0
    assert builds(place, lambda: note.write_text("twee!"), nothing, nothing) == 1
    assert builds(place, lambda: note.write_text("a"), lambda: note.write_text("bb"), nothing, nothing) == 1
    assert builds(place, lambda: os.utime(note, ns=(1, 1)), nothing) == 1
    assert builds(place, place.joinpath("b.md").touch, nothing) == 1
    assert builds(place, note.unlink, nothing) == 1
    assert builds(place, place.joinpath("b.md").unlink, nothing, place.joinpath("c.md").touch, nothing) == 2


@pytest.mark.parametrize(("cost", "seconds"), [(0.0, LOOK), (0.05, 0.5), (5.0, LONGEST)])
def test_a_large_folder_is_looked_at_less_often(
    note: Path, monkeypatch: pytest.MonkeyPatch, cost: float, seconds: float
) -> None:
    """A tenth of a processor at most, and still every second."""
    waited, clock = list[float](), iter(range(100))
    monkeypatch.setattr("kb.watch.time.thread_time", lambda: next(clock) * cost)

    def wait(seconds: float) -> None:
        waited.append(seconds)
        if len(waited) == 3:
            raise KeyboardInterrupt

    with suppress(KeyboardInterrupt):
        list(changes([note.parent], wait))

    assert waited == pytest.approx([LOOK, seconds, seconds])


def test_what_an_editor_keeps_for_itself_is_no_change(note: Path) -> None:
    place = note.parent

    assert builds(place, (place / ".a.md.swp").touch, (place / "a.md~").touch, nothing) == 0


def test_a_change_while_the_caller_builds_counts(note: Path) -> None:
    texts = iter(["onder het bouwen", "en nog eens"])

    def build() -> None:
        note.write_text(next(texts, "en nog eens"))

    assert builds(note.parent, lambda: note.write_text("!"), *[nothing] * 20, build=build) > 2


@pytest.mark.browser
def test_a_browser_shows_the_problems_and_reloads(browser: Browser, server: Server, board: Board, site: Path) -> None:
    """Over the last good site, as text, and with the keyboard out of the way; when all is well there is nothing."""
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(server.address)
    box, told = page.locator(".kb-live"), page.get_by_role("alert")
    expect(box).to_be_hidden()
    board.post(News(good=False, problems=(WRONG, WARNING)), new_site=False)
    expect(box.get_by_role("button")).to_have_text("1 fout en 1 waarschuwing. Dit is de laatste goede site.")
    expect(told.get_by_role("listitem")).to_contain_text(["practices/a.md, regel 1", "practices/b.md, regel 2"])
    expect(told).to_contain_text("fout[titel]practices/a.md, regel 1<b>leeg</b>Vul titel in.")
    expect(page.get_by_role("heading")).to_have_text("Twente")
    board.post(News(good=False, stands=False, problems=(WRONG,)), new_site=False)
    expect(box.get_by_role("button")).to_have_text("1 fout. Er is nog geen site.")
    expect(told.locator("code")).to_have_text("titel")
    page.keyboard.press("Escape")
    expect(told).to_be_hidden()
    box.get_by_role("button").click()
    expect(told).to_be_visible()
    board.busy()
    expect(box.get_by_role("button")).to_have_text("Bezig met vernieuwen …")
    (site / "index.html").write_bytes(PAGE.replace(b"<h1>Twente", b"<h1>Zeeland"))
    board.post(News(problems=(WARNING,)), new_site=True)
    expect(page.get_by_role("heading")).to_have_text("Zeeland")
    expect(box.get_by_role("button")).to_have_text("1 waarschuwing")
    expect(told).to_be_hidden()
    board.post(News(good=False, trouble="Traceback"), new_site=False)
    expect(told).to_have_text("Traceback")
    board.post(News(), new_site=False)
    expect(box).to_be_hidden()
    page.close()

    assert said == []


@contextmanager
def kb_serve(folder: Path) -> Iterator[tuple["subprocess.Popen[str]", int]]:
    """A running `kb serve` with its port."""
    pipe = subprocess.PIPE
    environment = {**os.environ, "PYTHONPATH": str(PROJECT), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "kb", "serve", "--port", "0"]
    with subprocess.Popen(command, cwd=folder, env=environment, text=True, stdout=pipe, stderr=pipe) as run:
        assert run.stdout is not None
        for line in run.stdout:
            if found := re.search(r"http://127\.0\.0\.1:(\d+)/", line):
                try:
                    yield run, int(found[1])
                finally:
                    run.kill()
                return
        pytest.fail(f"kb serve did not start: {run.communicate()}")


def fetch(port: int, path: str) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    connection.request("GET", path)
    text = connection.getresponse().read().decode()
    connection.close()
    return text


def done(port: int, before: dict[str, Any]) -> dict[str, Any]:
    """The news after that, once the build is done."""
    found: dict[str, Any] = before | {"busy": True}
    while found["busy"]:
        found = json.loads(fetch(port, f"/__kb/nieuws?gezien={found['seen']}"))
    return found


def save(path: Path, text: str) -> None:
    """In one move, as many editors do: half a file that stands still for a moment would be a change of its own."""
    half = path.with_name(f".{path.name}")
    half.write_text(text)
    half.replace(path)


def test_kb_serve_from_start_to_stop(tmp_path: Path) -> None:
    """A change is built, a mistake is shown over the last good site, Ctrl-C ends it without a word too many."""
    content = write_content(tmp_path)
    with kb_serve(tmp_path) as (run, port):
        first = json.loads(fetch(port, "/__kb/nieuws"))
        assert "Fietsen maken" in fetch(port, "/praktijken/fietsen-maken.html")
        save(content / "fietsen-maken.md", practice("Fietsen repareren"))
        second = done(port, first)
        assert "Fietsen repareren" in fetch(port, "/praktijken/fietsen-maken.html")
        save(content / "fietsen-maken.md", practice("Fietsen slopen", region="twnte"))
        third = done(port, second)
        assert "Fietsen repareren" in fetch(port, "/praktijken/fietsen-maken.html")
        run.send_signal(signal.SIGINT)
        out, complaint = run.communicate()

    assert (first["good"], first["problems"], second["good"], second["problems"]) == (True, [], True, [])
    assert second["site"] != first["site"]
    assert (third["good"], third["site"]) == (False, second["site"])
    assert third["problems"][0]["place"] == "practices/fietsen-maken.md:5:9"
    assert third["problems"][0]["code"] == "onbekende-term"
    assert run.returncode == 0
    assert re.findall(r"^\w+", out, re.MULTILINE) == ["Bezig", "Vernieuwd", "Bezig", "Niet", "Gestopt"]
    assert "practices/fietsen-maken.md:5:9: fout[onbekende-term]" in complaint
    assert "1 fout in 1 bestand." in complaint
    assert "Traceback" not in complaint
    assert not (tmp_path / "site").exists()


def test_what_came_of_a_build_is_told_before_the_browser_shows_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who sees it on the page and then presses Ctrl-C, still finds it in the terminal."""
    monkeypatch.chdir(tmp_path)
    content = write_content(tmp_path)
    told: list[tuple[bool, bool]] = []
    ports: list[int] = []

    def started(address: str) -> None:
        ports.append(int(address.rstrip("/").rpartition(":")[2]))
        save(content / "fietsen-maken.md", practice("Fietsen slopen", region="twnte"))

    def built(outcome: BuildResult | KbError) -> None:
        assert isinstance(outcome, BuildResult)
        if ports:
            told.append((outcome.published is None, json.loads(fetch(ports[0], "/__kb/nieuws"))["busy"]))
            raise KeyboardInterrupt

    options = Options(today=date(2026, 11, 22), content=content.relative_to(tmp_path))
    serve(options, 0, Heard(started, nothing, nothing, built))

    assert told == [(True, True)]


def test_a_preview_waits_for_another_build_and_shows_what_that_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second preview, or `kb build` in another window: nothing to save once more, and no page that stays old."""
    monkeypatch.chdir(tmp_path)
    content = write_content(tmp_path)
    options = Options(today=date(2026, 11, 22), content=content.relative_to(tmp_path), output=Path(".kb/preview"))
    told: list[str] = []
    other = ExitStack()

    class Heeded(Board):
        def post(self, news: News, *, new_site: bool) -> None:
            if not news.busy:
                told.append(f"{news.good} {new_site}")
            if told.count("begins") == 2 and not news.busy:
                raise KeyboardInterrupt

    def begins() -> None:
        told.append("begins")
        if told.count("begins") == 2:  # the other one was first, and is not quite done
            build(options)
            other.enter_context(work.hold(options.work))

    def waits() -> None:
        told.append("waits")
        other.close()

    monkeypatch.setattr("kb.serve.Board", Heeded)
    save_one = partial(save, content / "fietsen-maken.md", practice("Fietsen slopen"))
    serve(options, 0, Heard(lambda _: save_one(), begins, waits, lambda _: None))

    assert told == ["begins", "True True", "begins", "waits", "True True"]


def test_many_builds_leave_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who writes all day has one process that builds after each save."""
    monkeypatch.chdir(tmp_path)
    content = write_content(tmp_path)
    left: list[int] = []

    def begins() -> None:
        left.append(sum(isinstance(each, Environment) for each in gc.get_objects()))

    def change(_: object) -> None:
        if len(left) == 5:
            raise KeyboardInterrupt
        save(content / "fietsen-maken.md", practice(f"Fietsen maken {len(left)}"))

    options = Options(today=date(2026, 11, 22), content=content.relative_to(tmp_path))
    serve(options, 0, Heard(change, begins, nothing, lambda outcome: change(outcome) if len(left) > 1 else None))

    assert left[2] == left[3] == left[4]


def test_the_first_build_can_fail_and_errors_come_first(tmp_path: Path) -> None:
    """Somebody begins with an unfinished file: there is no site yet, and the next save makes one."""
    content = write_content(tmp_path)
    (content / "fietsen-maken.md").write_text(
        practice("Fietsen maken") + "\n## Aanpak\n\n## Resultaten\n\n[x](weg.md)\n"
    )
    with kb_serve(tmp_path) as (_, port):
        first = json.loads(fetch(port, "/__kb/nieuws"))
        save(content / "fietsen-maken.md", practice("Fietsen maken"))
        second = done(port, first)

    assert (first["good"], first["stands"], first["site"]) == (False, False, "")
    assert [problem["kind"] for problem in first["problems"]] == ["fout", "waarschuwing"]
    assert (second["good"], second["stands"], second["problems"]) == (True, True, [])
    assert second["site"]


def test_what_changes_no_page_reloads_none(tmp_path: Path) -> None:
    """A build that gives the same pages keeps the site in the browser."""
    content = write_content(tmp_path)
    with kb_serve(tmp_path) as (_, port):
        first = json.loads(fetch(port, "/__kb/nieuws"))
        save(content / "fietsen-maken.md", practice("Fietsen maken").replace("status:", "# zie mail\nstatus:"))
        second = done(port, first)

    assert second["seen"] != first["seen"]
    assert second["site"] == first["site"]
