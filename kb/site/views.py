"""The small records that templates print: links, cards, facts, figures; texts are ready to be read."""

from msgspec import Struct

from kb.model import SafeHtml


class Prose(Struct, frozen=True):
    """HTML that content.prose has cleaned. Templates print this type, and no other, as it stands."""

    html: SafeHtml

    def __html__(self) -> str:
        """The one door for HTML that is not escaped; Jinja asks for it."""
        return self.html


class Link(Struct, frozen=True):
    """A text that may lead somewhere: `href` is a path from the site's root, `outside` a whole address.

    `note` stands behind it; with neither address it is only text.
    """

    text: str
    href: str = ""
    outside: str = ""
    note: str = ""


class Card(Struct, frozen=True):
    """A practice in a list. `meta` is one line: where, who, status, year of the facts; `icon` a template or empty."""

    id: str
    href: str
    title: str
    meta: str
    summary: str
    level: int
    level_name: str
    icon: str
    lang: str = ""
    reason: str = ""


class Tile(Struct, frozen=True):
    """A term with its number of practices. `shade` runs from 0 (none) to 4 (most).

    For a map: `column` and `row`, and the name as short as a small tile needs it.
    """

    label: str
    href: str
    number: int
    shade: int = 0
    icon: str = ""
    description: str = ""
    column: int = 0
    row: int = 0
    short: str = ""


class Fact(Struct, frozen=True):
    """A line of the facts box; `gap` when nothing is known or filled in."""

    label: str
    values: tuple[Link, ...]
    gap: bool = False


class Figure(Struct, frozen=True):
    """A result as a large number. `source` counts from 1, 0 for none; `long` when it does not fit on a large line."""

    value: str
    unit: str
    indicator: str
    notes: tuple[str, ...]
    source: int
    long: bool


class Block(Struct, frozen=True):
    """A section of the body with what the header of the file adds to it."""

    heading: str
    anchor: str
    prose: Prose | None = None
    must: tuple[str, ...] = ()
    should: tuple[str, ...] = ()
    core: tuple[str, ...] = ()
    adaptable: tuple[str, ...] = ()


class LevelView(Struct, frozen=True):
    """How complete a practice is, why, and what the next level asks."""

    number: int
    name: str
    reasons: tuple[str, ...]
    missing: tuple[str, ...]
    next_name: str


class Picture(Struct, frozen=True):
    """A picture with its size in pixels."""

    src: str
    alt: str
    credit: str
    width: int
    height: int


class Explained(Struct, frozen=True):
    """A word of the field with its meaning and its other forms."""

    word: str
    meaning: str
    anchor: str
    also: str = ""
