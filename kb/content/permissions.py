"""Who may do what with a page: Wagtail's rights, unless a higher part brings its rules by the hook
``kb_page_permissions`` (a function of page and user that gives a PagePermissionTester)."""

from typing import Any

from wagtail import hooks
from wagtail.models import Page, PagePermissionTester


def permissions_of(page: Page, user: Any) -> PagePermissionTester:
    for rules in hooks.get_hooks("kb_page_permissions"):
        return rules(page, user)
    return PagePermissionTester(user, page)
