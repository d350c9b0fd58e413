"""From a parsed query to an FTS5 expression. Keys are letters and digits only and are quoted all the same."""

from search.queries import Clause, Option, Query


def all_of(query: Query, columns: str = "") -> str:
    """Every clause must match; in ``columns`` (FTS5 names with spaces between) or anywhere."""
    expression = " AND ".join(_clause(clause) for clause in query.clauses)
    return f"{{{columns}}} : ({expression})" if columns else expression


def any_of(query: Query) -> str:
    """At least one clause must match."""
    return " OR ".join(_clause(clause) for clause in query.clauses)


def excluded(query: Query) -> str:
    """Pages with a word that was given with a minus, wherever it stands."""
    return " OR ".join(f'"{key}"' for word in query.excluded for key in word)


def _clause(clause: Clause) -> str:
    return "(" + " OR ".join(_option(option) for option in clause.options) + ")"


def _option(option: Option) -> str:
    words = ["(" + " OR ".join(f'"{key}"' for key in word) + ")" for word in option.words]
    return "(" + " AND ".join(words) + ")"
