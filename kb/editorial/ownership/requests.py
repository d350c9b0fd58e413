"""Readers ask that a page be checked: a row of the queue, of which one a page is open; the check answers it."""

from datetime import date
from typing import Any, cast

from django.utils.translation import gettext as _

from kb.calendar.latvian_dates import numeric
from kb.content.choices import TrustState
from kb.content.models import KnowledgePage
from kb.editorial.choices import OPEN_STATES, GapKind
from kb.editorial.gaps.work import settle
from kb.editorial.models import Gap


def may_be_asked_for(page: KnowledgePage) -> bool:
    """Only where readers see that a check is due or overdue."""
    return page.trust().state in (TrustState.DUE, TrustState.OVERDUE)


def answer_requests(page: KnowledgePage, user: Any) -> None:
    """Close the open request for ``page``, which ``user`` has just checked: whoever asked finds a new answer."""
    checked, following = cast(date, page.verified_on), cast(date, page.review_by)
    rows = Gap.objects.select_for_update(of=("self",)).filter(page=page.pk, kind=GapKind.CHECK, state__in=OPEN_STATES)
    for gap in rows.select_related("owner"):
        days = {"checked": numeric(checked), "next": numeric(following)}
        settle(gap, user, _("Checked on %(checked)s, it is still right. Next check: %(next)s") % days)
