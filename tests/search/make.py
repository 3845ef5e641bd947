"""Little collections for the tests of the search: lists, practices and indexes of a few words."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from msgspec import Struct

from kb.model import (
    Corpus,
    Facet,
    Level,
    Lists,
    Municipality,
    Organisation,
    SafeHtml,
    Section,
    SynonymGroup,
    Term,
    WholePractice,
    WordRules,
)
from kb.search.docparts import CardText
from kb.search.index import Index, open_index
from kb.search.parts import NAME_LETTERS
from kb.search.shards import ASSIGNMENT
from kb.search.writing import write_index
from kb.sitefile import File
from tests.corpora import collected

REGION = Facet(
    "region",
    "Regio",
    "Regio's",
    "regio",
    (
        Term("twente", "Twente", municipalities=(Municipality("Hengelo", ("Beckum",)),)),
        Term("zeeland", "Zeeland", formerly=("Zeeuwse eilanden",)),
        Term("zuid-limburg", "Zuid-Limburg"),
    ),
    required=True,
)
TARGET_GROUP = Facet(
    "target_group",
    "Doelgroep",
    "Doelgroepen",
    "doelgroep",
    (Term("jongeren", "Jongeren"), Term("statushouders", "Statushouders"), Term("wsw", "Wsw'ers")),
)
FACETS = (REGION, TARGET_GROUP)


def lists(synonyms: Iterable[SynonymGroup] = (), words: WordRules | None = None) -> Lists:
    """Two facets, with these synonyms and words."""
    return Lists(FACETS, synonyms=tuple(synonyms), words=words or WordRules())


def practice(  # noqa: PLR0913 - what a test may want to say of a practice
    practice_id: str,
    body: str | Sequence[str] = "",
    *,
    title: str = "",
    summary: str = "",
    headings: Sequence[str] = (),
    keywords: Sequence[str] = (),
    organisation: str = "",
    facets: Mapping[str, tuple[str, ...]] | None = None,
    added: date | None = None,
) -> WholePractice:
    """A practice that says these words and no others. Each text of `body` is a section."""
    texts = (body,) if isinstance(body, str) else tuple(body)
    heads = (*headings, *("" for _ in texts))[: len(texts)]
    return WholePractice(
        id=practice_id,
        source_path=f"{practice_id}.md",
        title=title,
        summary=summary,
        organisations=(Organisation(organisation),) if organisation else (),
        facets=dict(facets or {}),
        sources=(),
        sections=tuple(Section(head, "", SafeHtml(""), text) for head, text in zip(heads, texts, strict=True)),
        level=Level(1, "signalering", (), ()),
        keywords=tuple(keywords),
        added=added,
    )


def corpus_of(*practices: WholePractice, words: Lists | None = None) -> Corpus:
    """These practices in the order of their ids, with little lists."""
    return collected(sorted(practices, key=lambda each: each.id), words or lists())


@contextmanager
def index_of(corpus: Corpus) -> Iterator[Index]:
    """The index of a corpus, in a folder that goes away with it."""
    with TemporaryDirectory() as folder:
        write_index(corpus, Path(folder) / "index")
        index = open_index(Path(folder) / "index")
        try:
            yield index
        finally:
            index.reader.close()


class Shown(Struct, frozen=True):
    """What a result shows of a practice."""

    meta: str
    summary: str
    level_name: str


def cards(corpus: Corpus) -> dict[str, CardText]:
    """What a result shows of each practice."""
    return {each.id: Shown("Twente", each.summary, each.level.name) for each in corpus.practices}


def names_in(row: str) -> list[str]:
    """The names of parts from a row of them."""
    return [row[at : at + NAME_LETTERS] for at in range(0, len(row), NAME_LETTERS)]


def manifest_of(files: Sequence[File]) -> dict[str, Any]:
    """The manifest of exported parts."""
    found: dict[str, Any] = json.loads(files[0].data.decode().removeprefix(ASSIGNMENT))
    return found
