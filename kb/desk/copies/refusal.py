"""When nothing may be copied for the client, and why (row B4c)."""

from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _

from kb.content.choices import TrustState
from kb.content.models import KnowledgePage, ReferralPage, ServicePage
from kb.content.trust import Trust
from kb.desk.answer import Answer
from kb.formats.dates import short_date


def refusal(page: KnowledgePage, answer: Answer, trust: Trust, received: date) -> str:
    """Why no text of ``page`` may be copied for a client who applies on ``received``; empty where it may."""
    if page.shown_as_of:
        return _("This is how the page was once.")
    match trust.state:
        case TrustState.OVERDUE:
            return _("The check is overdue.")
        case TrustState.WITHDRAWN:
            return _("The page is withdrawn.")
        case TrustState.DRAFT:
            return _("A draft is not for clients.")
    if page.valid_from and received < page.valid_from:
        return _("It is not valid yet: from %(date)s") % {"date": short_date(page.valid_from)}
    if page.valid_to and page.valid_to < received:
        return _("It is no longer valid then: until %(date)s") % {"date": short_date(page.valid_to)}
    if is_sample(page, answer, trust) and not settings.DEMO_ACCOUNTS:
        return _("A sample: nobody has confirmed it.")
    return ""


def is_sample(page: KnowledgePage, answer: Answer, trust: Trust) -> bool:
    """Whether a copy would say what nobody has confirmed: the page as a whole, or a value that copies name."""
    if trust.state == TrustState.SAMPLE:
        return True
    match page:
        case ServicePage():
            rows = [*page.channels.all(), *(term.deadline for term in answer.terms)]
            return any(row.sample for row in rows) or any(child.value["sample"] for child in page.documents)
        case ReferralPage():
            return any(child.value["sample"] for child in page.take_along)
    return False
