"""Dutch in tables: letters, stop words, endings and irregular verbs; the browser gets these same tables.

Everything here was written down for this project; nothing is taken from another list. Patterns keep to what Python's
`re` and JavaScript's RegExp read alike.
"""

LETTERS = (
    "0-9A-Za-z\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u0300-\u036f\u0370-\u0373\u0376-\u0377"
    "\u037b-\u037d\u037f\u0386\u0388-\u0481\u048a-\u0556\u0561-\u0587\u05d0-\u05ea\u0620-\u064a\u0660-\u0669\u06f0-\u06f9"
    "\u1e00-\u1fbc\u1fc2-\u1fcc\u1fd0-\u1fdb\u1fe0-\u1fec\u1ff2-\u1ffc\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff"
    "\uac00-\ud7a3\ufb00-\ufb06\uff10-\uff19\uff21-\uff3a\uff41-\uff5a"
)
"""Inside of a character class: what a word is made of. Spelled out, as `\\w` differs between Python and browsers."""

APOSTROPHES = "'\u2018\u2019\u02bc\u0060\u00b4"
HYPHENS = "-\u2010\u2011&"
"""Inside of a character class: what binds two words, so P-wet is one word, and P&O too."""


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


STOP_WORDS = frozenset(
    _words(
        """
    aan al als bij daar daaraan daarbij daardoor daarin daarmee daarna daarom daarop daarvan daarvoor dan dat
    de den der des deze die dit door dus een eens en er eraan erbij erin ermee erop ervan ervoor had hadden
    heb hebben hebt heeft hem het hen hier hierbij hierin hiermee hiervan hiervoor hij hoe hun ie ik in is je
    jij jou jouw jullie kan kon konden kun kunnen kunt me men met mij mijn moest moet moeten mocht na naar net
    niet nog nu of om omdat onder ons onze ook op over per s t te tegen terwijl toch toen tot tussen u uit uw
    van vanaf vanuit vaak veel via voor waar waarbij waardoor waarin waarmee waarom waarop waarvan waarvoor
    wanneer want waren was wat we wel welk welke werd werden wie wij wil wilden willen word worden wordt ze
    zelf zich zij zijn zo zoals zo'n z'n m'n d'r zou zouden zullen zal zowel
    """
    )
)
"""Words that say nothing about a practice. In a phrase any word may stand in their place."""

LIGHT_WORDS = frozenset(
    _words(
        """
    alle alleen ander andere anders beter bepaalde bijvoorbeeld binnen buiten deed doe doen doet echt eigen
    elk elke elkaar enkele erg extra ga gaan gaat geef geven geeft ging goed goede graag groot grote haal
    halen heel hoeveel iemand ieder iedere iets is jaar jaren je kom komen komt krijg krijgen krijgt laat laten lang
    lange langer levert ligt loop lopen loopt maak maakt maken maar meer meest mee mensen mis moeilijk
    mogelijk nieuw nieuwe niets nodig opnieuw oud oude pas raken samen soort soorten sta staan staat steeds
    stel stellen verschillende vind vinden vindt volgens voorbeeld voorbeelden vraag weer weet weg weinig
    wijze zet zetten zetel zie zien ziet zonder zorgen
    """
    )
)
"""Words that may carry meaning but mostly fill a question: they count for `LIGHT` of a word."""

NO_PARTS = frozenset(
    _words(
        """
    aan ach achter af al ana anti arts baar bar be beste bij bin bis boven con dan de der des die dis dit door
    een eer eind eren ers ex gen gever ging heid her hoe ik in ing inter ist ken kie lijk ling loos maat man
    mee met mis na naar naast nen nis non of om on onder ons op over pas per pre pro re schap sen ster sub te
    tegen ten ter tie tief tien toe tot tra uit van ven ver voor wat weg wie zaam zelf zo aal age ante ator
    eel ent ering eur ief iek isch iteit ijk
    """
    )
)
"""Beginnings and endings that look like words; they are never a part of a compound."""

_STRONG_VERBS = """
    breng: bracht brachten gebracht; denk: dacht dachten gedacht; koop: kocht kochten gekocht;
    zoek: zocht zochten gezocht; gaan: ga gaat ging gingen gegaan; staan: sta staat stond stonden gestaan;
    kom: komen kwam kwamen gekomen; geef: gaf gaven gegeven; neem: nam namen genomen; krijg: kreeg kregen gekregen;
    blijf: bleef bleven gebleven; schrijf: schreef schreven geschreven; help: hielp hielpen geholpen;
    vind: vond vonden gevonden; bied: bood boden geboden; kies: koos kozen gekozen;
    sluit: sloot sloten gesloten; lees: las lazen gelezen; spreek: sprak spraken gesproken;
    trek: trok trokken getrokken; win: won wonnen gewonnen; begin: begon begonnen; loop: liep liepen gelopen;
    houd: hield hielden gehouden houdt; val: viel vielen gevallen; laat: liet lieten gelaten;
    hef: hief hieven geheven heffen; bewijs: bewees bewezen; wijs: wees wezen gewezen;
    verdwijn: verdween verdwenen; krimp: kromp krompen gekrompen; stijg: steeg stegen gestegen;
    daal: daalde daalden gedaald; zien: zie ziet zag zagen gezien; doen: doe doet deed deden gedaan;
    zit: zat zaten gezeten;
    lig: lag lagen gelegen ligt; eet: at aten gegeten; rijd: reed reden gereden; snijd: sneed sneden gesneden;
    lijd: leed geleden; vlieg: vloog vlogen gevlogen; verlies: verloor verloren; vries: vroor gevroren;
    bind: bond bonden gebonden; drink: dronk dronken gedronken; spring: sprong sprongen gesprongen;
    dring: drong drongen gedrongen; dwing: dwong dwongen gedwongen; werp: wierp wierpen geworpen;
    werf: wierf wierven geworven; sterf: stierf stierven gestorven; breek: brak braken gebroken;
    steek: stak staken gestoken; treed: trad traden getreden; meet: mat maten gemeten; draag: droeg droegen gedragen;
    vraag: vroeg vroegen gevraagd; slaan: sla slaat sloeg sloegen geslagen; groei: groeide groeiden gegroeid;
    grijp: greep grepen gegrepen; vergelijk: vergeleek vergeleken; drijf: dreef dreven gedreven;
    schijn: scheen schenen geschenen; ontbreek: ontbrak ontbraken ontbroken; slaap: sliep sliepen geslapen;
    roep: riep riepen geroepen; hang: hing hingen gehangen; vang: ving vingen gevangen; weeg: woog wogen gewogen;
    beweeg: bewoog bewogen; schuif: schoof schoven geschoven; buig: boog bogen gebogen; ruik: rook roken geroken;
    lieg: loog logen gelogen; trede: getreden; verg: vergde vergden; verkoop: verkocht verkochten;
    bespreek: besprak bespraken besproken; ontvang: ontving ontvingen ontvangen; verwijs: verwees verwezen;
    verschijn: verscheen verschenen; ontbind: ontbond ontbonden; vertrek: vertrok vertrokken;
    verkrijg: verkreeg verkregen; besluit: besloot besloten; beslis: besliste beslisten beslist;
    betrek: betrok betrokken; onderzoek: onderzocht onderzochten; bezoek: bezocht bezochten;
    ontsla: ontsloeg ontsloegen ontslagen; verbied: verbood verboden; beschrijf: beschreef beschreven;
    dien: dient; verdien: verdient; pas: past; los: lost; wens: wenst; eis: eist; reis: reist; kies: kiest koos;
    lees: leest; leen: leent; verhuis: verhuist; bestaan: bestaat bestond bestonden;
    ontstaan: ontstaat ontstond ontstonden;
    verbind: verbond verbonden; verstaan: verstaat verstond; zamel: gezameld; verzamel: verzameld; plan: gepland;
    regel: geregeld;
    coach: coacht gecoacht; spaar: spaart; bespaar: bespaart; ervaar: ervaart; deelneem: deelnam deelgenomen;
    schoonmaak: schoongemaakt; overlijd: overleed overleden;
    kijk: keek keken gekeken; bekijk: bekeek bekeken; blijk: bleek bleken gebleken; begrijp: begreep begrepen;
    klim: klom klommen geklommen; tref: trof troffen getroffen; betref: betrof betroffen; vermijd: vermeed vermeden;
    ontwerp: ontwierp ontwierpen ontworpen; herschrijf: herschreef herschreven; verslijt: versleet versleten;
    vergeet: vergat vergaten; verlaat: verliet verlieten; behoud: behield behielden; bedenk: bedacht bedachten;
    weet: wist wisten geweten; overweeg: overwoog overwogen; vervang: verving vervingen; uitval: uitviel uitvielen;
    laad: geladen; scheid: gescheiden; scheld: gescholden; zend: gezonden; strijk: gestreken; vouw: gevouwen;
    verschuif: verschoof verschoven; schrik: schrok schrokken geschrokken; afneem: afnam; aanbied: aanbood;
    bouw: gebouwd; meedoen: meedoet meedeed meededen
"""

_IRREGULAR_NOUNS = """
    kind: kinderen kinders; stad: steden; lid: leden; weg: wegen; dag: dagen; schip: schepen; glas: glazen;
    bad: baden; dak: daken; gat: gaten; vat: vaten; blad: bladen bladeren; pad: paden; graf: graven; hof: hoven;
    slot: sloten; spel: spelen; gebed: gebeden; lot: loten; oorlog: oorlogen; bedrag: bedragen; verslag: verslagen;
    ontslag: ontslagen; goed: goederen; gebrek: gebreken; verdrag: verdragen; lied: liederen; volk: volkeren;
    ei: eieren; been: beenderen; koe: koeien; vlo: vlooien; museum: musea; centrum: centra; datum: data;
    medium: media; politicus: politici; collega: collegas; criterium: criteria; pilot: pilots; college: colleges;
    rede: redenen; advies: advies adviezen; afspraak: afspraken; uitspraak: uitspraken; jong: jongeren jongere;
    oudere: ouderen; ouder: ouders; school: scholen; ziekenhuis: ziekenhuizen; index: indices; matrix: matrices;
    appendix: appendices; stadium: stadia; consortium: consortia; referendum: referenda; quotum: quota; forum: fora;
    crisis: crises; technicus: technici; academicus: academici; historicus: historici; medicus: medici;
    gevangene: gevangene gevangenen; cao: caos; beurs: beurs; banenbeurs: banenbeurs; voorman: voorlieden;
    vakman: vaklieden vakmensen; timmerman: timmerlieden
"""


def _table(text: str) -> dict[str, str]:
    rows = (row.split(":") for row in text.replace("\n", " ").split(";"))
    return {form: stem.strip() for stem, forms in rows for form in forms.split()}


IRREGULAR = _table(_IRREGULAR_NOUNS) | _table(_STRONG_VERBS)
"""Form → word it belongs to, for what no rule gives. Looked up whole, and behind a separable prefix (opgenomen)."""

PREFIXES = _words(
    """
    aan achter af bij binnen deel door goed in kwijt los mee mis na om onder op over plaats rond samen stop tegen terug
    thuis toe uit vast vol voort vrij weg
    """
)
"""Separable beginnings of verbs: between them and the verb a participle has its ge- (op-ge-leid)."""

KEEP_GE = _words(
    """
    gebaar gebaat geef gebied gebod gebouw gebrek gebruik gebeur gedicht gedrag geduld geest geheel geheim gelang
    geld geloof geluid geluk gemeen gemoed genees geniet genoot gerecht getal getuig gevaar geval gevang
    gevecht gevoel gewest geweld gewicht gewoon gezag gezicht gezin gezond geving
    """
)
"""Words that begin with ge- of their own."""

PARTICIPLES = ("be", "ver", "ont", "her", "er")
"""Beginnings that take the place of ge- in a participle (verbeterd, ontwikkeld)."""

PLURAL_S = _words(
    """
    aar age air aire ale ase b ck de ee eur euze ge ice ie ier ile ine ing ise itor ling m nt eo io fe ole one ooi oor
    otor p st te ule ure ve w xi y yse ert ort
    """
)
"""An s behind one of these is a plural's; behind er, el, em, en only in words of two syllables and more (mens)."""

VERB_T = _words(
    """
    aalt eelt elt eert gt iert kt mt oelt oeit aait oert oont aint eunt kent efent pt uilt wt ft tst
    ijnt uurt eeft wijst prijst klaart waart hoort stoort valt vult keurt opent begint schilt liest
    """
)
"""A t that ends one of these belongs to the verb's form (werkt, begeleidt, betaalt) …"""

NOUN_T = _words(
    """
    markt cept cript dept ift ruimt kraft welt buurt
    """
)
"""… but not in these."""

VERB_D = _words(
    """
    aaid eerd eund gd oeid sd wd
    """
)
PARTICIPLE_D = _words(
    """
    aald eeld oeld oold uild ield eld erd rd md end aind oond eend fd bd vd zd
    """
)
NOUN_D = _words(
    """
    meld veld geld beeld held woord hoofd weld
    """
)
"""The same for d: after any beginning, after ge- and its likes only, and never."""

KEEP_WHOLE = frozenset(
    _words(
        """
    burgemeester burgemeesters deelnemer deelnemers medewerker medewerkers statushouder statushouders
    vrijwilliger vrijwilligers werkgever werkgevers werknemer werknemers wethouder wethouders
    ambtenaar ambtenaren automaat automaten bedrijf bedrijven behandeling behandelingen belangrijk belangrijker
    dinsdag donderdag eigenaar eigenaren handhaven handhaving herinnering maandag meelopen verstand voorstellen
    vrijdag woensdag zaterdag zondag
    """
    )
)
"""Words that look like compounds and have a meaning of their own; editors add theirs in _lists/words.yaml."""
