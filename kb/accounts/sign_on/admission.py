"""Who comes in with the company's account, and which account here is theirs.

The rules and their reasons are in docs/decisions/0017-single-sign-on.md.
"""

import logging
from enum import StrEnum
from typing import Any

from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from wagtail.log_actions import log

from kb.accounts.sign_on.claims import Claims
from kb.accounts.sign_on.groups import apply_groups, groups_for

logger = logging.getLogger(__name__)


class Reason(StrEnum):
    """Why somebody whom the provider knows does not come in."""

    NO_GROUP = "no group"
    DEACTIVATED = "deactivated"
    NOT_CONNECTED = "not connected"
    SUPERUSER = "superuser"
    AGAIN = "try again"
    CANCELLED = "cancelled"
    FAILED = "failed"
    UNREACHABLE = "unreachable"


class Refused(Exception):
    def __init__(self, reason: Reason, subject: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.subject = subject


def admit(account: SocialAccount, known: Any, claims: Claims) -> Any:
    """The account here of the person whom the provider has identified, with the groups of today. Raises Refused.

    ``known`` is whose ``account`` is already; otherwise ``account`` is connected and saved. Somebody known who has lost
    every group loses them here as well.
    """
    if claims.groups is None:
        logger.warning("single sign-on: the provider sent no claim %s (OIDC_GROUPS_CLAIM)", settings.OIDC_GROUPS_CLAIM)
    try:
        return _admit(account, known, claims)
    except IntegrityError as error:  # the same person in two windows, both for the first time
        raise Refused(Reason.AGAIN, claims.subject) from error


def _admit(account: SocialAccount, known: Any, claims: Claims) -> Any:
    _may_come_in(known, claims)
    wanted = groups_for(claims)
    if known is not None:
        with transaction.atomic():
            apply_groups(known, wanted)
    if not wanted:
        raise Refused(Reason.NO_GROUP, claims.subject)
    if known is not None:
        return known
    with transaction.atomic():
        user = _same_person(claims) or _new_person(claims)
        account.user = user
        account.save()
        apply_groups(user, wanted)
    return user


def _may_come_in(user: Any, claims: Claims) -> None:
    if user is not None and not user.is_active:
        raise Refused(Reason.DEACTIVATED, claims.subject)
    if user is not None and user.is_superuser:
        raise Refused(Reason.SUPERUSER, claims.subject)


def _same_person(claims: Claims) -> Any:
    """The account made here with the e-mail that the provider has verified; None where nobody has that e-mail or name.

    An account that could be theirs without being proved so is neither taken over nor doubled.
    """
    people = get_user_model().objects
    email = claims.email or claims.unverified_email
    with_email = list(people.filter(email__iexact=email)) if email else []
    if claims.email and len(with_email) == 1:
        (user,) = with_email
        _may_come_in(user, claims)
        if not SocialAccount.objects.filter(user=user).exists():
            hand_over(user)
            return user
    if with_email or people.filter(username__iexact=claims.username).exists():
        raise Refused(Reason.NOT_CONNECTED, claims.subject)
    return None


def hand_over(user: Any) -> None:
    """From now on the provider decides who this is: the password kept here would be a second door past it."""
    user.set_unusable_password()
    user.save(update_fields=["password"])
    log(user, "wagtail.edit", user=user, data={"single_sign_on": "connected"})


def _new_person(claims: Claims) -> Any:
    username = claims.username[:150]
    try:
        UnicodeUsernameValidator()(username)
    except ValidationError as error:
        raise Refused(Reason.NOT_CONNECTED, claims.subject) from error
    user = get_user_model().objects.create_user(
        username, email=claims.email, first_name=claims.first_name, last_name=claims.last_name
    )
    log(user, "wagtail.create", user=user, data={"single_sign_on": "created"})
    return user
