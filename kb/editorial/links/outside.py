"""Addresses outside: which there are, when each is asked, and what is kept of the answer.

Nobody is hammered: a few addresses a minute, of one host one, what answers well again after a week, what does not ever
less often.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from urllib.parse import urlsplit

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from kb.content.models import Institution, LegalAct
from kb.editorial.links.fetch import Answer, Checker
from kb.editorial.models import LinkHost, OutsideLink, PageLink
from kb.editorial.models.page_check import ADDRESS_MAX

State = OutsideLink.State

AT_ONCE = 5
#: New addresses that one run takes up.
MOST_NEW = 1000
AGAIN_AFTER = timedelta(days=7)
BACK_OFF = (timedelta(hours=1), timedelta(hours=6), timedelta(days=1), timedelta(days=2), timedelta(days=7))
#: Once may be an accident of the net.
BROKEN_AFTER = 2
BAD = (State.GONE, State.FAILED, State.SILENT)


def gather_addresses() -> None:
    """Take up the addresses that pages, legal acts and institutions link to, and heed the list of hosts as it is."""
    now = timezone.now()
    links = PageLink.objects.exclude(outside="").filter(page__live=True)
    known = OutsideLink.objects.filter(address=OuterRef("outside"))
    new = set(links.exclude(Exists(known)).values_list("outside", flat=True).distinct()[:MOST_NEW])
    facts = addresses_of_facts()
    new |= facts - set(OutsideLink.objects.filter(address__in=facts).values_list("address", flat=True))
    rows = [OutsideLink(address=one, host=_host(one), state=State.UNLISTED, due_at=now) for one in new if _host(one)]
    OutsideLink.objects.bulk_create(rows, ignore_conflicts=True)
    listed = _at(LinkHost.objects.values_list("host", flat=True))
    OutsideLink.objects.filter(listed, state=State.UNLISTED).update(state=State.NEW, due_at=now)
    OutsideLink.objects.exclude(listed).exclude(state=State.UNLISTED).update(
        state=State.UNLISTED, failing_since=None, failures=0, detail=""
    )


def addresses_of_facts() -> set[str]:
    """What legal acts and institutions give as their address."""
    acts = LegalAct.objects.exclude(url="").values_list("url", flat=True)
    institutions = [institution.web_url for institution in Institution.objects.exclude(web="").only("web")]
    return {address[:ADDRESS_MAX] for address in (*acts, *institutions) if address}


def forget_unused() -> None:
    """Drop addresses that nothing links to any more."""
    used = PageLink.objects.filter(outside=OuterRef("address"), page__live=True)
    OutsideLink.objects.exclude(Exists(used)).exclude(address__in=addresses_of_facts()).delete()


def is_due() -> bool:
    return _due(timezone.now()).exists()


def ask_due(checker: Checker | None = None) -> int:
    """Ask a few addresses that are due, of each host one; returns how many were asked."""
    asking = checker or Checker(frozenset(LinkHost.objects.values_list("host", flat=True)))
    now = timezone.now()
    chosen: dict[str, OutsideLink] = {}
    for link in _due(now).order_by("due_at", "pk")[:200]:
        chosen.setdefault(link.host, link)
    asked = 0
    for link in list(chosen.values())[:AT_ONCE]:
        if _claimed(link, now):
            remember(link, asking.ask(link.address), timezone.now())
            asked += 1
    return asked


def remember(link: OutsideLink, answer: Answer, now: datetime) -> None:
    """Keep the answer, and when the address is asked again."""
    bad = answer.state in BAD
    link.state, link.detail, link.checked_at = answer.state, answer.detail[:ADDRESS_MAX], now
    link.failures = link.failures + 1 if bad else 0
    wrong = bad or answer.state == State.MOVED
    link.failing_since = (link.failing_since or timezone.localdate(now)) if wrong else None
    link.due_at = now + (BACK_OFF[min(link.failures, len(BACK_OFF)) - 1] if bad else AGAIN_AFTER)
    link.save(update_fields=["state", "detail", "checked_at", "failures", "failing_since", "due_at"])


def broken() -> Q:
    """Addresses that an editor should look at: that have moved, may not be asked, or failed more than once."""
    return Q(state__in=(State.MOVED, State.REFUSED)) | Q(state__in=BAD, failures__gte=BROKEN_AFTER)


def _due(now: datetime) -> "QuerySet[OutsideLink]":
    return OutsideLink.objects.exclude(state=State.UNLISTED).filter(due_at__lte=now)


def _claimed(link: OutsideLink, now: datetime) -> bool:
    """Whether this process is the one that asks: another host may have seen the same row."""
    mine = OutsideLink.objects.filter(pk=link.pk, due_at=link.due_at)
    return bool(mine.update(due_at=now + BACK_OFF[0]))


def _at(hosts: Iterable[str]) -> Q:
    """Rows of these hosts and of all below them; none where there is no host."""
    return reduce(or_, (Q(host=host) | Q(host__endswith=f".{host}") for host in hosts), Q(pk__in=[]))


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "")[:255]
    except ValueError:
        return ""
