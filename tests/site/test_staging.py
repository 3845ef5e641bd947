"""Files that wait on the disk are published as those that wait in memory."""

from pathlib import Path

import pytest

from kb.site.publish import Published, publish
from kb.site.staging import Staging, in_memory
from kb.site.twin import adopt
from kb.sitefile import KeptFile, SiteFile
from tests.little import tree

FILES = (SiteFile("index.html", b"<p>thuis"), SiteFile("regio/twente.html", b"<p>Twente"), SiteFile("leeg.txt", b""))


def test_the_site_is_the_same_and_its_twin_has_the_same_files(tmp_path: Path) -> None:
    staging = Staging(tmp_path / "made")
    kept = [staging.keep(file) for file in FILES]
    published = publish(kept, tmp_path / "site")
    publish(map(in_memory, FILES), tmp_path / "other")
    adopt(staging.folder, tmp_path / "site", tmp_path / "twin")

    assert published == Published(3, 0, 0)
    assert tree(tmp_path / "site") == tree(tmp_path / "other") == tree(tmp_path / "twin")
    assert all((tmp_path / "site" / file.path).samefile(tmp_path / "twin" / file.path) for file in FILES)
    assert not staging.folder.exists()


def test_a_file_that_is_kept_is_known_by_its_bytes(tmp_path: Path) -> None:
    kept = Staging(tmp_path / "made").keep(FILES[1])

    assert (kept.path, kept.digest, kept.data) == (FILES[1].path, FILES[1].digest, FILES[1].data)
    assert Staging(tmp_path / "elsewhere").keep(kept) is kept
    assert isinstance(kept, KeptFile)


@pytest.mark.parametrize("path", ["../index.html", "a//b.html", "con|.html", "index.html"])
def test_what_can_not_be_published_is_refused_at_once(path: str, tmp_path: Path) -> None:
    staging = Staging(tmp_path / "made")
    staging.keep(FILES[0])
    with pytest.raises(ValueError, match=r"unsafe path|two files"):
        staging.keep(SiteFile(path, b""))
    assert tree(tmp_path) == {"made/index.html": FILES[0].data}


def test_where_no_file_can_have_two_names_it_is_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise OSError

    staging = Staging(tmp_path / "made")
    kept = [staging.keep(file) for file in FILES]
    monkeypatch.setattr("os.link", refused)
    publish(kept, tmp_path / "site")
    adopt(staging.folder, tmp_path / "site", tmp_path / "twin")

    assert tree(tmp_path / "site") == tree(tmp_path / "twin")
    assert not (tmp_path / "site/index.html").samefile(tmp_path / "twin/index.html")
