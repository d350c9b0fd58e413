"""What people do with a row of the queue: take it, close it, pin a page to its words, begin a page for it.

Each verb checks the right, changes the row only if it is still as it was seen, and writes Wagtail's log.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Case, F, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.log_actions import log

from kb.content.choices import Kind
from kb.content.models import ExplanationPage, KnowledgePage, PhrasePage, ServicePage
from kb.editorial.choices import GapState
from kb.editorial.gaps.responsible import may_work
from kb.editorial.gaps.typed import typed
from kb.editorial.models import Gap
from kb.editorial.places import collection_of
from search.log.masking import MASK

#: Types that a draft can be begun as with nothing but a title and the client's words.
DRAFT_TYPES: dict[Kind, type[KnowledgePage]] = {
    Kind.SERVICE: ServicePage,
    Kind.EXPLANATION: ExplanationPage,
    Kind.PHRASE: PhrasePage,
}
MOST_WORDS = 10


class ChangedMeanwhile(Exception):
    """Somebody else has changed or closed the row since it was read."""


def change(gap: Gap, user: Any) -> None:
    """Save what ``user`` changed in the row as it was read; ChangedMeanwhile where it is not like that any more."""
    _check(user)
    with transaction.atomic():
        _write(gap)
        log(gap, "wagtail.edit", user=user, title=_named(gap))


def finish(gap: Gap, state: GapState) -> None:
    """Close the row without anybody's doing; ChangedMeanwhile where somebody works on it."""
    gap.state = state
    with transaction.atomic():
        _write(gap)
        log(gap, "wagtail.edit", title=_named(gap), data={"state": state.value})


def settle(gap: Gap, user: Any, answer: str) -> None:
    """Close the row because ``user`` has done elsewhere what it asks for; that they may do that is for the caller."""
    gap.state, gap.owner, gap.answer = GapState.DONE, gap.owner or user, answer
    with transaction.atomic():
        _write(gap)
        log(gap, "wagtail.edit", user=user, title=_named(gap), data={"state": gap.state})


def take(gap: Gap, user: Any, page: KnowledgePage | None = None) -> None:
    """A new row is in work from now on, and ``user`` sees to it if nobody does; ``page`` answers it."""
    if gap.state == GapState.NEW:
        gap.state = GapState.IN_WORK
    gap.owner = gap.owner or user
    gap.page = page or gap.page
    change(gap, user)


def pin(gap: Gap, words: str, page: KnowledgePage, user: Any) -> None:
    """Show ``page`` first for ``words``, before what is pinned to them already; the same pin twice is one."""
    _check(user)
    if not user.has_perm("wagtailsearchpromotions.add_searchpromotion"):
        raise PermissionDenied
    with transaction.atomic():
        _put_first(page, Query.get(words), user)
        take(gap, user, page)


def _put_first(page: KnowledgePage, query: Query, user: Any) -> None:
    """All other pins of ``query`` move one place down. It is locked: of two at once one waits."""
    Query.objects.select_for_update().get(pk=query.pk)
    pins = SearchPromotion.objects.filter(query=query)
    pinned = pins.filter(page=page.pk).first() or SearchPromotion(query=query, page_id=page.pk)
    action = "wagtail.edit" if pinned.pk else "wagtail.create"
    pins.exclude(pk=pinned.pk).update(sort_order=Coalesce(F("sort_order"), 0) + 1)
    pinned.sort_order = 0
    pinned.save()
    log(pinned, action, user=user)


def begin_draft(gap: Gap, kind: Kind, title: str, user: Any) -> KnowledgePage:
    """A page of ``kind`` that is not published, with the words of the row as client's words."""
    _check(user)
    parent = collection_of(kind, user)
    if parent is None:
        raise PermissionDenied
    with transaction.atomic():
        page = DRAFT_TYPES[kind](title=title, client_words="\n".join(words_of(gap)), live=False, owner=user)
        parent.add_child(instance=page)
        log(page, "wagtail.create", user=user)
        page.save_revision(user=user, clean=False)  # a draft: what publishing needs comes later
        take(gap, user, page)
    return page


def words_of(gap: Gap) -> list[str]:
    """How the question was typed, most often first; words that had to be masked are left out."""
    if not gap.is_search:
        return []
    texts = dict.fromkeys([*typed([gap.key_text]).get(gap.key_text, []), gap.text])
    return [text for text in texts if MASK not in text][:MOST_WORDS]


def _check(user: Any) -> None:
    if not may_work(user):
        raise PermissionDenied


def _named(gap: Gap) -> str:
    """For the log of changes, which is read by people to whom the page may be closed: not what was said of it."""
    return str(gap) if gap.is_search else str(gap.get_kind_display())


def _write(gap: Gap) -> None:
    """One statement that hits only the version that was read.

    Whoever wrote is told anew when the row is closed or when what they read changes, not with every change of it.
    """
    values = {field: getattr(gap, field) for field in ("state", "owner", "due_on", "page", "answer")}
    told = When(closed_at__isnull=False, state=gap.state, answer=gap.answer, then=F("closed_at"))
    values["closed_at"] = None if gap.is_open else Case(told, default=Value(timezone.now()))
    try:
        with transaction.atomic():
            written = Gap.objects.filter(pk=gap.pk, version=gap.version).update(version=F("version") + 1, **values)
    except IntegrityError as error:  # opened again, and a newer row of the same subject is open
        raise ChangedMeanwhile from error
    if not written:
        raise ChangedMeanwhile
    gap.refresh_from_db(fields=["version", "closed_at"])
