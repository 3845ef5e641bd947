"""Plain Whoosh over a collection, to measure the search beside: BM25 over all its texts, Snowball's stemmer."""

from collections.abc import Callable

from whoosh import analysis, fields
from whoosh.filedb.filestore import RamStorage
from whoosh.query import Or, Term

from kb.model import Corpus
from tests.corpora import texts_of

SHOWN = 10


def plain_search(corpus: Corpus) -> Callable[[str], list[str]]:
    """A function that answers a question with the ids of the ten best practices: any of its words will do."""
    stems = analysis.LanguageAnalyzer("nl")
    schema = fields.Schema(id=fields.ID(stored=True), text=fields.TEXT(analyzer=stems, phrase=False))
    index = RamStorage().create_index(schema)
    writer = index.writer()
    for practice in texts_of(corpus):
        texts = (practice.title, *practice.keywords, practice.summary)
        headed = (text for section in practice.sections for text in (section.heading, section.text))
        writer.add_document(id=practice.id, text=" ".join((*texts, *headed)))
    writer.commit()
    searcher = index.searcher()

    def ask(question: str) -> list[str]:
        words = [Term("text", token.text) for token in stems(question, mode="query")]
        return [hit["id"] for hit in searcher.search(Or(words), limit=SHOWN)]

    return ask
