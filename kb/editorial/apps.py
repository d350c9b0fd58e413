from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate, post_save
from django.utils.translation import gettext_lazy as _


class EditorialConfig(AppConfig):
    """What keeps the content true: what readers say of it, what they look for in vain, and who sees to it."""

    name = "kb.editorial"
    label = "editorial"
    verbose_name = _("Editorial work")

    def ready(self) -> None:
        from kb.content.models import PublishedChange, StandardDocumentPage
        from kb.editorial.ownership.withdraw import publication_recorded

        post_migrate.connect(set_up_workflows, sender=self, dispatch_uid="kb.editorial.workflows")
        post_save.connect(standard_saved, sender=StandardDocumentPage, dispatch_uid="kb.editorial.standard")
        post_save.connect(publication_recorded, sender=PublishedChange, dispatch_uid="kb.editorial.check")


def set_up_workflows(sender: Any, using: str, **kwargs: Any) -> None:
    """After the groups of kb.accounts, which stands before this app."""
    from kb.editorial.workflow.setup import apply_workflows

    if using == "default":
        apply_workflows()


def standard_saved(sender: Any, instance: Any, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """A new standard has its approvers from the beginning."""
    from kb.editorial.workflow.setup import assign_standard

    if created and not raw:
        assign_standard(instance)
