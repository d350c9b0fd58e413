"""Whether the database and the indexes are whole, whatever editors were told. Needs Django."""

from django.db import models
from django.db.models import F, Max, OuterRef, Subquery
from django.db.models.functions import Cast
from wagtail.models import Page, PageLogEntry, Revision, TaskState, WorkflowState

from kb.content.models import KnowledgePage, PublishedChange
from search.engines.registry import all_engines
from search.indexing.drift import find_drift
from search.models import OutboxRow


def checks() -> dict[str, list[str]]:
    return {
        "the index equals the database": drift(),
        "nothing is left in the outbox or set aside": outbox(),
        "every publication is recorded and logged once": records(),
        "the workflow fits together": workflow(),
        "the tree of pages fits together": tree(),
    }


def drift() -> list[str]:
    found = {engine.name: find_drift(engine) for engine in all_engines()}
    return [f"{name}: {number}" for name, number in found.items() if number.number]


def outbox() -> list[str]:
    return [f"{row.target} {row} parked={row.parked} {row.error}" for row in OutboxRow.objects.all()[:20]]


def records() -> list[str]:
    """Each live version that an editor made has its record; each record its entry in the log."""
    recorded = set(PublishedChange.objects.values_list("revision_id", flat=True))
    live = KnowledgePage.objects.live().exclude(live_revision=None).values_list("pk", "live_revision_id")
    wrong = [f"page {page}: its live version {revision} has no record" for page, revision in live
             if revision not in recorded]  # fmt: skip
    logged: dict[int, int] = {}
    for page in PageLogEntry.objects.filter(action="wagtail.publish").values_list("page_id", flat=True):
        logged[page] = logged.get(page, 0) + 1
    counted: dict[int, int] = {}
    for page in PublishedChange.objects.exclude(page=None).values_list("page_id", flat=True):
        counted[page] = counted.get(page, 0) + 1
    there = set(KnowledgePage.objects.values_list("pk", flat=True))
    wrong += [
        f"page {page}: {counted.get(page, 0)} records, {logged.get(page, 0)} in the log"
        for page in there
        if counted.get(page, 0) != logged.get(page, 0)
    ]
    return wrong


def workflow() -> list[str]:
    """Whatever waits has a step that waits, and a page; no page waits twice."""
    wrong = []
    seen: set[str] = set()
    pages = set(map(str, Page.objects.values_list("pk", flat=True)))
    waiting = WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS).select_related("current_task_state")
    for state in waiting:
        step = state.current_task_state
        if step is None or step.status != TaskState.STATUS_IN_PROGRESS:
            wrong.append(f"page {state.object_id}: waits without a step that waits")
        if state.object_id not in pages or state.object_id in seen:
            wrong.append(f"page {state.object_id}: waits twice, or is gone")
        seen.add(state.object_id)
    steps = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS)
    wrong += [f"a step waits in a workflow that does not: {step.pk}" for step in
              steps.exclude(workflow_state__status=WorkflowState.STATUS_IN_PROGRESS)]  # fmt: skip
    return wrong


def tree() -> list[str]:
    names = ("bad characters", "bad path", "orphans", "wrong depth", "wrong number of children")
    wrong = [f"{name}: {ids}" for name, ids in zip(names, Page.find_problems(), strict=False) if ids]
    newest = (
        Revision.page_revisions.filter(object_id=Cast(OuterRef("pk"), models.CharField()))
        .order_by()
        .values("object_id")
        .annotate(newest=Max("pk"))
        .values("newest")
    )
    behind = Page.objects.annotate(newest=Subquery(newest)).exclude(newest=None).exclude(newest=F("latest_revision_id"))
    return wrong + [f"page {page.pk} does not know its newest version" for page in behind]
