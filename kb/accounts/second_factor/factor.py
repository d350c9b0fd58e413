"""The second factor of a password: a code of an authenticator app, or a recovery code, each used once."""

import logging
from datetime import timedelta
from typing import Any

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, validate_totp_code
from allauth.mfa.utils import decrypt
from cryptography.fernet import InvalidToken
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from kb.accounts.roles import ADMINISTRATOR
from kb.accounts.sign_on.configuration import is_on

logger = logging.getLogger(__name__)


def needed(user: Any) -> bool:
    """Whether ``user``'s password alone does not let in: while single sign-on is on, that of administrators, and of
    whoever has a second factor already."""
    if not is_on():
        return False
    return user.is_superuser or user.groups.filter(name=ADMINISTRATOR).exists() or has_factor(user)


def has_factor(user: Any) -> bool:
    return bool(Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists())


def set_up(user: Any, secret: str) -> list[str]:
    """Keep the app's key; returns the recovery codes, to be shown once. IntegrityError where there is a key already."""
    with transaction.atomic():
        TOTP.activate(user, secret)
        codes: list[str] = RecoveryCodes.activate(user).get_unused_codes()
        log(user, "wagtail.edit", user=user, data={"second_factor": "set up"})
    return codes


def accepts(user: Any, code: str) -> bool:
    """Whether ``code`` is the app's of now or a recovery code, and was not used before. It is used up by this."""
    try:
        with transaction.atomic():
            ways = {way.type: way for way in Authenticator.objects.select_for_update().filter(user=user)}
            return _accepts_of_app(ways.get(Authenticator.Type.TOTP), code) or (
                Authenticator.Type.RECOVERY_CODES in ways
                and bool(RecoveryCodes(ways[Authenticator.Type.RECOVERY_CODES]).validate_code(code))
            )
    except InvalidToken:
        logger.error("second factor: kept under another SECRET_KEY; forget_second_factor lets a new one be set up")
        return False


def _accepts_of_app(totp: Authenticator | None, code: str) -> bool:
    if totp is None or not _fresh(totp, code) or not validate_totp_code(decrypt(totp.data["secret"]), code):
        return False
    totp.data["last"] = code
    totp.last_used_at = timezone.now()
    totp.save(update_fields=["data", "last_used_at"])
    return True


def _fresh(totp: Authenticator, code: str) -> bool:
    """A code holds for half a minute, in which whoever has seen it typed must not use it again.

    In the database, not in the cache as allauth has it: each process has a cache of its own.
    """
    holds = timedelta(seconds=app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 1))
    recently = totp.last_used_at is not None and timezone.now() - totp.last_used_at < holds
    return not (recently and totp.data.get("last") == code)


def forget(user: Any) -> bool:
    """Take the second factor away; the next log-in sets up a new one. False where there was none."""
    number, _by_model = Authenticator.objects.filter(user=user).delete()
    return bool(number)
