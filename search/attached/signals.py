"""Which changes of documents and collections the indexes hear about: each is a row «document» of the outbox.

Wagtail changes these without a transaction of ours, and some without any signal of Django's. So what is about to happen
is announced by a delayed row, and what a row cannot announce is found by the nightly comparison; nobody is shown a word
too many meanwhile, since search.attached.shown asks the database.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.db.models.signals import post_save, pre_delete
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction

from kb.content.attached.access import any_closed
from kb.content.models import DocumentText
from search.indexing.restrictions import ANNOUNCED_SECONDS, follow_restrictions
from search.indexing.signals import shown_thing_deleted
from search.models import OutboxRow, record_changes


def record_documents(ids: Iterable[int], delay_seconds: float = 0) -> None:
    """The pages that these documents are attached to must be looked at again."""
    record_changes(OutboxRow.Kind.SNIPPET, ids, get_document_model()._meta.label_lower, delay_seconds)


def document_changed(sender: Any, instance: Any, **kwargs: Any) -> None:
    record_documents([instance.pk])


def text_read(sender: Any, instance: DocumentText, **kwargs: Any) -> None:
    record_documents([instance.document_id])


def record_restricted(restriction: CollectionViewRestriction, delay_seconds: float) -> None:
    record_documents(_under(restriction.collection), delay_seconds)


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
    pre_delete.connect(shown_thing_deleted, sender=document, dispatch_uid=f"{uid}.document_deleted")
    post_save.connect(text_read, sender=DocumentText, dispatch_uid=f"{uid}.text_read")
    follow_restrictions(CollectionViewRestriction, record_restricted, uid)
    post_save.connect(collection_saved, sender=Collection, dispatch_uid=f"{uid}.collection")
