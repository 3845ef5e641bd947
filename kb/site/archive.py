"""The whole site as one zip file that is the same for the same site."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kb.disk import worded
from kb.problems import PublishError
from kb.site.publish import with_manifest
from kb.sitefile import File

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the first moment that zip knows: no clock in the bytes
_UNIX = 3
_READABLE = 0o100644 << 16


@contextmanager
def archived(files: Iterable[File], target: Path) -> Iterator[None]:
    """Write the archive, with the manifest that the site has, and put it at `target` when the block ends well.

    PublishError when it can't be written; after an exception in the block `target` is as it was.
    """
    staged = target.with_name(f".{target.name}.kb-werk")
    refused = f"Het archief {target} is niet geschreven"
    try:
        with worded(refused, PublishError):
            _write(files, staged)
        yield
        with worded(refused, PublishError):
            staged.replace(target)
    finally:
        staged.unlink(missing_ok=True)


def _write(files: Iterable[File], target: Path) -> None:
    import zipfile  # noqa: PLC0415 - few builds make one

    with zipfile.ZipFile(target, "w") as archive:
        for file in with_manifest(files):
            entry = zipfile.ZipInfo(file.path, _FIRST_DAY)
            entry.create_system, entry.external_attr = _UNIX, _READABLE
            archive.writestr(entry, file.data, zipfile.ZIP_DEFLATED)
