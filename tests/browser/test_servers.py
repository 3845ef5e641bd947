"""The example settings of web servers say what we promise, and nginx does what its example says."""

import http.client
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from kb.site.headers import FOREVER, HEADERS, REVALIDATE, headers_file
from tests.browser.conftest import SearchPage
from tests.patience import PATIENCE
from tests.serving import POLICY, free_port

EXAMPLES = Path(__file__).parents[2] / ".github/servers"
NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/bin")


@pytest.mark.parametrize("name", ["nginx.conf", "apache.conf", "Caddyfile"])
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
def nginx(little_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of Debian's nginx, with our example and the little site, that also stands below `/site/`."""
    if NGINX is None:
        pytest.skip("nginx is not installed here (apt install nginx-light)")
    folder, port = tmp_path_factory.mktemp("nginx"), free_port()
    (folder / "www").mkdir()
    for path in (*little_site.iterdir(), little_site):  # at the root, and below a path
        (folder / "www" / path.name).symlink_to(path)
    example = (EXAMPLES / "nginx.conf").read_text("utf-8")
    example = example.replace("/var/www/kennisbank", f"{folder}/www").replace("listen 80;", f"listen 127.0.0.1:{port};")
    logs = f"access_log off; error_log {folder}/error.log;"
    temporary = " ".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"user root;\npid {folder}/pid;\nerror_log {folder}/error.log;\nevents {{}}\n"
        f"http {{ include /etc/nginx/mime.types; {logs} {temporary} keepalive_requests 100000;\n{example}\n}}\n"
    )
    command = [NGINX, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-g", "daemon off;"]
    with subprocess.Popen(command) as server:
        wait_for(port, server)
        yield port
        server.terminate()


def wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    """Ask until it answers."""
    while server.poll() is None:
        try:
            get(port, "/")
        except ConnectionRefusedError:
            continue
        return
    pytest.fail("nginx did not start")


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


def test_nginx_sends_every_file_with_its_headers(
    nginx: int, little_site: Path, dose: Callable[[int, int], int], tell: Callable[..., None]
) -> None:
    paths = [path.relative_to(little_site).as_posix() for path in little_site.rglob("*") if path.is_file()]
    public = [path for path in paths if not path.startswith((".", "_"))]
    requests, wrong = dose(3000, 20_000), []
    with closing(http.client.HTTPConnection("127.0.0.1", nginx, timeout=PATIENCE)) as line:
        for number in range(requests):
            path = public[number % len(public)]
            status, headers, body = ask(line, f"/{path}")
            kept = FOREVER if is_named_by_content(path) else REVALIDATE
            expected = {**HEADERS, "Cache-Control": kept}
            right = status == 200 and body == (little_site / path).read_bytes()
            wrong += [] if right and expected.items() <= headers.items() else [path]
    tell("nginx", requests=requests, wrong=len(wrong))

    assert wrong == []


def test_nginx_at_the_edges(nginx: int, little_site: Path) -> None:
    status, headers, body = get(nginx, "/bestaat-niet.html")
    assert (status, body) == (404, (little_site / "404.html").read_bytes())
    assert HEADERS.items() <= headers.items()
    for hidden in ("/.wat-werkt-waar", "/_headers", "/.git/config", "/%2e%2e/%2e%2e/etc/passwd"):
        assert get(nginx, hidden)[0] in {400, 404}
    assert get(nginx, "/index.html", "POST")[0] in {403, 405}
    tag = get(nginx, "/index.html")[1]["ETag"]
    assert get(nginx, "/index.html", If_None_Match=tag)[0] == 304
    assert get(nginx, "/zoeken.html", Accept_Encoding="gzip")[1].get("Content-Encoding") == "gzip"
    assert get(nginx, "/" + "a" * 20_000)[0] == 414
    status, headers, _ = get(nginx, "/praktijken.csv", Accept_Encoding="gzip")
    assert (status, headers["Content-Type"]) == (200, "text/csv; charset=utf-8")
    assert headers["Content-Encoding"] == "gzip"


def test_nginx_keeps_what_is_named_by_content_below_a_path_too(nginx: int, little_site: Path) -> None:
    paths = [path.relative_to(little_site).as_posix() for path in little_site.rglob("*.js")]
    kept = {path: get(nginx, f"/site/{path}")[1]["Cache-Control"] for path in paths}

    assert kept == {path: FOREVER if is_named_by_content(path) else REVALIDATE for path in paths}


@pytest.mark.browser
def test_the_search_works_behind_nginx(nginx: int, browser: Browser) -> None:
    context = browser.new_context()
    page = SearchPage(context.new_page(), f"http://127.0.0.1:{nginx}/zoeken.html")
    page.page.on("console", lambda message: page.said.append(message.text))
    page.visit()
    page.ask("leermeester")

    assert page.titles() == ["De was doen"]
    assert page.said == []
    context.close()
