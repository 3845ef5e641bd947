"""Links to other sites: a server of our own on the loopback gives every answer that a site can give."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from kb.editing import links
from kb.editing.asking import Manners, is_public
from kb.editing.links import Link, look, look_all
from kb.problems import KbError, Place
from tests.patience import PATIENCE

TODAY = date(2026, 11, 22)
PLACE = Place("een.md", 4, 2)


class Site(ThreadingHTTPServer):
    """A little site: answers by path, and what was asked of it."""

    daemon_threads = True
    answers: dict[str, tuple[int, dict[str, str]]]
    asked: list[tuple[str, str]]
    agents: set[str]

    @property
    def address(self) -> str:
        """Where it stands."""
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    """Answers what the test said; a path with a dash of "head" only when it is asked with GET."""

    def log_message(self, *_: Any) -> None:  # noqa: ANN401 - as its parent has it
        """Stay silent."""

    def do_HEAD(self) -> None:
        """Answer HEAD."""
        site = self.server
        assert isinstance(site, Site)
        site.asked.append((self.command, self.path))
        site.agents.add(self.headers["User-Agent"])
        status, headers = site.answers.get(self.path, (200, {}))
        if self.command == "HEAD" and "only-get" in self.path:
            status, headers = 405, {}
        if "cut" in self.path:
            self.connection.shutdown(socket.SHUT_RDWR)
        else:
            self.send_response(status)
            for name, value in {"Content-Length": "0", **headers}.items():
                self.send_header(name, value)
            self.end_headers()

    do_GET = do_HEAD  # noqa: N815 - as its parent calls it


@pytest.fixture
def site() -> Iterator[Site]:
    with Site(("127.0.0.1", 0), Handler) as running:
        running.answers, running.asked, running.agents = {}, [], set()
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield running
        running.shutdown()
        thread.join()


def patient(**given: Any) -> Manners:  # noqa: ANN401 - fields of Manners
    """Ours, but the loopback may be asked, nobody rests, and an answer may take its time."""
    others = {"pause": 0, "is_allowed": lambda _: True, "sleep": lambda _: None}
    return Manners("proef", **{"timeout": PATIENCE, "longest": PATIENCE, **others, **given})


@pytest.fixture
def manners() -> Manners:
    return patient()


@pytest.mark.parametrize(
    ("path", "answers", "state", "final"),
    [
        ("/", {}, "goed", ""),
        ("/only-get", {}, "goed", ""),
        ("/only-get-weg", {"/only-get-weg": (404, {})}, "dood", ""),
        ("/weg", {"/weg": (410, {})}, "dood", ""),
        ("/nee", {"/nee": (403, {})}, "geweigerd", ""),
        ("/druk", {"/druk": (429, {"Retry-After": "3"})}, "geweigerd", ""),
        ("/stuk", {"/stuk": (500, {})}, "stil", ""),
        ("/cut", {}, "stil", ""),
        ("/oud", {"/oud": (301, {"Location": "/nieuw"})}, "verhuisd", "/nieuw"),
        ("/oud", {"/oud": (301, {"Location": "/tussen"}), "/tussen": (308, {"Location": "/n"})}, "verhuisd", "/n"),
        ("/oud", {"/oud": (302, {"Location": "/even-hier"})}, "goed", ""),
        ("/oud", {"/oud": (301, {"Location": "/x"}), "/x": (302, {"Location": "/y"})}, "goed", ""),
        ("/oud", {"/oud": (301, {"Location": "/oud/"})}, "goed", ""),
        ("/stuk/3", {"/stuk/3": (302, {"Location": "/"})}, "verhuisd", "/"),
        ("/oud", {"/oud": (301, {"Location": "/weg"}), "/weg": (404, {})}, "dood", ""),
        ("/rond", {"/rond": (302, {"Location": "/rond"})}, "stil", ""),
        ("/raar", {"/raar": (302, {"Location": "file:///etc/passwd"})}, "stil", ""),
        ("/raar", {"/raar": (302, {"Location": "http://["})}, "stil", ""),
        ("/caf%C3%A9?q=%20", {}, "goed", ""),
        ("/café?q=é", {}, "goed", ""),
    ],
)
def test_what_a_site_answers(  # noqa: PLR0913, PLR0917 - two fixtures, and a column of the table each
    site: Site, manners: Manners, path: str, answers: dict[str, Any], state: str, final: str
) -> None:
    site.answers = answers

    link = look(site.address + path, manners, TODAY)

    assert (link.state, link.final) == (state, site.address + final if final else "")
    assert site.agents == {"proef"}
    assert len(site.asked) <= 2 * 7  # also a circle of redirects comes to an end


def test_letters_outside_ascii_are_asked_for_as_a_browser_does(site: Site, manners: Manners) -> None:
    look(f"{site.address}/café?q=é", manners, TODAY)

    assert site.asked == [("HEAD", "/caf%C3%A9?q=%C3%A9")]


@pytest.mark.parametrize(
    "address",
    ["http://[", "http://127.0.0.1:0/", "http://x..y/", "https://" + "a" * 70 + ".nl/", "http://127.0.0.1:99999/"],
)
def test_an_address_that_is_none_is_silent(manners: Manners, address: str) -> None:
    assert look(address, manners, TODAY).state == "stil"


def test_a_certificate_that_nobody_knows_is_silence(site: Site) -> None:
    link = look(site.address.replace("http:", "https:"), patient(timeout=2), TODAY)  # it may say nothing at all

    assert link.state == "stil"
    assert "antwoord" in link.why


@pytest.mark.parametrize(
    ("scheme", "first"), [("http", b"H"), ("https", b"\x16\x03\x03\x40\x00")], ids=["page", "handshake"]
)
def test_a_server_that_dribbles_is_cut_off(scheme: str, first: bytes) -> None:
    quick, begun = patient(longest=0.2), time.monotonic()
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(PATIENCE)
        thread = threading.Thread(target=dribble, args=[server, links.TRIES, first])
        thread.start()
        link = look(f"{scheme}://127.0.0.1:{server.getsockname()[1]}/", quick, TODAY)
        thread.join()

    assert link.state == "stil"
    assert time.monotonic() - begun < PATIENCE


def dribble(server: socket.socket, times: int, first: bytes) -> None:
    """Answer letter by letter, without an end, until the other side has had enough."""
    for _ in range(times):
        connection, _ = server.accept()
        with connection, suppress(OSError):
            connection.sendall(first)
            while True:
                connection.sendall(b"H")
                connection.recv(1)  # their question, letter by letter too


class Hasty(threading.Timer):
    """Over before it began: as when this machine stood still meanwhile."""

    def start(self) -> None:
        """Do at once what is to be done in the end."""
        self.function(*self.args, **self.kwargs)


def test_a_connection_that_stands_too_late_asks_nothing(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threading, "Timer", Hasty)

    assert look(site.address, patient(), TODAY).why == "de website antwoordt niet op tijd"
    assert site.asked == []


@pytest.mark.parametrize(
    ("ip", "public"),
    [
        ("93.184.215.14", True),
        ("2606:2800:220:1::1", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),  # where clouds tell a machine its secrets
        ("100.64.0.1", False),
        ("0.0.0.0", False),  # noqa: S104 - an address to refuse
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
    ],
)
def test_only_the_open_internet_is_asked(ip: str, *, public: bool) -> None:
    assert is_public(ip) == public


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f.1", "127.1"])
def test_a_private_network_is_never_reached(site: Site, host: str) -> None:
    ours = patient(is_allowed=is_public)

    assert look(f"http://{host}:{site.server_port}/", ours, TODAY).state == "intern"
    assert site.asked == []


def test_a_redirect_into_a_private_network_is_not_followed(site: Site) -> None:
    site.answers = {"/": (302, {"Location": f"http://localhost:{site.server_port}/geheim"})}
    turns = iter([True, False])  # the site itself may be asked, and what it sends on to is private
    by_turn = patient(is_allowed=lambda _: next(turns))

    assert look(f"{site.address}/", by_turn, TODAY).state == "intern"
    assert site.asked == [("HEAD", "/")]


def test_a_host_is_asked_one_at_a_time_with_a_rest(site: Site) -> None:
    polite = patient(pause=1.5, sleep=lambda seconds: site.asked.append(("rest", str(seconds))))

    found = look_all([f"{site.address}/{number}" for number in range(6)] * 2, {}, polite, TODAY)

    assert {link.state for link in found.values()} == {"goed"}
    assert [what for what, _ in site.asked] == ["HEAD", "rest"] * 6
    assert {how_long for what, how_long in site.asked if what == "rest"} == {"1.5"}


@pytest.mark.parametrize(
    ("state", "days", "is_asked"),
    [
        ("goed", 29, False),
        ("goed", 30, True),
        ("dood", 6, False),
        ("dood", 7, True),
        ("stil", 0, False),
        ("stil", 1, True),
    ],
)
def test_what_is_known_is_asked_again_after_a_while(
    site: Site, manners: Manners, state: links.State, days: int, *, is_asked: bool
) -> None:
    known = {f"{site.address}/": Link(state, (TODAY - timedelta(days)).isoformat())}

    found = look_all([f"{site.address}/"], known, manners, TODAY)

    assert bool(site.asked) == is_asked
    assert found[f"{site.address}/"].state == ("goed" if is_asked else state)


def names(monkeypatch: pytest.MonkeyPatch, *known: str) -> None:
    """From here on only these names can be looked up, and lead to this machine."""
    real = socket.getaddrinfo

    def looked_up(host: Any, *rest: Any, **more: Any) -> Any:  # noqa: ANN401 - as the real one
        name = host.decode() if isinstance(host, bytes) else host
        if name not in (*known, "127.0.0.1"):
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return real("127.0.0.1", *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", looked_up)


def test_without_a_network_no_site_is_called_gone(manners: Manners, monkeypatch: pytest.MonkeyPatch) -> None:
    names(monkeypatch)
    told: list[int] = []

    with pytest.raises(KbError, match="Is er wel internet"):
        look_all([f"https://s{n}.nl/" for n in range(6)], {}, manners, TODAY, lambda _, left: told.append(left))

    assert told == []


def test_what_is_known_needs_no_network(manners: Manners, monkeypatch: pytest.MonkeyPatch) -> None:
    names(monkeypatch)
    known = {f"https://s{n}.nl/": Link("goed", TODAY.isoformat()) for n in range(6)}

    assert look_all(known, known, manners, TODAY) == known


def test_with_a_network_a_name_that_is_not_there_is_the_site_s_own(
    site: Site, manners: Manners, monkeypatch: pytest.MonkeyPatch
) -> None:
    names(monkeypatch, "er-is-er-een.nl")
    gone = [f"http://weg{n}.nl/" for n in range(4)]
    good = f"http://er-is-er-een.nl:{site.server_port}/"

    found = look_all([*gone, good], {}, manners, TODAY)

    assert {address: found[address].state for address in (*gone, good)} == dict.fromkeys(gone, "stil") | {good: "goed"}
    assert found[gone[0]].why == "deze website bestaat niet (meer)"


def test_a_few_links_of_a_small_collection_are_judged_one_by_one(
    manners: Manners, monkeypatch: pytest.MonkeyPatch
) -> None:
    names(monkeypatch)

    assert look_all(["https://weg.nl/"], {}, manners, TODAY)["https://weg.nl/"].state == "stil"


def test_answers_are_kept_and_read_back(tmp_path: Path) -> None:
    known = {"https://a.nl/": Link("dood", "2026-11-22", why="404"), "https://b.nl/": Link("goed", "2026-11-21")}

    links.keep(tmp_path, known)

    assert links.read_known(tmp_path) == known
    assert [path.name for path in tmp_path.iterdir()] == ["links.json"]


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"a": 1}', '{"a": {"state": "goed", "asked": "x"}}', '{"a": {"x": 1}}', "\xff"]
)
def test_a_memory_that_is_spoilt_is_forgotten(tmp_path: Path, text: str) -> None:
    (tmp_path / "links.json").write_text(text, "latin-1")

    assert links.read_known(tmp_path) == {}


@pytest.mark.parametrize(
    ("link", "code", "words"),
    [
        (Link("goed", "2026-11-22"), "", ""),
        (Link("geweigerd", "2026-11-22", why="403"), "", ""),
        (Link("dood", "2026-11-22", why="404"), "link-dood", "(404)"),
        (Link("stil", "2026-11-22", why="de website antwoordt niet op tijd"), "link-stil", "op tijd"),
        (Link("verhuisd", "2026-11-22", "https://b.nl/x"), "link-verhuisd", "https://b.nl/x"),
        (Link("verhuisd", "2026-11-22", "https://b.nl/"), "link-verhuisd", "voorpagina"),
        (Link("intern", "2026-11-22"), "link-intern", "besloten"),
    ],
)
def test_what_is_said_of_a_link(link: Link, code: str, words: str) -> None:
    found = list(links.problems([("https://a.nl/", PLACE), ("https://niet.nl/", PLACE)], {"https://a.nl/": link}))

    assert [(problem.code, problem.severity, problem.place) for problem in found] == (
        [(code, "warning", PLACE)] if code else []
    )
    assert not code or words in found[0].message + found[0].hint


def test_an_address_of_any_length_fits_a_message() -> None:
    (found,) = links.problems(
        [("https://a.nl/", PLACE)], {"https://a.nl/": Link("verhuisd", "2026-11-22", "x" * 60_000)}
    )

    assert len(found.hint) < 300
