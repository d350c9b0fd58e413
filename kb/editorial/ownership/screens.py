"""«Manas lapas»: the owner's dashboard in the admin, and its short form on the admin's home page."""

from collections.abc import Mapping
from typing import Any

from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from kb.editorial.ownership.dashboard import MOST, checks, decisions, drafts, said

#: Checks on the home page of the admin, and where all are asked for: nobody reads more on one page.
AT_HOME, ALL = 5, 300


class MyPagesView(WagtailAdminTemplateMixin, TemplateView):
    """Everything that waits for the person, list by list."""

    template_name = "editorial/ownership/my_pages.html"
    page_title = _("My pages")
    header_icon = "list-ul"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        every = "visas" in self.request.GET
        figures, due = checks(user, ALL if every else MOST)
        parts = [due, said(user), decisions(user), drafts(user)]
        here = self.request.get_full_path()
        return super().get_context_data(figures=figures, parts=parts, every=every, next=here, **kwargs)


class MyPagesPanel(Component):
    """Checks that are due soonest; nothing for somebody who answers for no page."""

    name = "my_pages"
    template_name = "editorial/ownership/my_pages_panel.html"
    order = 100

    class Media:
        css = {"all": ["kb/admin/my_pages.css"]}

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        request = parent_context["request"]
        figures, due = checks(request.user, AT_HOME)
        return {"figures": figures, "part": due, "next": request.path, "csrf_token": get_token(request)}


class MyPagesMenuItem(MenuItem):
    def __init__(self) -> None:
        super().__init__(MyPagesView.page_title, reverse("my_pages"), icon_name="list-ul", order=140)
