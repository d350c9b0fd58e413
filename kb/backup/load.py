"""Put a backup into an empty place."""

from itertools import islice

from django.contrib.auth import get_user_model
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from kb.backup.archive import ArchiveReader, DamagedArchive
from kb.backup.save import stored_files
from kb.backup.tables import CHUNK, State, Table, apps_at, tables_of
from kb.content.models import KnowledgePage


class NotEmpty(Exception):
    """There is something already where the backup was to go; the message says what."""


def load(archive: ArchiveReader) -> None:
    """Fill the empty database and media of this site from a verified backup.

    Raises NotEmpty, and DamagedArchive where the backup is of a later version of the site. A backup of an earlier
    version is loaded into tables as they were then, which are afterwards migrated. All rows come in one transaction:
    after a failure the database has empty tables, and the same command can be given again.
    """
    state = archive.manifest.state
    _check_empty()
    _check_version(state)
    MigrationExecutor(connection).migrate(list(state))
    there = apps_at(connection, state)
    tables = tables_of(there)
    with connection.constraint_checks_disabled(), transaction.atomic():
        for table in tables:  # what migrations put there: the root of the page tree, the first site
            table.empty(connection)
        for table in tables:
            _fill(table, archive)
        connection.check_constraints()
        with connection.cursor() as cursor:
            models = there.get_models(include_auto_created=True)
            for statement in connection.ops.sequence_reset_sql(no_style(), models):
                cursor.execute(statement)
    call_command("migrate", verbosity=0, interactive=False)
    put_files(archive)


def put_files(archive: ArchiveReader) -> None:
    """The files to where this site keeps them. OSError where that cannot be written."""
    for name in archive.manifest.media:
        with archive.open(name) as part:
            default_storage.save(name, File(part, name))


def _check_version(state: State) -> None:
    """The tables will be made as the backup needs them, so they must neither be there nor be unknown."""
    loader = MigrationExecutor(connection).loader
    unknown = [f"{app}.{name}" for app, name in state if (app, name) not in loader.graph.nodes]
    if unknown:
        raise DamagedArchive(f"The backup is of another version of the site, with {', '.join(unknown)}.")
    needed = {node for target in state for node in loader.graph.forwards_plan(target)}
    later = sorted(f"{app}.{name}" for app, name in set(loader.applied_migrations) & loader.graph.nodes.keys() - needed)
    if later:
        raise NotEmpty(f"The database is of a later version than the backup ({', '.join(later)}). Give it a new one.")


def _check_empty() -> None:
    there = set(connection.introspection.table_names())
    for table in (get_user_model()._meta.db_table, KnowledgePage._meta.db_table):
        if table in there:
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT 1 FROM {connection.ops.quote_name(table)} LIMIT 1")  # noqa: S608
                if cursor.fetchone():
                    raise NotEmpty(f"The database has rows in {table} already; a backup goes into an empty one only.")
    name = next(stored_files(default_storage), None)
    if name:
        raise NotEmpty(f"There are media already, for example {name}; a backup goes where none are.")


def _fill(table: Table, archive: ArchiveReader) -> None:
    rows = archive.rows(table.name)
    while some := list(islice(rows, CHUNK)):
        table.insert(connection, some)
    number, wanted = table.count(connection), archive.manifest.rows[table.name]
    if number != wanted:
        raise DamagedArchive(f"{table.name} has {number} rows, {wanted} were saved.")
