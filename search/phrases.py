"""Words in quotation marks: they must follow each other, whatever their endings.

In the title, the client's words, the sentence to say or a heading: the running text is kept as keys alone.
"""

from collections.abc import Sequence

from search.analysis import index_keys, tokens
from search.engines.base import StoredPage
from search.queries import Keys, Query


def says_phrases(page: StoredPage, query: Query) -> bool:
    """Whether each phrase of the query stands in one of the page's texts. Only asked where there are phrases."""
    document = page.document
    texts = (document.title, *document.client_words, document.short_answer, *document.headings)
    return all(any(_says(text, phrase) for text in texts) for phrase in query.phrases)


def _says(text: str, phrase: Sequence[Keys]) -> bool:
    words = tokens(text)
    wanted = [frozenset(keys) for keys in phrase]
    return any(
        all(not wanted[offset].isdisjoint(index_keys(words[start + offset])) for offset in range(len(wanted)))
        for start in range(len(words) - len(wanted) + 1)
    )
