"""``manage.py standard_coverage``: which live pages serve each row of the standard."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kb.content.coverage import coverage
from kb.content.loading.folder import SAMPLE_FOLDER, read_rows


class Command(BaseCommand):
    help = "Prints each row of the standard with the live pages that cover it; fails where a row has none."

    def handle(self, *args: Any, **options: Any) -> None:
        rows = coverage(read_rows(SAMPLE_FOLDER))
        for row, codes in rows.items():
            self.stdout.write(f"{row:<4} {', '.join(codes) or '-'}")
        uncovered = [row for row, codes in rows.items() if not codes]
        self.stdout.write(f"uncovered {len(uncovered)}")
        if uncovered:
            raise CommandError(f"no live page covers {', '.join(uncovered)}")
