"""Save the database, as it is at one moment, and the media."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.files.storage import Storage, default_storage
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone

from kb.backup.archive import ArchiveReader, ArchiveWriter, Manifest
from kb.backup.tables import apps_at, reached, tables_of


class NothingThere(Exception):
    """The database has no tables: it is not that of the site, or not yet."""


def save(path: Path) -> Manifest:
    """Write a backup to ``path`` and read it back. OSError where it cannot be written, NothingThere where the database
    has no tables; an older file then stays.

    The database is read as it is when the backup begins, while editors go on. Media are copied after it: a file that
    comes meanwhile is left for the next backup, and rows never speak of files that are not in it, unless somebody
    deletes one in these minutes.
    """
    archive = ArchiveWriter(path)
    try:
        with one_moment(connection):
            state = reached(connection)
            if not state:
                raise NothingThere("The database has no tables. Are DATABASE_URL and DATA_DIR those of the site?")
            for table in tables_of(apps_at(connection, state)):
                archive.table(table.name, table.rows(connection))
        for name in stored_files(default_storage):
            with default_storage.open(name) as source:
                archive.file(name, source)
        archive.finish(timezone.now().isoformat(timespec="seconds"), state)
    except BaseException:
        archive.abandon()
        raise
    written = ArchiveReader(path)
    written.verify()
    return written.manifest


@contextmanager
def one_moment(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """What is read inside belongs together; nobody who writes has to wait."""
    begin = "BEGIN DEFERRED" if connection.vendor == "sqlite" else "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
    with connection.cursor() as cursor:
        cursor.execute(begin)
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def stored_files(storage: Storage, folder: str = "") -> Iterator[str]:
    """Names of all files; none where nothing has been uploaded yet."""
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    within = f"{folder}/" if folder else ""
    for name in sorted(files):
        yield f"{within}{name}"
    for name in sorted(folders):
        yield from stored_files(storage, f"{within}{name}")
