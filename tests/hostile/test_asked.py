"""Whatever a reader types, or an address says: the search answers, nothing runs, and the page stays what it is."""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest

from kb.operations import find
from tests.hostile.conftest import HostileSite
from tests.hostile.payloads import TEXTS, WORDS
from tests.hostile.probe import Probe
from tests.patience import PATIENCE

pytestmark = pytest.mark.browser
Window = Callable[[Path, str], AbstractContextManager[Probe]]
Dose = Callable[[int, int], int]
CHOICE = ("keuzelijst.html", "vergelijken.html", "memo.html")
WITH_STATE = ("zoeken.html", *CHOICE, "wij-ook.html", "index.html", "404.html")
"""Pages that may read their address."""
KNOWN = "constructor,boos-1,boos-2"
"""Practices of the hostile site, so that an address of the choice shows all that they hold."""
NAMES = (
    *("q", "region", "theme", "constructor", "to_string", "sort", "n", "breed", "uitleg"),  # of the search
    *("k", "vragen", "titel", "praktijk"),  # of the choice, the memo and the form
    *("__proto__", "id", "__proto__[x]", "constructor.prototype", "hasOwnProperty"),  # of nobody
)
WRITTEN = ("titel", "opmerking", "bij-constructor", "bij-boos-1", "bij-__proto__", "__proto__", "bij-toString")
"""What the memo keeps behind the #."""
LONG = 100_000
ASK = """async ([words, patience]) => {
  const field = document.querySelector("form.search [name=q]"), list = document.querySelector("#resultaten");
  const wait = () => new Promise(requestAnimationFrame);
  const wrong = [];
  for (const word of words) {
    field.value = word;
    const meant = field.value, start = performance.now();
    field.form.requestSubmit();
    const answered = () => list.dataset.query === meant && list.getAttribute("aria-busy") === "false";
    do await wait(); while (!answered() && performance.now() < start + patience * 1000);
    if (list.dataset.query !== meant) wrong.push(`no answer: ${word.slice(0, 50)}`);
    if (new URLSearchParams(location.search).get("q") !== (meant || null)) wrong.push(`address: ${word.slice(0, 50)}`);
    if (document.querySelector("[role=alert]")) wrong.push(`alert: ${word.slice(0, 50)}`);
  }
  return wrong;
}"""


@pytest.fixture(scope="module")
def probe(hostile: HostileSite, window: Window) -> Iterator[Probe]:
    with window(hostile.folder, "policy") as opened:
        opened.look("zoeken.html")
        opened.page.wait_for_selector("#resultaten[aria-busy=false]", state="attached")
        yield opened


def test_what_is_typed(probe: Probe, tell: Callable[..., None]) -> None:
    wrong = probe.page.evaluate(ASK, [[*WORDS, *TEXTS], PATIENCE])
    tell("words typed", words=len(WORDS) + len(TEXTS), wrong=len(wrong))

    assert wrong == []
    assert probe.trouble == {}


def worked(probe: Probe) -> float:
    """Seconds of processor time that this process and that of the page took so far."""
    session = probe.page.context.new_cdp_session(probe.page)
    session.send("Performance.enable")
    told = {each["name"]: each["value"] for each in session.send("Performance.getMetrics")["metrics"]}
    session.detach()
    return time.process_time() + float(told["ProcessTime"])


@pytest.mark.parametrize(
    "word", ["a ", "(", '"', "x", "onschuldig script ", "a* ", '"a b" ', "a OF ", "e\u0301", "-a "]
)
def test_a_hundred_thousand_letters(hostile: HostileSite, probe: Probe, word: str) -> None:
    text = (word * LONG)[:LONG]
    begin = worked(probe)
    wrong = probe.page.evaluate(ASK, [[text], PATIENCE])
    find(hostile.work, text, {}, limit=10, sort="relevantie", exact=False)

    assert wrong == []
    assert worked(probe) - begin < 10
    assert probe.trouble == {}


def test_words_that_every_object_has_are_only_words(hostile: HostileSite, probe: Probe) -> None:
    """The browser finds what `kb search` finds."""
    words = [word for word in WORDS if len(word) < LONG // 100 and word.isprintable()]
    found = probe.page.evaluate(
        """async words => {
          const answers = [];
          for (const word of words) {
            const {total, facets} = await kb.search(word, {filters: {constructor: ["constructor"]}});
            answers.push({total, facets});
          }
          return answers;
        }""",
        words,
    )
    for word, answer in zip(words, found, strict=True):
        chosen = {"constructor": ("constructor",)}
        expected = find(hostile.work, word, chosen, limit=1000, sort="relevantie", exact=False)
        told = {name: dict(counts) for name, counts in expected.facets.items()}
        assert (answer["total"], answer["facets"]) == (expected.total, told), word
    assert any(answer["facets"]["constructor"] == {"constructor": answer["total"]} for answer in found)


def test_the_names_are_those_that_the_scripts_read(root: Path) -> None:
    """A parameter that is new has to be tried here too."""
    sources = [*(root / "site_templates").rglob("*.js")]
    read = {
        name
        for path in sources
        for name in re.findall(
            r"\b(?:asked|given|address|URLSearchParams\([^()]*\))\.get(?:All)?\(\"(\w+)\"\)", path.read_text("utf-8")
        )
    }

    assert {"q", "k", "vragen", "titel", "opmerking", "praktijk"} <= read
    assert read - {*NAMES, *WRITTEN} == set()


@pytest.mark.parametrize("how", ["policy", "disk"])
def test_what_an_address_says(
    hostile: HostileSite, window: Window, dose: Dose, tell: Callable[..., None], how: str
) -> None:
    texts = [*TEXTS, *(word for word in WORDS if len(word) < LONG // 100)]
    few = texts[:: dose(25, 1)] if how == "policy" else texts[:: dose(60, 2)]
    odd, count = [], 0
    with window(hostile.folder, how) as probe:
        for path in WITH_STATE:
            if how == "disk" and path == "404.html":  # a server shows it at any address, so its own begin at the root
                continue
            for text in few if path not in ("index.html", "404.html") else few[:2]:
                for asked in addresses(path, text):
                    odd += probe.look(asked)["odd"]
                    stands(probe, path)
                    count += 1
                    assert path != "zoeken.html" or probe.page.locator("#hulp").inner_text()  # what it did not know
    tell(f"addresses, {how}", addresses=count, injected=len(odd), ran=len(probe.ran))

    assert odd == []
    assert probe.trouble == {}


def addresses(path: str, text: str) -> Iterator[str]:
    """The page with this text in every parameter; of the choice also with practices, so that the text is shown."""
    written = urlencode(dict.fromkeys(WRITTEN, text), errors="surrogatepass")
    for known in ("", KNOWN) if path in CHOICE else ("",):
        asked = dict.fromkeys(NAMES, text) | ({"k": known} if known else {})
        yield f"{path}?{urlencode(asked, errors='surrogatepass')}#{written if known else quote(text)}"


def stands(probe: Probe, path: str) -> None:
    """Wait until the page shows what its address asks; a script that died would show nothing."""
    if path == "zoeken.html":
        probe.page.wait_for_selector("#resultaten[aria-busy=false]", state="attached")
        assert probe.page.locator("#hulp, #resultaten").all_inner_texts() != ["", ""]
    elif path in CHOICE:
        probe.page.wait_for_selector("[data-choice][aria-busy=false]", state="attached")
    elif path == "wij-ook.html":
        assert probe.page.locator("[data-text]").inner_text()


@pytest.mark.parametrize("how", ["policy", "disk"])
def test_the_window_of_another_site_and_a_spoiled_store(hostile: HostileSite, window: Window, how: str) -> None:
    """Another site may name the window that it opens; a list that is remembered may be spoiled."""
    with window(hostile.folder, how) as probe:
        for text in ("<img src=x onerror=pwn(0)>", "__proto__,constructor", "," * 5000, "a" * LONG, "\0\u2028"):
            probe.look("keuzelijst.html")
            probe.page.evaluate(
                "text => { window.name = `keuzelijst:${text}`; localStorage.setItem('kb-keuzelijst', text); }", text
            )
            for path in CHOICE:
                assert probe.look(path)["odd"] == []
                stands(probe, path)
            assert probe.look("zoeken.html?q=script")["odd"] == []
            stands(probe, "zoeken.html")
    assert probe.trouble == {}


def test_an_object_of_the_page_can_not_be_poisoned(probe: Probe) -> None:
    probe.look("zoeken.html?__proto__[vuil]=1&constructor[prototype][vuil]=1&__proto__.vuil=1#__proto__[vuil]=1")

    assert probe.page.evaluate("[({}).vuil, window.vuil, Object.prototype.vuil]") == [None, None, None]
