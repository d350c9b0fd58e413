"""The embedded engine: SQLite FTS5 in a file of its own, for one machine and as the fallback everywhere.

Tokens are analysed in Python and stored ready, so FTS5 only splits at spaces. A query is answered in stages, so that
frequent words stay cheap: all words in titles and client's words, then all words anywhere, and only where that finds
little, any of the words in the strong fields. Only the worker writes; readers notice a replaced file and reopen it.
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

from kb.content.documents import EVERYONE
from search.analysis import fold, tokens
from search.documents import index_fields, stored_page, to_json
from search.engines.base import (
    Candidates,
    EngineUnavailable,
    Filters,
    Reader,
    StoredPage,
    Suggestion,
    Write,
)
from search.engines.embedded_schema import FTS_COLUMNS, RULES, SCHEMA
from search.engines.embedded_writer import Prepared, apply_writes
from search.engines.fts import all_of, any_of
from search.queries import Query
from search.spelling import MIN_TYPED, correct, reading, shorter_forms

STRONG_STAGE = "title words"
STRONG_FIELDS = "title words short headings"
#: With this many pages that have every word in title or client's words, pages with only some of them are noise.
ENOUGH = 5
#: With fewer pages that have every word, an unknown word may be a slip.
LITTLE = 3
SUGGEST_POOL = 300
MOST_COUNTS = 4000
BM25 = "bm25(fts, 10, 8, 5, 4, 1, 2)"


class EmbeddedEngine:
    """One index file. Connections are per thread and are reopened when the file has been replaced."""

    name = "embedded"

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()

    # --- reading ------------------------------------------------------------------------------------------

    def candidates(self, query: Query, reader: Reader, filters: Filters, today: date, most: int) -> Candidates:
        with self._reading() as db:
            return _Search(db, self._known_counts(db), reader, filters, today, most).run(query)

    def suggest(self, text: str, reader: Reader, today: date, size: int) -> list[Suggestion]:
        words = [fold(token) for token in tokens(text)][:6]
        if not words:
            return []
        match = " AND ".join(f'"{word}"*' for word in words)
        where, values = _visible(reader, Filters(), today)
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
        """How often keys occur, as far as it was asked since the last write: counting a frequent key takes long."""
        state = self._state(db)
        known: tuple[int, dict[str, int]] | None = getattr(self._local, "counts", None)
        if known is None or known[0] != state or len(known[1]) > MOST_COUNTS:
            known = self._local.counts = (state, {})
        return known[1]

    def count(self) -> int:
        with self._reading() as db:
            return _count(db)

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
            connection.execute("PRAGMA cache_size=-1000")  # KiB; the system keeps the file in memory for all processes
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


class _Search:
    """One query on one connection."""

    def __init__(
        self,
        db: sqlite3.Connection,
        known_counts: dict[str, int],
        reader: Reader,
        filters: Filters,
        today: date,
        most: int,
    ) -> None:
        self.db = db
        self.known_counts = known_counts
        self.reader = reader
        self.today = today
        self.most = most
        self.filters = filters
        self.where, self.values = _visible(reader, filters, today)

    def run(self, query: Query) -> Candidates:
        replaced: dict[str, str] = {}
        if query.clauses and len(self._some(all_of(query), LITTLE)) < LITTLE:
            query, replaced = correct(query, self)
        ids, complete = self._staged(query)
        pages = self._load(ids)
        return Candidates(
            query=query,
            pages=pages,
            complete=complete,
            corrected=reading(query, replaced, pages),
            collection=_count(self.db),
            counts=self.counts(query.keys()),
        )

    # --- what the correction of slips asks (search.spelling.Vocabulary) -------------------------------------

    def known(self, keys: Iterable[str]) -> dict[str, int]:
        """Counted over everything, then asked whether the reader may see at least one page with the key."""
        counts = self.counts(keys)
        return {key: number for key, number in counts.items() if self._some(f'"{key}"', 1)}

    def near(self, word: str, keys: Iterable[str]) -> set[str]:
        forms = {form for key in (word, *keys) for form in shorter_forms(key) if len(form) >= MIN_TYPED}
        marks = ",".join("?" * len(forms))
        return {row[0] for row in self.db.execute(f"SELECT key FROM deletes WHERE shorter IN ({marks})", sorted(forms))}

    def counts(self, keys: Iterable[str]) -> dict[str, int]:
        """In how many pages each key stands; keys that stand on none are left out."""
        known = self.known_counts
        wanted = list(dict.fromkeys(keys))
        new = [key for key in wanted if key not in known]
        if new:
            marks = ",".join("?" * len(new))
            known.update(dict.fromkeys(new, 0))
            known.update(self.db.execute(f"SELECT term, doc FROM vocabulary WHERE term IN ({marks})", new))
        return {key: known[key] for key in wanted if known[key]}

    def _staged(self, query: Query) -> tuple[list[int], bool]:
        """Pages worth ranking, and whether they are all that have every word."""
        found: dict[int, None] = {}
        if query.code:
            found |= dict.fromkeys(self._ids_by_code(query.code))
        if not query.clauses:
            return list(found), True
        found |= dict.fromkeys(self._best(all_of(query, STRONG_STAGE), self.most))
        if len(found) < ENOUGH and len(query.clauses) > 1:
            found |= dict.fromkeys(self._best(any_of(query, STRONG_FIELDS), self.most // 2))
        anywhere = self._some(all_of(query), self.most + 1)
        found |= dict.fromkeys(anywhere)
        return list(found)[: self.most], len(anywhere) <= self.most

    def _some(self, match: str, most: int) -> list[int]:
        """Matching pages in no particular order: nothing is scored, so a frequent word costs little."""
        rows = self.db.execute(
            f"""SELECT f.page_id FROM fts JOIN facets AS f ON f.page_id = fts.rowid
                WHERE fts MATCH ? AND {self.where} LIMIT ?""",
            (match, *self.values, most),
        )
        return [row[0] for row in rows]

    def _best(self, match: str, most: int) -> list[int]:
        """At most ``most`` matching pages; only where there are more are they scored and the best taken."""
        some = self._some(match, most + 1)
        if len(some) <= most:
            return some
        rows = self.db.execute(
            f"""SELECT f.page_id FROM fts JOIN facets AS f ON f.page_id = fts.rowid
                WHERE fts MATCH ? AND {self.where} ORDER BY {BM25} LIMIT ?""",
            (match, *self.values, most),
        )
        return [row[0] for row in rows]

    def _ids_by_code(self, code: str) -> list[int]:
        rows = self.db.execute(
            f"SELECT f.page_id FROM facets AS f WHERE f.code = ? AND {self.where}", (code, *self.values)
        )
        return [row[0] for row in rows]

    def _load(self, ids: Sequence[int]) -> tuple[StoredPage, ...]:
        if not ids:
            return ()
        marks = ",".join("?" * len(ids))
        columns = ", ".join(FTS_COLUMNS)
        rows = self.db.execute(f"SELECT page_id, payload, {columns} FROM docs WHERE page_id IN ({marks})", list(ids))
        try:
            by_id = {row[0]: stored_page(row[1], row[2:]) for row in rows}
        except (KeyError, TypeError, ValueError) as error:  # between an upgrade and the rebuild of its first start
            raise EngineUnavailable(f"The embedded index was made by other rules: {error!r}") from error
        return tuple(by_id[page_id] for page_id in ids if page_id in by_id)


def _visible(reader: Reader, filters: Filters, today: date) -> tuple[str, list[str]]:
    """SQL condition on ``facets AS f``: valid today, visible to the reader, of the kind and channel asked for."""
    day = today.isoformat()
    conditions = ["f.valid_from <= ?", "f.valid_to >= ?"]
    values = [day, day]
    if reader.tokens is not None:
        tokens_seen = sorted(reader.tokens | {EVERYONE})
        conditions.append("(" + " OR ".join("instr(f.access, ?) > 0" for _ in tokens_seen) + ")")
        values += [f" {token} " for token in tokens_seen]
    if filters.kind:
        conditions.append("f.kind = ?")
        values.append(filters.kind)
    for column, value in (("channels", filters.channel), ("audiences", filters.audience)):
        if value:
            conditions.append(f"instr(f.{column}, ?) > 0")
            values.append(f" {value} ")
    return " AND ".join(conditions), values


def _count(db: sqlite3.Connection) -> int:
    return int(db.execute("SELECT count(*) FROM facets").fetchone()[0])


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
