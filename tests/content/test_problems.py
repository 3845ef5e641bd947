"""Every problem that the content can have: a little folder that has it, and the place where it is told."""

import ast
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from kb.content.codes import ERRORS, PROBLEMS, WARNINGS
from kb.model import Corpus
from kb.problems import Outcome
from tests.content.pages import LISTS_FOLDER, located, page

HOUSE = Path(__file__).parents[2] / "kb"
ROOMS = ("content", "editing")
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x03\x00\x00\x00\x02"
WIDE_PNG = PNG[:16] + b"\x00\x01\x00\x00" + PNG[20:]
LISTS = {path.name: path.read_text("utf-8") for path in LISTS_FOLDER.iterdir()}


def with_lists(**changed: str | None) -> dict[str, str | bytes]:
    """A content folder with lists of its own, some changed or left out, and one good practice."""
    lists = {f"_lists/{name}": text for name, text in LISTS.items()}
    lists |= {f"_lists/{name}.yaml": text for name, text in changed.items() if text is not None}
    for name, text in changed.items():
        if text is None:
            del lists[f"_lists/{name}.yaml"]
    return {**lists, "een.md": page()}


@dataclass(frozen=True)
class Case:
    """Files (a text is the file een.md), and the one problem that they must give: code, place, part of the words."""

    code: str
    files: str | bytes | Mapping[str, str | bytes]
    place: str
    words: str = ""
    others: tuple[str, ...] = field(default=())


TWINS = {"a/een.md": page(), "b/een.md": page(), "een.md": page()}
CASE_TWINS = {"Een.md": page(), "een.md": page()}
CASES = [
    # the file itself
    Case("te-groot", b"x" * (1024 * 1024 + 1), "een.md:1:1", "1024 KiB"),
    Case("bestandsnaam", {"Werk in de Büürt.md": page()}, "Werk in de Büürt.md:1:1", "werk-in-de-buurt.md"),
    Case("bestandsnaam", {"index.md": page()}, "index.md:1:1", "praktijk-index.md"),
    Case("bestandsnaam", {"lpt1.md": page()}, "lpt1.md:1:1", "praktijk-lpt1.md"),
    Case("codering", page(title="X").replace("X", "Caf\xe9").encode("cp1252"), "een.md:2:11", "`é`"),
    Case("codering", page("é\nsmal \u20ac").encode("cp1252"), "een.md:12:1", "`é`"),
    Case("codering", page().encode("utf-16"), "een.md:1:1", "UTF-16"),
    Case("stuurteken", page("Een \x00 teken"), "een.md:12:5", "U+0000"),
    Case("stuurteken", page("é\u2028x"), "een.md:12:2", "U+2028"),
    Case("stuurteken", page(title='"Een \\u202e truc"'), "een.md:2:8", "U+202E"),
    Case("tekstrichting", page(title="Een \u202e truc"), "een.md:2:12", "U+202E"),
    Case("twee-versies", page("<<<<<<< HEAD\nEen\n=======\nTwee\n>>>>>>> tak\n"), "een.md:12:1", "git kon niet kiezen"),
    Case("twee-versies", page("a\n>>>>>>> tak"), "een.md:13:1", "haal de regels"),
    Case(
        "twee-versies",
        page(theme="taal\n<<<<<<< a\nkeywords: a\n||||||| b\n=======\nkeywords: b\n>>>>>>> c"),
        "een.md:7:1",
    ),
    Case("onzichtbaar-teken", page("\U0001f600 werk\u200bplek"), "een.md:12:7", "U+200B"),
    Case("onzichtbaar-teken", page("werk\u00adplek"), "een.md:12:5", "U+00AD"),
    Case("onzichtbaar-teken", page("werk\u3164plek"), "een.md:12:5", "U+3164"),
    Case("onzichtbaar-teken", page("werk\U000e0041"), "een.md:12:5", "U+E0041"),
    Case("bom", b"\xef\xbb\xbf" + page().encode(), "een.md:1:1", "zonder BOM"),
    Case("regeleinden", page().replace("\n", "\r\n"), "een.md:1:1", "LF"),
    # the header
    Case("geen-velden", "Gewoon tekst.\n", "een.md:1:1", "`---`"),
    Case("geen-velden", "", "een.md:1:1"),
    Case("geen-velden", "\n\n" + page(), "een.md:1:1", "lege regels"),
    Case("geen-velden", "Mijn praktijk\n" + page(), "een.md:1:1", "tekst die erboven staat"),
    Case("velden-open", "---\ntitle: x\n", "een.md:1:1", "niet afgesloten"),
    Case("velden-open", "---\ntitle: x\n## Aanpak\nTekst.\n---\nMeer.\n", "een.md:3:1", "tussen de velden en de tekst"),
    Case("velden-vorm", "---\n- title\n---\n", "een.md:2:1", "veld: waarde"),
    Case("velden-vorm", "---\nzomaar tekst\n---\n", "een.md:2:1", "veld: waarde"),
    Case("velden-vorm", "---\n---\n", "een.md:1:1", "staat niets"),
    Case("yaml", page(title="Werk: in de buurt"), "een.md:2:12", "aanhalingstekens"),
    Case("yaml", page(title="\U0001f600é: x"), "een.md:2:10", "dubbelepunt"),
    Case("yaml", page(region="[twente"), "een.md:5:9", "`]`"),
    Case("yaml", page(title="'Werk"), "een.md:2:8", "aanhalingsteken"),
    Case("yaml", page(title="@werk"), "een.md:2:8", "`@`"),
    Case("yaml", "---\ntitle: x\n\tregion: y\n---\n", "een.md:3:1"),
    Case("yaml", page(sources="\n  - title: a\n   url: b"), "een.md:11:4", "recht onder"),
    Case("yaml", page(sources="\n  - title: a\n     url: b"), "een.md:11:9", "recht onder"),
    Case("yaml", page(sources="\n  - title: a\n  url: b"), "een.md:11:3", "twee spaties verder dan het streepje"),
    Case(
        "yaml",
        page().replace("added", "# Met wie.\n partners: x\nadded"),
        "een.md:11:2",
        "Voor `partners` staat een spatie",
    ),
    Case("yaml", page(scale="\n  locations: 1\n   participants: 4"), "een.md:13:16", "alleen het hekje"),
    Case("yaml", page(organisation="\n    - De Brug\n  - Biga"), "een.md:6:3", "even ver inspringen"),
    Case("yaml", page(partners="De Brug\n  type: gemeente"), "een.md:12:7", "Achter `partners:` staat al een waarde"),
    Case("yaml", page(sources="\n - title: a\n url: b"), "een.md:11:2", "twee spaties verder dan het streepje"),
    Case("yaml", page(title="**vet**"), "een.md:2:8", "`*`"),
    Case("yaml-anker", page(title="*x"), "een.md:2:8", "`*x`"),
    Case("yaml", page(title='"a \\q"'), "een.md:2:11", "`\\`"),
    Case("yaml-tag", page(title="!!python/object:os.system x"), "een.md:2:8", "tag"),
    Case("yaml-tag", page(title="!!str y"), "een.md:2:8", "`!!str`"),
    Case("yaml-tag", page(title="!x y"), "een.md:2:8", "`!x`"),
    Case("yaml-anker", page(title="&a Werk"), "een.md:2:8", "`&a`"),
    Case("yaml-anker", page(theme="&a taal", sector="*a"), "een.md:6:8", "`&a`", others=("onbekende-term",)),
    Case("yaml-samenvoegen", page(**{"<<": "{language: nl}"}), "een.md:11:1", "`<<`"),
    Case("yaml-meer", page().replace("\n---\n", "\n...\n--- {a: b}\n---\n", 1), "een.md:12:1"),
    Case("yaml-diep", page(keywords="[" * 9 + "]" * 9), "een.md:11:18", "8 lagen"),
    Case("te-veel", page(keywords=f"[{'x, ' * 2000}]"), "een.md:11:5937", "2000 velden en waarden"),
    Case("dubbel-veld", page().replace("added", "title: Nog een\nadded"), "een.md:10:1", "regel 2"),
    Case("veld-vorm", page().replace("added", "? [a]\n: b\nadded"), "een.md:10:3", "gewone tekst"),
    # the fields
    Case("onbekend-veld", page(titel="x"), "een.md:11:1", "`title`"),
    Case("onbekend-veld", page(publisher="x"), "een.md:11:1", "hoort onder `sources`: laat de regel"),
    Case("onbekend-veld", page(period="{start: 2020, einde: 2021}"), "een.md:11:23", "`end`"),
    Case("onbekend-veld", page(region=None, regio="twente"), "een.md:10:1", "`region`"),
    Case("onbekend-veld", page(contact="{organisation: X, telefoon: 1}"), "een.md:11:28", "Bedoelde je `phone`?"),
    Case("onbekend-veld", page(sources="[{naam: x}]"), "een.md:9:12", "Bedoelde je `title`?"),
    Case("ontbreekt", page(summary=None), "een.md:1:1", "`summary` ontbreekt"),
    Case("ontbreekt", page(sources=None), "een.md:1:1", "daaronder `  - title: Jaarverslag 2023`"),
    Case("ontbreekt", page(region=""), "een.md:5:1", "`region`"),
    Case("ontbreekt", page(sources="[{url: 'https://x.nl'}]"), "een.md:9:11", "`sources.title`"),
    Case("vorm", page(title="[a, b]"), "een.md:2:8", "tekst"),
    Case("vorm", page(sources="Jaarverslag"), "een.md:9:10", "daaronder `  - title: Jaarverslag`"),
    Case("vorm", page(sources="[Het Verslag 2021]"), "een.md:9:11", "daaronder `  - title: Het Verslag 2021`"),
    Case("vorm", page(sources="[https://x.nl]"), "een.md:9:11", "daaronder `  - title: Jaarverslag 2023`"),
    Case("vorm", page(period="2020"), "een.md:11:9", "velden"),
    Case("hekje", page(title="Samen #1 worden"), "een.md:2:14", "Vanaf `#1`"),
    Case("hekje", page(title="#samen"), "een.md:2:8", "opmerking", ("ontbreekt",)),
    Case("hekje", page(keywords="[a, b #c\n  ]"), "een.md:11:17", "aanhalingstekens"),
    Case("leeg", page(partners=""), "een.md:11:1", "onbekend"),
    Case("lengte", page(title="x" * 101), "een.md:2:8", "101 tekens"),
    Case("lengte", page(summary="Kort."), "een.md:3:10", "40–400"),
    Case("onbekende-term", page(theme="taal, Re-integratie"), "een.md:6:8", "`[taal, re-integratie]`"),
    Case("aantal", page(theme="[taal, re-integratie, beschut-werk]"), "een.md:6:8", "2"),
    Case("dubbele-waarde", page(theme="[taal, Taal en leren]"), "een.md:6:8", "twee keer"),
    Case("dubbele-waarde", page(organisation="[De Brug, WB De Brug]"), "een.md:4:15", "twee keer"),
    Case("dubbele-waarde", page(organisation="[Werkplaats, werkplaats]"), "een.md:4:15", "twee keer"),
    Case("onbekende-term", page(theme="taal / re-integrate"), "een.md:6:8", "`[taal, re-integratie]`"),
    Case("onbekende-term", page(theme="taal en re-integratie"), "een.md:6:8", "`[taal, re-integratie]`"),
    Case("onbekende-term", page(theme="\n  -taal\n  -re-integratie"), "een.md:7:3", "`[taal, re-integratie]`"),
    Case("datum", page(sources="[{title: x, date: 5/3/2024}]"), "een.md:9:28", "`2024-03-05`"),
    Case("onbekende-term", page(region="Twnte"), "een.md:5:9", "Bedoelde je `twente`?"),
    Case("onbekende-term", page(theme="jongeren"), "een.md:6:8", "hoort bij `target_group`"),
    Case("onbekende-term", page(region="[zeeland, Enschede]"), "een.md:5:19", "ligt in `twente`"),
    Case("onbekende-term", page(theme="koken"), "een.md:6:8", "Kies uit"),
    Case("onbekende-term", page(partners="[{name: X, type: kerk}]"), "een.md:11:28", "`gemeente`"),
    Case("onbekende-gemeente", page(municipalities="[Enschde]"), "een.md:11:18", "`Enschede`"),
    Case("onbekende-gemeente", page(municipalities="Zeeland"), "een.md:11:17", "Dit is een regio, geen gemeente."),
    Case("gemeente-regio", page(municipalities="Vlissingen"), "een.md:11:1", "`zeeland`"),
    Case("keuze", page(cost="{band: 10-50}"), "een.md:11:14", "`10-50k`"),
    Case("keuze", page(cost='{band: "€ 12.500,-"}'), "een.md:11:14", "Dat bedrag hoort bij `10-50k`."),
    Case("keuze", page(cost="{band: 9999}"), "een.md:11:14", "Dat bedrag hoort bij `tot-10k`."),
    Case("keuze", page(cost="{band: 250 000 euro}"), "een.md:11:14", "Dat bedrag hoort bij `250k-1m`."),
    Case("keuze", page(cost="{band: 2.000.000}"), "een.md:11:14", "Dat bedrag hoort bij `meer-dan-1m`."),
    Case("keuze", page(lead_time="lang"), "een.md:11:12", "langer"),
    Case("keuze", page(language="Nederlands!"), "een.md:11:11", "taalcode"),
    Case("onbekend-veld", page(doelgroep="wsw"), "een.md:11:1", "Bedoelde je `target_group`?"),
    Case("onbekend-veld", page(einddatum="2024"), "een.md:11:1", "Zet dit onder `period`, als `end`."),
    Case("onbekend-veld", page(deadline="2024"), "een.md:11:1", "Dit kan hier staan"),
    Case(
        "tekst-ingewikkeld",
        page(f'[a]: http://a.nl "{"b " * 25_000}"\n\n' + "[a]\n\n" * 100),
        "een.md:12:3",
        "Maak wat achter `[naam]:` staat korter",
    ),
    Case("tekst-ingewikkeld", page(f"x\n\n{'a|' * 900}\n{'-|' * 900}\n" + "|\n" * 200), "een.md:14:1", "cellen"),
    Case("kop-lijkt", page("## Aanpakk\n\nx\n"), "een.md:12:1", "Schrijf `## Aanpak`"),
    Case("kop-lijkt", page("x\n\n**Resultaten:**\n\nx\n"), "een.md:14:1", "`Resultaten`"),
    Case("kop-lijkt", page("x\n\n### Geleerde lessen\n\nx\n"), "een.md:14:1", "op een eigen regel"),
    Case(
        "tabel-lijkt",
        page("x\n\nNaam\tAantal\nJan\t3\n"),
        "een.md:14:1",
        "`| Naam | Aantal |` en daaronder `|---|---|`",
    ),
    Case("tabel-lijkt", page("x\n\n| Naam | Aantal |\n| Jan | 3 |\n"), "een.md:14:1", "`|---|---|`"),
    Case("tabel-lijkt", page("Zo:\n| Naam | Aantal |\n|---|---|\n| Jan | 3 |\n"), "een.md:13:1", "een regel leeg"),
    Case("opmaak-lijkt", page("Zie [a](https://x.nl) en [b] (https://y.nl)."), "een.md:12:28", "een link"),
    Case("opmaak-lijkt", page("Zie [a](https://x.nl en meer"), "een.md:12:7", "`)` aan het eind"),
    Case("opmaak-lijkt", page("Zie (de site)[https://x.nl]."), "een.md:12:13", "een link"),
    Case("opmaak-lijkt", page("Een noot[^1]."), "een.md:12:9", "een voetnoot"),
    Case("opmaak-lijkt", page("## Aanpak\n**Goed** en **fout"), "een.md:13:13", "vette tekst"),
    Case("opmaak-lijkt", page("Zie [de site][1]."), "een.md:12:13", "een link"),
    *(
        Case("lijst-lijkt", page(f"Taken:\n\n{one}\n{two}"), "een.md:14:1", "streepje en een spatie")
        for one, two in (
            ("– a", "– b"),
            ("-aa", "-bb"),
            ("1.aa", "2.bb"),
            ("a) aa", "b) bb"),
            ("o\taa", "o\tbb"),
            ("→ aa", "→ bb"),
            ("✓ aa", "✓ bb"),
            ("Ø\taa", "Ø\tbb"),
        )
    ),
    Case("lijst-lijkt", page("- aa\n*bb"), "een.md:13:1", "streepje"),
    Case("code-lijkt", page("Een\n\n    Hier springt iets in."), "een.md:14:5", "spaties vooraan"),
    Case("ander-bestand", {"een.md": page(), "Twee Drie.TXT": "x"}, "Twee Drie.TXT:1:1", "`twee-drie.md`"),
    Case("ander-bestand", {"een.md": page(), "plan.docx": b"PK"}, "plan.docx:1:1", "`kb import`"),
    Case("ander-bestand", {"een.md": page(), "plan.pdf": b"PK"}, "plan.pdf:1:1", "`plan.md`"),
    Case("ander-bestand", {"een.md": page(), "foto.jpg": b""}, "foto.jpg:1:1", "`_media/`"),
    Case("datum", page(added="31-01-2026"), "een.md:10:8", "`2026-01-31`"),
    Case("datum", page(added="31 januari 2026"), "een.md:10:8", "Schrijf `2026-01-31`"),
    Case("datum", page(added="2026-1-5"), "een.md:10:8", "Schrijf `2026-01-05`"),
    Case("datum", page(added="mei 2026"), "een.md:10:8", "jaar-maand-dag"),
    Case("datum", page(period="{start: mei 2020}"), "een.md:11:17", "Schrijf `2020-05`"),
    Case("datum", page(period="{start: 2020-05-31}"), "een.md:11:17", "Schrijf `2020-05`"),
    Case("datum", page(period="{start: 2020 - 2022}"), "een.md:11:17", "`start: 2020`, en daaronder `end: 2022`"),
    Case("datum", page(added="\u0662\u0660\u0662\u0664-01-01"), "een.md:10:8", "2024-05-31"),
    Case("datum", page(added="2026-02-30"), "een.md:10:8", "niet op de kalender"),
    Case("datum", page(period="{start: 2020-13}"), "een.md:11:17", "2024-05"),
    Case("getal", page(review_months="12.5"), "een.md:11:16", "12.5"),
    Case("getal", page(review_months="0"), "een.md:11:16", "1–120"),
    Case("bedrag", page(cost="{band: 10-50k, one_off: veel}"), "een.md:11:31", "cost.one_off"),
    Case("ja-nee", page(draft="misschien"), "een.md:11:8", "`ja` of `nee`"),
    Case("webadres", page(sources="[{title: x, url: www.x.nl}]"), "een.md:9:27", "https://"),
    Case("webadres", page(sources="[{title: x, url: info@x.nl}]"), "een.md:9:27", "`email`"),
    Case("webadres", page(sources="[{title: x, url: https://x.nl/a b}]"), "een.md:9:27", "`https://x.nl/a%20b`"),
    Case("webadres", page(sources='[{title: x, url: "javascript:alert(1)"}]'), "een.md:9:27"),
    Case("webadres", page(sources='[{title: x, url: "https://"}]'), "een.md:9:27"),
    Case("mailadres", page(contact="{organisation: X, email: x.nl, consent: ja}"), "een.md:11:35", "e-mailadres"),
    Case(
        "mailadres",
        page(contact="{organisation: X, email: mailto:a@x.nl, consent: ja}"),
        "een.md:11:35",
        "weg: `a@x.nl`",
    ),
    Case("mailadres", page(contact='{organisation: X, email: "a@b.nl?cc=c@d.nl", consent: ja}'), "een.md:11:35"),
    Case("id-vorm", page(related="[Een Ander]"), "een.md:11:11", "id"),
    Case("bron-nummer", page(results="[{indicator: a, value: 1, source: 2}]"), "een.md:11:44", "er is er 1"),
    Case("onbekende-controle", page(silence="[{check: volgorden, reason: x}]"), "een.md:11:19", "`volgorde`"),
    Case("onbekende-controle", page(silence="[{check: datum, reason: x}]"), "een.md:11:19", "kan niet uit"),
    Case("periode", page(period="{start: 2021-05, end: 2021-03}"), "een.md:11:1", "voor het begin"),
    Case("toekomst", page(added="2026-03-02"), "een.md:10:8", "2026-03-01"),
    Case("toegevoegd", page(added=None), "een.md:1:1", "added"),
    Case("toestemming", page(contact="{organisation: X, phone: 06 12345678}"), "een.md:11:1", "consent: ja"),
    Case("toestemming", page(contact="{phone: 06 12345678}"), "een.md:11:1", "consent: ja", others=("ontbreekt",)),
    # the text
    Case("kop-niveau", page("\n# Aanpak\n\nTekst.\n"), "een.md:13:1", "`## Aanpak`"),
    Case("kop-niveau", page("```\n# geen kop\n```\nAanpak\n======\nTekst.\n"), "een.md:15:1", "Aanpak"),
    Case("volgorde", page("## Resultaten\nx\n## Aanpak\nx\n"), "een.md:14:1", "`Aanpak` staat na `Resultaten`"),
    Case("volgorde", page("## Aanpak\nx\n## AANPAK\nx\n"), "een.md:14:1", "De kop `Aanpak` staat er al."),
    Case("lege-sectie", page("## Aanpak\n\n## Resultaten\nx\n"), "een.md:12:1", "Aanpak"),
    Case(
        "lege-sectie",
        page("x\n## A\n## B\ny\n## C\n## D\n"),
        "een.md:13:1",
        "Onder 3 koppen staat niets: `A`, `C`, `D`.",
    ),
    Case("html", page("Een `<b>` en\neen <script>alert(1)</script>"), "een.md:13:5", "`<script>`", others=("html",)),
    Case("open-commentaar", page("Tekst <!-- nog doen"), "een.md:12:7", "`-->`"),
    Case("dode-link", page("Zie [dit](een-ander.md)."), "een.md:12:11", "`een-ander`"),
    Case("dode-link", {"een.md": page("[a](twe.md)"), "twee.md": page()}, "een.md:12:5", "`twee`"),
    Case("dode-link", {"een.md": page("[a](oud.md)"), "twee.md": page(aliases="oud")}, "een.md:12:5", "nu `twee`"),
    Case("dode-link", {"een.md": page("[a](twee.md)"), "twee.md": page(draft="ja")}, "een.md:12:5", "concept"),
    Case("dode-link", page("[a](_dossiers/een.md)"), "een.md:12:5", "`../een.md`"),
    Case("link-adres", page("Mail [mij](mailto:info@y.nl)."), "een.md:12:12", "zet het bij `contact`"),
    Case("link-adres", page("[a](javascript:alert(1))"), "een.md:12:5"),
    Case("link-adres", page("[a](&#106;avascript:alert(1))"), "een.md:12:5", "javascript"),
    Case("link-adres", page("[a](//x.nl/een.md)"), "een.md:12:5"),
    Case("link-adres", page("[a](www.x.nl/a)"), "een.md:12:5", "Begin met `https://`: `https://www.x.nl/a`."),
    Case("link-adres", page("[a](x.nl/b)"), "een.md:12:5", "`https://x.nl/b`"),
    Case("link-adres", page("[a](een)"), "een.md:12:5", "de bestandsnaam: `een.md`."),
    Case("link-adres", page("[a](/praktijken/een.html#kop)"), "een.md:12:5", "de bestandsnaam: `een.md`."),
    Case("link-adres", page("[a](map/)"), "een.md:12:5", "een webadres (`https://…`)"),
    Case("dood-anker", page("[a](#nergens)"), "een.md:12:5", "`#nergens`"),
    Case("dood-anker", {"een.md": page("[a](twee.md#x)"), "twee.md": page("## Y\nz")}, "een.md:12:5", "`#x`"),
    Case("afbeelding-adres", page("![a](https://x.nl/a.png)"), "een.md:12:6", "_media"),
    Case("afbeelding-adres", page(image="{src: ../../geheim, alt: x}"), "een.md:11:14", "_media"),
    Case("afbeelding-adres", page(image="{src: Foto team.JPG, alt: x}"), "een.md:11:14", "`foto-team.jpg`"),
    Case("afbeelding-adres", page(image="{src: _media/CON.png, alt: x}"), "een.md:11:14", "`foto-con.png`"),
    Case("afbeelding-adres", page("![a](_media/één foto.png)"), "een.md:12:6", "`een-foto.png`"),
    Case("afbeelding-adres", page("![a](<_media/%20.png>)"), "een.md:12:7", "`foto.png`"),
    Case("afbeelding-alt", {"een.md": page("![](_media/a.png)"), "_media/a.png": PNG}, "een.md:12:5", "a.png"),
    Case("tekst-ingewikkeld", page("1. " * 2000), "een.md:11:1", "genest"),
    Case("tekst-ingewikkeld", page("Een begin.\n\n" + "[" * 2001), "een.md:14:1", "haken"),
    # between files
    Case("dubbele-id", TWINS, "a/een.md:1:1", "`practices/b/een.md`, `practices/een.md`."),
    Case("dubbele-id", TWINS, "een.md:1:1", "`practices/a/een.md`, `practices/b/een.md`."),
    Case("hoofdletters", CASE_TWINS, "een.md:1:1", "`practices/Een.md`", others=("bestandsnaam",)),
    Case("hoofdletters", CASE_TWINS, "Een.md:1:1", "`practices/een.md`", others=("bestandsnaam",)),
    Case("onbekende-praktijk", page(related="[een-ander]"), "een.md:11:11", "`een-ander`"),
    Case("onbekende-praktijk", page(replaced_by="weg-ermee"), "een.md:11:14"),
    Case("onbekende-praktijk", page(adopted_from="[{name: Elders}, elders]"), "een.md:11:32"),
    Case(
        "onbekende-praktijk",
        {"een.md": page(), "_dossiers/dos.md": "---\ntitle: D\nsummary: S.\npractices: [een, {id: twe}]\n---\n"},
        "_dossiers/dos.md:4:23",
    ),
    Case("zelfverwijzing", page(related="een"), "een.md:11:10", "zelf"),
    Case(
        "kringverwijzing",
        {"een.md": page(replaced_by="twee"), "twee.md": page(replaced_by="drie"), "drie.md": page(replaced_by="twee")},
        "drie.md:11:14",
        "kring",
        others=("kringverwijzing",),
    ),
    Case("alias-botsing", {"een.md": page(aliases="twee"), "twee.md": page()}, "een.md:11:10", "`practices/twee.md`"),
    Case("alias-botsing", {"een.md": page(aliases="oud"), "twee.md": page(aliases="oud")}, "twee.md:11:10", "een.md`"),
    Case("overname", {"een.md": page(adopted_from="twee"), "twee.md": page()}, "een.md:11:15", "adopted_by"),
    Case(
        "overname-kring",
        {"een.md": page(adopted_from="twee"), "twee.md": page(adopted_from="een")},
        "een.md:11:15",
        others=("overname-kring", "overname", "overname"),
    ),
    Case(
        "overname-tegenspraak",
        {
            "een.md": page(adopted_by="[{organisation: De Brug, region: zeeland, year: 2020, practice: twee}]"),
            "twee.md": page(adopted_from="een"),
        },
        "een.md:11:77",
        "welke van de twee",
    ),
    Case("afbeelding-ontbreekt", page("![a](_media/weg.png)"), "een.md:12:6", "weg.png"),
    Case(
        "afbeelding-ontbreekt",
        {"een.md": page(image="{src: Foto.png, alt: x}"), "_media/foto.png": PNG},
        "een.md:11:14",
        "`foto.png`",
    ),
    Case(
        "afbeelding-soort",
        {"een.md": page("![a](_media/a.jpg)"), "_media/a.jpg": PNG},
        "_media/a.jpg:1:1",
        "png-bestand",
    ),
    Case(
        "afbeelding-soort",
        {"een.md": page("![a](_media/a.svg)"), "_media/a.svg": "<svg/>"},
        "_media/a.svg:1:1",
        "geen afbeelding",
    ),
    Case(
        "hoofdletters",
        {"een.md": page("![a](_media/a.png) ![A](_media/A.png)"), "_media/a.png": PNG, "_media/A.png": PNG},
        "_media/a.png:1:1",
        "`A.png`",
    ),
    Case(
        "afbeelding-groot",
        {"een.md": page("![a](_media/a.png)"), "_media/a.png": WIDE_PNG},
        "_media/a.png:1:1",
        "65536 bij 2",
    ),
    # personal data
    Case("bsn", page("Deelnemer 111222333."), "een.md:12:11", "elfproef"),
    Case("bsn", page(keywords="'1112.22.333'"), "een.md:11:12"),
    Case("mobiel-nummer", page("Bel Jan: 06-1234 5678."), "een.md:12:10", "consent"),
    Case("mailadres-persoon", page("Mail jan.jansen@voorbeeld.nl."), "een.md:12:6", "consent"),
    Case(
        "mailadres-persoon",
        {"een.md": page(), "_dossiers/dos.md": "---\ntitle: D\nsummary: S.\npractices: een\n---\nVraag jan@x.nl"},
        "_dossiers/dos.md:6:7",
    ),
    Case("foto-positie", {"een.md": page("![a](_media/a.jpg)"), "_media/a.jpg": located()}, "een.md:12:6", "a.jpg"),
    # the lists
    Case("lijst-ontbreekt", with_lists(theme=None), "_lists/theme.yaml:1:1", others=("onbekend-veld",)),
    Case("lijst-naam", with_lists(q=LISTS["sector.yaml"].replace("path: sector", "path: qq")), "_lists/q.yaml:1:1"),
    Case("lijst-naam", with_lists(x=LISTS["sector.yaml"]), "_lists/x.yaml:1:1", "map `sector`"),
    Case("lijst-naam", with_lists(x="terms: []"), "_lists/x.yaml:1:1", "`facet: true`"),
    Case("lijst-naam", {**with_lists(), "_lists/y.yml": LISTS["sector.yaml"]}, "_lists/y.yml:1:1", "y.yaml"),
    Case(
        "lijst-lang",
        with_lists(
            sector=LISTS["sector.yaml"]
            + "".join(f"  - {{id: x{number}, label: X {number}}}\n" for number in range(1000))
        ),
        "_lists/sector.yaml:8:3",
        "1001 termen",
    ),
    Case(
        "lijst-dubbel",
        with_lists(sector=LISTS["sector.yaml"] + "  - {id: gras, label: Groen}\n"),
        "_lists/sector.yaml:9:5",
    ),
    Case(
        "lijst-dubbel",
        with_lists(organisations=LISTS["organisations.yaml"] + "  - {name: De Brug}\n"),
        "_lists/organisations.yaml:13:5",
        "de brug",
    ),
    Case(
        "onbekende-term",
        with_lists(organisations=LISTS["organisations.yaml"] + "  - {name: X, region: twnte}\n"),
        "_lists/organisations.yaml:13:5",
        "`twente`",
    ),
    Case(
        "vorm",
        with_lists(sector=LISTS["sector.yaml"].replace("groen,", "Groen!,")),
        "_lists/sector.yaml:8:10",
        "groen`",
    ),
    Case(
        "lijst-dubbel",
        with_lists(sector=LISTS["sector.yaml"] + "  - {id: groen, label: X}\n"),
        "_lists/sector.yaml:9:5",
        "twee keer",
    ),
    Case(
        "dubbele-waarde",
        {"een.md": page(), "_dossiers/dos.md": "---\ntitle: D\nsummary: S.\npractices: [een, een]\n---\n"},
        "_dossiers/dos.md:4:18",
        "Haal er een weg",
    ),
    Case(
        "yaml",
        {"een.md": page(), "_dossiers/dos.md": "---\ntitle: D\nsummary: S.\npractices:\n  - een\n    note: x\n---\n"},
        "_dossiers/dos.md:6:9",
        "`- id: waarde`",
    ),
    Case("vorm", with_lists(region=LISTS["region.yaml"].replace("[7, 3]", "[7]")), "_lists/region.yaml:12:11", "kolom"),
    Case("vorm", with_lists(synonyms="groups: [alleen]"), "_lists/synonyms.yaml:1:10", "minstens twee woorden"),
    Case("vorm", with_lists(synonyms="groups:\n  - robot = cobot"), "_lists/synonyms.yaml:2:5", "`- [robot, cobot]`"),
    Case("vorm", with_lists(synonyms="groups:\n  - [robot cobot]"), "_lists/synonyms.yaml:2:5", "`- [robot, cobot]`"),
    Case("vorm", with_lists(synonyms="groups:\n  - van: [a]\n    naar: [b]"), "_lists/synonyms.yaml:2:5", "from: [w"),
    Case(
        "vorm", with_lists(synonyms="groups:\n  - from: [a]\n  - to: [b]"), "_lists/synonyms.yaml:3:5", "één streepje"
    ),
    Case("vorm", with_lists(synonyms="groups:\n  -[a, b]\n  - [c, d]"), "_lists/synonyms.yaml:2:3", "een spatie"),
    Case("yaml", with_lists(synonyms="groups:\n  -[a, b]\n#\n  - [c, d]"), "_lists/synonyms.yaml:2:3", "een spatie"),
    Case("yaml", with_lists(synonyms="groups:\n  [a, b]\n\n  - [c, d]"), "_lists/synonyms.yaml:2:3", "streepje"),
    Case("yaml", with_lists(synonyms="groups:\n- [a, b]\n# x\n  - [c, d]"), "_lists/synonyms.yaml:4:3", "recht onder"),
    Case("onbekend-veld", with_lists(synonyms="groepen: [[a, b]]"), "_lists/synonyms.yaml:1:1", "`groups`"),
    Case("vorm", with_lists(removed="removed: {Oude id: weg}"), "_lists/removed.yaml:1:10", "reden"),
    Case("vorm", with_lists(removed="removed: [oud]"), "_lists/removed.yaml:1:10", "reden"),
    Case("vorm", with_lists(synonyms="groups: [[[a], b]]"), "_lists/synonyms.yaml:1:11", "{from, to}"),
    Case("vorm", with_lists(removed="removed: {oude-id: [weg]}"), "_lists/removed.yaml:1:20", "reden"),
    Case("vorm", with_lists(words="split: {a: {b: c}}"), "_lists/words.yaml:1:12", "delen"),
    Case("te-lang", page(title="x" * 2001), "een.md:2:8", "onder een kop"),
    Case("te-lang", page(keywords=f"[a, {'x' * 2001}]"), "een.md:11:15", "hoogstens 2000"),
    Case("map-diep", {f"{'a/' * 21}een.md": page()}, f"{'/'.join('a' * 21)}:1:1", "map hoger"),
    Case("vorm", with_lists(words="split: [a]"), "_lists/words.yaml:1:8", "delen"),
]


def test_a_title_that_nobody_can_see_is_none(read_folder: Callable[..., Outcome[Corpus]]) -> None:
    outcome = read_folder({"een.md": page(title="\u2800\u034f")})

    assert ("practices/een.md:2:1", "ontbreekt") in [(str(each.place), each.code) for each in outcome.problems]


@pytest.mark.parametrize(
    ("old", "new", "place", "code"),
    [
        ("---\ntitle", "----\ntitle", "een.md:1:1", "geen-velden"),
        ("---\ntitle", "\u2014\ntitle", "een.md:1:1", "geen-velden"),
        ("---\ntitle", " ---\ntitle", "een.md:1:1", "geen-velden"),
        ("\n---\n", "\n-----\n", "een.md:11:1", "velden-open"),
        ("\n---\n", "\n\u2014-\n", "een.md:11:1", "velden-open"),
        ("\n---\n", "\n - --\n", "een.md:11:1", "velden-open"),
        ("\n---\n", "\n...\n", "een.md:11:1", "velden-open"),
    ],
)
def test_what_looks_like_three_dashes_is_told_where_it_stands(
    read_folder: Callable[..., Outcome[Corpus]], old: str, new: str, place: str, code: str
) -> None:
    outcome = read_folder({"een.md": page("").replace(old, new, 1)})

    assert [(str(each.place), each.code) for each in outcome.problems] == [(f"practices/{place}", code)]
    assert "drie streepjes" in outcome.problems[0].message


def test_a_field_that_can_not_be_read_hides_no_other(read_folder: Callable[..., Outcome[Corpus]]) -> None:
    text = page(sources="'t, results: x", added="31-01-2026", results="[{indicator: a, value: b, source: 3}]")
    outcome = read_folder({"een.md": text})

    assert sorted((problem.place.line, problem.code) for problem in outcome.problems) == [(9, "yaml"), (10, "datum")]


def test_a_field_in_dutch_hides_nothing_that_is_wrong_with_its_value(
    read_folder: Callable[..., Outcome[Corpus]],
) -> None:
    header = page(
        region=None, title=None, sources=None, added=None, titel="Een", regio="Enschede", bronnen="[{link: www.a.nl}]"
    )
    outcome = read_folder({"een.md": header + "## Aanpak\n\nTekst.\n"})

    found = sorted((problem.code, problem.message) for problem in outcome.problems if problem.severity == "error")
    assert found == [
        ("onbekend-veld", "`bronnen` is geen veld dat we kennen."),
        ("onbekend-veld", "`link` is geen veld dat we kennen."),
        ("onbekend-veld", "`regio` is geen veld dat we kennen."),
        ("onbekend-veld", "`titel` is geen veld dat we kennen."),
        ("onbekende-term", "`Enschede` staat niet in de lijst `region`."),
        ("ontbreekt", "Het veld `sources.title` ontbreekt."),
        ("webadres", "`www.a.nl` is geen webadres (`sources.url`)."),
    ]


def test_text_above_the_fields_hides_nothing_that_is_wrong_below(read_folder: Callable[..., Outcome[Corpus]]) -> None:
    outcome = read_folder({"een.md": "Titel\n\n" + page("# Aanpak\n", region="Twnte", added="31-01-2026")})

    found = sorted((problem.place.line, problem.code) for problem in outcome.problems)
    assert found == [(1, "geen-velden"), (7, "onbekende-term"), (12, "datum"), (14, "kop-niveau"), (14, "lege-sectie")]


def test_a_rule_in_a_text_without_fields_begins_none(read_folder: Callable[..., Outcome[Corpus]]) -> None:
    outcome = read_folder({"een.md": "Tekst.\n\n---\nResultaat: goed\n\n---\nMeer.\n"})

    assert [(problem.code, problem.message) for problem in outcome.problems] == [
        ("geen-velden", "Dit bestand heeft geen velden.")
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.place}")
def test_a_mistake_is_told_with_its_place_and_cure(case: Case, read_folder: Callable[..., Outcome[Corpus]]) -> None:
    files = case.files if isinstance(case.files, Mapping) else {"een.md": case.files}
    outcome = read_folder(files)
    found = [problem for problem in outcome.problems if problem.code == case.code]

    assert f"practices/{case.place}" in [str(problem.place) for problem in found], outcome.problems
    problem = next(problem for problem in found if str(problem.place) == f"practices/{case.place}")
    assert case.words in problem.message + problem.hint
    assert problem.severity == ("error" if case.code in ERRORS else "warning")
    assert {problem.code for problem in outcome.problems} <= {case.code, *case.others}
    assert outcome.ok == (not any(problem.severity == "error" for problem in outcome.problems))


def test_every_code_has_a_case() -> None:
    elsewhere = {"geen-bestand", "verwijzing-buiten"}  # test_corpus.py: they need links and odd files on the disk
    elsewhere |= {code for code in PROBLEMS if code.startswith("link-") and code != "link-adres"} | {"lijkt-op"}

    assert {case.code for case in CASES} | elsewhere == set(PROBLEMS)


def test_every_code_that_the_rooms_can_give_is_registered() -> None:
    given = set()
    for module in (path for room in ROOMS for path in (HOUSE / room).glob("*.py")):
        for node in ast.walk(ast.parse(module.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in PROBLEMS:
                given.add(node.value)
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "add" and len(node.args) > 2:
                code = node.args[1]
                assert not isinstance(code, ast.Constant) or code.value in PROBLEMS, f"{module.name}:{node.lineno}"

    assert given >= set(PROBLEMS)


def test_the_explanations_are_one_dutch_line() -> None:
    assert not set(ERRORS) & set(WARNINGS)
    for code, explanation in PROBLEMS.items():
        assert re.fullmatch("[a-z]+(-[a-z]+)*", code)
        assert explanation.endswith((".", "?"))
        assert "\n" not in explanation
