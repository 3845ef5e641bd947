"""Personal data: what is one, what only looks like one, and who may let it stand."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.content.exif import has_position
from kb.content.privacy import _MOBILE, _NINE_DIGITS, _NUMBER, is_service_number
from kb.model import WholePractice
from kb.problems import Outcome
from tests.content.pages import exif, located, page

Read = Callable[..., Outcome[WholePractice]]
CONTACT = "{organisation: De Brug, email: jan@brug.nl, phone: 06-12345678, consent: CONSENT}"


def codes(outcome: Outcome[WholePractice]) -> list[str]:
    return [problem.code for problem in outcome.problems]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("BSN 111222333", ["bsn"]),
        ("BSN:111222333,", ["bsn"]),
        ("1112.22.333 en 1112 22 333 en 111 222 333", ["bsn", "bsn", "bsn"]),
        ("bel 0612345678", ["mobiel-nummer"]),
        ("tel:06-12 34 56 78.", ["mobiel-nummer"]),
        ("+31 6 12345678 of +31(0)6-12345678 of 0031612345678", ["mobiel-nummer"] * 3),
        ("(06) 12 34 56 78", ["mobiel-nummer"]),
        ("j.jansen@gemeente.nl en JAN@GMAIL.COM", ["mailadres-persoon"] * 2),
    ],
)
def test_personal_data_in_a_text_is_noted(read: Read, text: str, found: list[str]) -> None:
    assert codes(read(page(text))) == found


@pytest.mark.parametrize(
    "text",
    [
        "111222334 is geen BSN en 000000000 ook niet",
        "€ 111222333 en €111222333 en 111.222.333 euro en 111222333,50 en 1.111222333",
        "<https://voorbeeld.nl/nieuws/111222333/0612345678?mail=jan@brug.nl>",
        "dossier AB111222333 en 1112223334 en 2111222333",
        "bel 035-1234567 of 088 123 45 67 of 0800 0612",
        "info@brug.nl, wsp.noord@brug.nl en Redactie@brug.nl",
        "@brug op een sociaal netwerk, 06 weken lang, 2006 12345678",
    ],
)
def test_what_only_looks_like_it_is_not(read: Read, text: str) -> None:
    assert codes(read(page(text))) == []


def test_a_message_does_not_repeat_what_it_found(read: Read) -> None:
    outcome = read(page("Jan: 111222333, 06-12345678, jan@brug.nl"))

    said = " ".join(problem.message + problem.hint for problem in outcome.problems)
    assert len(outcome.problems) == 3
    assert not [part for part in ("111222333", "12345678", "jan@") if part in said]


@pytest.mark.parametrize(
    ("consent", "found"),
    [("ja", []), ("nee", ["toestemming", "mobiel-nummer", "mailadres-persoon"])],
)
def test_who_agreed_under_contact_may_stand_in_the_text_too(read: Read, consent: str, found: list[str]) -> None:
    text = page("Bel +31 6 12 34 56 78 of mail Jan@brug.nl", contact=CONTACT.replace("CONSENT", consent))

    assert codes(read(text)) == found


def test_a_reason_in_the_file_silences_it(read: Read) -> None:
    silence = "[{check: bsn, reason: Het is het nummer van een vereniging.}]"

    assert codes(read(page("RSIN 111222333", silence=silence))) == []


@given(st.integers(min_value=1, max_value=99_999_999))
def test_one_digit_changed_is_no_service_number(start: int) -> None:
    # The weights are no multiples of 11, so each change of one digit is found: that is what the test is for.
    good = [text for last in range(10) if is_service_number(text := f"{start:08d}{last}")]

    assert len(good) <= 1
    for text in good:
        for place in range(9):
            other = f"{text[:place]}{(int(text[place]) + 1) % 10}{text[place + 1 :]}"
            assert not is_service_number(other)


@pytest.mark.parametrize(
    ("picture", "is_located"),
    [
        (located(), True),
        (located(exif(">")), True),
        (located(exif(tags=(0, 29))), False),  # a table with a date only
        (located(exif()[:30]), False),
        (located(b"II*\0\xff\xff\xff\xff"), False),
        (located(b"zomaar"), False),
        (b"\x89PNG\r\n\x1a\n\0\0\0\x40eXIf" + exif(), True),
        (b"RIFF\0\0\0\0WEBPEXIF\0\0\0\0" + exif(), True),
        (b"\xff\xd8<x:xmpmeta exif:GPSLatitude='52,1N'/>", True),
        (b"", False),
    ],
)
def test_a_photograph_says_where_it_was_made(picture: bytes, is_located: bool) -> None:  # noqa: FBT001 - a table
    assert has_position(picture) == is_located


@given(st.binary(max_size=200))
def test_no_bytes_upset_it(block: bytes) -> None:
    for start in (b"Exif\0\0II*\0", b"Exif\0\0MM\0*", b"eXIf", b"EXIF"):
        has_position(start + block)


@given(st.text(alphabet=st.sampled_from("0631289 .-()+x"), max_size=40))
def test_nothing_is_passed_over_for_want_of_digits(text: str) -> None:
    """Whether there are nine digits at all is looked at first; that may hide no number."""
    has_number = any(pattern.search(text) for pattern in (_NUMBER, _MOBILE))
    assert not has_number or _NINE_DIGITS.search(text)
