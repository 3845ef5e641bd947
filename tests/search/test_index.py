"""The Whoosh index: that Whoosh itself can use it, and that what we read out of it is what the texts say."""

from collections.abc import Iterable
from itertools import pairwise, product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh import index as whoosh_index
from whoosh.qparser import QueryParser
from whoosh.reading import IndexReader, TermInfo

from kb.model import Corpus, KnownOrganisation, Lists, SynonymGroup, WholePractice
from kb.problems import IndexMissing
from kb.search.analyser import FIELD_POSITIONS, GAP, PART_UNITS, UNITS, analyser
from kb.search.collection import collection, loads
from kb.search.document import FIELDS, texts
from kb.search.dutch import key
from kb.search.index import COLLECTION, Index, open_index, schema
from kb.search.tokens import BETWEEN, SHOWN_LETTERS, Tokenizer, by_field, passages
from kb.search.writing import write_index
from tests.corpora import collected, texts_of, whole_by_slot
from tests.search.make import FACETS, corpus_of, index_of, lists, practice

FOUND = "dagbestedingslocatie"
STANDING = """
    title titel
    keywords trefwoord
    summary samenvatting
    headings kopje
    body inhoud
    labels organisatie twente
    extra hengelo hengelo beckum beckum afkorting
"""
HYPHENED = ("fiets", "baas", "re-integratie", "de", "werk-plek", "werkplek")


def row(index: Index, word: str, doc: int = 0) -> dict[str, int]:
    """The units of a word in a practice, by the names of the fields in which it stands."""
    units = index.postings(key(word)).get(doc, (0,) * len(FIELDS))
    return {name: count for name, count in zip(FIELDS, units, strict=True) if count}


def test_the_schema_has_the_searched_fields_the_forms_and_the_facets(corpus: Corpus, index_folder: Path) -> None:
    whoosh = whoosh_index.open_dir(index_folder, readonly=True)

    facets = {f"facet_{facet.name}" for facet in corpus.lists.facets}
    assert set(whoosh.schema.names()) == {"id", "text", "forms", *FIELDS, *facets}
    assert whoosh.schema["forms"].format.supports("positions")
    assert whoosh.doc_count() == len(texts_of(corpus))
    whoosh.close()


@pytest.mark.parametrize(
    ("field", "question"),
    [("title", "cobots"), ("body", "werkgevers"), ("body", "re-integratie"), ("facet_region", "twente")],
)
def test_whoosh_itself_finds_what_stands_there(corpus: Corpus, index_folder: Path, field: str, question: str) -> None:
    whoosh = whoosh_index.open_dir(index_folder, readonly=True)
    with whoosh.searcher() as searcher:
        found = {hit["id"] for hit in searcher.search(QueryParser(field, whoosh.schema).parse(question), limit=None)}
    whoosh.close()

    if field == "facet_region":
        expected = {each.id for each in texts_of(corpus) if question in each.facets["region"]}
    else:
        expected = {each.id for each in texts_of(corpus) if says(each_texts(corpus, each.id, field), question)}
    assert found >= expected
    assert expected


def test_the_segment_holds_what_whoosh_itself_would_write(corpus: Corpus, index: Index, tmp_path: Path) -> None:
    """All postings with their weights, positions and lengths; so that one can be trusted where the other is slow."""
    theirs = whoosh_index.create_in(tmp_path, schema(corpus.lists))
    writer = theirs.writer()
    for each in whole_by_slot(corpus):
        writer.add_document(**whoosh_document(each, corpus.lists))
    writer.commit()
    with theirs.reader() as reader:
        assert exact(index.reader) == exact(reader)
        for doc, number in product(range(reader.doc_count()), [*FIELDS, "forms"]):
            assert index.reader.doc_field_length(doc, number) == reader.doc_field_length(doc, number)
            assert index.reader.stored_fields(doc) == reader.stored_fields(doc)
        for field, text in reader.all_terms():
            assert told(index.reader.term_info(field, text)) == pytest.approx(told(reader.term_info(field, text)))
    theirs.close()


def exact(reader: IndexReader) -> list[tuple[str, bytes, int, int, bytes]]:
    """Every posting, with its weight in units: Whoosh keeps 2,4 as a float that is a little off."""
    return [
        (field, text, doc, round(weight * UNITS), value) for field, text, doc, weight, value in reader.iter_postings()
    ]


def told(info: TermInfo) -> dict[str, object]:
    """What Whoosh knows of a term but where its postings stand."""
    return {name: value for name, value in vars(info).items() if name not in {"_offset", "_length"}}


def whoosh_document(one: WholePractice, lists_: Lists) -> dict[str, object]:
    """A practice as Whoosh takes it, its texts still whole."""
    rows = dict(zip(FIELDS, (BETWEEN.join(row) for row in by_field(one, lists_)), strict=True))
    terms = {f"facet_{name}": " ".join(ids) for name, ids in one.facets.items()}
    return {"id": one.id, "text": passages(one), "forms": "\n".join(rows.values()), **rows, **terms}


def each_texts(corpus: Corpus, practice_id: str, field: str) -> Iterable[str]:
    return texts(next(one for one in texts_of(corpus) if one.id == practice_id), corpus.lists)[field]


def says(all_texts: Iterable[str], word: str) -> bool:
    return any(word in text.lower().split() for text in all_texts)


def test_a_word_counts_wholly_a_part_less_and_a_part_of_a_part_less_again() -> None:
    with index_of(corpus_of(practice("a", FOUND, title="Een locatie"))) as index:
        assert row(index, FOUND) == {"body": UNITS}
        assert row(index, "dagbesteding") == {"body": PART_UNITS[1]}
        assert row(index, "besteding") == {"body": PART_UNITS[2]}
        assert row(index, "locatie") == {"title": UNITS, "body": PART_UNITS[1]}
        assert row(index, "fiets") == {}
    assert (UNITS, PART_UNITS) == (5, {1: 2, 2: 1})


def test_occurrences_add_up_and_forms_of_a_word_are_one() -> None:
    with index_of(corpus_of(practice("a", ["fiets en fietsen", "nog een fiets"]), practice("b", "fiets"))) as index:
        assert row(index, "fiets") == {"body": 3 * UNITS}
        assert row(index, "fiets", 1) == {"body": UNITS}
        assert list(index.postings("fiets")) == [0, 1]


def test_each_text_stands_in_its_field() -> None:
    one = practice(
        "a",
        ["inhoud"],
        title="titel",
        summary="samenvatting",
        headings=["kopje"],
        keywords=["trefwoord"],
        organisation="Organisatie",
        facets={"region": ("twente",), "target_group": ("wsw",)},
    )
    known = KnownOrganisation("Organisatie", aliases=("afkorting",))
    with index_of(collected((one,), Lists(FACETS, organisations=(known,)))) as index:
        for line in STANDING.strip().splitlines():
            field, *words = line.split()
            assert {word: row(index, word) for word in words} == {
                word: {field: UNITS * words.count(word)} for word in words
            }
        assert row(index, "zeeland") == {}


def test_a_synonym_counts_where_a_text_says_one_of_its_words() -> None:
    words = lists([SynonymGroup(("SROI", "social return"))])
    with index_of(corpus_of(practice("a", "Zij vragen social return"), practice("b", "return"), words=words)) as index:
        (name,) = index.collection.said
        assert {doc: units[FIELDS.index("body")] for doc, units in index.postings(name).items()} == {0: UNITS}


def test_positions_count_the_words_and_each_field_has_its_own_stretch() -> None:
    with index_of(corpus_of(practice("a", "de fiets van de baas", title="Fiets"))) as index:
        body = FIELDS.index("body") * FIELD_POSITIONS
        assert index.positions("fiets") == {0: (FIELDS.index("title") * FIELD_POSITIONS, body + 1)}
        assert index.positions("baas") == {0: (body + 4,)}
        assert index.positions("van") == {}


@given(st.lists(st.lists(st.sampled_from(HYPHENED), max_size=150), max_size=4))
def test_positions_rise_and_no_two_texts_meet(rows: list[list[str]]) -> None:
    with index_of(corpus_of(practice("a", [" ".join(row) for row in rows]))) as index:
        every = {form: index.positions(form).get(0, ()) for form in index.forms}
    assert all(list(places) == sorted({*places}) for places in every.values())

    taken = sorted({place for places in every.values() for place in places})
    stretches = sum(two - one >= GAP - 1 for one, two in pairwise(taken))
    spoken = [row for row in rows if {*row} - {"de"}]
    assert stretches == max(0, len(spoken) - 1)


def test_forms_are_sorted_and_found_by_their_beginning_and_end() -> None:
    with index_of(corpus_of(practice("a", "fiets fietsen fietser auto baas fietsbaas"))) as index:
        assert index.forms == ("auto", "baas", "fiets", "fietsbaas", "fietsen", "fietser")
        assert index.starting("fiets") == ("fiets", "fietsbaas", "fietsen", "fietser")
        assert index.starting("fiets", 2) == ("fiets", "fietsbaas")
        assert index.starting("x") == ()
        assert index.ending("baas") == ("baas", "fietsbaas")
        assert index.near("fietsers", 4, 2) == ("fietsen", "fietser")
        assert index.near("fietsa", 4, 1) == ("fiets", "fietsbaas")
        assert index.is_form("fiets")
        assert not index.is_form("fie")


def test_every_form_has_postings_and_every_posting_is_of_a_known_practice(index: Index) -> None:
    docs = set(range(len(index.collection.docs)))
    for form in index.forms:
        assert index.postings(key(form)).keys() >= index.positions(form).keys(), form
    for each in index.keys:
        assert set(index.postings(each)) <= docs
        assert all(any(units) for units in index.postings(each).values())


def test_a_practice_gives_back_its_summary_and_paragraphs() -> None:
    with index_of(corpus_of(practice("a", ["een\n\ntwee", "drie"], summary="kort"))) as index:
        assert index.passages(0) == ("kort", "een", "twee", "drie")


def test_of_a_long_text_only_the_beginning_can_be_shown_and_all_of_it_be_found() -> None:
    paragraph = "woorden " * 190 + "\n\n"
    text = paragraph * (2 * SHOWN_LETTERS // len(paragraph)) + "slotakkoord"
    with index_of(corpus_of(practice("a", [text], summary="kort"))) as index:
        assert SHOWN_LETTERS - 10 < sum(map(len, index.passages(0)[1:])) <= SHOWN_LETTERS
        assert index.passages(0)[-1].split()[-1] == "woorden"
        assert index.positions("slotakkoord")


def test_what_is_kept_beside_it_is_that_of_the_corpus(corpus: Corpus, index: Index) -> None:
    tokenizer = Tokenizer(corpus.lists)
    lengths = [tokenizer.tokens(each).length for each in whole_by_slot(corpus)]
    assert index.collection == collection(corpus, analyser(corpus.lists), lengths)


def test_an_index_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    write_index(corpus_of(practice("oud", "fiets")), tmp_path / "index")
    write_index(corpus_of(practice("nieuw", "auto")), tmp_path / "index")
    opened = open_index(tmp_path / "index")

    assert [doc.id for doc in opened.collection.docs] == ["nieuw"]
    assert opened.forms == ("auto",)
    assert [path.name for path in tmp_path.iterdir()] == ["index"]
    opened.reader.close()


def test_no_index_and_one_of_another_version_are_missing(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match="kb build"):
        open_index(tmp_path / "index")

    write_index(corpus_of(practice("a")), tmp_path / "index")
    beside = tmp_path / "index" / COLLECTION
    assert loads(beside.read_bytes()) is not None
    beside.write_bytes(beside.read_bytes().replace(b'"version":', b'"version":9'))
    with pytest.raises(IndexMissing, match="andere versie"):
        open_index(tmp_path / "index")
