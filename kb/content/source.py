"""From the bytes of a file to text that can be trusted: UTF-8, newlines, and nothing invisible."""

import re

from kb.content.notes import Notes

MAX_BYTES = 1024 * 1024
_SHOWN = 5  # of each kind of character: after five the editor knows
_LOST_BYTE = re.compile("[\udc80-\udcff]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
# Letters and signs of other scripts that are drawn as nothing, and copies of ASCII that only programs see.
_DRAWN_AS_NOTHING = (
    "\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2060-\u2065\u206a-\u206f\u2800\u3164\ufeff\uffa0\ufff9-\ufffb"
    "\U000e0000-\U000e0fff"
)
# A joiner between emoji (above U+2190) makes one picture of them; anywhere else it only hides in a word.
_INVISIBLE = f"[\u00ad\u200b\u200c\u200e\u200f{_DRAWN_AS_NOTHING}]|(?<![\u2190-\U0010ffff])\u200d"
_CONFLICT = re.compile(r"^(<{7}|\|{7}|={7}|>{7})(?: .*)?$")
"""The lines between which git puts what two people made of one place, and between the middle two what it was."""
_ANY = re.compile(f"[{_CONTROL.pattern[1:-1]}{_DIRECTION.pattern[1:-1]}\u00ad\u200b-\u200f{_DRAWN_AS_NOTHING}]")
"""All of these, joiners between emoji too: one class is searched in an eighth of the time, and most texts have none."""
# Compiled by who first needs it: most runs never do.
_HIDDEN = f"{_CONTROL.pattern}|{_DIRECTION.pattern}|{_INVISIBLE}"


def read_text(data: bytes, notes: Notes) -> str | None:
    """The text of a file, its lines ended by a newline; None when there is nothing to read further.

    Characters that may not be there are noted and replaced by a space, so that columns stay what they were.
    """
    if len(data) > MAX_BYTES:
        size = f"{len(data) // 1024} KiB; we lezen tot {MAX_BYTES // 1024} KiB"
        notes.add(
            notes.place(1), "te-groot", f"Dit bestand is te groot ({size}).", "Zet grote bijlagen op een website."
        )
        return None
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        _note_encoding(notes, 1, 1, "Dit bestand is opgeslagen als UTF-16.")
        return None
    text = _without_conflicts(_newlines(_decode(data, notes), notes), notes)
    return _replace_hidden(text, notes)


def without_hidden(text: str) -> str:
    """The same text without characters that nobody sees."""
    return re.sub(_HIDDEN, "", text) if _ANY.search(text) else text


def hidden(text: str) -> str:
    """The first control or direction character in the text, as `U+202E`; empty if there is none."""
    found = _CONTROL.search(text) or _DIRECTION.search(text)
    return _name(found.group()) if found else ""


def _decode(data: bytes, notes: Notes) -> str:
    if data.startswith(b"\xef\xbb\xbf"):
        notes.add(
            notes.place(1),
            "bom",
            "Het bestand begint met een onzichtbaar merkteken (BOM).",
            "Sla het bestand op als UTF-8 zonder BOM.",
        )
        data = data[3:]
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = re.sub("\r\n?", "\n", data[: error.start].decode("utf-8"))
        letter = data[error.start : error.start + 1].decode("cp1252", "replace")
        message = f"Op deze plek staat een teken dat geen UTF-8 is (in Windows-1252 is het `{letter}`)."
        _note_encoding(notes, before.count("\n") + 1, len(before) - before.rfind("\n"), message)
        text = data.decode("utf-8", "surrogateescape")
        return _LOST_BYTE.sub(lambda lost: bytes([ord(lost[0]) - 0xDC00]).decode("cp1252", "replace"), text)


def _note_encoding(notes: Notes, line: int, column: int, message: str) -> None:
    notes.add(notes.place(line, column), "codering", message, "Sla het bestand op als UTF-8.")


def _newlines(text: str, notes: Notes) -> str:
    if "\r" not in text:
        return text
    first = re.sub("\r\n?", "\n", text[: text.index("\r")]).count("\n") + 1
    message = "Het bestand heeft regeleinden van Windows (CRLF)."
    notes.add(notes.place(first), "regeleinden", message, "Kies in je editor voor regeleinden LF.")
    return re.sub("\r\n?", "\n", text)


def _without_conflicts(text: str, notes: Notes) -> str:
    """The text with the first of each two versions between which git could not choose; lines stay where they are."""
    if "<<<<<<<" not in text and ">>>>>>>" not in text:
        return text
    lines = text.split("\n")
    is_within = is_left_out = False
    for number, line in enumerate(lines):
        found = _CONFLICT.match(line)
        mark = found[1][0] if found and (is_within or found[1][0] in "<>") else ""
        if mark == "<" or (mark and not is_within):
            message = "Hier staan twee versies van de tekst door elkaar: git kon niet kiezen."
            hint = "Kies wat er moet staan, en haal de regels met `<<<<<<<`, `=======` en `>>>>>>>` weg."
            notes.add(notes.place(number + 1), "twee-versies", message, hint)
        if mark:
            is_within, is_left_out = mark != ">", mark in "|="
        if mark or is_left_out:
            lines[number] = ""
    return "\n".join(lines)


def _replace_hidden(text: str, notes: Notes) -> str:
    if not (_ANY.search(text) and re.search(_HIDDEN, text)):
        return text
    for pattern, code, message in (
        (_CONTROL, "stuurteken", "Hier staat een stuurteken ({})."),
        (_DIRECTION, "tekstrichting", "Hier staat een onzichtbaar teken dat de leesrichting omdraait ({})."),
        (_INVISIBLE, "onzichtbaar-teken", "Hier staat een onzichtbaar teken ({})."),
    ):
        for count, found in enumerate(re.finditer(pattern, text)):
            if count == _SHOWN:
                break
            place = notes.place_of(text, found.start())
            hint = "Haal het weg: wis het woord en typ het opnieuw."
            notes.add(place, code, message.format(_name(found.group())), hint)
    return _CONTROL.sub(" ", _DIRECTION.sub(" ", text))


def _name(character: str) -> str:
    return f"U+{ord(character):04X}"
