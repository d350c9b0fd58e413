"""States that come by time or by an administrator, set in the database of the running site and taken back."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

from tools.served import Served


@contextmanager
def changed(site: Served, *, overdue: str, withdrawn: str, closed: str) -> Iterator[None]:
    """The pages with these codes are overdue, withdrawn, and open to no group."""
    before = _run(
        site, "SELECT review_by, valid_to, code FROM content_knowledgepage WHERE code IN (?, ?)", overdue, withdrawn
    )
    _run(site, "UPDATE content_knowledgepage SET review_by = '2026-01-01' WHERE code = ?", overdue)
    _run(site, "UPDATE content_knowledgepage SET valid_to = '2026-01-01' WHERE code = ?", withdrawn)
    _run(
        site,
        "INSERT INTO wagtailcore_pageviewrestriction (page_id, restriction_type, password)"
        " SELECT page_ptr_id, 'groups', '' FROM content_knowledgepage WHERE code = ?",
        closed,
    )
    try:
        yield
    finally:
        for row in before:
            _run(site, "UPDATE content_knowledgepage SET review_by = ?, valid_to = ? WHERE code = ?", *row)
        _run(site, "DELETE FROM wagtailcore_pageviewrestriction")


def _run(site: Served, statement: str, *values: str) -> list[tuple[str, ...]]:
    """Run it and raise the content version, so that readers see the change with their next request."""
    with closing(sqlite3.connect(site.log.parent / "data" / "db.sqlite3", timeout=20)) as database, database:
        rows = database.execute(statement, values).fetchall()
        database.execute("UPDATE content_contentversion SET number = number + 1")
    return rows
