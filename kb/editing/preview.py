"""What a change would do to each file, line by line, for who looks before it is done."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

from kb.editing.transaction import Changes

_WIDTH = 160  # signs of a line that are shown


def as_text(content: Path, changes: Changes) -> str:
    """The files that would change, go, come or get another name, each with the lines that become different."""
    homes = _homes(content, changes)
    arrived = set(homes.values())
    return "\n".join(
        line for path in sorted(changes) if path not in arrived for line in _file(content, path, changes, homes)
    )


def _homes(content: Path, changes: Changes) -> dict[str, str]:
    """The new path of the one practice that gets another name, by its old one."""
    gone = [path for path, data in changes.items() if data is None]
    new = [path for path in changes if path.endswith(".md") and not (content / path).exists()]
    return dict(zip(gone, new, strict=True)) if len(gone) == len(new) == 1 else {}


def _file(content: Path, path: str, changes: Changes, homes: dict[str, str]) -> Iterator[str]:
    home = homes.get(path, path)
    after = changes[home]
    shown, file = (content / path).as_posix(), content / path
    if after is None:
        yield f"{shown}: gaat weg"
    elif not file.exists():
        yield f"{shown}: komt erbij"
    else:
        yield f"{shown} wordt {(content / home).as_posix()}" if home != path else shown
        yield from _lines(file.read_bytes(), after)


def _lines(before: bytes, after: bytes) -> Iterator[str]:
    """Each run of lines that becomes different: where it stands, what it says now and then."""
    old, new = (data.decode("utf-8", "replace").splitlines() for data in (before, after))
    for kind, start, end, to, until in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            yield f"  regel {start + 1}"
            yield from (f"    - {line[:_WIDTH]}" for line in old[start:end])
            yield from (f"    + {line[:_WIDTH]}" for line in new[to:until])
