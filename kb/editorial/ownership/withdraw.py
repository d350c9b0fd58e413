"""A material change takes the check away: what was confirmed is not what stands there now.

Unless somebody else than its author approved it: a second pair of eyes has then read the new text. An editorial change
leaves the check as it was, and so does the first publication: nothing stood there before. No publication makes one.
"""

from typing import Any

from kb.content.choices import ChangeKind
from kb.content.models import ContentVersion, KnowledgePage, PublishedChange


def publication_recorded(sender: Any, instance: PublishedChange, created: bool, **kwargs: Any) -> None:
    """In the transaction of the publication, which also tells the indexes of the page."""
    if not created or instance.first or instance.kind != ChangeKind.MATERIAL or _read_by_another(instance):
        return
    if KnowledgePage.objects.filter(published_changes=instance).exclude(verified_on=None).update(verified_on=None):
        ContentVersion.bump()


def _read_by_another(change: PublishedChange) -> bool:
    return change.approved_by_id is not None and change.approved_by_id != change.author_id
