"""Who answers for a page (row B2a): a person, and a group where that person is no longer here.

The owner; the deputy where the owner is not active any more or was never named; otherwise the people of the unit that
owns the page, who are the members of the group with the unit's name; where there is no such group or nobody in it, the
editors.
"""

from collections.abc import Callable, Collection
from typing import Any, Protocol

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When

from kb.accounts.people import groups_of
from kb.accounts.roles import EDITOR
from kb.content.models import KnowledgePage


class Owned(Protocol):
    """A page as far as its owners are concerned."""

    content_owner: Any
    deputy: Any


def person_for(page: Owned, fits: Callable[[Any], bool]) -> Any | None:
    """The owner of ``page``, or else the deputy, whoever ``fits`` first."""
    return next((person for person in (page.content_owner, page.deputy) if person is not None and fits(person)), None)


def with_responsible(pages: "QuerySet[KnowledgePage]") -> "QuerySet[Any]":
    """``pages`` with ``in_charge``: key of the person who answers for each, None where a group does (``falls_to``)."""
    found: QuerySet[Any] = pages.annotate(
        in_charge=Case(
            When(content_owner__is_active=True, then=F("content_owner")),
            When(deputy__is_active=True, then=F("deputy")),
            default=Value(None),
            output_field=IntegerField(),
        )
    )
    return found


def _unit_groups() -> "QuerySet[Group]":
    """The group of the unit that owns the page, if somebody is in it."""
    here = get_user_model().objects.filter(groups=OuterRef("pk"), is_active=True)
    return Group.objects.filter(Exists(here), name=OuterRef("owner_unit__name"))


def pages_of(user: Any) -> "QuerySet[Any]":
    """Live pages that ``user`` answers for, alone (``in_charge``) or with a group."""
    names = [group.name for group in groups_of(user)]
    pages = KnowledgePage.objects.live()
    if EDITOR not in names:  # the others' pages name them: an index finds those, and only editors look through all
        pages = pages.filter(Q(content_owner=user.pk) | Q(deputy=user.pk) | Q(owner_unit__name__in=names))
    return with_responsible(pages).filter(Q(in_charge=user.pk) | falls_to(names))


def falls_to(names: Collection[str]) -> Q:
    """Pages ``with_responsible`` for which the groups of these names answer, seen from somebody who is in them."""
    of_unit = Q(owner_unit__name__in=names)
    nobodys = of_unit | Q(~Exists(_unit_groups())) if EDITOR in names else of_unit
    return Q(in_charge=None) & nobodys
