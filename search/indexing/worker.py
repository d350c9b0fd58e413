"""Drains the outbox into an index: reads what rows point to as it is now, writes a batch, then forgets the rows.

A crash before the rows are forgotten repeats the batch, which changes nothing. A page that cannot be read is retried
with growing delays and finally set aside, so that it never holds up the others; an engine that cannot be written
leaves every row where it is.
"""

import logging
from collections.abc import Sequence
from datetime import timedelta

from django.db import InterfaceError, OperationalError, ProgrammingError, close_old_connections
from django.utils import timezone

from kb.content.attached.files import attached_files
from kb.content.document_pages import Restrictions, document_pages
from kb.content.documents import search_document
from kb.content.linked import read, together
from search.engines.base import SearchEngine, Write
from search.indexing.expand import page_ids
from search.models import IndexTarget, OutboxRow

log = logging.getLogger("search.worker")

BATCH = 200
PAGES_AT_ONCE = 100
#: After this many failed tries a row is set aside (with an error in the log and in search_status).
MOST_ATTEMPTS = 8
LONGEST_DELAY = timedelta(minutes=5)


def drain(target: IndexTarget, engine: SearchEngine, batch: int = BATCH) -> int:
    """One batch. Returns how many rows were done; 0 means there is nothing to do now."""
    rows = list(
        OutboxRow.objects.filter(target=target, parked=False, not_before__lte=timezone.now()).order_by("id")[:batch]
    )
    if not rows:
        return 0
    done: list[OutboxRow] = []
    wanted: dict[int, None] = {}
    for row in rows:
        try:
            wanted |= dict.fromkeys(sorted(page_ids(row)))
            done.append(row)
        except Exception as error:  # noqa: BLE001  (whatever is wrong with one row must not stop the others)
            _postpone(row, error)
    failed = _index_pages(engine, list(wanted), version=rows[-1].pk)
    finished: list[int] = []
    for row in done:
        if row.kind == OutboxRow.Kind.PAGE and int(row.object_id) in failed:
            _postpone(row, failed[int(row.object_id)])
        else:
            finished.append(row.pk)
    if failed:
        _postpone_extra(target, failed)
    OutboxRow.objects.filter(pk__in=finished).delete()
    return len(finished)


def _index_pages(engine: SearchEngine, ids: Sequence[int], version: int) -> dict[int, Exception]:
    """Write the present state of these pages; returns those that could not be read."""
    failed: dict[int, Exception] = {}
    for start in range(0, len(ids), PAGES_AT_ONCE):
        chunk = ids[start : start + PAGES_AT_ONCE]
        engine.apply(read_pages(chunk, version, failed))
    return failed


def read_pages(ids: Sequence[int], version: int, failed: dict[int, Exception]) -> list[Write]:
    """A write for each id: the page as it is now, or its removal. Pages that cannot be read go to ``failed``.

    What is read for all of them at once may fail for one: then each half is read by itself, until that one is alone.
    """
    try:
        return _read_together(ids, version, failed)
    except (OperationalError, InterfaceError, ProgrammingError):
        raise  # the database, not a page, is what cannot be read
    except Exception as error:
        if len(ids) == 1:
            log.exception("Page %s cannot be indexed", ids[0])
            failed[ids[0]] = error
            return []
        middle = len(ids) // 2
        return read_pages(ids[:middle], version, failed) + read_pages(ids[middle:], version, failed)


def _read_together(ids: Sequence[int], version: int, failed: dict[int, Exception]) -> list[Write]:
    today = timezone.localdate()
    found = document_pages(ids)
    restrictions = Restrictions()
    attached = attached_files(found.values())
    writes: list[Write] = []
    with together():
        read(found.values(), rich_text=False)  # what is linked inside a text is not indexed with it
        for page_id in ids:
            page = found.get(page_id)
            try:
                document = None
                if page is not None:
                    document = search_document(page, today, restrictions.access(page), attached.get(page_id, ()))
            except Exception as error:
                log.exception("Page %s cannot be indexed", page_id)
                failed[page_id] = error
                continue
            writes.append(Write(page_id, document, version))
    return writes


def _postpone(row: OutboxRow, error: Exception) -> None:
    row.attempts += 1
    row.error = f"{type(error).__name__}: {error}"[:500]
    row.parked = row.attempts >= MOST_ATTEMPTS
    delay = min(timedelta(seconds=2**row.attempts), LONGEST_DELAY)
    row.not_before = timezone.now() + delay
    row.save(update_fields=["attempts", "error", "parked", "not_before"])
    if row.parked:
        log.error("Outbox row %s (%s) set aside after %s tries: %s", row.pk, row, row.attempts, row.error)


def _postpone_extra(target: IndexTarget, failed: dict[int, Exception]) -> None:
    """A page that failed inside a subtree or snippet row gets a row of its own, so that it alone is tried again."""
    own = {int(row.object_id) for row in OutboxRow.objects.filter(target=target, kind=OutboxRow.Kind.PAGE)}
    for page_id, error in failed.items():
        if page_id not in own:
            row = OutboxRow.objects.create(target=target, kind=OutboxRow.Kind.PAGE, object_id=str(page_id))
            _postpone(row, error)


def beat(target: IndexTarget, error: str | None = None) -> None:
    """Tell everybody that the worker is alive; and, unless None, what the last error is («» for none)."""
    known = {} if error is None else {"last_error": error[:500]}
    IndexTarget.objects.filter(pk=target.pk).update(heartbeat_at=timezone.now(), **known)


def drain_all(target: IndexTarget, engine: SearchEngine) -> int:
    """Batches until nothing is left to do now."""
    total = 0
    while number := drain(target, engine):
        total += number
        close_old_connections()
    return total
