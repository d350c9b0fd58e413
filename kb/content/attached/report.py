"""The report of uploaded files whose text cannot be searched: which, why, and on which pages they are."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.documents import get_document_model
from wagtail.models import Page, ReferenceIndex
from wagtail.permissions import policy_registry

from kb.content.models import KnowledgePage
from kb.content.models.document_text import DocumentText, Reading


class PagesColumn(Column):
    """Links to the pages, by code."""

    cell_template_name = "content/admin/pages_cell.html"


def _edit_url(row: DocumentText) -> str:
    return reverse("wagtaildocs:edit", args=[row.pk])


class UnreadableDocumentsView(ReportView):
    """For those who may change documents, with those they may change."""

    model = DocumentText
    page_title = _("Documents that cannot be read")
    header_icon = "doc-full"
    index_url_name = "unreadable_documents"
    permission_required = "change"
    default_ordering = ("outcome", "document__title")
    no_results_message = _("The text of every uploaded file can be searched.")
    columns = [
        TitleColumn("title", label=_("Uploaded document"), accessor="document.title", get_url=_edit_url),
        Column("outcome", label=_("Why"), accessor="get_outcome_display"),
        Column("file", label=_("File"), accessor="document.filename"),
        Column("collection", label=_("Collection of documents"), accessor="document.collection"),
        PagesColumn("pages", label=_("On the pages"), accessor="attached_to"),
        DateColumn("read_at", label=_("Looked at")),
    ]
    export_headings = {
        "document.title": _("Uploaded document"),
        "get_outcome_display": _("Why"),
        "document.filename": _("File"),
        "document.collection": _("Collection of documents"),
        "read_at": _("Looked at"),
    }
    list_export = ["document.title", "get_outcome_display", "document.filename", "document.collection", "read_at"]

    @property
    def permission_policy(self) -> Any:
        return policy_registry.get_by_type(get_document_model())

    def get_base_queryset(self) -> "QuerySet[DocumentText]":
        own = self.permission_policy.instances_user_has_permission_for(self.request.user, "change")
        rows = DocumentText.objects.exclude(outcome=Reading.READ).filter(document__in=own)
        return rows.select_related("document__collection")

    def decorate_paginated_queryset(self, object_list: Iterable[DocumentText]) -> Sequence[DocumentText]:
        rows = list(object_list)
        pages = pages_of([row.pk for row in rows])
        for row in rows:
            row.attached_to = pages.get(row.pk, [])  # type: ignore[attr-defined]
        return rows


def pages_of(document_ids: Sequence[int]) -> dict[int, list[KnowledgePage]]:
    """Pages that each document is attached to or linked on, by code."""
    references = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(get_document_model()),
        to_object_id__in=[str(pk) for pk in document_ids],
        base_content_type=ContentType.objects.get_for_model(Page),
    )
    pairs = {(int(page), int(document)) for page, document in references.values_list("object_id", "to_object_id")}
    found: dict[int, list[KnowledgePage]] = defaultdict(list)
    for page in KnowledgePage.objects.filter(pk__in={page_id for page_id, _document in pairs}).order_by("code"):
        for document in {document for page_id, document in pairs if page_id == page.pk}:
            found[document].append(page)
    return found


class UnreadableDocumentsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        policy = policy_registry.get_by_type(get_document_model())
        return bool(policy.user_has_permission(request.user, "change"))
