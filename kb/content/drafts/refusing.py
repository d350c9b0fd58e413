"""A snippet that a draft or a scheduled version refers to is not deleted: the admin shows which ones."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.admin.utils import quote
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import ReferenceIndex

from kb.content.drafts.uses import DraftUse, draft_uses


@dataclass(frozen=True, slots=True)
class Row:
    """A version that stands in the way, as the list prints it; ``url`` is empty for who may not edit the page."""

    title: str
    code: str
    url: str
    goes_live: datetime | None
    things: tuple[Model, ...]


@dataclass(frozen=True, slots=True)
class Saved:
    """A snippet that saved pages or snippets refer to as well, with the address of Wagtail's list of them."""

    thing: Model
    url: str


class UsedInDraftsView(WagtailAdminTemplateMixin, TemplateView):
    """Instead of the question whether to delete."""

    template_name = "content/admin/used_in_drafts.html"
    page_title = _("Cannot be deleted yet")
    header_icon = "warning"
    http_method_names = ["get", "post"]
    things: Sequence[Model] = ()
    uses: Sequence[DraftUse] = ()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """409: what was asked for conflicts with the drafts."""
        return self.render_to_response(self.get_context_data(), status=409)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        finder = AdminURLFinder(self.request.user)
        rows = [_row(use, finder.get_edit_url(use.page) or "") for use in self.uses]
        blocked = {thing.pk for use in self.uses for thing in use.things}
        saved = [_saved(thing) for thing in self.things if thing.pk in blocked and _is_saved_somewhere(thing)]
        return super().get_context_data(
            rows=rows, saved=saved, several=len(self.things) > 1, back_url=_list_url(self.things[0]), **kwargs
        )


def refuse_if_used_in_drafts(request: HttpRequest, things: Iterable[Model]) -> HttpResponse | None:
    """The answer in place of a deletion, None where no unpublished version refers to any of ``things``."""
    asked = list(things)
    uses = draft_uses(asked)
    return UsedInDraftsView.as_view(things=asked, uses=uses)(request) if uses else None


def _row(use: DraftUse, url: str) -> Row:
    title = use.page.get_admin_display_title()
    return Row(title, getattr(use.page, "code", ""), url, use.goes_live, use.things)


def _is_saved_somewhere(thing: Model) -> bool:
    return bool(ReferenceIndex.get_references_to(thing).exists())


def _saved(thing: Model) -> Saved:
    viewset = thing.snippet_viewset  # type: ignore[attr-defined]
    return Saved(thing, reverse(viewset.get_url_name("usage"), args=[quote(thing.pk)]))


def _list_url(thing: Model) -> str:
    return reverse(thing.snippet_viewset.get_url_name("list"))  # type: ignore[attr-defined]
