"""``manage.py load_sample``: the sample content, as often as one likes."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kb.content.loading.folder import SAMPLE_FOLDER
from kb.content.loading.loader import load_sample
from kb.content.loading.reading import SampleError


class Command(BaseCommand):
    help = (
        "Loads the sample content from its files. What a person has changed or deleted is left alone and named in "
        "the report. Where the files have problems, all of them are printed with file and line and nothing is loaded."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--folder", type=Path, default=SAMPLE_FOLDER, help="Folder of the files (default: the repository's sample)."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = load_sample(options["folder"])
        except SampleError as error:
            raise CommandError(f"{error}\n{len(error.problems)} problems, nothing loaded") from error
        for line in report.lines():
            self.stdout.write(line)
