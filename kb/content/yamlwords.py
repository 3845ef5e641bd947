"""What libyaml says of wrong YAML, in Dutch and with the cure."""

import re
from collections.abc import Mapping

import yaml

# Of these the beginning of the value says more than the spot where the parser gave up.
_FROM_THE_START = ("end of stream", "alphabetic", "',' or", "find expected ':'")
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
_BEGINS = re.compile(r"[ ]*(?:-[ ]+)?([A-Za-z_][A-Za-z0-9_]*)[ ]?(?:(:)(\s?)|[;=])")
_ITEM = re.compile(r"( *)-(?:\s|$)")
_BARE = re.compile(r" *- +[^\s:#'\"\[{][^:]*$")
_NO_SPACE = re.compile(r" *-[^\s-]")
_APOSTROPHE = re.compile(r"'[kmnrst][ -]", re.IGNORECASE)
_CLOSING = ("'", '"', "]", "}")
_MISPLACED = ("expected key", "block end", "'-' indicator", "mapping values", "document start")
_ESCAPE = ("Achter `\\` staat iets dat YAML niet kent.", "Gebruik enkele aanhalingstekens, of schrijf `\\\\`.")
_BAR = ("Achter `|` of `>` kan op dezelfde regel niets staan.", "Begin de tekst op een nieuwe regel.")
# Part of libyaml's or PyYAML's own sentence → what an editor reads, and what to do.
_SENTENCES: Mapping[str, tuple[str, str]] = {
    "mapping values are not allowed": ("Hier staat een dubbelepunt waar dat niet kan.", _COLON),
    "',' or ']'": (
        "De lijst die hier met `[` begint, is niet goed afgesloten.",
        "Zet er `]` achter, en komma's ertussen.",
    ),
    "',' or '}'": ("Wat hier met `{` begint, is niet goed afgesloten.", "Zet er `}` achter, en komma's ertussen."),
    "mapping keys": ("Een waarde kan niet met `? ` beginnen.", _QUOTES),
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
    "document start": _INDENT,
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
    return _explained(problem, [*text.split("\n")[: mark.line], _line(text, mark.line)], mark.column)


def without_colon(line: str) -> tuple[str, str]:
    """What is wrong with a line of a header that names no field, and what to do."""
    found = _BEGINS.match(line)
    if not found:
        hint = "Schrijf `veld: waarde`. Hoort hij bij de waarde erboven? Laat hem dan inspringen."
        return "Op deze regel ontbreekt een dubbelepunt.", hint
    key, colon, space = found.groups()
    if not colon:
        return f"Achter `{key}` hoort een dubbelepunt.", f"Schrijf `{key}: ` en dan de waarde."
    if space:
        return f"Achter `{key}:` staat een vaste spatie; zij lijkt op een gewone.", "Wis haar, en typ een spatie."
    return f"Achter `{key}:` ontbreekt een spatie.", f"Schrijf `{key}: ` en dan de waarde."


def _explained(problem: str, lines: list[str], column: int) -> tuple[int, int, str, str]:
    """As `explain`, for what is wrong on the last of these lines."""
    line = lines[-1]
    if "cannot start" in problem:
        words = _character(line, column)
    elif "end of stream" in problem:
        words = _opened(line[column:])
    elif "document start" in problem and any(each.rstrip() == "..." for each in lines):
        words = ("Achter het einde van de gegevens staat nog iets.", "Haal de regel `...` weg.")
    elif "find expected ':'" in problem:
        words = without_colon(line)
    elif any(part in problem for part in _MISPLACED) and (uneven := _uneven(lines)):
        return uneven
    elif line[:column].rstrip().endswith(_CLOSING) and any(part in problem for part in _MISPLACED):
        return _behind(line[:column].rstrip(), lines)
    else:
        words = _indented(problem, lines, column) or _sentence(problem)
    return len(lines) - 1, column, *words


def _opened(value: str) -> tuple[str, str]:
    """For a value whose first quote is never closed."""
    if _APOSTROPHE.match(value):
        message = "Deze waarde begint met een apostrof, en die leest YAML als een aanhalingsteken."
        return message, 'Zet dubbele aanhalingstekens om de hele waarde: `"\'s-Gravenhage"`.'
    return "Een aanhalingsteken is niet gesloten.", "Zet ook aan het eind een aanhalingsteken."


def _behind(before: str, lines: list[str]) -> tuple[int, int, str, str]:
    """For a text behind what ended a value: a quote in the middle of it, or a bracket."""
    sign, last, column = before[-1], len(lines) - 1, len(before)
    if sign in "]}":
        return last, column - 1, f"Achter `{sign}` staat nog tekst.", _QUOTES
    begun = re.compile(rf"(?:^|[:-])[ ]+({sign})")
    for number in range(last, -1, -1):
        if found := begun.search(lines[number]):
            last, column = number, found.start(1)
            break
    if _APOSTROPHE.match(lines[last][column:]):
        return last, column, *_opened(lines[last][column:])
    hint = 'Zet de andere soort om de hele waarde: `"foto\'s maken"` of `\'een "mooie" dag\'`.'
    return last, column, f"Een `{sign}` binnen deze waarde sluit haar te vroeg af.", hint


def _uneven(lines: list[str]) -> tuple[int, int, str, str] | None:
    """For an item of a list, on the last of these lines, that does not go on where the line above it stopped."""
    item = _ITEM.match(lines[-1])
    numbers = range(len(lines) - 2, -1, -1)
    number = next((n for n in numbers if lines[n].strip() and not lines[n].lstrip().startswith("#")), -1)
    if not item or number < 0:
        return None
    above = lines[number]
    column = len(above) - len(above.lstrip())
    if _NO_SPACE.match(above):
        return number, column, "Achter dit streepje ontbreekt een spatie.", "Schrijf `- ` en dan de waarde."
    if above[column] in "[{":
        return number, column, "Hier ontbreekt een streepje.", "Schrijf `- ` ervoor, recht onder de andere streepjes."
    if (beside := _ITEM.match(above)) and beside[1] != item[1]:
        message = "Dit streepje staat niet recht onder het streepje erboven."
        return len(lines) - 1, len(item[1]), message, "Laat alle streepjes even ver inspringen."
    return None


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
    if _BARE.match(above):
        hint = "Zet achter het streepje eerst de naam van het veld: `- id: waarde`."
        return f"Achter het streepje erboven staat al een waarde, dus `{key}` kan er niet onder staan.", hint
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
