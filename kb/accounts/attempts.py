"""Wrong log-ins, as far as they must be remembered to lock a name out, and for how long log-ins are kept."""

import hashlib
import hmac
import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from axes.models import AccessAttempt, AccessLog
from django.conf import settings
from django.db.models.signals import pre_save
from django.http import HttpRequest
from django.utils import timezone

#: Who logged in when, and from where, is answered for this long.
KEPT = timedelta(days=90)
_NUMBER = re.compile(r"(?:\d\D?){5}")


def name_of_attempt(request: HttpRequest | None, credentials: Mapping[str, Any] | None = None) -> str:
    """The name that was typed, for axes. What may be the number of a person (five digits or more) is kept as a
    hash with the key of the site: enough to lock it out, and nobody reads it."""
    typed = (credentials or {}).get("username") or (request.POST.get("username", "") if request else "")
    if not _NUMBER.search(typed):
        return str(typed)[:150]
    return "number " + hmac.new(settings.SECRET_KEY.encode(), typed.encode(), hashlib.sha256).hexdigest()[:16]


def connect() -> None:
    """Called once by the app's ``ready``."""
    for model in (AccessAttempt, AccessLog):
        pre_save.connect(without_parameters, sender=model, dispatch_uid=f"kb.accounts.{model.__name__}")


def without_parameters(sender: Any, instance: Any, **kwargs: Any) -> None:
    """axes would keep what came with the request; nobody needs it to lock a name out."""
    for name in ("get_data", "post_data"):
        if hasattr(instance, name):
            setattr(instance, name, "")


def forget_old_log_ins() -> None:
    AccessLog.objects.filter(attempt_time__lt=timezone.now() - KEPT).delete()
    AccessAttempt.objects.filter(attempt_time__lt=timezone.now() - settings.AXES_COOLOFF_TIME).delete()
