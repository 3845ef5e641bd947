"""What may be suggested: organisations by the words in their names, those with most practices first."""

from msgspec.structs import replace

from kb.model import Organisation
from kb.search.suggestions import MOST, names_by_word, organisations
from tests.search.make import corpus_of, practice


def test_organisations_and_partners_count_once_a_practice_most_practices_first() -> None:
    one = replace(
        practice("a", organisation="Senzer"), partners=(Organisation("Gemeente Helmond"), Organisation("Senzer"))
    )
    two = replace(practice("b", organisation="Atlant"), partners=(Organisation("Gemeente Helmond"),))

    assert organisations(corpus_of(one, two)) == ("Gemeente Helmond", "Atlant", "Senzer")


def test_a_name_stands_by_each_of_its_words_without_stop_words() -> None:
    found = dict(names_by_word(("Stichting Het Goed", "Goed Bezig|B.V.")))

    assert list(found) == sorted(found)
    assert found["goed"] == ("Stichting Het Goed", "Goed Bezig B.V.")
    assert found["stichting"] == ("Stichting Het Goed",)
    assert "het" not in found


def test_a_word_of_very_many_names_keeps_the_first() -> None:
    names = tuple(f"Gemeente N{number:03}" for number in range(3 * MOST))

    assert dict(names_by_word(names))["gemeente"] == names[:MOST]
    assert dict(names_by_word(names))["n059"] == names[-1:]
