"""Results that editors pin to a question: Wagtail's promoted results, matched on analysed keys.

«atmaksas grafiks» pinned by an editor is found by «atmaksas grafiku» and «atmaksas grafika» too: the words are the
same, their endings are not.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from wagtail.contrib.search_promotions.models import SearchPromotion

from kb.content.models import KnowledgePage
from kb.content.versioned import versioned
from search.analysis import content_tokens, index_keys
from search.queries import Query


@dataclass(frozen=True, slots=True)
class Pin:
    """One promoted page: the keys of each word of its question, and the code of the page."""

    words: tuple[frozenset[str], ...]
    code: str


@versioned
def _pins() -> tuple[Pin, ...]:
    promotions = SearchPromotion.objects.exclude(page=None).select_related("query").order_by("sort_order")
    codes = dict(KnowledgePage.objects.values_list("pk", "code"))
    return tuple(
        Pin(_words(promotion.query.query_string), codes[promotion.page_id])
        for promotion in promotions
        if promotion.page_id in codes
    )


def _words(text: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(index_keys(token)) for token in content_tokens(text))


def pinned_codes(query: Query) -> list[str]:
    """Codes of the pages pinned to this question, in the editors' order."""
    asked = [frozenset(word) for clause in query.clauses for word in clause.own.words]
    return [pin.code for pin in _pins() if asked and _same(pin.words, asked)]


def _same(words: Iterable[frozenset[str]], asked: list[frozenset[str]]) -> bool:
    """Every word of the one is a word of the other; order does not matter."""
    left = list(asked)
    for word in words:
        match = next((other for other in left if word & other), None)
        if match is None:
            return False
        left.remove(match)
    return not left
