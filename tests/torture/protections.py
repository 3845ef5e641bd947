"""Takes the protections away, one at a time, and says which tests then fail: one that nobody misses was no protection.

    .venv/bin/python tests/torture/protections.py [PART OF A NAME …]

Works in a copy of the project; nothing here is changed.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
PARTS = ("kb", "tests", "site_templates", "practices", ".github", ".ci", "pyproject.toml", "build.py", "SECURITY.md")
SHOWN = 4


@dataclass(frozen=True, slots=True)
class Protection:
    """What is taken away: a text of a file becomes another. `tests` is where it should be missed."""

    name: str
    file: str
    text: str
    instead: str
    tests: tuple[str, ...]


CONTENT, PUBLISH = "tests/content", "tests/site/test_publish.py"
PLACES, FUZZED, CASES = "tests/hostile/test_places.py", "tests/torture/test_corpus.py", "tests/content/test_problems.py"
HOSTILE, PAGES = "tests/hostile/test_markdown.py", "tests/hostile/test_vectors.py"
PROTECTIONS = (
    Protection(
        "nh3",
        "kb/content/prose.py",
        "_CLEANER.clean(part.content)",
        "part.content",
        (HOSTILE, PAGES, "tests/content/test_prose.py"),
    ),
    Protection(
        "autoescape", "kb/site/render.py", "autoescape=True", "autoescape=False", (PAGES, "tests/site/test_render.py")
    ),
    Protection("fsync of files", "kb/site/publish.py", "os.fsync(stream.fileno())", "pass", (PUBLISH,)),
    Protection("fsync of folders", "kb/site/swap.py", "        os.fsync(opened)", "        pass", (PUBLISH,)),
    Protection(
        "the lock of a build",
        "kb/work.py",
        "stack.enter_context(exclusive(folder / _LOCK, busy))",
        "folder.mkdir(parents=True, exist_ok=True); busy",
        ("tests/test_pipeline.py", "tests/test_whole.py"),
    ),
    Protection(
        "the lock of the output",
        "kb/site/swap.py",
        "with exclusive(shop / _LOCK, ",
        "shop.mkdir(exist_ok=True)\n        with __import__('contextlib').nullcontext(",
        (PUBLISH,),
    ),
    Protection("one swap", "kb/site/swap.py", "elif not exchanged(new, target):", "else:", (PUBLISH,)),
    Protection(
        "files of others", "kb/site/publish.py", "    if foreign:", "    if False:", (PUBLISH, "tests/test_pipeline.py")
    ),
    Protection(
        "a tracked .kb",
        "kb/work.py",
        "if listed.returncode == 0 and listed.stdout:",
        "if False:",
        ("tests/test_pipeline.py",),
    ),
    Protection(
        "links in the work folder", "kb/work.py", "            _take_away_odd(folder)", "            pass", (PLACES,)
    ),
    Protection("a work folder elsewhere", "kb/work.py", "if folder.is_symlink():", "if False:", (PLACES,)),
    Protection("a work folder of others", "kb/work.py", "    _refuse_foreign(folder)\n    busy", "    busy", (PLACES,)),
    Protection("git of another user", "kb/work.py", '"safe.directory=*"', '"safe.directory=/"', (PLACES,)),
    Protection("folders in folders", "kb/content/corpus.py", ">= MAX_FOLDERS:", ">= 10_000:", (PLACES,)),
    Protection("lists elsewhere", "kb/content/lists.py", "if folder.is_symlink() and", "if False and", (PLACES,)),
    Protection("a text on every page", "kb/content/values.py", "if len(node.text) > MAX_TEXT:", "if False:", (CASES,)),
    Protection(
        "a line without end",
        "kb/site/adoption_graph.py",
        "if len(steps) == MOST:",
        "if False:",
        ("tests/site/test_adoption.py",),
    ),
    Protection(
        "notes in notes",
        "kb/content/markup.py",
        'processors.deregister("footnote")',
        "finds",
        (FUZZED, "tests/content/test_prose.py"),
    ),
    Protection("addresses in texts", "kb/content/prose.py", "if target is None:", "if False:", (HOSTILE, CONTENT)),
    Protection(
        "addresses in fields",
        "kb/content/values.py",
        "if text is None or is_web_address(text):",
        "if True:",
        (HOSTILE, CONTENT),
    ),
    Protection(
        "addresses on pages",
        "kb/site/outside.py",
        'return url if _parts(url)[0] in {"http", "https"} else ""',
        "return url",
        (HOSTILE,),
    ),
    Protection(
        "scripts with data",
        "kb/site/render.py",
        'for mark in "<>&\\u2028\\u2029":',
        'for mark in "":',
        (PAGES, "tests/site"),
    ),
    Protection("prefix of ids", "kb/content/markup.py", 'PREFIX = "t-"', 'PREFIX = ""', (HOSTILE, CONTENT)),
    Protection(
        "formulas in the table", "kb/site/data.py", 'return f"\'{line}" if', "return line if", (PAGES, "tests/site")
    ),
    # The whole room would go on for hours: that is what is kept away.
    Protection("effort", "kb/content/prose.py", "if needed > MOST_EFFORT:", "if False:", (CASES,)),
    Protection("titles used often", "kb/content/markup.py", "if markdown.references:", "if False:", (CASES,)),
    Protection("depth", "kb/content/frontmatter.py", "if self._depth > MAX_DEPTH:", "if False:", (CONTENT,)),
    Protection(
        "links out of the folder",
        "kb/content/files.py",
        "is_relative_to(folder.resolve())",
        "is_relative_to('/')",
        (CONTENT,),
    ),
    Protection(
        "signs for the terminal",
        "kb/report.py",
        "return _CONTROL.sub(",
        "return text or _CONTROL.sub(",
        ("tests/test_cli.py",),
    ),
)


def _copied(folder: Path) -> Path:
    for part in PARTS:
        if (PROJECT / part).is_dir():
            shutil.copytree(PROJECT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(PROJECT / part, folder / part)
    (folder / "node_modules").symlink_to(PROJECT / "node_modules")  # a test that fails for want of axe misses nothing
    return folder


def missed(protection: Protection) -> list[str]:
    """The names of the tests that fail without this protection."""
    with tempfile.TemporaryDirectory() as temporary:
        copy = _copied(Path(temporary))
        file = copy / protection.file
        text = file.read_text("utf-8")
        if protection.text not in text:
            raise SystemExit(f"{protection.name}: {protection.text!r} no longer stands in {protection.file}")
        file.write_text(text.replace(protection.text, protection.instead), "utf-8")
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--maxfail=12", *protection.tests]
        done = subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        raise SystemExit(f"{protection.name}: the tests did not run\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return re.findall(r"^(?:FAILED|ERROR) \S*?/?(test_\w+\.py::\w+)", done.stdout, re.MULTILINE)


def main(*wanted: str) -> int:
    """Say of each protection which tests miss it; 1 when one is missed by none."""
    without = 0
    for protection in PROTECTIONS:
        if wanted and not any(part in protection.name for part in wanted):
            continue
        names = list(dict.fromkeys(missed(protection)))
        more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
        sys.stdout.write(f"{protection.name}: {', '.join(names[:SHOWN]) or 'MISSED BY NONE'}{more}\n")
        sys.stdout.flush()
        without += not names
    return 1 if without else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
