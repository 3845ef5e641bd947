"""Markdown to sections of safe HTML with their plain text, and the links in it; the only maker of safe HTML."""

import html
import posixpath
import re
import textwrap
import threading
from urllib.parse import unquote

import nh3
from msgspec import Struct

from kb.content import headings, listing, rows
from kb.content.effort import heaviest_block
from kb.content.markup import ALIGNMENTS, PREFIX, Engine, Part, Rules, SwollenError
from kb.content.media import media_name, wrong_name
from kb.content.notes import Notes
from kb.content.sheet import OUTSIDE, Reference
from kb.content.source import without_hidden
from kb.content.textscan import SourceText
from kb.content.values import address_hint, is_id, is_web_address
from kb.content.words import fold
from kb.folding import slug
from kb.model import SECTIONS, SafeHtml, Section
from kb.problems import Place

_ORDER = {fold(heading): number for number, heading in enumerate(SECTIONS)}
_CELLS = {"td", "th"}
_CLEANER = nh3.Cleaner(
    tags={
        *("p", "br", "hr", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "code", "em", "strong"),
        *("a", "img", "sup", "div", "table", "thead", "tbody", "tr", "th", "td"),
    },
    attributes={
        "a": {"href", "title", "rel"},
        "img": {"src", "alt", "title"},
        "ol": {"start"},
        "div": {"role", "aria-label", "tabindex"},
        "th": {"scope"},
        **{tag: {"id"} for tag in ("h3", "h4", "h5", "h6", "li", "sup")},
    },
    allowed_classes={
        "a": {"extern", "footnote-ref", "footnote-backref"},
        "div": {"tabel", "footnote"},
        **{cell: set(ALIGNMENTS.values()) for cell in _CELLS},
    },
    url_schemes={"http", "https"},
    link_rel=None,
)
_HEADING_CLEANER = nh3.Cleaner(tags=set(), attributes={}, link_rel=None)
_TOKEN = re.compile(r'<(/?)([a-z0-9]+)((?:[^>"]|"[^"]*")*)>')
_ALT = re.compile(r'\salt="([^"]*)"')
_BLOCKS = frozenset(
    {"p", "br", "hr", "ul", "ol", "li", "blockquote", "pre", "div", "table", "tr", "h3", "h4", "h5", "h6"}
)
_EMPTY_EACH, _EMPTY_NAMED = 2, 10  # empty headings that are told one by one, and that one sentence names
_TABLE = "tabel-lijkt"
_SIGNS = ("](", "] (", "][", ")[", "[^", "**")
_LIKE_MARKS = (
    (
        re.compile(r"\]\s?\(https?:|\]\[\w|\)\[https?:"),
        "een link",
        "Schrijf `[tekst](https://…)`, zonder spatie, met een `)` aan het eind.",
    ),
    (re.compile(r"\[\^\w+\]"), "een voetnoot", "Zet onderaan wat erin staat: `[^1]: ` en dan de tekst."),
    (re.compile(r"\*\*"), "vette tekst", "Zet aan beide kanten `**`, zonder spatie naast de woorden."),
)
_CODE = "<pre><code>"
_BESIDE = 16  # characters by which a place in the source is known from others
_COMPARED = 100  # headings of one text that are compared with the usual ones
_local = threading.local()


class Prose(Struct, frozen=True):
    """A text that was read: its Markdown without comments, its sections, what it refers to, and all ids in it."""

    markdown: str
    sections: tuple[Section, ...]
    references: tuple[Reference, ...]
    ids: frozenset[str]


def read_prose(text: str, notes: Notes, *, first_line: int = 1, folder: str = "praktijken") -> Prose:
    """The sections of a Markdown text that will stand on a page in `folder` of the site.

    HTML is shown as the text that it is; comments (`<!-- -->`) are left out.
    """
    return _Reading(text, notes, first_line, folder).prose()


def plain_text(safe: str) -> str:
    """The text of cleaned HTML: a line a block, no markup, entities decoded, with the descriptions of pictures."""
    pieces: list[str] = []
    end, skip, pre = 0, "", False
    for token in _TOKEN.finditer(safe):
        closing, tag, attributes = token.groups()
        if not skip:
            pieces.append(_words(safe[end : token.start()], pre=pre))
        end = token.end()
        if closing and tag == skip:
            skip = ""
        elif not skip and not closing and (tag == "sup" or "footnote-backref" in attributes):
            skip = tag  # the number of a note and the arrow back are no words
        elif tag == "img" and (alt := _ALT.search(attributes)):
            pieces.append(f" {_words(alt[1], pre=False)} ")
        elif tag in _BLOCKS:
            pieces.append("\n")
        elif tag in _CELLS:
            pieces.append(" ")
        pre = (pre or tag == "pre") and not (closing and tag == "pre")
    pieces.append(_words(safe[end:], pre=pre))
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def _words(text: str, *, pre: bool) -> str:
    return html.unescape(text if pre else text.replace("\n", " "))


def _engine() -> Engine:
    """This thread's Markdown instance: making one costs more than reading a text with it."""
    if not hasattr(_local, "engine"):
        _local.engine = Engine()
    engine: Engine = _local.engine
    return engine


class _Reading:
    """The reading of one text: what is noted and referred to on the way."""

    def __init__(self, text: str, notes: Notes, first_line: int, folder: str) -> None:
        self._notes = notes
        self._source = SourceText(text, notes, first_line)
        self._folder = folder
        self._references: list[Reference] = []
        self._fragments: list[tuple[str, Place]] = []
        self._empty: list[tuple[Place, str]] = []
        self._headings: list[tuple[Place, str]] = []
        self._last_numbers: dict[str, int] = {}
        self._rules = Rules(
            link=self._link,
            image=self._image,
            html=self._html,
            row=self._row,
            is_outside=is_web_address,
            heading_id=self._new_id,
        )

    def prose(self) -> Prose:
        sections = [section for part in self._parts() if (section := self._section(part))]
        self._check_fragments()
        self._note_empty()
        self._note_tabbed()
        self._note_lists()
        if self._folder == "praktijken":
            self._note_nearly()
        return Prose(
            self._source.without_comments, tuple(sections), tuple(self._references), frozenset(self._rules.seen_ids)
        )

    def _parts(self) -> list[Part]:
        text = self._source.without_comments
        heaviest = heaviest_block(text)
        if heaviest is not None:
            message = "Deze alinea heeft te veel haken, sterretjes, koppen of cellen aan elkaar."
            hint = "Zet er lege regels tussen, of maak haar korter."
            self._notes.add(self._source.place(heaviest), "tekst-ingewikkeld", message, hint)
            return []
        try:
            return _engine().parts(text, self._rules)
        except RecursionError:
            del _local.engine  # it is still in the middle of its work
            message = "Deze tekst is te diep in elkaar genest."
            self._notes.add(self._source.start, "tekst-ingewikkeld", message, "Maak haar eenvoudiger.")
            return []
        except SwollenError:
            message = "Een lang adres of een lange titel staat heel vaak in deze tekst."
            hint = "Maak wat achter `[naam]:` staat korter."
            self._notes.add(self._source.find("]:"), "tekst-ingewikkeld", message, hint)
            return []

    def _section(self, part: Part) -> Section | None:
        clean = SafeHtml(without_hidden(_CLEANER.clean(part.content)).strip())
        text = plain_text(clean)
        if part.is_notes:
            return Section("Voetnoten", self._new_id("Voetnoten"), clean, text)
        if not part.level:
            self._note_marks(clean, text)
            return Section("", self._new_id("tekst"), clean, text) if clean else None
        heading = plain_text(_HEADING_CLEANER.clean(part.heading))
        self._check_heading(part, heading, is_empty=not clean)
        self._note_marks(clean, text)
        return Section(heading, self._new_id(heading), clean, text) if clean else None

    def _note_marks(self, clean: str, text: str) -> None:
        """Note Markdown that became text, once a section and kind, and text that became code by standing in."""
        if (code := clean.find(_CODE)) >= 0 and not self._source.code:
            line = html.unescape(clean[code + len(_CODE) :].partition("\n")[0]).strip()
            message = "Deze regels springen vier spaties in; zo komen zij als computercode op de site."
            self._note_found("code-lijkt", message, "Haal de spaties vooraan weg.", line)
        if "<code" in clean or not any(sign in text for sign in _SIGNS):
            return
        for pattern, what, hint in _LIKE_MARKS:
            if found := pattern.search(text):
                message = f"Dit lijkt op {what}, maar is het niet. Zo komt het als gewone tekst op de site."
                there = text[found.start() : found.start() + _BESIDE].partition("\n")[0]
                self._note_found("opmaak-lijkt", message, hint, found[0], there)

    def _note_found(self, code: str, message: str, hint: str, *needles: str) -> None:
        """Note what stands where these are found; of what is only counted nobody looks for the place."""
        place = self._source.start if self._notes.only_counts(code) else self._source.find(*needles)
        self._notes.add(place, code, message, hint)

    def _check_heading(self, part: Part, heading: str, *, is_empty: bool) -> None:
        place = self._source.next_heading(part.level)
        if part.level == 1:
            shown = _shortened(heading)
            message = f"De kop `{shown}` heeft één `#`; we lezen hem als `## {shown}`."
            self._notes.add(place, "kop-niveau", message, "Zet er twee: de titel staat al bovenaan de pagina.")
        self._headings.append((place, heading))
        if is_empty:
            self._empty.append((place, _shortened(heading)))
        number = _ORDER.get(fold(heading))
        if number is not None and self._folder == "praktijken":
            before = self._source.later_than(number)
            if before == number:
                hint = "Zet beide teksten onder de eerste, of geef deze een kop van zichzelf."
                self._notes.add(place, "volgorde", f"De kop `{SECTIONS[number]}` staat er al.", hint)
            elif before is not None:
                message = f"`{_shortened(heading)}` staat na `{SECTIONS[before]}`; gewoonlijk is het andersom."
                self._notes.add(place, "volgorde", message, f"De volgorde is: {' · '.join(SECTIONS)}.")

    def _note_nearly(self) -> None:
        """Note what was meant as a usual heading, and is none; where that heading stands too, it is what it is."""
        there = {fold(heading) for _, heading in self._headings}
        absent = {fold(heading): heading for heading in SECTIONS if fold(heading) not in there}
        others = [(place, heading) for place, heading in self._headings if fold(heading) not in _ORDER]
        found = [(place, headings.meant(heading, absent)) for place, heading in others[:_COMPARED]]
        beside = headings.beside(self._source.without_comments)
        found += [(self._source.place(at), absent.get(fold(text), "")) for at, text in beside]
        for place, name in found:
            if name:
                hint = f"Schrijf `## {name}` op een eigen regel; dan telt het mee."
                self._notes.add(place, "kop-lijkt", f"Dit lijkt op de kop `{name}`, maar is het niet.", hint)

    def _note_empty(self) -> None:
        """Note headings without a text: each by itself, or all at once, as in a file that was just begun."""
        if len(self._empty) <= _EMPTY_EACH:
            for place, heading in self._empty:
                hint = "Schrijf er iets, of haal de kop weg."
                self._notes.add(place, "lege-sectie", f"Onder de kop `{heading}` staat niets.", hint)
            return
        names = ", ".join(f"`{heading}`" for _, heading in self._empty[:_EMPTY_NAMED])
        rest = " …" if len(self._empty) > _EMPTY_NAMED else ""
        message = f"Onder {len(self._empty)} koppen staat niets: {names}{rest}."
        self._notes.add(self._empty[0][0], "lege-sectie", message, "Schrijf er iets, of haal die koppen weg.")

    def _note_tabbed(self) -> None:
        """Note tables that were pasted as they come from Excel or Word."""
        if "\t" in self._source.without_comments:
            for number, cells in rows.tabbed(self._source.prose_lines()):
                what = "een tabel uit Excel of Word: er staan tabs tussen de cellen"
                self._note_table(self._source.line(number), what, cells)

    def _note_lists(self) -> None:
        message = "Dit lijkt op een lijst, maar is het niet. Zo komt het als gewone tekst op de site."
        hint = "Begin elke regel met een streepje en een spatie: `- `, of met `1. `."
        for offset in listing.nearly(self._source.without_comments):
            place = self._source.place(offset)
            if not self._source.is_code(place):
                self._notes.add(place, "lijst-lijkt", message, hint)

    def _row(self, row: str, cells: list[str]) -> None:
        place = self._source.start if self._notes.only_counts(_TABLE) else self._source.find_row(row)
        self._note_table(place, "een tabel, maar is het niet", cells)

    def _note_table(self, place: Place, what: str, cells: list[str]) -> None:
        message = f"Dit lijkt op {what}. Zo komt het als gewone tekst op de site."
        hint = ""
        if not self._notes.only_counts(_TABLE):
            head, dashes = rows.opening(cells)
            begin = f"`{head}` en daaronder `{dashes}`"
            hint = f"Laat erboven een regel leeg, zet `|` tussen de cellen, en begin zo: {begin}."
        self._notes.add(place, _TABLE, message, hint)

    def _new_id(self, text: str) -> str:
        base = PREFIX + (slug(text)[:60].strip("-") or "kop")
        number, name = self._last_numbers.get(base, 1), base
        while name in self._rules.seen_ids:
            number += 1
            name = f"{base}-{number}"
        self._last_numbers[base] = number
        self._rules.seen_ids.add(name)
        return name

    def _html(self, snippet: str) -> None:
        message = f"HTML gebruiken we niet; `{snippet[:40]}` komt als gewone tekst op de site."
        self._notes.add(self._source.find(snippet), "html", message, "Gebruik Markdown, of haal het weg.")

    def _link(self, raw: str) -> str | None:
        address = html.unescape(raw).strip()
        place = self._source.find(raw, f"]({raw}", f"](<{raw}")
        if is_web_address(address):
            self._references.append(Reference(OUTSIDE, address, place))
            return address
        path, _, fragment = address.partition("#")
        if not path and fragment:
            self._fragments.append((PREFIX + unquote(fragment), place))
            return f"#{PREFIX}{fragment}"
        target = _target(path, self._folder)
        if target is None:
            self._notes.add(place, "link-adres", f"Het adres `{address[:80]}` kan hier niet.", _link_hint(address))
            return None
        kind, folder, name = target
        self._references.append(Reference(kind, name, place, fragment and PREFIX + unquote(fragment)))
        page = f"{name}.html" if folder == self._folder else f"../{folder}/{name}.html"
        return f"{page}#{PREFIX}{fragment}" if fragment else page

    def _image(self, raw: str, alt: str) -> str | None:
        place = self._source.find(raw, f"]({raw}", f"](<{raw}")
        address = unquote(html.unescape(raw)) if "_media/" in raw else ""
        name = media_name(address)
        if name is None:
            hint = "Zet de afbeelding in `_media/` en schrijf `![beschrijving](_media/naam.jpg)`."
            told = wrong_name(address) or (f"De afbeelding `{raw[:80]}` staat niet in `_media/`.", hint)
            self._notes.add(place, "afbeelding-adres", *told)
            return None
        if not alt.strip():
            hint = "Zet tussen de haken wat erop te zien is: `![twee mensen in een kas](…)`."
            self._notes.add(place, "afbeelding-alt", f"De afbeelding `{name}` heeft geen beschrijving.", hint)
        self._references.append(Reference("image", name, place))
        return f"../media/{name}"

    def _check_fragments(self) -> None:
        for fragment, place in self._fragments:
            if fragment not in self._rules.seen_ids:
                heading = fragment.removeprefix(PREFIX)
                message = f"Er is in deze tekst geen kop `#{heading}`."
                hint = "Schrijf de kop in kleine letters met koppeltekens: `#wat-heb-je-nodig`."
                self._notes.add(place, "dood-anker", message, hint)


def _shortened(heading: str) -> str:
    return textwrap.shorten(heading, 60, placeholder="…")


def _link_hint(address: str) -> str:
    """What to write instead of an address that can't be one here: by what it looks like."""
    path = address.partition("#")[0]
    name = posixpath.basename(path).removesuffix(".html")
    if is_id(name) and ":" not in path:
        return f"Is het een praktijk? Schrijf dan de bestandsnaam: `{name}.md`."
    general = "Verwijs met een webadres (`https://…`) of met de bestandsnaam van een praktijk (`andere-praktijk.md`)."
    return address_hint(address) or general


def _target(path: str, folder: str) -> tuple[str, str, str] | None:
    """Kind of reference, folder of the site and id that a path to a Markdown file means; None if it means none."""
    if not path.endswith(".md") or ":" in path or path.startswith("/"):
        return None
    parent, name = posixpath.split(path.removesuffix(".md"))
    is_dossier = posixpath.basename(parent) == "_dossiers" or (folder == "dossiers" and parent in ("", "."))
    if not is_id(name):
        return None
    return ("dossier", "dossiers", name) if is_dossier else ("link", "praktijken", name)
