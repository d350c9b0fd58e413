"""What the rules find on all live pages, as it was when each was last looked through."""

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column

from kb.content.choices import Kind
from kb.editorial.checks.kinds import Rule
from kb.editorial.models import PageFinding
from kb.editorial.reports.base import PageColumn, Report
from kb.editorial.reports.shown import shown_pages


class FindingFilterSet(WagtailFilterSet):
    rule = django_filters.ChoiceFilter(choices=Rule.choices, label=_("What"))
    kind = django_filters.ChoiceFilter(field_name="page__kind", choices=Kind.choices, label=_("Page type"))

    class Meta:
        model = PageFinding
        fields = ["rule", "kind"]


class FindingsReport(Report):
    model = PageFinding
    page_title = _("Wording and content of the pages")
    header_icon = "glasses"
    index_url_name = "report_findings"
    index_results_url_name = "report_findings_results"
    filterset_class = FindingFilterSet
    default_ordering = ("page__code", "pk")
    export_filename = "teksta-parbaudes"
    columns = [
        PageColumn(lambda finding: (finding.page_id, finding.page.code, finding.page.title)),
        Column("rule", label=_("What"), accessor="get_rule_display", sort_key="rule"),
        Column("detail", label=_("Detail")),
        Column("where", label=_("Where")),
        Column("excerpt", label=_("Sentence")),
    ]
    export_headings = {
        "page.code": _("Code"),
        "page.title": _("Page"),
        "get_rule_display": _("What"),
        "detail": _("Detail"),
        "where": _("Where"),
        "excerpt": _("Sentence"),
    }
    list_export = ["page.code", "page.title", "get_rule_display", "detail", "where", "excerpt"]

    def get_base_queryset(self) -> "QuerySet[PageFinding]":
        found = PageFinding.objects.filter(shown_pages(self.request.user, "page"), page__live=True)
        return found.select_related("page")
