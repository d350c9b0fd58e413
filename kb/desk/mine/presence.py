"""When a person was last here, so that they can be shown what has changed since.

A *stay* is a time in which a person shows signs of life (the start page, the news, a page opened in the browser) with
no pause of four hours or more between them. A lunch break or a second log-in does not end it, a night does. «Since I
was last here» is the last sign of life of the stay before this one; in a person's first stay it is the first sign of
life, so nothing from before their first day counts as news.
"""

from datetime import datetime, timedelta
from typing import Any

from kb.desk.models import Presence
from search.log.short_wait import note

#: A pause that ends a stay.
PAUSE = timedelta(hours=4)
#: A sign of life sooner after the last one is not worth a write.
WRITTEN_EVERY = timedelta(minutes=5)
#: For the log of the server, where it could not be written.
WHAT = "that a person is here"
#: Remembered on the user object, which lives as long as the request.
_KNOWN = "_kb_presence"


def presence_of(user: Any) -> Presence | None:
    """As it was when it was first asked for in this request; None for who was never here."""
    if not hasattr(user, _KNOWN):
        # By its key alone: ``first()`` would sort, and this is asked with every view of the start page.
        setattr(user, _KNOWN, next(iter(Presence.objects.filter(user_id=user.pk)), None))
    known: Presence | None = getattr(user, _KNOWN)
    return known


def seen_now(user: Any, now: datetime) -> Presence:
    """Take note that the person is here at ``now``; returns their presence, ``left`` moved on where a stay begins.

    A lost note is better than a desk that waits: where the database does not answer at once, it is only logged.
    """
    presence = presence_of(user)
    if presence is None:
        presence = Presence(user=user, began=now, last=now)
        note(WHAT, lambda: Presence.objects.get_or_create(user=user, defaults={"began": now, "last": now}))
    elif now - presence.last >= WRITTEN_EVERY:
        before = presence.last
        presence.left = before if now - before >= PAUSE else presence.left
        presence.last = now
        # Of two requests at once one moves the row; the other found it as it was and comes to the same.
        moved = {"left": presence.left, "last": now}
        note(WHAT, lambda: Presence.objects.filter(user=user, last=before).update(**moved))
    return presence
