"""The page of the admin on which a change is decided: what changes, word by word, and two buttons."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views.pages.revisions import RevisionsCompareView
from wagtail.models import Page

from kb.content.models import KnowledgePage
from kb.editorial.workflow.decision import NotDecided, decide
from kb.editorial.workflow.facts import state_of
from kb.editorial.workflow.permissions import may
from kb.editorial.workflow.rules import Action, State

#: Stand above the comparison.
SAID = {"change_kind", "change_note"}
BUTTONS = {"approve": Action.APPROVE, "return": Action.RETURN}


class DecisionView(RevisionsCompareView):
    """Wagtail's comparison with the live version; without one, with nothing before the first."""

    page_title = gettext_lazy("Decide")
    template_name = "editorial/decision.html"

    def setup(self, request: HttpRequest, page_id: int, *args: Any, **kwargs: Any) -> None:
        self.found = Page.objects.filter(pk=page_id).first()
        if self.found is None:
            self.kwargs = {"page_id": page_id}
            self.request = request
            return
        before = "live" if self.found.live else "earliest"
        super().setup(request, page_id, before, "latest", *args, **kwargs)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if self.found is None:
            messages.error(request, _("The page has been deleted meanwhile. Its history is in the log of changes."))
            return redirect("waiting_decisions")
        if request.method == "GET" and state_of(self.found) is not State.WAITING:
            messages.info(request, _("Nothing waits for a decision here any more."))
            return redirect(self._edit_url)
        if request.method == "GET" and not may(request.user, self.found, Action.APPROVE):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        action, seen = BUTTONS.get(request.POST.get("decision", "")), request.POST.get("seen", "")
        if action is None or not seen.isdecimal() or len(seen) > 18:
            raise PermissionDenied
        page = self.object
        try:
            decide(page.pk, request.user, action, seen=int(seen), comment=request.POST.get("comment", "")[:1000])
        except NotDecided as why:
            messages.error(request, str(why))
            return redirect(request.path)
        done = _("Approved.") if action is Action.APPROVE else _("Returned to the author with the comment.")
        messages.success(request, f"{page.get_admin_display_title()}: {done}")
        return redirect("waiting_decisions")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        version, workflow = context["revision_b"], self.object.current_workflow_state
        said = isinstance(version, KnowledgePage)
        return context | {
            "comparison": [row for row in context["comparison"] if not (row.is_field and row.field.name in SAID)],
            "readers_see": self._readers_see(),
            "seen": self.object.latest_revision_id,
            "submitted_by": get_user_display_name(workflow.requested_by) if workflow.requested_by else "",
            "change_kind": version.get_change_kind_display() if said else "",
            "change_note": version.change_note if said else "",
            "first": not self.object.live,
            "goes_live": version.go_live_at,
            "preview_url": reverse("wagtailadmin_pages:view_draft", args=[self.object.pk]),
        }

    def _readers_see(self) -> list[Any]:
        """Rows of what differs for readers, as another part of the site compares it (hook ``kb_differences``)."""
        older, newer = self.object.live_revision_id, self.object.latest_revision_id
        if not isinstance(self.object, KnowledgePage) or not (self.object.live and older and newer):
            return []
        return [row for compare in hooks.get_hooks("kb_differences") for row in compare(older, newer)]

    @property
    def _edit_url(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.object.pk])


class DecideMenuItem(ActionMenuItem):
    """First in the editor's menu for whoever may decide: instead of Wagtail's buttons, which save the form as well."""

    label = gettext_lazy("See what changes and decide")
    name = "action-decide"
    icon_name = "success"
    order = -10

    def is_shown(self, context: dict[str, Any]) -> bool:
        page = context.get("page")
        shown = context["view"] == "edit" and page is not None and state_of(page) is State.WAITING
        return shown and may(context["request"].user, page, Action.APPROVE)

    def get_url(self, context: dict[str, Any]) -> str:
        return reverse("decide", args=[context["page"].pk])


def without_wagtails_buttons(menu_items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Wagtail approves with the form that is open, so that whoever approves would write along unawares."""
    if any(item.name == DecideMenuItem.name for item in menu_items):
        menu_items[:] = [item for item in menu_items if item.name not in {"approve", "reject"}]
