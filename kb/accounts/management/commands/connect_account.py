from typing import Any

from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from kb.accounts.sign_on.admission import hand_over
from kb.accounts.sign_on.configuration import is_on


class Command(BaseCommand):
    help = "Connect an account to the company account whose identifier (subject) the person was shown."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("subject")

    def handle(self, *args: Any, **options: Any) -> None:
        if not is_on():
            raise CommandError("Single sign-on is not configured (OIDC_ISSUER).")
        user = get_user_model().objects.filter(username=options["username"]).first()
        if user is None or user.is_superuser:
            raise CommandError("There is no such account, or it is a superuser's, which stays local.")
        key = {"provider": settings.OIDC_ISSUER, "uid": options["subject"]}
        if SocialAccount.objects.filter(**key).exists() or SocialAccount.objects.filter(user=user).exists():
            raise CommandError("The account or the identifier is connected already.")
        with transaction.atomic():
            SocialAccount.objects.create(user=user, **key)
            hand_over(user)
        self.stdout.write("Connected. The password kept here was taken away.")
