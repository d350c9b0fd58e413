"""What the reports of the knowledge base share: who reads them, and lists that are not rows of one table."""

from collections.abc import Sequence
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView

from kb.calendar.latvian_dates import numeric
from kb.editorial.reports.shown import address_for, may_read


class ForReaders:
    """A view for who may read reports. (Wagtail's own check asks a permission policy of a model.)"""

    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_read(request.user):
            raise PermissionDenied
        return cast(HttpResponse, super().dispatch(request, *args, **kwargs))  # type: ignore[misc]


class Report(ForReaders, ReportView):
    """A report with its address as ``index_url_name``; every one of them is given out as CSV and XLSX too."""

    no_results_message = _("Nothing to show.")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        overview = {"url": reverse("editorial_reports"), "label": _("How the knowledge base stands")}
        *before, own = super().get_breadcrumbs_items()
        return [*before, overview, own]


class ListReport(Report):
    """A report over rows that are put together in Python: ``rows`` in place of a queryset, one order."""

    def rows(self) -> Sequence[Any]:
        raise NotImplementedError

    def get_queryset(self) -> Sequence[Any]:
        return self.rows()

    def get_filtered_queryset(self) -> Sequence[Any]:
        return self.rows()


class PageColumn(TitleColumn):
    """Code and title of a page, leading to it. ``page`` gives its id, code and title from a row."""

    def __init__(self, view_page: Any, **kwargs: Any) -> None:
        super().__init__("page", label=_("Page"), **kwargs)
        self.view_page = view_page

    def get_value(self, instance: Any) -> str:
        _pk, code, title = self.view_page(instance)
        return f"{code} {title}"

    def get_link_url(self, instance: Any, parent_context: Any) -> str:
        pk, code, _title = self.view_page(instance)
        return address_for(parent_context["request"]).of(pk, code)


class DayColumn(Column):
    """A date as a date: Wagtail's own column says how long ago it was, and some are ahead."""

    def get_value(self, instance: Any) -> str:
        day = super().get_value(instance)
        return numeric(day) if day else ""


class ReportMenuItem(MenuItem):
    """In the menu of reports, for who may read them."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_read(request.user)
