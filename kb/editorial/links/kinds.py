"""What a link leads to, from the way it is written."""

import re
from urllib.parse import unquote, urlsplit

from django.conf import settings

from kb.content.models import KnowledgePage
from kb.editorial.checks.texts import Link
from kb.editorial.models import PageLink
from kb.editorial.models.page_check import ADDRESS_MAX

_BY_CODE = re.compile(r"/lapa/([A-Za-z]\d{0,6})/?")


def as_row(page: KnowledgePage, where: str, link: Link) -> PageLink | None:
    """The link as a row of its page, not saved; None for what is no link to look at (e-mail, telephone)."""
    row = PageLink(page=page, where=where[:160])
    if link.page is not None:
        row.to_page = link.page
    elif link.document is not None:
        row.to_document = link.document
    elif not _addressed(row, page, link.address.strip()):
        return None
    return row


def _addressed(row: PageLink, page: KnowledgePage, address: str) -> bool:
    """Fill ``row`` from an address; whether it is one to look at."""
    try:
        parts = urlsplit(address)
    except ValueError:
        row.local = address[:ADDRESS_MAX]
        return True
    if not address or parts.scheme in {"mailto", "tel", "sms"}:
        return False
    row.anchor = unquote(parts.fragment)[:100]
    if parts.scheme in {"http", "https"} and parts.hostname != _own_host():
        row.anchor, row.outside = "", parts._replace(fragment="").geturl()[:ADDRESS_MAX]
    elif address.startswith("#"):
        row.to_page = page.pk
    elif by_code := _BY_CODE.fullmatch(parts.path):
        row.to_code = by_code[1].upper()
    else:
        row.local = parts.path[:ADDRESS_MAX].rstrip("/") or "/"
    return True


def _own_host() -> str | None:
    return urlsplit(str(settings.WAGTAILADMIN_BASE_URL)).hostname
