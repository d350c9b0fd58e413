"""How the search is: engines, outbox, worker. For readyz, search_status and the admin."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from search.engines.base import EngineUnavailable, SearchEngine
from search.engines.registry import all_engines
from search.indexing.targets import target_name
from search.models import IndexTarget, OutboxRow

#: A worker that has not been heard of for this long counts as gone.
WORKER_SILENT = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class EngineHealth:
    """One engine with its part of the outbox; ``lag_seconds`` is the age of the oldest row that is due.

    ``last_drift``: in how many pages the index differed from the database at the last comparison, None before one.
    """

    engine: str
    place: str
    engine_ok: bool
    documents: int
    waiting: int
    parked: int
    lag_seconds: float
    worker_ok: bool
    last_error: str
    last_drift: int | None = None
    last_drift_at: datetime | None = None
    #: How long the worker has not been heard of; None where it never was.
    silent_seconds: float | None = None

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def health() -> list[EngineHealth]:
    """Every engine of this host, the one readers use first. The embedded one, the last, must be well."""
    return [engine_health(engine) for engine in all_engines()]


def engine_health(engine: SearchEngine) -> EngineHealth:
    """Asks engine and database now; an engine that does not answer is a finding and no error."""
    try:
        documents, engine_ok, reason = engine.count(), True, ""
    except EngineUnavailable as error:
        documents, engine_ok, reason = 0, False, str(error)
    target = IndexTarget.objects.filter(name=target_name(engine)).first()
    rows = OutboxRow.objects.filter(target=target) if target else OutboxRow.objects.none()
    now = timezone.now()
    due = rows.filter(parked=False, not_before__lte=now).order_by("id")
    oldest = due.values_list("created_at", flat=True).first()
    beat = target.heartbeat_at if target else None
    return EngineHealth(
        engine=engine.name,
        place=engine.place,
        engine_ok=engine_ok,
        documents=documents,
        waiting=rows.filter(parked=False).count(),
        parked=rows.filter(parked=True).count(),
        lag_seconds=round((now - oldest).total_seconds(), 1) if oldest else 0.0,
        worker_ok=beat is not None and now - beat < WORKER_SILENT,
        last_error=reason or (target.last_error if target else ""),
        last_drift=target.last_drift if target else None,
        last_drift_at=target.last_drift_at if target else None,
        silent_seconds=round((now - beat).total_seconds(), 1) if beat else None,
    )
