"""Where ownership joins the rest: the button on a page, the admin, tasks, the weekly mail, Wagtail's log."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.log_actions import LogActionRegistry

from kb.editorial.ownership.admin_buttons import VerifyButton, add_to_list, in_header
from kb.editorial.ownership.assign import PEOPLE, REVIEW
from kb.editorial.ownership.bulk import PeopleBulkAction, ReviewBulkAction, VerifyBulkAction
from kb.editorial.ownership.button import HOLE, verify_html
from kb.editorial.ownership.reminders import remind
from kb.editorial.ownership.screens import MyPagesMenuItem, MyPagesPanel, MyPagesView
from kb.editorial.ownership.tasks import checks_due
from kb.editorial.ownership.verify import ACTION
from kb.editorial.ownership.views import verify_in_admin

hooks.register("kb_desk_tasks", checks_due, order=0)
hooks.register("kb_every_night", remind)
for action in (PeopleBulkAction, ReviewBulkAction, VerifyBulkAction):
    hooks.register("register_bulk_action", action)


@hooks.register("kb_page_holes")
def offer_hole() -> dict[str, Callable[[HttpRequest, str], SafeString]]:
    return {HOLE: verify_html}


@hooks.register("register_admin_urls")
def register_addresses() -> list[URLPattern]:
    return [
        path("manas-lapas/", MyPagesView.as_view(), name="my_pages"),
        path("manas-lapas/<int:pk>/parbaudita/", verify_in_admin, name="verify_in_admin"),
    ]


@hooks.register("register_admin_menu_item")
def register_my_pages() -> MyPagesMenuItem:
    return MyPagesMenuItem()


@hooks.register("construct_homepage_panels")
def add_my_pages(request: HttpRequest, panels: list[Component]) -> None:
    panels.append(MyPagesPanel())


@hooks.register("construct_page_listing_buttons")
def offer_in_list(buttons: list[Any], page: Any, user: Any, context: Mapping[str, Any]) -> None:
    add_to_list(buttons, page, user, context["request"])


@hooks.register("register_page_header_buttons")
def offer_in_header(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[VerifyButton]:
    return in_header(page, user, next_url)


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    actions.register_action(
        ACTION, _("Confirm that a page is still right"), _("Confirmed that the page is still right")
    )
    actions.register_action(PEOPLE, _("Set owner, deputy or verifier"), _("Set who answers for the page"))
    actions.register_action(REVIEW, _("Set the review date"), _("Set the review date"))
