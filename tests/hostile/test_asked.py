"""Whatever a reader types, or an address says: the search answers, nothing runs, and the page stays what it is."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest

from kb.pipeline import find
from tests.hostile.conftest import HostileSite
from tests.hostile.payloads import TEXTS, WORDS
from tests.hostile.probe import Probe

pytestmark = pytest.mark.browser
Window = Callable[[Path, str], AbstractContextManager[Probe]]
Dose = Callable[[int, int], int]
WITH_STATE = ("zoeken.html", "keuzelijst.html", "vergelijken.html", "memo.html", "index.html", "404.html")
"""Pages that may read their address; those that the site has are tried."""
NAMES = (
    *(
        "q",
        "region",
        "theme",
        "constructor",
        "to_string",
        "sort",
        "n",
        "breed",
        "uitleg",
        "__proto__",
        "id",
        "praktijk",
    ),
    *("ids", "keuze", "titel", "notitie", "__proto__[x]", "constructor.prototype"),
)
LONG = 100_000
ASK = """async words => {
  const field = document.querySelector("form.search [name=q]"), list = document.querySelector("#resultaten");
  const wait = () => new Promise(requestAnimationFrame);
  const wrong = [];
  for (const word of words) {
    field.value = word;
    const meant = field.value, start = performance.now();
    field.form.requestSubmit();
    const answered = () => list.dataset.query === meant && list.getAttribute("aria-busy") === "false";
    do await wait(); while (!answered() && performance.now() < start + 9000);
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
    wrong = probe.page.evaluate(ASK, [*WORDS, *TEXTS])
    tell("words typed", words=len(WORDS) + len(TEXTS), wrong=len(wrong))

    assert wrong == []
    assert probe.trouble == {}


@pytest.mark.parametrize(
    "word", ["a ", "(", '"', "x", "onschuldig script ", "a* ", '"a b" ', "a OF ", "e\u0301", "-a "]
)
def test_a_hundred_thousand_letters(hostile: HostileSite, probe: Probe, word: str) -> None:
    text = (word * LONG)[:LONG]
    begin = time.monotonic()
    wrong = probe.page.evaluate(ASK, [text])
    find(hostile.work, text, {}, limit=10, sort="relevantie", exact=False)

    assert wrong == []
    assert time.monotonic() - begin < 10
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


def test_what_an_address_says(hostile: HostileSite, probe: Probe, dose: Dose, tell: Callable[..., None]) -> None:
    texts = [*TEXTS, *(word for word in WORDS if len(word) < LONG // 100)][:: dose(10, 1)]
    paths = [path for path in WITH_STATE if (hostile.folder / path).is_file()]
    odd = []
    for path in paths:
        for text in texts if path not in ("index.html", "404.html") else texts[:2]:
            asked = urlencode(dict.fromkeys(NAMES, text), errors="surrogatepass")
            odd += probe.look(f"{path}?{asked}#{quote(text)}")["odd"]
            if path == "zoeken.html":
                probe.page.wait_for_selector("#resultaten[aria-busy=false]", state="attached")
                assert probe.page.locator("#hulp").inner_text()
    tell("addresses", addresses=len(paths) * len(texts), injected=len(odd), ran=len(probe.ran))

    assert odd == []
    assert probe.trouble == {}


def test_an_object_of_the_page_can_not_be_poisoned(probe: Probe) -> None:
    probe.look("zoeken.html?__proto__[vuil]=1&constructor[prototype][vuil]=1&__proto__.vuil=1#__proto__[vuil]=1")

    assert probe.page.evaluate("[({}).vuil, window.vuil, Object.prototype.vuil]") == [None, None, None]
