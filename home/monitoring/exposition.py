"""All figures as text: what the processes have counted, what the database says, which version this is."""

import os

from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest, multiprocess

from home.monitoring.state_metrics import SiteState

CONTENT_TYPE = CONTENT_TYPE_LATEST
#: Set by gunicorn.conf.py: the folder in which the processes count.
FOLDER = "PROMETHEUS_MULTIPROC_DIR"


def figures() -> bytes:
    return generate_latest(_counted()) + generate_latest(_state())


def _counted() -> CollectorRegistry:
    """Added up over all processes; under a server that is one process, its own."""
    if FOLDER not in os.environ:
        return REGISTRY
    registry = CollectorRegistry()
    multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return registry


def _state() -> CollectorRegistry:
    registry = CollectorRegistry()
    registry.register(SiteState())
    return registry
