"""A good practice to change one thing of, and a photograph that says where it was made."""

import struct
from pathlib import Path

LISTS_FOLDER = Path(__file__).parent / "lists"
HEADER = {
    "title": "Werken in de buurt",
    "summary": "Mensen zaten thuis. Nu doen zij klussen voor hun buren, en twintig van hen hebben werk.",
    "organisation": "De Brug",
    "region": "twente",
    "theme": "taal",
    "target_group": "wsw",
    "status": "lopend",
    "sources": "[{title: Jaarverslag 2023}]",
    "added": "2026-02-01",
}


def page(body: str = "", **changes: str | None) -> str:
    """A practice file; fields are changed, added or (None) left out. Its body begins on line 12 if none are."""
    fields = {key: value for key, value in (HEADER | changes).items() if value is not None}
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in fields.items()) + f"---\n{body}"


def exif(order: str = "<", *, tags: tuple[int, ...] = (1, 2, 3, 4)) -> bytes:
    """A block of Exif with one table, that points to a table of a place with these tags."""
    head = {"<": b"II*\0", ">": b"MM\0*"}[order] + struct.pack(f"{order}I", 8)
    first = struct.pack(f"{order}HHHIII", 1, 0x8825, 4, 1, 26, 0)
    entries = b"".join(struct.pack(f"{order}HHII", tag, 5, 3, 0) for tag in tags)
    return head + first + struct.pack(f"{order}H", len(tags)) + entries


def located(block: bytes | None = None) -> bytes:
    """A little JPEG with Exif; by default with a place."""
    data = b"Exif\0\0" + (exif() if block is None else block)
    size = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, 2, 3, 1) + b"\1\x11\0"
    return b"\xff\xd8\xff\xe1" + struct.pack(">H", len(data) + 2) + data + size + b"\xff\xd9"
