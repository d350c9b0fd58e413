"""Which changes of documents and collections the indexes hear about: each is a row «document» of the outbox.

Wagtail changes these without a transaction of ours, and some without any signal of Django's. So what is about to happen
is announced by a delayed row, and what a row cannot announce is found by the nightly comparison; nobody is shown a word
too many meanwhile, since search.attached.shown asks the database.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete, pre_save
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction

from kb.content.attached.access import any_closed
from kb.content.models import DocumentText
from search.indexing.expand import pages_that_show
from search.indexing.signals import ANNOUNCED_SECONDS
from search.models import OutboxRow, record_change


def record_documents(ids: Iterable[int], delay_seconds: float = 0) -> None:
    """The pages that these documents are attached to must be looked at again."""
    model = get_document_model()._meta.label_lower
    for document_id in ids:
        record_change(OutboxRow.Kind.SNIPPET, document_id, model=model, delay_seconds=delay_seconds)


def document_changed(sender: Any, instance: Any, **kwargs: Any) -> None:
    record_documents([instance.pk])


def document_deleted(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Its pages are named now: with the document Wagtail forgets which they were."""
    for page_id in pages_that_show(instance._meta.label_lower, str(instance.pk)):
        record_change(OutboxRow.Kind.PAGE, page_id)


def text_read(sender: Any, instance: DocumentText, **kwargs: Any) -> None:
    record_documents([instance.document_id])


def restriction_announced(sender: Any, instance: CollectionViewRestriction, **kwargs: Any) -> None:
    record_documents(_under(instance.collection), ANNOUNCED_SECONDS)


def restriction_changed(sender: Any, instance: Any, **kwargs: Any) -> None:
    if isinstance(instance, CollectionViewRestriction):
        record_documents(_under(instance.collection))


def collection_saved(sender: Any, instance: Collection, **kwargs: Any) -> None:
    """It may be moved right after it is saved, to where others may open it; only the saving can be heard."""
    if any_closed() and not kwargs.get("created"):
        ids = list(_under(instance))
        record_documents(ids)
        record_documents(ids, ANNOUNCED_SECONDS)


def _under(collection: Collection) -> "QuerySet[Any]":
    documents: QuerySet[Any] = get_document_model().objects.filter(collection__path__startswith=collection.path)
    return documents.values_list("pk", flat=True)


def connect() -> None:
    """Called once by the app's ``ready``."""
    uid, document = "search.attached", get_document_model()
    post_save.connect(document_changed, sender=document, dispatch_uid=f"{uid}.document_saved")
    pre_delete.connect(document_deleted, sender=document, dispatch_uid=f"{uid}.document_deleted")
    post_save.connect(text_read, sender=DocumentText, dispatch_uid=f"{uid}.text_read")
    for signal in (pre_save, pre_delete):
        signal.connect(
            restriction_announced, sender=CollectionViewRestriction, dispatch_uid=f"{uid}.restriction_announced"
        )
    for signal in (post_save, post_delete):
        signal.connect(restriction_changed, sender=CollectionViewRestriction, dispatch_uid=f"{uid}.restriction")
    m2m_changed.connect(
        restriction_changed, sender=CollectionViewRestriction.groups.through, dispatch_uid=f"{uid}.restriction_groups"
    )
    post_save.connect(collection_saved, sender=Collection, dispatch_uid=f"{uid}.collection")
