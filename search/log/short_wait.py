"""Writing the log must not make a reader wait for another writer."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

MILLISECONDS = 50


@contextmanager
def short_wait() -> Iterator[None]:
    """Inside, a write to SQLite gives up after MILLISECONDS (OperationalError) instead of the usual twenty seconds.

    SQLite has one lock for all writers. PostgreSQL locks rows, and nobody else writes these.
    """
    if connection.vendor != "sqlite":
        yield
        return
    usual = int(connection.settings_dict["OPTIONS"].get("timeout", 5) * 1000)
    _wait_at_most(MILLISECONDS)
    try:
        yield
    finally:
        _wait_at_most(usual)


def _wait_at_most(milliseconds: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA busy_timeout = {milliseconds}")
