"""The order of results, the same for every engine.

A page's score is the sum over what was asked of rarity × the best field it was found in, plus what whole phrases add.
What counts how much is in search.weights; docs/search.md says how the numbers were set and how to try others. How often
a page is opened counts a little at the end: see search.popularity.
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
from search.queries import Clause
from search.score_parts import ClausePart, ScoreParts
from search.weights import WEIGHTS, Weights

CODE = 100.0
#: A phrase with less of the question in it than this is not about the question.
ALIKE_FROM = 0.55
#: Phrases are compared for this many of the best pages; they could not lift the others to the top.
PHRASES_FOR = 20
#: What nobody vouches for stands behind what somebody does.
TRUST = {TrustState.OVERDUE: 0.85, TrustState.SAMPLE: 0.98}
NO_CLICKS: Popularity = {}


@dataclass(frozen=True, slots=True)
class Ranked:
    """``score`` is the sum of ``parts``, kept because lists are sorted by it."""

    page: StoredPage
    parts: ScoreParts
    score: float


@dataclass(frozen=True, slots=True)
class _Asked:
    """A clause prepared for comparing: each option as sets of keys, and how much the clause weighs."""

    options: tuple[tuple[float, tuple[frozenset[str], ...]], ...]
    words: int
    weight: float


#: A field of a page: its name, what it counts, and which of the query's keys stand in it.
_Field = tuple[str, float, frozenset[str]]


def rank(
    candidates: Candidates, today: date, popularity: Popularity = NO_CLICKS, weights: Weights = WEIGHTS
) -> list[Ranked]:
    """The pages found by falling score; equal scores by code."""
    query, pages = candidates.query, candidates.pages
    asked = [_prepared(clause, candidates.collection, candidates.counts) for clause in query.clauses]
    keys = frozenset(query.keys())
    scored = [(_field_parts(page, asked, keys, weights), page) for page in pages]
    scored.sort(key=lambda pair: -pair[0][1])
    clause_weights = tuple(clause.weight for clause in asked)
    ranked = []
    for position, ((clauses, fields), page) in enumerate(scored):
        phrase = _phrase_likeness(page, asked, keys) if position < PHRASES_FOR and asked else 0.0
        document = page.document
        parts = ScoreParts(
            clauses,
            clause_weights,
            fields,
            phrase=weights.phrase * phrase,
            exact_title=weights.exact_title if query.folded == _folded(document.title) else 0.0,
            code=CODE if query.code and query.code == document.code else 0.0,
            exact_words=weights.exact_word * sum(1 for word in query.exact_words if f" {word} " in page.exact),
            trust=_trust_factor(document.sample, document.verified_on, document.review_by, document.valid_to, today),
            popularity=popularity.get(document.code, 1.0),
        )
        ranked.append(Ranked(page, parts, parts.total))
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


def _field_parts(
    page: StoredPage, asked: Sequence[_Asked], keys: frozenset[str], weights: Weights
) -> tuple[tuple[ClausePart, ...], float]:
    """Sum over the clauses, from 0 to a little over 1. Half of what was asked is worth less than half of it."""
    whole = sum(clause.weight for clause in asked) or 1.0
    fields: list[_Field] = [
        ("title", weights.title, keys.intersection(page.title_keys.split())),
        ("words", weights.words, keys.intersection(page.word_keys.split())),
        ("short", weights.short, keys.intersection(page.short_keys.split())),
        ("headings", weights.headings, keys.intersection(page.heading_keys.split())),
        ("body", weights.body, frozenset(key for key in keys if f" {key} " in page.body_keys)),
    ]
    fields.sort(key=lambda field: -field[1])  # whoever tries other weights may turn the order round
    parts = tuple(_clause_part(clause, fields, weights.further_fields) for clause in asked)
    found = sum(clause.weight * part.score for clause, part in zip(asked, parts, strict=True)) / whole
    covered = sum(clause.weight for clause, part in zip(asked, parts, strict=True) if part.score > 0) / whole
    return parts, found * (0.4 + 0.6 * covered)


def _clause_part(clause: _Asked, fields: Sequence[_Field], further: float) -> ClausePart:
    """The best option; an option of several words counts as its weakest word."""
    best = ClausePart(0.0)
    for place, (weight, words) in enumerate(clause.options):
        if weight * 1.4 > best.score:
            score, field = min((_word_score(word, fields, further) for word in words), default=(0.0, ""))
            if weight * score > best.score:
                best = ClausePart(weight * score, place, field)
    return best


def _word_score(word: frozenset[str], fields: Sequence[_Field], further: float) -> tuple[float, str]:
    """What the word counts, and the best field it stands in."""
    found = [(weight, name) for name, weight, present in fields if not word.isdisjoint(present)]
    if not found:
        return 0.0, ""
    return found[0][0] + further * sum(weight for weight, _name in found[1:]), found[0][1]


def _phrase_likeness(page: StoredPage, asked: Sequence[_Asked], keys: frozenset[str]) -> float:
    title = _likeness(page.title_keys, asked, keys, beside=1)  # the code stands in the title's keys as well
    return max(title, max((_likeness(line, asked, keys) for line in page.word_keys.split("\n")), default=0.0))


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


@lru_cache(maxsize=4096)
def _folded(title: str) -> str:
    return " ".join(fold(token) for token in tokens(title))


@lru_cache(maxsize=1024)
def _trust_factor(
    sample: bool, verified_on: date | None, review_by: date | None, valid_to: date | None, today: date
) -> float:
    state = trust_of(
        live=True, sample=sample, verified_on=verified_on, review_by=review_by, valid_to=valid_to, today=today
    ).state
    return TRUST.get(state, 1.0)
