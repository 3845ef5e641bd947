"""Where a Chromium or Chrome stands on this machine, and how a test starts it; as a program, prints its path."""

import os
import shutil
import sys

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)

FLAGS = (
    "--no-sandbox",  # CI runs as root, where Chromium's sandbox refuses to start; the pages are our own
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",  # a test may not reach the outside, and neither may its browser
    "--disable-component-update",
    "--disable-sync",
)


def find() -> str | None:
    """The path of the browser: what CHROMIUM says, else the first that is on this machine; None if there is none."""
    named = os.environ.get("CHROMIUM", "")
    found = (shutil.which(name) for name in (named, *NAMES) if name)
    return next((path for path in found if path), None)


if __name__ == "__main__":
    here = find()
    sys.stdout.write(f"{here}\n" if here else "")
    sys.exit(0 if here else 1)
