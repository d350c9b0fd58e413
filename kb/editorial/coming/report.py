"""The report «what is coming» of the admin."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page

from kb.content.access import opens, tokens_of
from kb.editorial.coming.events import coming

#: Whoever reads the queue of gaps reads this list.
MAY_READ = "editorial.view_gap"


class ComingView(ReportView):
    """Rows of several kinds, so there is no queryset behind them. Pages closed to the reader are left out."""

    model = Page
    page_title = gettext_lazy("What is coming")
    header_icon = "calendar-alt"
    index_url_name = "coming"
    permission_policy = None
    permission_required = MAY_READ
    no_results_message = gettext_lazy("Nothing begins or ends by its date.")
    columns = [
        Column("day", label=gettext_lazy("Day"), accessor=lambda row: date_format(row.day, "SHORT_DATE_FORMAT")),
        Column("begins", label=gettext_lazy("Begins or ends"), accessor="turn"),
        Column("kind", label=gettext_lazy("What"), accessor="kind"),
        TitleColumn("what", label=gettext_lazy("Value"), accessor="named", get_url=lambda row: row.url),
        Column("page", label=gettext_lazy("Page"), accessor="page"),
    ]
    export_headings = {
        "day": gettext_lazy("Day"),
        "turn": gettext_lazy("Begins or ends"),
        "kind": gettext_lazy("What"),
        "what": gettext_lazy("Value"),
        "page": gettext_lazy("Page"),
    }
    list_export = ["day", "turn", "kind", "what", "page"]

    def get_queryset(self) -> Any:
        tokens = tokens_of(self.request.user)
        return [event for event in coming(timezone.localdate()) if not event.path or opens(event.path, tokens)]

    def filter_queryset(self, queryset: Any) -> Any:
        return queryset


class ComingMenuItem(MenuItem):
    """Among the reports, for who may read it."""

    def __init__(self) -> None:
        super().__init__(ComingView.page_title, reverse_lazy("coming"), icon_name="calendar-alt", order=600)

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(MAY_READ))
