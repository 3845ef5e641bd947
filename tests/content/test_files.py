"""One file of the content folder, read."""

from pathlib import Path

import pytest

from kb.content.files import read_bytes
from kb.content.notes import Notes

MAPS = Path("/proc/self/maps")


@pytest.mark.skipif(not MAPS.exists(), reason="this system doesn't say where memory lies")
def test_a_file_takes_no_place_of_its_own_in_memory(tmp_path: Path) -> None:
    """A system has some 65,000 of those: a build of 100,000 practices could start no second process."""
    path = tmp_path / "kort.md"
    path.write_bytes(b"kort")
    before = len(MAPS.read_bytes().splitlines())
    read = [read_bytes(path, tmp_path, Notes("kort.md")) for _ in range(300)]

    assert read == [b"kort"] * 300
    assert len(MAPS.read_bytes().splitlines()) < before + 50
