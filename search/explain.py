"""Why a page ranks where it does. Nothing is computed a second time: these are the values that readers' results are
ordered by, with names."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from search.attached.keys import is_own
from search.engines.base import Filters, Reader, SearchEngine
from search.failover import ask
from search.found import Found
from search.pins import pinned_codes
from search.popularity import Popularity, current_popularity
from search.queries import Clause, Option, Query, parse
from search.ranking import Ranked, rank
from search.service import find
from search.synonyms import current_table
from search.weights import WEIGHTS, Weights

SHOWN = 10
FIELD_NAMES = {
    "title": _("Title"),
    "words": _("Client's words"),
    "short": _("The sentence to say"),
    "headings": _("Headings"),
    "body": _("Text"),
}


class Standing(Enum):
    """What became of the page that was asked about."""

    RANKED = "ranked"
    WEAK = "weak"
    NOT_OFFERED = "not offered"
    NOT_INDEXED = "not indexed"


@dataclass(frozen=True, slots=True)
class ReadClause:
    """One thing asked as the search read it. ``others`` are the keys of synonyms, or of what a slip may have meant."""

    typed: str
    keys: str
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FoundClause:
    """Where a clause was found on one page: «field» empty where it was not. ``by`` names the keys that were found
    instead of the typed word, if any."""

    typed: str
    field: str
    score: float
    weight: float
    by: str


@dataclass(frozen=True, slots=True)
class ExplainedHit:
    place: int | None
    ranked: Ranked
    pinned: bool
    clauses: tuple[FoundClause, ...]

    @property
    def code(self) -> str:
        return self.ranked.page.document.code


@dataclass(frozen=True, slots=True)
class Explanation:
    """``asked`` is the page that was asked about; None where none was or where the index does not have it."""

    query: Query
    mode: str
    corrected: str
    total: int
    clauses: tuple[ReadClause, ...]
    hits: tuple[ExplainedHit, ...]
    standing: Standing | None = None
    asked: ExplainedHit | None = None


def explain(text: str, code: str, reader: Reader, weights: Weights = WEIGHTS) -> Explanation:
    """The first ten hits for ``text`` and the page ``code``, taken apart. Raises EngineUnavailable."""
    query, popularity, today = parse(text, current_table()), current_popularity(), timezone.localdate()
    served = ask(lambda engine: _explained(engine, query, code.strip().upper(), reader, today, popularity, weights))
    return replace(served.value, mode=served.mode)


def _explained(
    engine: SearchEngine,
    query: Query,
    code: str,
    reader: Reader,
    today: date,
    popularity: Popularity,
    weights: Weights,
) -> Explanation:
    found = find(engine, query, reader, Filters(), today, popularity, weights)
    pinned = set(pinned_codes(found.query))
    hits = [_hit(ranked, place, found.query, pinned) for place, ranked in enumerate(found.ranked, 1)]
    explanation = Explanation(
        query=found.query,
        mode=engine.name,
        corrected=found.corrected,
        total=len(found.ranked),
        clauses=tuple(_read(clause) for clause in found.query.clauses),
        hits=tuple(hits[:SHOWN]),
    )
    if not code:
        return explanation
    asked = next((hit for hit in hits if hit.code == code), None)
    if asked is not None:
        return replace(explanation, standing=Standing.RANKED, asked=asked)
    page = engine.candidates(Query(code, (), code), reader, Filters(), today, 1).pages
    if not page:
        return replace(explanation, standing=Standing.NOT_INDEXED)
    alone = rank(replace(found.candidates, pages=page), today, popularity, weights)[0]
    return replace(explanation, standing=_standing(found, code), asked=_hit(alone, None, found.query, pinned))


def _standing(found: Found, code: str) -> Standing:
    offered = any(page.document.code == code for page in found.candidates.pages)
    return Standing.WEAK if offered else Standing.NOT_OFFERED


def _read(clause: Clause) -> ReadClause:
    return ReadClause(" ".join(clause.tokens), _keys(clause.own), tuple(_keys(other) for other in clause.options[1:]))


def _keys(option: Option) -> str:
    return " + ".join("/".join(filter(is_own, word)) for word in option.words)


def _hit(ranked: Ranked, place: int | None, query: Query, pinned: set[str]) -> ExplainedHit:
    return ExplainedHit(place, ranked, ranked.page.document.code in pinned, tuple(_found(ranked, query)))


def _found(ranked: Ranked, query: Query) -> Iterator[FoundClause]:
    """A pinned page is found by its code alone and has no parts for the clauses."""
    parts = ranked.parts
    for clause, part, weight in zip(query.clauses, parts.clauses, parts.weights, strict=False):
        by = _keys(clause.options[part.option]) if part.option else ""
        yield FoundClause(" ".join(clause.tokens), str(FIELD_NAMES.get(part.field, "")), part.score, weight, by)
