"""Teams in the admin."""

from typing import Any

from django import forms
from django.urls import URLPattern
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.viewsets.model import ModelViewSet

from kb.learning.acknowledging.who import employees
from kb.learning.coverage.scope import MAY_SEE
from kb.learning.models import Team


class PeopleField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """A tick for each person, by name: the browser's own search finds them."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        return f"{get_user_display_name(obj)} ({obj.get_username()})"


class TeamForm(WagtailAdminModelForm):
    """Supervisors have the role for it: without the right their name here would open nothing."""

    supervisors = PeopleField(employees(), required=False, label=_("Supervisors"))
    members = PeopleField(employees(), required=False, label=_("Members"))

    class Meta:
        model = Team
        fields = ["name", "supervisors", "members"]

    def clean_supervisors(self) -> Any:
        chosen = self.cleaned_data["supervisors"]
        without = [get_user_display_name(person) for person in chosen if not person.has_perm(MAY_SEE)]
        if without:
            text = _("Not in the group of supervisors: %(names)s.")
            raise forms.ValidationError(text, params={"names": ", ".join(without)})
        return chosen


class TeamViewSet(ModelViewSet):
    model = Team
    name = "teams"
    url_prefix = "komandas"
    icon = "group"
    menu_label = _("Teams")
    menu_name = "teams"
    menu_order = 650
    add_to_settings_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = False
    list_display = [
        "name",
        Column("supervisors", label=_("Supervisors"), accessor=lambda team: _names(team.supervisors)),
        Column("members", label=_("Members"), accessor=lambda team: team.members.count()),
    ]
    search_fields: list[str] = []

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm[Team]]:
        return TeamForm

    def get_urlpatterns(self) -> list[URLPattern]:
        offered = {"index", "index_results", "add", "edit", "delete", "usage", "history", "history_results"}
        return [pattern for pattern in super().get_urlpatterns() if pattern.name in offered]


def _names(people: Any) -> str:
    return ", ".join(get_user_display_name(person) for person in people.all())
