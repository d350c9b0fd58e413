"""Which index on which host a row of the outbox is for."""

import hashlib
import socket

from search.engines.base import SearchEngine
from search.models import IndexTarget

#: Elasticsearch is one for all hosts; the embedded file is each host's own.
SHARED = {"elasticsearch"}


def target_name(engine: SearchEngine) -> str:
    """Name of an engine's target: each host has its own embedded file and drains for itself."""
    place = hashlib.sha256(engine.place.encode()).hexdigest()[:8]
    host = "" if engine.name in SHARED else f"@{socket.gethostname()}"
    return f"{engine.name}{host}:{place}"


def register(engine: SearchEngine) -> IndexTarget:
    """The target of ``engine``; from now on changes are written down for it."""
    target, _created = IndexTarget.objects.get_or_create(name=target_name(engine))
    return target
