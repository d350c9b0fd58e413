"""A sign that joins the searches of one person on one day and says nothing else.

It is an HMAC of the session's key; its key is made from SECRET_KEY and the date. Tomorrow the same person has another
one, and from the database alone nobody can get from it to a session, let alone to a user. (With SECRET_KEY it could
be computed again for a session that still exists; sessions end after nine hours.)
"""

import hmac
from datetime import date

from django.conf import settings


def daily_token(session_key: str, day: date) -> str:
    """32 characters, the same for one session all day long."""
    daily_key = hmac.digest(settings.SECRET_KEY.encode(), f"search.log {day.isoformat()}".encode(), "sha256")
    return hmac.digest(daily_key, session_key.encode(), "sha256").hex()[:32]
