"""The reports one by one, each as a list that can be taken away as CSV or XLSX."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, NumberColumn, TitleColumn

from kb.calendar.latvian_dates import numeric
from kb.content.choices import Kind
from kb.content.coverage import coverage
from kb.content.loading.folder import SAMPLE_FOLDER, read_rows
from kb.content.models import KnowledgePage
from kb.editorial.choices import OPEN_STATES, GapKind
from kb.editorial.gaps.shown import shown_to
from kb.editorial.models import DailyFigures, Gap
from kb.editorial.reports.base import DayColumn, ListReport, PageColumn, Report
from kb.editorial.reports.pages import Used, in_use, not_in_use, with_age
from kb.editorial.reports.shown import shown_pages
from kb.editorial.reports.work import Scheduled, scheduled


@dataclass(frozen=True, slots=True)
class CoveredRow:
    row: str
    number: int
    codes: str


class CoverageReport(ListReport):
    page_title = _("Rows of the standard and the pages that apply them")
    header_icon = "clipboard-list"
    index_url_name = "report_coverage"
    export_filename = "standarta-parklajums"
    paginate_by = 100
    columns = [
        Column("row", label=_("Row of the standard")),
        NumberColumn("number", label=_("Pages")),
        Column("codes", label=_("Codes")),
    ]
    export_headings = {"row": _("Row of the standard"), "number": _("Pages"), "codes": _("Codes")}
    list_export = ["row", "number", "codes"]

    def rows(self) -> Sequence[CoveredRow]:
        """Rows without a page first."""
        found = coverage(read_rows(SAMPLE_FOLDER), shown_pages(self.request.user))
        rows = [CoveredRow(row, len(codes), ", ".join(codes)) for row, codes in found.items()]
        return sorted(rows, key=lambda row: row.number > 0)


_field: Any = DailyFigures._meta.get_field


class DailyReport(Report):
    model = DailyFigures
    page_title = _("Figures by day")
    header_icon = "history"
    index_url_name = "report_daily"
    default_ordering = ("-day",)
    export_filename = "raditaji-pa-dienam"
    _NUMBERS = (
        "pages", "verified", "due", "overdue", "sample", "rows", "rows_covered",
        "open_gaps", "open_errors", "broken_links", "findings",
    )  # fmt: skip
    columns = [
        DayColumn("day", label=_("Day"), sort_key="day"),
        *(NumberColumn(name, label=capfirst(_field(name).verbose_name)) for name in _NUMBERS),
    ]
    list_export = ["day", *_NUMBERS]


class AgeingFilterSet(WagtailFilterSet):
    kind = django_filters.ChoiceFilter(choices=Kind.choices, label=_("Page type"))

    class Meta:
        model = KnowledgePage
        fields = ["kind"]


class AgeingReport(Report):
    """What was said longest ago first."""

    model = KnowledgePage
    page_title = _("How old the answers are")
    header_icon = "time"
    index_url_name = "report_ageing"
    index_results_url_name = "report_ageing_results"
    filterset_class = AgeingFilterSet
    default_ordering = ("said_on", "code")
    export_filename = "novecosana"
    columns = [
        PageColumn(lambda page: (page.pk, page.code, page.title)),
        Column("kind", label=_("Page type"), accessor="get_kind_display", sort_key="kind"),
        DayColumn("verified_on", label=_("Verified on")),
        DayColumn("said_on", label=_("Verified or published"), sort_key="said_on"),
        NumberColumn("days", label=_("Days since")),
        DayColumn("review_by", label=_("Review by"), sort_key="review_by"),
    ]
    export_headings = {
        "get_kind_display": _("Page type"),
        "said_on": _("Verified or published"),
        "days": _("Days since"),
    }
    list_export = ["code", "title", "get_kind_display", "verified_on", "said_on", "days", "review_by"]

    def get_base_queryset(self) -> "QuerySet[KnowledgePage]":
        return with_age(KnowledgePage.objects.filter(shown_pages(self.request.user), live=True))

    def decorate_paginated_queryset(self, object_list: Any) -> list[Any]:
        today, pages = timezone.localdate(), list(object_list)
        for page in pages:
            page.days = (today - page.said_on).days if page.said_on else None
        return pages


class _UsageReport(ListReport):
    header_icon = "view"
    columns = [
        PageColumn(lambda page: (page.pk, page.code, page.title)),
        Column("kind", label=_("Page type"), accessor="type_name"),
        NumberColumn("clicks", label=_("Opened from the results")),
        NumberColumn("copies", label=_("Times copied")),
    ]
    export_headings = {
        "code": _("Code"),
        "title": _("Page"),
        "type_name": _("Page type"),
        "clicks": _("Opened from the results"),
        "copies": _("Times copied"),
    }
    list_export = ["code", "title", "type_name", "clicks", "copies"]

    def pages(self) -> "QuerySet[KnowledgePage]":
        pages: QuerySet[KnowledgePage] = KnowledgePage.objects.filter(shown_pages(self.request.user))
        return pages


class UsedReport(_UsageReport):
    page_title = _("Most used pages of the last 30 days")
    index_url_name = "report_used"
    export_filename = "lietotakas-lapas"

    def rows(self) -> Sequence[Used]:
        return in_use(self.pages(), timezone.localdate())


class UnusedReport(_UsageReport):
    page_title = _("Pages that nobody opened from the results or copied in 30 days")
    index_url_name = "report_unused"
    export_filename = "nelietotas-lapas"

    def rows(self) -> Sequence[Used]:
        return not_in_use(self.pages(), timezone.localdate())


class CopiedReport(_UsageReport):
    page_title = _("Most copied texts of the last 30 days")
    index_url_name = "report_copied"
    export_filename = "kopetie-teksti"

    def rows(self) -> Sequence[Used]:
        copied = [page for page in in_use(self.pages(), timezone.localdate()) if page.copies]
        return sorted(copied, key=lambda page: (-page.copies, page.code))


class OpenGapsFilterSet(WagtailFilterSet):
    kind = django_filters.ChoiceFilter(choices=GapKind.choices, label=_("What happened"))

    class Meta:
        model = Gap
        fields = ["kind"]


class OpenGapsReport(Report):
    """Open rows of the queue by age. Who sees to them is in the queue, not here."""

    model = Gap
    page_title = _("Open gaps and how long they have been open")
    header_icon = "clipboard-list"
    index_url_name = "report_gaps"
    index_results_url_name = "report_gaps_results"
    filterset_class = OpenGapsFilterSet
    default_ordering = ("first_at", "pk")
    export_filename = "atvertas-nepilnibas"
    columns = [
        TitleColumn("text", label=_("Gap"), accessor="__str__", url_name="gaps:edit"),
        Column("kind", label=_("What happened"), accessor="get_kind_display", sort_key="kind"),
        NumberColumn("times", label=_("Times"), sort_key="times"),
        NumberColumn("days", label=_("Days open")),
        DayColumn("due_on", label=_("Until"), sort_key="due_on"),
        Column("state", label=_("State"), accessor="get_state_display"),
    ]
    export_headings = {
        "__str__": _("Gap"),
        "get_kind_display": _("What happened"),
        "days": _("Days open"),
        "get_state_display": _("State"),
    }
    list_export = ["__str__", "get_kind_display", "times", "days", "due_on", "get_state_display"]

    def get_base_queryset(self) -> "QuerySet[Gap]":
        return shown_to(self.request.user).filter(state__in=OPEN_STATES)

    def decorate_paginated_queryset(self, object_list: Any) -> list[Any]:
        today, gaps = timezone.localdate(), list(object_list)
        for gap in gaps:
            gap.days = (today - timezone.localdate(gap.first_at)).days
        return gaps


class ScheduledReport(ListReport):
    page_title = _("What is scheduled")
    header_icon = "calendar-alt"
    index_url_name = "report_scheduled"
    export_filename = "ieplanotais"
    columns = [
        Column("at", label=_("When"), accessor=lambda row: _moment(row)),
        Column("what", label=_("What happens")),
        PageColumn(lambda row: (row.pk, row.code, row.title)),
    ]
    export_headings = {"at": _("When"), "what": _("What happens"), "code": _("Code"), "title": _("Page")}
    list_export = ["at", "what", "code", "title"]

    def rows(self) -> Sequence[Scheduled]:
        return scheduled(shown_pages(self.request.user))


def _moment(row: Scheduled) -> str:
    local = timezone.localtime(row.at)
    return f"{numeric(local.date())} {local:%H:%M}"
