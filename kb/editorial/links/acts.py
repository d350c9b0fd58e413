"""Legal acts with the day on which somebody last looked whether what we say of them still holds."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.log_actions import log

from kb.content.models import LegalAct
from kb.editorial.models import OutsideLink
from kb.editorial.reports.base import DayColumn, Report

MAY_CHECK = "content.change_legalact"


def mark_checked(act: LegalAct, user: Any) -> None:
    """``user`` has looked at the act today; in the log of changes. PermissionDenied for who may not change acts."""
    if not user.has_perm(MAY_CHECK):
        raise PermissionDenied
    today = timezone.localdate()
    if act.checked_on == today:
        return
    act.checked_on = today
    with transaction.atomic():
        act.save(update_fields=["checked_on"])
        log(act, "wagtail.edit", user=user)


@require_POST
def act_checked(request: HttpRequest, pk: int) -> HttpResponse:
    act = get_object_or_404(LegalAct, pk=pk)
    mark_checked(act, request.user)
    messages.success(request, _("“%(act)s” is marked as checked today.") % {"act": act})
    return redirect("report_acts")


class CheckColumn(Column):
    """The button «Pārbaudīts šodien», for who may press it."""

    cell_template_name = "editorial/reports/act_cell.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        request = parent_context["request"]
        offered = request.user.has_perm(MAY_CHECK) and instance.checked_on != timezone.localdate()
        return context | {"url": reverse("act_checked", args=[instance.pk]) if offered else "", "request": request}


class ActsReport(Report):
    """Those looked at longest ago first; beside each how its address answered last."""

    model = LegalAct
    page_title = gettext_lazy("Legal acts: when they were last checked")
    header_icon = "draft"
    index_url_name = "report_acts"
    default_ordering = ("checked_on", "short")
    export_filename = "tiesibu-akti"
    columns = [
        TitleColumn("short", label=gettext_lazy("Legal act"), get_url=lambda act: act.edit_url),
        Column("number", label=gettext_lazy("Number and date")),
        DayColumn("checked_on", label=gettext_lazy("Last checked"), sort_key="checked_on"),
        Column("link_state", label=gettext_lazy("Its address")),
        CheckColumn("check", label="", accessor="pk"),
    ]
    export_headings = {"link_state": gettext_lazy("Its address")}
    list_export = ["short", "title", "number", "url", "checked_on", "link_state"]

    def decorate_paginated_queryset(self, object_list: Any) -> list[LegalAct]:
        acts = list(object_list)
        states = {
            link.address: link for link in OutsideLink.objects.filter(address__in=[act.url for act in acts if act.url])
        }
        may_edit = self.request.user.has_perm(MAY_CHECK)
        edit = LegalAct.snippet_viewset.get_url_name("edit")  # type: ignore[attr-defined]
        for act in acts:
            link = states.get(act.url)
            act.link_state = link.get_state_display() if link else ("–" if act.url else _("none given"))
            act.edit_url = reverse(edit, args=[act.pk]) if may_edit else None
        return acts
