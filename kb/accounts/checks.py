"""What keeps a site from starting: half a single sign-on, half a bucket for uploaded files; in production also demo
accounts or a key known to all."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import DatabaseError

from kb.accounts.sign_on import configuration
from kb.settings.media import media_problems


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


@register(Tags.security, deploy=True)
def sign_on_complete(app_configs: Any, **kwargs: Any) -> Sequence[CheckMessage]:
    """Error kb.E002 where single sign-on or log-in by a header is configured by halves."""
    return [Error(problem, id="kb.E002") for problem in configuration.problems()]


@register(Tags.files)
def bucket_complete(app_configs: Any, **kwargs: Any) -> Sequence[CheckMessage]:
    """Error kb.E003 where the bucket for uploaded files is configured by halves, or its packages are not there."""
    return [Error(problem, id="kb.E003") for problem in media_problems(settings.STORAGES["default"])]


def refuse_unsafe_start() -> None:
    """Called by the web server's entry point. Raises SystemExit with one clear line."""
    problems = configuration.problems() + media_problems(settings.STORAGES["default"])
    if not settings.DEMO_ACCOUNTS:
        problems += _unsafe_in_production()
    if problems:
        raise SystemExit("Not started. " + " ".join(problems))


def _unsafe_in_production() -> list[str]:
    problems = [str(message.msg) for message in demo_accounts_absent(None)]
    key = settings.SECRET_KEY
    if len(key) < 50 or len(set(key)) < 5 or key.startswith(("django-insecure", "only-for-tests")):
        problems.append("SECRET_KEY is a default or too short: set at least 50 random characters.")
    return problems
