"""Tables of the embedded index file."""

#: Raise it with every change of the schema or of search/analysis.py: indexes made by other rules are rebuilt at start.
RULES = "7"

FTS_COLUMNS = ("title", "words", "short", "headings", "body", "exact")
#: What most questions are answered from: an index of these alone is a fraction of the whole, and as much faster.
STRONG_COLUMNS = FTS_COLUMNS[:4]

#: ``docs`` holds the text once (FTS5 reads it as external content); ``facets`` is the narrow row that filters and
#: counts join; ``deletes`` finds the keys that were meant where a word is one slip off. Open dates are stored as the
#: ends of time.
SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS docs (
    page_id INTEGER PRIMARY KEY, version INTEGER NOT NULL, hash TEXT NOT NULL, payload TEXT NOT NULL,
    title TEXT NOT NULL, words TEXT NOT NULL, short TEXT NOT NULL, headings TEXT NOT NULL, body TEXT NOT NULL,
    exact TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS facets (
    page_id INTEGER PRIMARY KEY, code TEXT NOT NULL, kind TEXT NOT NULL, title TEXT NOT NULL, url TEXT NOT NULL,
    channels TEXT NOT NULL, audiences TEXT NOT NULL, access TEXT NOT NULL,
    valid_from TEXT NOT NULL, valid_to TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS facets_code ON facets (code);
CREATE TABLE IF NOT EXISTS tombstones (page_id INTEGER PRIMARY KEY, version INTEGER NOT NULL);
CREATE VIRTUAL TABLE IF NOT EXISTS fts USING fts5(
    title, words, short, headings, body, exact,
    content='docs', content_rowid='page_id', tokenize="unicode61 remove_diacritics 0"
);
CREATE VIRTUAL TABLE IF NOT EXISTS strong USING fts5(
    title, words, short, headings, content='docs', content_rowid='page_id', tokenize="unicode61 remove_diacritics 0"
);
CREATE VIRTUAL TABLE IF NOT EXISTS vocabulary USING fts5vocab('fts', 'row');
CREATE TABLE IF NOT EXISTS suggest_text (
    id INTEGER PRIMARY KEY, page_id INTEGER NOT NULL, text TEXT NOT NULL, is_title INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS suggest_page ON suggest_text (page_id);
CREATE VIRTUAL TABLE IF NOT EXISTS suggest_fts USING fts5(
    text, content='suggest_text', content_rowid='id', prefix='1 2 3', detail=none,
    tokenize="unicode61 remove_diacritics 0"
);
CREATE TABLE IF NOT EXISTS deletes (shorter TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY (shorter, key)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS spelled (word TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY (word, key)) WITHOUT ROWID;
"""
