"""Which changes of content the indexes hear about, each as an outbox row.

Pages and snippets save in one transaction with these receivers (KnowledgePage.save, AtomicModel). Moves are Wagtail's
own saves: they are announced as restrictions are, see search.indexing.restrictions.
"""

from typing import Any

from django.db.models.signals import post_delete, post_save, pre_delete
from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import post_page_move, pre_page_move

from kb.content.models import KnowledgePage
from kb.content.signals import SNIPPETS, raise_version
from search.indexing.expand import pages_that_show
from search.indexing.restrictions import ANNOUNCED_SECONDS, follow_restrictions
from search.models import OutboxRow, SynonymGroup, record_change, record_changes


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
    moved = instance.get_descendants(inclusive=True).values_list("pk", flat=True)
    record_changes(OutboxRow.Kind.PAGE, moved, delay_seconds=ANNOUNCED_SECONDS)


def page_moved(sender: Any, instance: Page, **kwargs: Any) -> None:
    record_change(OutboxRow.Kind.SUBTREE, Page.objects.only("path").get(pk=instance.pk).path)


def record_restricted(restriction: PageViewRestriction, delay_seconds: float) -> None:
    record_change(OutboxRow.Kind.SUBTREE, restriction.page.path, delay_seconds=delay_seconds)


def snippet_changed(sender: Any, instance: Any, **kwargs: Any) -> None:
    record_change(OutboxRow.Kind.SNIPPET, instance.pk, model=instance._meta.label_lower)


def shown_thing_deleted(sender: Any, instance: Any, **kwargs: Any) -> None:
    """A snippet or a document. Its pages are named before it is gone: with it Wagtail forgets which they were."""
    record_changes(OutboxRow.Kind.PAGE, sorted(pages_that_show(instance._meta.label_lower, str(instance.pk))))


def connect() -> None:
    """Called once by the app's ``ready``."""
    uid = "search.indexing"
    post_save.connect(page_saved, dispatch_uid=f"{uid}.page_saved")
    post_save.connect(slug_or_place_changes, dispatch_uid=f"{uid}.place")
    post_delete.connect(page_deleted, dispatch_uid=f"{uid}.page_deleted")
    pre_page_move.connect(move_announced, dispatch_uid=f"{uid}.move_announced")
    post_page_move.connect(page_moved, dispatch_uid=f"{uid}.moved")
    follow_restrictions(PageViewRestriction, record_restricted, uid)
    for signal in (post_save, post_delete):
        for model in (SynonymGroup, SearchPromotion):
            signal.connect(raise_version, sender=model, dispatch_uid=f"{uid}.{model.__name__}.version")
    for model in SNIPPETS:
        post_save.connect(snippet_changed, sender=model, dispatch_uid=f"{uid}.{model.__name__}.saved")
        pre_delete.connect(shown_thing_deleted, sender=model, dispatch_uid=f"{uid}.{model.__name__}.deleted")
