"""After any series of edits the site is the one that a first build would give, byte for byte."""

from pathlib import Path

import pytest

from kb import workers
from kb.config import PROJECT
from tests.edits import series, there_and_back


@pytest.mark.alone
@pytest.mark.parametrize("seed", range(3))
def test_a_warm_build_gives_what_a_cold_one_gives(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Alone, and with copies of the process as for a large site. More: `python tests/tools/many_edits.py 50`."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(workers, "FEW_BESIDE", 1 if seed % 2 else workers.FEW_BESIDE)
    for done, differences in series(seed, 4, tmp_path):
        assert differences == [], done


@pytest.mark.alone
def test_what_was_mistyped_and_mended_leaves_no_trace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In our own practices. More: `python tests/tools/many_edits.py 10 practices`."""
    monkeypatch.chdir(tmp_path)
    for done, differences in there_and_back(1, 3, PROJECT / "practices"):
        assert differences == [], done
