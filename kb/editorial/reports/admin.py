"""Where the reports stand in the admin: one screen of its own, and each report among Wagtail's."""

from typing import Any

from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from kb.editorial.checks.report import FindingsReport
from kb.editorial.links.acts import ActsReport, act_checked
from kb.editorial.links.report import LinksReport
from kb.editorial.reports import lists
from kb.editorial.reports.base import ForReaders, Report, ReportMenuItem
from kb.editorial.reports.overview import panels

#: Name in the address of each report.
REPORTS: dict[str, type[Report]] = {
    "standarta-parklajums": lists.CoverageReport,
    "raditaji-pa-dienam": lists.DailyReport,
    "novecosana": lists.AgeingReport,
    "lietotakas-lapas": lists.UsedReport,
    "nelietotas-lapas": lists.UnusedReport,
    "kopetie-teksti": lists.CopiedReport,
    "atvertas-nepilnibas": lists.OpenGapsReport,
    "ieplanotais": lists.ScheduledReport,
    "bojatas-saites": LinksReport,
    "tiesibu-akti": ActsReport,
    "teksta-parbaudes": FindingsReport,
}


class OverviewView(ForReaders, WagtailAdminTemplateMixin, TemplateView):
    template_name = "editorial/reports/overview.html"
    page_title = _("How the knowledge base stands")
    header_icon = "table"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(panels=panels(self.request.user), **kwargs)


def report_urls() -> list[URLPattern]:
    """Addresses under ``/admin/``."""
    urls = [
        path("parskati/", OverviewView.as_view(), name="editorial_reports"),
        path("reports/tiesibu-akti/<int:pk>/parbaudits/", act_checked, name="act_checked"),
    ]
    for slug, report in REPORTS.items():
        urls.append(path(f"reports/{slug}/", report.as_view(), name=report.index_url_name))
        if report.index_results_url_name:
            results = report.as_view(results_only=True)
            urls.append(path(f"reports/{slug}/results/", results, name=report.index_results_url_name))
    return urls


def overview_menu_item() -> MenuItem:
    """In the menu itself: it is looked at more often than any one report."""
    return ReportMenuItem(OverviewView.page_title, reverse_lazy("editorial_reports"), icon_name="table", order=155)


def report_menu_item() -> MenuItem:
    """First among the reports; each report is one click from there."""
    return ReportMenuItem(OverviewView.page_title, reverse_lazy("editorial_reports"), icon_name="table", order=-10)
