"""Restrictions of a tree (pages, collections of documents), as the indexes hear about them.

They are Wagtail's own saves, without a transaction of ours. So a delayed row is written before the change and one after
it, and a crash between the two still leaves a row to be looked at.
"""

from collections.abc import Callable
from typing import Any

from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete, pre_save
from wagtail.models import BaseViewRestriction

#: Long enough for the announced change to be committed.
ANNOUNCED_SECONDS = 5.0

#: Writes down what a restriction covers; the number is after how many seconds it may be looked at.
Record = Callable[[Any, float], None]


def follow_restrictions(model: type[BaseViewRestriction], record: Record, uid: str) -> None:
    """From now on ``record`` is called before and after every change of a restriction of this ``model``."""

    def announced(sender: Any, instance: Any, **kwargs: Any) -> None:
        record(instance, ANNOUNCED_SECONDS)

    def changed(sender: Any, instance: Any, **kwargs: Any) -> None:
        if isinstance(instance, model):
            record(instance, 0)

    for signal in (pre_save, pre_delete):
        signal.connect(announced, sender=model, weak=False, dispatch_uid=f"{uid}.restriction_announced")
    for signal in (post_save, post_delete):
        signal.connect(changed, sender=model, weak=False, dispatch_uid=f"{uid}.restriction")
    m2m_changed.connect(changed, sender=model.groups.through, weak=False, dispatch_uid=f"{uid}.restriction_groups")
