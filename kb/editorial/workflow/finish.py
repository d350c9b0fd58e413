"""What follows an approval. Named in the settings; Wagtail imports it while it loads its models, so it imports none."""

from typing import Any


def publish_approved(workflow_state: Any, user: Any = None) -> None:
    """Publish what was approved. The approval is the right to do so: an editor who decides on guidance needs no other.

    The approval is noted at the version that is published, which is newer than the one submitted where somebody
    else who decides has worked on it meanwhile.
    """
    revision = workflow_state.content_object.get_latest_revision()
    task_state = workflow_state.current_task_state
    if task_state is not None and task_state.revision_id != revision.pk:
        task_state.revision = revision
        task_state.save(update_fields=["revision"])
    revision.publish(user=user, skip_permission_checks=True)
