"""Where the rules of approval join Wagtail and the rest of the site. Loaded by kb.editorial.wagtail_hooks."""

from typing import Any

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry, LogFormatter

from kb.editorial.workflow.decision_view import DecideMenuItem, DecisionView, without_wagtails_buttons
from kb.editorial.workflow.editor import after_edit, before_edit
from kb.editorial.workflow.late import late_decisions
from kb.editorial.workflow.permissions import permissions_of
from kb.editorial.workflow.reports import UrgentListView, WaitingView, WorkflowReportItem, menu_items
from kb.editorial.workflow.urgent import LOG_ACTION
from kb.editorial.workflow.urgent_view import UrgentMenuItem, UrgentView
from kb.editorial.workflow.waiting import decisions_to_take

hooks.register("kb_page_permissions", permissions_of)
hooks.register("before_edit_page", before_edit)
hooks.register("after_edit_page", after_edit)
hooks.register("kb_desk_tasks", decisions_to_take, order=10)
hooks.register("kb_desk_tasks", late_decisions)
hooks.register("register_page_action_menu_item", UrgentMenuItem)
hooks.register("register_page_action_menu_item", DecideMenuItem)
hooks.register("construct_page_action_menu", without_wagtails_buttons)


@hooks.register("register_admin_urls")
def register_views() -> list[URLPattern]:
    return [
        path("izlemt/<int:page_id>/", DecisionView.as_view(), name="decide"),
        path("steidzami/<int:page_id>/", UrgentView.as_view(), name="publish_urgently"),
        path("reports/gaida-lemumu/", WaitingView.as_view(), name="waiting_decisions"),
        path("reports/steidzami/", UrgentListView.as_view(), name="urgent_publications"),
    ]


@hooks.register("register_reports_menu_item")
def register_waiting() -> WorkflowReportItem:
    return menu_items()[0]


@hooks.register("register_reports_menu_item")
def register_urgent() -> WorkflowReportItem:
    return menu_items()[1]


@hooks.register("register_log_actions")
def register_log(actions: LogActionRegistry) -> None:
    @actions.register_action(LOG_ACTION)
    class UrgentFormatter(LogFormatter):
        label = _("Publish urgently")

        def format_message(self, entry: Any) -> str:
            return str(_("Published urgently: %(reason)s") % {"reason": entry.data.get("reason", "")})
