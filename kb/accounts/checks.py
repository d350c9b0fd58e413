"""What keeps a production site from starting: demo accounts or a key that is not secret."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import DatabaseError


@register(Tags.security, deploy=True)
def demo_accounts_absent(app_configs: Any, **kwargs: Any) -> Sequence[CheckMessage]:
    """Error kb.E001 where an account of demo.py can log in with the public password."""
    from kb.accounts.demo import demo_accounts_present

    try:
        present = demo_accounts_present()
    except DatabaseError:
        return []  # No tables yet: there is no account either.
    if not present:
        return []
    names = ", ".join(present)
    return [Error(f"Demo accounts with the public password exist: {names}. Delete them.", id="kb.E001")]


def refuse_unsafe_start() -> None:
    """Called by the web server's entry point under production settings. Raises SystemExit with one clear line."""
    if settings.DEMO_ACCOUNTS:
        return
    problems = [str(message.msg) for message in demo_accounts_absent(None)]
    key = settings.SECRET_KEY
    if len(key) < 50 or len(set(key)) < 5 or key.startswith(("django-insecure", "only-for-tests")):
        problems.append("SECRET_KEY is a default or too short: set at least 50 random characters.")
    if problems:
        raise SystemExit("Not started. " + " ".join(problems))
