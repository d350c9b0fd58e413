"""What a row of synonyms does to the order of results: its own terms are searched without and with it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils import timezone

from search.engines.base import Filters, Reader, SearchEngine
from search.evaluation import DEPTH
from search.queries import parse
from search.service import ranked_codes
from search.synonyms import SynonymRow, SynonymTable, build_table

#: A term that stands on a larger share of the pages finds nearly everything; on few pages shares mean nothing.
TOO_BROAD = 0.2
FEW_PAGES = 10


@dataclass(frozen=True, slots=True)
class Move:
    """Place of a page for one question, from 1, before and after; None where it is not among the first ten."""

    code: str
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class Change:
    """A question that is answered in another order."""

    query: str
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class Effect:
    changes: tuple[Change, ...]

    @property
    def codes(self) -> set[str]:
        """Every page that changes its place for at least one of the questions."""
        return {move.code for change in self.changes for move in change.moves}


@dataclass(frozen=True, slots=True)
class Broad:
    """A term and the number of pages it stands on, of how many."""

    term: str
    pages: int
    of: int


def terms_of(row: SynonymRow) -> tuple[str, ...]:
    return (*row.terms, row.one_way_to) if row.one_way_to else row.terms


def effect(
    before: SynonymTable, after: SynonymTable, queries: Iterable[str], engine: SearchEngine, reader: Reader
) -> Effect:
    """Search each query with both tables and compare the first ten pages. Raises EngineUnavailable."""
    changes = []
    for query in dict.fromkeys(queries):
        first, _ms = ranked_codes(engine, parse(query, before), reader)
        second, _ms = ranked_codes(engine, parse(query, after), reader)
        if moves := _moves(first[:DEPTH], second[:DEPTH]):
            changes.append(Change(query, moves))
    return Effect(tuple(changes))


def tables(row: SynonymRow, now: SynonymRow | None, others: Sequence[SynonymRow]) -> tuple[SynonymTable, SynonymTable]:
    """The table as it is, with ``now`` where the row exists already, and as it would be with ``row``."""
    return build_table([*others, now] if now else others), build_table([*others, row])


def broad_terms(row: SynonymRow, engine: SearchEngine) -> list[Broad]:
    """Terms whose own words stand together on too many pages. Raises EngineUnavailable."""
    counted = [_counted(term, engine) for term in terms_of(row)]
    return [broad for broad in counted if broad.of >= FEW_PAGES and broad.pages > TOO_BROAD * broad.of]


def _counted(term: str, engine: SearchEngine) -> Broad:
    """The rarest word of a term says on how many pages it can stand at most."""
    query = parse(term, SynonymTable())
    found = engine.candidates(query, Reader(None), Filters(), timezone.localdate(), 1)
    words = [max(found.counts.get(key, 0) for key in word) for clause in query.clauses for word in clause.own.words]
    return Broad(term, min(words, default=0), found.collection)


def _moves(before: Sequence[str], after: Sequence[str]) -> tuple[Move, ...]:
    places = [Move(code, _place(code, before), _place(code, after)) for code in dict.fromkeys([*after, *before])]
    return tuple(move for move in places if move.before != move.after)


def _place(code: str, codes: Sequence[str]) -> int | None:
    return codes.index(code) + 1 if code in codes else None
