"""Typing slips: a word that stands nowhere is replaced by known ones one slip away.

Symmetric deletion: two words one insertion, deletion, replacement or transposition apart share a form with at most one
letter left out, so a look-up by those forms finds them without scanning the vocabulary.
"""

import sqlite3
from collections.abc import Iterable
from dataclasses import replace

from search.analysis import fold, query_keys
from search.queries import Clause, Option, Query

#: Shorter words have too many neighbours to be guessed; one letter may be missing from what was typed.
MIN_LENGTH = 4
MIN_TYPED = 3
CORRECTED_WEIGHT = 0.8
MOST_CORRECTIONS = 6


def shorter_forms(key: str) -> set[str]:
    """The key and every form with one letter left out."""
    return {key} | {key[:index] + key[index + 1 :] for index in range(len(key))}


def correct(db: sqlite3.Connection, query: Query) -> tuple[Query, str]:
    """The query with unknown words replaced, and how it then reads («» where nothing was replaced)."""
    clauses: list[Clause] = []
    reading: list[str] = []
    changed = False
    for clause in query.clauses:
        near = _near_keys(db, clause) if _is_unknown(db, clause) else []
        if near:
            changed = True
            options = tuple(Option(((key,),), CORRECTED_WEIGHT) for key in near)
            clauses.append(replace(clause, options=(clause.own, *options)))
            reading.append(_surface(db, near[0]))
        else:
            clauses.append(clause)
            reading.extend(clause.tokens)
    return (replace(query, clauses=tuple(clauses)), " ".join(reading)) if changed else (query, "")


def _is_unknown(db: sqlite3.Connection, clause: Clause) -> bool:
    if len(clause.tokens) != 1 or len(clause.tokens[0]) < MIN_TYPED:
        return False
    keys = clause.own.words[0]
    return not _frequencies(db, keys)


def _near_keys(db: sqlite3.Connection, clause: Clause) -> list[str]:
    """Known keys one slip from the typed word or its stem, nearest to the whole word and most frequent first."""
    typed = fold(clause.tokens[0])
    forms = {form for key in (typed, *query_keys(clause.tokens[0])) for form in shorter_forms(key) if len(form) >= 3}
    marks = ",".join("?" * len(forms))
    found = {row[0] for row in db.execute(f"SELECT key FROM deletes WHERE shorter IN ({marks})", sorted(forms))}
    frequencies = _frequencies(db, found)
    return sorted(
        (key for key in found if key in frequencies),
        key=lambda key: (-_common_start(key, typed), -frequencies[key], key),
    )[:MOST_CORRECTIONS]


def _common_start(first: str, second: str) -> int:
    for index, (one, other) in enumerate(zip(first, second, strict=False)):
        if one != other:
            return index
    return min(len(first), len(second))


def _frequencies(db: sqlite3.Connection, keys: Iterable[str]) -> dict[str, int]:
    wanted = list(keys)
    marks = ",".join("?" * len(wanted))
    return dict(db.execute(f"SELECT term, doc FROM vocabulary WHERE term IN ({marks})", wanted).fetchall())


def _surface(db: sqlite3.Connection, key: str) -> str:
    row = db.execute("SELECT word FROM surfaces WHERE key = ?", (key,)).fetchone()
    return str(row[0]) if row else key
