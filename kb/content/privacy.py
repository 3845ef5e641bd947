"""Personal data in a text that anybody may read: service numbers, mobile numbers and mailboxes of persons."""

import re

from kb.content.nodes import Scalar, Table
from kb.content.notes import Notes
from kb.content.values import YES

_ADDRESS = re.compile(r"https?://\S+")
_NUMBER = re.compile(r"(?<![\w.,/+€-])(?<!€ )(?:\d{9}|\d{4}([ .-])\d{2}\1\d{3}|\d{3} \d{3} \d{3})(?![\w/]|[.,-]\d)")
_MOBILE = re.compile(r"(?<![\w.,/+-])(?:(?:\+|00)31[ -]?(?:\(0\))?[ -]?|\(?0)6\)?(?:[ .-]{0,3}\d){8}(?![\w/]|[.,-]\d)")
_NINE_DIGITS = re.compile(r"\d(?:[ .)-]{0,4}\d){8}")
"""What each of those numbers has; looked for first, as most texts have none, and this is found missing soon."""
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# A mailbox that belongs to no person needs nobody's consent.
_SHARED_MAILBOX = re.compile(
    "(info|contact|post|mail|algemeen|secretariaat|receptie|balie|communicatie|redactie|klantcontact|"
    "werkgeversservicepunt|wsp|support|helpdesk|voorlichting|pers)([._-].*)?@.*",
    re.IGNORECASE,
)
_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)
_HINT = "Haal het weg. Mag het er staan? Zet bij `silence` deze controle met de reden."
_CONTACT_HINT = "Haal het weg, of zet het bij `contact` met `consent: ja` als die persoon het goedvindt."


def check_personal(text: str, header: Table | None, notes: Notes) -> None:
    """Note personal data in the text of a file. What stands under `contact` has a rule of its own (`toestemming`).

    A message does not repeat what was found: it may end up in a log that everybody reads.
    """
    plain = _ADDRESS.sub(lambda found: " " * len(found[0]), text)
    has_numbers, has_mail = bool(_NINE_DIGITS.search(plain)), "@" in plain
    if not (has_numbers or has_mail):
        return
    agreed, lines = _contact(header)
    for found in _NUMBER.finditer(plain) if has_numbers else ():
        if is_service_number(found[0]):
            message = "Dit kan een burgerservicenummer zijn: het heeft negen cijfers en voldoet aan de elfproef."
            notes.add(notes.place_of(text, found.start()), "bsn", message, _HINT)
    for pattern, code, what in (
        (_MOBILE, "mobiel-nummer", "een mobiel nummer"),
        (_MAIL, "mailadres-persoon", "een mailadres dat van een persoon kan zijn"),
    ):
        for found in pattern.finditer(plain):
            place = notes.place_of(text, found.start())
            if _bare(found[0]) not in agreed and place.line not in lines and not is_shared(found[0]):
                notes.add(place, code, f"Hier staat {what}, zonder toestemming.", _CONTACT_HINT)


def is_service_number(text: str) -> bool:
    """True when nine digits pass the test of a burgerservicenummer (one number in eleven does)."""
    digits = [int(digit) for digit in text if digit.isdigit()]
    total = sum(weight * digit for weight, digit in zip(_WEIGHTS, digits, strict=True))
    return total % 11 == 0 and any(digits)


def is_shared(address: str) -> bool:
    """True for a mailbox that belongs to no person (`info@`), which needs nobody's consent."""
    return bool(_SHARED_MAILBOX.fullmatch(address))


def _contact(header: Table | None) -> tuple[frozenset[str], frozenset[int]]:
    """What a person agreed to have on the site, and the lines on which the contact's own values stand."""
    contact = header.get("contact") if header else None
    if not isinstance(contact, Table):
        return frozenset(), frozenset()
    values = {key.text: value for key, value in contact.entries if isinstance(value, Scalar)}
    consent = values.get("consent")
    is_agreed = consent is not None and consent.text.strip().casefold() in YES
    own = [values[key] for key in ("email", "phone") if key in values]
    return frozenset(_bare(value.text) for value in own if is_agreed), frozenset(value.place.line for value in own)


def _bare(text: str) -> str:
    """A mail address in small letters, or the last nine digits of a telephone number."""
    return text.strip().casefold() if "@" in text else re.sub(r"\D", "", text)[-9:]
