"""Judged queries: is the right page where the employee looks?

Any of a query's expected codes counts as found. success@3 is what matters while a client waits.
"""

import csv
import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

#: Codes of the first ten results and the time it took, in milliseconds.
Search = Callable[[str], tuple[list[str], float]]
DEPTH = 10


@dataclass(frozen=True, slots=True)
class Judged:
    id: str
    query: str
    expected: tuple[str, ...]
    slice: str = ""


@dataclass(frozen=True, slots=True)
class Score:
    name: str
    queries: int
    success_at_1: float
    success_at_3: float
    mrr_at_10: float
    zero_results: int
    p50_ms: float
    p95_ms: float


@dataclass(frozen=True, slots=True)
class Outcome:
    judged: Judged
    codes: tuple[str, ...]
    ms: float

    @property
    def position(self) -> int | None:
        """Place of the first expected code, from 1; None where it is not among the first ten."""
        return next((place for place, code in enumerate(self.codes, 1) if code in self.judged.expected), None)


class BadFile(ValueError):
    """The file cannot be read as judged queries; the message names file and line."""


def read_judged(path: Path) -> list[Judged]:
    """Rows of a CSV file with the columns id, query, expected_codes and, if wanted, slice."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            missing = {"id", "query", "expected_codes"} - set(rows.fieldnames or ())
            if missing:
                raise BadFile(f"{path}:1: the columns {', '.join(sorted(missing))} are missing.")
            return [_judged(path, rows.line_num, row) for row in rows]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadFile(f"{path}: {error}") from error


def _judged(path: Path, line: int, row: dict[str, str]) -> Judged:
    codes = tuple(code.strip() for code in (row["expected_codes"] or "").split("|") if code.strip())
    if not row["query"] or not codes:
        raise BadFile(f"{path}:{line}: a query and at least one expected code are needed.")
    return Judged(row["id"], row["query"], codes, row.get("slice") or "")


def run(judged: Iterable[Judged], search: Search) -> list[Outcome]:
    outcomes = []
    for item in judged:
        codes, ms = search(item.query)
        outcomes.append(Outcome(item, tuple(codes[:DEPTH]), ms))
    return outcomes


def scores(outcomes: Sequence[Outcome]) -> list[Score]:
    """A score for each slice, by name, and one for all at the end."""
    slices = sorted({outcome.judged.slice for outcome in outcomes if outcome.judged.slice})
    parts = [(name, [outcome for outcome in outcomes if outcome.judged.slice == name]) for name in slices]
    return [_score(name, part) for name, part in [*parts, ("all", list(outcomes))] if part]


def _score(name: str, outcomes: Sequence[Outcome]) -> Score:
    positions = [outcome.position for outcome in outcomes]
    number = len(outcomes)
    times = sorted(outcome.ms for outcome in outcomes)
    return Score(
        name=name,
        queries=number,
        success_at_1=sum(position == 1 for position in positions) / number,
        success_at_3=sum(position is not None and position <= 3 for position in positions) / number,
        mrr_at_10=sum(1 / position for position in positions if position) / number,
        zero_results=sum(not outcome.codes for outcome in outcomes),
        p50_ms=round(statistics.median(times), 1),
        p95_ms=round(times[min(number - 1, int(number * 0.95))], 1),
    )
