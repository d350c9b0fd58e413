"""Triggers that refuse to change or delete evidence, whoever asks the database for it.

They are put in place after every migration, not by one: SQLite builds a table anew to change it, and its triggers are
gone. Whoever owns the database can take them away; what was done then shows in the chain (acknowledging.chain).
"""

from collections.abc import Iterator

from django.db.backends.base.base import BaseDatabaseWrapper

#: Written out: this runs while models may be ahead of the tables.
TABLES = (
    "learning_standardversion",
    "learning_acknowledgement",
    # Wagtail's log: who did what to which page or snippet.
    "wagtailcore_pagelogentry",
    "wagtailcore_modellogentry",
)
EVENTS = ("UPDATE", "DELETE")
_REFUSE = "learning_refuse"


def names() -> Iterator[tuple[str, str, str]]:
    """Name, table and event of each trigger."""
    for table in TABLES:
        for event in EVENTS:
            yield f"{table}_no_{event.lower()}", table, event


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Names of the triggers that are not there."""
    there = _there(connection)
    return [name for name, _table, _event in names() if name not in there]


def put_in_place(connection: BaseDatabaseWrapper) -> None:
    """Create what is missing, where the tables are there; asks once where nothing is."""
    lacking = missing(connection)
    tables = connection.introspection.table_names() if lacking else []
    with connection.cursor() as cursor:
        for name, table, event in names():
            if name in lacking and table in tables:
                for statement in _statements(connection.vendor, name, table, event):
                    cursor.execute(statement)


def _there(connection: BaseDatabaseWrapper) -> set[str]:
    question = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(question)
        return {row[0] for row in cursor.fetchall()}


def _statements(vendor: str, name: str, table: str, event: str) -> tuple[str, ...]:
    if vendor == "sqlite":
        refuse = "SELECT RAISE(ABORT, 'This record is never changed or deleted.')"
        return (f"CREATE TRIGGER {name} BEFORE {event} ON {table} BEGIN {refuse}; END",)
    return (
        f"CREATE OR REPLACE FUNCTION {_REFUSE}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE EXCEPTION 'This record is never changed or deleted.' USING ERRCODE = 'restrict_violation'; END $$",
        f"DROP TRIGGER IF EXISTS {name} ON {table}",  # one that was switched off counts as missing
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {_REFUSE}()",
    )
