"""Which changes of content the indexes hear about, each as an outbox row.

Pages and snippets save in one transaction with these receivers (KnowledgePage.save, AtomicModel). Moves and view
restrictions are Wagtail's own saves: for them a delayed row is written before the change and one after it, so that a
crash between the two still leaves a row to be looked at.
"""

from typing import Any

from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete, pre_save
from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import post_page_move, pre_page_move

from kb.content.models import KnowledgePage
from kb.content.signals import SNIPPETS, raise_version
from search.models import OutboxRow, SynonymGroup, record_change

#: Long enough for the announced change to be committed.
ANNOUNCED_SECONDS = 5


def page_saved(sender: Any, instance: Any, **kwargs: Any) -> None:
    if isinstance(instance, KnowledgePage):
        record_change(OutboxRow.Kind.PAGE, instance.pk)


def page_deleted(sender: Any, instance: Any, **kwargs: Any) -> None:
    if isinstance(instance, KnowledgePage) and instance.pk is not None:
        record_change(OutboxRow.Kind.PAGE, instance.pk)


def slug_or_place_changes(sender: Any, instance: Any, **kwargs: Any) -> None:
    """A page that carries others (a collection) was saved: their addresses may have changed."""
    if isinstance(instance, Page) and not isinstance(instance, KnowledgePage) and not kwargs.get("created"):
        record_change(OutboxRow.Kind.SUBTREE, instance.path)


def move_announced(sender: Any, instance: Page, **kwargs: Any) -> None:
    record_change(OutboxRow.Kind.SUBTREE, instance.path, delay_seconds=ANNOUNCED_SECONDS)
    for page_id in instance.get_descendants(inclusive=True).values_list("pk", flat=True):
        record_change(OutboxRow.Kind.PAGE, page_id, delay_seconds=ANNOUNCED_SECONDS)


def page_moved(sender: Any, instance: Page, **kwargs: Any) -> None:
    record_change(OutboxRow.Kind.SUBTREE, Page.objects.only("path").get(pk=instance.pk).path)


def restriction_announced(sender: Any, instance: PageViewRestriction, **kwargs: Any) -> None:
    record_change(OutboxRow.Kind.SUBTREE, instance.page.path, delay_seconds=ANNOUNCED_SECONDS)


def restriction_changed(sender: Any, instance: Any, **kwargs: Any) -> None:
    if isinstance(instance, PageViewRestriction):
        record_change(OutboxRow.Kind.SUBTREE, instance.page.path)


def snippet_changed(sender: Any, instance: Any, **kwargs: Any) -> None:
    record_change(OutboxRow.Kind.SNIPPET, instance.pk, model=instance._meta.label_lower)


def connect() -> None:
    """Called once by the app's ``ready``."""
    uid = "search.indexing"
    post_save.connect(page_saved, dispatch_uid=f"{uid}.page_saved")
    post_save.connect(slug_or_place_changes, dispatch_uid=f"{uid}.place")
    post_delete.connect(page_deleted, dispatch_uid=f"{uid}.page_deleted")
    pre_page_move.connect(move_announced, dispatch_uid=f"{uid}.move_announced")
    post_page_move.connect(page_moved, dispatch_uid=f"{uid}.moved")
    for signal in (pre_save, pre_delete):
        signal.connect(restriction_announced, sender=PageViewRestriction, dispatch_uid=f"{uid}.restriction_announced")
    for signal in (post_save, post_delete):
        signal.connect(restriction_changed, sender=PageViewRestriction, dispatch_uid=f"{uid}.restriction")
    m2m_changed.connect(
        restriction_changed, sender=PageViewRestriction.groups.through, dispatch_uid=f"{uid}.restriction_groups"
    )
    for signal in (post_save, post_delete):
        for model in (SynonymGroup, SearchPromotion):
            signal.connect(raise_version, sender=model, dispatch_uid=f"{uid}.{model.__name__}.version")
    for model in SNIPPETS:
        post_save.connect(snippet_changed, sender=model, dispatch_uid=f"{uid}.{model.__name__}.saved")
        # Before the row is gone: afterwards nothing refers to it any more and its pages could not be found.
        pre_delete.connect(snippet_changed, sender=model, dispatch_uid=f"{uid}.{model.__name__}.deleted")
