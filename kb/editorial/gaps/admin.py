"""The queue of gaps in the admin: a list to work through, and one row with what was said and what can be done."""

from typing import Any, cast

import django_filters
from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import URLPattern
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.ui.tables import Column, NumberColumn
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views.generic import EditView, IndexView
from wagtail.admin.views.generic.history import HistoryView
from wagtail.admin.viewsets.model import ModelViewSet

from kb.calendar.latvian_dates import numeric
from kb.editorial.gaps.form import GapForm, panel
from kb.editorial.gaps.possible import Action, actions_on
from kb.editorial.gaps.responsible import workers
from kb.editorial.gaps.shown import shown_to
from kb.editorial.gaps.work import ChangedMeanwhile, change
from kb.editorial.models import Gap


class GapFilterSet(WagtailFilterSet):
    owner = django_filters.ModelChoiceFilter(queryset=lambda request: workers(), label=_("Who sees to it"))

    class Meta:
        model = Gap
        fields = ["state", "kind", "owner"]


class GapIndexView(IndexView):
    """Open rows first, those due soonest on top; then closed ones, the newest on top."""

    def get_base_queryset(self) -> "QuerySet[Gap]":
        return shown_to(self.request.user).select_related("owner", "page")

    def get_list_more_buttons(self, instance: Gap) -> list[MenuItem]:
        rows = super().get_list_more_buttons(instance)
        offered = enumerate(actions_on(instance, self.request.user), start=20)
        return [*rows, *(MenuItem(a.label, url=a.url, icon_name=a.icon, priority=number) for number, a in offered)]


class GapEditView(EditView):
    """Two people at one row: the second sees what the first did, and their own text stays in the form."""

    def get_queryset(self) -> "QuerySet[Gap]":
        return shown_to(self.request.user)

    def save_instance(self) -> Gap:
        gap: Gap = self.form.save(commit=False)
        change(gap, self.request.user)
        return gap

    def form_valid(self, form: GapForm) -> HttpResponse:
        try:
            return cast(HttpResponse, super().form_valid(form))
        except ChangedMeanwhile:
            self.produced_error_code, self.produced_error_message = "changed", self.get_error_message()
            form.say_changed(Gap.objects.select_related("owner").get(pk=self.object.pk))
            return cast(HttpResponse, self.form_invalid(form))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        feedback = self.object.feedback.select_related("reporter", "revision").order_by("created_at")
        offered: tuple[Action, ...] = actions_on(self.object, self.request.user)
        return cast(dict[str, Any], super().get_context_data(said=list(feedback[:50]), actions=offered, **kwargs))


class GapHistoryView(HistoryView):
    def get_base_object_queryset(self) -> "QuerySet[Gap]":
        return shown_to(self.request.user)


class GapViewSet(ModelViewSet):
    """Rows come from the log of searches and from readers: none is added, copied or deleted by hand."""

    model = Gap
    name = "gaps"
    url_prefix = "nepilnibas"
    icon = "clipboard-list"
    menu_label = _("Gaps")
    menu_name = "gaps"
    menu_order = 150
    add_to_admin_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    index_view_class = GapIndexView
    edit_view_class = GapEditView
    history_view_class = GapHistoryView
    edit_template_name = "editorial/gap.html"
    edit_handler = panel
    filterset_class = GapFilterSet
    list_per_page = 50
    list_display = [
        "__str__",
        Column("kind", label=_("What happened"), accessor="get_kind_display", sort_key="kind"),
        NumberColumn("times", label=_("Times"), sort_key="times"),
        Column("owner", label=_("Who sees to it"), accessor=lambda gap: _owner(gap)),
        Column("due_on", label=_("Until"), accessor=lambda gap: numeric(gap.due_on), sort_key="due_on"),
        Column("state", label=_("State"), accessor="get_state_display", sort_key="state"),
    ]
    list_export = ["__str__", "get_kind_display", "times", "owner", "due_on", "get_state_display"]
    export_filename = "nepilnibas"

    def get_urlpatterns(self) -> list[URLPattern]:
        offered = {"index", "index_results", "edit", "history", "history_results"}
        return [pattern for pattern in super().get_urlpatterns() if pattern.name in offered]

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        absent = {"add_url_name": None, "delete_url_name": None, "usage_url_name": None}
        return {**super().get_common_view_kwargs(**kwargs), **absent}


def _owner(gap: Gap) -> Any:
    return get_user_display_name(gap.owner) or _("all editors")
