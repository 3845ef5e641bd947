"""Some files of a folder changed together: all of them or none, also when the disk refuses or the run is killed."""

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from kb.disk import exclusive, reason, second_name, worded
from kb.problems import KbError

Changes = Mapping[str, bytes | None]
"""New content by path in the folder ("/" between its parts); None takes the file away."""

_SHOP = ".kb-wijziging"
_PLAN = "plan.json"
_LOCK = "slot"


@contextmanager
def change(folder: Path) -> Iterator[None]:
    """Hold a folder to change it, as the only one. A change that was killed halfway is finished first.

    BusyError when another run changes it, KbError when the disk refuses.
    """
    shop = folder / _SHOP
    busy = f"Er verandert al iets in {folder}. Wacht tot dat klaar is."
    try:
        with worded(f"Veranderen in {folder} lukt niet"), exclusive(shop / _LOCK, busy):
            _finish(folder, shop)
            try:
                yield
            finally:
                _clear(shop)
    finally:
        with suppress(OSError):  # not empty: another run, or something that is not ours
            shop.rmdir()


def carry_out(folder: Path, changes: Changes) -> None:
    """Change the files, while `change` holds the folder.

    Everything new is written beside first. Then a plan is put down: from there on a killed run is finished by the
    next. When the disk refuses halfway, what was done is undone. KbError then; the folder is as it was.
    """
    shop = folder / _SHOP
    before = {path: _read(folder / path) for path in changes}
    try:
        steps = {path: _staged(shop, number, data) for number, (path, data) in enumerate(changes.items())}
        made = shop / f"{_PLAN}.nieuw"
        made.write_text(json.dumps(steps), encoding="utf-8")
        made.replace(shop / _PLAN)
        _apply(folder, shop, steps)
    except BaseException as trouble:  # Ctrl-C too
        for path, data in before.items():
            with suppress(OSError):  # what can't be put back was not changed either
                _put_back(folder / path, data)
        (shop / _PLAN).unlink(missing_ok=True)
        if isinstance(trouble, OSError):
            raise KbError(f"Er is niets veranderd: {reason(trouble)}.") from trouble
        raise


def _staged(shop: Path, number: int, data: bytes | None) -> str:
    """The name under which a file's new content waits; empty when the file goes."""
    if data is None:
        return ""
    name = f"{number}.nieuw"
    with (shop / name).open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    return name


def _apply(folder: Path, shop: Path, steps: Mapping[str, str]) -> None:
    """Every step of the plan; one that was done before is done."""
    for path, name in steps.items():
        target = folder / path
        if not name:
            target.unlink(missing_ok=True)
        elif (shop / name).exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            (shop / name).replace(target)


def _finish(folder: Path, shop: Path) -> None:
    """Do what is left of a plan. One that leads out of the folder is none of ours."""
    with suppress(FileNotFoundError):
        steps = json.loads((shop / _PLAN).read_text("utf-8"))
        inside = folder.resolve()
        if not all((folder / path).resolve().is_relative_to(inside) and "/" not in steps[path] for path in steps):
            raise KbError(f"In {shop} staat een plan dat niet van ons is. Kijk ernaar en gooi die map weg.")
        _apply(folder, shop, steps)
    _clear(shop)


def _clear(shop: Path) -> None:
    for entry in [*shop.glob(f"{_PLAN}*"), *shop.glob("*.nieuw")]:
        with suppress(OSError):
            entry.unlink()


def _read(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def _put_back(path: Path, data: bytes | None) -> None:
    if data is None:
        path.unlink(missing_ok=True)
    elif _read(path) != data:
        path.write_bytes(data)


def copied(folder: Path, changes: Changes, target: Path) -> None:
    """A copy of the folder with the changes done, to look at what would come of them."""
    shutil.copytree(folder, target, ignore=shutil.ignore_patterns(_SHOP), copy_function=second_name)
    for path, data in changes.items():
        (target / path).unlink(missing_ok=True)  # never write through a link
        if data is not None:
            (target / path).parent.mkdir(parents=True, exist_ok=True)
            (target / path).write_bytes(data)
