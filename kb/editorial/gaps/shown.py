"""Which rows of the queue a person gets to see.

A row holds words that were said of a page, a passage of it, or at least its title. Whoever may neither open the page
nor work on it does not see the row either.
"""

from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from kb.content.access import closed_paths, opens, tokens_of
from kb.editorial.models import Feedback, Gap


def shown_to(user: Any) -> "QuerySet[Gap]":
    """Rows without those of pages that are closed to ``user``. The page of a row can be changed by hand: what readers
    said of another one counts as well."""
    closed = [Q(path__startswith=root) for root, _allowed in closed_paths() if not opens(root, tokens_of(user))]
    if not closed:
        return Gap.objects.all()
    working = page_permission_policy.instances_user_has_permission_for(user, "change")
    hidden = Page.objects.filter(reduce(or_, closed)).exclude(pk__in=working.values("pk")).values("pk")
    said = Feedback.objects.filter(gap=OuterRef("pk"), page__in=hidden)
    return Gap.objects.exclude(page__in=hidden).exclude(Exists(said))
