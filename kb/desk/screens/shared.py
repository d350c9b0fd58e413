"""What stands on a page of every type: panel, related pages, foot, paper."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_user_display_name

from kb.content.models import KnowledgePage
from kb.desk.presentation import PageView
from kb.desk.reference import Company
from kb.desk.screens.links import page_links, standard_row
from kb.desk.screens.marks import band, state_on_paper
from kb.desk.screens.say import say_of
from kb.desk.screens.text import capital, in_latvian
from kb.desk.screens.values import Link, Paper
from kb.formats.dates import short_date
from kb.qr import bare, lasting_url, qr_svg


def shared_parts(page: KnowledgePage, view: PageView) -> dict[str, Any]:
    """Fields of ``Screen`` that every type fills alike."""
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
        parts.append(_named(_("Owner: %(name)s"), page.owner_name))
    if page.deputy:
        parts.append(_named(_("deputy: %(name)s"), get_user_display_name(page.deputy)))
    if page.source:
        parts.append(_named(_("Source: %(source)s"), page.source))
    if page.source_checked_on:
        parts.append(_("Seen %(date)s") % {"date": short_date(page.source_checked_on)})
    return tuple(parts)


def _named(words: str, name: str) -> SafeString:
    """``words`` of the interface with what an editor wrote in place of ``%(name)s`` or ``%(source)s``."""
    latvian = conditional_escape(in_latvian(name))
    return mark_safe(escape(words) % {"name": latvian, "source": latvian})  # noqa: S308  (both are escaped)


def _version(page: KnowledgePage) -> str:
    return _("version of %(date)s") % {"date": short_date(timezone.localtime(page.last_published_at).date())}


def _paper(page: KnowledgePage, view: PageView) -> Paper:
    company = view.company
    # A new page has no code until it is first saved: its preview has nothing to lead to.
    url = lasting_url(page.code) if page.code else ""
    head = f"{page.code}, {_version(page)}" if page.last_published_at else page.code
    printed = "" if view.kept else _("Printed on %(date)s") % {"date": short_date(view.today)}
    return Paper(
        company=company.name,
        right=_("Client service %(phone)s") % {"phone": company.phone},
        band=band(view.trust),
        qr=qr_svg(url) if url else SafeString(""),
        first=reach_line(company),
        second=f"{head.rstrip('.')}. {state_on_paper(view.trust)} {printed}".rstrip(),
        address=bare(url),
    )


def reach_line(company: Company) -> str:
    """Address, e-mail and phone for the foot of a sheet."""
    phone = _("Phone %(phone)s") % {"phone": company.phone} if company.phone else ""
    return ". ".join(part for part in (company.address, company.email, phone) if part)
