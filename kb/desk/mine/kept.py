"""What was rendered of a person's own, kept until it changes.

The key names what it depends on: the content, the person, one of the two numbers of their own changes (Presence), the
day, the language and how the client is served. Thus a start page costs one question more than any other page.
"""

import hashlib
from collections.abc import Callable
from typing import Any, Literal

from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone, translation
from django.utils.safestring import SafeString

from kb.accounts.people import sees_the_same
from kb.content.models import ContentVersion
from kb.desk.mine.presence import presence_of
from kb.desk.phone.mode import client_mode

KEPT_SECONDS = 60 * 60


def kept(
    request: HttpRequest,
    name: str,
    render: Callable[[], SafeString],
    *also: Any,
    number: Literal["number", "opened"] = "number",
    seconds: int = KEPT_SECONDS,
) -> SafeString:
    """What ``render`` gave for this person since the last change of ``number``. ``also``: what else it depends on."""
    user = request.user
    presence = presence_of(user)
    parts = (
        name,
        user.pk,
        getattr(presence, number, 0),
        ContentVersion.current(),
        sees_the_same(user),
        timezone.localdate(),
        translation.get_language(),
        client_mode(request),
        also,
    )
    key = "desk:own:" + hashlib.sha256(repr(parts).encode()).hexdigest()
    found: SafeString | None = cache.get(key)
    if found is None:
        found = render()
        cache.set(key, found, seconds)
    return found
