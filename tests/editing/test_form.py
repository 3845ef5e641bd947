"""The form on GitHub: made from the fields and lists, and of a shape that GitHub accepts."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from kb.content.terms import fields_for
from kb.editing.form import FORM, LABEL, issue_form
from kb.editing.generated import generated, renew
from kb.editing.questions import ASKED, Question, questions
from kb.model import Lists
from kb.problems import KbError

ELEMENTS = {"input", "textarea", "dropdown", "checkboxes"}


@pytest.fixture(scope="module")
def form(real_lists: Lists) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(issue_form(real_lists))
    return found


def test_the_committed_form_is_what_the_fields_and_lists_give(root: Path, real_lists: Lists) -> None:
    assert (root / FORM).read_text("utf-8") == issue_form(real_lists), "run `kb forms`"


def test_it_asks_every_required_field_and_every_facet(real_lists: Lists) -> None:
    asked = {question.name: question for question in questions(real_lists)}
    fields = fields_for(real_lists)

    assert {key for key, field in fields.items() if field.required} == {n for n, q in asked.items() if q.required}
    assert {key for key, field in fields.items() if field.kind == "facet"} <= set(asked)
    assert set(ASKED) <= set(asked)


def test_a_facet_that_editors_add_is_asked_at_once(content: Path, lists: Lists) -> None:
    del content
    asked = {question.name: question for question in questions(lists)}

    assert asked["theme"].choices[-1] == ("Groen, schoonmaak en werk", "groen")
    assert "sector" not in asked


def test_github_accepts_it(form: dict[str, Any], real_lists: Lists) -> None:
    """The rules of GitHub: unique ids and labels, no empty text, no choice twice, and no choice called None."""
    elements = [element for element in form["body"] if element["type"] != "markdown"]
    ids = [str(element["id"]) for element in elements]
    labels = [str(element["attributes"]["label"]) for element in elements]

    assert set(form) == {"name", "description", "title", "labels", "body"}
    assert form["labels"] == [LABEL]
    assert len(set(ids)) == len(ids) == len(questions(real_lists)) + 1
    assert len(set(labels)) == len(labels)
    assert all(name.replace("-", "").replace("_", "").isalnum() for name in ids)
    assert {str(element["type"]) for element in elements} <= ELEMENTS
    for element in elements:
        options = element["attributes"].get("options", [])
        names = [option["label"] if isinstance(option, dict) else option for option in options]
        assert len(set(names)) == len(names)
        assert "none" not in {str(name).lower() for name in names}
        assert element["attributes"].get("description", "x")
        assert bool(names) == (element["type"] in {"dropdown", "checkboxes"})


def test_no_two_choices_of_a_question_can_be_mixed_up(real_lists: Lists) -> None:
    """GitHub writes the choices behind each other with commas: that may not read as other choices."""

    def mixed(question: Question) -> list[str]:
        words = [label for label, _ in question.choices]
        return [one for one in words for other in words if one != other and one.startswith(f"{other}, ")]

    assert [mixed(question) for question in questions(real_lists) if mixed(question)] == []


def test_the_site_leads_to_the_form(root: Path) -> None:
    page = (root / "site_templates/pages/bijdragen.html").read_text("utf-8")

    assert f"/issues/new?template={Path(FORM).name}" in page


def test_kb_forms_writes_only_what_has_changed(tmp_path: Path, real_lists: Lists) -> None:
    first = renew(real_lists, tmp_path)
    again = renew(real_lists, tmp_path)
    (tmp_path / FORM).write_text("oud")

    assert set(first) == set(generated(real_lists))
    assert again == ()
    assert renew(real_lists, tmp_path) == (FORM,)
    assert (tmp_path / FORM).read_text("utf-8") == issue_form(real_lists)


def test_where_they_cannot_be_written_is_said(tmp_path: Path, real_lists: Lists) -> None:
    (tmp_path / ".github").write_text("een bestand, geen map")

    with pytest.raises(KbError, match=r"praktijk\.yml is niet gemaakt"):
        renew(real_lists, tmp_path)
