"""What can be wrong with a row of synonyms, told from the rows alone.

Terms are compared as the search sees them: without endings and diacritics, without words that say nothing.
"""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from search.analysis import STOP_WORDS, index_keys, tokens
from search.synonyms import SynonymRow

#: A term as the search sees it: the first key of each word that says something.
Said = tuple[str, ...]
Problems = dict[str, list[str]]


def said(term: str) -> Said:
    return tuple(index_keys(token)[0] for token in tokens(term) if token not in STOP_WORDS)


def synonym_problems(row: SynonymRow, others: Iterable[SynonymRow]) -> Problems:
    """Messages by field («terms», «one_way_to»); empty where the row can be used."""
    found: Problems = {"terms": _too_few(row) + _empty(row.terms) + _twice(row.terms), "one_way_to": []}
    if row.one_way_to:
        found["one_way_to"] = _empty([row.one_way_to]) + _to_itself(row) + _loop(row, others)
    return {field: messages for field, messages in found.items() if messages}


def shared_terms(row: SynonymRow, others: Iterable[SynonymRow]) -> list[tuple[str, SynonymRow]]:
    """Terms of ``row`` that another row has as well, with that row. Allowed: what the rows say is joined."""
    rows = [(other, {said(term) for term in other.terms}) for other in others]
    return [(term, other) for term in row.terms for other, theirs in rows if said(term) in theirs]


def _too_few(row: SynonymRow) -> list[str]:
    if not row.terms:
        return [_("Give at least one term.")]
    if len(row.terms) < 2 and not row.one_way_to:
        return [_("Two-way synonyms need at least two terms.")]
    return []


def _empty(terms: Sequence[str]) -> list[str]:
    message = _("“%(term)s” says nothing to the search: it leaves such words out.")
    return [message % {"term": term} for term in terms if not said(term)]


def _twice(terms: Sequence[str]) -> list[str]:
    """The same words again, whatever their letters' size. Two ways to write one word (maksa, maksā; e-pasts, epasts)
    are no mistake."""
    message = _("“%(term)s” stands twice.")
    written = [" ".join(term.lower().split()) for term in terms]
    return [message % {"term": term} for place, term in enumerate(terms) if written[place] in written[:place]]


def _to_itself(row: SynonymRow) -> list[str]:
    message = _("“%(term)s” leads to itself.")
    return [message % {"term": term} for term in row.terms if said(term) and said(term) == said(row.one_way_to)]


def _loop(row: SynonymRow, others: Iterable[SynonymRow]) -> list[str]:
    """One-way rows that lead back to where they start say what one two-way row says, and say it badly."""
    steps: dict[Said, list[str]] = {}
    for other in others:
        for term in other.terms if other.one_way_to else ():
            steps.setdefault(said(term), []).append(other.one_way_to)
    for term in row.terms:
        way = _way(row.one_way_to, said(term), steps)
        if len(way) > 1:
            message = _("One-way rows go in a circle: %(way)s. Make one two-way row of them.")
            return [message % {"way": " → ".join([term, *way])}]
    return []


def _way(start: str, goal: Said, steps: dict[Said, list[str]]) -> list[str]:
    """Terms from ``start`` to ``goal`` along the one-way rows; empty where there is no way."""
    ways, seen = [[start]], {said(start)}
    while ways:
        way = ways.pop(0)
        if said(way[-1]) == goal:
            return way
        for following in steps.get(said(way[-1]), []):
            if said(following) not in seen:
                seen.add(said(following))
                ways.append([*way, following])
    return []
