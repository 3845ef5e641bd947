"""After any series of edits the site is the one that a first build would give, byte for byte."""

from pathlib import Path

import pytest

from tests.edits import series


@pytest.mark.parametrize("seed", range(2))
def test_a_warm_build_gives_what_a_cold_one_gives(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """More of these: `python tests/tools/many_edits.py 50`."""
    monkeypatch.chdir(tmp_path)
    for done, differences in series(seed, 4, tmp_path):
        assert differences == [], done
