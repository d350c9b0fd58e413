"""The two workflows of the site, made once after a migration. What administrators change of them afterwards stays."""

from django.contrib.auth.models import Group
from wagtail.models import Page, Task, TaskState, Workflow, WorkflowPage, WorkflowTask

from kb.content.models import StandardDocumentPage
from kb.editorial.models import SecondPairOfEyes
from kb.editorial.workflow.rules import DECIDERS, Matter

#: As the administrator and whoever submits read them.
NAMES = {Matter.STANDARD: "Standarta apstiprināšana", Matter.GUIDANCE: "Apstiprināšana"}
#: What Wagtail comes with, a workflow of one step: it is taken over for guidance. By the second name it was known here.
WAGTAIL_NAMES = ("Moderators approval", "Apstiprināšana")


def apply_workflows() -> None:
    """Guidance goes to any other editor from everywhere; the standard, where there is one, to its approvers."""
    root = Page.get_first_root_node()
    if root is None:
        return
    guidance = _workflow(Matter.GUIDANCE)
    if guidance is not None:
        _assign(root, guidance)
    _workflow(Matter.STANDARD)
    for standard in StandardDocumentPage.objects.all():
        assign_standard(standard)


def assign_standard(standard: StandardDocumentPage) -> None:
    """A new standard is approved as standards are. One with a workflow of its own keeps it."""
    task = SecondPairOfEyes.objects.filter(key=Matter.STANDARD).first()
    workflow = task.workflows.first() if task else None
    if workflow is not None:
        _assign(standard, workflow)


def _assign(page: Page, workflow: Workflow) -> None:
    WorkflowPage.objects.get_or_create(page=Page.objects.get(pk=page.pk), defaults={"workflow": workflow})


def _workflow(matter: Matter) -> Workflow | None:
    """The workflow of ``matter`` where it was made now; None where it was there, whatever has become of it."""
    task, new = SecondPairOfEyes.objects.get_or_create(key=matter, defaults={"name": NAMES[matter]})
    if not new:
        return None
    task.groups.set(Group.objects.get_or_create(name=name)[0] for name in DECIDERS[matter])
    known = WAGTAIL_NAMES if matter is Matter.GUIDANCE else (NAMES[matter],)
    workflow = Workflow.objects.filter(name__in=known).order_by("pk").first() or Workflow()
    workflow.name = NAMES[matter]
    workflow.save()
    WorkflowTask.objects.filter(workflow=workflow).delete()
    WorkflowTask.objects.create(workflow=workflow, task=task)
    _retire_first_step()
    return workflow


def _retire_first_step() -> None:
    """The step that Wagtail came with asks nobody any more, unless something waits in it still."""
    left = Task.objects.filter(name__in=WAGTAIL_NAMES, workflow_tasks=None, groupapprovaltask__secondpairofeyes=None)
    for task in left.exclude(task_states__status=TaskState.STATUS_IN_PROGRESS):
        task.active = False
        task.save(update_fields=["active"])
