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
from search.analysis import folded
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


NOWHERE = (0.0, "")
NOTHING = ClausePart(0.0)


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


#: Fields of a page as bits: a set of fields is a small number, whose worth is looked up.
FIELDS = ("title", "words", "short", "headings", "body")
_SPOKEN = 1 << FIELDS.index("title") | 1 << FIELDS.index("words")
#: For each key of the query that stands on the page, the fields it stands in.
_Places = dict[str, int]
#: What a word is worth that stands in a set of fields, and the best of them.
_Worth = Sequence[tuple[float, str]]


def rank(
    candidates: Candidates, today: date, popularity: Popularity = NO_CLICKS, weights: Weights = WEIGHTS
) -> list[Ranked]:
    """The pages found by falling score; equal scores by code."""
    query, pages = candidates.query, candidates.pages
    asked = [_prepared(clause, candidates.collection, candidates.counts) for clause in query.clauses]
    keys = frozenset(query.keys())
    worth = _worth(weights)
    placed = [(_places(page, keys), page) for page in pages]
    scored = [(_field_parts(places, asked, worth), places, page) for places, page in placed]
    scored.sort(key=lambda entry: -entry[0][1])
    clause_weights = tuple(clause.weight for clause in asked)
    exact_words = [f" {word} " for word in query.exact_words]
    ranked = []
    for position, ((clauses, fields), places, page) in enumerate(scored):
        phrase = _phrase_likeness(page, places, asked, keys) if position < PHRASES_FOR and asked else 0.0
        document = page.document
        parts = ScoreParts(
            clauses,
            clause_weights,
            fields,
            phrase=weights.phrase * phrase,
            exact_title=weights.exact_title if query.folded == _folded(document.title) else 0.0,
            code=CODE if query.code and query.code == document.code else 0.0,
            exact_words=weights.exact_word * sum(1 for word in exact_words if word in page.exact),
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


@lru_cache(maxsize=8)
def _worth(weights: Weights) -> _Worth:
    """For each set of fields the weight of the best, and a share of each further one."""
    names = sorted(FIELDS, key=lambda name: -getattr(weights, name))  # whoever tries other weights may turn them round
    table = [(0.0, "")]
    for fields in range(1, 1 << len(FIELDS)):
        best, *others = [name for name in names if fields >> FIELDS.index(name) & 1]
        further = sum(getattr(weights, name) for name in others)
        table.append((getattr(weights, best) + weights.further_fields * further, best))
    return table


def _places(page: StoredPage, keys: frozenset[str]) -> _Places:
    places: _Places = {}
    for bit, text in enumerate((page.title_keys, page.word_keys, page.short_keys, page.heading_keys)):
        for key in keys.intersection(text.split()):
            places[key] = places.get(key, 0) | 1 << bit
    for key in keys:  # the body is long: it is not split
        if f" {key} " in page.body_keys:
            places[key] = places.get(key, 0) | 1 << 4
    return places


def _field_parts(places: _Places, asked: Sequence[_Asked], worth: _Worth) -> tuple[tuple[ClausePart, ...], float]:
    """Sum over the clauses, from 0 to a little over 1. Half of what was asked is worth less than half of it."""
    whole = found = covered = 0.0
    parts = []
    for clause in asked:
        part = _clause_part(clause, places, worth)
        parts.append(part)
        whole += clause.weight
        if part.score > 0:
            found += clause.weight * part.score
            covered += clause.weight
    return tuple(parts), found / (whole or 1.0) * (0.4 + 0.6 * covered / (whole or 1.0))


def _clause_part(clause: _Asked, places: _Places, worth: _Worth) -> ClausePart:
    """The best option; an option of several words counts as its weakest word."""
    best = NOTHING
    for number, (weight, words) in enumerate(clause.options):
        if weight * 1.4 > best.score:
            score, field = min(worth[_fields_of(word, places)] for word in words) if words else NOWHERE
            if weight * score > best.score:
                best = ClausePart(weight * score, number, field)
    return best


def _fields_of(word: frozenset[str], places: _Places) -> int:
    fields = 0
    for key in word:
        fields |= places.get(key, 0)
    return fields


def _phrase_likeness(page: StoredPage, places: _Places, asked: Sequence[_Asked], keys: frozenset[str]) -> float:
    """The likest phrase of the client's words, or the title. What all of them together do not say, none does."""
    spoken = frozenset(key for key, fields in places.items() if fields & _SPOKEN)
    if not spoken or _share_said(spoken, asked) < ALIKE_FROM:
        return 0.0
    title = _likeness(page.title_keys, asked, keys, beside=1)  # the code stands in the title's keys as well
    return max(title, *(_likeness(line, asked, keys) for line in page.word_keys.split("\n")))


def _likeness(phrase: str, asked: Sequence[_Asked], keys: frozenset[str], beside: int = 0) -> float:
    """1 where the phrase says exactly what was asked, 0 where too much of the question is missing in it.

    ``beside``: how many of its keys do not belong to the phrase.
    """
    parts = phrase.split()
    if keys.isdisjoint(parts):
        return 0.0
    said = _share_said(keys.intersection(parts), asked)
    if said < ALIKE_FROM:
        return 0.0
    words = sum(clause.words for clause in asked)
    return said * math.sqrt(min(1.0, words / max(len(parts) - beside, 1)))


def _share_said(present: frozenset[str], asked: Sequence[_Asked]) -> float:
    """How much of the question is said where these keys stand."""
    whole = covered = 0.0
    for clause in asked:
        whole += clause.weight
        covered += clause.weight * _said(clause, present)
    return covered / whole


def _said(clause: _Asked, present: frozenset[str]) -> float:
    for weight, words in clause.options:  # what was typed comes first and weighs most
        for word in words:
            if word.isdisjoint(present):
                break
        else:
            return weight
    return 0.0


_folded = lru_cache(maxsize=4096)(folded)


@lru_cache(maxsize=1024)
def _trust_factor(
    sample: bool, verified_on: date | None, review_by: date | None, valid_to: date | None, today: date
) -> float:
    state = trust_of(
        live=True, sample=sample, verified_on=verified_on, review_by=review_by, valid_to=valid_to, today=today
    ).state
    return TRUST.get(state, 1.0)
