"""What others send becomes a proposal: nothing is lost, nothing is overwritten, and only what is missing is wrong."""

import io
import os
import zipfile
from contextlib import nullcontext
from datetime import date
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb import operations, upkeep
from kb.config import PROJECT
from kb.content.fields import FIELDS
from kb.content.practice import read_practice
from kb.content.terms import Vocabulary
from kb.editing import limited
from kb.editing.labels import Labels
from kb.editing.markdown import blocks
from kb.editing.proposal import propose
from kb.editing.sheets import Draft, read_drafts
from kb.editing.unstyled import meant
from kb.editing.values import take
from kb.forks import can_fork
from kb.model import Lists
from kb.problems import KbError

DAY = date(2026, 11, 22)
DATA = Path(__file__).parents[1] / "data" / "import"


@cache
def our_lists() -> Lists:
    """Our own lists: what people call things is best tried on those."""
    return operations.lists_of(PROJECT / "practices")


@pytest.fixture
def lists() -> Lists:
    """The same, for one test."""
    return our_lists()


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "practices"
    folder.mkdir()
    return folder


def missing(text: str, lists: Lists) -> list[str]:
    """The messages of what is wrong with a practice, which must be what is missing alone."""
    found = read_practice(text.encode(), "voorstel.md", lists).problems
    assert {problem.code for problem in found if problem.severity == "error"} <= {"ontbreekt"}, found
    return [problem.message for problem in found if problem.severity == "error"]


def test_a_word_file_becomes_a_practice(content: Path, lists: Lists) -> None:
    (one,) = upkeep.imported(DATA / "vrij.docx", content, DAY)

    text = one.path.read_text()
    assert (one.is_new, one.path.name) == (True, "koken-voor-de-buurt.md")
    assert missing(text, lists) == ["Het veld `theme` is nog leeg.", "Het veld `status` is nog leeg."]
    assert [told.partition(":")[0] for told in one.proposal.missing] == ["`status`", "`theme`"]
    assert one.proposal.left == (
        "Regio: Achterhook (bedoelde je achterhoek?)",
        "Projectnummer: 2021-044 / --intern--",
    )
    for part in (
        'title: "Koken voor de buurt"',
        "region:\n  - twente\n",
        "period:\n  start: 2021-03\n",
        'participants: "ongeveer 14"',
        'email: "info@ooststad.example"',
        '  - title: "Jaarverslag Ooststad"\n    url: "https://www.example.org/jaarverslag"\n    date: "2022"\n',
        "## Aanleiding\n\nDe keuken van het **buurthuis** stond leeg & veel buren",
        "[het plan](<https://www.example.org/buurthuis_(oost)>)",
        "- inkopen met een vaste begeleider\n    - op de markt\n- koken en opdienen\n",
        "### De eerste maand\n\n1. kookles\n2. proefkoken &lt;script>alert(1)&lt;/script> met \\*sterretjes\\*\n",
        "| 2022 | 40 | 14 |",
        "## Wat de wethouder vond\n\n“Dit wil ik in elke wijk.”\n",
        "Projectnummer: 2021-044 / - -intern- -",
    ):
        assert part in text, part


def test_filled_in_it_is_without_problems_and_keeps_its_text(content: Path, lists: Lists) -> None:
    (one,) = upkeep.imported(DATA / "vrij.docx", content, DAY)
    text = (
        one.path.read_text()
        .replace("\ntheme:\n", "\ntheme: beschut-werk\n")
        .replace("\nstatus:\n", "\nstatus: lopend\n")
    )

    outcome = read_practice(text.encode(), "koken-voor-de-buurt.md", lists)

    assert outcome.problems == ()
    assert outcome.value is not None
    shown = " ".join(section.text for section in outcome.value.sections)
    assert "<script>alert(1)</script> met *sterretjes*" in shown
    assert "Projectnummer" not in shown
    assert [section.heading for section in outcome.value.sections] == [
        "Aanleiding",
        "Aanpak",
        "Resultaten",
        "Wat de wethouder vond",
    ]


@pytest.mark.parametrize("name", ["lijst.xlsx", "lijst.csv"])
def test_each_row_of_a_table_becomes_a_practice(content: Path, lists: Lists, name: str) -> None:
    found = upkeep.imported(DATA / name, content, DAY)

    assert [one.path.name for one in found] == ["fietsen-opknappen.md", "cafe-de-brug.md"]
    first, second = (one.path.read_text() for one in found)
    assert missing(first, lists) == []
    assert "start: 2022-03" in first
    assert "band: tot-10k" in first
    assert "Elke week komt een leermeester.\nSamen kiezen ze een fiets.\n" in first
    assert "Opmerking: belt nog terug\n" in first
    assert 'title: "Café De Brug"' in second
    assert '  - "Gemeente Ooststad"\n  - "Stichting Brug"\n' in second
    assert "region:\n  - zeeland\n  - twente\n" in second
    assert missing(second, lists) == ["Het veld `theme` is nog leeg."]


def test_what_is_there_is_never_overwritten(content: Path) -> None:
    (content / "fietsen-opknappen.md").write_text("van mij")

    found = upkeep.imported(DATA / "lijst.csv", content, DAY)
    again = upkeep.imported(DATA / "lijst.csv", content, DAY)

    assert [one.is_new for one in (*found, *again)] == [False, True, False, False]
    assert (content / "fietsen-opknappen.md").read_text() == "van mij"


def docx(path: Path, document: str, **more: bytes) -> Path:
    """A Word file with this XML as its text."""
    kinds = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    leads = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        'Target="word/document.xml"/></Relationships>'
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", kinds)
        archive.writestr("_rels/.rels", leads)
        archive.writestr("word/document.xml", document)
        for name, data in more.items():
            archive.writestr(name, data)
    return path


BODY = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'
XXE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + BODY.format("<w:p><w:r><w:t>&e;</w:t></w:r></w:p>")
LAUGHS = "<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]>" + BODY.format("<w:p><w:r><w:t>&b;</w:t></w:r></w:p>")


@pytest.mark.parametrize(
    ("document", "said"),
    [
        (XXE, "DTD"),
        (LAUGHS, "DTD"),
        (XXE.encode("utf-16").decode("latin-1"), "beschadigd"),
        (BODY.format("<w:p>" * 300 + "</w:p>" * 300), "te diep"),
        ("<x", "beschadigd"),
        ("<x/>", "Word-bestand"),
    ],
)
def test_a_hostile_word_file_is_refused(tmp_path: Path, content: Path, document: str, said: str) -> None:
    with pytest.raises(KbError, match=said):
        upkeep.imported(docx(tmp_path / "x.docx", document), content, DAY)

    assert list(content.iterdir()) == []


def test_a_dtd_in_another_encoding_is_seen_too(tmp_path: Path, content: Path) -> None:
    path = docx(tmp_path / "x.docx", BODY.format(""), **{"word/styles.xml": XXE.encode("utf-16")})

    with pytest.raises(KbError, match="DTD"):
        upkeep.imported(path, content, DAY)


def test_a_zip_that_grows_without_end_is_refused(tmp_path: Path, content: Path) -> None:
    path = docx(tmp_path / "x.docx", BODY.format(""), bomb=b"\0" * (101 * 1024 * 1024))
    assert path.stat().st_size < 200_000

    with pytest.raises(KbError, match="te groot"):
        upkeep.imported(path, content, DAY)


def test_a_word_file_with_more_text_than_anybody_writes_is_refused(tmp_path: Path, content: Path) -> None:
    path = docx(tmp_path / "x.docx", BODY.format("<w:p><w:r><w:t>" + "x" * 26 * 1024 * 1024 + "</w:t></w:r></w:p>"))

    with pytest.raises(KbError, match="te groot"):
        upkeep.imported(path, content, DAY)


@pytest.mark.parametrize("document", [XXE, "<x", BODY.format("<w:p>" * 300 + "</w:p>" * 300)])
def test_a_text_under_another_name_is_not_read(tmp_path: Path, content: Path, document: str) -> None:
    """What leads to the text may name any part, also one that nobody takes for XML."""
    path, buffer = docx(tmp_path / "x.docx", document), io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(buffer, "w") as new:
        for part in old.namelist():
            name = part.replace("document.xml", "media/plaatje.png")
            new.writestr(name, old.read(part).replace(b"document.xml", b"media/plaatje.png"))
    path.write_bytes(buffer.getvalue())

    with pytest.raises(KbError, match="geen Word-bestand"):
        upkeep.imported(path, content, DAY)


@pytest.mark.parametrize(("tables", "said"), [(32, ""), (60, "te diep")])
def test_a_text_so_deep_in_itself_that_python_can_not_follow_is_refused(
    tmp_path: Path, content: Path, tables: int, said: str
) -> None:
    """Each table takes the package that reads it many calls."""
    deep = "<w:tbl><w:tr><w:tc>" * tables + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * tables
    path = docx(tmp_path / "x.docx", BODY.format(deep))

    with pytest.raises(KbError, match=said) if said else nullcontext():
        assert upkeep.imported(path, content, DAY)


@pytest.mark.parametrize("packing", [zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_a_zip_that_is_spoiled_inside_is_told(tmp_path: Path, content: Path, packing: int) -> None:
    path = tmp_path / "x.docx"
    with zipfile.ZipFile(path, "w", packing) as archive:
        archive.writestr("word/document.xml", BODY.format("<w:p/>"))
    start = path.read_bytes().index(b"document.xml") + len("document.xml") + 9
    with path.open("r+b") as file:
        file.seek(start)
        file.write(b"\xff" * 16)

    with pytest.raises(KbError, match="beschadigd"):
        upkeep.imported(path, content, DAY)


NOTES = """<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:footnote w:id="1">
<w:p><w:r><w:t>{}</w:t></w:r></w:p></w:footnote></w:footnotes>"""


@pytest.mark.skipif(not can_fork(), reason="only a copy of the process can be limited")
def test_what_this_process_holds_already_is_nothing_that_a_file_asks_for(
    tmp_path: Path, content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Path("/proc/self/statm").read_text(encoding="ascii").split()[0]
    monkeypatch.setattr(limited, "MEMORY", int(held) * os.sysconf("SC_PAGESIZE") // 2)
    path = docx(tmp_path / "x.docx", BODY.format("<w:p><w:r><w:t>Taal op de werkvloer</w:t></w:r></w:p>"))

    assert upkeep.imported(path, content, DAY)


@pytest.mark.skipif(not can_fork(), reason="only a copy of the process can be limited")
@pytest.mark.parametrize("limit", ["SECONDS", "MEMORY"])
def test_a_little_file_that_asks_for_much_is_refused(
    tmp_path: Path, content: Path, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    """One long note, to which a text leads again and again."""
    monkeypatch.setattr(limited, limit, {"SECONDS": 1, "MEMORY": 512 * 1024 * 1024}[limit])
    notes = NOTES.format("woord " * 20_000)
    text = BODY.format('<w:p><w:r><w:footnoteReference w:id="1"/></w:r></w:p>' * 20_000)
    path = docx(tmp_path / "x.docx", text, **{"word/footnotes.xml": notes.encode()})
    assert path.stat().st_size < 10_000

    with pytest.raises(KbError, match="te veel tijd of geheugen"):
        upkeep.imported(path, content, DAY)


def test_a_table_without_practices_is_told(tmp_path: Path, content: Path) -> None:
    (tmp_path / "x.csv").write_text("Titel;Regio\n;\n;\n")

    with pytest.raises(KbError, match="daaronder staat niets"):
        upkeep.imported(tmp_path / "x.csv", content, DAY)


def test_a_package_says_nothing_of_a_file(
    tmp_path: Path, content: Path, recwarn: pytest.WarningsRecorder, capfd: pytest.CaptureFixture[str]
) -> None:
    """Its warnings are English, and about what we leave out anyhow."""
    path = workbook(tmp_path / "x.xlsx", ("Titel", "Regio"), ("Een praktijk", "Twente"))
    buffer = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(buffer, "w") as new:
        for part in old.namelist():
            new.writestr(part, old.read(part).replace(b"cellStyleXfs", b"cellStyleWeg").replace(b"cellStyles", b"weg"))
    path.write_bytes(buffer.getvalue())

    assert len(upkeep.imported(path, content, DAY)) == 1
    assert [*recwarn] == []
    assert not capfd.readouterr().err


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_table_as_other_programs_save_it(content: Path, tmp_path: Path, encoding: str) -> None:
    """Ours is saved as Excel does on Windows."""
    rows = (DATA / "lijst.csv").read_bytes().decode("cp1252")
    (tmp_path / "lijst.csv").write_bytes(rows.encode(encoding))

    _, second = (one.path.read_text() for one in upkeep.imported(tmp_path / "lijst.csv", content, DAY))

    assert 'title: "Café De Brug"' in second


@pytest.mark.parametrize("suffix", ["docx", "xlsx", "csv"])
@pytest.mark.parametrize("kind", ["pipe", "device"])
def test_what_has_no_end_is_not_read(tmp_path: Path, content: Path, suffix: str, kind: str) -> None:
    path = tmp_path / f"x.{suffix}"
    if kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to("/dev/zero")

    with pytest.raises(KbError, match="geen gewoon bestand"):
        upkeep.imported(path, content, DAY)


@pytest.mark.parametrize("name", ["x.docx", "x.xlsx", "x.csv", "x.doc", "x.pdf", "weg.docx"])
@pytest.mark.parametrize("data", [b"", b"zomaar iets", b"PK\x03\x04half"])
def test_what_is_no_such_file_is_told(tmp_path: Path, content: Path, name: str, data: bytes) -> None:
    if name != "weg.docx":
        (tmp_path / name).write_bytes(data)

    with pytest.raises(KbError):
        upkeep.imported(tmp_path / name, content, DAY)

    assert list(content.iterdir()) == []


def workbook(path: Path, *rows: tuple[object, ...]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def test_a_workbook_that_says_it_is_endless_is_read_as_far_as_it_goes(tmp_path: Path, content: Path) -> None:
    path = workbook(tmp_path / "x.xlsx", ("Titel", "Regio"), ("Een praktijk", "Twente"))
    buffer = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(buffer, "w") as new:
        for part in old.namelist():
            data = old.read(part)
            if part.endswith("sheet1.xml"):
                data = data.replace(b"A1:B2", b"A1:XFD1048576").replace(
                    b"</sheetData>",
                    b'<row r="900000"><c r="A900000" t="inlineStr"><is><t>x</t></is></c></row></sheetData>',
                )
            new.writestr(part, data)
    path.write_bytes(buffer.getvalue())

    with pytest.raises(KbError, match="1000 rijen"):
        upkeep.imported(path, content, DAY)


@pytest.mark.parametrize(("size", "said"), [((1001, 2), "1000 rijen"), ((5, 201), "200 kolommen"), ((1000, 200), "")])
@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_nothing_of_a_large_table_is_left_out_in_silence(
    tmp_path: Path, lists: Lists, suffix: str, size: tuple[int, int], said: str
) -> None:
    rows, columns = size
    table = [["Titel", "Regio", *[f"k{n}" for n in range(2, columns)]]]
    table += [[f"Praktijk {number}", *["x"] * (columns - 1)] for number in range(1, rows)]
    path = tmp_path / f"groot.{suffix}"
    if suffix == "csv":
        path.write_text("".join(";".join(row) + "\n" for row in table) + ";;;\n" * 50)
    else:
        workbook(path, *map(tuple, table))

    if said:
        with pytest.raises(KbError, match=said):
            read_drafts(path, Labels(lists).knows)
    else:
        assert len(read_drafts(path, Labels(lists).knows)) == rows - 1


def test_a_form_with_labels_below_each_other_is_one_practice(tmp_path: Path, lists: Lists) -> None:
    rows = (
        ("Formulier",),
        ("Titel", "Een praktijk"),
        ("Start", date(2020, 5, 1)),
        ("Deelnemers", 12.0),
        ("Akkoord", True),
    )

    (draft,) = read_drafts(workbook(tmp_path / "x.xlsx", *rows), Labels(lists).knows)

    assert draft.answers[1:] == (
        ("Titel", "Een praktijk"),
        ("Start", "2020-05-01"),
        ("Deelnemers", "12"),
        ("Akkoord", "ja"),
    )


@pytest.mark.parametrize(
    ("key", "text", "value", "rest"),
    [
        ("region", "Twente; zeeland", ("twente", "zeeland"), ()),
        ("theme", "Beschut werk, Koken", ("beschut-werk",), ("Koken",)),
        ("status", "Lopend", ("lopend",), ()),
        ("target_group", "Vluchtelingen, bijstanders, buren", ("statushouders", "bijstand"), ("buren",)),
        ("target_group", "mensen met een uitkering", ("bijstand",), ()),
        ("municipalities", "Berg en Dal", ("Berg en Dal",), ()),
        ("municipalities", "Enschede en Almelo", ("Enschede", "Almelo"), ()),
        ("municipalities", "gemeente Enschede\nAtlantis", ("Enschede",), ("Atlantis",)),
        ("keywords", "- koken\n- eten", ("koken", "eten"), ()),
        ("lead_time", "3-6 mnd", "3-6-mnd", ()),
        ("lead_time", "een poosje", None, ("een poosje",)),
        ("cost", "onbekend", "onbekend", ()),
        ("results", "12 mensen aan het werk", None, ("12 mensen aan het werk",)),
        ("added", "31 mei 2024", "2024-05-31", ()),
        ("added", "mei 2024", None, ("mei 2024",)),
        ("reviewed", "1-2-2024", "2024-02-01", ()),
        ("period", "2020-2022", {"start": "2020", "end": "2022"}, ()),
        ("period", "maart 2021 t/m juni 2022", {"start": "2021-03", "end": "2022-06"}, ()),
        ("period", "Sinds 2021", {"start": "2021"}, ()),
        ("period", "2021 - heden", {"start": "2021"}, ()),
        ("period", "2020-03", {"start": "2020-03"}, ()),
        ("period", "twee jaar", None, ("twee jaar",)),
        ("period", "2020 tot 2021 tot 2022", None, ("2020 tot 2021 tot 2022",)),
        ("funding", "gemeente\nprovincie", ({"source": "gemeente"}, {"source": "provincie"}), ()),
    ],
)
def test_what_was_written_for_a_field_is_taken_as_far_as_it_fits(
    lists: Lists, key: str, text: str, value: object, rest: tuple[str, ...]
) -> None:
    words = Vocabulary(lists)

    found = take(text, words.fields[key], words)

    assert (found.value, found.rest) == (value, rest)


def test_html_becomes_text_that_is_shown_as_it_was() -> None:
    html = (
        "<p>1. geen lijst # of kop</p><p>* a_b [c](d) `e` <strong> vet</strong>en<em></em></p><table><tr><td><p>a|b</p>"
        "</td><td><ul><li>x</li></ul></td></tr></table><p><a href='javascript:x'>weg</a><img src='x'/></p>"
    )
    found, pictures = blocks(html)

    assert pictures == 1
    assert [block.markdown for block in found] == [
        "1\\. geen lijst # of kop",
        "\\* a\\_b \\[c\\](d) \\`e\\`  **vet**en",
        "| a\\|b | x |\n|---|---|",
        "weg",
    ]


def shown(html: str) -> list[tuple[str, str]]:
    found, _ = blocks(html)
    return [(block.kind, block.markdown) for block in meant(found)]


def test_bold_lines_are_headings_in_a_text_that_has_no_styles() -> None:
    html = (
        "<p><strong>Taalcafé</strong></p><p><b>1. Aanleiding:</b></p><p>Wij <b>wilden</b> dit.</p>"
        "<p><b>Dit is een zin.</b></p><p><b>Wat deden jullie?</b></p><p>Koffie.</p>"
    )

    assert shown(html) == [
        ("title", "Taalcafé"),
        ("h2", "Aanleiding"),
        ("p", "Wij **wilden** dit."),
        ("p", "**Dit is een zin.**"),
        ("h2", "Wat deden jullie?"),
        ("p", "Koffie."),
    ]
    assert shown("<h1>Kop</h1><p><b>Vet</b></p>") == [("h1", "Kop"), ("p", "**Vet**")]
    assert shown("<p><b>Let op</b></p><p>Een.</p>") == [("h2", "Let op"), ("p", "Een.")]


def test_dashes_that_were_typed_make_a_list() -> None:
    html = "<p>Met:</p><p>- koffie<br/>– thee</p><p>• water</p><p>-5 graden</p><p>oud - nieuw</p>"

    assert shown(html) == [
        ("p", "Met:"),
        ("list", "- koffie\n- thee\n- water"),
        ("p", "-5 graden"),
        ("p", "oud - nieuw"),
    ]


@pytest.mark.parametrize(
    ("heading", "kept"),
    [
        ("2. Aanpak", "Aanpak"),
        ("3.1 Aanpak", "Aanpak"),
        ("A. Aanpak", "Aanpak"),
        ("12 mensen aan het werk", "12 mensen aan het werk"),
        ("2023 was goed", "2023 was goed"),
        ("1.", "1."),
    ],
)
def test_a_heading_loses_its_number_and_no_other(heading: str, kept: str) -> None:
    assert shown(f"<h2>{heading}</h2><p>x</p>")[0] == ("h2", kept)


@pytest.mark.parametrize(
    ("label", "heading"),
    [
        ("Aanleiding en doel", "Aanleiding"),
        ("Vervolg / borging", "Borging en vervolg"),
        ("Wat hebben we gedaan?", "Aanpak"),
        ("Wat ging goed en wat niet", "Geleerde lessen"),
        ("Wat ging goed?", "Geleerde lessen"),
        ("Koken en eten", ""),
    ],
)
def test_a_heading_of_two_is_the_first_that_is_known(lists: Lists, label: str, heading: str) -> None:
    assert Labels(lists).heading(label) == heading


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("Gemeente(n)", "municipalities"),
        ("Doelgroep(en):", "target_group"),
        ("Naam van het project", "title"),
        ("Uitvoerende organisatie", "organisation"),
        ("Kosten per jaar (x 1000)", ""),
    ],
)
def test_a_column_is_known_by_many_names(lists: Lists, label: str, field: str) -> None:
    assert Labels(lists).field(label) == field


def test_a_summary_of_its_own_goes_before_what_stands_first(lists: Lists) -> None:
    sections = (
        ("", "Werkbedrijf De Brug, versie 1.2 van 14 maart 2023"),
        ("Inhoudsopgave", "Aanpak 2"),
        ("Samenvatting", "Mensen zaten thuis. Nu koken zij voor de buurt, en vier hebben werk."),
        ("Aanpak", "Wij kookten."),
        ("Regio", "Het speelde vooral in de dorpen in het oosten van het land waar weinig bussen rijden."),
    )

    proposal = propose(Draft("Koken", (), sections), "naamloos", lists, DAY)

    assert "Mensen zaten thuis." in proposal.text.partition("\n---\n")[0]
    assert "## Inleiding\n\nWerkbedrijf De Brug, versie 1.2 van 14 maart 2023\n\n## Aanpak\n" in proposal.text
    assert "## Regio\n\nHet speelde vooral" in proposal.text
    assert proposal.left == ("Inhoudsopgave: Aanpak 2",)


ANY = st.text(max_size=60)
LABEL = st.sampled_from([row.key for field in FIELDS for row in (field, *field.of)] + ["Aanpak", "Regio", "Iets", ""])


def test_a_title_that_nobody_can_see_is_none(lists: Lists) -> None:
    proposal = propose(Draft("\x1b", (), ()), "verslag", lists, DAY)

    assert (proposal.id, proposal.title) == ("verslag", "verslag")
    assert "\x1b" not in proposal.text


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(ANY, st.lists(st.tuples(LABEL, ANY), max_size=6), st.lists(st.tuples(ANY, ANY), max_size=3))
def test_whatever_is_sent_only_what_is_missing_is_wrong(
    title: str, answers: list[tuple[str, str]], sections: list[tuple[str, str]]
) -> None:
    lists = our_lists()  # no fixture: an example that fails is printed with all that it was given

    proposal = propose(Draft(title, tuple(answers), tuple(sections)), "naamloos", lists, DAY)

    missing(proposal.text, lists)


def test_a_column_that_the_site_fills_itself_finds_no_place(lists: Lists) -> None:
    computed = next(facet for facet in lists.facets if facet.computed)
    answers = ((computed.label, computed.terms[0].label), ("Regio", "Twente"))

    proposal = propose(Draft("Een praktijk", answers), "naamloos", lists, DAY)

    assert proposal.left == (f"{computed.label}: {computed.terms[0].label}",)
    missing(proposal.text, lists)


@pytest.mark.parametrize(
    ("answers", "kept", "left"),
    [
        (
            (("Begin", "2020"), ("Einde", "2021"), ("Begin", "2022")),
            "\nperiod:\n  start: 2020\n  end: 2021\n",
            "Begin: 2022",
        ),
        ((("cost", "onbekend"), ("Kosten", "10-50k")), "\ncost: onbekend\n", "cost.band: 10-50k"),
    ],
    ids=["a part", "the whole"],
)
def test_what_was_answered_stays_when_it_is_answered_again(
    lists: Lists, answers: tuple[tuple[str, str], ...], kept: str, left: str
) -> None:
    proposal = propose(Draft("Een praktijk", answers), "naamloos", lists, DAY)

    assert kept in proposal.text
    assert proposal.left == (left,)
