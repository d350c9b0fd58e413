from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from kb.backup.archive import ArchiveReader, DamagedArchive
from kb.backup.load import NotEmpty, load


class Command(BaseCommand):
    help = "Put a backup into an empty database and an empty folder of media, then rebuild the indexes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            archive = ArchiveReader(file)
            archive.verify()
            load(archive)
        except (OSError, DatabaseError, DamagedArchive, NotEmpty) as error:
            raise CommandError(f"Nothing was restored: {error}") from error
        manifest = archive.manifest
        self.stdout.write(
            f"{sum(manifest.rows.values())} rows and {len(manifest.media)} files of {manifest.made} are in place."
        )
        call_command("wagtail_update_index", verbosity=0)
        call_command("search_rebuild")
