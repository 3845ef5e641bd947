"""A site that is renewed by way of its twin: wholly old or wholly new, and the twin follows."""

import errno
import os
import random
import shutil
import signal
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from kb.problems import PublishError
from kb.site import publish as publisher
from kb.site import swap, twin
from kb.site.publish import MANIFEST, Published, prepare, publish
from kb.site.twin import earlier, keep, kept, put_back, renew
from kb.sitefile import NOTHING, Earlier, File, KeptFile, Site, SiteFile
from tests.site.test_publish import BIG_NEW, BIG_OLD, NEW, OLD, STOPPED, failing_at, files, litter, running, tree

WORK = ".kb"


def published(folder: Path, site: Mapping[str, bytes]) -> Earlier:
    """A site with its twin, as a build leaves them."""
    publish(files(site), folder / "site")
    (folder / WORK).mkdir(exist_ok=True)
    keep(folder / "site", folder / WORK / "site")
    return earlier(folder / WORK / "site")


def numbers(done: Published | None) -> tuple[int, int, int] | None:
    """How many files were written, stayed and went."""
    return (done.written, done.unchanged, done.removed) if done else None


def test_only_what_changed_is_written(tmp_path: Path) -> None:
    known = published(tmp_path, OLD)
    before = (tmp_path / "site/regio/twente.html").stat()
    done = renew(Site(tuple(files(NEW))), tmp_path / "site", known)

    assert numbers(done) == (2, 1, 1)
    assert tree(tmp_path / "site") == NEW
    assert tree(tmp_path / WORK / "site") == NEW
    assert not (tmp_path / "site/zoek").exists()
    after = (tmp_path / "site/regio/twente.html").stat()
    assert (after.st_mtime_ns, after.st_ino) == (before.st_mtime_ns, before.st_ino)
    assert earlier(tmp_path / WORK / "site").digests == earlier(tmp_path / "site").digests


def test_what_is_kept_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known = published(tmp_path, OLD)
    same = [known.file(path) for path in OLD if path != "index.html"]
    monkeypatch.setattr(KeptFile, "data", property(lambda _: pytest.fail("read")))
    asked: list[File] = [SiteFile("index.html", b"nieuw"), *(file for file in same if file)]

    assert numbers(renew(Site(tuple(asked)), tmp_path / "site", known)) == (1, 2, 0)
    assert tree(tmp_path / "site") == {**OLD, "index.html": b"nieuw"}


def test_again_and_again(tmp_path: Path) -> None:
    known = published(tmp_path, OLD)
    for site in (NEW, OLD, OLD, {"index.html": b"alleen"}, NEW):
        renew(Site(tuple(files(site))), tmp_path / "site", known)
        known = earlier(tmp_path / WORK / "site")

        assert tree(tmp_path / "site") == tree(tmp_path / WORK / "site") == site
        assert litter(tmp_path) == [WORK]


def test_a_file_in_the_place_of_a_folder_and_back(tmp_path: Path) -> None:
    file, folder = {"regio": b"bestand"}, {"regio/twente.html": b"map"}
    known = published(tmp_path, folder)
    for site in (file, folder):
        renew(Site(tuple(files(site))), tmp_path / "site", known)
        known = earlier(tmp_path / WORK / "site")

        assert tree(tmp_path / "site") == tree(tmp_path / WORK / "site") == site


def test_the_same_touches_nothing(tmp_path: Path) -> None:
    known = published(tmp_path, OLD)
    before = {path: path.stat().st_ino for path in tmp_path.rglob("*")}

    assert numbers(renew(Site(tuple(files(OLD))), tmp_path / "site", known)) == (0, 3, 0)
    assert {path: path.stat().st_ino for path in tmp_path.rglob("*")} == before


@pytest.mark.parametrize("trouble", STOPPED, ids=repr)
@pytest.mark.parametrize("step", ["written", "manifest"])
@pytest.mark.parametrize("call", [1, 2])
def test_changing_the_twin_may_fail(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, call: int, trouble: BaseException
) -> None:
    known = published(tmp_path, OLD)
    monkeypatch.setattr(twin, step, failing_at(call, getattr(twin, step), trouble))
    try:
        renew(Site(tuple(files(NEW))), tmp_path / "site", known)
    except (PublishError, OSError, KeyboardInterrupt, SystemExit):
        assert tree(tmp_path / "site") == OLD
    else:
        assert tree(tmp_path / "site") == NEW
    assert litter(tmp_path) == [WORK]


def test_a_full_disk_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known = published(tmp_path, OLD)
    monkeypatch.setattr(twin, "written", failing_at(1, publisher.written, OSError(errno.ENOSPC, "No space left")))
    with pytest.raises(PublishError, match="de schijf is vol"):
        renew(Site(tuple(files(NEW))), tmp_path / "site", known)

    assert tree(tmp_path / "site") == OLD


def test_a_twin_that_cannot_follow_is_thrown_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known = published(tmp_path, OLD)
    monkeypatch.setattr(twin, "second_name", failing_at(1, shutil.copy2, OSError(errno.EIO, "trouble")))

    assert numbers(renew(Site(tuple(files(NEW))), tmp_path / "site", known)) == (2, 1, 1)
    assert tree(tmp_path / "site") == NEW
    assert earlier(tmp_path / WORK / "site") == NOTHING


def test_where_folders_can_not_swap_nothing_happens_to_the_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = published(tmp_path, OLD)
    monkeypatch.setattr(swap, "exchanged", lambda _one, _other: False)

    assert renew(Site(tuple(files(NEW))), tmp_path / "site", known) is None
    assert tree(tmp_path / "site") == OLD


def test_without_hard_links_there_are_copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refused)
    known = published(tmp_path, OLD)
    renew(Site(tuple(files(NEW))), tmp_path / "site", known)

    assert tree(tmp_path / "site") == tree(tmp_path / WORK / "site") == NEW


def test_a_site_that_is_gone_comes_back_from_its_twin_unless_that_was_changed(tmp_path: Path) -> None:
    published(tmp_path, OLD)
    folder = tmp_path / WORK / "site"
    digest = SiteFile(MANIFEST, (folder / MANIFEST).read_bytes()).digest
    shutil.rmtree(tmp_path / "site")

    assert {file.path: file.data for file in kept(folder, digest) or ()} == OLD
    (folder / "index.html").write_bytes(b"anders")
    assert kept(folder, digest) is None


@pytest.mark.parametrize("call", [1, 3])
def test_a_disk_that_refuses_while_a_site_is_put_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: int
) -> None:
    published(tmp_path, OLD)
    shutil.rmtree(tmp_path / "site")
    with monkeypatch.context() as patched:
        patched.setattr(os, "link", failing_at(call, os.link, OSError(errno.EDQUOT, "Disk quota exceeded")))
        with pytest.raises(PublishError, match="je ruimte op de schijf is op"):
            put_back(tmp_path / WORK / "site", tmp_path / "site")

    assert litter(tmp_path) == [WORK]
    assert not (tmp_path / "site").exists()
    assert put_back(tmp_path / WORK / "site", tmp_path / "site")
    assert tree(tmp_path / "site") == OLD


def test_a_site_is_not_put_back_where_its_files_can_not_be_the_same(tmp_path: Path) -> None:
    published(tmp_path, OLD)

    assert not put_back(tmp_path / WORK / "site", Path("/proc/site"))
    assert not put_back(tmp_path / WORK / "site", tmp_path / "nergens/site")


RENEWER = """
import sys
from pathlib import Path
from kb.sitefile import SiteFile, Site
from kb.site.twin import earlier, renew
site, folder = Path(sys.argv[1]), Path(sys.argv[2])
old = [SiteFile(f"pagina/{n}.html", b"oud" * n) for n in range(60)]
new = [SiteFile(f"pagina/{n}.html", b"nieuw" * (n % 7)) for n in range(20, 90)]
print("ready", flush=True)
while True:
    renew(Site(tuple(new)), site, earlier(folder))
    renew(Site(tuple(old)), site, earlier(folder))
"""


def test_killed_at_any_moment(tmp_path: Path, dose: Callable[[int, int], int], tell: Callable[..., None]) -> None:
    """The site is one of the two at once; the twin may be anything, so a build that was killed trusts none."""
    moments = random.Random(21)  # noqa: S311 - moments to kill, no secret
    for number in range(1, dose(8, 100) + 1):
        published(tmp_path, BIG_OLD)
        with running(RENEWER, tmp_path / "site", tmp_path / WORK / "site") as run:
            time.sleep(moments.uniform(0, 0.05))
            run.send_signal(signal.SIGKILL)

        assert tree(tmp_path / "site") in (BIG_OLD, BIG_NEW)
        prepare(tmp_path / "site", [])
        assert tree(tmp_path / "site") in (BIG_OLD, BIG_NEW)
        assert litter(tmp_path) == [WORK]
        tell("SIGKILL while renewing by the twin", kills=number, mixed=0)
