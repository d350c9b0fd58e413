"""Writing what belongs to a page as a whole: who answers for it, when it was checked and when it is checked next.

No version is made and nothing is published; readers, kept pages and the indexes follow, and the versions that may still
be published are told, so that none of them brings the old value back.
"""

from datetime import date
from typing import Any

from django.db.models import Q
from wagtail.models import Revision

from kb.content.drafts.uses import waiting_revisions
from kb.content.models import ContentVersion, KnowledgePage


def locked(pk: int) -> KnowledgePage:
    """The page with its row locked until the transaction ends: of two at once one waits and sees the other's work."""
    KnowledgePage.objects.select_for_update(of=("self",)).order_by().get(pk=pk)
    page: KnowledgePage = KnowledgePage.objects.get(pk=pk).specific
    return page


def write(page: KnowledgePage, fields: dict[str, Any]) -> None:
    """Write ``fields`` of the page alone. Call it in a transaction, with a page from ``locked``."""
    for name, value in fields.items():
        setattr(page, name, value)
    page.save(clean=False, update_fields=list(fields))
    ContentVersion.bump()


def write_everywhere(page: KnowledgePage, fields: dict[str, Any]) -> None:
    """The same, and in the versions that an editor may open or that may still be published."""
    write(page, fields)
    stored = {name: _stored(value) for name, value in fields.items()}
    own = Revision.objects.for_instance(page)
    waiting = Q(pk__in=[page.latest_revision_id or 0, page.live_revision_id or 0]) | Q(
        pk__in=waiting_revisions().order_by().values("pk")
    )
    for revision in own.filter(waiting):
        revision.content = {**revision.content, **stored}
        Revision.objects.filter(pk=revision.pk).update(content=revision.content)


def _stored(value: Any) -> Any:
    """As a version holds it: keys of people, dates as text."""
    return value.isoformat() if isinstance(value, date) else getattr(value, "pk", value)
