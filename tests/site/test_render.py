"""The site as bytes: the same each time, as expected, light, and readable in any light."""

import gzip
import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from jinja2 import UndefinedError
from msgspec.structs import replace

from kb.content.corpus import read_corpus
from kb.site import words
from kb.site.assets import minified_css, read_assets
from kb.site.render import Contents, environment, render_site
from tests.corpora import collected, with_practices
from tests.site import little

Site = Mapping[str, bytes]
GOLDEN = Path(__file__).parent / "golden"
COMPARED = (
    "index.html",
    "zoeken.html",
    f"praktijken/{little.FULL.id}.html",
    "praktijken/kaal.html",
    "praktijken/taal-op-werk.html",
    "regio/twente.html",
    "organisaties.html",
    "overzicht.html",
    "praktijken.csv",
    "praktijken.json",
    "feed.xml",
)
LARGEST = {"zoeken shell": 6, "a practice": 9, "home": 20, "style": 5}
"""In kB after gzip."""


def without_digests(data: bytes) -> str:
    """The text that stays the same when only the style or a script changes, with the line ends that git keeps."""
    return re.sub(r"(assets/[\w-]+\.)[0-9a-f]{10}\.", r"\1digest.", data.decode()).replace("\r\n", "\n")


@pytest.mark.parametrize("path", COMPARED)
def test_the_page_is_as_expected(site: Site, path: str, *, update_golden: bool) -> None:
    expected = GOLDEN / path.replace("/", "_")
    if update_golden:
        expected.parent.mkdir(exist_ok=True)
        expected.write_bytes(without_digests(site[path]).encode())

    assert without_digests(site[path]).encode() == expected.read_bytes()


def test_the_same_input_gives_the_same_bytes_whatever_the_hash_seed() -> None:
    program = (
        "import hashlib\nfrom tests.site.little import PUBLIC, site\n"
        "print(hashlib.sha256(repr(site(settings=PUBLIC)).encode()).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=little.TEMPLATES.parent,
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("0", "1", "4711")
    }

    assert digests == {hashlib.sha256(repr(little.site(settings=little.PUBLIC)).encode()).hexdigest() + "\n"}


def test_a_collection_without_practices_gives_a_site() -> None:
    empty = little.site(collected((), little.LISTS))

    assert "0</b> praktijken" in empty["index.html"].decode()
    assert "nog geen praktijken, van A tot Z" in empty["praktijken.html"].decode()


def test_a_long_list_goes_on_at_a_second_page() -> None:
    many = tuple(replace(little.BARE, id=f"p{at}", title=f"Praktijk {at:03}") for at in range(101))
    site = little.site(with_practices(little.CORPUS, many, dossiers=()))

    assert [site[f"praktijken{page}.html"].count(b'class="card"') for page in ("", "-2", "-3")] == [50, 50, 1]
    assert b'href="praktijken-3.html" rel="next"' in site["praktijken-2.html"]
    assert site["regio/zeeland.html"].count(b"../praktijken/p") == 101


def test_many_practices_give_pages_that_stay_light() -> None:
    many = tuple(replace(little.BARE, id=f"p{at}", title=f"Praktijk {at:03}") for at in range(601))
    site = little.site(with_practices(little.CORPUS, many, dossiers=()))
    pager = re.compile(r"(?:<a href=.praktijken(?:-\d+)?\.html.[^>]*>|<span>)([\d…]+)</")

    assert pager.findall(site["praktijken.html"].decode()) == ["1", "2", "3", "…", "13"]
    assert pager.findall(site["praktijken-4.html"].decode()) == ["1", "2", "3", "4", "5", "6", "…", "13"]
    assert pager.findall(site["praktijken-7.html"].decode()) == ["1", "…", "5", "6", "7", "8", "9", "…", "13"]
    assert b'<a href="praktijken-7.html" aria-current="page">' in site["praktijken-7.html"]
    assert site["regio/zeeland.html"].count(b"../praktijken/p") == 300
    assert "Dan zijn er nog 301 praktijken." in site["regio/zeeland.html"].decode()


def test_files_of_the_search_and_pictures_come_along(site: Site) -> None:
    assert site["zoek/deel.js"] == b"1"
    assert site["media/les.png"] == b"\x89PNG"


def test_a_name_that_does_not_exist_is_an_error_and_all_is_escaped() -> None:
    templates = environment(little.TEMPLATES)

    assert templates.from_string("{{ a }}").render(a="<b>") == "&lt;b&gt;"
    with pytest.raises(UndefinedError):
        templates.from_string("{{ b }}").render()


def test_no_template_lets_html_through_by_itself() -> None:
    found = [
        path.name for path in little.TEMPLATES.rglob("*.html") if re.search(r"\|\s*safe|autoescape", path.read_text())
    ]

    assert found == []


def test_templates_decide_nothing() -> None:
    """Loops, conditions and parts; no values made on the way, and no filter but the capital of a sentence."""
    templates = {path: path.read_text() for path in little.TEMPLATES.rglob("*.html")}
    words = {word for text in templates.values() for word in re.findall(r"{%-?\s*(\w+)", text)}
    filters = {name for text in templates.values() for name in re.findall(r"\|\s*(\w+)", text)}

    assert {word.removeprefix("end") for word in words} <= {
        "extends",
        "block",
        "include",
        "for",
        "if",
        "elif",
        "else",
        "with",
    }
    assert filters <= {"capitalize"}


def test_the_readme_of_the_templates_names_each_part() -> None:
    readme = (little.TEMPLATES / "README.md").read_text()
    table = readme.partition("## One part")[2].partition("\n## ")[0]
    named = {name for row in table.splitlines() if row.startswith("| `") for name in re.findall(r"`([\w-]+)`", row)}

    assert {path.stem for path in (little.TEMPLATES / "parts").iterdir()} == named


def test_colours_stand_in_one_file() -> None:
    """Others name a token. Paper is black on white, and a mask has no colour that is seen."""
    styles = [path for path in little.TEMPLATES.rglob("*.css") if path.name != "10-tokens.css"]
    found = {path.name: set(re.findall(r"#[0-9a-f]{3,8}\b|rgb\(|hsl\(", path.read_text())) for path in styles}

    assert {name: colours - {"#000", "#fff"} for name, colours in found.items() if colours - {"#000", "#fff"}} == {
        "90-print.css": {"#333", "#999"}
    }


def test_the_search_page_draws_each_level_as_far_as_it_reaches() -> None:
    """Its script knows levels by name, all other pages by number."""
    style = (little.TEMPLATES / "assets/zoeken.css").read_text()
    found = re.findall(r"\.level-([a-z]+) { --reached: (\d); }", style)

    assert found == [(name, str(number)) for number, name in enumerate(words.LEVELS, 1)]


def test_the_name_of_the_style_follows_its_content(tmp_path: Path) -> None:
    scripts = ("pagina.js", "formulier.js", "bewaar.js", "keuze.js", "tabel.js")
    others = ("icoon.svg", "zoeken.css", "keuze.css", "lijsten.css", *scripts)
    for name, text in (("css/1.css", "a{b:c}"), *((name, "") for name in others)):
        (tmp_path / "assets" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "assets" / name).write_text(text)
    before = read_assets(tmp_path)
    (tmp_path / "assets/css/2.css").write_text("d{e:f}")
    after = read_assets(tmp_path)

    assert before.style != after.style
    assert [file.data for file in after.files if file.path == after.style] == [b"a{b:c}d{e:f}\n"]
    assert (before.icon, before.search_script) == (after.icon, "")


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ("/* x */ a { b : c ; }", "a{b : c}\n"),
        ("a :hover , b > c { d: e; }", "a :hover,b > c{d:e}\n"),
        ("a { w: calc(1px + 2px); }", "a{w:calc(1px + 2px)}\n"),
        ("@media (min-width: 1em) { a:focus { b: c d; } }", "@media (min-width: 1em){a:focus{b:c d}}\n"),
    ],
)
def test_smaller_css_means_the_same(css: str, expected: str) -> None:
    assert minified_css(css) == expected


def luminance(colour: str) -> float:
    """The relative luminance of a colour (WCAG 2.2)."""
    digits = colour.lstrip("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


PAIRS = (
    *(("ink", ground) for ground in ("paper", "tint", "warn", "shade-1", "shade-2", "shade-3")),
    *(("soft", ground) for ground in ("paper", "tint")),
    *(("accent", ground) for ground in ("paper", "warn")),
    *(("on-band", "band"), ("on-mark", "mark"), ("on-shade-4", "shade-4"), ("paper", "accent")),
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS, ids=[" on ".join(pair) for pair in PAIRS])
def test_text_can_be_read_in_any_light(scheme: str, text: str, ground: str) -> None:
    css = (little.TEMPLATES / "assets/css/10-tokens.css").read_text()
    light, _, dark = css.partition("prefers-color-scheme: dark")
    colours = dict(re.findall(r"--([\w-]+): (#\w+)", light))
    if scheme == "dark":
        colours |= dict(re.findall(r"--([\w-]+): (#\w+)", dark))

    assert contrast(colours[text], colours[ground]) >= 7


def kilobytes(data: bytes) -> float:
    """What travels to the reader."""
    return len(gzip.compress(data, 6)) / 1000


def test_the_real_site_is_light(root: Path) -> None:
    corpus = read_corpus(root / "practices", root / "practices/_lists", today=date(2026, 12, 1)).value
    assert corpus is not None
    made = render_site(Contents(corpus, little.SETTINGS, date(2026, 12, 1), little.TEMPLATES))
    site = {file.path: kilobytes(file.data) for file in made.files}
    found = {
        "zoeken shell": site["zoeken.html"],
        "a practice": max(size for path, size in site.items() if path.startswith("praktijken/")),
        "home": site["index.html"],
        "style": max(size for path, size in site.items() if path.endswith(".css")),
    }

    assert {name: size for name, size in found.items() if size > LARGEST[name]} == {}
