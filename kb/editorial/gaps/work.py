"""What people do with a row of the queue: take it, close it, pin a page to its words, begin a page for it.

Each verb checks the right, changes the row only if it is still as it was seen, and writes Wagtail's log.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.log_actions import log
from wagtail.models import Page

from kb.content.choices import Kind
from kb.content.models import CollectionPage, ExplanationPage, KnowledgePage, PhrasePage, ServicePage
from kb.editorial.choices import OPEN_STATES, GapState
from kb.editorial.gaps.responsible import may_work
from kb.editorial.models import Gap
from search.log.masking import MASK
from search.log.models import SearchQuery

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
        log(gap, "wagtail.edit", user=user)


def finish(gap: Gap, state: GapState) -> None:
    """Close the row without anybody's doing; ChangedMeanwhile where somebody works on it."""
    gap.state = state
    with transaction.atomic():
        _write(gap)
        log(gap, "wagtail.edit", data={"state": state.value})


def take(gap: Gap, user: Any, page: KnowledgePage | None = None) -> None:
    """A new row is in work from now on, and ``user`` sees to it if nobody does; ``page`` answers it."""
    if gap.state == GapState.NEW:
        gap.state = GapState.IN_WORK
    gap.owner = gap.owner or user
    gap.page = page or gap.page
    change(gap, user)


def pin(gap: Gap, words: str, page: KnowledgePage, user: Any) -> None:
    """Show ``page`` first for ``words``; the same pin twice is one."""
    _check(user)
    if not user.has_perm("wagtailsearchpromotions.add_searchpromotion"):
        raise PermissionDenied
    with transaction.atomic():
        query = Query.get(words)
        pinned, new = SearchPromotion.objects.get_or_create(
            query=query, page=Page.objects.get(pk=page.pk), defaults={"sort_order": query.editors_picks.count()}
        )
        if new:
            log(pinned, "wagtail.create", user=user)
        take(gap, user, page)


def begin_draft(gap: Gap, kind: Kind, title: str, user: Any) -> KnowledgePage:
    """A page of ``kind`` that is not published, with the words of the row as client's words."""
    _check(user)
    parent = draft_parent(kind, user)
    if parent is None:
        raise PermissionDenied
    with transaction.atomic():
        page = DRAFT_TYPES[kind](title=title, client_words="\n".join(words_of(gap)), live=False, owner=user)
        parent.add_child(instance=page)
        log(page, "wagtail.create", user=user)
        page.save_revision(user=user, clean=False)  # a draft: what publishing needs comes later
        take(gap, user, page)
    return page


def draft_parent(kind: Kind, user: Any) -> CollectionPage | None:
    """The first collection of this kind into which ``user`` may put a page."""
    collections = CollectionPage.objects.filter(of_kind=kind).order_by("path")
    return next((page for page in collections if page.permissions_for_user(user).can_add_subpage()), None)


def words_of(gap: Gap) -> list[str]:
    """How the question was typed, most often first; words that had to be masked are left out."""
    if not gap.is_search:
        return []
    key_text = gap.subject.removeprefix("search:")
    typed = SearchQuery.objects.filter(key_text=key_text).values_list("text", flat=True).order_by("text")
    counted: dict[str, int] = {gap.text: 0}
    for text in typed:
        counted[text] = counted.get(text, 0) + 1
    return [text for text in sorted(counted, key=lambda text: -counted[text]) if MASK not in text][:MOST_WORDS]


def _check(user: Any) -> None:
    if not may_work(user):
        raise PermissionDenied


def _write(gap: Gap) -> None:
    """One statement that hits only the version that was read."""
    if gap.state in OPEN_STATES:
        gap.closed_at = None
    else:
        gap.closed_at = timezone.now()
    fields = ("state", "owner", "due_on", "page", "answer", "closed_at")
    values = {field: getattr(gap, field) for field in fields}
    try:
        with transaction.atomic():
            written = Gap.objects.filter(pk=gap.pk, version=gap.version).update(version=F("version") + 1, **values)
    except IntegrityError as error:  # opened again, and a newer row of the same subject is open
        raise ChangedMeanwhile from error
    if not written:
        raise ChangedMeanwhile
    gap.version += 1
