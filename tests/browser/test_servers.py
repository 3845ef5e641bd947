"""The example settings of web servers say what we promise, and the servers do what their examples say."""

import http.client
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from kb.site.headers import FOREVER, HEADERS, REVALIDATE, headers_file
from tests.browser.conftest import SearchPage
from tests.patience import PATIENCE
from tests.serving import POLICY, free_port

EXAMPLES = Path(__file__).parents[2] / ".github/servers"


@dataclass(frozen=True, slots=True)
class Setup:
    """A server as Debian has it, and our example made fit for a folder and a port of this test."""

    program: str
    arguments: tuple[str, ...]
    write: Callable[[str, Path, int], str]


def nginx_settings(example: str, folder: Path, port: int) -> str:
    temporary = " ".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    example = example.replace("listen 80;", f"listen 127.0.0.1:{port};")
    return (
        f"user root;\npid {folder}/pid;\nerror_log {folder}/error.log;\nevents {{}}\nhttp {{ access_log off;\n"
        f"include /etc/nginx/mime.types; {temporary} keepalive_requests 100000;\n{example}\n}}\n"
    )


def apache_settings(example: str, folder: Path, port: int) -> str:
    modules = ("mpm_event", "authz_core", "dir", "mime", "alias", "filter", "headers", "deflate")
    loaded = "".join(f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so\n" for name in modules)
    return (
        f"ServerRoot {folder}\nPidFile {folder}/pid\nErrorLog {folder}/error.log\nListen 127.0.0.1:{port}\n"
        f"ServerName kennisbank.example\nUser www-data\nGroup www-data\nMaxKeepAliveRequests 0\n{loaded}"
        f"TypesConfig /etc/mime.types\n<VirtualHost *:{port}>\n{example}\n</VirtualHost>\n"
    )


def caddy_settings(example: str, folder: Path, port: int) -> str:
    site = example.replace("kennisbank.example {", f"http://127.0.0.1:{port} {{")
    return f"{{\n\tadmin off\n\tstorage file_system {folder}/caddy\n}}\n{site}"


SETUPS = {
    "nginx.conf": Setup("nginx", ("-g", "daemon off;", "-c"), nginx_settings),
    "apache.conf": Setup("apache2", ("-DFOREGROUND", "-f"), apache_settings),
    "Caddyfile": Setup("caddy", ("run", "--adapter", "caddyfile", "--config"), caddy_settings),
}


@pytest.mark.parametrize("name", SETUPS)
def test_an_example_sends_every_header(name: str) -> None:
    text = (EXAMPLES / name).read_text("utf-8")

    assert [header for header, value in HEADERS.items() if f'{header} "{value}"' not in text] == []
    assert FOREVER in text
    assert REVALIDATE in text


def test_the_file_for_hosts_like_netlify_sends_them_too() -> None:
    lines = headers_file().data.decode().splitlines()

    assert lines[0] == "/*"
    assert {f"  {name}: {value}" for name, value in HEADERS.items()} <= set(lines)
    assert lines[-1] == f"  Cache-Control: {REVALIDATE}"
    assert HEADERS["Content-Security-Policy"].startswith(POLICY)


@pytest.fixture(scope="module")
def www(little_site: Path) -> Iterator[Path]:
    """The little site, that also stands below `/site/`, where a server that is nobody may read it."""
    with tempfile.TemporaryDirectory() as made:
        Path(made).chmod(0o755)
        for place in ("", "site"):
            shutil.copytree(little_site, Path(made) / "www" / place, dirs_exist_ok=True)
        (Path(made) / "www/.git").mkdir()
        (Path(made) / "www/.git/config").write_text("secret")
        yield Path(made) / "www"


@pytest.fixture(scope="module", params=SETUPS)
def port(request: pytest.FixtureRequest, www: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of a server with our example."""
    setup = SETUPS[request.param]
    program = shutil.which(setup.program, path="/usr/sbin:/usr/bin:/usr/local/bin")
    if program is None:
        pytest.skip(f"{setup.program} is not installed here")
    folder = tmp_path_factory.mktemp(setup.program)
    example = (EXAMPLES / request.param).read_text("utf-8").replace("/var/www/kennisbank", str(www))
    for _ in range(5):  # another process may take the port before the server does
        port = free_port()
        (folder / "settings").write_text(setup.write(example, folder, port))
        with (
            (folder / "said").open("wb") as said,
            subprocess.Popen(
                [program, *setup.arguments, str(folder / "settings")],
                stderr=said,
                env={**os.environ, "XDG_CONFIG_HOME": str(folder)},
            ) as server,
        ):
            try:
                if answers(port, server, www):
                    yield port
                    return
            finally:
                server.terminate()
    pytest.fail(f"{setup.program} did not start: {(folder / 'said').read_text()}")


def answers(port: int, server: subprocess.Popen[bytes], www: Path) -> bool:
    """Ask until it answers; what another process answers is not our site."""
    while server.poll() is None:
        try:
            return get(port, "/index.html")[2] == (www / "index.html").read_bytes()
        except ConnectionRefusedError:
            continue
    return False


Answer = tuple[int, dict[str, str], bytes]


def get(port: int, path: str, method: str = "GET", **headers: str) -> Answer:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as line:
        return ask(line, path, method, **headers)


def ask(line: http.client.HTTPConnection, path: str, method: str = "GET", **headers: str) -> Answer:
    line.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = line.getresponse()
    return answer.status, dict(answer.getheaders()), answer.read()


def is_named_by_content(path: str) -> bool:
    return path.startswith("assets/") or (path.startswith("zoek/") and "manifest" not in path)


def test_every_file_comes_with_its_headers(
    port: int, little_site: Path, dose: Callable[[int, int], int], tell: Callable[..., None]
) -> None:
    paths = [path.relative_to(little_site).as_posix() for path in little_site.rglob("*") if path.is_file()]
    public = [path for path in paths if not path.startswith((".", "_"))]
    requests, wrong = dose(1000, 20_000), []
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as line:
        for number in range(requests):
            path = public[number % len(public)]
            status, headers, body = ask(line, f"/{path}")
            kept = FOREVER if is_named_by_content(path) else REVALIDATE
            expected = {**HEADERS, "Cache-Control": kept}
            right = status == 200 and body == (little_site / path).read_bytes()
            wrong += [] if right and expected.items() <= headers.items() else [path]
    tell("servers", requests=requests, wrong=len(wrong))

    assert wrong == []


@pytest.mark.parametrize(
    "path", ["/bestaat-niet.html", "/zoek/aaaaaaaa.js", "/.git/config", "/.wat-werkt-waar", "/_headers"]
)
def test_what_is_not_there_or_not_for_readers_gets_the_page_that_says_so(
    port: int, little_site: Path, path: str
) -> None:
    """And no browser keeps that answer: the file may come with the next version of the site."""
    status, headers, body = get(port, path)

    assert (status, body) == (404, (little_site / "404.html").read_bytes())
    assert {**HEADERS, "Cache-Control": REVALIDATE}.items() <= headers.items()


def test_a_path_out_of_the_folder_and_one_without_end(port: int) -> None:
    assert get(port, "/%2e%2e/%2e%2e/etc/passwd")[0] in {400, 404}
    assert get(port, "/" + "a" * 20_000)[0] in {414, 500}  # 500: Caddy asks the disk for that name


@pytest.mark.parametrize(("path", "kind"), [("/zoeken.html", "html"), ("/praktijken.csv", "csv")])
def test_text_comes_compressed_and_once(port: int, path: str, kind: str) -> None:
    status, headers, _ = get(port, path, Accept_Encoding="gzip")
    tag = next(value for name, value in headers.items() if name.lower() == "etag")

    assert (status, headers.get("Content-Encoding")) == (200, "gzip")
    assert headers["Content-Type"].lower() == f"text/{kind}; charset=utf-8"
    assert get(port, path, Accept_Encoding="gzip", If_None_Match=tag)[0] == 304


def test_a_practice_as_a_file_is_text_for_a_browser(port: int) -> None:
    assert get(port, "/praktijken/was-doen.md")[1]["Content-Type"].lower() == "text/markdown; charset=utf-8"


def test_what_is_named_by_content_is_kept_below_a_path_too(port: int, little_site: Path) -> None:
    paths = [path.relative_to(little_site).as_posix() for path in little_site.rglob("*.js")]
    kept = {path: get(port, f"/site/{path}")[1]["Cache-Control"] for path in paths}

    assert kept == {path: FOREVER if is_named_by_content(path) else REVALIDATE for path in paths}


@pytest.mark.browser
def test_the_search_works_there(port: int, browser: Browser) -> None:
    context = browser.new_context()
    page = SearchPage(context.new_page(), f"http://127.0.0.1:{port}/zoeken.html")
    page.page.on("console", lambda message: page.said.append(message.text))
    page.visit()
    page.ask("leermeester")

    assert page.titles() == ["De was doen"]
    assert page.said == []
    context.close()
