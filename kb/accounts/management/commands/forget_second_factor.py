from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser

from kb.accounts.second_factor.factor import forget


class Command(BaseCommand):
    help = "Forget the authenticator app and the recovery codes of an account; the next log-in sets up new ones."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: Any, **options: Any) -> None:
        user = get_user_model().objects.filter(username=options["username"]).first()
        if user is None or not forget(user):
            raise CommandError("There is no such account, or it has no second factor.")
        self.stdout.write("Forgotten.")
