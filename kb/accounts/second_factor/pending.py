"""A log-in between the password and the code: kept in the session for ten minutes, good for nothing else."""

import time
from typing import Any

from django.contrib.auth import get_user_model
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

_KEY = "second_factor"
_LASTS = 10 * 60


def begin(request: HttpRequest, user: Any, wanted: str) -> None:
    """``wanted``: where to go after the log-in, already checked."""
    request.session.cycle_key()
    request.session[_KEY] = {
        "user": user.pk,
        "password": user.get_session_auth_hash(),
        "backend": user.backend,
        "wanted": wanted,
        "at": time.time(),
    }


def person(request: HttpRequest) -> Any:
    """Whose password was right; None where nobody's, or too long ago, or the password has changed since."""
    known = request.session.get(_KEY)
    if known is None or time.time() - known["at"] > _LASTS:
        return None
    user = get_user_model().objects.filter(pk=known["user"], is_active=True).first()
    if user is None or not constant_time_compare(user.get_session_auth_hash(), known["password"]):
        return None
    user.backend = known["backend"]
    return user


def secret(request: HttpRequest, new: str) -> str:
    """The key that the set-up page shows: ``new`` the first time, then the same until the log-in is done."""
    known = request.session[_KEY]
    if "secret" not in known:
        request.session[_KEY] = known = {**known, "secret": new}
    return str(known["secret"])


def end(request: HttpRequest) -> str:
    """Forget it; returns where to go."""
    return str(request.session.pop(_KEY)["wanted"])
