"""Whether a photograph says where it was made; like its size, read from its bytes without decoding it."""

import struct
from collections.abc import Iterator

_GPS, _LATITUDE = 0x8825, 2  # tags of Exif: where the table of the place begins, and its first number
_MANY_TAGS = 1000


def has_position(picture: bytes) -> bool:
    """True when a picture says at which place on earth it was made (in Exif or XMP)."""
    return b"GPSLatitude" in picture or any(_exif_position(block) for block in _exif_blocks(picture))


def _exif_blocks(picture: bytes) -> Iterator[bytes]:
    """What follows each mark that begins a block of Exif: in JPEG "Exif", in PNG "eXIf", in WebP "EXIF"."""
    for mark in (b"Exif\0\0", b"eXIf", b"EXIF"):
        at = picture.find(mark)
        if at >= 0:
            block = picture[at + len(mark) :]
            yield block[4:] if mark == b"EXIF" and not block.startswith((b"II", b"MM", b"Exif")) else block


def _exif_position(block: bytes) -> bool:
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(block[:4])
    if order is None:
        return False
    try:
        (start,) = struct.unpack_from(f"{order}I", block, 4)
        tags = dict(_tags(block, start, order))
        return _GPS in tags and any(tag == _LATITUDE for tag, _ in _tags(block, tags[_GPS], order))
    except struct.error:
        return False


def _tags(block: bytes, at: int, order: str) -> Iterator[tuple[int, int]]:
    """The tags of one table with their values."""
    (count,) = struct.unpack_from(f"{order}H", block, at)
    for number in range(min(count, _MANY_TAGS)):
        tag, _, _, value = struct.unpack_from(f"{order}HHII", block, at + 2 + 12 * number)
        yield tag, value
