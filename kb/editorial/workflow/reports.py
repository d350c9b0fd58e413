"""Two lists of the admin: what waits for a decision, and what was published without one."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page, PageLogEntry, TaskState

from kb.content.access import opens, tokens_of
from kb.editorial.workflow.late import decide_by
from kb.editorial.workflow.urgent import LOG_ACTION
from kb.editorial.workflow.waiting import decision_url, waiting, waiting_for

#: Whoever reads the queue of gaps reads these lists.
MAY_READ = "editorial.view_gap"


class _WorkflowReport(ReportView):
    """Pages that are closed to the reader are left out, unless they work on them."""

    permission_policy = None
    permission_required = MAY_READ

    def shown(self, pages: Iterable[Page]) -> set[int]:
        tokens = tokens_of(self.request.user)
        user = self.request.user
        return {page.pk for page in pages if opens(page.path, tokens) or page.permissions_for_user(user).can_edit()}


def _decision_url(row: Any) -> str:
    """Where it is decided; for who may not, the row is words only."""
    return decision_url(row) if row.decidable else ""


class WaitingView(_WorkflowReport):
    model = TaskState
    page_title = _("Waiting for a decision")
    header_icon = "time"
    index_url_name = "waiting_decisions"
    default_ordering = ("started_at", "pk")
    no_results_message = _("Nothing waits for a decision.")
    columns = [
        TitleColumn("title", label=_("Page"), accessor="revision.object_str", get_url=_decision_url),
        Column("task", label=_("Who decides"), accessor="task.name"),
        Column("submitted", label=_("Submitted by"), accessor="submitted_by"),
        DateColumn("started_at", label=_("Since")),
        Column("by", label=_("To be decided by"), accessor="by"),
        Column("late", label=_("State"), accessor="lateness"),
    ]
    export_headings = {"revision.object_str": _("Page"), "task.name": _("Who decides"), "by": _("To be decided by")}
    list_export = ["revision.object_str", "task.name", "submitted_by", "started_at", "by"]

    def get_base_queryset(self) -> "QuerySet[TaskState]":
        states = waiting()
        pages = Page.objects.in_bulk(states.values_list("workflow_state__object_id", flat=True))
        shown = self.shown(pages.values())
        return states.filter(workflow_state__object_id__in=[str(pk) for pk in shown])

    def decorate_paginated_queryset(self, object_list: Iterable[Any]) -> Sequence[Any]:
        rows = list(object_list)
        today = timezone.localdate()
        own = set(waiting_for(self.request.user).values_list("pk", flat=True))
        for row in rows:
            day = decide_by(row)
            row.decidable = row.pk in own
            asked_by = row.workflow_state.requested_by
            row.submitted_by = get_user_display_name(asked_by) if asked_by else ""
            row.by = date_format(day, "SHORT_DATE_FORMAT")
            row.lateness = _("late") if day < today else ""
        return rows


class UrgentListView(_WorkflowReport):
    model = PageLogEntry
    page_title = _("Published urgently")
    header_icon = "warning"
    index_url_name = "urgent_publications"
    default_ordering = ("-timestamp", "-pk")
    no_results_message = _("Nothing was published urgently.")
    columns = [
        TitleColumn("title", label=_("Page"), accessor="label", get_url=lambda row: row.url),
        Column("reason", label=_("Why"), accessor="reason"),
        Column("user", label=_("Who"), accessor="who"),
        DateColumn("timestamp", label=_("When")),
    ]
    export_headings = {"label": _("Page"), "reason": _("Why"), "who": _("Who"), "timestamp": _("When")}
    list_export = ["label", "reason", "who", "timestamp"]

    def get_base_queryset(self) -> "QuerySet[PageLogEntry]":
        entries: QuerySet[PageLogEntry] = PageLogEntry.objects.filter(action=LOG_ACTION).select_related("user")
        there = Page.objects.filter(pk__in=entries.values("page_id"))
        hidden = {page.pk for page in there} - self.shown(there)
        return entries.exclude(page_id__in=hidden).order_by(*self.default_ordering)

    def decorate_paginated_queryset(self, object_list: Iterable[Any]) -> Sequence[Any]:
        rows = list(object_list)
        there = set(Page.objects.filter(pk__in=[row.page_id for row in rows]).values_list("pk", flat=True))
        for row in rows:
            row.reason = row.data.get("reason", "")
            row.who = get_user_display_name(row.user) if row.user else ""
            row.url = reverse("wagtailadmin_pages:history", args=[row.page_id]) if row.page_id in there else ""
        return rows


class WorkflowReportItem(MenuItem):
    """Among Wagtail's reports, for who may read it."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(MAY_READ))


def menu_items() -> tuple[WorkflowReportItem, WorkflowReportItem]:
    return (
        WorkflowReportItem(WaitingView.page_title, reverse_lazy("waiting_decisions"), icon_name="time", order=610),
        WorkflowReportItem(
            UrgentListView.page_title, reverse_lazy("urgent_publications"), icon_name="warning", order=620
        ),
    )
