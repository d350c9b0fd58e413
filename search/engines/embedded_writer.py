"""Writing into the embedded index: one batch, one transaction, stale writes refused.

Each table is asked and written once for the whole batch; SQLite then spends its time on the rows, not on statements.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from kb.content.documents import SearchDocument
from search.analysis import fold, folded, index_keys, tokens
from search.documents import IndexFields
from search.engines.base import Write
from search.engines.embedded_schema import FTS_COLUMNS, STRONG_COLUMNS
from search.spelling import MIN_LENGTH, shorter_forms

Prepared = tuple[Write, IndexFields | None, str | None]
#: A live page ready to be stored: its version, document, analysed text and the document as JSON.
_Row = tuple[int, SearchDocument, tuple[str, ...], str]
_COLUMNS = ", ".join(FTS_COLUMNS)
_MARKS = ", ".join("?" * len(FTS_COLUMNS))
_STRONG = ", ".join(STRONG_COLUMNS)
_STRONG_MARKS = ", ".join("?" * len(STRONG_COLUMNS))
BEGINNING, END = "0001-01-01", "9999-12-31"
#: Parameters of one statement; older SQLite takes no more than 999.
MOST_PARAMETERS = 900


def apply_writes(db: sqlite3.Connection, prepared: Sequence[Prepared]) -> int:
    """Apply in order; returns how many took effect. A version lower than the stored one never does."""
    versions = _stored_versions(db, [write.page_id for write, _, _ in prepared])
    latest: dict[int, Prepared] = {}
    applied = 0
    for item in prepared:
        write = item[0]
        if versions.get(write.page_id, write.version) > write.version:
            continue
        versions[write.page_id] = write.version
        latest[write.page_id] = item
        applied += 1
    _remove(db, list(latest))
    _insert(db, list(_live(latest.values())))
    gone = [(write.page_id, write.version) for write, _, _ in latest.values() if write.document is None]
    db.executemany("INSERT OR REPLACE INTO tombstones VALUES (?, ?)", gone)
    db.execute(
        "INSERT INTO meta VALUES ('writes', '1') ON CONFLICT (name) DO UPDATE SET value = CAST(value AS INTEGER) + 1"
    )
    return applied


def _live(writes: Iterable[Prepared]) -> Iterator[_Row]:
    for write, fields, payload in writes:
        if write.document is not None and fields is not None and payload is not None:
            yield write.version, write.document, tuple(getattr(fields, name) for name in FTS_COLUMNS), payload


def _stored_versions(db: sqlite3.Connection, ids: Sequence[int]) -> dict[int, int]:
    """The version of each page that is stored or was removed."""
    found: dict[int, int] = {}
    for table in ("docs", "tombstones"):
        for page_id, version in _among(db, f"SELECT page_id, version FROM {table} WHERE page_id", ids):
            found[page_id] = max(version, found.get(page_id, version))
    return found


def _among(db: sqlite3.Connection, start: str, values: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
    """Rows of ``start … IN (values)``, in as many statements as parameters allow."""
    for first in range(0, len(values), MOST_PARAMETERS):
        some = values[first : first + MOST_PARAMETERS]
        yield from db.execute(f"{start} IN ({', '.join('?' * len(some))})", some).fetchall()


def _remove(db: sqlite3.Connection, ids: Sequence[int]) -> None:
    """Whatever the index has of these pages. FTS5 forgets words only where it is told which they were."""
    old = list(_among(db, f"SELECT page_id, {_COLUMNS} FROM docs WHERE page_id", ids))
    db.executemany(f"INSERT INTO fts(fts, rowid, {_COLUMNS}) VALUES ('delete', ?, {_MARKS})", old)
    db.executemany(
        f"INSERT INTO strong(strong, rowid, {_STRONG}) VALUES ('delete', ?, {_STRONG_MARKS})",
        [row[: 1 + len(STRONG_COLUMNS)] for row in old],
    )
    spoken = list(_among(db, "SELECT id, text FROM suggest_text WHERE page_id", ids))
    db.executemany("INSERT INTO suggest_fts(suggest_fts, rowid, text) VALUES ('delete', ?, ?)", spoken)
    db.executemany("DELETE FROM suggest_text WHERE id = ?", [row[:1] for row in spoken])
    for table in ("docs", "facets", "tombstones"):
        db.executemany(f"DELETE FROM {table} WHERE page_id = ?", [(page_id,) for page_id in ids])


def _insert(db: sqlite3.Connection, rows: Sequence[_Row]) -> None:
    db.executemany(
        f"INSERT INTO docs (page_id, version, hash, payload, {_COLUMNS}) VALUES (?, ?, ?, ?, {_MARKS})",
        [
            (document.page_id, version, document.content_hash(), payload, *values)
            for version, document, values, payload in rows
        ],
    )
    db.executemany(
        f"INSERT INTO fts(rowid, {_COLUMNS}) VALUES (?, {_MARKS})",
        [(document.page_id, *values) for _, document, values, _ in rows],
    )
    db.executemany(
        f"INSERT INTO strong(rowid, {_STRONG}) VALUES (?, {_STRONG_MARKS})",
        [(document.page_id, *values[: len(STRONG_COLUMNS)]) for _, document, values, _ in rows],
    )
    documents = [document for _, document, _, _ in rows]
    db.executemany(
        "INSERT INTO facets VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", [_facets(document) for document in documents]
    )
    _insert_suggestions(db, documents)
    _insert_spellings(db, documents)


def _facets(document: SearchDocument) -> tuple[Any, ...]:
    return (
        document.page_id,
        document.code,
        document.kind,
        document.title,
        document.url,
        _padded(document.channels),
        _padded(document.audiences),
        _padded(document.access),
        document.valid_from.isoformat() if document.valid_from else BEGINNING,
        document.valid_to.isoformat() if document.valid_to else END,
    )


def _padded(values: Sequence[str]) -> str:
    return f" {' '.join(values)} "


def _insert_suggestions(db: sqlite3.Connection, documents: Sequence[SearchDocument]) -> None:
    highest = db.execute("SELECT max(id) FROM suggest_text").fetchone()[0] or 0
    texts = [
        (document.page_id, folded(text), is_title)
        for document in documents
        for text, is_title in ((document.title, 1), *((phrase, 0) for phrase in document.client_words))
    ]
    rows = [(number, *text) for number, text in enumerate(texts, start=highest + 1)]
    db.executemany("INSERT INTO suggest_text (id, page_id, text, is_title) VALUES (?, ?, ?, ?)", rows)
    db.executemany("INSERT INTO suggest_fts(rowid, text) VALUES (?, ?)", [(row[0], row[2]) for row in rows])


def _insert_spellings(db: sqlite3.Connection, documents: Sequence[SearchDocument]) -> None:
    """Words of titles, client's words and short answers: what a slip may have been meant for."""
    words = {
        token
        for document in documents
        for text in (document.title, *document.client_words, document.short_answer)
        for token in tokens(text)
    }
    pairs = {pair for word in words for pair in _spelled(word)}
    known = set(_among(db, "SELECT word, key FROM spelled WHERE word", sorted({word for word, _ in pairs})))
    fresh = sorted(pairs - known)
    db.executemany("INSERT INTO spelled VALUES (?, ?)", fresh)
    forms = {(form, key) for word, key in fresh for form in shorter_forms(key) | shorter_forms(word)}
    db.executemany("INSERT OR IGNORE INTO deletes VALUES (?, ?)", sorted(forms))


@lru_cache(maxsize=4096)
def _spelled(word: str) -> tuple[tuple[str, str], ...]:
    """The folded word with each key it is found by; short words have too many neighbours to be guessed."""
    if len(word) < MIN_LENGTH:
        return ()
    return tuple((fold(word), key) for key in index_keys(word) if key.isalpha())
