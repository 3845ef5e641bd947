"""Whom a reader can ask about a practice: an answer that never ends blank."""

import re
from collections.abc import Iterator

from msgspec import Struct

from kb.model import Contact, Organisation, Practice, Settings
from kb.site import addresses
from kb.site.catalogue import Catalogue
from kb.site.outside import host, web
from kb.site.views import Link

NO_ADDRESS = "geen adres bekend"

_MARKS, _NUMBER = re.compile("[0-9+]"), re.compile(r"\+[0-9]{8,15}|[0-9]{3,11}")
_ZERO = re.compile(r"((?:\+|\b00)[0-9 ]+)\(0\)")
"""A zero that is not dialled behind the number of a country."""


class EditorsView(Struct, frozen=True):
    """How a reader reaches the editors: a sentence, and what it ends in; None when there is nothing to click."""

    how: str
    link: Link | None


def contact_links(catalogue: Catalogue, practice: Practice) -> tuple[Link, ...]:
    """The contact of the practice; where that can't be reached the site of who took part, the editors, the sources."""
    told = tuple(_contact(practice.contact)) if practice.contact else ()
    if any(link.outside for link in told):
        return told
    return (*told, *_fallback(catalogue, practice))


def editors(settings: Settings) -> EditorsView:
    """The editors by mail, else through the repository; with neither it is said that no address is known."""
    if settings.editors_email:
        return EditorsView(
            "Mail de redactie:", Link(settings.editors_email, outside=f"mailto:{settings.editors_email}")
        )
    if settings.repository_url:
        return EditorsView("Meld het de redactie in", Link("de opslag van deze site", outside=settings.repository_url))
    return EditorsView("De redactie heeft hier nog geen adres. Vraag het aan degene van wie je deze site kreeg.", None)


def _contact(contact: Contact) -> Iterator[Link]:
    """Name and ways to reach; mail and telephone only when whom they belong to agrees."""
    yield Link(contact.organisation, note=contact.function)
    if contact.email and contact.consent:
        yield Link(contact.email, outside=f"mailto:{contact.email}")
    if contact.phone and contact.consent:
        number = _dialled(contact.phone)
        yield Link(contact.phone, outside=f"tel:{number}" if number else "")
    if web(contact.url):
        yield Link(host(contact.url), outside=contact.url)


def _dialled(phone: str) -> str:
    """What a telephone dials; empty for what is not one number."""
    digits = "".join(_MARKS.findall(_ZERO.sub(r"\1", phone)))
    number = f"+{digits[2:]}" if digits.startswith("00") else digits
    return number if _NUMBER.fullmatch(number) else ""


def _fallback(catalogue: Catalogue, practice: Practice) -> Iterator[Link]:
    """The site of the first organisation that has one; else the editors; else where the practice was read."""
    named = [Organisation(practice.contact.organisation)] if practice.contact else []
    for organisation in (*named, *practice.organisations, *practice.partners):
        known = catalogue.known.get(organisation.name)
        url = web(organisation.url) or web(known.url if known else "")
        if url:
            yield Link(host(url), outside=url, note=organisation.name)
            return
    yield Link(NO_ADDRESS)
    email = catalogue.settings.editors_email
    if email:
        yield Link("Vraag het de redactie", outside=f"mailto:{email}")
    elif catalogue.settings.repository_url:
        yield Link("Vraag het de redactie", f"{addresses.CONTRIBUTE}#redactie")
    else:
        yield Link("Kijk bij de bronnen", f"{addresses.practice(practice.id)}#deel-bronnen")
