"""What a picture may be called, and what it is and how large, from its first bytes: it is never decoded."""

import re
import struct
from collections.abc import Callable, Mapping

from kb.content.files import DEVICES
from kb.content.notes import Notes
from kb.folding import slug
from kb.model import MediaFile

Size = tuple[int, int]
MAX_BYTES = 5 * 1024 * 1024
MAX_PIXELS = 6000
SUFFIXES: Mapping[str, str] = {"png": "png", "jpg": "jpg", "jpeg": "jpg", "gif": "gif", "webp": "webp"}
"""Kind of picture by the end of its name."""
_FOLDER = re.compile(r"^(\./|(\.\./)*_media/)")
# In any case, and written so that JavaScript reads it too, for the schema.
_DEVICE = "|".join(
    "".join(f"[{sign}{sign.upper()}]" if sign.isalpha() else sign for sign in name) for name in sorted(DEVICES)
)
_NAME = re.compile(rf"(?!({_DEVICE})\.)[A-Za-z0-9][A-Za-z0-9._-]{{0,99}}")
ADDRESS = rf"^(\./|(\.\./)*_media/)?{_NAME.pattern}$"
"""How an editor writes where a picture is, as an expression."""
_MOST_SEGMENTS = 10_000
"""Before the size of a photograph; a real one has some ten, and one of 32 MiB could have millions."""
_JPEG_SIZES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def media_name(address: str) -> str | None:
    """The name of a file in `_media/` that an address points to, None when it points elsewhere."""
    name = _FOLDER.sub("", address, count=1)
    return name if _NAME.fullmatch(name) else None


def wrong_name(address: str) -> tuple[str, str] | None:
    """What to say (message and hint) of a picture that can't be called as it is; None where none is meant."""
    name = _FOLDER.sub("", address, count=1)
    stem, _, ending = name.rpartition(".")
    if "/" in stem or ending.lower() not in SUFFIXES:
        return None
    better = slug(stem)[:80].strip("-")
    better = f"foto-{better}".strip("-") if not better or better in DEVICES else better
    hint = f"Noem het bestand `{better}.{ending.lower()}`, in `_media/` en hier."
    return f"Zo kan een afbeelding op een website niet heten: `{name[:80]}`.", hint


def read_media(name: str, data: bytes, notes: Notes) -> MediaFile | None:
    """The picture in a file of `_media/`; None if it is none of the kinds that we show (then that is noted)."""
    found = picture(data)
    kind = SUFFIXES.get(name.rpartition(".")[2].lower())
    if found is None or found[0] != kind:
        message = f"`{name}` is {f'een {found[0]}-bestand' if found else 'geen afbeelding die we kennen'}."
        hint = "Gebruik png, jpg, gif of webp, met het goede einde aan de bestandsnaam."
        notes.add(notes.place(1), "afbeelding-soort", message, hint)
        return None
    width, height = found[1]
    if len(data) > MAX_BYTES or max(width, height) > MAX_PIXELS:
        message = f"Deze afbeelding is erg groot ({width} bij {height} pixels, {len(data) // 1024} KiB)."
        notes.add(notes.place(1), "afbeelding-groot", message, "Maak haar kleiner: 1600 pixels breed is genoeg.")
    return MediaFile(name, data, width, height)


def picture(data: bytes) -> tuple[str, Size] | None:
    """Kind (png, jpg, gif, webp) and width and height in pixels; None for anything else, or when it is cut off."""
    for kind, (starts, read) in _KINDS.items():
        if data.startswith(starts):
            try:
                size = read(data)
            except (struct.error, IndexError):
                return None
            return (kind, size) if size and all(size) else None
    return None


def _png(data: bytes) -> Size | None:
    return struct.unpack(">II", data[16:24]) if data[12:16] == b"IHDR" else None


def _gif(data: bytes) -> Size | None:
    return struct.unpack("<HH", data[6:10])


def _jpg(data: bytes) -> Size | None:
    at = 2
    for _ in range(_MOST_SEGMENTS):
        if data[at] != 0xFF:  # noqa: PLR2004 - the byte before each marker
            break
        marker = data[at + 1]
        if marker in _JPEG_SIZES:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + struct.unpack(">H", data[at + 2 : at + 4])[0] if marker != 0xFF else 1  # noqa: PLR2004 - a fill byte
    return None


def _webp(data: bytes) -> Size | None:
    if data[8:12] != b"WEBP":
        return None
    kind = data[12:16]
    if kind == b"VP8X":
        return _number(data[24:27]) + 1, _number(data[27:30]) + 1
    if kind == b"VP8 ":
        width, height = struct.unpack("<HH", data[26:30])
        return width & 0x3FFF, height & 0x3FFF
    if kind == b"VP8L":
        (bits,) = struct.unpack("<I", data[21:25])
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    return None


def _number(data: bytes) -> int:
    return int.from_bytes(data, "little") if len(data) == 3 else -1  # noqa: PLR2004 - 24 bits; -1 gives a size of 0


_KINDS: Mapping[str, tuple[tuple[bytes, ...], Callable[[bytes], Size | None]]] = {
    "png": ((b"\x89PNG\r\n\x1a\n",), _png),
    "gif": ((b"GIF87a", b"GIF89a"), _gif),
    "jpg": ((b"\xff\xd8\xff",), _jpg),
    "webp": ((b"RIFF",), _webp),
}
