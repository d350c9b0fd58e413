"""Where the index and the database differ, whatever the reason."""

from dataclasses import dataclass

from django.utils import timezone

from kb.content.models import KnowledgePage
from search.engines.base import SearchEngine
from search.indexing.worker import read_pages
from search.models import IndexTarget, OutboxRow

BATCH = 200


@dataclass(frozen=True, slots=True)
class Drift:
    """Page ids: not in the index, in it with other content (or unreadable now), in it though not to be found."""

    missing: tuple[int, ...]
    stale: tuple[int, ...]
    extra: tuple[int, ...]

    @property
    def number(self) -> int:
        return len(self.missing) + len(self.stale) + len(self.extra)

    @property
    def page_ids(self) -> tuple[int, ...]:
        return self.missing + self.stale + self.extra


def repair(target: IndexTarget, drift: Drift) -> None:
    """Have the worker look again at every page that differs."""
    OutboxRow.objects.bulk_create(
        OutboxRow(target=target, kind=OutboxRow.Kind.PAGE, object_id=str(page_id)) for page_id in drift.page_ids
    )


def note_drift(target: IndexTarget, drift: Drift) -> None:
    """Remember what the last comparison found, for the page that shows how the search is."""
    IndexTarget.objects.filter(pk=target.pk).update(last_drift=drift.number, last_drift_at=timezone.now())


def find_drift(engine: SearchEngine) -> Drift:
    """Compare by id and content hash, both ways."""
    stored = dict(engine.hashes())
    missing: list[int] = []
    stale: list[int] = []
    ids = list(KnowledgePage.objects.live().order_by("pk").values_list("pk", flat=True))
    expected: set[int] = set()
    unreadable: dict[int, Exception] = {}
    for start in range(0, len(ids), BATCH):
        for write in read_pages(ids[start : start + BATCH], 0, unreadable):
            if write.document is None:
                continue
            expected.add(write.page_id)
            if write.page_id not in stored:
                missing.append(write.page_id)
            elif stored[write.page_id] != write.document.content_hash():
                stale.append(write.page_id)
    extra = sorted(set(stored) - expected - unreadable.keys())
    return Drift(tuple(missing), tuple(sorted({*stale, *unreadable})), tuple(extra))
