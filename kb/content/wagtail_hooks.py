"""The admin of the content: explorer columns, icons, and the snippets grouped as editors think of them."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Model, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse_lazy
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.pages.listing import ExplorableIndexView, PageListingMixin
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from kb.content import models
from kb.content.attached.report import UnreadableDocumentsMenuItem, UnreadableDocumentsView
from kb.content.drafts.refusing import refuse_if_used_in_drafts


def _state(page: Any) -> str:
    return page.trust().label if isinstance(page, models.KnowledgePage) else ""


def _review_by(page: Any) -> str:
    """As a date: Wagtail's own column tells how long ago something was, and this day is ahead."""
    day = getattr(page, "review_by", None)
    return date_format(day, "SHORT_DATE_FORMAT") if day else ""


def _owner(page: Any) -> str:
    return page.owner_name if isinstance(page, models.KnowledgePage) else ""


class KnowledgeIndexView(ExplorableIndexView):
    """Owners are read together: asked for one by one they would be a query a row."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        pages = [page for page in context["object_list"] if isinstance(page, models.KnowledgePage)]
        prefetch_related_objects(pages, "content_owner", "owner_unit")
        return context


class KnowledgePageViewSet(PageViewSet):
    """The explorer with what an editor of the knowledge base looks for: code, owner, review date, state."""

    model = Page
    index_view_class = KnowledgeIndexView
    parent_models = [Page, models.CollectionPage, models.StandardDocumentPage]
    columns = [
        *[column for column in PageListingMixin.base_columns if column.name in {"bulk_actions", "title", "parent"}],
        Column("code", label=_("Code"), accessor=lambda page: getattr(page, "code", ""), width="6%"),
        Column("owner", label=pgettext_lazy("responsible", "Owner"), accessor=_owner, width="14%"),
        Column("review_by", label=_("Review by"), accessor=_review_by, width="12%"),
        Column("state", label=_("State"), accessor=_state, width="10%"),
        *[column for column in PageListingMixin.base_columns if column.name in {"type", "status"}],
    ]


class UnitViewSet(SnippetViewSet):
    model = models.Unit
    icon = "group"
    list_display = ["name", "is_role", "phone", "sample"]
    list_filter = ["is_role"]


class ContactPointViewSet(SnippetViewSet):
    model = models.ContactPoint
    icon = "mail"
    list_display = ["label", "value", "mark", "checked_on"]
    list_filter = ["kind", "mark"]


class OpeningHoursViewSet(SnippetViewSet):
    model = models.OpeningHours
    icon = "time"
    list_display = ["location", "kind", "valid_from", "valid_to", "sample"]
    list_filter = ["kind"]


class SpecialDayViewSet(SnippetViewSet):
    model = models.SpecialDay
    icon = "calendar-alt"
    list_display = ["date", "name", "kind", "closes_at", "location"]
    list_filter = ["kind"]


class InstitutionViewSet(SnippetViewSet):
    model = models.Institution
    icon = "site"
    list_display = ["name", "short_name", "web", "checked_on"]


class LegalActViewSet(SnippetViewSet):
    model = models.LegalAct
    icon = "draft"
    list_display = ["short", "number", "checked_on"]


class GlossaryTermViewSet(SnippetViewSet):
    model = models.GlossaryTerm
    icon = "openquote"
    list_display = ["term", "plain"]


class NoticeViewSet(SnippetViewSet):
    model = models.Notice
    icon = "warning"
    list_display = ["title", "severity", "starts_at", "ends_at", "sample"]
    list_filter = ["severity"]


class SurveyViewSet(SnippetViewSet):
    model = models.Survey
    icon = "form"
    list_display = ["title", "starts_on", "ends_on"]


class CompanyGroup(SnippetViewSetGroup):
    menu_label = _("Company")
    menu_icon = "home"
    menu_order = 210
    items = (ContactPointViewSet, UnitViewSet, OpeningHoursViewSet, SpecialDayViewSet)


class ReferenceGroup(SnippetViewSetGroup):
    menu_label = _("Reference")
    menu_icon = "folder-open-inverse"
    menu_order = 220
    items = (InstitutionViewSet, LegalActViewSet, GlossaryTermViewSet)


class NoticesGroup(SnippetViewSetGroup):
    menu_label = _("Notices")
    menu_icon = "warning"
    menu_order = 230
    items = (NoticeViewSet, SurveyViewSet)


register_snippet(CompanyGroup)
register_snippet(ReferenceGroup)
register_snippet(NoticesGroup)


@hooks.register("register_admin_viewset")
def register_page_viewset() -> PageViewSet:
    return KnowledgePageViewSet()


@hooks.register("register_admin_urls")
def register_reports() -> list[URLPattern]:
    return [path("reports/nelasamie-dokumenti/", UnreadableDocumentsView.as_view(), name="unreadable_documents")]


@hooks.register("register_reports_menu_item")
def register_unreadable_documents() -> MenuItem:
    return UnreadableDocumentsMenuItem(
        UnreadableDocumentsView.page_title, reverse_lazy("unreadable_documents"), icon_name="doc-full", order=650
    )


@hooks.register("before_delete_snippet")
def keep_what_drafts_use(request: HttpRequest, instances: Sequence[Model]) -> HttpResponse | None:
    """Asked by Wagtail's page for one snippet and by the one for several, before the question and before the deed."""
    return refuse_if_used_in_drafts(request, instances)
