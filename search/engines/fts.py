"""From a parsed query to an FTS5 expression. Keys are letters and digits only and are quoted all the same."""

from search.queries import Clause, Option, Query


def all_of(query: Query, columns: str = "") -> str:
    """Every clause must match; in ``columns`` (FTS5 names with spaces between) or anywhere."""
    return _without(query, _within(columns, " AND ".join(_clause(clause) for clause in query.clauses)))


def any_of(query: Query, columns: str = "") -> str:
    """At least one clause must match."""
    return _without(query, _within(columns, " OR ".join(_clause(clause) for clause in query.clauses)))


def _within(columns: str, expression: str) -> str:
    return f"{{{columns}}} : ({expression})" if columns and expression else expression


def _without(query: Query, expression: str) -> str:
    """Pages with an excluded word are left out, wherever it stands."""
    excluded = " OR ".join(f'"{key}"' for word in query.excluded for key in word)
    return f"({expression}) NOT ({excluded})" if excluded else expression


def _clause(clause: Clause) -> str:
    return "(" + " OR ".join(_option(option) for option in clause.options) + ")"


def _option(option: Option) -> str:
    words = ["(" + " OR ".join(f'"{key}"' for key in word) + ")" for word in option.words]
    return "(" + " AND ".join(words) + ")"
