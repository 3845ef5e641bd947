"""What libyaml says of wrong YAML, in Dutch and with the cure."""

import re
from collections.abc import Mapping

import yaml

# Of these the beginning of the value says more than the spot where the parser gave up.
_FROM_THE_START = ("end of stream", "alphabetic", "',' or")
_QUOTES = "Zet de waarde tussen aanhalingstekens."
_COLON = "Staat er `: ` in de waarde? Zet de waarde tussen aanhalingstekens. Anders klopt het inspringen niet."
_INDENT = ("Het inspringen klopt hier niet.", "Laat alle velden van één blok even ver inspringen.")
_KEYS = (
    "Deze regel springt niet even ver in als de andere velden van dit blok.",
    "Zet hem recht onder het eerste veld; achter een streepje is dat twee spaties verder dan het streepje.",
)
_HASH = "Haalde je alleen het hekje (`#`) weg? Haal de spatie erachter dan ook weg."
_KEY = re.compile(r"( +)([A-Za-z_]+):( |$)")
_FILLED = re.compile(r"([A-Za-z_]+): +[^\s#>|]")
_MISPLACED = ("expected key", "block end", "'-' indicator", "mapping values")
_ESCAPE = ("Achter `\\` staat iets dat YAML niet kent.", "Gebruik enkele aanhalingstekens, of schrijf `\\\\`.")
_BAR = ("Achter `|` of `>` kan op dezelfde regel niets staan.", "Begin de tekst op een nieuwe regel.")
# Part of libyaml's or PyYAML's own sentence → what an editor reads, and what to do.
_SENTENCES: Mapping[str, tuple[str, str]] = {
    "mapping values are not allowed": ("Hier staat een dubbelepunt waar dat niet kan.", _COLON),
    "find expected ':'": ("Achter deze regel ontbreekt een dubbelepunt.", "Schrijf `veld: waarde`, of spring in."),
    "',' or ']'": (
        "De lijst die hier met `[` begint, is niet goed afgesloten.",
        "Zet er `]` achter, en komma's ertussen.",
    ),
    "',' or '}'": ("Wat hier met `{` begint, is niet goed afgesloten.", "Zet er `}` achter, en komma's ertussen."),
    "end of stream": ("Een aanhalingsteken is niet gesloten.", "Zet ook aan het eind een aanhalingsteken."),
    "alphabetic or numeric": ("Een waarde kan niet met `*` of `&` beginnen.", _QUOTES),
    "expected key": _INDENT,
    "block end": _INDENT,
    "'-' indicator": ("Het inspringen van deze lijst klopt niet.", "Laat alle streepjes even ver inspringen."),
    "comment or line break": _BAR,
    "a comment or a line break": _BAR,
    "whitespace or line break": ("Achter deze waarde staat nog iets.", _QUOTES),
    "tab character": ("Hier staat een tab; YAML kent alleen spaties.", "Vervang de tab door spaties."),
    "node content": ("Hier ontbreekt een waarde.", _QUOTES),
    "document indicator": ("Een regel begint met `---` of `...` waar dat niet kan.", "Haal hem weg, of spring in."),
    "document start": ("Achter het einde van de gegevens staat nog iets.", "Haal de regel `...` weg."),
    "sequence entries": ("Een lijst kan hier niet beginnen.", "Zet het streepje op een nieuwe regel."),
    "hexdecimal": _ESCAPE,
    "escape": _ESCAPE,
}


def explain(error: yaml.MarkedYAMLError, text: str) -> tuple[int, int, str, str]:
    """Line and column (from 0, in the YAML text), a Dutch message and a hint for an error of the YAML parser."""
    problem = f"{error.problem or ''}"
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return 0, 0, "Dit is geen geldige YAML.", "Kijk naar inspringen en aanhalingstekens."
    if error.context_mark and any(part in problem for part in _FROM_THE_START):
        mark = error.context_mark
    if "cannot start" in problem:
        message, hint = _character(_line(text, mark.line), mark.column)
    else:
        lines = [*text.split("\n")[: mark.line], _line(text, mark.line)]
        message, hint = _indented(problem, lines, mark.column) or _sentence(problem)
    return mark.line, mark.column, message, hint


def _line(text: str, number: int) -> str:
    """A line of the text; the parser may mean the one behind the last, where a text stops without a newline."""
    return text.split("\n")[number] if number <= text.count("\n") else ""


def _indented(problem: str, lines: list[str], column: int) -> tuple[str, str] | None:
    """For `key: value` on a last line of its own that does not stand straight below the keys to which it belongs."""
    line = lines[-1]
    found = _KEY.match(line)
    if not found or not any(part in problem for part in _MISPLACED):
        return None
    if "mapping values" in problem and line[:column].strip().count(" "):  # a colon further on, in the value
        return None
    indent, key = len(found[1]), found[2]
    if indent == 1 and not any(each[:1] == " " != each[1:2] for each in lines[:-1]):
        return f"Voor `{key}` staat een spatie te veel.", f"Laat deze regel vooraan beginnen. {_HASH}"
    above = next((each for each in reversed(lines[:-1]) if each.strip() and not each.lstrip().startswith("#")), "")
    owner = _FILLED.match(above)
    if owner:
        message = f"Achter `{owner[1]}:` staat al een waarde, dus `{key}` kan er niet onder staan."
        return message, f"Laat `{key}` vooraan beginnen, of zet ook die waarde op een eigen regel: `  name: …`."
    return _KEYS[0], f"{_KEYS[1]} {_HASH}" if indent % 2 else _KEYS[1]


def _sentence(problem: str) -> tuple[str, str]:
    for part, sentences in _SENTENCES.items():
        if part in problem:
            return sentences
    return f"De YAML klopt hier niet (de lezer zegt: {problem}).", "Kijk naar inspringen en aanhalingstekens."


def _character(line: str, column: int) -> tuple[str, str]:
    character = line[column : column + 1]
    if character == "\t":
        return "Hier staat een tab; YAML kent alleen spaties.", "Vervang de tab door spaties."
    return f"Een waarde kan niet met `{character}` beginnen.", _QUOTES
