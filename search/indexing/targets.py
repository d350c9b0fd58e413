"""Which index on which host a row of the outbox is for."""

import hashlib
import socket

from search.engines.embedded import EmbeddedEngine
from search.models import IndexTarget


def target_name(engine: EmbeddedEngine) -> str:
    """Name of an engine's target: each host has its own file and drains for itself."""
    place = hashlib.sha256(str(engine.path).encode()).hexdigest()[:8]
    return f"{engine.name}@{socket.gethostname()}:{place}"


def register(engine: EmbeddedEngine) -> IndexTarget:
    """The target of ``engine``; from now on changes are written down for it."""
    target, _created = IndexTarget.objects.get_or_create(name=target_name(engine))
    return target
