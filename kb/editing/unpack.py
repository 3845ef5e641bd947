"""A file of Word or Excel as somebody sent it: looked at before it is opened, and refused when it could do harm."""

import io
import stat
import xml.parsers.expat
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

from kb.disk import reason
from kb.problems import KbError, UsageError

MAX_BYTES = 20 * 1024 * 1024
MAX_UNPACKED = 100 * 1024 * 1024
MAX_XML = 25 * 1024 * 1024
"""Of what is read; pictures are not."""

MAX_PARTS = 5000
MAX_DEPTH = 100
"""Elements in elements in Word's XML; the deepest real document stays under fifty."""

_XML = (".xml", ".rels")
_KNOWN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # Office packs in no other way
_UNREADABLE = (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, ValueError, OSError)


def read_limited(path: Path) -> bytes:
    """The bytes of a file. UsageError when there is none, KbError when it can't be read or is too large to be real."""
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode) and not stat.S_ISDIR(found.st_mode):  # a pipe or a device has no end
            raise KbError(f"{path} is geen gewoon bestand.")
        if found.st_size > MAX_BYTES:
            raise KbError(f"{path} is te groot: we lezen tot {MAX_BYTES // 1024 // 1024} MB.")
        return path.read_bytes()
    except FileNotFoundError as trouble:
        raise UsageError(f"{path} bestaat niet.") from trouble
    except IsADirectoryError as trouble:
        raise UsageError(f"{path} is een map. Kies een bestand.") from trouble
    except OSError as trouble:
        raise KbError(f"{path} is niet te lezen: {reason(trouble)}.") from trouble


def looked_at(data: bytes, path: Path) -> bytes:
    """The archive with its XML alone, just as it was looked at: a part with another name could be XML all the same.

    KbError for a zip file that is none, that would unpack to too much, or whose XML declares entities. Office writes no
    DTD, so one is only there to make the reader fetch something or to grow without end.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            read = {part.filename: part for part in parts if part.filename.endswith(_XML)}
            size = sum(part.file_size for part in read.values())
            if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED or size > MAX_XML:
                raise KbError(f"{path} is uitgepakt veel te groot.")
            if any(part.compress_type not in _KNOWN for part in read.values()):
                raise zipfile.BadZipFile
            return _packed({name: _checked(archive, part, path) for name, part in read.items()})
    except _UNREADABLE as wrong:
        raise KbError(f"{path} is geen bestand van Word of Excel, of het is beschadigd.") from wrong


def _packed(parts: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def _checked(archive: zipfile.ZipFile, part: zipfile.ZipInfo, path: Path) -> bytes:
    """The bytes of a part that is well-formed XML without a DTD."""
    depth = 0

    def opened(_name: str, _attributes: object) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise KbError(f"{path} is te diep in elkaar genest.")

    def closed(_name: str) -> None:
        nonlocal depth
        depth -= 1

    def declared(*_declaration: object) -> None:
        raise KbError(f"{path} is niet door Word of Excel gemaakt: er staat een DTD in ({part.filename}).")

    parser = xml.parsers.expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = opened, closed
    parser.StartDoctypeDeclHandler = declared
    try:
        data = archive.read(part)
        parser.Parse(data, True)  # noqa: FBT003 - it takes no name: this is all
    except xml.parsers.expat.ExpatError as wrong:
        raise KbError(f"{path} is beschadigd: {part.filename} is niet te lezen.") from wrong
    return data
