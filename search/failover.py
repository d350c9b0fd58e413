"""Which engine answers a reader: Elasticsearch where there is one and it answers, else the embedded engine."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from search.breaker import Breaker
from search.engines.base import EngineUnavailable, SearchEngine
from search.engines.registry import elasticsearch_engine, embedded_engine
from search.metrics import BREAKER_OPEN

log = logging.getLogger("search")

T = TypeVar("T")

breaker = Breaker()


@dataclass(frozen=True, slots=True)
class Served(Generic[T]):
    """An answer with the engine that gave it. ``reason`` says why it was not the usual one."""

    value: T
    mode: str
    reason: str = ""


def ask(question: Callable[[SearchEngine], T]) -> "Served[T]":
    """Put ``question`` to the first engine that answers. EngineUnavailable only where none does."""
    remote = elasticsearch_engine()
    reason = ""
    if remote is not None:
        if breaker.allows():
            try:
                value = question(remote)
            except EngineUnavailable as error:
                reason = str(error)
                if breaker.failed(reason):
                    BREAKER_OPEN.set(1)
                    log.warning("Readers are served by the embedded engine: %s", reason)
            else:
                if breaker.succeeded():
                    BREAKER_OPEN.set(0)
                    log.warning("Elasticsearch answers again; readers are back on it.")
                return Served(value, remote.name)
        reason = reason or breaker.reason
    return Served(question(embedded_engine()), embedded_engine().name, reason)
