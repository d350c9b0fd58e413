"""Writing the log must not make a reader wait for another writer."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.db.utils import Error as AnyDatabaseError

log = logging.getLogger("search.log")

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


def note(what: str, write: Callable[[], object]) -> None:
    """Do ``write`` in a transaction if the database takes it at once; a lost note is better than a desk that waits.

    ``what`` says in the log of the server what was lost.
    """
    try:
        with short_wait(), transaction.atomic():
            write()
    except AnyDatabaseError as error:
        log.warning("Not written down: %s (%s)", what, error)


def _wait_at_most(milliseconds: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA busy_timeout = {milliseconds}")
