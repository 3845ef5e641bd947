"""A second name for each file of a published site, so that a site that was thrown away stands again at once."""

import hashlib
import os
import shutil
from pathlib import Path

from kb.site.publish import MANIFEST
from kb.sitefile import SiteFile


def keep(output: Path, folder: Path) -> None:
    """Let `folder` hold the site that stands in `output`: the same files where the disk can, else copies."""
    new = folder.with_name(folder.name + ".new")
    shutil.rmtree(new, ignore_errors=True)
    shutil.copytree(output, new, copy_function=_link)
    shutil.rmtree(folder, ignore_errors=True)
    new.rename(folder)


def kept(folder: Path, digest: str) -> tuple[SiteFile, ...] | None:
    """The files that are kept, if they are those of the site with this digest and nobody changed them; else None."""
    try:
        lines = (folder / MANIFEST).read_bytes()
        if hashlib.sha256(lines).hexdigest() != digest:
            return None
        files = []
        for line in lines.decode().splitlines():
            expected, _, path = line.partition("  ")
            data = (folder / path).read_bytes()
            if hashlib.sha256(data).hexdigest() != expected:
                return None
            files.append(SiteFile(path, data))
    except (OSError, UnicodeDecodeError):
        return None
    return tuple(files)


def _link(old: str, new: str) -> None:
    try:
        os.link(old, new)
    except OSError:
        shutil.copy2(old, new)
