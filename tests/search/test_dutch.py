"""Dutch words: where they stand, what they fold to, and which forms share a key."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.search.dutch import LONGEST, fold, key, words
from kb.search.tables import IRREGULAR, STOP_WORDS

SAME = """
    bedrijf bedrijven bedrijfje bedrijfjes
    huis huizen huisje huisjes
    werk werken werkt werkte werkten gewerkt
    begeleid begeleidt begeleiden begeleide begeleiding begeleidingen
    detacheren detacheert gedetacheerd gedetacheerde detachering detacheringen
    subsidie subsidies
    gemeente gemeenten gemeentes
    medewerker medewerkers
    mogelijkheid mogelijkheden
    stad steden
    kind kinderen
    lid leden
    dag dagen
    man mannen
    plek plekken
    baan banen
    brief brieven
    prijs prijzen
    groep groepen groepje groepjes
    maken maakt gemaakt maak
    opleiden opgeleid opleidt opleiding
    samenwerken samengewerkt samenwerking
    verdwijnen verdwijnt
    huren huurt gehuurd
    besturen bestuurt bestuurd
    geven geeft gaf gegeven
    opgeven opgeeft
    leven leeft geleefd
    verwijzen verwijst verwezen
    verklaren verklaart verklaard
    bewaren bewaart bewaard
    behoren behoort
    vervallen vervalt
    aanvullen aanvult
    goedkeuren goedkeurt
    openen opent geopend
    beginnen begint begonnen
    kennen kent gekend
    verschillen verschilt
    verliezen verliest verloren
    overnemen overgenomen
    ondersteunen ondersteunt ondersteund ondersteuning
    inzamelen ingezameld inzameling
    verbeteren verbeterd verbetering
    ontwikkelen ontwikkeld ontwikkeling
    plaatsen geplaatst plaatst plaatsing
    scholen geschoold scholing
    trainen getraind traint training
    coachen coacht gecoacht coaching | jobcoach
    plannen gepland planning
    regelen geregeld regelt regeling
    besparen bespaart bespaard besparing
    investeren geinvesteerd investering
    onderzoek onderzoeken onderzocht
    bieden biedt bood geboden
    vinden vindt vond gevonden
    advies adviezen
    afspraak afspraken
    jobcoach jobcoaches
    idee ideeën ideeen
    café cafés cafe
    regio regio's regios
    foto foto's fotos
    agenda agenda's
    scenario scenario's
    collega collega's
    app apps
    cursus cursussen
    kringloopwinkel kringloopwinkels kringloopwinkeltje
    zonnepaneel zonnepanelen
    jongere jongeren
    vluchteling vluchtelingen
    sociaal sociale
    duurzaam duurzame
    zelfstandig zelfstandige
    arbeidsbeperkt arbeidsbeperkte arbeidsbeperkten
    groen groene
    kijken keek gekeken
    meekijken meegekeken
    bekijken bekeek bekeken
    blijken bleek gebleken
    begrijpen begreep begrepen
    treffen trof getroffen
    overtreffen overtroffen
    klimmen klom geklommen
    ontwerpen ontwierp ontworpen
    herschrijven herschreef herschreven
    kwijtschelden kwijtgescholden kwijtschelding
    uitzenden uitgezonden | uitgezond
    scheiden gescheiden scheiding
    bouwen gebouwd | gebouw
    opladen opgeladen
    doorgaan doorgegaan
    meedoen meegedaan meedoet
    ontstaan ontstond ontstaat
    opslaan opgeslagen
    komen komt kwam gekomen
    behouden behield
    volhouden volgehouden volhield
    goedkeuren goedgekeurd
    stopzetten stopgezet
    vrijkomen vrijgekomen
    voortzetten voortgezet
    plaatsvinden plaatsgevonden
    thuiswerken thuisgewerkt
    gevangene gevangenen | vangen
    cao cao's
    analyse analyses
    keuze keuzes
    stagiair stagiairs stagiaires
    monitor monitors monitoren
    taxi taxi's
    beurs beurzen | beuren
    vakman vaklieden vakmensen
"""
"""Words of one line meet; what stands behind | does not belong to them."""

APART = """
    wet weten wit
    man maan
    begeleiding beleid
    gezond zon
    gezin zin
    gedrag drag
    gebruik bruik
    gebied bied
    gewest west
    gebouw bouw
    gezag zag
    mens men
    bos boos
    bom boom
    tak taak
    week wek
    les lees
    deel del
    kans kan
    dienst dien
    staat stad
    leiding lid
    beroep roep
    markt mark
    buurt buur
    lijst lij
    docent docen
    kracht krach
    kring king
    gas gaas
    pas paas
    zaak zak
    school schol
    bus buis
    lid lijden
    buurt buur
    hal haal
    baan ban
"""


def form(word: str) -> str:
    return next(words(word)).form


@pytest.mark.parametrize("line", [line.strip() for line in SAME.strip().splitlines()])
def test_forms_of_one_word_share_a_key(line: str) -> None:
    together, _, others = line.partition("|")
    found = {word: key(form(word)) for word in together.split()}

    assert len({*found.values()}) == 1, found
    assert {key(form(word)) for word in others.split()}.isdisjoint(found.values())


@pytest.mark.parametrize("line", [line.strip() for line in APART.strip().splitlines()])
def test_words_that_look_alike_have_keys_of_their_own(line: str) -> None:
    for one, two in itertools.combinations(line.split(), 2):
        assert key(one) != key(two), f"{one} and {two}"


def test_an_irregular_form_leads_to_one_word() -> None:
    assert key("leden") == key("lid")
    for stem in set(IRREGULAR.values()) & IRREGULAR.keys():
        assert IRREGULAR[stem] == stem, f"{stem} is the word of others and a form of {IRREGULAR[stem]}"


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Financiële", "financiele"),
        ("geïnvesteerd", "geinvesteerd"),
        ("Provençaals", "provencaals"),
        ("ĳsbaan", "ijsbaan"),
        ("ĲMOND", "ijmond"),
        ("coördinator", "coordinator"),
        ("SMØRREBRØD", "smorrebrod"),
        ("Straße", "strasse"),
        ("œuvre", "oeuvre"),
        ("ﬁnancieel", "financieel"),
        ("cafe\u0301", "cafe"),
        ("İstanbul", "istanbul"),
        ("１２ uur", "12 uur"),
    ],
)
def test_folding_leaves_what_people_type(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize("sign", "'‘’ʼ`´")
def test_all_apostrophes_are_one_and_make_no_difference(sign: str) -> None:
    assert fold(f"foto{sign}s") == "foto's"
    assert [word.form for word in words(f"de foto{sign}s")] == ["de", "fotos"]


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("P-wet", ["pwet"]),
        ("de e-waste en P‑wet", ["de", "ewaste", "en", "pwet"]),
        ("P - wet", ["p", "wet"]),
        ("P&O en het O&O-fonds", ["po", "en", "het", "oo", "fonds"]),
        ("werk & inkomen", ["werk", "inkomen"]),
        ("vitamine-B-tekort", ["vitamineb", "tekort"]),
        ("A-B-C", ["abc"]),
        ("re-integratie", ["re", "integratie"]),
        ("werk/leren", ["werk", "leren"]),
        ("Wsw'er, Wsw’ers", ["wswer", "wswers"]),
        ("'t Groene Hart", ["t", "groene", "hart"]),
        ("1.500 mensen in 2019-2020", ["1", "500", "mensen", "in", "2019", "2020"]),
        ("info@example.org", ["info", "example", "org"]),
        ("ͺ \u0301 – ½", []),
        ("", []),
    ],
)
def test_a_text_has_these_words(text: str, forms: list[str]) -> None:
    assert [word.form for word in words(text)] == forms


def test_a_word_knows_whether_a_hyphen_binds_it() -> None:
    assert [word.glued for word in words("re-integratie traject - nu")] == [False, True, False, False]


@pytest.mark.parametrize(("text", "stop"), [("de", True), ("zo'n", True), ("zon", False), ("u", True), ("7", False)])
def test_a_stop_word_is_one_as_it_is_written(text: str, *, stop: bool) -> None:
    assert next(words(text)).stop is stop


def test_a_single_letter_that_is_bound_is_no_stop_word() -> None:
    assert [word.stop for word in words("P-wet")] == [False]


@pytest.mark.parametrize("text", ["x" * (LONGEST + 1), "a-" * LONGEST + "a", "b-" * 200 + "gewerkt"])
def test_no_word_is_longer_than_the_longest(text: str) -> None:
    assert all(len(word.form) <= LONGEST for word in words(text))


def test_a_run_of_letters_that_is_too_long_is_no_word() -> None:
    assert [word.form for word in words(f"voor {'x' * LONGEST} en {'x' * (LONGEST + 1)} na")] == [
        *("voor", "x" * LONGEST),
        *("en", "na"),
    ]


def test_stop_words_are_folded() -> None:
    assert {fold(word) for word in STOP_WORDS} == set(STOP_WORDS)


texts = st.one_of(
    st.text(alphabet=st.sampled_from("aeiouyntsdglëï ''’-‐P7.\n"), max_size=60),
    st.text(max_size=60),
    st.text(alphabet="abcdefgijkelnorstuvwz", min_size=1, max_size=80),
)


@given(texts)
def test_words_stand_in_the_text_in_order_and_slice_back_to_their_form(text: str) -> None:
    last = 0
    for word in words(text):
        assert last <= word.start < word.end <= len(text)
        assert "".join(other.form for other in words(text[word.start : word.end])) == word.form
        last = word.end


@given(texts)
def test_a_form_is_plain_letters(text: str) -> None:
    for word in words(text):
        assert word.form == fold(word.form)
        assert not any(letter.isspace() or letter in "-'.,:;=!|>~" for letter in word.form), word
        assert 0 < len(word.form) <= LONGEST


@given(texts)
def test_every_form_has_a_key_that_is_no_longer_than_needed(text: str) -> None:
    for word in words(text):
        assert 0 < len(key(word.form)) <= len(word.form) + 3


@given(texts)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
