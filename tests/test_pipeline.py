"""A build as a whole: the same in, the same out; a mistake, and the site stays as it was."""

import errno
import os
import shutil
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from unittest.mock import Mock

import pytest
from msgspec.structs import replace
from whoosh import index as whoosh_index

from kb import forks, uptodate, work
from kb.buildoptions import Options, today
from kb.config import PROJECT, not_set, read_settings, with_base_url
from kb.model import Settings
from kb.operations import find, lists_of, searched_facets, start
from kb.pipeline import build
from kb.problems import BusyError, IndexMissing, KbError, PublishError, UsageError
from kb.reading import read, stops
from kb.search.keptlines import LINES
from kb.site import watch
from tests.family import children
from tests.little import practice, tree, write_content

DAY = date(2026, 11, 22)


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Options:
    """A build of the little content folder, in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    return Options(today=DAY, content=write_content(tmp_path).relative_to(tmp_path))


def test_a_build_gives_a_site_and_says_what_it_took(asked: Options) -> None:
    result = build(asked)

    assert result.practices == 3
    assert result.problems == ()
    assert result.published is not None
    assert result.published.written == len(tree(asked.output)) - 1
    assert list(result.seconds) == ["compare", "read", "index", "related", "search", "render", "publish", "total"]
    assert sum(result.seconds.values()) <= 2 * result.seconds["total"]
    assert b"Fietsen maken" in (asked.output / "praktijken/fietsen-maken.html").read_bytes()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no umask")
@pytest.mark.parametrize(
    ("umask", "folder", "inside"), [(0o077, 0o700, 0o644), (0o027, 0o750, 0o644), (0o002, 0o775, 0o664)]
)
def test_a_strict_umask_closes_the_site_and_no_page_of_it(asked: Options, umask: int, folder: int, inside: int) -> None:
    """Else a nightly job closes the pages that it changes, among others that are open."""
    before = os.umask(umask)
    try:
        build(asked)
        assert os.umask(umask) == umask
        assert stat.S_IMODE(asked.output.stat().st_mode) == folder
        asked.output.chmod(0o755)
        (asked.content / "een.md").write_text(practice("Een"), "utf-8")
        build(asked)
    finally:
        os.umask(before)
    pages = [path for path in asked.output.rglob("*") if path.is_file()]

    assert stat.S_IMODE(asked.output.stat().st_mode) == 0o755
    assert stat.S_IMODE(asked.work.stat().st_mode) == folder
    assert {stat.S_IMODE(path.stat().st_mode) for path in pages} == {inside}
    assert {stat.S_IMODE(path.parent.stat().st_mode) for path in pages} == {0o755, inside | 0o111 | (folder & 0o020)}


@pytest.mark.alone
@pytest.mark.parametrize("beside", [1, 10_000])
def test_the_site_is_the_same_whoever_helps(asked: Options, beside: int, monkeypatch: pytest.MonkeyPatch) -> None:
    build(replace(asked, jobs=1))
    alone, postings = tree(asked.output), _postings(asked)
    shutil.rmtree(asked.output)
    monkeypatch.setattr("kb.workers.FEW_BESIDE", beside)
    build(replace(asked, jobs=2, fresh=True))

    assert tree(asked.output) == tree(asked.work / work.SITE) == alone
    assert _postings(asked) == postings


def _postings(asked: Options) -> list[tuple[object, ...]]:
    """All that stands in the Whoosh index."""
    with whoosh_index.open_dir(asked.work / work.INDEX, readonly=True).reader() as reader:
        return [*reader.iter_postings()]


@pytest.fixture
def copied(asked: Options, monkeypatch: pytest.MonkeyPatch) -> tuple[Options, list[int]]:
    """A build that two processes made, as of a large site, with a practice that changed since; and who began after."""
    monkeypatch.setattr("kb.workers.FEW_BESIDE", 1)
    asked = replace(asked, jobs=2)
    build(asked)
    (asked.content / "was-doen.md").write_text(practice("De was vouwen", word="vakman"))
    began: list[int] = []
    begin = forks._begun  # noqa: SLF001 - to hear of it

    def heard(work: Callable[[], object]) -> int:
        began.append(begin(work))
        return began[-1]

    monkeypatch.setattr(forks, "_begun", heard)
    return asked, began


@pytest.mark.alone
def test_a_change_is_read_by_one_copy_and_its_search_made_by_another(copied: tuple[Options, list[int]]) -> None:
    asked, began = copied
    running = children()
    result = build(asked)
    warm = tree(asked.output)

    assert len(began) == len({"the reader", "the search"})
    assert children() == running
    assert list(result.seconds) == ["compare", "read", "related", "index", "search", "render", "publish", "total"]
    assert b"De was vouwen" in warm["praktijken/was-doen.html"]
    build(replace(asked, jobs=1, fresh=True))
    assert tree(asked.output) == warm == tree(asked.work / work.SITE)


@pytest.mark.alone
def test_trouble_with_a_page_leaves_an_index_of_use(
    copied: tuple[Options, list[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, began = copied
    before, running = tree(asked.output), children()
    with monkeypatch.context() as patched:
        patched.setattr("kb.editing.todo.todo_page", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            build(asked)

    assert (tree(asked.output), children(), len(began)) == (before, running, 2)
    assert [hit.title for hit in find(asked.work, "vouwen", {}, limit=9, sort="relevantie", exact=False).hits] == [
        "De was vouwen"
    ]
    build(asked)
    warm = tree(asked.output)
    build(replace(asked, jobs=1, fresh=True))
    assert tree(asked.output) == warm


@pytest.mark.alone
@pytest.mark.parametrize("step", ["kb.search.writing.write_whole", "kb.site.staging.write"])
def test_a_full_disk_is_told_whoever_meets_it(asked: Options, step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    build(asked)
    before, running = tree(asked.output), children()

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left")

    monkeypatch.setattr("kb.workers.FEW_BESIDE", 1)
    monkeypatch.setattr(step, full)
    with pytest.raises(KbError, match="de schijf is vol"):
        build(replace(asked, jobs=2, fresh=True))

    assert tree(asked.output) == before
    assert children() == running
    assert not (asked.work / f"{work.SITE}.new").exists()


def test_the_same_again_changes_nothing(asked: Options) -> None:
    build(asked)
    again = build(asked)

    assert again.published is not None
    assert (again.published.written, again.published.removed) == (0, 0)


def test_what_is_known_is_not_made_again(asked: Options) -> None:
    first = build(asked)
    again = build(asked)

    assert list(again.seconds) == ["compare", "total"]
    assert again.practices == first.practices
    assert again.published is not None
    assert again.published.unchanged == len(tree(asked.output)) - 1


def change_a_page(asked: Options) -> Options:
    (asked.output / "privacy.html").write_text("anders")
    return asked


def lose_the_index(asked: Options) -> Options:
    shutil.rmtree(asked.work / "index")
    return asked


def touch_a_picture(asked: Options) -> Options:
    (asked.content / "_media").mkdir()
    (asked.content / "_media/los.txt").touch()
    return asked


def lose_the_lines_of_parts(asked: Options) -> Options:
    (asked.work / "index" / LINES).unlink()
    shutil.rmtree(asked.output)
    return touch_a_picture(asked)


def change_a_template(asked: Options) -> Options:
    templates = Path(shutil.copytree(asked.templates, "sjablonen"))
    (templates / "base.html").write_text((asked.templates / "base.html").read_text() + "{# #}")
    return replace(asked, templates=templates)


@pytest.mark.parametrize("record", [b"", b"\xff", b"[]", b"{}", b'{"made_of": 1}'])
def test_a_record_that_can_not_be_read_is_no_record(asked: Options, record: bytes) -> None:
    build(asked)
    (asked.work / "last-build.json").write_bytes(record)

    assert "render" in build(asked).seconds


@pytest.mark.parametrize(
    "change",
    [
        change_a_page,
        lose_the_index,
        touch_a_picture,
        lose_the_lines_of_parts,
        lambda asked: replace(asked, today=date(2026, 11, 23)),
        lambda asked: replace(asked, base_url="https://voorbeeld.nl/"),
        lambda asked: replace(asked, fresh=True),
        change_a_template,
    ],
)
def test_anything_else_is_made_again(asked: Options, change: Callable[[Options], Options]) -> None:
    build(asked)
    other = change(asked)
    again = build(other)

    assert "render" in again.seconds
    assert_as_fresh(other)


def assert_as_fresh(asked: Options) -> None:
    """The site is the one that a first build gives, and the search answers."""
    fresh = replace(asked, output=Path("vers"), work=Path(".vers"), archive=None)
    build(fresh)
    assert tree(asked.output) == tree(fresh.output)
    assert find(asked.work, "jobcoach", {}, limit=9, sort="titel", exact=False).total == 2


def lose_a_page(asked: Options) -> Options:
    (asked.output / "privacy.html").unlink()
    return asked


def lose_the_site(asked: Options) -> Options:
    shutil.rmtree(asked.output)
    return asked


@pytest.mark.parametrize(
    "change",
    [
        lose_a_page,
        lose_the_site,
        lambda asked: replace(asked, output=Path("ander")),
        lambda asked: replace(asked, archive=Path("site.zip")),
    ],
)
def test_a_site_that_is_known_is_put_back_without_being_made_again(
    asked: Options, change: Callable[[Options], Options]
) -> None:
    build(asked)
    other = change(asked)
    again = build(other)

    assert list(again.seconds) == ["compare", "publish", "total"]
    assert again.practices == 3
    assert_as_fresh(other)


def test_a_site_that_is_gone_comes_back_as_the_very_files_it_was(asked: Options) -> None:
    build(asked)
    page = asked.output / "praktijken/was-doen.html"
    before = page.stat()
    shutil.rmtree(asked.output)
    result = build(asked)

    assert result.published is not None
    assert result.published.written == len(tree(asked.output)) - 1
    assert page.stat().st_ino == before.st_ino
    assert uptodate.unchanged(asked).result is not None
    assert_as_fresh(asked)


@pytest.mark.parametrize("damage", [Path.unlink, Path.touch, lambda path: path.write_text("anders")])
def test_a_twin_is_not_trusted_again_by_a_build_that_changes_nothing(
    asked: Options, damage: Callable[[Path], object]
) -> None:
    """Found by a build that left a page out: the site stood, so nobody had looked at its twin."""
    build(asked)
    name = "van-een-ander.html" if damage is Path.touch else "privacy.html"
    damage(asked.work / "site" / name)
    os.utime(asked.content / "was-doen.md", (1, 1))
    build(asked)
    (asked.content / "was-doen.md").write_text(practice("De was doen", word="wasmachine"))
    build(asked)

    assert_as_fresh(asked)


@pytest.mark.parametrize("place", ["kb.site.twin.second_name", "kb.lastbuild.asdict"])
def test_where_a_site_stands_but_nothing_more_fits_the_build_is_fine(
    asked: Options, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    """The exit code says that the published site is untouched: found with `.kb` and the site on disks of their own."""
    refused = Mock(side_effect=OSError(errno.ENOSPC, "No space left on device"))
    for word in ("wasmachine", "wasknijper", "wasmand"):
        (asked.content / "was-doen.md").write_text(practice("De was doen", word=word))
        with monkeypatch.context() as full:
            full.setattr(place, refused)
            assert build(asked).published
        assert not (asked.work / "site.new").exists()
        assert_as_fresh(asked)
        assert build(asked).published
        assert_as_fresh(asked)


def test_what_is_kept_of_the_site_is_not_trusted_when_somebody_changed_it(asked: Options) -> None:
    build(asked)
    shutil.rmtree(asked.output)
    (asked.work / "site/privacy.html").write_text("anders")

    assert "render" in build(asked).seconds
    assert_as_fresh(asked)


@pytest.fixture
def warned(asked: Options) -> Options:
    """A site that was made with a warning."""
    file = asked.content / "was-doen.md"
    file.write_text(file.read_text().replace("added: 2024-05-01\n", ""))
    assert len(build(asked).problems) == 1
    return asked


def test_a_warning_is_told_each_time_and_nothing_is_made_for_it(warned: Options) -> None:
    first = build(replace(warned, fresh=True)).problems
    again = build(warned)
    shutil.rmtree(warned.output)
    back = build(warned)

    assert again.problems == back.problems == first
    assert "read" not in {*again.seconds, *back.seconds}
    assert_as_fresh(warned)


def test_a_warning_is_told_of_the_folder_in_which_it_is_found_now(warned: Options) -> None:
    other = warned.content.with_name("elders")
    warned.content.rename(other)

    (problem,) = build(replace(warned, content=other)).problems

    assert problem.place.path == f"{other}/was-doen.md"


def test_a_strict_build_stops_at_a_warning_that_is_known(warned: Options) -> None:
    result = build(replace(warned, strict=True))

    assert result.published is None
    assert len(result.problems) == 1


@pytest.mark.parametrize("told", ["", "[]", '["practices", []]', None])
def test_what_is_kept_of_warnings_is_not_trusted_when_it_is_damaged(warned: Options, told: str | None) -> None:
    kept = warned.work / "last-warnings.json"
    kept.unlink() if told is None else kept.write_text(told)

    assert len(build(warned).problems) == 1


def test_a_mended_warning_is_told_no_more(warned: Options) -> None:
    (warned.content / "was-doen.md").write_text(practice("De was doen"))

    assert build(warned).problems == build(warned).problems == ()


def test_a_foreign_file_is_told_also_when_all_is_known(asked: Options) -> None:
    build(asked)
    (asked.output / "brief.txt").touch()
    with pytest.raises(PublishError, match="brief"):
        build(asked)


def test_where_a_foreign_file_stands_nothing_is_forgotten(asked: Options) -> None:
    build(asked)
    (asked.output / "brief.txt").write_text("van mij")
    before = tree(asked.work)

    with pytest.raises(PublishError, match=r"brief\.txt"):
        build(replace(asked, fresh=True))

    assert tree(asked.work) == before


def test_one_changed_practice_leaves_the_other_pages(asked: Options) -> None:
    build(asked)
    (asked.content / "was-doen.md").write_text(practice("De was doen", word="kok"))
    other = asked.output / "privacy.html"
    before = other.stat()
    build(asked)

    assert b"kok" in (asked.output / "praktijken/was-doen.html").read_bytes()
    assert other.stat().st_mtime_ns == before.st_mtime_ns


@pytest.mark.parametrize(
    ("old", "new", "looks"),
    [("weinig werk", "geen werk", 0), ("title: Groen in Goes", "title: Groen op Walcheren", 1)],
    ids=["its text", "its title"],
)
def test_what_lists_practices_is_looked_through_when_it_may_be_other(
    asked: Options, monkeypatch: pytest.MonkeyPatch, old: str, new: str, looks: int
) -> None:
    """A site of thousands would look through all for one sentence that was mended."""
    build(asked)
    file = asked.content / "groen-in-goes.md"
    text = file.read_text()
    look = Mock(wraps=watch.listed)
    monkeypatch.setattr(watch, "listed", look)
    for turn in (new, old, new):  # also after a build that looked at nothing
        file.write_text(text.replace(old, turn))
        build(asked)

    warm = tree(asked.output)
    assert look.call_count == 3 * looks
    build(replace(asked, jobs=1, fresh=True))
    assert tree(asked.output) == warm


@pytest.mark.parametrize("kept", ["pages.sqlite", "per-file.sqlite", "index/related.json", "index"])
def test_what_was_remembered_at_another_moment_is_not_taken_for_that_of_now(asked: Options, kept: str) -> None:
    """As when a run was killed between two of them, or somebody put an old one back."""
    build(asked)
    place, aside = asked.work / kept, asked.work.with_name("opzij")
    copy = shutil.copytree if place.is_dir() else shutil.copy
    copy(place, aside)
    for name, word in (("groen-in-goes", "stadspark"), ("was-doen", "strijkplank")):
        file = asked.content / f"{name}.md"
        file.write_text(f"{file.read_text()}\nMet een {word}.\n")
        if name == "groen-in-goes":
            build(asked)
            shutil.rmtree(place) if place.is_dir() else place.unlink()
            aside.rename(place)
    build(asked)

    warm = tree(asked.output)
    build(replace(asked, jobs=1, fresh=True))
    assert tree(asked.output) == warm


@pytest.mark.parametrize("place", ["site/index.html", ".kb/site/index.html", ".kb/site/praktijken/was-doen.html"])
@pytest.mark.parametrize("damage", ["written", "gone", "beside"])
def test_what_was_touched_since_is_no_ground_for_a_change(asked: Options, place: str, damage: str) -> None:
    """Of a site or twin in which somebody else was at work, nothing is kept."""
    build(asked)
    path = Path(place)
    if damage == "written":
        path.write_text("van een ander")
    elif damage == "gone":
        path.unlink()
    elif path.parts[0] == ".kb":
        path.with_name("van-een-ander.html").touch()
    (asked.content / "was-doen.md").write_text(practice("De was doen", word="wasmachine"))
    build(asked)
    warm = tree(asked.output)
    build(replace(asked, output=Path("koud"), work=Path(".koud")))

    assert warm == tree(Path("koud"))


def test_the_same_in_gives_the_same_bytes(asked: Options, tmp_path: Path) -> None:
    """In another process with other hashes, another work folder, other file times, and after another site."""
    for seed in ("1", "2"):
        (tmp_path / seed).mkdir()
        places = ["--content", str(tmp_path / asked.content), "--output", str(tmp_path / seed / "site")]
        subprocess.run(
            [sys.executable, PROJECT / "build.py", "--today", DAY.isoformat(), "--zip", "site.zip", *places],
            cwd=tmp_path / seed,
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
        )
        for path in asked.content.rglob("*.md"):
            os.utime(path, (1, 1))

    assert tree(tmp_path / "1/site") == tree(tmp_path / "2/site")
    assert (tmp_path / "1/site.zip").read_bytes() == (tmp_path / "2/site.zip").read_bytes()


@pytest.mark.parametrize("strict", [True, False])
def test_what_is_wrong_stops_the_build_before_anything_is_published(asked: Options, strict: bool) -> None:  # noqa: FBT001 - a table
    build(asked)
    before = tree(asked.output)
    mistake = practice("Kort", region="twnte") if not strict else practice("Kort").replace("added: 2024-05-01\n", "")
    (asked.content / "kort.md").write_text(mistake)
    result = build(replace(asked, strict=strict))

    assert result.published is None
    assert [problem.place.path for problem in result.problems] == ["practices/kort.md"]
    assert [problem.severity for problem in result.problems] == ["warning" if strict else "error"]
    assert tree(asked.output) == before


def test_a_warning_alone_stops_nothing(asked: Options) -> None:
    (asked.content / "kort.md").write_text(practice("Kort").replace("added: 2024-05-01\n", ""))
    result = build(asked)

    assert len(result.problems) == 1
    assert result.published is not None


def test_a_content_folder_without_lists_uses_those_of_the_project(tmp_path: Path) -> None:
    (tmp_path / "practices").mkdir()

    assert lists_of(tmp_path / "practices").facet("region").term("twente").label == "Twente"


@pytest.mark.parametrize("call", [build, lambda asked: read(asked.content, DAY), lambda asked: lists_of(asked.content)])
def test_a_content_folder_that_is_not_there(asked: Options, call: object) -> None:
    assert callable(call)
    with pytest.raises(UsageError, match="De map nergens bestaat niet"):
        call(replace(asked, content=Path("nergens")))

    assert not asked.output.exists()


def test_the_site_never_stands_in_the_content(asked: Options) -> None:
    with pytest.raises(UsageError, match="practices"):
        build(replace(asked, output=asked.content / "site"))

    assert not Path(".kb").exists()


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("base.html", "{% if x %}", r"sjablonen/base\.html, regel \d+, klopt niet: Unexpected end"),
        ("base.html", "{{ nergens.x }}", r"sjablonen/base\.html, regel \d+, klopt niet: 'nergens' is undefined\.$"),
        ("base.html", "{% include 'weg.html' %}", "'weg.html' not found"),
        ("pages/over.html", b"\xff", "UTF-8"),
        ("assets/css/10-tokens.css", b"\xff", "niet compleet"),
    ],
)
def test_a_broken_template_is_named_with_its_line(asked: Options, file: str, text: str | bytes, said: str) -> None:
    templates = Path(shutil.copytree(asked.templates, "sjablonen"))
    with (templates / file).open("ab") as stream:
        stream.write(text.encode() if isinstance(text, str) else text)
    with pytest.raises(KbError, match=said):
        build(replace(asked, templates=templates))

    assert not asked.output.exists()


def test_an_archive_in_a_folder_that_is_not_there_is_told_in_dutch(asked: Options) -> None:
    with pytest.raises(KbError, match="die plek bestaat niet"):
        build(replace(asked, archive=Path("nergens/site.zip")))


def test_the_archive_holds_the_site(asked: Options) -> None:
    build(replace(asked, archive=Path("site.zip")))
    with zipfile.ZipFile("site.zip") as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == tree(asked.output)
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_an_archive_that_can_not_be_written_stops_the_build(asked: Options) -> None:
    with pytest.raises(PublishError, match="archief"):
        build(replace(asked, archive=Path("nergens/site.zip")))

    assert not asked.output.exists()


def test_an_archive_can_not_stand_in_the_site(asked: Options) -> None:
    with pytest.raises(UsageError, match="archief"):
        build(replace(asked, archive=asked.output / "site.zip"))


def test_no_archive_is_left_when_publishing_fails(asked: Options) -> None:
    asked.output.mkdir()
    build(asked)
    other = Options(DAY, asked.content, Path("ander"), archive=Path("ander.zip"))
    blocked = Path(".ander.kb-werk")
    blocked.write_text("no folder")  # in the way of the workshop
    with pytest.raises(PublishError):
        build(other)

    assert not list(Path().glob("*.zip")) + list(Path().glob(".*.zip*"))


def test_no_cache_forgets_what_was_remembered(asked: Options) -> None:
    build(asked)
    (asked.work / "oud").mkdir()
    (asked.work / "oud/iets").touch()
    (asked.work / "los").touch()
    build(replace(asked, fresh=True))

    assert sorted(path.name for path in asked.work.iterdir()) == [
        *(".gitignore", "index", "last-build.json", "lists.sqlite", "pages.sqlite", "parts.json", "per-file.sqlite"),
        *("seen.json", "site"),
    ]


def test_one_build_at_a_time(asked: Options) -> None:
    with work.hold(asked.work), pytest.raises(BusyError, match="al een build bezig"):
        build(asked)

    assert not asked.output.exists()


def test_a_work_folder_that_git_keeps_is_refused(asked: Options) -> None:
    """What somebody committed there could be an index that does things when it is opened."""
    build(asked)
    subprocess.run(["git", "init", "--quiet"], check=True)
    build(asked)  # in a clone, but ignored
    subprocess.run(["git", "add", "--force", ".kb/index"], check=True)
    for call in (lambda: build(asked), lambda: find(asked.work, "x", {}, limit=1, sort="titel", exact=False)):
        with pytest.raises(KbError, match=r"In git staat een bestand van de werkmap \.kb"):
            call()


def test_a_work_folder_that_can_not_be_made(asked: Options) -> None:
    Path(".kb").write_text("a file")
    with pytest.raises(KbError, match=r"Werken in de map \.kb lukt niet"):
        build(asked)


@pytest.mark.parametrize(
    ("environment", "day"),
    [({"SOURCE_DATE_EPOCH": "0"}, date(1970, 1, 1)), ({"SOURCE_DATE_EPOCH": "1763769599"}, date(2025, 11, 21))],
)
def test_the_day_comes_from_source_date_epoch(environment: Mapping[str, str], day: date) -> None:
    assert today(environment) == day


@pytest.mark.parametrize("wrong", ["", "gisteren", "1e9", "9" * 40])
def test_a_wrong_source_date_epoch_is_wrong_usage(wrong: str) -> None:
    with pytest.raises(UsageError, match="SOURCE_DATE_EPOCH"):
        today({"SOURCE_DATE_EPOCH": wrong})


def test_the_base_url_of_the_command_counts(asked: Options) -> None:
    build(replace(asked, base_url="https://voorbeeld.nl/kennis"))

    assert b"https://voorbeeld.nl/kennis/praktijken/was-doen.html" in (asked.output / "sitemap.xml").read_bytes()


@pytest.mark.parametrize(
    "wrong", ["voorbeeld.nl", "ftp://voorbeeld.nl", "https://", "https://a b", "https://x/?q=1", "http://["]
)
def test_a_wrong_base_url_is_wrong_usage(wrong: str) -> None:
    with pytest.raises(UsageError, match="geen webadres"):
        with_base_url(read_settings(), wrong)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[tool.kb]\ntagline = 'b'", "ontbreekt .*title"),
        ("[tool.kb]\ntitle = 'a'\ntagline = 'b'\nlogo = 'c'", "onbekends: logo"),
        ("[tool.kb]\ntitle = 1\ntagline = 'b'", "tekst .*title"),
        ("[tool.kb]\ntitle = 'a'\ntagline = 'b'\nedit_url = 'c'", "edit_url een webadres"),
        ("[tool]\nkb = 1", "tabel"),
        ("[tool.kb", "niet te lezen"),
    ],
)
def test_wrong_settings_are_said(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "pyproject.toml").write_text(text)
    with pytest.raises(KbError, match=said):
        read_settings(tmp_path / "pyproject.toml")


def test_what_readers_miss_by_an_empty_setting_is_said() -> None:
    empty = Settings("a", "b")

    assert [said.partition(" ")[0] for said in not_set(empty)] == ["editors_email", "repository_url"]
    assert not_set(replace(empty, editors_email="a@b.nl", repository_url="https://b.nl")) == ()


def test_settings_that_are_not_there(tmp_path: Path) -> None:
    with pytest.raises(KbError, match="niet te lezen"):
        read_settings(tmp_path / "pyproject.toml")


def ids(asked: Options, words: str, **chosen: tuple[str, ...]) -> list[str]:
    return [hit.id for hit in find(asked.work, words, chosen, limit=10, sort="titel", exact=False).hits]


def test_the_search_answers_from_the_last_build(asked: Options) -> None:
    build(asked)

    assert searched_facets(asked.work) == {
        "region": "regio",
        "theme": "thema",
        "target_group": "doelgroep",
        "status": "stand",
    }
    assert ids(asked, "leermeester") == ["was-doen"]
    assert ids(asked, "jobcoach", region=("TWENTE",)) == ["fietsen-maken"]
    assert ids(asked, "", region=("Zeeuwse eilanden",)) == ["groen-in-goes"]
    with pytest.raises(UsageError, match=r"“twnte” staat niet in de lijst region\. Bedoelde je twente\?"):
        ids(asked, "", region=("twnte",))


def test_without_a_build_there_is_no_index(asked: Options) -> None:
    with pytest.raises(IndexMissing):
        ids(asked, "jobcoach")

    assert "region" in searched_facets(asked.work)


def test_a_new_practice_has_its_terms_and_is_not_overwritten(asked: Options) -> None:
    path = start("Koken in de wijk", asked.content, {"region": ("Zeeuwse eilanden",), "theme": ("werk",)}, DAY)

    assert path == asked.content / "koken-in-de-wijk.md"
    assert "region: [zeeland]" in path.read_text()
    assert "added: 2026-11-22" in path.read_text()
    with pytest.raises(KbError, match="is er al"):
        start("Koken in de wijk", asked.content, {}, DAY)
    with pytest.raises(UsageError, match="Bedoelde je zeeland"):
        start("Anders", asked.content, {"region": ("zeelnd",)}, DAY)


def test_warnings_stop_only_a_strict_build(asked: Options) -> None:
    (asked.content / "kort.md").write_text(practice("Kort").replace("added: 2024-05-01\n", ""))
    problems = read(asked.content, DAY).problems

    assert stops(problems, strict=True)
    assert not stops(problems, strict=False)
    assert not stops((), strict=True)
