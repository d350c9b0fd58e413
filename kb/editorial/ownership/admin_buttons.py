"""«Joprojām pareizi» among the actions of a page, in the explorer and in the editor: one click, as a small form."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets.button import Button, ButtonWithDropdownFromHook

from kb.content.models import KnowledgePage
from kb.editorial.ownership.rights import offered_to


class VerifyButton(Button):
    """Not a link: a link may be followed by accident, and by programs."""

    template_name = "editorial/ownership/admin_button.html"
    label = _("Still right")
    icon_name = "check"

    def __init__(self, page: KnowledgePage, next_url: str, priority: int, request: HttpRequest | None = None) -> None:
        super().__init__(priority=priority)
        self.request = request
        self.action = reverse("verify_in_admin", args=[page.pk])
        self.next_url = next_url
        self.seen = page.live_revision_id or 0

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return {"button": self, "csrf_token": get_token(self.request or parent_context["request"])}


def in_header(page: Any, user: Any, next_url: str | None) -> Iterator[VerifyButton]:
    """In the page's own menu, in the explorer and in the editor."""
    if _may_be_pressed(page, user):
        yield VerifyButton(page, next_url or reverse("wagtailadmin_pages:edit", args=[page.pk]), priority=12)


def add_to_list(buttons: list[Any], page: Any, user: Any, request: HttpRequest) -> None:
    """Into the menu of a row of the explorer. Its buttons are shown without the request, which a form needs."""
    if _may_be_pressed(page, user):
        for menu in buttons:
            if isinstance(menu, ButtonWithDropdownFromHook):
                menu.dropdown_buttons.append(VerifyButton(page, request.get_full_path(), priority=3, request=request))


def _may_be_pressed(page: Any, user: Any) -> bool:
    """Not where the page is not published, was checked today, or is not the person's to confirm."""
    if not isinstance(page, KnowledgePage) or not page.live or page.verified_on == timezone.localdate():
        return False
    return offered_to(user).on(page.pk)
