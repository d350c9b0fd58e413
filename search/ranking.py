"""The order of results, the same for every engine.

A page's score is the sum over what was asked of rarity × the best field it was found in, plus what whole phrases add.
Order of the fields: exact title, title, client's words, short answer, headings, body.
docs/search.md says how the numbers were set and how to try others. How often a page is opened counts a little at the end:
see search.popularity.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from kb.content.choices import TrustState
from kb.content.trust import trust_of
from search.analysis import fold, tokens
from search.engines.base import Candidates, StoredPage
from search.popularity import Popularity
from search.queries import Clause, Query

TITLE, WORDS, SHORT, HEADINGS, BODY = 1.0, 0.9, 0.6, 0.5, 0.25
#: What a second and third field adds, as a share of its own weight.
FURTHER_FIELDS = 0.15
#: Everything asked stands in one phrase of the client's words, or in the title.
PHRASE = 1.2
EXACT_TITLE = 2.0
EXACT_WORD = 0.15
CODE = 100.0
#: A phrase with less of the question in it than this is not about the question.
ALIKE_FROM = 0.55
#: Phrases are compared for this many of the best pages; they could not lift the others to the top.
PHRASES_FOR = 30
#: What nobody vouches for stands behind what somebody does.
TRUST = {TrustState.OVERDUE: 0.85, TrustState.SAMPLE: 0.98}
NO_CLICKS: Popularity = {}


@dataclass(frozen=True, slots=True)
class Ranked:
    page: StoredPage
    score: float


@dataclass(frozen=True, slots=True)
class _Asked:
    """A clause prepared for comparing: each option as sets of keys, and how much the clause weighs."""

    options: tuple[tuple[float, tuple[frozenset[str], ...]], ...]
    words: int
    weight: float


def rank(candidates: Candidates, today: date, popularity: Popularity = NO_CLICKS) -> list[Ranked]:
    """The pages found by falling score; equal scores by code. ``popularity`` are factors by code."""
    query, pages = candidates.query, candidates.pages
    asked = [_prepared(clause, candidates.collection, candidates.counts) for clause in query.clauses]
    keys = frozenset(query.keys())
    first = sorted(((_field_score(page, asked, keys), page) for page in pages), key=lambda pair: -pair[0])
    ranked = [
        Ranked(
            page,
            _whole_score(page, score, query, asked, keys, today, with_phrases=position < PHRASES_FOR)
            * popularity.get(page.document.code, 1.0),
        )
        for position, (score, page) in enumerate(first)
    ]
    return sorted(ranked, key=lambda hit: (-hit.score, hit.page.document.code))


def _prepared(clause: Clause, total: int, counts: dict[str, int]) -> _Asked:
    options = tuple((option.weight, tuple(frozenset(word) for word in option.words)) for option in clause.options)
    return _Asked(options, len(clause.tokens), _rarity(clause, total, counts))


def _rarity(clause: Clause, total: int, counts: dict[str, int]) -> float:
    """Rare words say more: from 0.3 for a word on every page to 1.6 for a word on one page of a thousand."""
    found = min((sum(counts.get(key, 0) for key in word) for word in clause.own.words), default=0)
    if not found:  # a slip or a word that only synonyms stand for: as rare as what was meant
        found = max(
            (counts.get(key, 0) for option in clause.options for word in option.words for key in word), default=1
        )
    share = min(1.0, (found + 0.5) / (total + 1))
    return max(0.3, min(1.6, 0.3 - math.log10(share) * 0.45))


def _field_score(page: StoredPage, asked: Sequence[_Asked], keys: frozenset[str]) -> float:
    """Sum over the clauses, from 0 to a little over 1. Half of what was asked is worth less than half of it."""
    whole = sum(clause.weight for clause in asked) or 1.0
    fields = [
        (TITLE, keys.intersection(page.title_keys.split())),
        (WORDS, keys.intersection(page.word_keys.split())),
        (SHORT, keys.intersection(page.short_keys.split())),
        (HEADINGS, keys.intersection(page.heading_keys.split())),
        (BODY, frozenset(key for key in keys if f" {key} " in page.body_keys)),
    ]
    parts = [_clause_score(clause, fields) for clause in asked]
    found = sum(clause.weight * part for clause, part in zip(asked, parts, strict=True)) / whole
    covered = sum(clause.weight for clause, part in zip(asked, parts, strict=True) if part > 0) / whole
    return found * (0.4 + 0.6 * covered)


def _clause_score(clause: _Asked, fields: Sequence[tuple[float, frozenset[str]]]) -> float:
    """The best option; an option of several words counts as its weakest word."""
    best = 0.0
    for weight, words in clause.options:
        if weight * 1.4 > best:
            best = max(best, weight * min((_word_score(word, fields) for word in words), default=0.0))
    return best


def _word_score(word: frozenset[str], fields: Sequence[tuple[float, frozenset[str]]]) -> float:
    found = [weight for weight, present in fields if not word.isdisjoint(present)]
    return found[0] + FURTHER_FIELDS * sum(found[1:]) if found else 0.0


def _whole_score(
    page: StoredPage,
    score: float,
    query: Query,
    asked: Sequence[_Asked],
    keys: frozenset[str],
    today: date,
    *,
    with_phrases: bool,
) -> float:
    if with_phrases and asked:
        title = _likeness(page.title_keys, asked, keys, beside=1)  # the code stands in the title's keys as well
        phrases = max((_likeness(line, asked, keys) for line in page.word_keys.split("\n")), default=0.0)
        score += PHRASE * max(title, phrases)
    if query.folded == _folded(page.document.title):
        score += EXACT_TITLE
    if query.code and query.code == page.document.code:
        score += CODE
    score += EXACT_WORD * sum(1 for word in query.exact_words if f" {word} " in page.exact)
    return score * TRUST.get(_state(page, today), 1.0)


def _likeness(phrase: str, asked: Sequence[_Asked], keys: frozenset[str], beside: int = 0) -> float:
    """1 where the phrase says exactly what was asked, 0 where too much of the question is missing in it.

    ``beside``: how many of its keys do not belong to the phrase.
    """
    present = keys.intersection(parts := phrase.split())
    if not present:
        return 0.0
    whole = sum(clause.weight for clause in asked)
    covered = sum(clause.weight * _said(clause, present) for clause in asked) / whole
    if covered < ALIKE_FROM:
        return 0.0
    words = sum(clause.words for clause in asked)
    return covered * math.sqrt(min(1.0, words / max(len(parts) - beside, 1)))


def _said(clause: _Asked, present: frozenset[str]) -> float:
    for weight, words in clause.options:  # what was typed comes first and weighs most
        if all(not word.isdisjoint(present) for word in words):
            return weight
    return 0.0


@lru_cache(maxsize=1024)
def _folded(title: str) -> str:
    return " ".join(fold(token) for token in tokens(title))


def _state(page: StoredPage, today: date) -> TrustState:
    document = page.document
    return trust_of(
        live=True,
        sample=document.sample,
        verified_on=document.verified_on,
        review_by=document.review_by,
        valid_to=document.valid_to,
        today=today,
    ).state
