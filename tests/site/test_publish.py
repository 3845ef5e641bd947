"""The output folder is wholly old or wholly new, whatever happens; files of others stay."""

import errno
import hashlib
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import BinaryIO
from unittest.mock import Mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.config import PROJECT
from kb.disk import _lock, exclusive
from kb.problems import BusyError, PublishError, UsageError
from kb.site import publish as publisher
from kb.site import swap
from kb.site.publish import MANIFEST, Published, prepare, publish, refuse_foreign, with_manifest
from kb.sitefile import SiteFile

OLD = {"index.html": b"oud", "regio/twente.html": b"<p>Twente", "zoek/a.js": b"1"}
NEW = {"index.html": b"nieuw", "regio/twente.html": b"<p>Twente", "regio/zeeland.html": b"<p>Zeeland"}

MANY = 20
"""Files that are many in a test."""


def files(tree: Mapping[str, bytes]) -> list[SiteFile]:
    return [SiteFile(path, data) for path, data in tree.items()]


def tree(folder: Path) -> dict[str, bytes]:
    """All that stands in the folder, without the manifest."""
    found = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return {path: data for path, data in found.items() if path != MANIFEST}


def litter(folder: Path) -> list[str]:
    """What stands beside the output folder."""
    return sorted(path.name for path in folder.iterdir() if path.name != "site")


@pytest.fixture(params=["exchange", "two renames"])
def move(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways to put a folder in the place of another."""
    if request.param == "two renames":
        monkeypatch.setattr(swap, "exchanged", lambda _one, _other: False)
    return str(request.param)


@pytest.mark.usefixtures("move")
def test_a_first_and_a_second_time(tmp_path: Path) -> None:
    first = publish(files(OLD), tmp_path / "site")
    second = publish(files(NEW), tmp_path / "site")

    assert first == Published(written=3, unchanged=0, removed=0)
    assert second == Published(written=2, unchanged=1, removed=1)
    assert tree(tmp_path / "site") == NEW
    assert litter(tmp_path) == []


def test_the_same_again_touches_nothing(tmp_path: Path) -> None:
    site = tmp_path / "site"
    publish(files(OLD), site)
    before = {path: stand(path) for path in site.rglob("*")}

    assert publish(files(OLD), site) == Published(written=0, unchanged=3, removed=0)
    assert {path: stand(path) for path in site.rglob("*")} == before


def stand(path: Path) -> tuple[int, ...]:
    """What the disk says of a file, but for when it was last read."""
    found = path.stat()
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


@pytest.mark.parametrize("links", [True, False])
def test_an_unchanged_file_keeps_its_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool) -> None:  # noqa: FBT001 - a table
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    publish(files(OLD), tmp_path / "site")
    kept = tmp_path / "site/regio/twente.html"
    os.utime(kept, (1_000_000_000, 1_000_000_000))
    if not links:
        monkeypatch.setattr(os, "link", refuse)
    publish(files(NEW), tmp_path / "site")

    assert kept.stat().st_mtime == 1_000_000_000


def test_a_file_changed_by_hand_is_made_right(tmp_path: Path) -> None:
    publish(files(OLD), tmp_path / "site")
    (tmp_path / "site/index.html").write_bytes(b"???")

    assert publish(files(OLD), tmp_path / "site") == Published(written=1, unchanged=2, removed=0)
    assert tree(tmp_path / "site") == OLD


def test_files_thrown_away_by_hand_come_back(tmp_path: Path) -> None:
    """An empty folder of ours is not a folder of others."""
    publish(files(OLD), tmp_path / "site")
    (tmp_path / "site/regio/twente.html").unlink()
    publish(files(OLD), tmp_path / "site")

    assert tree(tmp_path / "site") == OLD


def test_the_manifest_is_a_list_of_sha256sum(tmp_path: Path) -> None:
    publish(files(OLD), tmp_path / "site")
    lines = (tmp_path / "site" / MANIFEST).read_text().splitlines()

    assert lines == [f"{hashlib.sha256(OLD[path]).hexdigest()}  {path}" for path in sorted(OLD)]


def test_an_empty_folder_is_fine_and_keeps_its_rights(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site").chmod(0o2775)
    publish(files(OLD), tmp_path / "site")

    assert tree(tmp_path / "site") == OLD
    assert (tmp_path / "site").stat().st_mode & 0o7777 == 0o2775


@pytest.mark.parametrize("name", ["CNAME", "regio/notitie.txt", ".git/config", "uploads/"])
def test_what_others_put_there_is_named_and_stays(tmp_path: Path, name: str) -> None:
    site = tmp_path / "site"
    publish(files(OLD), site)
    foreign = site / name
    foreign.parent.mkdir(exist_ok=True)
    if name.endswith("/"):
        foreign.mkdir()
    else:
        foreign.write_text("van een ander")
    said = r"werkmap van git" if name.startswith(".git") else name
    with pytest.raises((PublishError, UsageError), match=said):
        publish(files(NEW), site)

    assert foreign.exists()
    assert {path: data for path, data in tree(site).items() if path != name} == OLD
    assert litter(tmp_path) == []


def test_a_folder_that_we_never_published_is_refused(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    for number in range(5):
        (site / f"brief-{number}.txt").write_text("van mij")
    with pytest.raises(PublishError, match=r"brief-0\.txt, brief-1\.txt, brief-2\.txt en nog 2"):
        refuse_foreign(site)

    assert len(tree(site)) == 5


def test_a_link_in_the_place_of_a_page_is_foreign(tmp_path: Path) -> None:
    publish(files(OLD), tmp_path / "site")
    (tmp_path / "elders").write_bytes(b"van mij")
    (tmp_path / "site/index.html").unlink()
    (tmp_path / "site/index.html").symlink_to(tmp_path / "elders")
    with pytest.raises(PublishError, match=r"index\.html"):
        publish(files(NEW), tmp_path / "site")

    assert (tmp_path / "elders").read_bytes() == b"van mij"


def test_what_a_file_manager_leaves_is_no_obstacle(tmp_path: Path) -> None:
    publish(files(OLD), tmp_path / "site")
    (tmp_path / "site/regio/.DS_Store").write_bytes(b"\0")
    publish(files(NEW), tmp_path / "site")

    assert tree(tmp_path / "site") == NEW


PATHS = st.sampled_from(["index.html", "a/b.html", "a/c.html", "d/e/f.js", "a.css", "d/g"])
TREES = st.dictionaries(PATHS, st.binary(max_size=3))


@given(old=TREES, new=TREES, foreign=st.sampled_from(["", "eigen.txt", "a/eigen.txt"]))
def test_wholly_old_or_wholly_new(
    tmp_path_factory: pytest.TempPathFactory, old: dict[str, bytes], new: dict[str, bytes], foreign: str
) -> None:
    site = tmp_path_factory.mktemp("publish") / "site"
    publish(files(old), site)
    assert tree(site) == old
    if not foreign:
        outcome = publish(files(new), site)
        assert tree(site) == new
        assert outcome.written + outcome.unchanged == len(new)
        assert outcome.removed == len(old.keys() - new.keys())
        return
    (site / foreign).parent.mkdir(exist_ok=True)
    (site / foreign).write_bytes(b"van een ander")
    with pytest.raises(PublishError):
        publish(files(new), site)
    assert tree(site) == old | {foreign: b"van een ander"}


@pytest.mark.parametrize(
    "path", ["", "/etc/passwd", "../x", "a/../b", "a//b", "./a", "a/.", "a\\b", "c:/x", "a\n", "a.", "a ", "x\0"]
)
def test_an_unsafe_path_is_a_bug(tmp_path: Path, path: str) -> None:
    with pytest.raises(ValueError, match="unsafe path"):
        publish([SiteFile(path, b"")], tmp_path / "site")

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("other", ["a.html", "A.html", MANIFEST])
def test_two_files_at_one_path_are_a_bug(other: str) -> None:
    with pytest.raises(ValueError, match="two files"):
        with_manifest(
            [SiteFile("a.html", b""), SiteFile(MANIFEST if other == MANIFEST else "x", b""), SiteFile(other, b"")]
        )


def refused(output: Path, *apart: Path) -> str:
    with pytest.raises(UsageError) as caught:
        prepare(output, apart)
    message = str(caught.value)
    assert "\n" not in message
    return message


def test_places_where_no_site_may_stand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home, content, clone = tmp_path / "thuis/ik", tmp_path / "werk/practices", tmp_path / "kloon"
    for folder in (home, content, clone / ".git"):
        folder.mkdir(parents=True)
    (tmp_path / "bestand").touch()
    (tmp_path / "link").symlink_to(tmp_path / "leeg")
    monkeypatch.setenv("HOME", str(home))

    assert "thuismap" in refused(Path("/"))
    assert "thuismap" in refused(home)
    assert "thuismap" in refused(home.parent)
    assert "practices" in refused(content, content)
    assert "practices" in refused(content / "site", content)
    assert "practices" in refused(content.parent, content)
    assert "git" in refused(clone)
    assert "bestand" in refused(tmp_path / "bestand")
    assert "koppeling" in refused(tmp_path / "link")
    assert "koppelpunt" in refused(Path("/proc"))
    prepare(tmp_path / "werk/site", [content])


@pytest.mark.usefixtures("move")
@pytest.mark.parametrize("room", [True, False])
def test_all_is_on_the_disk_before_it_takes_the_place_of_the_old(
    room: bool,  # noqa: FBT001 - a table
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Without this a power cut could leave a new tree of empty files. An account may have no room for threads."""
    if not room:
        monkeypatch.setattr(threading.Thread, "start", Mock(side_effect=RuntimeError("can't start new thread")))
    synced, at_the_move = set[int](), set[int]()
    fsync, put_in_place = os.fsync, swap.put_in_place

    def noted(opened: int) -> None:
        synced.add(os.fstat(opened).st_ino)
        fsync(opened)

    def moved(new: Path, target: Path) -> None:
        at_the_move.update(path.stat().st_ino for path in (new, *new.rglob("*")) if path.name != "twente.html")
        assert at_the_move <= synced
        synced.clear()
        put_in_place(new, target)

    publish(files(OLD), tmp_path / "site")
    monkeypatch.setattr(os, "fsync", noted)
    monkeypatch.setattr(swap, "put_in_place", moved)
    publish(files(NEW), tmp_path / "site")

    assert len(at_the_move) == 5  # two new files, the list of files, and two folders
    assert synced == {tmp_path.stat().st_ino}


@pytest.mark.parametrize("can", [True, False])
def test_many_files_are_on_the_disk_too(
    can: bool,  # noqa: FBT001 - a table
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The whole disk at once, when all is written; each by itself where the system can't do that."""
    synced, told = set[int](), list[int]()
    fsync, put_in_place, sync_disk = os.fsync, swap.put_in_place, swap.sync_disk
    many = {f"praktijken/{number}.html": b"x" * number for number in range(MANY)}

    def noted(opened: int) -> None:
        synced.add(os.fstat(opened).st_ino)
        fsync(opened)

    def at_once(opened: int) -> bool:
        told.append(sum(path.is_file() for path in (tmp_path / ".site.kb-werk/nieuw").rglob("*")))
        return can and sync_disk(opened)

    def moved(new: Path, target: Path) -> None:
        assert can == synced.isdisjoint(path.stat().st_ino for path in new.rglob("*"))
        assert can or synced >= {path.stat().st_ino for path in (new, *new.rglob("*"))}
        put_in_place(new, target)

    monkeypatch.setattr(publisher, "_MANY", MANY)
    monkeypatch.setattr(os, "fsync", noted)
    monkeypatch.setattr(swap, "sync_disk", at_once)
    monkeypatch.setattr(swap, "put_in_place", moved)
    publish(files(many), tmp_path / "site")

    assert told == [MANY + 1], "with the list of files"
    assert tree(tmp_path / "site") == many


def test_what_the_disk_refuses_as_a_whole_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(files(OLD), tmp_path / "site")
    monkeypatch.setattr(publisher, "_MANY", MANY)
    monkeypatch.setattr(swap, "sync_disk", failing_at(1, swap.heal, OSError(errno.EIO, "I/O error")))
    caught = attempt({f"{number}.html": b"x" for number in range(MANY)}, tmp_path / "site")

    assert "de schijf geeft een fout" in str(caught)
    assert tree(tmp_path / "site") == OLD


class PageError(Exception):
    """Raised by a page that could not be made."""


def broken() -> Iterator[SiteFile]:
    yield SiteFile("index.html", b"half")
    raise PageError


def test_trouble_while_the_pages_are_made(tmp_path: Path) -> None:
    publish(files(OLD), tmp_path / "site")
    with pytest.raises(PageError):
        publish(broken(), tmp_path / "site")

    assert tree(tmp_path / "site") == OLD
    assert litter(tmp_path) == []


def attempt(tree: Mapping[str, bytes], output: Path) -> BaseException | None:
    """What publishing raised, if anything."""
    try:
        publish(files(tree), output)
    except (PublishError, KeyboardInterrupt, SystemExit) as caught:
        return caught
    return None


def failing_at(call: int, works: Callable[..., object], trouble: BaseException) -> Callable[..., object]:
    """The function `works`, that raises `trouble` at this call."""
    calls = count(1)

    def act(*args: object) -> object:
        if next(calls) == call:
            raise trouble
        return works(*args)

    return act


STOPPED = [OSError(errno.ENOSPC, "No space left"), KeyboardInterrupt(), SystemExit(143)]


@pytest.mark.usefixtures("move")
@pytest.mark.parametrize("stopped", STOPPED, ids=repr)
@pytest.mark.parametrize(("owner", "step"), [(publisher, "_make_tree"), (publisher, "write"), (swap, "sync_folder")])
def test_making_the_tree_may_fail(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, owner: object, step: str, stopped: BaseException
) -> None:
    publish(files(OLD), tmp_path / "site")
    monkeypatch.setattr(owner, step, failing_at(1, getattr(owner, step), stopped))
    caught = attempt(NEW, tmp_path / "site")

    assert str(caught).count("\n") == 0
    assert ("de schijf is vol" in str(caught)) == isinstance(stopped, OSError)
    assert tree(tmp_path / "site") == OLD
    assert litter(tmp_path) == []


@pytest.mark.parametrize("stopped", STOPPED, ids=repr)
@pytest.mark.parametrize("call", [1, 2])
def test_a_rename_may_fail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: int, stopped: BaseException) -> None:
    """Also between the two renames the old tree comes back."""
    publish(files(OLD), tmp_path / "site")
    monkeypatch.setattr(swap, "exchanged", lambda _one, _other: False)
    monkeypatch.setattr(os, "replace", failing_at(call, os.replace, stopped))

    assert attempt(NEW, tmp_path / "site") is not None
    assert tree(tmp_path / "site") == OLD
    assert litter(tmp_path) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_in_which_we_may_not_write(tmp_path: Path) -> None:
    publish(files(OLD), tmp_path / "site")
    tmp_path.chmod(0o555)
    with pytest.raises(PublishError, match="niet schrijven"):
        publish(files(NEW), tmp_path / "site")
    tmp_path.chmod(0o755)

    assert tree(tmp_path / "site") == OLD


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte."""
    folder = tmp_path / "schijf"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("no right to mount a disk here")
    yield folder
    subprocess.run(["umount", folder], check=True)


def test_a_full_disk(small_disk: Path) -> None:
    site = small_disk / "site"
    publish(files(OLD), site)
    with pytest.raises(PublishError, match="de schijf is vol") as caught:
        publish([SiteFile(f"{number}.html", bytes(100_000)) for number in range(20)], site)

    assert "\n" not in str(caught.value)
    assert tree(site) == OLD
    assert litter(small_disk) == []


def test_a_disk_that_is_only_for_reading(small_disk: Path) -> None:
    site = small_disk / "site"
    publish(files(OLD), site)
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    with pytest.raises(PublishError, match="alleen om te lezen") as caught:
        publish(files(NEW), site)

    assert "\n" not in str(caught.value)
    assert tree(site) == OLD
    assert litter(small_disk) == []


def test_two_builds_for_one_folder(tmp_path: Path) -> None:
    publish(files(OLD), tmp_path / "site")
    with swap.workshop(tmp_path / "site"), pytest.raises(BusyError):
        publish(files(NEW), tmp_path / "site")

    assert tree(tmp_path / "site") == OLD
    assert litter(tmp_path) == []


HOLDER = """
import sys
from pathlib import Path
from kb.disk import exclusive
with exclusive(Path(sys.argv[1]), "bezig"):
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def running(script: str, *args: object) -> Iterator[subprocess.Popen[bytes]]:
    """A Python process that has printed its first line."""
    command = [sys.executable, "-c", script, *map(str, args)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=PROJECT) as run:
        assert run.stdout is not None
        run.stdout.readline()
        try:
            yield run
        except BaseException:
            run.kill()  # a test that fails must not wait for what goes on for ever
            raise


def test_a_lock_is_gone_with_its_holder(tmp_path: Path) -> None:
    with running(HOLDER, tmp_path / "slot") as holder:
        with pytest.raises(BusyError, match="bezig"), exclusive(tmp_path / "slot", "bezig"):
            pass
        holder.kill()
    with exclusive(tmp_path / "slot", "bezig"):
        pass

    assert list(tmp_path.iterdir()) == []


def test_a_lock_on_a_file_that_went_meanwhile_is_no_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its last holder may let go, and remove it, between our opening it and our locking it."""
    slot, first = tmp_path / "slot", iter([True])

    def late(file: BinaryIO, busy: str) -> None:
        _lock(file, busy)
        if next(first, False):
            slot.unlink()

    monkeypatch.setattr("kb.disk._lock", late)
    with exclusive(slot, "bezig"), pytest.raises(BusyError), exclusive(slot, "bezig"):
        pass


BIG_OLD = {f"pagina/{number}.html": b"oud" * number for number in range(60)}
BIG_NEW = {f"pagina/{number}.html": b"nieuw" * (number % 7) for number in range(20, 90)}
PUBLISHER = """
import sys
from pathlib import Path
from kb.sitefile import SiteFile
from kb.site import publish, swap
if sys.argv[2] == "two renames":
    swap.exchanged = lambda one, other: False
old = [SiteFile(f"pagina/{n}.html", b"oud" * n) for n in range(60)]
new = [SiteFile(f"pagina/{n}.html", b"nieuw" * (n % 7)) for n in range(20, 90)]
print("ready", flush=True)
while True:
    publish.publish(new, Path(sys.argv[1]))
    publish.publish(old, Path(sys.argv[1]))
"""


@pytest.mark.parametrize("way", ["exchange", "two renames"])
@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_killed_at_any_moment(
    tmp_path: Path, way: str, sign: signal.Signals, dose: Callable[[int, int], int], tell: Callable[..., None]
) -> None:
    """After kill -9 the folder is wholly old or wholly new; at most it comes back at the next start."""
    site, moments = tmp_path / "site", random.Random(20)  # noqa: S311 - moments to kill, no secret
    publish(files(BIG_OLD), site)
    kills = dose(8, 50) if sign == signal.SIGKILL else dose(2, 25)
    for number in range(1, kills + 1):
        with running(PUBLISHER, site, way) as run:
            time.sleep(moments.uniform(0, 0.05))
            run.send_signal(sign)
        if way == "exchange" or sign == signal.SIGINT:  # after SIGINT there is time to clean up
            assert tree(site) in (BIG_OLD, BIG_NEW)
        prepare(site, [])
        assert tree(site) in (BIG_OLD, BIG_NEW)
        assert litter(tmp_path) == []
        tell(f"{sign.name} while publishing, {way}", kills=number, mixed=0)


def test_a_reader_never_misses_a_page(
    tmp_path: Path, dose: Callable[[int, int], int], tell: Callable[..., None]
) -> None:
    """While the site is published again and again its pages can always be read, wholly."""
    site = tmp_path / "site"
    publish(files(BIG_OLD), site)
    page = "pagina/25.html"
    reads, swaps, wanted, last = 0, 0, dose(50, 1000), b""
    with running(PUBLISHER, site, "exchange") as run:
        while swaps < wanted and run.poll() is None:
            found = (site / page).read_bytes()
            assert found in (BIG_OLD[page], BIG_NEW[page])
            reads, swaps, last = reads + 1, swaps + (found != last), found
        run.kill()
    tell("a reader while publishing", reads=reads, swaps=swaps, misses=0)

    assert swaps == wanted


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a site is put in place by two renames")
def test_the_site_is_swapped_in_one_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A gap between two renames is too short for the test above: so nothing may even be renamed away."""
    site, renamed = tmp_path / "site", []
    publish(files(OLD), site)
    monkeypatch.setattr(Path, "replace", lambda self, _other: renamed.append(self))
    publish(files(NEW), site)

    assert renamed == []
    assert tree(site) == NEW


@pytest.mark.parametrize("new_stands", [True, False])
def test_a_kill_between_the_two_renames_is_healed(tmp_path: Path, new_stands: bool) -> None:  # noqa: FBT001 - a table
    """What stands counts; the old tree comes back only where nothing stands."""
    site, shop = tmp_path / "site", tmp_path / ".site.kb-werk"
    publish(files(OLD), site)
    shop.mkdir()
    site.rename(shop / "oud")
    publish(files(NEW), site if new_stands else shop / "nieuw")
    prepare(site, [])

    assert tree(site) == (NEW if new_stands else OLD)
    assert litter(tmp_path) == []
