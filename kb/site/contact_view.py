"""Whom a reader can ask about a practice: an answer that never ends blank."""

from collections.abc import Iterator

from kb.model import Contact, Practice
from kb.site.catalogue import Catalogue
from kb.site.outside import host, web
from kb.site.views import Link


def contact_links(catalogue: Catalogue, practice: Practice) -> tuple[Link, ...]:
    """The contact of the practice; where that can't be reached the organisation's site, the editors, the publisher."""
    told = tuple(_contact(practice.contact)) if practice.contact else ()
    if any(link.outside for link in told):
        return told
    return (*told, _fallback(catalogue, practice))


def editors(catalogue: Catalogue) -> Link:
    """The editors: their address when it is set, else the name of the publisher."""
    email = catalogue.settings.editors_email
    if email:
        return Link(email, outside=f"mailto:{email}", note="redactie")
    return Link(catalogue.settings.publisher or catalogue.settings.title)


def _contact(contact: Contact) -> Iterator[Link]:
    """Name and ways to reach; mail and telephone only when whom they belong to agrees."""
    yield Link(contact.organisation, note=contact.function)
    if contact.email and contact.consent:
        yield Link(contact.email, outside=f"mailto:{contact.email}")
    if contact.phone and contact.consent:
        digits = "".join(mark for mark in contact.phone if mark.isdigit() or mark == "+")
        yield Link(contact.phone, outside=f"tel:{digits}")
    if web(contact.url):
        yield Link(host(contact.url), outside=contact.url)


def _fallback(catalogue: Catalogue, practice: Practice) -> Link:
    """The site of the first organisation that has one, else the editors."""
    for organisation in practice.organisations:
        known = catalogue.known.get(organisation.name)
        url = web(organisation.url) or web(known.url if known else "")
        if url:
            return Link(host(url), outside=url, note=organisation.name)
    return editors(catalogue)
