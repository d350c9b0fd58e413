"""The findings in Wagtail's panel «Pārbaudes» of the page editor."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from wagtail.admin.userbar import ContentCheckerItem

from kb.content.models import KnowledgePage
from kb.editorial.checks.kinds import ADVICE, BLOCKING
from kb.editorial.checks.rules import Finding
from kb.editorial.checks.stored import MOST_FINDINGS, findings_of, word_list
from kb.editorial.checks.texts import texts_of


class PageChecksItem(ContentCheckerItem):
    """Wagtail's checker of the preview, which also carries what our rules find in the version that is open.

    ``page_checks`` is printed by templates/wagtailadmin/shared/side_panels/checks.html.
    """

    #: The address of a page is for colleagues: no search engine reads its description.
    axe_run_only = [rule for rule in ContentCheckerItem.axe_run_only if rule != "empty-meta-description"]

    def __init__(self, page: KnowledgePage) -> None:
        super().__init__(in_editor=True)
        self.page = page

    def get_axe_configuration(self, request: HttpRequest) -> dict[str, Any]:
        return {**super().get_axe_configuration(request), "page_checks": _checks(self.page)}


def with_page_checks(request: HttpRequest, items: list[Any], page: Any) -> None:
    """Hook ``construct_wagtail_userbar``: put our item in the place of Wagtail's, in the editor of our pages alone."""
    if isinstance(page, KnowledgePage):
        items[:] = [
            PageChecksItem(page) if isinstance(item, ContentCheckerItem) and item.in_editor else item for item in items
        ]


def _checks(page: KnowledgePage) -> dict[str, Any]:
    found = findings_of(page, texts_of(page), word_list(), timezone.localdate())
    saved = page.latest_revision_created_at
    return {
        "saved": date_format(timezone.localtime(saved), "SHORT_DATETIME_FORMAT") if saved else "",
        "findings": [_shown(finding) for finding in found[:MOST_FINDINGS]],
        "more": max(0, len(found) - MOST_FINDINGS),
    }


def _shown(finding: Finding) -> dict[str, Any]:
    return {
        "rule": capfirst(finding.rule.label),
        "where": finding.where,
        "excerpt": finding.excerpt,
        "detail": finding.detail,
        "advice": str(ADVICE[finding.rule]),
        "blocking": finding.rule == BLOCKING,
    }
