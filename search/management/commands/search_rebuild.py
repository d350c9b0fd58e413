from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.indexing.rebuild import RebuildFailed, rebuild
from search.service import embedded_engine


class Command(BaseCommand):
    help = "Rebuild the search index with no empty or stale window."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            result = rebuild(embedded_engine())
        except RebuildFailed as error:
            raise CommandError(f"The old index stays in use. {error}") from error
        self.stdout.write(f"Index rebuilt: {result.pages} pages.")
