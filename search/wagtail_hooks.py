"""The search in the admin: its state, why pages rank as they do, synonyms, questions; and its part of the sample."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat, NullIf, Trim
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, UpdatedAtColumn
from wagtail.documents import get_document_model
from wagtail.models import ModelLogEntry
from wagtail.permissions import policy_registry
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import CreateView, SnippetViewSet, SnippetViewSetGroup

from search.admin_view import RIGHTS
from search.attached.signals import record_documents
from search.explain_page import ExplainView
from search.models import JudgedQuery, SynonymGroup
from search.status_page import StatusView
from search.synonym_form import SynonymForm


class SynonymCreateView(CreateView):
    """``?terms=`` is where other pages of the admin begin a row, for example with a search that found nothing."""

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "terms": self.request.GET.get("terms", "")[:200]}


class SynonymViewSet(SnippetViewSet):
    """Who changed a row, and when, is in Wagtail's log; the list shows the last entry of it."""

    model = SynonymGroup
    add_view_class = SynonymCreateView
    icon = "order"
    list_display = ["__str__", "note", UpdatedAtColumn(), Column("last_editor", label=_("Changed by"))]
    list_per_page = 50
    edit_handler = ObjectList(
        [FieldPanel("terms"), FieldPanel("one_way_to"), FieldPanel("note"), FieldPanel("confirmed")],
        base_form_class=SynonymForm,
    )

    def get_queryset(self, request: HttpRequest) -> "QuerySet[SynonymGroup]":
        return with_last_editor(SynonymGroup.objects.all())


def with_last_editor(groups: "QuerySet[SynonymGroup]") -> "QuerySet[SynonymGroup]":
    """``last_editor``: the name of who last saved the row by hand; None for what the sample brought."""
    people = get_user_model().objects.annotate(
        shown=Coalesce(NullIf(Trim(Concat("first_name", Value(" "), "last_name")), Value("")), "username")
    )
    log = ModelLogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(SynonymGroup),
        object_id=Cast(OuterRef("pk"), CharField()),
        user__isnull=False,
    ).order_by("-timestamp")
    last = groups.annotate(last_editor_id=Subquery(log.values("user_id")[:1]))
    return last.annotate(last_editor=Subquery(people.filter(pk=OuterRef("last_editor_id")).values("shown")[:1]))


class JudgedQueryViewSet(SnippetViewSet):
    model = JudgedQuery
    icon = "tasks"
    list_display = ["query", "expected_codes", "note"]
    list_per_page = 100
    edit_handler = ObjectList([FieldPanel("query"), FieldPanel("expected_codes"), FieldPanel("note")])


class SearchMenuItem(MenuItem):
    """A page of the search, for those who keep the synonyms."""

    def is_shown(self, request: HttpRequest) -> bool:
        policy = policy_registry.get_by_type(SynonymGroup)
        return bool(policy.user_has_any_permission(request.user, RIGHTS))


class SearchGroup(SnippetViewSetGroup):
    menu_label = _("The search")
    menu_name = "search"
    menu_icon = "search"
    menu_order = 240
    items = (SynonymViewSet, JudgedQueryViewSet)

    def get_submenu_items(self) -> list[MenuItem]:
        pages = [
            SearchMenuItem(_("State"), reverse_lazy("search_status"), icon_name="tasks", order=-2),
            SearchMenuItem(
                _("Why a page stands there"), reverse_lazy("search_explain"), icon_name="info-circle", order=-1
            ),
        ]
        return [*pages, *super().get_submenu_items()]


register_snippet(SearchGroup)


@hooks.register("register_admin_urls")
def register_pages() -> list[URLPattern]:
    return [
        path("meklesana/stavoklis/", StatusView.as_view(), name="search_status"),
        path("meklesana/skaidrojums/", ExplainView.as_view(), name="search_explain"),
    ]


@hooks.register("after_bulk_action")
def documents_moved(request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any) -> None:
    """Many documents are put into another collection at once without any signal."""
    if action_type == "add_to_collection":
        record_documents([item.pk for item in objects if isinstance(item, get_document_model())])


@hooks.register("kb_load_sample")
def load_sample(folder: Path, report: Any) -> None:
    from search.sample import load_question_file, load_synonym_file

    load_synonym_file(folder / "snippets" / "synonyms.yaml", report)
    load_question_file(folder / "questions.yaml", report)
