"""What stands on a page of every type: panel, related pages, foot, paper."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_user_display_name

from kb.calendar.latvian_dates import numeric
from kb.content.models import KnowledgePage
from kb.desk.presentation import PageView
from kb.desk.qr import lasting_url, qr_svg
from kb.desk.reference import Company
from kb.desk.screens.links import page_links, standard_row
from kb.desk.screens.marks import band, state_on_paper
from kb.desk.screens.say import say_of
from kb.desk.screens.text import bare, capital
from kb.desk.screens.values import Link, Paper


def shared_parts(page: KnowledgePage, view: PageView) -> dict[str, Any]:
    return {
        "say": say_of(view, page),
        "related": page_links(page.related_pages),
        "standard_rows": tuple(standard_row(row) for row in page.standard_ref_list),
        "foot": _foot(page),
        "tags": tuple(Link(tag.name, reverse("tag", args=[tag.slug])) for tag in page.tags.all()),
        "paper": _paper(page, view),
    }


def first_words(page: KnowledgePage) -> str:
    words = page.client_word_list
    return capital(words[0]) if words else ""


def _foot(page: KnowledgePage) -> tuple[str, ...]:
    parts = [page.code, _version(page)] if page.last_published_at else [page.code]
    if page.owner_name:
        parts.append(_("Owner: %(name)s") % {"name": page.owner_name})
    if page.deputy:
        parts.append(_("deputy: %(name)s") % {"name": get_user_display_name(page.deputy)})
    if page.source:
        parts.append(_("Source: %(source)s") % {"source": page.source})
    if page.source_checked_on:
        parts.append(_("Seen %(date)s") % {"date": numeric(page.source_checked_on)})
    return tuple(parts)


def _version(page: KnowledgePage) -> str:
    return _("version of %(date)s") % {"date": numeric(timezone.localtime(page.last_published_at).date())}


def _paper(page: KnowledgePage, view: PageView) -> Paper:
    company = view.company
    # A new page has no code until it is first saved: its preview has nothing to lead to.
    url = lasting_url(page.code) if page.code else ""
    head = f"{page.code}, {_version(page)}" if page.last_published_at else page.code
    printed = _("Printed on %(date)s") % {"date": numeric(view.today)}
    return Paper(
        company=company.name,
        right=_("Client service %(phone)s") % {"phone": company.phone},
        band=band(view.trust),
        qr=qr_svg(url) if url else SafeString(""),
        first=_reach(company),
        second=f"{head.rstrip('.')}. {state_on_paper(view.trust)} {printed}",
        address=bare(url),
    )


def _reach(company: Company) -> str:
    phone = _("Phone %(phone)s") % {"phone": company.phone} if company.phone else ""
    return ". ".join(part for part in (company.address, company.email, phone) if part)
