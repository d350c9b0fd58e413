"""The state of the site as figures, asked from the database when somebody wants to know."""

import shutil
from collections.abc import Callable, Iterable, Iterator

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from kb import __version__
from kb.backup.last import last_backup
from kb.editorial.choices import OPEN_STATES
from kb.editorial.models import Gap
from search.health import EngineHealth, health

Value = Callable[[EngineHealth], float | None]


class SiteState(Collector):
    """Without a database there is one figure left: that it does not answer."""

    def collect(self) -> Iterable[Metric]:
        try:
            figures = [_one("kb_database_up", "Whether the database answers.", 1), *_figures()]
        except DatabaseError:
            figures = [_one("kb_database_up", "Whether the database answers.", 0)]
        return [*figures, *_of_this_host()]


def _of_this_host() -> Iterator[Metric]:
    version = GaugeMetricFamily("kb_version", "Which version is running.", labels=["version"])
    version.add_metric([__version__], 1)
    yield version
    if backup := last_backup():
        age = (timezone.now() - backup).total_seconds()
        yield _one("kb_backup_age_seconds", "Age of the last backup that was made on this host.", age)
    yield _one("kb_disk_free_bytes", "Free on the disk of DATA_DIR.", shutil.disk_usage(settings.DATA_DIR).free)


def _figures() -> Iterator[Metric]:
    yield _one("kb_gaps_open", "Rows in the queue of gaps that are not closed.", _open_gaps())
    engines = health()
    yield _each("kb_index_up", "Whether the engine answers.", engines, lambda engine: engine.engine_ok)
    yield _each("kb_index_pages", "Pages in the index.", engines, lambda engine: engine.documents)
    yield _each("kb_outbox_waiting", "Changes that wait to be written.", engines, lambda engine: engine.waiting)
    yield _each("kb_outbox_parked", "Changes set aside because they failed.", engines, lambda engine: engine.parked)
    yield _each(
        "kb_outbox_lag_seconds", "Age of the oldest change that is due.", engines, lambda engine: engine.lag_seconds
    )
    yield _each(
        "kb_worker_silent_seconds",
        "How long the worker has not been heard of.",
        engines,
        lambda engine: engine.silent_seconds,
    )
    yield _each(
        "kb_index_drift_pages",
        "Pages that differed from the database when last compared.",
        engines,
        lambda engine: engine.last_drift,
    )


def _open_gaps() -> int:
    return Gap.objects.filter(state__in=OPEN_STATES).count()


def _one(name: str, text: str, value: float) -> Metric:
    return GaugeMetricFamily(name, text, value=value)


def _each(name: str, text: str, engines: Iterable[EngineHealth], value: Value) -> Metric:
    """One figure for each engine; none where it is not known."""
    family = GaugeMetricFamily(name, text, labels=["engine"])
    for engine in engines:
        known = value(engine)
        if known is not None:
            family.add_metric([engine.engine], float(known))
    return family
