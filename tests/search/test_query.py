"""What a reader gets for a question: one little collection, one behaviour a test."""

from collections.abc import Iterator, Sequence
from datetime import date

import pytest
from msgspec.structs import replace

from kb.model import Facet, KnownOrganisation, Lists, Municipality, SynonymGroup, Term
from kb.search.index import Index
from kb.search.query import Answer, search
from kb.search.ranking import RANKING
from kb.search.slots import order
from tests.search.make import corpus_of, index_of, lists, practice

SMALL = replace(RANKING, neighbour_share=0)
"""Among a few practices every word stands in more than a sixth of them."""
PRACTICES = (
    practice(
        "werkplaats",
        "De jobcoach begeleidt mensen op de werkplaats. Beschut werk voor wie dat nodig heeft.",
        title="De werkplaats sluit",
        facets={"region": ("twente",), "target_group": ("wsw", "jongeren")},
        added=date(2024, 3, 1),
    ),
    practice(
        "dagbesteding",
        "Van dagbesteding naar beschut werk. Op de dagbestedingslocatie werken mensen aan fietsen.",
        title="Élan: dagbesteding",
        facets={"region": ("zeeland",), "target_group": ("wsw",)},
        added=date(2026, 1, 5),
    ),
    practice(
        "statushouders",
        "Statushouders leren Nederlands in de schoonmaak. De gemeente betaalt de kosten. Een jobcoachtraject helpt.",
        title="Statushouders aan het werk",
        facets={"region": ("twente", "zeeland"), "target_group": ("statushouders",)},
        added=date(2025, 7, 9),
    ),
    practice(
        "groen",
        "Werk in het groen: onderhoud van plantsoenen. Financiële steun kwam van de gemeente. Het werk is beschut.",
        title="Een groene ploeg",
        facets={"region": ("zuid-limburg",), "target_group": ("jongeren",)},
    ),
)
SYNONYMS = (SynonymGroup(("SROI", "social return")), SynonymGroup(("plantsoenen", "perken")))


@pytest.fixture(scope="module")
def little() -> Iterator[Index]:
    with index_of(corpus_of(*PRACTICES, words=lists(SYNONYMS))) as index:
        yield index


def ids(answer: Answer) -> list[str]:
    return [hit.id for hit in answer.hits]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("dagbesteding ", {"dagbesteding"}),
        ("begeleiding ", {"werkplaats"}),
        ("BEGELEIDEN ", {"werkplaats"}),
        ("financiele ", {"groen"}),
        ("financiële ", {"groen"}),
        ("locatie ", {"dagbesteding"}),
        ("dagbesteding locatie ", {"dagbesteding"}),
        ("jobcoach ", {"werkplaats", "statushouders"}),
        ("jobcoach traject ", {"statushouders", "werkplaats"}),
        ("fiets ", {"dagbesteding"}),
        ("hengelo ", {"werkplaats", "statushouders"}),
        ("beckum ", {"werkplaats", "statushouders"}),
        ("perken ", {"groen"}),
        ("wsw'ers ", {"werkplaats", "dagbesteding"}),
        ("elan ", {"dagbesteding"}),
        ("plantsoenenonderhoud ", {"groen"}),
    ],
)
def test_a_question_finds(little: Index, question: str, expected: set[str]) -> None:
    assert set(ids(search(little, question))) == expected


@pytest.mark.parametrize("question", ["zebra ", "qqqq", '"een zebra"', "zebra giraffe ", "9999 ", "zebra*"])
def test_where_nothing_fits_the_answer_is_empty(little: Index, question: str) -> None:
    answer = search(little, question)

    assert (answer.total, answer.hits) == (0, ())
    assert all(not counts for counts in answer.facets.values())


def test_a_word_that_stands_nowhere_is_said(little: Index) -> None:
    answer = search(little, "zebra dagbesteding ")

    assert answer.unknown == ("zebra",)
    assert ids(answer) == ["dagbesteding"]


def test_a_typing_error_is_corrected_and_said(little: Index) -> None:
    answer = search(little, "dagbestedinf ")

    (note,) = answer.widened
    assert ids(answer) == ["dagbesteding"]
    assert (note.word, note.kind, note.also) == ("dagbestedinf", "typefout", ("dagbesteding",))
    assert answer.unknown == ()


@pytest.mark.parametrize("typed", ["gemeetne ", "gemeentr ", "gmeente ", "bemeente ", "gemeennte "])
def test_one_edit_is_a_typing_error_wherever_it_is(little: Index, typed: str) -> None:
    assert set(ids(search(little, typed))) == {"statushouders", "groen"}


def test_what_was_looked_for_in_vain_is_not_told() -> None:
    texts = corpus_of(practice("water", "Varen op de Gooise Meren."), practice("land", "Fietsen in het bos."))
    with index_of(texts) as index:
        answer = search(index, "timmeren ")

    assert ids(answer) == []
    assert answer.widened == ()
    assert answer.unknown == ("timmeren",)


@pytest.mark.parametrize("typed", ["metaal ", "melk ", "duin "])
def test_a_short_word_that_nobody_wrote_is_not_one_of_another_sense(typed: str) -> None:
    with index_of(
        corpus_of(practice("kosten", "Elk bedrijf betaalt zelf; betaal op tijd en huur een ruim pand."))
    ) as index:
        assert ids(search(index, typed)) == []


@pytest.mark.parametrize("typed", ["betaol ", "beetaal ", "betaa"])
def test_a_short_word_that_begins_well_may_hold_an_error(typed: str) -> None:
    with index_of(corpus_of(practice("kosten", "Betaal op tijd."))) as index:
        assert ids(search(index, typed)) == ["kosten"]


def test_a_known_word_is_never_corrected(little: Index) -> None:
    kinds = {note.kind for note in search(little, "werk ").widened}

    assert not kinds & {"typefout", "delen"}


def test_words_that_look_alike_are_looked_for_too_and_that_is_said(little: Index) -> None:
    widened = search(little, "jobcoach ", ranking=SMALL).widened
    notes = {note.word: note.also for note in widened if note.kind == "verwant"}

    assert notes == {"jobcoach": ("jobcoachtraject",)}


@pytest.mark.parametrize(
    ("typed", "other", "said"),
    [
        ("school", "schoon", []),
        ("vervoer", "vervolg", []),
        ("inkopen", "inkomen", []),
        ("school", "schoolverlater", [("schoolverlater",)]),
        ("organiseren", "organisatie", [("organisatie",)]),
        ("energietoeslag", "energietransitie", [("energietransitie",)]),
    ],
)
def test_words_only_look_alike_when_they_begin_alike(typed: str, other: str, said: list[tuple[str, ...]]) -> None:
    with index_of(corpus_of(practice("een", f"Over {typed}."), practice("twee", f"Over {other}."))) as index:
        widened = search(index, f"{typed} ", ranking=SMALL).widened
    assert [note.also for note in widened if note.kind == "verwant"] == said


def test_a_word_that_many_practices_say_needs_no_look_alikes() -> None:
    texts = [practice(f"nummer-{number}", "Over school." if number < 2 else "Over iets.") for number in range(8)]
    with index_of(corpus_of(*texts, practice("negen", "Over een schoolverlater."))) as index:
        many = search(index, "school ").widened
        few = search(index, "school ", ranking=replace(RANKING, neighbour_share=3)).widened

    assert [note.kind for note in many] == []
    assert [note.kind for note in few] == ["verwant"]


@pytest.mark.parametrize("names", [("een", "twee"), ("twee", "een")])
def test_a_place_of_an_only_region_goes_before_one_of_many(names: tuple[str, str]) -> None:
    terms = [
        Term(name, name, municipalities=(Municipality(place),)) for name, place in (("a", "Hengelo"), ("b", "Goes"))
    ]
    words = Lists((Facet("region", "Regio", "Regio's", "regio", tuple(terms)),))
    narrow, wide = names
    texts = (
        practice(narrow, "Elders.", facets={"region": ("a",)}),
        practice(wide, "Elders.", facets={"region": ("a", "b")}),
    )
    with index_of(corpus_of(*texts, words=words)) as index:
        assert ids(search(index, "hengelo ")) == [narrow, wide]


@pytest.mark.parametrize(("region", "also"), [("twente", []), ("zeeland", [("hengelen",)])])
def test_what_looks_like_a_municipality_is_not_looked_for(region: str, also: list[tuple[str, ...]]) -> None:
    """Where no practice is found by its region, a name is a word as any other."""
    facets = {"region": (region,)}
    texts = (practice("een", "In Hengelo.", facets=facets), practice("twee", "Elders.", facets=facets))
    with index_of(corpus_of(*texts, practice("drie", "Samen hengelen."))) as index:
        answer = search(index, "hengelo ", ranking=SMALL)

    assert [note.also for note in answer.widened if note.kind == "verwant"] == also
    assert ("drie" in ids(answer)) == bool(also)


def test_an_unknown_word_is_split_and_that_is_said(little: Index) -> None:
    (note,) = search(little, "plantsoenenonderhoud ").widened

    assert (note.word, note.kind, note.also) == ("plantsoenenonderhoud", "delen", ("plantsoenen", "onderhoud"))


def test_a_word_with_one_letter_wrong_is_not_taken_for_two_others() -> None:
    texts = corpus_of(practice("muziek", "De toonsoort."), practice("sorteren", "De toon die je met sort zet."))
    with index_of(texts) as index:
        answer = search(index, "toonsort ")

    assert ids(answer) == ["muziek"]
    assert [(note.kind, note.also) for note in answer.widened] == [("typefout", ("toonsoort",))]


def test_a_compound_two_letters_from_another_word_is_still_split() -> None:
    texts = corpus_of(practice("merk", "Een kaasmerk."), practice("delen", "Kaas van de markt."))
    with index_of(texts) as index:
        answer = search(index, "kaasmarkt ")

    assert ids(answer)[0] == "delen"
    assert [(note.kind, note.also) for note in answer.widened] == [("delen", ("kaas", "markt"))]


def test_a_name_that_all_practices_have_takes_no_weight_from_its_parts() -> None:
    texts = corpus_of(
        practice("bedrijf", "Het bedrijf krijgt een lening.", organisation="Voorbeeldbedrijf"),
        practice("lening", "De lening, een lening en nog een lening.", organisation="Voorbeeldbedrijf"),
        *(practice(f"p{place}", "Een lening.", organisation="Voorbeeldbedrijf") for place in range(8)),
    )
    with index_of(texts) as index:
        assert ids(search(index, "lening bedrijf "))[0] == "bedrijf"


def test_an_unknown_word_is_not_cut_to_a_shorter_one(little: Index) -> None:
    assert search(little, "fietsxyzabc ").total == 0
    assert search(little, "xyzabcfiets ").total == 0


SCATTERED = corpus_of(
    practice("inkoop", "De gemeente doet de inkoop."),
    practice("gemeente", "De gemeente heeft een plan, en een gemeente verderop heeft er twee."),
    practice("voorwaarden", "De voorwaarden staan vast."),
)
"""No practice has all parts of inkoopvoorwaarden."""


def test_parts_that_stand_nowhere_together_are_no_answer() -> None:
    with index_of(SCATTERED) as index:
        answer = search(index, "inkoopvoorwaarden ")

    assert (answer.total, answer.widened, answer.unknown) == (0, (), ("inkoopvoorwaarden",))


def test_parts_that_stand_nowhere_together_tell_apart_what_else_is_found() -> None:
    with index_of(SCATTERED) as index:
        without, answer = search(index, "gemeente "), search(index, "gemeente inkoopvoorwaarden ")

    assert ids(without) == ["gemeente", "inkoop"]
    assert ids(answer) == ["inkoop", "gemeente"]
    assert [hit.lacks for hit in answer.hits] == [("inkoopvoorwaarden",)] * 2


def test_of_alternatives_each_must_be_found_itself() -> None:
    with index_of(SCATTERED) as index:
        answer, alone = search(index, "gemeente OF inkoopvoorwaarden "), search(index, "gemeente OF xyzabc ")

    assert answer == replace(alone, query=answer.query, unknown=("inkoopvoorwaarden",))


def test_the_known_end_of_a_long_unknown_word_tells_apart_what_else_is_found() -> None:
    texts = corpus_of(
        practice("bewoners", "De bewoners krijgen een brief. Bewoners lezen die."),
        practice("beslissen", "De bewoners beslissen."),
        practice("lissen", "Er groeien lissen."),
    )
    with index_of(texts) as index:
        answer, alone = search(index, "bewoners meebeslissen "), search(index, "meebeslissen ")

    assert ids(answer) == ["beslissen", "bewoners"]
    assert [(note.kind, note.also) for note in answer.widened] == [("delen", ("beslissen",))]
    assert alone.total == 0


def test_a_word_that_is_only_told_in_passing_says_less_than_one_in_a_title() -> None:
    texts = corpus_of(
        practice("a-passing", "Zij bedenken."),
        practice("b-passing", "Wij bedenken."),
        practice("keus", "Een cobot."),
        practice("title", "Een plan.", title="Werken met de cobot"),
    )
    with index_of(texts) as index:
        answer = search(index, "bedenken cobot ")

    assert ids(answer)[:2] == ["title", "keus"]


def test_two_words_are_also_looked_for_as_one_and_that_is_said(little: Index) -> None:
    answer = search(little, "jobcoach traject ")

    assert ("jobcoach traject", "samen", ("jobcoachtraject",)) in [(n.word, n.kind, n.also) for n in answer.widened]
    assert ids(answer)[0] == "statushouders"


def test_the_last_word_may_be_unfinished_and_that_is_said(little: Index) -> None:
    answer = search(little, "status")

    (note,) = answer.widened
    assert ids(answer) == ["statushouders"]
    assert (note.word, note.kind, note.also) == ("status", "begin", ("statushouders",))


def test_behind_a_space_a_word_is_finished(little: Index) -> None:
    assert search(little, "plantsoe").total == 1
    assert all(note.kind != "begin" for note in search(little, "plantsoe ").widened)


def test_a_star_asks_for_beginnings_also_in_the_middle(little: Index) -> None:
    assert ids(search(little, "plants*")) == ["groen"]
    assert set(ids(search(little, "status* OF plants*"))) == {"statushouders", "groen"}


def test_own_words_only_means_no_widening_at_all(little: Index) -> None:
    for question in ("dagbestedinf ", "status", "plantsoenenonderhoud ", "perken ", "jobcoach traject "):
        answer = search(little, question, exact=True)
        assert answer.widened == (), question
    assert search(little, "dagbestedinf", exact=True).unknown == ("dagbestedinf",)
    assert search(little, "perken", exact=True).total == 0
    assert ids(search(little, "begeleiden", exact=True)) == ["werkplaats"]


def test_who_wants_own_words_only_may_still_use_a_star(little: Index) -> None:
    assert ids(search(little, "plants*", exact=True)) == ["groen"]


def test_all_words_come_before_some_of_them() -> None:
    some = tuple(practice(f"a{place}", "schoonmaak " * 3 + "werk") for place in range(3))
    all_words = practice("z", "schoonmaak werk statushouders")
    with index_of(corpus_of(*some, all_words, practice("n", "iets anders"))) as index:
        answer = search(index, "schoonmaak statushouders ")

    assert ids(answer) == ["z", "a0", "a1", "a2"]
    assert [hit.lacks for hit in answer.hits] == [(), *[("statushouders",)] * 3]


def test_a_hit_says_which_words_it_lacks(little: Index) -> None:
    lacks = {hit.id: hit.lacks for hit in search(little, 'gemeente OF jobcoach groen -fietsen "het werk"').hits}

    assert lacks == {"groen": (), "statushouders": ("groen",), "werkplaats": ("groen",)}


def test_words_that_fill_a_question_are_never_lacking(little: Index) -> None:
    answer = search(little, "hoe kan je goede dagbesteding maken ")

    assert ids(answer)[0] == "dagbesteding"
    assert answer.hits[0].lacks == ()
    assert answer.unknown == ()


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ('"beschut werk"', {"werkplaats", "dagbesteding"}),
        ('"werk beschut"', set()),
        ('"beschut gewerkt"', set()),
        ('"BESCHUT werk"', {"werkplaats", "dagbesteding"}),
        ('"onderhoud van plantsoenen"', {"groen"}),
        ('"onderhoud der plantsoenen"', {"groen"}),
        ('"onderhoud plantsoenen"', set()),
        ('"naar beschut werk"', {"dagbesteding", "werkplaats"}),
        ('"financiele steun"', {"groen"}),
        ('"werk" "groen"', {"groen"}),
        ('"beschut werk" OF statushouders ', {"werkplaats", "dagbesteding", "statushouders"}),
        ('"beschut werk" gemeente ', {"werkplaats", "dagbesteding"}),
        ('"dagbesteding naar"', {"dagbesteding"}),
        ('"werken tot fietsen"', set()),
    ],
)
def test_a_phrase_stands_there_word_for_word_or_nothing_is_found(
    little: Index, question: str, expected: set[str]
) -> None:
    assert set(ids(search(little, question))) == expected


def test_no_phrase_runs_from_one_text_into_the_next() -> None:
    one = practice("een", ["eerst fietsen", "maken daarna"], title="Groen", summary="werk", keywords=["taal", "les"])
    with index_of(corpus_of(one)) as index:
        for question in ('"fietsen maken"', '"groen werk"', '"taal les"'):
            assert search(index, question).total == 0, question
        assert search(index, '"eerst fietsen"').total == 1


def test_long_texts_with_hyphens_run_into_nothing_either() -> None:
    first = " ".join(f"woord{place}" for place in range(220))
    body = [f"re-integratie {first}", " ".join(f"ander{place}" for place in range(220))]
    with index_of(corpus_of(practice("een", body))) as index:
        positions = sorted(place for form in index.forms for place in index.positions(form).get(0, ()))

    assert len(positions) == len({*positions}) + 1, "only the joined word shares its place"


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("werk -groen ", {"werkplaats", "dagbesteding", "statushouders"}),
        ("werk -dagbestedingen ", {"werkplaats", "statushouders", "groen"}),
        ('werk -"beschut werk"', {"statushouders", "groen"}),
        ("-jobcoach ", {"dagbesteding", "statushouders", "groen"}),
        ("-werk -dagbesteding ", set()),
        ("groen -groen ", set()),
    ],
)
def test_a_minus_takes_away_what_says_the_word_in_any_form(little: Index, question: str, expected: set[str]) -> None:
    assert set(ids(search(little, question))) == expected


def test_a_minus_spares_what_has_the_word_in_compounds_only_however_often() -> None:
    compounds = practice("b", "dagbestedingslocatie " * 9)
    whole = practice("a", "dagbesteding " + "dagbestedingslocatie " * 2)
    with index_of(corpus_of(whole, compounds, practice("c", "iets anders"))) as index:
        assert ids(search(index, "dagbestedingslocatie -dagbesteding ")) == ["b"]
        assert set(ids(search(index, "dagbesteding "))) == {"a", "b"}


def test_a_minus_spares_what_only_belongs_to_the_word(little: Index) -> None:
    assert set(ids(search(little, "werk -hengelo "))) == set(ids(search(little, "werk ")))
    assert set(ids(search(little, 'werk -"hengelo"'))) == set(ids(search(little, "werk ")))


@pytest.mark.parametrize("typed", ["-regio:twente", "-REGION:Hengelo", '-regio:"Twente"'])
@pytest.mark.parametrize("words", ["", "jobcoach ", "-groen "])
def test_a_minus_before_a_filter_takes_away_the_practices_that_have_its_term(
    little: Index, typed: str, words: str
) -> None:
    own = set(ids(search(little, words, filters={"region": ["twente"]})))
    answer = search(little, f"{words}{typed}")

    assert own
    assert set(ids(answer)) == set(ids(search(little, words))) - own
    assert "twente" not in answer.facets["region"]
    assert [(each.word, each.also) for each in answer.without] == [(typed, ("regio:twente",))]


@pytest.mark.parametrize("question", ["b", "c++", "OF", '"de van"', "de van ", "van", "w" * 70, "regio:atlantis"])
def test_a_question_that_holds_nothing_finds_nothing_and_that_is_said(little: Index, question: str) -> None:
    for filters in ({}, {"region": ["twente"]}):
        answer = search(little, question, filters=filters)

        assert (answer.total, answer.hits, answer.hollow) == (0, (), True)
        assert not any(answer.facets.values())


@pytest.mark.parametrize("question", ["", "  ", "werk b", "zebra ", "-werk -groen -jobcoach ", "regio:twente de"])
def test_another_question_is_not_hollow(little: Index, question: str) -> None:
    assert not search(little, question).hollow


def test_a_municipality_finds_its_region_and_that_is_said_and_can_be_undone(little: Index) -> None:
    notes = [(note.word, note.kind, note.also) for note in search(little, "hengelo ").widened]

    assert ("hengelo", "hoort", ("regio:twente",)) in notes
    assert search(little, "hengelo ", exact=True).total == 0
    assert search(little, '"hengelo"', exact=True).total == 0


def test_an_organisation_found_by_its_other_name_is_said() -> None:
    known = KnownOrganisation("Senzer, Helmond", aliases=("Atlant De Peel",))
    lists = replace(corpus_of().lists, organisations=(known,))
    senzer = practice("a", "werk", organisation=known.name)
    with index_of(corpus_of(senzer, practice("b", "iets"), words=lists)) as index:
        answer = search(index, "atlant de peel ")

    assert ids(answer) == ["a"]
    assert [(n.word, n.kind, n.also) for n in answer.widened] == [("atlant peel", "hoort", ("Senzer Helmond",))]


def test_a_filter_by_a_municipality_is_its_region_and_that_is_said(little: Index) -> None:
    answer = search(little, "werk regio:Hengelo")

    assert ids(answer) == ids(search(little, "werk regio:twente"))
    assert ("Hengelo", "hoort", ("regio:twente",)) in [(n.word, n.kind, n.also) for n in answer.widened]


def test_a_filter_with_an_unknown_value_does_not_count_and_is_said(little: Index) -> None:
    answer = search(little, "werk regio:Twnte")

    assert ids(answer) == ids(search(little, "werk "))
    assert [(each.typed, each.nearest) for each in answer.strange] == [("regio:Twnte", "regio:twente")]


def test_alternatives_are_enough_one_by_one(little: Index) -> None:
    answer = search(little, "statushouders OF plantsoenen ")

    assert set(ids(answer)) == {"statushouders", "groen"}
    assert all(hit.lacks == () for hit in answer.hits)


def test_a_filter_in_the_words_is_a_filter(little: Index) -> None:
    typed = search(little, "werk regio:twente")
    chosen = search(little, "werk ", filters={"region": ["twente"]})

    assert ids(typed) == ids(chosen)
    assert (typed.total, typed.facets) == (chosen.total, chosen.facets)
    assert set(ids(typed)) == {"werkplaats", "statushouders"}


def test_filters_work_without_words_in_the_order_of_titles(little: Index) -> None:
    answer = search(little, "", filters={"region": ["twente", "zeeland"], "target_group": ["wsw", "statushouders"]})

    assert ids(answer) == ["dagbesteding", "statushouders", "werkplaats"]
    assert all(hit.score == 0 for hit in answer.hits)


def test_without_words_and_filters_all_practices_come_by_title(little: Index) -> None:
    assert ids(search(little, "")) == ["dagbesteding", "groen", "statushouders", "werkplaats"]


def test_unknown_facets_and_terms_are_passed_over(little: Index) -> None:
    answer = search(little, "werk ", filters={"colour": ["red"], "region": ["atlantis"]})

    assert answer.total == search(little, "werk ").total


def test_a_count_says_what_would_be_left(little: Index) -> None:
    facets = search(little, "", filters={"region": ["twente"]}).facets

    assert facets["region"] == {"twente": 2, "zeeland": 2, "zuid-limburg": 1}
    assert facets["target_group"] == {"wsw": 1, "jongeren": 1, "statushouders": 1}


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("titel", ["dagbesteding", "groen", "statushouders", "werkplaats"]),
        ("nieuwste", ["dagbesteding", "statushouders", "werkplaats", "groen"]),
    ],
)
def test_other_orders(little: Index, sort: str, expected: Sequence[str]) -> None:
    assert ids(search(little, "werk ", sort=sort)) == expected
    assert ids(search(little, "", sort=sort)) == expected


def test_practices_of_one_day_come_by_score_and_those_of_one_score_by_slot() -> None:
    day = date(2026, 1, 1)
    rows = (
        practice("c", "fiets", added=day),
        practice("b", "fiets", added=day),
        practice("a", "fiets auto " * 5, added=day),
    )
    with index_of(corpus_of(*rows, practice("d", "auto"))) as index:
        by_day = search(index, "fiets ", sort="nieuwste")
        by_score = search(index, "fiets ")

    assert ids(by_day) == ids(by_score)
    assert ids(by_score)[1:] == sorted("bc", key=order)


def test_the_limit_cuts_hits_and_nothing_else(little: Index) -> None:
    whole, cut = search(little, "werk "), search(little, "werk ", limit=1)

    assert ids(cut) == ids(whole)[:1]
    assert (cut.total, cut.facets) == (whole.total, whole.facets)
    assert search(little, "werk ", limit=0).hits == search(little, "werk ", limit=-1).hits == ()


def test_scores_fall_and_the_question_comes_back(little: Index) -> None:
    answer = search(little, "beschut werk gemeente")
    scores = [hit.score for hit in answer.hits]

    assert scores == sorted(scores, reverse=True)
    assert answer.query == "beschut werk gemeente"


def test_a_title_counts_more_than_a_text() -> None:
    rows = (practice("a", "fiets auto boot"), practice("b", "boot auto trein", title="Fiets"), practice("c", "trein"))
    with index_of(corpus_of(*rows)) as index:
        assert ids(search(index, "fiets ")) == ["b", "a"]


def test_a_hit_shows_the_passage_with_the_words(little: Index) -> None:
    (hit,) = search(little, "begeleiding ").hits

    assert hit.passage is not None
    assert [hit.passage.text[start:end] for start, end in hit.passage.marks] == ["begeleidt"]


def test_a_hit_by_its_labels_shows_no_passage(little: Index) -> None:
    assert all(hit.passage is None for hit in search(little, "hengelo ").hits)
