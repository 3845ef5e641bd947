"""The options of a build and its result, as values."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

from msgspec import Struct

from kb.config import TEMPLATES
from kb.problems import Problem, UsageError
from kb.site.publish import Published


class Options(Struct, frozen=True):
    """What is asked of a build. `base_url` None: as the settings say. `strict`: a warning stops it too.

    `jobs`: how many processes share the work (0: one for each processor). `scheduler`: the address of a Dask cluster
    that reads the files instead, or empty. `fresh`: forget all that the work folder remembers. `archive`: also the
    whole site as one zip file.
    """

    today: date
    content: Path = Path("practices")
    output: Path = Path("site")
    work: Path = Path(".kb")
    templates: Path = TEMPLATES
    base_url: str | None = None
    strict: bool = False
    fresh: bool = False
    jobs: int = 0
    scheduler: str = ""
    archive: Path | None = None


class BuildResult(Struct, frozen=True):
    """What came of a build: `published` is None when the problems stopped it. `seconds` by stage, in their order."""

    problems: tuple[Problem, ...]
    practices: int
    published: Published | None
    seconds: Mapping[str, float]


def today(environment: Mapping[str, str]) -> date:
    """The day of the build when none was given: SOURCE_DATE_EPOCH, else the day it is here.

    UsageError when SOURCE_DATE_EPOCH is no number of seconds.
    """
    epoch = environment.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return datetime.now(tz=UTC).astimezone().date()
    try:
        return datetime.fromtimestamp(int(epoch), tz=UTC).date()
    except (ValueError, OverflowError, OSError) as wrong:
        raise UsageError(f"SOURCE_DATE_EPOCH moet een aantal seconden zijn, en is “{epoch}”.") from wrong


def refuse_missing(content: Path) -> None:
    """Raise UsageError when there is no such folder with practices."""
    if not content.is_dir():
        raise UsageError(f"De map {content} bestaat niet. Kies met --content de map met praktijken.")
