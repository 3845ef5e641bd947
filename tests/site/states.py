"""Each state in which a page can be: nothing, one, many, long, bare, old, stopped; as little sites."""

from collections.abc import Mapping
from datetime import date

from msgspec.structs import replace

from kb.model import Corpus, Organisation, Result, SafeHtml, Section, Source, WholePractice
from tests.corpora import collected, with_practices
from tests.site.little import BARE, CORPUS, ENGLISH, FULL

LONG_WORD = "Arbeidsongeschiktheidsverzekeringsmaatschappij"
LONG = replace(
    FULL,
    id="lang",
    title=f"{LONG_WORD} en hoe de SW-bedrijven in negen regio's daar samen al jaren mee om leren te gaan",
    summary=f"{LONG_WORD} " * 8,
    organisations=tuple(Organisation(f"{LONG_WORD} {number}") for number in range(6)),
    municipalities=tuple(f"Gemeente {number}" for number in range(12)),
    facets={**FULL.facets, "region": ("twente", "achterhoek", "zeeland", "landelijk")},
    results=(*FULL.results, Result(LONG_WORD, f"meer dan 1.234.567.890 {LONG_WORD}"), Result("Kort", "1.234.567,89")),
    sources=tuple(Source(LONG_WORD, f"https://bron.example/{'lang/' * 30}{number}") for number in range(9)),
    sections=(
        Section(
            LONG_WORD,
            "deel-lang",
            SafeHtml(
                f"<p>{LONG_WORD * 3}</p><pre><code>{'code ' * 60}</code></pre>"
                f'<div class="tabel" role="group" aria-label="Tabel" tabindex="0"><table>'
                f"<thead><tr>{'<th>Kolom</th>' * 12}</tr></thead>"
                f"<tbody><tr>{f'<td>{LONG_WORD}</td>' * 12}</tr></tbody></table></div>"
            ),
            LONG_WORD,
        ),
    ),
    aliases=(),
)
OLD = replace(BARE, id="oud", title="Van voor de wet", sources=(Source("Krant", date="2011"),), added=date(2012, 3, 1))
REPLACED = replace(BARE, id="vervangen", title="Een vervangen praktijk", replaced_by=FULL.id)


GONE = {"weg": "op verzoek van wie erin voorkwam"}


def many(number: int) -> tuple[WholePractice, ...]:
    """So many practices in one region with one theme."""
    return tuple(replace(FULL, id=f"p{at}", title=f"Praktijk {at:05}", aliases=()) for at in range(number))


SITES: Mapping[str, Corpus] = {
    "none": collected((), CORPUS.lists),
    "one": with_practices(CORPUS, (BARE,), dossiers=(), media=()),
    "all": with_practices(
        CORPUS, (ENGLISH, BARE, LONG, OLD, FULL, REPLACED), lists=replace(CORPUS.lists, removed=GONE)
    ),
    "many": with_practices(CORPUS, many(130), dossiers=()),
}
KINDS = (
    *(("all", path) for path in ("index.html", "praktijken.html", "organisaties.html", "overzicht.html")),
    *(("all", f"praktijken/{name}.html") for name in (FULL.id, "kaal", "lang", "oud", "english", "vervangen", "weg")),
    *(("all", path) for path in ("regio/twente.html", "regio/index.html", "thema/index.html", "thema/geld.html")),
    *(("all", path) for path in ("regio/twente/reader.html", "dossiers/taal.html", "over.html", "bijdragen.html")),
    *(("all", path) for path in ("wij-ook.html?praktijk=kaal&titel=Kaal", "toegankelijkheid.html", "privacy.html")),
    *(("all", path) for path in ("open-data.html", "begrippen.html", "404.html")),
    *(("none", path) for path in ("index.html", "praktijken.html", "regio/twente.html", "organisaties.html")),
    *(("one", path) for path in ("index.html", "overzicht.html", "regio/zeeland.html")),
    *(("many", path) for path in ("praktijken-2.html", "regio/twente.html")),
)
"""Every kind of page in every state that it can be in: the name of the site, and the path."""
