"""Writing into the embedded index: one batch, one transaction, stale writes refused."""

import sqlite3
from collections.abc import Sequence

from kb.content.documents import SearchDocument
from search.analysis import fold, index_keys, tokens
from search.documents import IndexFields
from search.engines.base import Write
from search.engines.embedded_schema import FTS_COLUMNS
from search.spelling import MIN_LENGTH, shorter_forms

Prepared = tuple[Write, IndexFields | None, str | None]
_COLUMNS = ", ".join(FTS_COLUMNS)
BEGINNING, END = "0001-01-01", "9999-12-31"


def apply_writes(db: sqlite3.Connection, prepared: Sequence[Prepared]) -> int:
    """Apply in order; returns how many took effect. A version lower than the stored one never does."""
    applied = 0
    for write, fields, payload in prepared:
        if _is_stale(db, write):
            continue
        _remove(db, write.page_id)
        if write.document is not None and fields is not None and payload is not None:
            _insert(db, write, write.document, fields, payload)
        else:
            db.execute("INSERT OR REPLACE INTO tombstones VALUES (?, ?)", (write.page_id, write.version))
        applied += 1
    db.execute(
        "INSERT INTO meta VALUES ('writes', '1') ON CONFLICT (name) DO UPDATE SET value = CAST(value AS INTEGER) + 1"
    )
    return applied


def _is_stale(db: sqlite3.Connection, write: Write) -> bool:
    row = db.execute(
        "SELECT max(version) FROM (SELECT version FROM docs WHERE page_id = ? "
        "UNION ALL SELECT version FROM tombstones WHERE page_id = ?)",
        (write.page_id, write.page_id),
    ).fetchone()
    return row[0] is not None and row[0] > write.version


def _remove(db: sqlite3.Connection, page_id: int) -> None:
    old = db.execute(f"SELECT {_COLUMNS} FROM docs WHERE page_id = ?", (page_id,)).fetchone()
    if old is not None:
        db.execute(f"INSERT INTO fts(fts, rowid, {_COLUMNS}) VALUES ('delete', ?, ?, ?, ?, ?, ?, ?)", (page_id, *old))
        db.execute("DELETE FROM docs WHERE page_id = ?", (page_id,))
        db.execute("DELETE FROM facets WHERE page_id = ?", (page_id,))
    for row_id, text in db.execute("SELECT id, text FROM suggest_text WHERE page_id = ?", (page_id,)).fetchall():
        db.execute("INSERT INTO suggest_fts(suggest_fts, rowid, text) VALUES ('delete', ?, ?)", (row_id, text))
    db.execute("DELETE FROM suggest_text WHERE page_id = ?", (page_id,))
    db.execute("DELETE FROM tombstones WHERE page_id = ?", (page_id,))


def _insert(db: sqlite3.Connection, write: Write, document: SearchDocument, fields: IndexFields, payload: str) -> None:
    values = tuple(getattr(fields, column) for column in FTS_COLUMNS)
    db.execute(
        f"INSERT INTO docs (page_id, version, hash, payload, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (document.page_id, write.version, document.content_hash(), payload, *values),
    )
    db.execute(f"INSERT INTO fts(rowid, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)", (document.page_id, *values))
    db.execute(
        "INSERT INTO facets VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
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
        ),
    )
    _insert_suggestions(db, document)
    _insert_spellings(db, document)


def _padded(values: Sequence[str]) -> str:
    return f" {' '.join(values)} "


def _insert_suggestions(db: sqlite3.Connection, document: SearchDocument) -> None:
    texts = [(document.title, 1), *((phrase, 0) for phrase in document.client_words)]
    for text, is_title in texts:
        folded = " ".join(fold(token) for token in tokens(text))
        cursor = db.execute(
            "INSERT INTO suggest_text (page_id, text, is_title) VALUES (?, ?, ?)", (document.page_id, folded, is_title)
        )
        db.execute("INSERT INTO suggest_fts(rowid, text) VALUES (?, ?)", (cursor.lastrowid, folded))


def _insert_spellings(db: sqlite3.Connection, document: SearchDocument) -> None:
    """Words of titles, client's words and short answers: what a slip may have been meant for."""
    words = {
        token for text in (document.title, *document.client_words, document.short_answer) for token in tokens(text)
    }
    for word in sorted(words):
        for key in index_keys(word):
            if len(word) < MIN_LENGTH or not key.isalpha():
                continue
            if db.execute("INSERT OR IGNORE INTO spelled VALUES (?, ?)", (fold(word), key)).rowcount:
                forms = shorter_forms(key) | shorter_forms(fold(word))
                db.executemany("INSERT OR IGNORE INTO deletes VALUES (?, ?)", [(form, key) for form in forms])
