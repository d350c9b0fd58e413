from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from kb.backup.archive import DamagedArchive
from kb.backup.last import note_backup
from kb.backup.save import NothingThere, save


class Command(BaseCommand):
    help = "Save the database and the media in one file, and read it back. The index is not in it: it is rebuilt."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            manifest = save(file)
            note_backup()
        except (OSError, DatabaseError, DamagedArchive, NothingThere) as error:
            raise CommandError(f"Nothing was saved: {error}") from error
        rows = sum(manifest.rows.values())
        self.stdout.write(f"{file}: {rows} rows of {len(manifest.rows)} tables, {len(manifest.media)} files; verified.")
