"""A new index beside the old one, swapped in one step: readers never see an empty or a stale one.

While the new file is being filled it is a target of its own, so every change is written down for both. After the copy
its rows are drained, the numbers compared, and the file takes the old one's place by a rename.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.db.models import Max

from kb.content.models import KnowledgePage
from search.engines.embedded import EmbeddedEngine
from search.indexing.locking import index_lock
from search.indexing.targets import register
from search.indexing.worker import drain_all, read_pages
from search.models import IndexTarget, OutboxRow

BATCH = 200


@dataclass(frozen=True, slots=True)
class RebuildResult:
    pages: int
    path: Path


class RebuildFailed(Exception):
    """The old index stays in use; the message says why."""


def rebuild(engine: EmbeddedEngine, progress: Callable[[int], None] = lambda done: None) -> RebuildResult:
    """Fill a new file from the database and put it in place. Raises RebuildFailed; the old file is then untouched."""
    target = register(engine)
    with index_lock(engine.path, "rebuild"):
        fresh = EmbeddedEngine(engine.path.with_suffix(".new"))
        _remove_files(fresh.path)
        building, _created = IndexTarget.objects.get_or_create(name=f"{target.name}:new", defaults={"building": True})
        try:
            fresh.create()
            _copy(fresh, progress)
            drain_all(building, fresh)
            number = _checked_count(fresh)
            with index_lock(engine.path, "write"):
                drain_all(building, fresh)
                fresh.finish()
                _put_in_place(fresh.path, engine.path)
        finally:
            building.delete()
            _remove_files(fresh.path)
    return RebuildResult(number, engine.path)


def _copy(fresh: EmbeddedEngine, progress: Callable[[int], None]) -> None:
    version = OutboxRow.objects.aggregate(Max("pk"))["pk__max"] or 0
    ids = list(KnowledgePage.objects.order_by("pk").values_list("pk", flat=True))
    failed: dict[int, Exception] = {}
    for start in range(0, len(ids), BATCH):
        fresh.apply([write for write in read_pages(ids[start : start + BATCH], version, failed) if write.document])
        progress(min(start + BATCH, len(ids)))
    if failed:
        page_id, error = next(iter(failed.items()))
        raise RebuildFailed(f"{len(failed)} pages cannot be read, the first is {page_id}: {error}")


def _checked_count(fresh: EmbeddedEngine) -> int:
    """Number of pages in the new file; it must hold every live page that anybody may find."""
    stored = fresh.count()
    live = KnowledgePage.objects.live().count()
    if stored > live:
        raise RebuildFailed(f"The new index has {stored} pages, the site {live} live ones.")
    return stored


def _put_in_place(new: Path, place: Path) -> None:
    for suffix in ("-wal", "-shm"):
        Path(f"{place}{suffix}").unlink(missing_ok=True)
    os.replace(new, place)


def _remove_files(path: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)
