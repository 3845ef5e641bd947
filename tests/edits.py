"""What editors do to a knowledge base, by chance and always the same for the same seed; and what must hold after it."""

import random
import shutil
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

from msgspec.structs import replace

from kb.buildoptions import BuildResult, Options
from kb.config import TEMPLATES
from kb.operations import find
from kb.pipeline import build
from tests.little import LISTS, practice, tree, write_content

DAY = date(2026, 11, 22)
WORDS = ("jobcoach", "leermeester", "dagbestedingslocatie", "re-integratie", "fietsenmaker", "groenploeg", "wasserij")
REGIONS = ("twente", "zeeland")
PICTURE = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x03\x00\x00\x00\x02"
Edit = Callable[[random.Random, Options], Options]


def change_text(chance: random.Random, asked: Options) -> Options:
    """Another word in one practice, and sometimes another region."""
    path = chance.choice(_practices(asked))
    path.write_text(practice(path.stem.replace("-", " "), chance.choice(REGIONS), chance.choice(WORDS)))
    return asked


def mend_text(chance: random.Random, asked: Options) -> Options:
    """A sentence more in one practice: whatever lists it shows the same as before."""
    path = chance.choice(_practices(asked))
    path.write_text(f"{path.read_text()}\nDe {chance.choice(WORDS)} hielp daarbij.\n")
    return asked


def change_picture(chance: random.Random, asked: Options) -> Options:
    """Another picture under the same name, in one practice more."""
    (asked.content / "_media").mkdir(exist_ok=True)
    (asked.content / "_media/foto.png").write_bytes(PICTURE + chance.randbytes(4))
    path = chance.choice(_practices(asked))
    place = "" if path.parent == asked.content else "../"
    path.write_text(f"{path.read_text()}\n![Een werkplaats]({place}_media/foto.png)\n")
    return asked


def change_dossier(chance: random.Random, asked: Options) -> Options:
    """A dossier over some practices, in other words than the one before it; or none any more."""
    path = asked.content / "_dossiers/raad.md"
    path.parent.mkdir(exist_ok=True)
    names = sorted({practice.stem for practice in _practices(asked)})
    steps = ", ".join(chance.sample(names, min(2, len(names))))
    path.write_text(f"---\ntitle: Voor de raad\nsummary: Over {chance.choice(WORDS)}.\npractices: [{steps}]\n---\n")
    if chance.random() < 1 / 4:
        path.unlink()
    return asked


def add(chance: random.Random, asked: Options) -> Options:
    """A new practice, sometimes in a folder of its own."""
    name = f"{chance.choice(WORDS)}-{chance.randrange(1000)}"
    path = asked.content / chance.choice(["", "nieuw"]) / f"{name}.md"
    path.parent.mkdir(exist_ok=True)
    path.write_text(practice(name, chance.choice(REGIONS), chance.choice(WORDS)))
    return asked


def remove(chance: random.Random, asked: Options) -> Options:
    """One practice less."""
    chance.choice(_practices(asked)).unlink()
    return asked


def rename(chance: random.Random, asked: Options) -> Options:
    """A practice under another name, with its bytes and its time."""
    path = chance.choice(_practices(asked))
    path.rename(path.with_name(f"anders-{chance.randrange(1000)}.md"))
    return asked


def change_list(chance: random.Random, asked: Options) -> Options:
    """Another label, a synonym or a compound: things on which practices that kept their bytes depend."""
    lists = asked.content / "_lists"
    name = chance.choice(["region", "synonyms", "words"])
    word, other = chance.sample(WORDS, 2)
    text = {
        "region": LISTS["region"].replace("label: Twente", f"label: Twente ({word})"),
        "synonyms": f"groups:\n  - [{word}, {other}]\n",
        "words": f"keep: [{word}]\n",
    }[name]
    (lists / f"{name}.yaml").write_text(text)
    return asked


def change_template(chance: random.Random, asked: Options) -> Options:
    """Templates of their own, with other words."""
    if asked.templates == TEMPLATES:
        asked = replace(asked, templates=Path(shutil.copytree(TEMPLATES, "sjablonen")))
    path = asked.templates / chance.choice(["base.html", "pages/term.html", "parts/card.html"])
    path.write_text(path.read_text() + f"{{# #}}\n<!-- {chance.randrange(1000)} -->\n")
    return asked


def change_question(chance: random.Random, asked: Options) -> Options:
    """Another day, another address, another number of processes, or the output thrown away."""
    if chance.random() < 1 / 3:
        shutil.rmtree(asked.output, ignore_errors=True)  # a step before this one may have done so
    day = asked.today + timedelta(days=chance.randrange(2) * 40)
    return replace(asked, today=day, base_url=chance.choice(["", "https://voorbeeld.nl/"]), jobs=chance.choice([1, 2]))


EDITS: tuple[Edit, ...] = (
    *(change_text, mend_text, mend_text, change_picture, change_dossier),
    *(add, remove, rename, change_list, change_template, change_question),
)


def series(seed: int, steps: int, folder: Path) -> Iterator[tuple[str, list[str]]]:
    """What was done at each step of a series, and what a first build makes otherwise. Works in the current folder."""
    chance = random.Random(seed)  # noqa: S311 - the same every time, on purpose
    asked = Options(today=DAY, content=write_content(folder).relative_to(folder))
    build(asked)
    for _ in range(steps):
        done = chance.choices(EDITS, k=chance.randint(1, 3))
        for edit in done:
            if _practices(asked):
                asked = edit(chance, asked)
        yield ", ".join(edit.__name__ for edit in done), _differences(asked, build(asked))


def there_and_back(seed: int, steps: int, real: Path) -> Iterator[tuple[str, list[str]]]:
    """A practice of a copy of `real` that was mistyped and mended at each step, and what is other than at first.

    Works in the current folder. The words of a little site fill one part of the index; those of a real one fill many,
    and some of them stand where a part ends.
    """
    chance = random.Random(seed)  # noqa: S311 - the same every time, on purpose
    asked = Options(today=DAY, content=Path(shutil.copytree(real, "practices")))
    build(asked)
    first = tree(asked.output)
    for _ in range(steps):
        path = chance.choice(_practices(asked))
        text = path.read_text()
        path.write_text(_mistyped(text, chance))
        build(asked)
        path.write_text(text)
        build(asked)
        now = tree(asked.output)
        yield path.stem, sorted(name for name in first.keys() | now.keys() if first.get(name) != now.get(name))


def _mistyped(text: str, chance: random.Random) -> str:
    """The text with some letters wrong, below its fields."""
    head, heading, body = text.partition("\n## ")
    letters = list(body)
    small = [at for at, letter in enumerate(letters) if letter.islower()]
    for place in chance.sample(small, min(chance.choice([1, 3, 20]), len(small))):
        letters[place] = chance.choice(["", "e", letters[place] * 2])
    return head + heading + "".join(letters)


def _differences(asked: Options, warm: BuildResult) -> list[str]:
    """Other problems, other files, or other answers of the search; with an error in the content there is no site."""
    cold = replace(asked, output=Path("koud"), work=Path(".koud"), jobs=1)
    first = build(cold)
    wrong = [problem.message for problem in {*first.problems} ^ {*warm.problems}]
    if first.published:
        here, there = tree(asked.output), tree(cold.output)
        wrong += sorted(name for name in here.keys() | there.keys() if here.get(name) != there.get(name))
        wrong += [word for word in WORDS if _answer(asked, word) != _answer(cold, word)]
        shutil.rmtree(cold.output)
    shutil.rmtree(cold.work)
    return wrong


def _practices(asked: Options) -> list[Path]:
    return sorted(path for path in asked.content.rglob("*.md") if path.parent.name != "_dossiers")


def _answer(asked: Options, word: str) -> list[tuple[str, float]]:
    answer = find(asked.work, word, {}, limit=99, sort="relevantie", exact=False)
    return [(hit.id, hit.score) for hit in answer.hits]
