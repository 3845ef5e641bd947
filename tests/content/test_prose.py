"""Texts: safe whatever is in them, in sections, with their plain text and their links."""

import re
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.content.notes import Notes
from kb.content.prose import Prose, plain_text, read_prose
from kb.content.source import _ANY, _HIDDEN, without_hidden

TAGS = {"p", "br", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "code", "em", "strong", "a", "img"}
TAGS |= {"sup", "div", "table", "thead", "tbody", "tr", "th", "td", "hr"}
ATTRIBUTES = {"href", "title", "rel", "class", "id", "src", "alt", "start", "scope", "role", "aria-label", "tabindex"}


class Parts(HTMLParser):
    """All tags, attributes and addresses in a piece of HTML."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.addresses: list[str] = []
        self.ids: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Called by the parser."""
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src")]
        self.ids += [value or "" for name, value in attrs if name == "id"]


def read(text: str, folder: str = "praktijken") -> tuple[Prose, list[str]]:
    """What a text gives, and the codes of its problems."""
    notes = Notes("x.md")
    return read_prose(text, notes, folder=folder), [problem.code for problem in notes.problems]


def html_of(text: str, folder: str = "praktijken") -> str:
    return "".join(section.html for section in read(text, folder)[0].sections)


def test_sections_have_heading_anchor_html_and_text() -> None:
    prose, codes = read(
        "Vooraf.\n\n## Aanpak\n\nEen *twee*.\n\n- a\n- b\n\n## R&D: de aanpak\n\nDrie.\n\n## Aanpak\n\nVier."
    )

    assert [(s.heading, s.anchor, s.html, s.text) for s in prose.sections] == [
        ("", "t-tekst", "<p>Vooraf.</p>", "Vooraf."),
        ("Aanpak", "t-aanpak", "<p>Een <em>twee</em>.</p>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>", "Een twee.\na\nb"),
        ("R&D: de aanpak", "t-r-d-de-aanpak", "<p>Drie.</p>", "Drie."),
        ("Aanpak", "t-aanpak-2", "<p>Vier.</p>", "Vier."),
    ]
    assert codes == ["volgorde"]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (
            "[a](https://x.nl/?b=1&c=2)",
            '<a class="extern" href="https://x.nl/?b=1&amp;c=2" rel="external noopener">a</a>',
        ),
        ("<https://x.nl>", '<a class="extern" href="https://x.nl" rel="external noopener">https://x.nl</a>'),
        ("[a](een-ander.md)", '<a href="een-ander.html">a</a>'),
        ("[a](../map/een-ander.md#de-aanpak)", '<a href="een-ander.html#t-de-aanpak">a</a>'),
        ("[a](_dossiers/raad.md)", '<a href="../dossiers/raad.html">a</a>'),
        ("[a][1]\n\n[1]: een-ander.md 'Titel'", '<a href="een-ander.html" title="Titel">a</a>'),
        ("[a](mailto:a@b.nl)", "a"),
        ('![Een "kas"](_media/a.png)', '<img alt="Een &quot;kas&quot;" src="../media/a.png">'),
        ("![kas](../_media/a.png)", '<img alt="kas" src="../media/a.png">'),
        ("![kas](https://x.nl/a.png)", "kas"),
        ("&euro; 5 &lt;b&gt; &amp;", "€ 5 &lt;b&gt; &amp;"),
        ("<b onclick='x()'>vet</b>", "&lt;b onclick='x()'&gt;vet&lt;/b&gt;"),
        ("a<!-- weg -->b", "ab"),
        ("`<!-- blijft -->`", "<code>&lt;!-- blijft --&gt;</code>"),
    ],
)
def test_a_line_becomes(text: str, html: str) -> None:
    assert re.sub(r"(?<=a) +(?=b)", "", html_of(text)) == f"<p>{html}</p>"


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("Kijk op https://x.nl/a_b_c/?d=1&e=2. En", ["https://x.nl/a_b_c/?d=1&e=2"]),
        ("(zie https://x.nl/a_(b)), of http://x.nl:80/#c!", ["https://x.nl/a_(b)", "http://x.nl:80/#c"]),
        ("**https://x.nl** en *https://x.nl/a*", ["https://x.nl", "https://x.nl/a"]),
        ("“https://x.nl/ë”, 'https://x.nl'; https://x.nl/<b>", ["https://x.nl/ë", "https://x.nl", "https://x.nl/"]),
        ("| a | b |\n|---|---|\n| c | https://x.nl/d|", ["https://x.nl/d"]),
        ("a[^1]\n\n[^1]: https://x.nl/b", ["#t-fn:1", "https://x.nl/b", "#t-fnref:1"]),
        ("[a https://x.nl b](https://y.nl)", ["https://y.nl"]),
        ("`https://x.nl` [a][1]\n\n[1]: https://y.nl", ["https://y.nl"]),
        ("    https://x.nl\n\n```\nhttps://x.nl\n```", []),
        ("https:// https://x xhttps://x.nl javascript://x.nl ftp://x.nl https://naam:woord@x.nl", []),
    ],
)
def test_an_address_in_a_sentence_is_a_link_and_the_sentence_keeps_its_signs(text: str, addresses: list[str]) -> None:
    prose, _ = read(text)
    found = re.findall(r'href="([^"]*)"', "".join(section.html for section in prose.sections))

    assert [unescape(address) for address in found] == addresses


def test_links_in_a_dossier_start_from_its_own_folder() -> None:
    text = "[a](../een-ander.md) [b](raad.md) ![c](../_media/a.png)"

    assert Parts(html_of(text, "dossiers")).addresses == ["../praktijken/een-ander.html", "raad.html", "../media/a.png"]


def test_tables_are_aligned_by_class_and_scroll_in_a_box() -> None:
    html = html_of("l|m|r|x\n:-|:-:|-:|-\n1|2|3|4")

    assert html.startswith('<div aria-label="Tabel" class="tabel" role="group" tabindex="0"><table>')
    assert re.findall(r'<td(?: class="(\w+)")?>(\d)', html) == [
        ("links", "1"),
        ("midden", "2"),
        ("rechts", "3"),
        ("", "4"),
    ]
    assert 'scope="col"' in html
    assert "style" not in html


def test_footnotes_are_a_section_and_their_links_meet() -> None:
    prose, codes = read("## Aanpak\n\nEen[^1] en nog eens[^1].\n\n[^1]: De *noot*.\n\n## Ervaringen\n\nTwee.")
    aanpak, _, notes = prose.sections
    ids = set(Parts(aanpak.html).ids + Parts(notes.html).ids)

    assert not codes
    assert (notes.heading, notes.anchor, notes.text) == ("Voetnoten", "t-voetnoten", "De noot.")
    assert aanpak.text == "Een en nog eens."
    assert {address.removeprefix("#") for address in Parts(aanpak.html + notes.html).addresses} == ids
    assert all(name.startswith("t-") for name in ids)
    assert "Terug naar noot 1 in de tekst" in notes.html


def test_headings_below_a_section_can_be_linked_to() -> None:
    prose, codes = read("## Aanpak\n\n### De eerste stap\n\n[terug](#de-eerste-stap)\n\n> # Citaat\n")

    assert '<h3 id="t-de-eerste-stap">De eerste stap</h3>' in prose.sections[0].html
    assert '<h3 id="t-citaat">Citaat</h3>' in prose.sections[0].html
    assert {"t-aanpak", "t-de-eerste-stap", "t-citaat"} <= prose.ids
    assert not codes


def test_comments_are_left_out_and_lines_stay_where_they_were() -> None:
    notes = Notes("x.md")
    prose = read_prose("<!-- weg\nnog weg -->\n\n```\n<!-- code -->\n```\n\n[a](fout)", notes, first_line=5)

    assert "<!-- code -->" in prose.sections[0].text
    assert "weg" not in prose.sections[0].text
    assert str(notes.problems[0].place) == "x.md:12:5"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Een\ntwee</p>\n<p>drie</p>", "Een twee\ndrie"),
        ("<p>a<br>b</p>", "a\nb"),
        ("<pre><code>a\n  b\n</code></pre>", "a\nb"),
        ("<p>caf&eacute; &amp; &lt;b&gt;</p>", "café & <b>"),
        ('<p>zie <a href="x">de <em>link</em></a>.</p>', "zie de link."),
        ('<p><img alt="twee &quot;mensen&quot;" src="x"> hier</p>', 'twee "mensen" hier'),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
        ('<p title="a > b">x</p>', "x"),
        ("<ul><li>a<ul><li>b</li></ul></li></ul>", "a\nb"),
    ],
)
def test_plain_text(html: str, text: str) -> None:
    assert plain_text(html) == text


def test_a_text_that_is_too_deep_does_not_spoil_the_next() -> None:
    _, codes = read("1. " * 2000)

    assert codes == ["tekst-ingewikkeld"]
    assert html_of("Gewoon *goed*.") == "<p>Gewoon <em>goed</em>.</p>"


@pytest.mark.parametrize(
    ("written", "note"),
    [
        ("[^1]: een\n[^2]: twee", "een\ntwee"),
        ("[^1]: een\n\n    [^2]: twee\n\n[^3]: drie", "een\n[^2]: twee\ndrie"),
        ("[^1]: [^2]: twee\n\n[^3]: drie", "[^2]: twee\ndrie"),
        ("[^1]: een\n    [^2]: twee", "een [^2]: twee"),
        ("[^1]: een\n[^1]: nog een", "een\nnog een"),
    ],
)
def test_no_note_gets_lost(written: str, note: str) -> None:
    """Also where one stands in another, or where two have one name."""
    prose, _ = read(f"Tekst[^1].\n\n{written}\n")

    assert prose.sections[-1].text == note


def test_one_text_leaves_nothing_behind_for_the_next() -> None:
    read("a[^1] [b]\n\n[^1]: noot\n[b]: https://x.nl\n\n<i>")

    assert html_of("a[^1] [b]") == "<p>a[^1] [b]</p>"
    assert read("goed")[1] == []


MARKUP = [
    "[",
    "]",
    "(",
    ")",
    "#",
    "\n",
    "\n\n",
    "<",
    ">",
    '"',
    "'",
    "`",
    "```\n",
    "*",
    "_",
    "|",
    "-|-\n",
    ":",
    "!",
    "[^1]",
]
MARKUP += [
    "javascript:",
    "<script>",
    "<img src=x onerror=y>",
    "style=",
    "&#106;",
    "&lt;",
    "    ",
    "- ",
    "1. ",
    "> ",
    "\\",
]
MARKUP += [
    "https://x.nl",
    "een-ander.md",
    "_media/a.png",
    "[^1]: ",
    "[a]: ",
    "<!--",
    "-->",
    "data:text/html,",
    "//x",
    "é😀",
]
wild = st.lists(st.sampled_from(MARKUP) | st.text(max_size=6), max_size=40).map("".join)


@given(wild)
def test_whatever_is_written_the_html_is_safe(text: str) -> None:
    prose, _ = read(text)
    html = "".join(section.html for section in prose.sections)
    parts = Parts(html)

    assert parts.tags <= TAGS
    assert parts.attributes <= ATTRIBUTES
    assert all(name.startswith("t-") for name in parts.ids)
    for address in parts.addresses:
        assert re.match(r"https?://|#t-|\.\./media/|(\.\./dossiers/)?[a-z0-9-]+\.html", address), address
    assert len({section.anchor for section in prose.sections}) == len(prose.sections)
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e\u2028\u2029]", html)


@given(wild)
def test_reading_twice_gives_the_same(text: str) -> None:
    assert read(text) == read(text)


@given(wild)
def test_leaving_plain_texts_alone_changes_nothing(text: str) -> None:
    """Markdown looks for marks in every line; we look whether there are any first."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("kb.content.markup._MARK", re.compile(""))  # each line may have one
        slowly = read(text)
    assert read(text) == slowly


@given(wild)
def test_taking_a_line_that_begins_with_a_letter_for_a_paragraph_changes_nothing(text: str) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("kb.content.markup._Line.test", lambda *_: False)  # all that reads blocks looks at each
        slowly = read(text)
    assert read(text) == slowly


@given(st.text())
def test_looking_for_anything_hidden_first_changes_nothing(text: str) -> None:
    assert without_hidden(text) == re.sub(_HIDDEN, "", text)
    assert not re.search(_HIDDEN, text) or _ANY.search(text)


@pytest.mark.parametrize(
    "body",
    [
        "## Aanmelding\n\nx\n",
        "## Aanpak\n\nx\n\n### Aanpak\n\nx\n",
        "## Aanpak\n\n**Aanpak**\n",
        "x **Aanpak**\n",
        "**Aanpak** van het werk\n",
        "## Planning\n\nx\n",
        "**Let op**\n",
    ],
)
def test_other_headings_and_bold_words_are_left_alone(body: str) -> None:
    notes = Notes("x.md")
    read_prose(body, notes)

    assert "kop-lijkt" not in {problem.code for problem in notes.problems}
