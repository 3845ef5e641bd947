"""The commands: what they print, where, and with which exit code."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from kb.cli import main
from kb.commandline import typeable
from kb.config import PROJECT
from kb.problems import Place, Problem
from kb.report import answer_text, as_github, as_json, as_text, plain, summary
from kb.search.query import Answer
from kb.search.widening import Widening
from tests.little import practice, write_content

COMMANDS = [
    *("build", "check", "search", "new", "serve"),
    *("from-issue", "forms", "compare", "completion"),
    *("import", "todo", "rename", "remove"),
]


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The little content folder; it stands in the current folder."""
    monkeypatch.chdir(tmp_path)
    return write_content(tmp_path).relative_to(tmp_path)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> "Run":
    return Run(capsys)


class Run:
    """Runs a command: exit code, what it printed, and what it complained."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys

    def __call__(self, *args: object) -> tuple[int, str, str]:
        """Run `kb` with these arguments."""
        code = main([str(arg) for arg in args])
        printed = self.capsys.readouterr()
        return code, printed.out, printed.err


def loaded(*args: str) -> set[str]:
    """The packages that a command loads."""
    script = "import sys; from kb.cli import main; main(sys.argv[1:]); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script, *args], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    return {name.partition(".")[0] for name in done.stdout.splitlines()[-1].split()}


@pytest.mark.parametrize("args", [["--help"], ["build", "--help"], ["check", "--help"], ["serve", "--help"]])
def test_help_loads_no_search_templates_or_markdown(args: list[str]) -> None:
    assert not loaded(*args) & {"whoosh", "jinja2", "markdown", "yaml", "nh3", "mammoth", "openpyxl"}


@pytest.mark.usefixtures("content")
@pytest.mark.parametrize("command", [[], *([command] for command in COMMANDS)])
def test_help_is_dutch(run: Run, command: list[str]) -> None:
    code, out, err = run(*command, "--help")

    assert (code, err) == (0, "")
    assert out.startswith(f"Gebruik: {' '.join(['kb', *command])} [OPTIES]")
    assert not re.search("Usage|Options|Commands|Show this|ARGS|default|required", out)


@pytest.mark.parametrize(
    ("argv", "original", "typed"),
    [
        (".venv/bin/kb", [".venv/bin/python", ".venv/bin/kb"], ".venv/bin/kb"),
        ("/w/kb/__main__.py", [".venv\\Scripts\\python", "-m", "kb", "new"], ".venv\\Scripts\\python -m kb"),
        ("/bin/kb", ["/bin/python", "/bin/kb"], "kb"),  # found by its name
        ("build.py", ["python", "build.py"], "kb"),
    ],
)
def test_a_message_names_the_command_as_it_was_typed(
    monkeypatch: pytest.MonkeyPatch, argv: str, original: list[str], typed: str
) -> None:
    """Nobody who follows CONTRIBUTING has `kb` on the path."""
    monkeypatch.setattr("shutil.which", lambda _: "/bin/kb")
    monkeypatch.setattr(sys, "argv", [argv])
    monkeypatch.setattr(sys, "orig_argv", original)

    assert (
        typeable("Kijk met: kb check. Uitleg: kb new --help") == f"Kijk met: {typed} check. Uitleg: {typed} new --help"
    )
    assert typeable("Dat is kb.") == "Dat is kb."


@pytest.mark.parametrize("args", [[], ["new"], ["rename"]])
def test_help_is_also_a_word(run: Run, args: list[str]) -> None:
    assert run("help", *args) == run(*args, "--help")


def test_the_version_is_that_of_the_project(run: Run) -> None:
    declared = re.search(r'^version = "(.+)"', (PROJECT / "pyproject.toml").read_text(), re.MULTILINE)

    assert declared
    assert run("--version") == (0, f"kb {declared[1]}\n", "")


def test_the_commands_and_options_of_the_contract(run: Run) -> None:
    _, out, _ = run("--help")
    assert re.findall(r"^  (\w[\w-]*)  ", out, re.MULTILINE) == COMMANDS
    options = {
        "build": "content output templates base-url no-cache strict today zip json",
        "check": "content format strict today",
        "search": "region theme target-group limit sort exact json",
        "new": "content region theme target-group",
        "serve": "content port open",
    }
    for command, names in options.items():
        _, out, _ = run(command, "--help")
        assert set(names.split()) <= set(re.findall(r"^  --([a-z-]+)", out, re.MULTILINE)), command


@pytest.mark.usefixtures("content")
@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["bild"], "De opdracht bild bestaat niet. Bedoelde je build?"),
        (["help", "serch"], "De opdracht serch bestaat niet. Bedoelde je search"),
        (["frob"], "De opdracht frob bestaat niet. Kies uit: build, check, "),
        (["--x"], "De optie --x bestaat niet."),
        (["build", "--outptu", "x"], "De optie --outptu bestaat niet. Bedoelde je --output?"),
        (["build", "--output"], "Bij de optie --output hoort een waarde."),
        (["build", "--strict=1"], "Bij de optie --strict hoort geen waarde."),
        (["build", "practices"], "Dit hoort hier niet bij: practices."),
        (["build", "--today", "morgen"], "--today: “morgen” is geen datum. Schrijf hem zo: 2026-11-22."),
        (["check", "--format", "xml"], "--format: “xml” kan hier niet; kies uit text, github, json."),
        (["serve", "--port", "-1"], "--port: “-1” is geen getal van 0 tot en met 65535."),
        (["search", "--limit", "veel"], "--limit: “veel” is geen getal van 0 tot en met 10000."),
        (["search", "--regoin", "x"], "De optie --regoin bestaat niet."),
        (["new"], "Er ontbreekt iets: TITEL"),
        (["build", "--content", "weg"], "De map weg bestaat niet. Kies met --content de map met praktijken."),
        (["build", "--templates", "weg"], "De map weg bestaat niet. Kies met --templates de map met sjablonen."),
        (["serve", "--content", "weg"], "De map weg bestaat niet. Kies met --content de map met praktijken."),
        (["new", "x", "--content", "weg"], "De map weg bestaat niet."),
        (["new", "x", "--content=weg"], "De map weg bestaat niet."),
        (["check", "weg.md"], "weg.md bestaat niet."),
        (["check", "."], ". ligt niet in practices."),
        (["new", "!!!"], "In de titel “!!!” staat geen letter of cijfer"),
        (["new", "x", "--theme", "qq"], "“qq” staat niet in de lijst theme. Kies uit: werk, leren."),
        (["new", "x", "--region", "Enschde"], "“Enschde” staat niet in de lijst region. Bedoelde je twente?"),
        (["build", "--output", "practices"], "De site kan niet in"),
        (["build", "--output", ".kb"], "De site kan niet in"),
        (["build", "--output", ".kb/site"], "De site kan niet in"),
        (["import", "weg.docx"], "weg.docx bestaat niet."),
        (["import", "practices"], "practices is een map. Kies een bestand."),
        (["build", "--output", "/"], "/ is of bevat je thuismap."),
        (["build", "--base-url", "hier"], "“hier” is geen webadres."),
    ],
)
def test_wrong_usage_is_said_in_dutch(run: Run, args: list[str], said: str) -> None:
    code, out, err = run(*args)

    assert (code, out) == (2, "")
    assert err.startswith(said)


def test_without_a_command_there_is_help(run: Run) -> None:
    code, out, err = run()

    assert (code, out) == (2, "")
    assert "Opdrachten:" in err


def test_a_wrong_clock_is_wrong_usage(content: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "gisteren")

    assert run("check", "--content", content)[0] == 2


@pytest.mark.usefixtures("content")
def test_build_says_how_many_where_and_how_long(run: Run) -> None:
    code, out, err = run("build")

    assert (code, err) == (0, "")
    assert re.fullmatch(
        r"3 praktijken in \d+ bestanden \(\d+ nieuw of veranderd, 0 weg\), klaar in \d+,\d s\.\n"
        r"De site staat in site: open site/index\.html in je browser\.\n"
        r"(Nog leeg onder \[tool\.kb\] in pyproject\.toml: .*\n)?",
        out,
    )
    assert Path("site/index.html").is_file()


@pytest.mark.usefixtures("content")
def test_build_json_gives_the_timings(run: Run) -> None:
    code, out, _ = run("build", "--json", "--output", "uit")
    record = json.loads(out)

    assert code == 0
    assert record["practices"] == 3
    assert record["published"] is True
    assert record["output"] == "uit"
    assert record["problems"] == []
    assert list(record["seconds"]) == ["compare", "read", "index", "related", "search", "render", "publish", "total"]


def test_a_build_with_errors_shows_them_and_publishes_nothing(content: Path, run: Run) -> None:
    (content / "kort.md").write_text(practice("Kort", "twnte"))
    code, out, err = run("build")

    assert (code, out) == (1, "")
    assert re.match(r"practices/kort\.md:5:9: fout\[onbekende-term\]: .*\n    Bedoelde je `twente`\?\n", err)
    assert err.endswith("1 fout in 1 bestand.\nDe site is niet vernieuwd.\n")
    assert not Path("site").exists()
    assert run("build", "--json")[0] == 1


@pytest.mark.usefixtures("content")
def test_other_trouble_is_one_line(run: Run) -> None:
    Path("site").mkdir()
    Path("site/brief.txt").touch()
    code, out, err = run("build")

    assert (code, out) == (1, "")
    assert err.count("\n") == 1
    assert "brief.txt" in err


@pytest.mark.usefixtures("content")
def test_a_bug_keeps_its_traceback(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kb.reading.read_folder", None)
    with pytest.raises(TypeError):
        run("check")


def test_check_without_problems(content: Path, run: Run) -> None:
    assert run("check") == (0, "Geen fouten gevonden (3 praktijken gelezen).\n", "")
    assert run("check", "--format", "json") == (0, "[]\n", "")
    assert run("check", "--format", "github") == (0, "", "")
    assert run("check", content)[0] == 0
    assert run("check", content / "was-doen.md") == (0, "Geen fouten gevonden (1 praktijk gelezen).\n", "")


def test_a_build_after_a_check_takes_apart_what_the_check_only_read(content: Path, run: Run) -> None:
    assert run("build")[0] == 0
    (content / "nieuw.md").write_text(practice("Wasserij leert plannen", word="plannen"))
    assert run("check")[0] == 0

    assert run("build")[0] == 0
    assert run("search", "plannen", "--json")[1].count('"id": "nieuw"') == 1


@pytest.fixture
def mistakes(content: Path) -> Path:
    """An error in one file, a warning in another."""
    (content / "kort.md").write_text(practice("Kort", "twnte"))
    (content / "map").mkdir()
    (content / "map/oud.md").write_text(practice("Oud").replace("added: 2024-05-01\n", ""))
    return content


def test_check_shows_all_problems_in_one_run(mistakes: Path, run: Run) -> None:
    code, out, _ = run("check", "--content", mistakes)

    assert code == 1
    assert [line.partition(": ")[0] for line in out.splitlines() if line.startswith("practices")] == [
        "practices/kort.md:5:9",
        "practices/map/oud.md:1:1",
    ]
    assert out.endswith("1 fout en 1 waarschuwing in 2 bestanden.\n")


@pytest.mark.parametrize(
    ("path", "strict", "code"),
    [("kort.md", False, 1), ("map", False, 0), ("map/oud.md", True, 1), ("was-doen.md", True, 0)],
)
def test_check_of_some_paths(mistakes: Path, run: Run, path: str, strict: bool, code: int) -> None:  # noqa: FBT001 - a table
    found, out, _ = run("check", mistakes.resolve() / path, *(["--strict"] if strict else []), "--format", "json")

    assert found == code
    assert all(record["path"].startswith(f"practices/{path}") for record in json.loads(out))
    assert bool(json.loads(out)) == (path != "was-doen.md")


PROBLEM = Problem(Place("practices/a,b.md", 3, 7), "titel", "100% fout:\x1b[2J weg", "doe\nzo", "warning")


def test_json_is_as_the_contract_says() -> None:
    assert json.loads(as_json([PROBLEM])) == [
        {
            "path": "practices/a,b.md",
            "line": 3,
            "column": 7,
            "severity": "warning",
            "code": "titel",
            "message": "100% fout:\x1b[2J weg",
            "hint": "doe\nzo",
        }
    ]


def test_github_reads_signs_as_they_are_meant() -> None:
    place = "file=practices/a%2Cb.md,line=3,col=7,title=titel"

    assert as_github([PROBLEM]) == f"::warning {place}::100%25 fout:\x1b[2J weg%0Adoe%0Azo"


def test_a_message_does_not_command_the_terminal() -> None:
    assert as_text([PROBLEM]) == "practices/a,b.md:3:7: waarschuwing[titel]: 100% fout:�[2J weg\n    doe�zo"
    assert plain("gewoon “é” ‑ tekst") == "gewoon “é” ‑ tekst"


def test_of_ten_thousand_problems_the_first_of_each_kind_are_shown() -> None:
    many = [Problem(Place(f"{number:05}.md"), "titel", "Fout.", "Doe iets.") for number in range(9_990)]
    many.append(Problem(Place("a.md"), "html", "Let op.", severity="warning"))
    text = as_text(many).splitlines()

    assert len(text) == 10 * 2 + 2
    assert text[0] == "00000.md:1:1: fout[titel]: Fout."
    assert text[-2:] == ["a.md:1:1: waarschuwing[html]: Let op.", "En nog 9980 keer: fout[titel]."]
    assert as_github(many).splitlines()[-1] == "::error title=titel::En nog 9980 keer."
    assert len(json.loads(as_json(many))) == 9_991
    assert summary(many) == "9990 fouten en 1 waarschuwing in 9991 bestanden"


@pytest.mark.parametrize(
    ("severities", "said"),
    [
        ("", ""),
        ("e", "1 fout in 1 bestand"),
        ("ww", "2 waarschuwingen in 2 bestanden"),
        ("eeew", "3 fouten en 1 waarschuwing in 4 bestanden"),
    ],
)
def test_summary(severities: str, said: str) -> None:
    kinds = {"e": "error", "w": "warning"}
    problems = [
        Problem(Place(f"{number}.md"), "x", "y", severity="error" if kinds[sign] == "error" else "warning")
        for number, sign in enumerate(severities)
    ]

    assert summary(problems) == said


@pytest.mark.usefixtures("content")
def test_search_before_a_build_says_what_to_do(run: Run) -> None:
    code, out, err = run("search", "fiets")

    assert (code, out) == (1, "")
    assert "kb build" in err


@pytest.fixture
def built(content: Path, run: Run) -> Path:
    """The little content folder, built."""
    run("build")
    return content


@pytest.mark.usefixtures("built")
def test_search_json_has_exactly_the_contract_s_shape(run: Run) -> None:
    code, out, _ = run("search", "--json", "fietsen")
    record = json.loads(out)

    assert code == 0
    assert list(record) == ["query", "total", "hits", "facets"]
    assert record["query"] == "fietsen"
    assert record["total"] == 1
    assert [list(hit) for hit in record["hits"]] == [["id", "title", "score"]]
    assert record["hits"][0]["id"] == "fietsen-maken"
    assert record["facets"]["region"]["twente"] == 1


@pytest.mark.usefixtures("built")
@pytest.mark.parametrize(
    ("args", "found"),
    [
        (["jobcoach"], {"fietsen-maken", "groen-in-goes"}),
        (["jobcoach", "--region", "zeeland"], {"groen-in-goes"}),
        (["--region", "Zeeland", "--region", "twente", "jobcoach"], {"fietsen-maken", "groen-in-goes"}),
        (["--target_group", "jongeren", "--target-group=jongeren", "leermeester"], {"was-doen"}),
        (["jongeren", "-jobcoach"], {"was-doen"}),
        (["jongeren -jobcoach"], {"was-doen"}),
        (["--", "jongeren", "-jobcoach"], {"was-doen"}),
        (['"er was weinig werk"', "--limit", "1", "--sort", "titel"], {"fietsen-maken"}),
        (["zomaarwat"], set()),
    ],
)
def test_search_with_words_and_facets(run: Run, args: list[str], found: set[str]) -> None:
    code, out, _ = run("search", "--json", *args)

    assert code == 0
    assert {hit["id"] for hit in json.loads(out)["hits"]} == found


@pytest.mark.usefixtures("built")
def test_search_for_a_person(run: Run) -> None:
    code, out, err = run("search", "jobcoach")

    assert (code, err) == (0, "")
    assert out.startswith("2 praktijken gevonden.\n")
    assert "Fietsen maken\n   fietsen-maken" in out
    assert "\nDoelgroep (--target-group): jongeren 2" in out


def test_search_says_that_the_practices_are_newer_than_the_index(built: Path, run: Run) -> None:
    """Else a word that was just written "stands in no practice"."""
    path = built / "fietsen-maken.md"
    path.write_text(path.read_text() + "\nMet een bakfiets.\n")

    assert "Maak de site opnieuw met: kb build" in run("search", "bakfiets")[2]

    run("build")
    assert run("search", "bakfiets")[2] == ""
    os.utime(path)
    run("build")  # finds everything as it was and writes no index
    assert run("search", "bakfiets")[2] == ""


def test_search_says_of_each_word_once_what_else_was_looked_for() -> None:
    notes = (("baan", "x", ("werk", "job")), ("coach", "y", ("begeleider",)), ("baan", "z", ("werk", "functie")))
    answer = Answer("", 0, (), {}, tuple(Widening(*note) for note in notes), ())

    assert "Ook gezocht op: werk, job, functie (bij baan); begeleider (bij coach)." in answer_text(answer, {})


def test_search_says_which_terms_it_left_out() -> None:
    answer = Answer("", 0, (), {}, (), (), without=(Widening("-regio:enschede", "zonder", ("regio:twente",)),))

    assert "Zonder regio:twente." in answer_text(answer, {})


@pytest.mark.usefixtures("built")
def test_search_says_what_a_practice_lacks_and_what_stands_nowhere(run: Run) -> None:
    _, out, _ = run("search", "leermeester fietsen qwxz ")

    assert "“qwxz” staat in geen enkele praktijk." in out
    assert "De was doen (zonder fietsen, qwxz)" in out


@pytest.mark.usefixtures("built")
def test_search_for_a_term_that_is_not_there(run: Run) -> None:
    assert run("search", "--region", "twnte") == (2, "", "“twnte” staat niet in de lijst region. Bedoelde je twente?\n")


def test_new_makes_a_file_to_fill_in(content: Path, run: Run) -> None:
    code, out, _ = run("new", "Koken", "in de wijk", "--region", "Zeeland", "--target_group", "jongeren")
    path = content / "koken-in-de-wijk.md"

    assert code == 0
    assert out == f"{path} staat klaar. Vul het in en kijk met: kb check {path}\n"
    assert "Koken in de wijk" in path.read_text()
    assert "region: [zeeland]" in path.read_text()
    assert "target_group: [jongeren]" in path.read_text()
    assert run("new", "Koken in de wijk")[0] == 1


@pytest.mark.usefixtures("content")
@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("kb fro", "from-issue"),
        ("kb new --reg", "--region"),
        ("kb new --region z", "zeeland"),
        ("kb search --target-group j", "jongeren"),
        ("kb check --format g", "github"),
        ("kb completion z", "zsh"),
    ],
)
def test_the_tab_key_completes_commands_options_and_terms(typed: str, found: str) -> None:
    """Bash itself, with what `kb completion` gives it: the first completion is the one that is meant."""
    words = typed.split()
    script = (
        f'eval "$("$KB" completion bash)"; kb() {{ "$KB" "$@"; }}; export -f kb; compopt() {{ :; }}\n'
        f'COMP_WORDS=({typed}); COMP_CWORD={len(words) - 1}; _kb_completion "$KB"; printf "%s\\n" "${{COMPREPLY[@]}}"'
    )
    command = Path(sys.executable).with_name("kb")
    done = subprocess.run(
        ["bash", "-c", script], env={**os.environ, "KB": str(command)}, capture_output=True, text=True, check=True
    )

    assert (done.stdout.split(), done.stderr) == ([found], "")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_a_script(run: Run, shell: str) -> None:
    code, out, _ = run("completion", shell)

    assert code == 0
    assert f"_KB_COMPLETE={shell}_complete" in out
    assert re.search(rf"^ +.*kb completion {shell}\b.*  ~/\S+$", run("completion", "--help")[1], re.MULTILINE)
    assert run("completion", "powershell")[0] == 2


def test_a_facet_that_editors_add_is_an_option_at_once(content: Path, run: Run) -> None:
    (content / "_lists/soort_werk.yaml").write_text(
        "facet: true\nlabel: Soort werk\nplural: Soorten\npath: soort-werk\nterms:\n  - {id: groen, label: Groen}\n"
    )
    assert run("new", "Tuinen", "--soort-werk", "Groen")[0] == 0
    (content / "tuinen.md").write_text(practice("Tuinen").replace("theme: werk", "theme: werk\nsoort_werk: groen"))
    assert run("build")[0] == 0
    _, out, _ = run("search", "--json", "--soort_werk", "groen")

    assert [hit["id"] for hit in json.loads(out)["hits"]] == ["tuinen"]
    assert json.loads(out)["facets"]["soort_werk"] == {"groen": 1}


def test_colours_only_on_a_terminal_and_not_against_the_wish(
    mistakes: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "\x1b" not in run("check", mistakes)[1]
    monkeypatch.setattr("click.utils.should_strip_ansi", lambda _stream, color: color is False)
    assert "\x1b[31m" in run("check", mistakes)[1]
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in run("check", mistakes)[1]
