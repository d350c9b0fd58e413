"""The editors' set of questions, scored as the search is and as it would be with a change."""

from collections.abc import Sequence
from dataclasses import dataclass

from search.engines.base import Reader
from search.engines.registry import embedded_engine
from search.evaluation import Judged, Outcome, Score, Search, run, scores
from search.models import JudgedQuery
from search.queries import parse
from search.service import ranked_codes
from search.synonyms import SynonymTable, current_table
from search.weights import WEIGHTS, Weights

#: The set is about what every employee may see.
EMPLOYEE = Reader(frozenset())


@dataclass(frozen=True, slots=True)
class Moved:
    """A question whose right page stands elsewhere with the change; None where it is not among the first ten."""

    judged: Judged
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class Comparison:
    now: Score
    changed: Score
    moved: tuple[Moved, ...]


def questions() -> list[Judged]:
    return [Judged(str(row.pk), row.query, row.codes) for row in JudgedQuery.objects.all()]


def score() -> Score | None:
    """The score as the search is; None where there are no questions. Raises EngineUnavailable."""
    outcomes = run(questions(), _search(current_table(), WEIGHTS))
    return scores(outcomes)[-1] if outcomes else None


def compare_tables(before: SynonymTable, after: SynonymTable) -> Comparison | None:
    """Scores with two tables of synonyms. Raises EngineUnavailable."""
    return _compare(_search(before, WEIGHTS), _search(after, WEIGHTS))


def compare_weights(changed: Weights) -> Comparison | None:
    """Scores with the weights as they are and with others. Raises EngineUnavailable."""
    table = current_table()
    return _compare(_search(table, WEIGHTS), _search(table, changed))


def _compare(before: Search, after: Search) -> Comparison | None:
    judged = questions()
    if not judged:
        return None
    now, changed = run(judged, before), run(judged, after)
    return Comparison(scores(now)[-1], scores(changed)[-1], _moved(now, changed))


def _search(table: SynonymTable, weights: Weights) -> Search:
    engine = embedded_engine()
    return lambda text: ranked_codes(engine, parse(text, table), EMPLOYEE, weights)


def _moved(now: Sequence[Outcome], changed: Sequence[Outcome]) -> tuple[Moved, ...]:
    pairs = zip(now, changed, strict=True)
    return tuple(
        Moved(one.judged, one.position, other.position) for one, other in pairs if one.position != other.position
    )
