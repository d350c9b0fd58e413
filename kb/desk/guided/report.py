"""The report of walks through guided questions: how many were begun, how many were given up and where."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, NumberColumn, TitleColumn
from wagtail.admin.views.reports import ReportView

from kb.content.guided_walk import walk
from kb.content.models import GuidedQuestionPage
from kb.desk.models import GuidedRun

#: The report looks back this far.
PERIOD = timedelta(days=90)
MAY_READ = "desk.view_guidedrun"


class GuidedReportView(ReportView):
    """Pages with the most walks given up first."""

    model = GuidedQuestionPage
    page_title = gettext_lazy("Guided questions: where they are given up")
    header_icon = "help"
    index_url_name = "guided_report"
    permission_policy = None
    permission_required = MAY_READ
    default_ordering = ("-given_up", "code")
    no_results_message = gettext_lazy("Nobody has walked through a guided question yet.")
    columns = [
        TitleColumn("title", label=gettext_lazy("Guided question"), get_url=lambda page: page.url),
        NumberColumn("begun", label=gettext_lazy("Begun")),
        NumberColumn("given_up", label=gettext_lazy("Given up")),
        Column("stopped_at", label=gettext_lazy("Most often at the question")),
    ]
    export_headings = {
        "code": gettext_lazy("Code"),
        "title": gettext_lazy("Guided question"),
        "begun": gettext_lazy("Begun"),
        "given_up": gettext_lazy("Given up"),
    }
    list_export = ["code", "title", "begun", "given_up"]

    def get_base_queryset(self) -> "QuerySet[GuidedQuestionPage]":
        since = timezone.localdate() - PERIOD
        recent = Q(guided_runs__day__gte=since)
        pages: QuerySet[GuidedQuestionPage] = GuidedQuestionPage.objects.annotate(
            begun=Count("guided_runs", filter=recent),
            given_up=Count("guided_runs", filter=recent & Q(guided_runs__finished=False)),
        )
        return pages.filter(begun__gt=0)

    def decorate_paginated_queryset(self, object_list: Iterable[Any]) -> Sequence[Any]:
        pages = list(object_list)
        stops = stops_of([page.pk for page in pages])
        for page in pages:
            page.stopped_at = question_at(page, stops[page.pk])
        return pages


def stops_of(page_ids: Sequence[int]) -> defaultdict[int, Counter[str]]:
    """For each page how often a walk was given up at each step, in the period of the report."""
    since = timezone.localdate() - PERIOD
    rows = GuidedRun.objects.filter(page__in=page_ids, day__gte=since, finished=False)
    stops: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for page_id, path, number in rows.values_list("page_id", "path").annotate(number=Count("pk")):
        stops[page_id][path] = number
    return stops


def question_at(page: GuidedQuestionPage, stops: Counter[str]) -> str:
    """The question that most walks stopped at, with their number; empty where none stopped."""
    for path, number in stops.most_common():
        try:
            step = walk(page, [int(answer) for answer in path.split(".")])
        except Http404:  # the page has changed since
            continue
        return _("%(question)s (%(number)d)") % {"question": step.question, "number": number}
    return ""


class GuidedReportMenuItem(MenuItem):
    """Among Wagtail's reports, for who may read it."""

    def __init__(self) -> None:
        super().__init__(GuidedReportView.page_title, reverse_lazy("guided_report"), icon_name="help", order=660)

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(MAY_READ))
