"""Whatever changes in a collection, what is kept of an earlier site is what a first build would make."""

import hashlib
import json
import random
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from unittest.mock import MagicMock

import pytest
from msgspec.structs import replace

from kb.content.corpus import read_corpus
from kb.model import AdoptedBy, AdoptedFrom, Corpus, Image, MediaFile, Organisation, Related, SafeHtml, WholePractice
from kb.site.addresses import JSON_DATA
from kb.site.catalogue import catalogue, shown
from kb.site.pieces import Known
from kb.site.render import PRACTICE, Contents, Means, Rendered, render_site
from kb.site.watch import Watch
from kb.sitefile import NOTHING, Earlier, File, KeptFile
from tests.corpora import texts_of, with_practices
from tests.site import little

DAY = date(2026, 12, 1)
Links = Mapping[str, tuple[Related, ...]]
Whole = tuple[Corpus, Links]
Edit = Callable[[random.Random, Whole], Whole]


@pytest.fixture(scope="module")
def real(root: Path) -> Whole:
    """The real collection, in which each practice is related to the two after it."""
    corpus = read_corpus(root / "practices", root / "practices/_lists", today=DAY).value
    assert corpus is not None
    ids = [practice.id for practice in texts_of(corpus)]
    near = {name: tuple(Related(other, "lijkt erop") for other in ids[at + 1 : at + 3]) for at, name in enumerate(ids)}
    return corpus, near


def one_practice(change: Callable[[random.Random, WholePractice, Corpus], WholePractice]) -> Edit:
    """An edit of one practice by chance."""

    def edit(chance: random.Random, whole: Whole) -> Whole:
        corpus, near = whole
        at = chance.randrange(len(texts_of(corpus)))
        changed = change(chance, texts_of(corpus)[at], corpus)
        return with_practices(corpus, (*texts_of(corpus)[:at], changed, *texts_of(corpus)[at + 1 :])), near

    edit.__name__ = change.__name__
    return edit


def some_id(chance: random.Random, corpus: Corpus) -> str:
    """The id of a practice, or of none."""
    return chance.choice([*(practice.id for practice in texts_of(corpus)), "bestaat-niet"])


def title(chance: random.Random, practice: WholePractice, _: Corpus) -> WholePractice:
    return replace(practice, title=f"{chance.choice('AMZ')} {practice.title}")


def text(chance: random.Random, practice: WholePractice, _: Corpus) -> WholePractice:
    first, *rest = practice.sections
    word = f"Participatiewet {chance.random()}"
    return replace(practice, sections=(replace(first, html=SafeHtml(f"<p>{word}</p>"), text=word), *rest), body=word)


def organisation(chance: random.Random, practice: WholePractice, corpus: Corpus) -> WholePractice:
    other = chance.choice(texts_of(corpus)).organisations[0].name
    return replace(practice, organisations=(Organisation(chance.choice([other, "Senzer!", "senzer"])),))


def terms(chance: random.Random, practice: WholePractice, corpus: Corpus) -> WholePractice:
    facet = chance.choice([facet for facet in corpus.lists.facets if facet.terms])
    chosen = tuple(term.id for term in chance.sample(facet.terms, min(2, len(facet.terms))))
    return replace(practice, facets={**practice.facets, facet.name: chosen[: chance.randrange(3)]})


def adoption(chance: random.Random, practice: WholePractice, corpus: Corpus) -> WholePractice:
    by = AdoptedBy("Ergens", "twente", "2024", changed="iets", practice=some_id(chance, corpus))
    return replace(practice, adopted_by=(by,), adopted_from=(AdoptedFrom(some_id(chance, corpus)),))


def replacement(chance: random.Random, practice: WholePractice, corpus: Corpus) -> WholePractice:
    return replace(practice, replaced_by=some_id(chance, corpus))


def alias(chance: random.Random, practice: WholePractice, corpus: Corpus) -> WholePractice:
    taken = {name for each in texts_of(corpus) for name in (each.id, *each.aliases)}
    return practice if (name := f"vroeger-{chance.randrange(99)}") in taken else replace(practice, aliases=(name,))


def dates(chance: random.Random, practice: WholePractice, _: Corpus) -> WholePractice:
    return replace(practice, reviewed=date(2020 + chance.randrange(7), 1, 1), language=chance.choice(["nl", "en"]))


def picture(chance: random.Random, practice: WholePractice, _: Corpus) -> WholePractice:
    return replace(practice, image=Image(chance.choice(["een.png", "weg.png"]), "Een foto"))


def media(chance: random.Random, whole: Whole) -> Whole:
    return replace(
        whole[0], media=(MediaFile("een.png", bytes([chance.randrange(99)]), chance.randrange(99), 9),)
    ), whole[1]


def gone(chance: random.Random, whole: Whole) -> Whole:
    name = chance.choice(texts_of(whole[0])).id
    return with_practices(whole[0], tuple(each for each in texts_of(whole[0]) if each.id != name)), whole[1]


def another(chance: random.Random, whole: Whole) -> Whole:
    name = f"nieuw-{chance.randrange(10**6)}"
    copy = replace(chance.choice(texts_of(whole[0])), id=name, source_path=f"{name}.md", aliases=())
    return with_practices(whole[0], tuple(sorted((*texts_of(whole[0]), copy), key=lambda each: each.id))), whole[1]


def near(chance: random.Random, whole: Whole) -> Whole:
    name, other = chance.choice(texts_of(whole[0])).id, some_id(chance, whole[0])
    return whole[0], {**whole[1], name: (Related(other, "toeval"),)}


def dossier(chance: random.Random, whole: Whole) -> Whole:
    first, *rest = whole[0].dossiers
    first = replace(first, title=f"Dossier {chance.random()}", steps=first.steps[chance.randrange(2) :])
    return replace(whole[0], dossiers=(first, *rest)), whole[1]


EDITS: tuple[Edit, ...] = (
    *map(one_practice, (title, text, organisation, terms, adoption, replacement, alias, dates, picture)),
    *(media, gone, another, near, dossier),
)


def digests(corpus: Corpus) -> dict[str, str]:
    """What stands for the bytes of each file; computed terms are no part of a file."""
    return {each.source_path: hashlib.sha256(repr(each).encode()).hexdigest() for each in texts_of(corpus)}


def standing(folder: Path, files: Iterable[File]) -> Earlier:
    """What is known of these files once they were published. Only of the open data the bytes are asked for."""
    stood = {file.path: file for file in files}
    (folder / JSON_DATA).write_bytes(stood[JSON_DATA].data)
    return Earlier(folder, {path: file.digest for path, file in stood.items()})


def made_of(corpus: Corpus, links: Links, known: Known | None = None) -> Rendered:
    """The site of a corpus, by what is known of an earlier one."""
    return render_site(Contents(corpus, little.PUBLIC, DAY, little.TEMPLATES, links), Means(known or Known()))


def series(chance: random.Random, whole: Whole, steps: int) -> Iterator[tuple[str, Whole]]:
    for _ in range(steps):
        edits = chance.choices(EDITS, k=chance.randint(1, 3))
        for edit in edits:
            whole = edit(chance, whole)
        yield ", ".join(edit.__name__ for edit in edits), whole


@pytest.mark.parametrize("seed", range(2))
def test_what_is_kept_is_what_a_first_build_makes(
    seed: int, real: Whole, tmp_path: Path, dose: Callable[[int, int], int], tell: Callable[..., None]
) -> None:
    chance, known, stood = random.Random(seed), Known(), NOTHING  # noqa: S311 - the same every time, on purpose
    kept = 0
    for done, (corpus, links) in series(chance, real, dose(6, 100)):
        warm = made_of(corpus, links, replace(known, earlier=stood, digests=digests(corpus)))
        cold = made_of(corpus, links)
        expected = {file.path: file.digest for file in cold.files}

        assert {file.path: file.digest for file in warm.files} == expected, done
        kept += sum(isinstance(file, KeptFile) for file in warm.files)
        remembered = {**known.pieces, **warm.fresh}
        known = Known({name: remembered[name] for name in warm.pieces})
        stood = standing(tmp_path, cold.files)
    assert kept
    tell("pieces kept after edits", files=kept, wrong=0)


def test_a_change_of_text_makes_few_pieces(real: Whole, tmp_path: Path) -> None:
    """Its own page and those that print its text; nothing that only lists it."""
    corpus, links = real
    first = made_of(corpus, links, Known(digests=digests(corpus)))
    stood = standing(tmp_path, first.files)
    changed, _ = one_practice(text)(random.Random(1), real)  # noqa: S311 - the same every time, on purpose
    ((path, _),) = set(digests(changed).items()) - set(digests(corpus).items())
    again = made_of(changed, links, Known(first.fresh, stood, digests(changed)))

    assert [name for name in again.fresh if name.startswith("praktijk ")] == [f"praktijk {path.removesuffix('.md')}"]
    assert {name.rpartition("/")[2] for name in again.fresh if name.startswith(("regio/", "thema/"))} == {"reader.html"}
    assert not again.fresh.keys() & {"index.html", "organisaties.html", "overzicht.html", "zoeken.html", "te-doen.html"}


@pytest.mark.parametrize("damage", ["other stamp", "file gone", "other bytes"])
def test_what_does_not_stand_or_fit_is_made_anew(real: Whole, tmp_path: Path, damage: str) -> None:
    corpus, links = real
    known = Known(digests=digests(corpus))
    first = made_of(corpus, links, known)
    name = texts_of(corpus)[0].id
    path, piece = f"praktijken/{name}.html", f"praktijk {name}"
    stood, pieces = standing(tmp_path, first.files), dict(first.fresh)
    digests_ = dict(stood.digests)
    if damage == "other stamp":
        pieces[piece] = pieces[piece].replace(pieces[piece][2:34], "0" * 32)
    elif damage == "file gone":
        del digests_[path]
    else:
        digests_[path] = "0" * 64
    again = made_of(corpus, links, Known(pieces, Earlier(tmp_path, digests_), digests(corpus)))

    (made,) = [file for file in again.files if file.path == path]
    assert not isinstance(made, KeptFile)
    assert made in first.files
    assert piece in again.fresh


def test_a_practice_sees_no_text_but_its_own(real: Whole) -> None:
    """So where another's text changed, nobody looks whether it can stay."""
    corpus, near = real
    first = made_of(corpus, near, Known(digests=digests(corpus)))
    looks = {name: json.loads(told)[1] for name, told in first.fresh.items() if name.startswith(PRACTICE)}
    seen = {
        name: {look for look in each if look.partition("\n")[0] in ("whole", "related")} for name, each in looks.items()
    }

    assert len(looks) == len(corpus.practices)
    assert seen == {
        name: {f"{table}\n{name.removeprefix(PRACTICE)}" for table in ("whole", "related")} for name in looks
    }


def test_no_text_is_fetched_to_tell_whether_a_page_stays(real: Whole) -> None:
    """Of ten thousand practices that would take as long as all the rest."""
    corpus, near = real
    texts = MagicMock(spec=Mapping)
    texts.__getitem__.side_effect = texts.__iter__.side_effect = texts.__contains__.side_effect = AssertionError
    library = catalogue(corpus, near, little.SETTINGS, DAY, shown(corpus))
    digests = {practice.source_path: f"{number:064}" for number, practice in enumerate(corpus.practices)}
    watch = Watch(replace(library, whole=texts), digests)
    one, other = (f"whole\n{practice.id}" for practice in corpus.practices[:2])

    stamps = [watch.stamp(looks) for looks in ([one], [other], ["whole"], [one, "whole"], ["whole\nweg"])]
    assert len({*stamps}) == len(stamps)
