"""What libyaml says of wrong YAML, in Dutch and with the cure."""

import yaml

_QUOTES = "Zet de waarde tussen aanhalingstekens."
# Part of libyaml's or PyYAML's own sentence → what an editor reads, and what to do.
_SENTENCES = (
    (
        "mapping values are not allowed",
        "Hier staat een dubbelepunt waar dat niet kan.",
        "Staat er `: ` in de waarde? Zet de waarde tussen aanhalingstekens. Anders klopt het inspringen niet.",
    ),
    (
        "find expected ':'",
        "Achter deze regel ontbreekt een dubbelepunt.",
        "Schrijf `sleutel: waarde`, of spring de regel in.",
    ),
    ("',' or ']'", "Een lijst die met `[` begint, is niet goed afgesloten.", "Zet er `]` achter, en komma's ertussen."),
    (
        "',' or '}'",
        "Een waarde die met `{` begint, is niet goed afgesloten.",
        "Zet er `}` achter, en komma's ertussen.",
    ),
    ("end of stream", "Een aanhalingsteken is niet gesloten.", "Zet ook aan het eind een aanhalingsteken."),
    ("alphabetic or numeric", "Een waarde kan niet met `*` of `&` beginnen.", _QUOTES),
    ("expected key", "Het inspringen klopt hier niet.", "Laat alle sleutels van één blok even ver inspringen."),
    ("block end", "Het inspringen klopt hier niet.", "Laat alle sleutels van één blok even ver inspringen."),
    ("'-' indicator", "Het inspringen van deze lijst klopt niet.", "Laat alle streepjes even ver inspringen."),
    ("document start", "Achter het einde van de gegevens staat nog iets.", "Haal de regel `...` weg."),
    ("sequence entries", "Een lijst kan hier niet beginnen.", "Zet het streepje op een nieuwe regel."),
    ("hexdecimal", "Achter `\\` staat iets dat YAML niet kent.", "Gebruik enkele aanhalingstekens, of schrijf `\\\\`."),
    ("escape", "Achter `\\` staat iets dat YAML niet kent.", "Gebruik enkele aanhalingstekens, of schrijf `\\\\`."),
)


def explain(error: yaml.MarkedYAMLError, text: str) -> tuple[int, int, str, str]:
    """Line and column (from 0, in the YAML text), a Dutch message and a hint for an error of the YAML parser."""
    problem = f"{error.problem or ''}"
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return 0, 0, "Dit is geen geldige YAML.", ""
    if error.context_mark and ("end of stream" in problem or "alphabetic" in problem):
        mark = error.context_mark
    message, hint = _character(text, mark.line, mark.column) if "cannot start" in problem else _sentence(problem)
    return mark.line, mark.column, message, hint


def _sentence(problem: str) -> tuple[str, str]:
    for part, message, hint in _SENTENCES:
        if part in problem:
            return message, hint
    return f"De YAML klopt hier niet (de lezer zegt: {problem}).", "Kijk naar inspringen en aanhalingstekens."


def _character(text: str, line: int, column: int) -> tuple[str, str]:
    character = text.split("\n")[line][column : column + 1]
    if character == "\t":
        return "Hier staat een tab; YAML kent alleen spaties.", "Vervang de tab door spaties."
    return f"Een waarde kan niet met `{character}` beginnen.", _QUOTES
