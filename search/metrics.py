"""Searches as figures: by engine how many, how long, how many found nothing; whether readers are on the reserve."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, Protocol, TypeVar

from prometheus_client import Counter, Gauge, Histogram

SECONDS = Histogram(
    "kb_search_seconds",
    "Searches by the engine that answered, with how long they took.",
    ["mode"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 0.8, 1.5),
)
ZERO = Counter("kb_search_zero", "Searches that found nothing.", ["mode"])
DEGRADED = Counter("kb_search_degraded", "Searches that were answered by less than the usual engine.")
#: Of the processes that are alive: each has a breaker of its own.
BREAKER_OPEN = Gauge(
    "kb_search_breaker_open", "Processes that do not ask Elasticsearch at present.", multiprocess_mode="livesum"
)


class _Answer(Protocol):
    @property
    def mode(self) -> str: ...
    @property
    def total(self) -> int: ...
    @property
    def took_ms(self) -> float: ...
    @property
    def degraded(self) -> bool: ...


P = ParamSpec("P")
A = TypeVar("A", bound=_Answer)


def counted(search: Callable[P, A]) -> Callable[P, A]:
    """Counts every answer of ``search``. What was asked is not looked at."""

    @wraps(search)
    def searched(*args: P.args, **kwargs: P.kwargs) -> A:
        answer = search(*args, **kwargs)
        SECONDS.labels(answer.mode).observe(answer.took_ms / 1000)
        if not answer.total:
            ZERO.labels(answer.mode).inc()
        if answer.degraded:
            DEGRADED.inc()
        return answer

    return searched
