"""A number for each request, the same in the answer, in every line of the log and in the log of the proxy."""

import re
import uuid
from contextvars import ContextVar

HEADER = "X-Request-ID"
#: What proxies make (Caddy: UUID; nginx: 32 hexadecimal digits). Anything else could be text that a client sent.
_WELL_FORMED = re.compile(r"[0-9a-f]{8}(-?)[0-9a-f]{4}\1[0-9a-f]{4}\1[0-9a-f]{4}\1[0-9a-f]{12}")

#: Not emptied after a request: what is written down after an answer belongs to it, and the next request sets its own.
current: ContextVar[str] = ContextVar("request_id", default="")


def taken_or_made(given: str | None) -> str:
    """The number of the proxy where it is well-formed, a new one otherwise."""
    return given if given and _WELL_FORMED.fullmatch(given) else uuid.uuid4().hex
