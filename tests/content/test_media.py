"""Pictures: what they are and how large, from their first bytes."""

import struct
import time

import pytest

from kb.content.files import MAX_BYTES
from kb.content.media import picture

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + struct.pack(">II", 30, 20)
GIF = b"GIF89a" + struct.pack("<HH", 30, 20)
JPG = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xff\xc2\x00\x11\x08" + struct.pack(">HH", 20, 30)
WEBP_LOSSY = b"RIFF\x00\x00\x00\x00WEBPVP8 \x00\x00\x00\x00\x00\x00\x00\x9d\x01\x2a" + struct.pack("<HH", 30, 20)
WEBP_LOSSLESS = b"RIFF\x00\x00\x00\x00WEBPVP8L\x00\x00\x00\x00\x2f" + struct.pack("<I", 29 | 19 << 14)
WEBP_MORE = b"RIFF\x00\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x00\x00\x00\x00\x1d\x00\x00\x13\x00\x00"
PICTURES = [
    ("png", PNG),
    ("gif", GIF),
    ("jpg", JPG),
    ("webp", WEBP_LOSSY),
    ("webp", WEBP_LOSSLESS),
    ("webp", WEBP_MORE),
]


@pytest.mark.parametrize(("kind", "data"), PICTURES)
def test_kind_and_size(kind: str, data: bytes) -> None:
    assert picture(data) == (kind, (30, 20))


@pytest.mark.parametrize(("kind", "data"), PICTURES)
def test_a_picture_that_is_cut_off_is_none(kind: str, data: bytes) -> None:
    assert [picture(data[:end]) for end in range(len(data))] == [None] * len(data), kind


@pytest.mark.parametrize(
    "data",
    [b"", b"<svg/>", b"\xff\xd8\xff\xda", PNG.replace(b"\x1e", b"\0"), b"RIFF1234WAVE", b"\xff\xd8\xff" + b"\xff" * 99],
)
def test_what_is_no_picture(data: bytes) -> None:
    assert picture(data) is None


@pytest.mark.parametrize("segment", [b"\xff", b"\xff\xe0\x00\x02"])
def test_a_photograph_that_begins_without_end_is_not_read_to_its_end(segment: bytes) -> None:
    """As large as a file may be, it would take four seconds."""
    began = time.process_time()

    assert picture(b"\xff\xd8\xff\xe0\x00\x02" + segment * (MAX_BYTES // len(segment)) + JPG[8:]) is None
    assert time.process_time() - began < 1
