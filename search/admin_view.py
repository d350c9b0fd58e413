"""What the admin pages of the search share: who may open them, and Wagtail's furniture."""

from typing import Any

from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from search.models import SynonymGroup

#: One of these rights on synonyms opens the pages.
RIGHTS = ("add", "change", "delete")


class SearchAdminView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """A page for those who keep the synonyms; Wagtail sends others back to the admin's home."""

    model = SynonymGroup
    any_permission_required = RIGHTS

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]
