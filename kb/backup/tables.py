"""The tables of a site as rows of plain values that mean the same on SQLite and PostgreSQL."""

import base64
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.apps.registry import Apps
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor

#: People log in again; the admin's own search index is made anew from what it indexes.
LEFT_OUT = {"django_session", "wagtailsearch_indexentry", "wagtailsearch_indexentry_fts"}
CHUNK = 500

#: Migrations a database has reached: the last of each app.
State = list[tuple[str, str]]


def reached(connection: BaseDatabaseWrapper) -> State:
    """The migrations that the database has and no other of its own app builds on."""
    loader = MigrationExecutor(connection).loader
    applied = set(loader.applied_migrations)
    graph = loader.graph
    reached = [
        (app, name)
        for app, name in applied
        if (app, name) in graph.nodes
        and not any(child.key in applied and child.key[0] == app for child in graph.node_map[app, name].children)
    ]
    return sorted(reached)


def apps_at(connection: BaseDatabaseWrapper, state: State) -> Apps:
    """The models as they were at these migrations: the tables that a database in this state has."""
    return MigrationExecutor(connection).loader.project_state(list(state)).apps


@dataclass(frozen=True, slots=True)
class Table:
    """One table with its columns in the order of its rows."""

    name: str
    key: str
    fields: tuple["models.Field[Any, Any]", ...]

    @property
    def columns(self) -> list[str]:
        return [str(field.column) for field in self.fields]

    def rows(self, connection: BaseDatabaseWrapper) -> Iterator[list[Any]]:
        """All rows in the order of their keys, each value as JSON can hold it."""
        readers = [_reader(connection, field) for field in self.fields]
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {self._columns(connection)} FROM {self._name(connection)} ORDER BY {self._key(connection)}"
            )
            while some := cursor.fetchmany(CHUNK):
                for row in some:
                    yield [plain(read(value)) for read, value in zip(readers, row, strict=True)]

    def insert(self, connection: BaseDatabaseWrapper, rows: Sequence[list[Any]]) -> None:
        marks = ", ".join(["%s"] * len(self.fields))
        statement = f"INSERT INTO {self._name(connection)} ({self._columns(connection)}) VALUES ({marks})"
        values = [
            [_stored(connection, field, value) for field, value in zip(self.fields, row, strict=True)] for row in rows
        ]
        with connection.cursor() as cursor:
            cursor.executemany(statement, values)

    def empty(self, connection: BaseDatabaseWrapper) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {self._name(connection)}")

    def count(self, connection: BaseDatabaseWrapper) -> int:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {self._name(connection)}")
            return int(cursor.fetchone()[0])

    def _name(self, connection: BaseDatabaseWrapper) -> str:
        return connection.ops.quote_name(self.name)

    def _key(self, connection: BaseDatabaseWrapper) -> str:
        return connection.ops.quote_name(self.key)

    def _columns(self, connection: BaseDatabaseWrapper) -> str:
        return ", ".join(connection.ops.quote_name(column) for column in self.columns)


def tables_of(apps: Apps) -> list[Table]:
    """Every table, by name; those of many-to-many fields among them."""
    found: dict[str, Table] = {}
    for model in apps.get_models(include_auto_created=True):
        meta = model._meta
        if meta.managed and not meta.proxy and not meta.swapped and meta.db_table not in LEFT_OUT:
            fields = tuple(field for field in meta.local_concrete_fields if not field.generated)
            found[meta.db_table] = Table(meta.db_table, str(meta.pk.column if meta.pk else ""), fields)
    return [found[name] for name in sorted(found)]


def plain(value: Any) -> Any:
    """As JSON can hold it, the same from every database."""
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, (Decimal, UUID)):
        return str(value)
    if isinstance(value, (bytes, memoryview)):
        return base64.b64encode(bytes(value)).decode()
    return value


def _reader(connection: BaseDatabaseWrapper, field: "models.Field[Any, Any]") -> Any:
    """What the database gives as Python values: SQLite keeps dates, numbers and truth in its own way."""
    column = models.expressions.Col(field.model._meta.db_table, field)
    converters = connection.ops.get_db_converters(column)

    def read(value: Any) -> Any:
        for convert in converters:
            value = convert(value, column, connection)
        return value

    return read


def _stored(connection: BaseDatabaseWrapper, field: "models.Field[Any, Any]", value: Any) -> Any:
    """The other way: a value of the file as this database takes it."""
    if value is None:
        return None
    kind = _kind(field)
    if kind == "DateTimeField":
        return connection.ops.adapt_datetimefield_value(datetime.fromisoformat(value))
    if kind == "DateField":
        return connection.ops.adapt_datefield_value(date.fromisoformat(value))
    if kind == "TimeField":
        return connection.ops.adapt_timefield_value(time.fromisoformat(value))
    if kind == "DecimalField":
        return connection.ops.adapt_decimalfield_value(Decimal(value))
    if kind == "UUIDField":
        return UUID(value) if connection.features.has_native_uuid_field else UUID(value).hex
    if kind == "BinaryField":
        return base64.b64decode(value)
    return value


def _kind(field: "models.Field[Any, Any]") -> str:
    """The type of the column; a reference has that of what it refers to."""
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    return str(field.get_internal_type())
