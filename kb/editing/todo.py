"""What there is to do for who keeps the collection: what is due, what is nearly there, and lists that no longer fit."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain, groupby
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from kb.editing.commonwords import is_ordinary
from kb.model import Corpus, Facet, Lists, Practice
from kb.search.dutch import Word, key
from kb.search.dutch import words as words_of
from kb.site import addresses, words
from kb.site.catalogue import Catalogue
from kb.site.pages import Page

if TYPE_CHECKING:  # asking other sites takes packages that a build does without
    from kb.editing.links import Known

ADDRESS, TITLE = "te-doen.html", "Te doen"

NEAR = 2
"""With so few steps to the next level a practice is nearly there."""

FULL = 0.25
"""A term that more than this part of the practices has, tells a reader little."""

FEW = 20
"""With fewer practices than this no term is too full, and no word is frequent."""

LONG, OFTEN, MANY = 10, 0.05, 20
"""Letters from which a word often is one of the field, the part of the practices that use it, how many we name."""

_CHOICES = frozenset({"status", "region"})
"""Facets whose terms are as they are: half of all work may well be running, and a region may be empty or full."""


class Case(Struct, frozen=True):
    """One thing to do: what it is about, with its page on the site, a note, and the file of a practice."""

    text: str
    href: str = ""
    note: str = ""
    file: str = ""


class Task(Struct, frozen=True):
    """One kind of work: its title, why it matters, and the cases; `by_note`: those with the same note are together."""

    title: str
    why: str
    cases: tuple[Case, ...]
    by_note: bool = False

    @property
    def heading(self) -> str:
        """The title with the number of cases."""
        return f"{self.title} ({len(self.cases)})"

    @property
    def groups(self) -> tuple[tuple[str, tuple[Case, ...]], ...]:
        """The cases with what is said once of all of them together; empty where each has a note of its own."""
        if not self.by_note:
            return (("", self.cases),)
        return tuple((note, tuple(cases)) for note, cases in groupby(self.cases, key=lambda case: case.note))


def tasks(practices: Sequence[Practice], lists: Lists, today: date) -> tuple[Task, ...]:
    """All that can be told from the collection itself, the kinds without a case left out."""
    found = (
        Task("Opnieuw nakijken", "De datum waarop iemand dit zou nakijken is voorbij.", tuple(_due(practices, today))),
        Task(
            "Bijna een stap verder",
            "Met een of twee aanvullingen zijn deze praktijken completer.",
            tuple(_nearly(practices)),
            by_note=True,
        ),
        Task(
            "Termen die niemand gebruikt",
            "Is er een praktijk vergeten, of kan de term weg?",
            tuple(_unused(practices, lists)),
        ),
        Task(
            "Termen die erg vol zijn",
            "Wie hierop filtert houdt nog veel over. Kan de term in tweeën?",
            tuple(_overfull(practices, lists)),
        ),
    )
    return tuple(task for task in found if task.cases)


def word_tasks(corpus: Corpus) -> tuple[Task, ...]:
    """Words that editors may want in a list. Every text is taken apart for it, so a build leaves it out."""
    why = "Hoort er een bij de begrippen, bij de synoniemen, of bij een term?"
    cases = tuple(_unlisted(corpus))
    return (Task("Woorden die vaak voorkomen en in geen lijst staan", why, cases),) if cases else ()


def link_tasks(used: Iterable[tuple[str, str]], known: "Known") -> tuple[Task, ...]:
    """What is known of links to other sites: `used` are addresses with the file that names them."""
    where: defaultdict[str, list[str]] = defaultdict(list)
    for address, file in used:
        if file not in where[address]:
            where[address].append(file)
    bad = {"dood": "is er niet meer", "stil": "doet het niet", "verhuisd": "is verhuisd", "intern": "is niet openbaar"}
    cases = tuple(
        Case(address, note=f"{bad[known[address].state]}; in {', '.join(files)}")
        for address, files in sorted(where.items())
        if address in known and known[address].state in bad
    )
    why = "Zo antwoordden andere sites de laatste keer dat `kb check --links` hun iets vroeg."
    return (Task("Links die niet meer kloppen", why, cases),) if cases else ()


def as_text(found: Iterable[Task], content: Path) -> str:
    """The tasks for a terminal; the files are those of the folder `content`."""
    parts = ("\n".join([task.heading, f"  {task.why}", *_lines(task, content)]) for task in found)
    return "\n\n".join(parts) or "Er is niets te doen."


def _lines(task: Task, content: Path) -> Iterator[str]:
    for shared, cases in task.groups:
        if shared:
            yield f"\n  {shared} ({len(cases)})"
        for case in cases:
            what = f"{(content / case.file).as_posix()}: {case.text}" if case.file else case.text
            yield f"  - {what}{f' ({case.note})' if case.note and not shared else ''}"


def todo_page(catalogue: Catalogue) -> Page:
    """The same as a page of the site. What other sites answer is not on it: it is not in the collection."""
    about = "Wat de redactie nog te doen heeft: nakijken, aanvullen, en lijsten die niet meer passen."
    found = tasks(tuple(catalogue.by_id.values()), catalogue.lists, catalogue.today)
    return Page(ADDRESS, "pages/te-doen.html", TITLE, about, found, noindex=True)


def _case(practice: Practice, note: str) -> Case:
    return Case(practice.title, addresses.practice(practice.id), note, practice.source_path)


def _due(practices: Iterable[Practice], today: date) -> Iterator[Case]:
    dated = [(practice.reviewed or practice.added, practice) for practice in practices]
    days = [(words.months_later(day, each.review_months), each) for day, each in dated if day]
    due = [(day, each.id, each) for day, each in days if day < today and not each.replaced_by]
    for day, _, practice in sorted(due):
        yield _case(practice, f"sinds {words.day(day)}")


def _nearly(practices: Iterable[Practice]) -> Iterator[Case]:
    def nearest_first(practice: Practice) -> tuple[int, int, tuple[str, ...], str]:
        return len(practice.level.missing), -practice.level.number, practice.level.missing, practice.id

    near = [each for each in practices if 0 < len(each.level.missing) <= NEAR and not each.replaced_by]
    for practice in sorted(near, key=nearest_first):
        yield _case(practice, " ".join(practice.level.missing))


def _numbers(practices: Sequence[Practice], lists: Lists) -> Iterator[tuple[Facet, Counter[str]]]:
    """The facets whose terms editors choose, so that too few or too many practices with one say something."""
    for facet in lists.facets:
        if facet.name not in _CHOICES and not facet.computed:
            rows = [practice.facets.get(facet.name, ()) for practice in practices]
            yield facet, Counter(chain.from_iterable(rows))


def _unused(practices: Sequence[Practice], lists: Lists) -> Iterator[Case]:
    for facet, numbers in _numbers(practices, lists):
        for term in facet.terms:
            if not numbers[term.id]:
                yield Case(term.label, addresses.term(facet, term.id), note=facet.label)


def _overfull(practices: Sequence[Practice], lists: Lists) -> Iterator[Case]:
    for facet, numbers in _numbers(practices, lists):
        for name, number in numbers.most_common():
            if number > max(FEW, FULL * len(practices)):
                term = facet.term(name)
                note = f"{facet.label}, {words.practices(number)}"
                yield Case(term.label, addresses.term(facet, name), note=note)


def _unlisted(corpus: Corpus) -> Iterator[Case]:
    """Long words by the number of practices that use them, each under its most usual form."""
    known = {key(word.form) for text in _listed(corpus.lists) for word in words_of(text)}
    users: defaultdict[str, set[str]] = defaultdict(set)
    forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for practice in corpus.whole.values():
        for section in (practice.summary, *(section.text for section in practice.sections)):
            for word in words_of(section):
                if _may_be_listed(word) and (stem := key(word.form)) not in known:
                    users[stem].add(practice.source_path)
                    forms[stem][word.form] += 1
    least = OFTEN * max(FEW, len(corpus.practices))
    often = [(len(ids), stem) for stem, ids in users.items() if len(ids) > least]
    often.sort(key=lambda each: (-each[0], each[1]))
    for number, stem in often[:MANY]:
        form = max(forms[stem].items(), key=lambda each: (each[1], each[0]))[0]
        yield Case(form, addresses.search(q=form), note=f"{words.practices(number)}, zoals {min(users[stem])}")


def _may_be_listed(word: Word) -> bool:
    """True for a long word that other texts than ours would not use as often."""
    return len(word.form) >= LONG and not word.stop and not is_ordinary(word.form)


def _listed(lists: Lists) -> Iterator[str]:
    """All words that stand in a list."""
    terms = [term for facet in lists.facets for term in facet.terms]
    for term in (*terms, *lists.preconditions, *lists.organisation_types):
        yield from (term.label, *term.synonyms, *term.formerly)
        yield from (name for place in term.municipalities for name in (place.name, *place.also))
    for group in lists.synonyms:
        yield from (*group.words, *group.to)
    for entry in lists.glossary:
        yield from (entry.word, *entry.also)
    for known in lists.organisations:
        yield from (known.name, *known.aliases)
    yield from (*lists.words.keep, *lists.words.split)
