"""``manage.py export_static DIR``: a copy of the knowledge base that opens without a server."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from kb.desk.export.edition import Access, Edition
from kb.desk.export.folder import NotReplaced
from kb.desk.export.write import write_copy


class Command(BaseCommand):
    help = "Writes a copy of the knowledge base into a folder, for the day when the server is down."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR", help="A new or empty folder, or an earlier copy.")
        parser.add_argument(
            "--access",
            choices=[access.value for access in Access],
            default=Access.EMPLOYEE.value,
            help="employee: what every employee may read (default); public: only text that may reach a client.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        edition = Edition(Access(options["access"]), timezone.localtime())
        try:
            number = write_copy(folder, edition)
        except NotReplaced as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"The copy was not written: {error.strerror}: {error.filename or folder}") from error
        self.stdout.write(f"{folder}: {number} pages, for {edition.access.value}.")
