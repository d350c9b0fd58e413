from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from kb.accounts.demo import create_demo_accounts


class Command(BaseCommand):
    help = "Create the demo accounts (development settings only)."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO_ACCOUNTS:
            raise CommandError("Demo accounts exist in development settings only.")
        created = create_demo_accounts()
        self.stdout.write(f"Demo accounts created: {', '.join(created) or 'none, all exist'}")
