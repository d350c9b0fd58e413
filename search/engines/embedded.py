"""The embedded engine: SQLite FTS5 in a file of its own, for one machine and as the fallback everywhere.

Tokens are analysed in Python and stored ready, so FTS5 only splits at spaces. How a query is answered stands in
search.engines.embedded_search. Only the worker writes; readers notice a replaced file and reopen it.
"""

import heapq
import os
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from search.analysis import fold, tokens
from search.documents import index_fields, to_json
from search.engines.base import (
    Candidates,
    EngineUnavailable,
    Filters,
    Reader,
    Suggestion,
    Write,
)
from search.engines.embedded_schema import RULES, SCHEMA
from search.engines.embedded_search import EmbeddedSearch, count, visible
from search.engines.embedded_writer import Prepared, apply_writes
from search.engines.limits import MOST_COUNTS
from search.queries import Query

SUGGEST_POOL = 300


class EmbeddedEngine:
    """One index file. Connections are per thread and are reopened when the file has been replaced."""

    name = "embedded"

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()
        self._counts: tuple[int, dict[str, int]] = (0, {})

    # --- reading ------------------------------------------------------------------------------------------

    def candidates(self, query: Query, reader: Reader, filters: Filters, today: date, most: int) -> Candidates:
        with self._reading() as db:
            return EmbeddedSearch(db, self._known_counts(db), reader, filters, today, most).run(query)

    def suggest(self, text: str, reader: Reader, today: date, size: int) -> list[Suggestion]:
        words = [fold(token) for token in tokens(text)][:6]
        if not words:
            return []
        match = " AND ".join(f'"{word}"*' for word in words)
        where, values = visible(reader, Filters(), today)
        with self._reading() as db:
            rows = db.execute(
                f"""SELECT f.page_id, f.code, f.kind, f.title, f.url, s.text, s.is_title
                    FROM (SELECT rowid FROM suggest_fts WHERE suggest_fts MATCH ? LIMIT {SUGGEST_POOL}) AS hit
                    JOIN suggest_text AS s ON s.id = hit.rowid
                    JOIN facets AS f ON f.page_id = s.page_id
                    WHERE {where}""",
                (match, *values),
            ).fetchall()
        return _best_suggestions(rows, words, size)

    def state(self) -> int | None:
        """Number of batches written to this very file, with the file's own number: a new file is another state."""
        with self._reading() as db:
            return self._state(db)

    def _state(self, db: sqlite3.Connection) -> int:
        row = db.execute("SELECT value FROM meta WHERE name = 'writes'").fetchone()
        return hash((os.stat(self.path).st_ino, row[0] if row else "0"))

    def _known_counts(self, db: sqlite3.Connection) -> dict[str, int]:
        """How often keys occur, as far as it was asked since the last write: counting a frequent key takes long.

        All threads share it; two that count the same key at once write the same number.
        """
        state, known = self._counts
        if state != self._state(db) or len(known) > MOST_COUNTS:
            known = {}
            self._counts = (self._state(db), known)
        return known

    def count(self) -> int:
        with self._reading() as db:
            return count(db)

    def hashes(self) -> Iterator[tuple[int, str]]:
        with self._reading() as db:
            yield from db.execute("SELECT page_id, hash FROM docs ORDER BY page_id").fetchall()

    # --- writing ------------------------------------------------------------------------------------------

    def create(self) -> None:
        """Create the file with its tables; an existing file of this version is kept."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self._writing() as db:
            db.executescript(SCHEMA)
            db.execute("INSERT OR REPLACE INTO meta VALUES ('rules', ?)", (RULES,))

    def is_current(self) -> bool:
        """Whether the file exists and was made by these very rules; otherwise it must be rebuilt."""
        try:
            with self._reading() as db:
                row = db.execute("SELECT value FROM meta WHERE name = 'rules'").fetchone()
                db.execute(
                    "SELECT rowid FROM fts WHERE fts MATCH '\"a\"' LIMIT 1"
                ).fetchone()  # a damaged one fails here
                db.execute("SELECT rowid FROM suggest_fts WHERE suggest_fts MATCH '\"a\"' LIMIT 1").fetchone()
        except EngineUnavailable:
            return False
        return row is not None and row[0] == RULES

    def apply(self, writes: Sequence[Write]) -> int:
        prepared = [_prepare(write) for write in writes]
        with self._writing() as db:
            return apply_writes(db, prepared)

    def refresh(self) -> None:
        """A committed batch is found at once."""

    # --- building anew ------------------------------------------------------------------------------------

    @property
    def lock_path(self) -> Path:
        return self.path

    @property
    def place(self) -> str:
        return str(self.path)

    def begin_rebuild(self) -> "EmbeddedEngine":
        fresh = EmbeddedEngine(self.path.with_suffix(".new"))
        _remove_files(fresh.path)
        fresh.create()
        return fresh

    def finish_rebuild(self, fresh: "EmbeddedEngine") -> None:
        """Everything from the write-ahead log into the file itself, then a rename: readers see the old or the new."""
        fresh._forget()
        with fresh._writing() as db:
            db.execute("INSERT INTO fts(fts) VALUES ('optimize')")
            db.execute("INSERT INTO strong(strong) VALUES ('optimize')")
        connection = sqlite3.connect(fresh.path)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode=DELETE")
        connection.close()
        for suffix in ("-wal", "-shm"):
            Path(f"{self.path}{suffix}").unlink(missing_ok=True)
        os.replace(fresh.path, self.path)

    def abandon_rebuild(self, fresh: "EmbeddedEngine") -> None:
        fresh._forget()
        _remove_files(fresh.path)

    # --- connections --------------------------------------------------------------------------------------

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        try:
            yield self._connection()
        except (sqlite3.DatabaseError, OSError) as error:
            self._forget()
            raise EngineUnavailable(f"Embedded index {self.path.name}: {error}") from error

    def _connection(self) -> sqlite3.Connection:
        stat = os.stat(self.path)
        identity = (stat.st_dev, stat.st_ino, os.getpid())
        if getattr(self._local, "identity", None) != identity:
            self._forget()
            connection = sqlite3.connect(f"file:{self.path}?mode=ro", uri=True, timeout=5, check_same_thread=False)
            connection.execute("PRAGMA query_only=1")
            connection.execute("PRAGMA cache_size=-8000")  # KiB, for each thread that reads
            self._local.connection, self._local.identity = connection, identity
        return self._local.connection  # type: ignore[no-any-return]

    def _forget(self) -> None:
        connection = getattr(self._local, "connection", None)
        if connection is not None and getattr(self._local, "identity", (0, 0, 0))[2] == os.getpid():
            connection.close()
        self._local.connection = self._local.identity = None

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        connection = sqlite3.connect(self.path, timeout=5, isolation_level=None)
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=NORMAL")
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            if connection.in_transaction:
                connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        finally:
            connection.close()


def _remove_files(path: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)


def _prepare(write: Write) -> Prepared:
    document = write.document
    return (write, index_fields(document), to_json(document)) if document else (write, None, None)


def _best_suggestions(rows: Iterable[tuple[Any, ...]], words: Sequence[str], size: int) -> list[Suggestion]:
    """Each page once: titles that begin with what was typed, then other titles, then client's words; short ones first.

    ``rows`` are of the query in ``suggest``: the page as a Suggestion, then the text found and whether it is the title.
    """
    typed = " ".join(words)
    best: dict[int, tuple[tuple[int, int, str], tuple[Any, ...]]] = {}
    for row in rows:
        text = row[5]
        order = (2 if not row[6] else 0 if text.startswith(typed) else 1, len(text), row[1])
        known = best.get(row[0])
        if known is None or order < known[0]:
            best[row[0]] = (order, row)
    return [Suggestion(*row[:5]) for _, row in heapq.nsmallest(size, best.values(), key=lambda entry: entry[0])]
