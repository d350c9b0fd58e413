"""The page of the admin that gives back what was typed into the form of something that is not there any more."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from kb.editorial.deleted.found import Deleted
from kb.editorial.deleted.typed import typed_into


class DeletedView(WagtailAdminTemplateMixin, TemplateView):
    """Answers the request that should have saved the form."""

    template_name = "editorial/deleted.html"
    page_title = _("Nothing was saved")
    header_icon = "warning"
    found: Deleted = None  # type: ignore[assignment]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(), status=410)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        typed = typed_into(self.found.model, self.request)
        return super().get_context_data(found=self.found, typed=typed, **kwargs)
