"""What the page editor says about approval: who decides, and why a decision was not taken."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.utils import get_user_display_name
from wagtail.models import Page, TaskState

from kb.calendar.latvian_dates import numeric
from kb.editorial.workflow.facts import is_author, matter_of, returned_of, state_of
from kb.editorial.workflow.permissions import may
from kb.editorial.workflow.rules import Action, Matter, State


def before_edit(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Who wrote a change is told that somebody else decides; of one that came back it is said what has to be changed.

    A decision on a version that the person has not seen is refused: they are shown the newest one instead.
    """
    if request.method == "GET":
        if state_of(page) is State.WAITING and is_author(request.user, page):
            messages.info(request, _("You have written something of this change: somebody else decides on it."))
        if (back := returned_of(page)) is not None:
            messages.warning(request, _why_returned(back))
        return None
    if _decides(request) and _is_out_of_date(request, page):
        text = _("Not decided: the page has been changed since you opened it. This is the newest version.")
        messages.error(request, text)
        return redirect(_edit_url(page))
    return None


def after_edit(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Wagtail saves a draft where it may not do what was asked for; here it is said why."""
    if _decides(request) and state_of(page) is State.WAITING and not may(request.user, page, Action.APPROVE):
        text = _("Saved, but not decided: you have written something of this change, so somebody else decides on it.")
        messages.error(request, text)
        return redirect(_edit_url(page))
    if request.POST.get("action-publish") and matter_of(page) is not Matter.STRUCTURE:
        text = _("Saved as a draft, not published: it is published when somebody else has approved it.")
        messages.warning(request, text)
        return redirect(_edit_url(page))
    return None


def _why_returned(back: TaskState) -> str:
    return _("%(who)s returned this change on %(date)s. What has to be changed: %(comment)s") % {
        "who": get_user_display_name(back.finished_by) if back.finished_by else _("Somebody"),
        "date": numeric(timezone.localtime(back.finished_at).date()),
        "comment": back.comment,
    }


def _decides(request: HttpRequest) -> bool:
    return request.method == "POST" and bool(request.POST.get("action-workflow-action"))


def _is_out_of_date(request: HttpRequest, page: Page) -> bool:
    seen = request.POST.get("overwrite_revision_id") or request.POST.get("loaded_revision_id")
    return bool(seen) and seen != str(page.latest_revision_id)


def _edit_url(page: Any) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])
