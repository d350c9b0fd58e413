"""Raises the content version whenever something a reader sees changes."""

from typing import Any

from django.db.models.signals import m2m_changed, post_delete, post_save
from wagtail.documents import get_document_model
from wagtail.models import CollectionViewRestriction, Page, PageViewRestriction

from kb.content import models
from kb.content.models.document_text import DocumentText, Reading
from kb.content.models.version import ContentVersion

SNIPPETS = (
    models.Unit,
    models.ContactPoint,
    models.Institution,
    models.InstitutionInterval,
    models.InstitutionPhone,
    models.OpeningHours,
    models.OpeningInterval,
    models.SpecialDay,
    models.LegalAct,
    models.GlossaryTerm,
    models.Notice,
    models.Survey,
)


def raise_version(sender: Any, **kwargs: Any) -> None:
    ContentVersion.bump()


def page_saved(sender: Any, instance: Any, update_fields: Any = None, **kwargs: Any) -> None:
    """A page that readers see or saw is saved as a whole: published, taken off line, moved.

    In the transaction of the saving. Wagtail's own signals come after it: a process that ends between the two would
    leave the old answer on the screens of the others. Saving a draft writes single fields of a live page.
    """
    if isinstance(instance, Page) and update_fields is None and (instance.live or instance.first_published_at):
        ContentVersion.bump()


def page_deleted(sender: Any, instance: Any, **kwargs: Any) -> None:
    if isinstance(instance, Page):
        ContentVersion.bump()


def document_saved(sender: Any, instance: Any, **kwargs: Any) -> None:
    """A file that could not be read is tried again when its document is saved: perhaps it has been put in order."""
    DocumentText.objects.filter(document=instance.pk).exclude(outcome=Reading.READ).delete()


def connect() -> None:
    """Called once by the app's ``ready``."""
    post_save.connect(page_saved, dispatch_uid="kb.content.version.saved")
    post_delete.connect(page_deleted, dispatch_uid="kb.content.version.deleted")
    for restriction in (PageViewRestriction, CollectionViewRestriction):
        m2m_changed.connect(
            raise_version, sender=restriction.groups.through, dispatch_uid=f"kb.content.version.{restriction.__name__}"
        )
    document = get_document_model()
    post_save.connect(document_saved, sender=document, dispatch_uid="kb.content.attached")
    for model in (*SNIPPETS, PageViewRestriction, CollectionViewRestriction, document):
        post_save.connect(raise_version, sender=model, dispatch_uid=f"kb.content.version.{model.__name__}")
        post_delete.connect(raise_version, sender=model, dispatch_uid=f"kb.content.version.{model.__name__}")
