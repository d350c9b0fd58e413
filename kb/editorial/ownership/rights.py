"""Who may say that a page is still right.

Owner, deputy, verifier, the people of the owner unit, whoever answers in their place, and administrators. A section of
the standard binds everybody: only approvers and administrators confirm it.
"""

from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db.models import Q, QuerySet

from kb.accounts.people import groups_of
from kb.accounts.roles import ADMINISTRATOR, APPROVER
from kb.content.choices import Kind
from kb.content.models import KnowledgePage
from kb.editorial.ownership.responsible import falls_to, with_responsible

#: For so long the button may be missing for a new owner, or still there for a former one; the deed itself is checked.
KEPT_SECONDS = 60


def may_verify(user: Any, page: KnowledgePage) -> bool:
    """Whether ``user`` may confirm ``page`` at this moment."""
    return verifiable(KnowledgePage.objects.filter(pk=page.pk), user).exists()


def verifiable(pages: "QuerySet[KnowledgePage]", user: Any) -> "QuerySet[Any]":
    """Those of ``pages`` that ``user`` may confirm."""
    return with_responsible(pages).filter(confirms(user))


def confirms(user: Any) -> Q:
    """The rule, for pages ``with_responsible``."""
    if not (user.is_authenticated and user.is_active):
        return Q(pk=None)
    names = {group.name for group in groups_of(user)}
    if user.is_superuser or ADMINISTRATOR in names:
        return Q(pk__isnull=False)
    named = Q(content_owner=user.pk) | Q(deputy=user.pk) | Q(verifier=user.pk)
    together = Q(owner_unit__name__in=names) | falls_to(names)
    standard = Q(kind=Kind.STANDARD)
    allowed = (named | together) & ~standard
    return allowed | standard if APPROVER in names else allowed


@dataclass(frozen=True, slots=True)
class Offered:
    """Pages on which a person is offered the button; ``everywhere`` for administrators."""

    everywhere: bool
    pages: frozenset[int]

    def on(self, page_id: int) -> bool:
        return self.everywhere or page_id in self.pages


def offered_to(user: Any) -> Offered:
    """Where ``user`` is offered the button. Asked with every page that is read, so it is kept for a minute."""
    groups = groups_of(user)
    if user.is_superuser or any(group.name == ADMINISTRATOR for group in groups):
        return Offered(True, frozenset())
    key = f"editorial:verifiable:{user.pk}:{'-'.join(str(group.pk) for group in groups)}"
    found: Offered | None = cache.get(key)
    if found is None:
        live = verifiable(KnowledgePage.objects.live(), user)
        found = Offered(False, frozenset(live.order_by().values_list("pk", flat=True)))
        cache.set(key, found, KEPT_SECONDS)
    return found
