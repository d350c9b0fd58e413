"""What no single text shows: a service without a deadline that holds today, a channel that leads nowhere."""

from collections.abc import Iterator
from datetime import date

from kb.content.choices import Availability, TermKind
from kb.content.dated import in_force
from kb.content.models import KnowledgePage, ReferralPage, ServicePage
from kb.editorial.checks.kinds import Rule
from kb.editorial.checks.rules import Finding


def missing_in(page: KnowledgePage, today: date) -> Iterator[Finding]:
    """Deadlines and channels that readers would look for on ``page`` in vain."""
    if isinstance(page, ServicePage):
        yield from _service(page, today)
    elif isinstance(page, ReferralPage):
        yield from _referral(page)


def _service(page: ServicePage, today: date) -> Iterator[Finding]:
    deadlines = str(page.deadlines.model._meta.verbose_name_plural).capitalize()
    holding = in_force(page.deadlines.all(), today)
    if not holding:
        yield Finding(Rule.DEADLINE, deadlines)
    for deadline in holding:
        if deadline.kind == TermKind.AGREED and not deadline.starts:
            yield Finding(Rule.DEADLINE, deadlines, detail=str(deadline))
    channels = page.channels.all()
    name = str(page.channels.model._meta.verbose_name_plural).capitalize()
    if not any(row.availability != Availability.NO for row in channels):
        yield Finding(Rule.CHANNEL, name)
    for row in channels:
        if row.availability == Availability.YES and not row.how and row.contact_id is None:
            yield Finding(Rule.CHANNEL, name, detail=str(row))


def _referral(page: ReferralPage) -> Iterator[Finding]:
    institution = page.institution
    reachable = institution is not None and (
        institution.web or institution.email or institution.address or institution.phones.all()
    )
    if not page.reach and not reachable:
        yield Finding(Rule.CHANNEL, str(page._meta.get_field("reach").verbose_name).capitalize())
