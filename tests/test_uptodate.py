"""A glance says "unchanged" only when it is so; in doubt it says nothing."""

import os
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from kb import scan, uptodate
from kb.buildoptions import Options
from kb.perfile import PerFile
from kb.pipeline import build
from kb.search.writing import Begun, begin_index
from tests.little import practice, tree, write_content

DAY = date(2026, 11, 22)
LONG_AGO = 1_600_000_000_500_000_000


@pytest.fixture(params=[1, 2], ids=["alone", "beside"])
def built(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Options:
    """A site that was built a while ago: the disk shows no file that was written just now.

    Two look at it as if it were a large one.
    """
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(scan, "MANY", scan.MANY if request.param == 1 else 2)
    asked = Options(today=DAY, content=write_content(tmp_path).relative_to(tmp_path), jobs=request.param)
    build(asked)
    for folder in (asked.content, asked.output, asked.work / "index"):
        age(folder)
    build(asked)  # sees that all is known, and how the disk shows it
    return asked


def age(folder: Path) -> None:
    for path in folder.rglob("*"):
        os.utime(path, ns=(LONG_AGO, LONG_AGO))


def test_what_did_not_change_is_seen_without_reading(built: Options, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "read_text", None)
    result = uptodate.unchanged(built).result

    assert result is not None
    assert (result.practices, result.problems) == (3, ())
    assert result.published is not None
    assert result.published.written == 0
    assert result.published.unchanged == sum(path.is_file() for path in built.output.rglob("*")) - 1


def test_a_warning_is_told_without_reading(built: Options) -> None:
    (built.content / "kort.md").write_text(practice("Kort").replace("added: 2024-05-01\n", ""))
    build(built)
    for folder in (built.content, built.output, built.work / "index"):
        age(folder)
    first = build(built).problems
    result = uptodate.unchanged(built).result

    assert result is not None
    assert [problem.code for problem in result.problems] == ["toegevoegd"]
    assert result.problems == first
    assert uptodate.unchanged(replace(built, strict=True)).result is None


def write_longer(asked: Options) -> None:
    (asked.content / "was-doen.md").write_text(practice("De was doen", word="vakman"))


def write_as_long(asked: Options) -> None:
    path = asked.content / "was-doen.md"
    path.write_text(path.read_text().replace("leermeester", "leermaester"))


def write_anew_with_the_old_time(asked: Options) -> None:
    path = asked.content / "was-doen.md"
    other = path.with_name("ander.txt")
    other.write_text(path.read_text().replace("leermeester", "leermaester"))
    os.utime(other, ns=(LONG_AGO, LONG_AGO))
    other.replace(path)


def write_into_it_with_the_old_time(asked: Options) -> None:
    """As an archive that is unpacked: the number of a file that went is given to the next that comes."""
    write_as_long(asked)
    os.utime(asked.content / "was-doen.md", ns=(LONG_AGO, LONG_AGO))


@pytest.mark.parametrize(
    "change",
    [
        write_into_it_with_the_old_time,
        write_longer,
        write_as_long,
        write_anew_with_the_old_time,
        lambda asked: (asked.content / "was-doen.md").unlink(),
        lambda asked: (asked.content / "was-doen.md").rename(asked.content / "was-wassen.md"),
        lambda asked: (asked.content / "_lists/words.yaml").write_text("keep: [werkplaats]\n"),
        lambda asked: (asked.output / "privacy.html").unlink(),
        lambda asked: (asked.output / "brief.txt").touch(),
        lambda asked: (asked.content / "koppeling.md").symlink_to("was-doen.md"),
        lambda asked: next((asked.work / "index").glob("*.seg")).unlink(),
    ],
)
def test_a_change_is_seen(built: Options, change: Callable[[Options], object]) -> None:
    change(built)

    assert uptodate.unchanged(built).result is None


@pytest.mark.parametrize(
    "other",
    [
        {"today": date(2026, 11, 23)},
        {"base_url": "https://voorbeeld.nl/"},
        {"output": Path("ander")},
        {"content": Path("nergens")},
        {"templates": Path("nergens")},
        {"archive": Path("site.zip")},
        {"fresh": True},
        {"work": Path(".ander")},
    ],
)
def test_another_question_is_no_repetition(built: Options, other: dict[str, object]) -> None:
    assert uptodate.unchanged(replace(built, **other)).result is None


SECOND = 1_000_000_000
LATER = (time.time_ns() // SECOND + 3600) * SECOND
"""A moment after all that stands on this disk."""


@pytest.mark.parametrize(
    ("before", "trusted"),
    [(SECOND // 100, False), (SECOND // 10, True), (SECOND, False), (2 * SECOND, False), (4 * SECOND, True)],
)
def test_a_file_that_was_written_just_now_may_change_unseen(
    built: Options,
    monkeypatch: pytest.MonkeyPatch,
    before: int,
    trusted: bool,  # noqa: FBT001 - a table
) -> None:
    """Within the same tick of the disk's clock; a whole number of seconds may come from one that is slow."""
    monkeypatch.setattr("kb.uptodate.time.time_ns", lambda: LATER)
    os.utime(built.content / "was-doen.md", ns=(LATER - before, LATER - before))

    assert bool(uptodate.sources(built)) == trusted


def test_a_build_goes_on_with_what_a_glance_began(built: Options) -> None:
    write_longer(built)
    glanced = uptodate.unchanged(built)
    assert glanced.result is None
    assert glanced.made
    assert len(glanced.stands) > 1
    done = build(built, glanced=glanced).published

    assert done
    assert done.changed, "the site stood as it was left, so few of its files were written"
    assert "vakman" in (built.output / "praktijken/was-doen.html").read_text()
    age(built.content)
    assert build(built).published


def test_however_fast_the_builds_follow_each_other_the_site_stands_as_it_was_left(built: Options) -> None:
    """An index that was written an instant ago may change unseen, unless its files carry an older time."""
    file = built.content / "was-doen.md"
    for word in ("vakman", "strijker", "vouwer"):
        file.write_text(practice("De was doen", word=word))
        done = build(built).published
        assert done
        assert done.changed, word


@pytest.mark.parametrize("base_url", ["", "https://voorbeeld.nl/"])
def test_a_changed_text_costs_no_look_at_other_practices(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, base_url: str
) -> None:
    """Of ten thousand none is fetched: not to check, not to find, and not to show them."""
    monkeypatch.chdir(tmp_path)
    for module in ("docparts", "shards"):
        monkeypatch.setattr(f"kb.search.{module}.SMALL", 8)  # a small collection has all cards in one part
    asked = Options(today=DAY, content=write_content(tmp_path).relative_to(tmp_path), base_url=base_url)
    for number in range(90):  # where somebody looks at many, all are fetched
        (asked.content / f"nummer-{number}.md").write_text(practice(f"Nummer {number}", word=f"gilde{number}"))
    build(asked)
    for folder in (asked.content, asked.output, asked.work / "index"):
        age(folder)
    build(asked)
    file = asked.content / "nummer-7.md"
    file.write_text(f"{file.read_text()}\nMet een schaafbank.\n")
    with monkeypatch.context() as patched:
        patched.setattr(PerFile, "_all", None)
        done = build(asked).published

    assert done
    assert done.changed
    warm = tree(asked.output)
    assert b"schaafbank" in warm["praktijken/nummer-7.html"]
    build(replace(asked, jobs=1, fresh=True))
    assert tree(asked.output) == warm


def test_a_file_that_changes_during_a_build_is_not_taken_for_known(
    built: Options, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the disk said is asked before anything is read, so it is not what it says now."""
    (built.content / "was-doen.md").write_text(practice("De was doen", word="leermeester en vakman"))
    age(built.content)

    def changed(*args: Any, **options: Any) -> Begun:  # noqa: ANN401 - as that takes them
        write_anew_with_the_old_time(built)
        return begin_index(*args, **options)

    with monkeypatch.context() as patched:
        patched.setattr("kb.searching.begin_index", changed)
        build(built)

    assert uptodate.unchanged(built).result is None
    build(built)
    assert "leermaester" in (built.output / "praktijken/was-doen.html").read_text()
