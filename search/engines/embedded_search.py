"""One query on the embedded index, answered in stages, so that frequent words stay cheap.

All words in titles and client's words; only where that finds little, any of the words in the strong fields; both from
a narrow index of these fields alone. Then all words anywhere.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import date

from kb.content.documents import EVERYONE
from search.documents import stored_page
from search.engines.base import Candidates, EngineUnavailable, Filters, Reader, StoredPage
from search.engines.embedded_schema import FTS_COLUMNS
from search.engines.fts import all_of, any_of, excluded
from search.engines.limits import ENOUGH, LITTLE
from search.queries import Query
from search.spelling import MIN_TYPED, correct, reading, shorter_forms

STRONG_STAGE = "title words"
BM25 = "bm25(strong, 10, 8, 5, 4)"


class EmbeddedSearch:
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
        self.where, self.values = visible(reader, filters, today)

    def run(self, query: Query) -> Candidates:
        if query.excluded:
            self.where += " AND f.page_id NOT IN (SELECT rowid FROM fts WHERE fts MATCH ?)"
            self.values.append(excluded(query))
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
            collection=count(self.db),
            counts=self.counts(query.keys()),
        )

    # --- what the correction of slips asks (search.spelling.Vocabulary) -------------------------------------

    def stands(self, keys: Iterable[str]) -> bool:
        return bool(self.known(keys))

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
            found = self.db.execute(f"SELECT term, doc FROM vocabulary WHERE term IN ({marks})", new)
            known.update(dict.fromkeys(new, 0) | dict(found.fetchall()))
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
            found |= dict.fromkeys(self._best(any_of(query), self.most // 2))
        anywhere = self._some(all_of(query), self.most + 1)
        found |= dict.fromkeys(anywhere)
        return list(found)[: self.most], len(anywhere) <= self.most

    def _some(self, match: str, most: int) -> list[int]:
        return self._ids("fts", match, most)

    def _best(self, match: str, most: int) -> list[int]:
        """At most ``most`` pages matching in the strong fields; only of more are they scored and the best taken."""
        some = self._ids("strong", match, most + 1)
        return some if len(some) <= most else self._ids("strong", match, most, f"ORDER BY {BM25}")

    def _ids(self, table: str, match: str, most: int, order: str = "") -> list[int]:
        """Matching pages; without an order nothing is scored or sorted, so a frequent word costs little."""
        rows = self.db.execute(
            f"""SELECT f.page_id FROM {table} JOIN facets AS f ON f.page_id = {table}.rowid
                WHERE {table} MATCH ? AND {self.where} {order} LIMIT ?""",
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


def visible(reader: Reader, filters: Filters, today: date) -> tuple[str, list[str]]:
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


def count(db: sqlite3.Connection) -> int:
    return int(db.execute("SELECT count(*) FROM facets").fetchone()[0])
