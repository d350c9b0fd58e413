"""What the rules ask of the database: what a page is, in which state its change is, who wrote it."""

from typing import Any

from wagtail.models import Page, Revision, TaskState, WorkflowState

from kb.content.models import KnowledgePage, StandardDocumentPage, StandardSectionPage
from kb.editorial.workflow.rules import Matter, State


def matter_of(page: Page) -> Matter:
    """By the type of the page; no query."""
    model = page.specific_class or type(page)
    if issubclass(model, StandardSectionPage | StandardDocumentPage):
        return Matter.STANDARD
    return Matter.GUIDANCE if issubclass(model, KnowledgePage) else Matter.STRUCTURE


def state_of(page: Page) -> State:
    workflow = page.current_workflow_state
    if workflow is None:
        return State.DRAFT
    return State.WAITING if workflow.status == WorkflowState.STATUS_IN_PROGRESS else State.RETURNED


def returned_of(page: Page) -> TaskState | None:
    """The decision by which the change came back to its author; None where it has not, or is submitted again."""
    workflow = page.current_workflow_state
    if workflow is None or workflow.status != WorkflowState.STATUS_NEEDS_CHANGES:
        return None
    rejected = TaskState.objects.filter(workflow_state=workflow, status=TaskState.STATUS_REJECTED)
    found: TaskState | None = rejected.select_related("finished_by").order_by("-finished_at", "-pk").first()
    return found


def unpublished(page: Page) -> Any:
    """Revisions that are newer than the published one."""
    return Revision.objects.for_instance(page).filter(pk__gt=page.live_revision_id or 0)


def is_author(user: Any, page: Page) -> bool:
    """Whether ``user`` saved anything of what is not published yet: whoever writes along does not approve."""
    return bool(unpublished(page).filter(user=user).exists())
